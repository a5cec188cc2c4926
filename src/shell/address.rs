//! The address (FORMATS §1): one grammar for the app, embeds, links, bookmarks and decks, as a table.

use crate::model::names::ValuePath;
use crate::platform;
use std::collections::BTreeMap;

/// At most this much of a query is read.
pub const MAX_CHARACTERS: usize = 4096;

/// What a key accepts.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Choice(&'static [&'static str]),
    /// A comma list of choices: at most so many, each once.
    Choices(&'static [&'static str], usize),
    Integer(u32, u32),
    /// A finite decimal in a range.
    Real(f64, f64),
    /// Tokens separated by single spaces, at most 64.
    Tokens,
    /// An opaque word of at most so many characters.
    Opaque(usize),
    Path,
    Paths,
    /// `path=value` pairs.
    Edits,
    /// `cpu`-like names joined by commas, letters and hyphens only.
    Names,
}

pub const SCREENS: &[&str] = &[
    "step",
    "memory",
    "unroll",
    "cell",
    "types",
    "train",
    "bptt",
    "gradient",
    "brnn",
    "attention",
    "speed",
    "thai",
    "own",
    "compare",
    "quiz",
    "teach",
    "glossary",
    "about",
];
const CELLS: &[&str] = &["rnn", "lstm", "gru", "ffn", "cnn", "birnn", "bilstm", "bigru", "mingru", "attn"];
const EXAMPLES: &[&str] = &[
    "apple",
    "apple-th",
    "tom",
    "tom-th",
    "trees",
    "trees-th",
    "review",
    "review-th",
    "caption",
    "caption-th",
    "translate",
    "translate-th",
    "reverse",
    "recall",
    "recall-th",
    "chase",
    "chase-th",
    "pairs",
    "apart",
    "own",
];
const LOOKS: &[&str] = &[
    "steps", "units", "losses", "back", "proof", "words", "order", "place", "light", "table", "one", "forward",
    "cores", "gpu", "memory", "decks", "notes", "frame",
];
/// Lectures by their minutes, and one that somebody wrote.
pub const DECKS: &[&str] = &["10", "30", "50", "own"];
const PARTS: &[&str] = &["title", "caption", "card", "table", "code", "controls", "link", "lang"];

