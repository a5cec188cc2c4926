//! The state: an address, what it means, and the few things that no link carries.

use crate::app::address::{Address, Notice};
use crate::app::compute;
use crate::engine::trace::{LossAt, Sequence, Trace};
use crate::i18n::Lang;
use crate::lesson::{SCREENS, Screen, screen};
use crate::model::config::Cell;
use crate::model::names::{Name, ValuePath};
use crate::platform::Preferences;
use crate::scene::view::{View, Zoom};
use crate::tasks::corpus::Corpus;
use crate::tasks::examples::{Example, TRAINED_SIZES};
use crate::text::vocab;
use std::rc::Rc;

/// What the page has to do beyond drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Writes the address.
    Address,
    /// Sends `Action::Tick` with this number after so many milliseconds.
    Tick(u32, u32),
    Copy(String),
    /// Moves the focus to an element.
    Focus(&'static str),
}

/// Something to say once, until it is dismissed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    Address(Notice),
    NoScreen(String),
    UntrainedSize(usize),
    NotHere(&'static str),
    OwnFile,
    HiddenValue(String),
    Copied,
    /// The clipboard is denied: here is the link.
    CopyFailed(String),
}

/// Derived from the address: what is computed once and stepped for free.
#[derive(Clone, Debug)]
pub struct Show {
    pub screen: &'static Screen,
    pub example: Example,
    pub corpus: Rc<Corpus>,
    pub cell: Cell,
    pub hidden: usize,
    /// `None` for trained weights.
    pub seed: Option<u32>,
    pub trace: Rc<Trace>,
    /// Classes to choose from when the question is asked.
    pub options: Vec<usize>,
    pub truth: Option<usize>,
    pub swap: Option<(String, String)>,
}

/// The sentence editor: what is typed, and why it was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editor {
    pub text: String,
    pub refusal: Option<String>,
}

#[derive(Clone, Debug)]
pub struct State {
    pub address: Address,
    pub preferences: Rc<Preferences>,
    pub lang: Lang,
    pub show: Rc<Show>,
    pub notes: Vec<Note>,
    pub guess: Option<usize>,
    pub trail: Vec<ValuePath>,
    /// Unit in the hand of the arrow keys, from 1.
    pub unit: usize,
    /// Number of the running clock; `None` when paused.
    pub playing: Option<u32>,
    pub ticks: u32,
    /// The sentence editor, if it is open.
    pub editor: Option<Editor>,
    /// The weights became random only because this size was never trained.
    pub is_random_for_size: bool,
    pub is_table_open: bool,
    /// Counts settled steps, so that the picture can show what changed.
    pub effects: Vec<Effect>,
    /// Counts reductions that left effects to do.
    pub turn: u32,
}

/// Keys of the address that this screen cannot honour yet.
#[rustfmt::skip]
const NOT_HERE: [&str; 21] = [
    "layers", "len", "gain", "fbias", "clip", "nonlin", "init", "trunc", "lr", "opt", "batch", "temp", "data", "epoch",
    "rolled", "axis", "pass", "op", "pins", "set", "show",
];

/// How many words the question offers.
const OPTIONS: usize = 4;

impl State {
    /// From a query string. Anything wrong with it becomes a note; the rest applies.
    pub fn new(query: &str, preferences: Preferences) -> Self {
        let (mut address, notices) = Address::parse(query);
        let mut notes: Vec<Note> = notices.into_iter().map(Note::Address).collect();
        let lang = match address.get("lang").and_then(Lang::from_id) {
            Some(lang) => lang,
            None => Lang::preferred(&preferences.languages),
        };
        let show = Rc::new(show(&mut address, lang, None, &mut notes));
        let steps = show.trace.steps();
        if address.number("t").is_some_and(|t| t > steps + 1) {
            let t = address.get("t").unwrap_or_default().to_string();
            notes.push(Note::Address(Notice::Bad("t".into(), t)));
            address.set("t", "0");
        }
        let mut state = Self {
            address,
            preferences: Rc::new(preferences),
            lang,
            show,
            notes,
            guess: None,
            trail: Vec::new(),
            unit: 1,
            playing: None,
            ticks: 0,
            editor: None,
            is_random_for_size: false,
            is_table_open: false,
            effects: Vec::new(),
            turn: 0,
        };
        state.open_from_address();
        state
    }