/// Key, what it accepts, and its default where that is the same on every screen. In canonical order.
#[rustfmt::skip]
pub const KEYS: &[(&str, Kind, Option<&str>)] = &[
    ("v", Kind::Choice(&["1"]), Some("1")),
    ("fig", Kind::Choice(SCREENS), Some("step")),
    ("task", Kind::Choice(&["review", "caption", "translate", "reverse"]), None),
    ("feed", Kind::Choice(&["own", "truth", "none"]), None),
    ("attend", Kind::Choice(&["0", "1"]), None),
    ("positions", Kind::Choice(&["0", "1"]), None),
    ("mask", Kind::Choice(&["both", "causal"]), None),
    ("heads", Kind::Integer(1, 16), None),
    ("off", Kind::Names, None),
    ("cover", Kind::Choice(&["none", "past", "future"]), None),
    ("pixels", Kind::Opaque(64), None),
    ("say", Kind::Tokens, None),
    ("ex", Kind::Choice(EXAMPLES), None),
    ("text", Kind::Tokens, None),
    ("cell", Kind::Choices(CELLS, 3), None),
    ("w", Kind::Choice(&["trained", "random"]), None),
    ("seed", Kind::Integer(0, u32::MAX), Some("7")),
    ("hidden", Kind::Integer(1, 512), None),
    ("layers", Kind::Integer(1, 4), None),
    ("len", Kind::Integer(1, 1024), None),
    ("gain", Kind::Real(0.0, 4.0), None),
    ("fbias", Kind::Real(-10.0, 10.0), None),
    ("clip", Kind::Real(0.0, 1000.0), None),
    ("nonlin", Kind::Choice(&["tanh", "relu"]), None),
    ("init", Kind::Choice(&["uniform", "orthogonal", "identity"]), None),
    ("trunc", Kind::Integer(0, 400), None),
    ("lr", Kind::Real(0.0, 10.0), None),
    ("opt", Kind::Choice(&["sgd", "momentum", "rmsprop", "adam", "adamw"]), None),
    ("batch", Kind::Integer(1, 1024), None),
    ("temp", Kind::Real(0.0, 10.0), None),
    ("data", Kind::Opaque(32), None),
    ("by", Kind::Choice(&["characters", "words", "all"]), None),
    ("drop", Kind::Real(0.0, 0.9), None),
    ("epoch", Kind::Integer(0, 1_000_000), None),
    ("rolled", Kind::Choice(&["0", "1"]), Some("1")),
    ("axis", Kind::Choice(&["log", "relative", "linear"]), None),
    ("look", Kind::Choice(LOOKS), None),
    ("job", Kind::Choice(&["forward", "train", "trace"]), None),
    ("input", Kind::Integer(1, 4096), None),
    ("runs", Kind::Integer(1, 1000), None),
    ("loss", Kind::Choice(&["last", "all"]), None),
    ("pass", Kind::Choice(&["fwd", "bwd", "upd"]), Some("fwd")),
    ("t", Kind::Integer(0, 401), Some("0")),
    ("op", Kind::Integer(0, 64), Some("0")),
    ("zoom", Kind::Choice(&["sentence", "cell", "math"]), Some("sentence")),
    ("open", Kind::Path, None),
    ("pins", Kind::Paths, None),
    ("set", Kind::Edits, None),
    ("device", Kind::Choice(&["auto", "webgpu", "cpu"]), Some("auto")),
    ("predict", Kind::Choice(&["on", "off", "gate"]), None),
    ("lang", Kind::Choice(&["auto", "en", "th"]), Some("auto")),
    ("theme", Kind::Choice(&["auto", "light", "dark", "projector", "contrast"]), Some("auto")),
    ("motion", Kind::Choice(&["auto", "full", "off"]), Some("auto")),
    ("speed", Kind::Choice(&["0.5", "1", "2"]), Some("1")),
    ("embed", Kind::Choice(&["0", "1"]), Some("0")),
    ("present", Kind::Choice(&["0", "1"]), Some("0")),
    ("deck", Kind::Choice(DECKS), None),
    ("beat", Kind::Integer(1, 200), None),
    ("show", Kind::Choices(PARTS, 8), None),
    ("hide", Kind::Choices(PARTS, 8), None),
    ("lock", Kind::Names, None),
    ("goal", Kind::Choice(&["end", "answer"]), None),
    ("id", Kind::Opaque(64), None),
    ("keys", Kind::Choice(&["figure", "host"]), Some("figure")),
    ("fresh", Kind::Choice(&["0", "1"]), Some("0")),
];

/// What was wrong with an address; the rest of it applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Key and the value that was refused (shortened).
    Bad(String, String),
    /// A key that nobody knows, and the one that may have been meant.
    Unknown(String, Option<&'static str>),
    TooLong,
}

/// A valid address: canonical values by key, defaults left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address(BTreeMap<usize, String>);

/// So many unknown keys are named; a link with more is no link of ours.
const MOST_NOTICES: usize = 4;

fn index(key: &str) -> Option<usize> {
    KEYS.iter().position(|(name, ..)| *name == key)
}

/// The known key that a wrong one differs least from, if that is by a slip of one or two letters.
fn near(wrong: &str) -> Option<&'static str> {
    let wrong: Vec<char> = wrong.to_ascii_lowercase().chars().take(16).collect();
    let slips = |key: &str| {
        // Levenshtein's distance, a row at a time.
        let mut row: Vec<usize> = (0..=wrong.len()).collect();
        for (i, letter) in key.chars().enumerate() {
            let mut diagonal = std::mem::replace(&mut row[0], i + 1);
            for (j, other) in wrong.iter().enumerate() {
                let replaced = diagonal + usize::from(letter != *other);
                diagonal = row[j + 1];
                row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
            }
        }
        row[wrong.len()]
    };
    let (slips, key) = KEYS.iter().map(|(key, ..)| (slips(key), *key)).min()?;
    (slips <= 2 && slips < wrong.len() && slips < key.len()).then_some(key)
}