    pub fn t(&self) -> usize {
        self.address.number("t").unwrap_or(0)
    }
    pub fn steps(&self) -> usize {
        self.show.trace.steps()
    }
    /// The value of a key whose default depends on the place: the question is asked everywhere but in embeds.
    pub fn predicts(&self) -> bool {
        match self.address.get("predict") {
            Some(predict) => predict != "off",
            None => self.address.get("embed") == Some("0"),
        }
    }
    pub fn zoom(&self) -> Zoom {
        match self.address.get("zoom") {
            Some("cell") => Zoom::Cell,
            Some("math") => Zoom::Math,
            _ => Zoom::Sentence,
        }
    }
    pub fn view(&self) -> View<'_> {
        View {
            trace: &self.show.trace,
            lang: self.lang,
            t: self.t(),
            predict: self.predicts(),
            options: &self.show.options,
            guess: self.guess,
            truth: self.show.truth,
            swap: self.show.swap.as_ref().map(|(from, to)| (from.as_str(), to.as_str())),
            seed: self.show.seed,
            unit: self.unit,
            zoom: self.zoom(),
            trail: &self.trail,
        }
    }
    /// Whether anything may move: the system's wish, unless the address says otherwise.
    pub fn is_moving(&self) -> bool {
        match self.address.get("motion") {
            Some("full") => true,
            Some("off") => false,
            _ => !self.preferences.reduced_motion,
        }
    }
    /// The address as a link: the example is always written, for the language of the reader may differ.
    pub fn link(&self) -> String {
        let mut address = self.address.clone();
        address.set("ex", self.show.example.id());
        address.query()
    }
    /// Computes what the address asks for; keeps what does not change.
    pub fn refresh(&mut self) {
        let old = self.show.clone();
        self.show = Rc::new(show(&mut self.address, self.lang, Some(&old), &mut self.notes));
        self.unit = self.unit.min(self.show.hidden);
    }

    /// Opens what `zoom` and `open` say, if it may be seen here.
    fn open_from_address(&mut self) {
        if let Some(mut path) = self.address.path("open") {
            // With one cell on the screen its name may be left out.
            if path.cell == Some(self.show.cell) {
                path.cell = None;
            }
            if self.view().may_open(&path) {
                if let Name::Unit(..) = path.name {
                    self.unit = path.second;
                }
                self.address.set("open", &path.to_string());
                self.trail = vec![path];
                self.address.set("zoom", "math");
            } else {
                self.notes.push(Note::HiddenValue(path.to_string()));
                self.address.remove("open");
            }
        }
        self.close_if_empty();
    }
    /// A level without anything to show is closed.
    pub fn close_if_empty(&mut self) {
        let empty = match self.zoom() {
            Zoom::Math => self.trail.last().is_none_or(|path| !self.view().may_open(path)),
            Zoom::Cell => self.t() == 0,
            Zoom::Sentence => false,
        };
        if empty {
            self.trail.clear();
            self.address.remove("open");
            self.address.set("zoom", "sentence");
        }
        if self.zoom() != Zoom::Math {
            self.trail.clear();
            self.address.remove("open");
        }
    }
}