impl Address {
    /// Reads a query string. Unknown keys are ignored and bad values fall back, each with a notice.
    pub fn parse(query: &str) -> (Address, Vec<Notice>) {
        let (mut address, mut notices) = (Address::default(), Vec::new());
        // A link that went through a page's source as text.
        let query = query.strip_prefix('?').unwrap_or(query).replace("&amp;", "&");
        let read = match query.char_indices().nth(MAX_CHARACTERS) {
            Some((end, _)) => {
                notices.push(Notice::TooLong);
                // A key that was cut in two must not be half believed.
                query[..end].rsplit_once('&').map_or("", |(whole, _)| whole)
            }
            None => &query,
        };
        for (key, value) in form_urlencoded::parse(read.as_bytes()) {
            let Some(index) = index(&key) else {
                if !key.is_empty() && notices.len() < MOST_NOTICES {
                    notices.push(Notice::Unknown(key.chars().take(40).collect(), near(&key)));
                }
                continue;
            };
            let mut bad = |value: &str| notices.push(Notice::Bad(key.to_string(), value.chars().take(40).collect()));
            if !address.set(&key, &value) {
                // Of a list of values each stands for itself: what is wrong falls out, the rest applies.
                let (good, wrong): (Vec<&str>, Vec<&str>) = match KEYS[index].1 {
                    kind @ (Kind::Paths | Kind::Edits) => {
                        value.split(',').partition(|item| canonical(kind, item).is_some())
                    }
                    _ => (Vec::new(), vec![&value]),
                };
                if good.is_empty() || !address.set(&key, &good.join(",")) {
                    bad(&value);
                } else {
                    wrong.into_iter().for_each(bad);
                }
            }
        }
        (address, notices)
    }

    /// The value of `key`, its default, or `None` where the default depends on the screen.
    pub fn get(&self, key: &str) -> Option<&str> {
        let index = index(key).unwrap_or_else(|| panic!("{key} is not a key of the address"));
        self.0.get(&index).map(String::as_str).or(KEYS[index].2)
    }
    pub fn is_set(&self, key: &str) -> bool {
        index(key).is_some_and(|index| self.0.contains_key(&index))
    }
    /// Sets `key` if `value` is valid for it, in its canonical spelling; says whether it was.
    pub fn set(&mut self, key: &str, value: &str) -> bool {
        let Some(index) = index(key) else { return false };
        match canonical(KEYS[index].1, value) {
            Some(value) if KEYS[index].2 == Some(value.as_str()) => {
                self.0.remove(&index);
                true
            }
            Some(value) => {
                self.0.insert(index, value);
                true
            }
            None => false,
        }
    }
    pub fn remove(&mut self, key: &str) {
        if let Some(index) = index(key) {
            self.0.remove(&index);
        }
    }
    pub fn number(&self, key: &str) -> Option<usize> {
        self.get(key)?.parse().ok()
    }
    pub fn path(&self, key: &str) -> Option<ValuePath> {
        ValuePath::parse(self.get(key)?)
    }
    /// Items of a comma list.
    pub fn list(&self, key: &str) -> Vec<&str> {
        self.get(key).map_or_else(Vec::new, |value| value.split(',').collect())
    }
    /// Value paths of `pins`.
    pub fn pins(&self) -> Vec<ValuePath> {
        self.list("pins").into_iter().filter_map(ValuePath::parse).collect()
    }
    /// Edits and clamps of `set`; the last one of a path stands.
    pub fn edits(&self) -> Vec<(ValuePath, f64)> {
        let mut edits: Vec<(ValuePath, f64)> = Vec::new();
        for item in self.list("set") {
            let edit = item
                .split_once('=')
                .and_then(|(path, value)| Some((ValuePath::parse(path)?, platform::number(value)?)));
            if let Some(edit) = edit {
                edits.retain(|(path, _)| *path != edit.0);
                edits.push(edit);
            }
        }
        edits
    }
    /// Writes `set`; says whether so many are allowed.
    pub fn set_edits(&mut self, edits: &[(ValuePath, f64)]) -> bool {
        let items: Vec<String> = edits.iter().map(|(path, value)| format!("{path}={}", value + 0.0)).collect();
        self.set_list("set", &items)
    }
    /// Writes a comma list; an empty one is left out.
    pub fn set_list(&mut self, key: &str, items: &[String]) -> bool {
        if items.is_empty() {
            self.remove(key);
            return true;
        }
        self.set(key, &items.join(","))
    }
    /// Only these of its keys.
    pub fn only(&self, keys: &[&str]) -> Address {
        let mut kept = self.clone();
        kept.0.retain(|&index, _| keys.contains(&KEYS[index].0));
        kept
    }
    /// The query that a host asks for, behind what stays unless it is named there: how the page looks, and who it is.
    pub fn onto(&self, query: &str) -> String {
        let kept = self.only(&["lang", "theme", "embed", "deck", "beat", "show", "hide", "lock", "goal", "id", "keys"]);
        format!("{}&{}", kept.query(), query.strip_prefix('?').unwrap_or(query))
    }
    /// Keys that are set, in canonical order.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.0.keys().map(|&index| KEYS[index].0)
    }
    /// The query string in canonical order, without a question mark.
    pub fn query(&self) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (index, value) in &self.0 {
            out.append_pair(KEYS[*index].0, value);
        }
        // Characters that read better plain and mean nothing in a query.
        out.finish().replace("%2C", ",").replace("%3A", ":")
    }
}