fn show(address: &mut Address, lang: Lang, old: Option<&Show>, notes: &mut Vec<Note>) -> Show {
    let fig = address.get("fig").unwrap_or("step");
    let built = screen(fig);
    if built.is_none() {
        notes.push(Note::NoScreen(fig.to_string()));
        address.set("fig", "step");
    }
    let screen = built.unwrap_or(&SCREENS[0]);
    let native = if lang == Lang::Th { Example::AppleTh } else { Example::Apple };
    let example = match address.get("ex").map(|id| (Example::from_id(id), id)) {
        None => native,
        Some((Some(example), _)) => example,
        Some((None, id)) => {
            notes.push(if id == "own" { Note::OwnFile } else { Note::Address(Notice::Bad("ex".into(), id.into())) });
            address.remove("ex");
            native
        }
    };
    if address.list("cell").len() > 1 || address.get("device") == Some("webgpu") {
        let key = if address.get("device") == Some("webgpu") { "device" } else { "cell" };
        notes.push(Note::NotHere(key));
        address.remove("device");
    }
    let cell = match address.list("cell")[..] {
        [] => screen.cell,
        [id, ..] => Cell::from_id(id).unwrap_or_else(|| {
            notes.push(Note::Address(Notice::Bad("cell".into(), id.into())));
            screen.cell
        }),
    };
    if address.is_set("cell") && address.get("cell") != Some(cell.id()) {
        address.set("cell", cell.id());
    }
    if address.get("cell") == Some(screen.cell.id()) {
        address.remove("cell");
    }
    let (least, most) = screen.hidden_range;
    let hidden = match address.number("hidden") {
        Some(hidden) if !(least..=most).contains(&hidden) => {
            notes.push(Note::Address(Notice::Bad("hidden".into(), hidden.to_string())));
            address.remove("hidden");
            screen.hidden
        }
        hidden => hidden.unwrap_or(screen.hidden),
    };
    if hidden == screen.hidden {
        address.remove("hidden");
    }
    for key in NOT_HERE {
        if address.is_set(key) {
            notes.push(Note::NotHere(key));
            address.remove(key);
        }
    }
    if address.get("w") == Some("trained") && !TRAINED_SIZES.contains(&hidden) {
        notes.push(Note::UntrainedSize(hidden));
        address.set("w", "random");
    }
    let seed = (address.get("w") == Some("random"))
        .then(|| address.get("seed").and_then(|seed| seed.parse().ok()).unwrap_or(7));
    let words: Vec<String> = match address.get("text") {
        Some(text) => text.split(' ').map(str::to_string).collect(),
        None => example.words(),
    };
    let loss_at = if address.get("loss") == Some("last") { LossAt::Last } else { LossAt::All };
    build(screen, example, cell, hidden, seed, words, loss_at, old)
}

fn build(
    screen: &'static Screen,
    example: Example,
    cell: Cell,
    hidden: usize,
    seed: Option<u32>,
    words: Vec<String>,
    loss_at: LossAt,
    old: Option<&Show>,
) -> Show {
    let same = old.filter(|old| (old.example, old.cell, old.hidden, old.seed) == (example, cell, hidden, seed));
    let model = match same {
        Some(old) => old.trace.model.clone(),
        None => Rc::new(match seed {
            Some(seed) => example.random(cell, hidden, seed),
            None => example.trained(cell, hidden).expect("only shipped sizes are called trained"),
        }),
    };
    let corpus = match old.filter(|old| old.example == example) {
        Some(old) => old.corpus.clone(),
        None => Rc::new(example.corpus()),
    };
    let known = corpus.answer(&words);
    let class = |word: &str| model.config.vocab.iter().position(|known| known == word);
    let truth = known.as_ref().and_then(|(_, answer)| class(answer));
    let ids = vocab::ids(&model.config.vocab, &words);
    let swap = swap(example, &words);
    let sequence = Sequence::next_words(words, ids, truth, loss_at).expect("the address holds 1 to 64 words");
    let trace = Rc::new(compute::trace(model.clone(), sequence));
    let candidates: Vec<usize> = match &known {
        Some((property, _)) => corpus.values(property).iter().filter_map(|word| class(word)).collect(),
        None => Vec::new(),
    };
    let options = options(&trace, truth, &candidates);
    Show { screen, example, corpus, cell, hidden, seed, trace, options, truth, swap }
}

/// The noun in the sentence, and what it can be changed to: there and back.
fn swap(example: Example, words: &[String]) -> Option<(String, String)> {
    let (noun, other) = example.swap();
    let has = |word: &str| words.iter().any(|found| found == word);
    if has(noun) {
        Some((noun.into(), other.into()))
    } else if has(other) {
        Some((other.into(), noun.into()))
    } else {
        None
    }
}

/// Words to choose from, in the order of the vocabulary so that the place says nothing: the true answer, the network's
/// own, others of the same kind, then whatever it finds likely.
fn options(trace: &Trace, truth: Option<usize>, candidates: &[usize]) -> Vec<usize> {
    let probs = trace.probs(trace.steps());
    let mut likely: Vec<usize> = (0..probs.len()).collect();
    likely.sort_by(|&a, &b| probs[b].total_cmp(&probs[a]));
    let mut chosen: Vec<usize> = Vec::new();
    for class in truth.into_iter().chain([likely[0]]).chain(candidates.iter().copied()).chain(likely) {
        if chosen.len() < OPTIONS && !chosen.contains(&class) {
            chosen.push(class);
        }
    }
    chosen.sort_unstable();
    chosen
}