/// The one spelling of a valid value.
fn canonical(kind: Kind, value: &str) -> Option<String> {
    let plain = |text: &str| text.chars().all(|c| !c.is_control());
    match kind {
        Kind::Choice(choices) => choices.contains(&value).then(|| value.to_string()),
        Kind::Choices(choices, most) => {
            let items: Vec<&str> = value.split(',').collect();
            let good = items.len() <= most
                && items.iter().enumerate().all(|(n, item)| choices.contains(item) && !items[..n].contains(item));
            good.then(|| value.to_string())
        }
        Kind::Integer(least, most) => {
            let digits = !value.is_empty() && value.len() <= 10 && value.bytes().all(|byte| byte.is_ascii_digit());
            let number: u32 = digits.then(|| value.parse().ok())??;
            (least..=most).contains(&number).then(|| number.to_string())
        }
        Kind::Real(least, most) => {
            let number = platform::number(value).filter(|_| value.len() <= 24)?;
            (number.is_finite() && (least..=most).contains(&number)).then(|| format!("{}", number + 0.0))
        }
        Kind::Tokens => {
            let tokens: Vec<&str> = value.split(' ').filter(|token| !token.is_empty()).collect();
            let good = !tokens.is_empty() && tokens.len() <= crate::engine::error::MAX_TOKENS && plain(value);
            good.then(|| tokens.join(" "))
        }
        Kind::Opaque(most) => {
            (!value.is_empty() && value.chars().count() <= most && plain(value)).then(|| value.to_string())
        }
        Kind::Path => ValuePath::parse(value).map(|path| path.to_string()),
        Kind::Paths => {
            let paths: Option<Vec<String>> = value.split(',').map(|path| canonical(Kind::Path, path)).collect();
            paths.filter(|paths| paths.len() <= 64).map(|paths| paths.join(","))
        }
        Kind::Edits => {
            let edit = |item: &str| {
                let (path, number) = item.split_once('=')?;
                Some(format!("{}={}", canonical(Kind::Path, path)?, canonical(Kind::Real(-1e6, 1e6), number)?))
            };
            let edits: Option<Vec<String>> = value.split(',').map(edit).collect();
            edits.filter(|edits| edits.len() <= 64).map(|edits| edits.join(","))
        }
        Kind::Names => {
            let good = |item: &str| {
                !item.is_empty() && item.len() <= 32 && item.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            };
            (value.len() <= 512 && value.split(',').all(good)).then(|| value.to_string())
        }
    }
}
