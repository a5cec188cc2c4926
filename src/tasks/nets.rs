//! The networks of the task shapes that ship, rivals included: what each is, what it learnt from, and where it lies. One archive a
//! task, fetched when the task is first shown.

use crate::kernels::rnn::Nonlinearity;
use crate::model::attention::Attention;
use crate::model::cell::Cell;
use crate::model::config::{Config, Encoder, Head, Input};
use crate::model::params::{Params, Tensor, layout};
use crate::model::{Model, byte, half};
use crate::tasks::{archives, caption, chase, cloze, pairs, phrases, reverse, review, switch};
use std::rc::Rc;
use std::sync::OnceLock;

/// Networks that come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Archive {
    Cloze,
    Review,
    Caption,
    Translate,
    Reverse,
    Chase,
    ChaseTh,
    Pairs,
    Switch,
}

impl Archive {
    pub const ALL: [Archive; 9] = [
        Archive::Cloze,
        Archive::Review,
        Archive::Caption,
        Archive::Translate,
        Archive::Reverse,
        Archive::Chase,
        Archive::ChaseTh,
        Archive::Pairs,
        Archive::Switch,
    ];
    /// The name of its file, without the ending.
    pub fn id(self) -> &'static str {
        match self {
            Archive::Cloze => "cloze",
            Archive::Review => "review",
            Archive::Caption => "caption",
            Archive::Translate => "translate",
            Archive::Reverse => "reverse",
            Archive::Chase => "chase",
            Archive::ChaseTh => "chase-th",
            Archive::Pairs => "pairs",
            Archive::Switch => "switch",
        }
    }
    /// The same, from where the page lies.
    pub const fn file(self) -> &'static str {
        match self {
            Archive::Cloze => "networks/cloze",
            Archive::Review => "networks/review",
            Archive::Caption => "networks/caption",
            Archive::Translate => "networks/translate",
            Archive::Reverse => "networks/reverse",
            Archive::Chase => "networks/chase",
            Archive::ChaseTh => "networks/chase-th",
            Archive::Pairs => "networks/pairs",
            Archive::Switch => "networks/switch",
        }
    }
    /// Its networks, in the order in which they lie in it.
    pub fn nets(self) -> impl Iterator<Item = &'static Net> {
        NETS.iter().filter(move |net| net.archive() == self)
    }
    /// Whether its weights are a byte each: what is judged is what ships.
    fn is_in_bytes(self) -> bool {
        matches!(self, Archive::Translate | Archive::Chase | Archive::ChaseTh | Archive::Pairs)
    }
    /// Rounds a network to what the archive holds of it.
    pub fn round(self, model: &mut Model) {
        if self.is_in_bytes() { byte::round(model) } else { half::round(model) }
    }
    /// Whether it says of each network how many seeds succeeded.
    fn counts_seeds(self) -> bool {
        matches!(self, Archive::Chase | Archive::ChaseTh | Archive::Pairs | Archive::Switch)
    }
    /// Its content: every tensor of every network, then the counts of seeds.
    pub fn pack(self, content: &Content) -> Vec<u8> {
        let bytes = |tensor: &Tensor| if self.is_in_bytes() { byte::bytes(tensor) } else { half::bytes(&tensor.data) };
        let weights = content.models.iter().flat_map(|model| &model.params.tensors).flat_map(bytes);
        weights.chain(content.seeds.iter().copied().filter(|_| self.counts_seeds())).collect()
    }
    /// All of it; `None` if it is not whole.
    pub fn unpack(self, bytes: &[u8]) -> Option<Content> {
        let mut rest = bytes;
        let mut models = Vec::new();
        for net in self.nets() {
            let config = net.config();
            let mut params = Params::default();
            for slot in layout(&config) {
                let take = if self.is_in_bytes() { byte::take } else { half::take };
                params.tensors.push(take(slot, &mut rest)?);
            }
            models.push(Model { config, params });
        }
        let seeds = if self.counts_seeds() { std::mem::take(&mut rest).to_vec() } else { vec![0; models.len()] };
        (rest.is_empty() && seeds.len() == models.len()).then_some(Content { models, seeds })
    }
}

/// What an archive holds.
#[derive(Clone, Debug, Default)]
pub struct Content {
    pub models: Vec<Model>,
    /// Of each network, how many seeds learnt the task with the best of three rates ([`Net::seeds`] were tried): right in 98 % of what
    /// they never met.
    pub seeds: Vec<u8>,
}

/// What a network is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Fills a blank, reading both ways, only what is before it, only what is after it, or asked at the end.
    BothWays,
    Forward,
    Backward,
    AtEnd,
    /// Judges a review: as it is read, from its last three words, from its words without their order.
    Judge,
    Window,
    Bag,
    /// Says what a drawing shows: one thing or two; reading its own words, or not.
    Caption,
    Blind,
    Two,
    /// Translates sentences of one to `most` phrases, looking back or over the bridge alone.
    Translate {
        attends: bool,
        most: usize,
    },
    /// Says letters backwards.
    Reverse {
        attends: bool,
    },
    /// Says who was chased.
    Chased(Look),
    /// Recalls what stood beside, or behind, a key.
    Pairs {
        apart: bool,
        layers: usize,
    },
    /// Says whether the light is on; learnt to `most` words.
    Switch {
        layers: usize,
        most: usize,
    },
}

/// How an attention network looks; a recurrent one reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub layers: usize,
    pub causal: bool,
    pub positions: bool,
}

impl Look {
    /// Word after word.
    pub const READS: Look = Look { layers: 1, causal: true, positions: false };
}

impl Net {
    /// Where it lies.
    pub fn archive(&self) -> Archive {
        match self.role {
            Role::BothWays | Role::Forward | Role::Backward | Role::AtEnd => Archive::Cloze,
            Role::Judge | Role::Window | Role::Bag => Archive::Review,
            Role::Caption | Role::Blind | Role::Two => Archive::Caption,
            Role::Translate { .. } => Archive::Translate,
            Role::Reverse { .. } => Archive::Reverse,
            Role::Chased(_) if self.thai => Archive::ChaseTh,
            Role::Chased(_) => Archive::Chase,
            Role::Pairs { .. } => Archive::Pairs,
            Role::Switch { .. } => Archive::Switch,
        }
    }
}

/// A network that ships.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Net {
    pub role: Role,
    pub thai: bool,
    pub cell: Cell,
    pub hidden: usize,
}

const fn net(role: Role, thai: bool, cell: Cell, hidden: usize) -> Net {
    Net { role, thai, cell, hidden }
}

use Cell::{Attention as Attn, Cnn, Ffn, Gru, Lstm, MinGru, Rnn};
use Role::{AtEnd, Backward, Bag, Blind, BothWays, Forward, Judge, Two, Window};
const TO_THREE: Role = Role::Translate { attends: true, most: 3 };
const TO_FOUR: Role = Role::Translate { attends: true, most: 4 };
const PLAIN: Role = Role::Translate { attends: false, most: 3 };
const PLAIN_ONE: Role = Role::Translate { attends: false, most: 1 };
const BACK: Role = Role::Reverse { attends: false };
const fn chased(layers: usize, causal: bool, positions: bool) -> Role {
    Role::Chased(Look { layers, causal, positions })
}
const READS: Role = Role::Chased(Look::READS);
const TOGETHER: Role = Role::Pairs { apart: false, layers: 1 };
const APART: Role = Role::Pairs { apart: true, layers: 1 };
const APART_TWICE: Role = Role::Pairs { apart: true, layers: 2 };
const LIGHT: Role = Role::Switch { layers: 1, most: switch::MOST };
const LIGHT_TWICE: Role = Role::Switch { layers: 2, most: switch::MOST };
const LIGHT_SHORT: Role = Role::Switch { layers: 2, most: switch::MOST_OF_ATTENTION };
/// Units of the feed-forward part of the one that looks at the light: without it, it does not even learn the lengths that it trains.
const INNER: usize = 32;

/// All that ship. A rival has at least as many numbers as the network that it is compared with.
#[rustfmt::skip]
pub static NETS: &[Net] = &[
    net(BothWays, false, Rnn, 4), net(BothWays, false, Lstm, 4), net(BothWays, false, Gru, 4),
    net(Forward, false, Rnn, 8), net(Forward, false, Lstm, 8), net(Forward, false, Gru, 8),
    net(Backward, false, Rnn, 8), net(Backward, false, Lstm, 8), net(Backward, false, Gru, 8),
    net(AtEnd, false, Rnn, 8), net(AtEnd, false, Lstm, 6), net(AtEnd, false, Gru, 6),
    net(BothWays, true, Rnn, 4), net(BothWays, true, Lstm, 4), net(BothWays, true, Gru, 4),
    net(Forward, true, Rnn, 8), net(Forward, true, Lstm, 8), net(Forward, true, Gru, 8),
    net(Backward, true, Rnn, 8), net(Backward, true, Lstm, 8), net(Backward, true, Gru, 8),
    net(AtEnd, true, Rnn, 8), net(AtEnd, true, Lstm, 6), net(AtEnd, true, Gru, 6),
    net(Judge, false, Lstm, 4), net(Judge, false, Gru, 8), net(Judge, false, Rnn, 8),
    net(Window, false, Cnn, 9), net(Bag, false, Ffn, 23),
    net(Judge, true, Lstm, 4), net(Judge, true, Gru, 8), net(Judge, true, Rnn, 8),
    net(Window, true, Cnn, 9), net(Bag, true, Ffn, 23),
    net(Role::Caption, false, Gru, 16), net(Blind, false, Gru, 20), net(Two, false, Gru, 24),
    net(Role::Caption, true, Gru, 16), net(Blind, true, Gru, 20), net(Two, true, Gru, 24),
    net(TO_THREE, false, Gru, 24), net(PLAIN, false, Gru, 26), net(TO_FOUR, false, Gru, 24), net(PLAIN_ONE, false, Gru, 16),
    net(BACK, false, Gru, 4), net(BACK, false, Gru, 8), net(BACK, false, Gru, 16), net(BACK, false, Gru, 32),
    net(Role::Reverse { attends: true }, false, Gru, 16),
    net(chased(1, false, false), false, Attn, 16), net(chased(1, false, true), false, Attn, 16),
    net(chased(2, true, false), false, Attn, 16), net(chased(2, true, true), false, Attn, 16),
    net(READS, false, Gru, 8),
    net(chased(1, false, false), true, Attn, 16), net(chased(1, false, true), true, Attn, 16),
    net(chased(2, true, false), true, Attn, 16), net(chased(2, true, true), true, Attn, 16),
    net(READS, true, Gru, 8),
    net(TOGETHER, false, Attn, 16), net(TOGETHER, false, Gru, 8), net(TOGETHER, false, Gru, 16), net(TOGETHER, false, Gru, 32),
    net(APART, false, Attn, 16), net(APART_TWICE, false, Attn, 16), net(APART, false, Gru, 32),
    net(LIGHT, false, Rnn, 4), net(LIGHT, false, Lstm, 4), net(LIGHT, false, Gru, 4), net(LIGHT, false, MinGru, 8),
    net(LIGHT_TWICE, false, MinGru, 8), net(LIGHT, false, Cnn, 8), net(LIGHT_SHORT, false, Attn, 16),
];

impl Net {
    /// For a person at the command line.
    pub fn name(&self) -> String {
        let lang = if self.thai { "-th" } else { "" };
        let role = match self.role {
            Role::Translate { attends, most } => {
                format!("translate-{}-{most}", if attends { "attends" } else { "plain" })
            }
            Role::Reverse { attends: true } => "reverse-attends".into(),
            Role::Reverse { attends: false } => "reverse-plain".into(),
            Role::Chased(Look { layers, causal, positions }) => {
                let mask = if causal { "causal" } else { "both" };
                format!("chased-{layers}-{mask}{}", if positions { "-placed" } else { "" })
            }
            Role::Pairs { apart, layers } => format!("pairs-{}-{layers}", if apart { "apart" } else { "together" }),
            Role::Switch { layers, most } => format!("switch-{layers}-{most}"),
            role => format!("{role:?}").to_lowercase(),
        };
        format!("{role}{lang}-{}-{}", self.cell.id(), self.hidden)
    }

    pub fn config(&self) -> Config {
        let lang = Some(if self.thai { "th" } else { "en" }.to_string());
        let words = |vocab: Vec<String>| Config { lang: lang.clone(), ..Config::words(self.cell, self.hidden, vocab) };
        let classes = |vocab: Vec<String>, labels: Vec<String>| Config {
            classes: labels.len(),
            labels,
            head: Head::Classify,
            ..words(vocab)
        };
        let decoder =
            |encoder: Encoder, vocab: Vec<String>| Config { encoder: Some(Box::new(encoder)), ..words(vocab) };
        let picture = || Encoder {
            cell: Cell::Ffn,
            input: Input::Pixels,
            input_size: caption::PIXELS,
            vocab: Vec::new(),
            attends: false,
        };
        let reads = |vocab: Vec<String>, attends: bool| Encoder {
            cell: self.cell,
            input: Input::OneHot,
            input_size: vocab.len(),
            vocab,
            attends,
        };
        match self.role {
            Role::BothWays => Config { directions: 2, ..classes(cloze::vocab(self.thai), cloze::answers(self.thai)) },
            Role::Backward => Config { reversed: true, ..classes(cloze::vocab(self.thai), cloze::answers(self.thai)) },
            Role::Forward | Role::AtEnd => classes(cloze::vocab(self.thai), cloze::answers(self.thai)),
            Role::Judge | Role::Window => classes(review::vocab(self.thai), review::labels(self.thai)),
            // How often each word stands there.
            Role::Bag => Config {
                input: Input::Pixels,
                nonlinearity: Nonlinearity::Tanh,
                ..classes(review::vocab(self.thai), review::labels(self.thai))
            },
            Role::Caption => decoder(picture(), caption::vocab(self.thai, false)),
            Role::Two => decoder(picture(), caption::vocab(self.thai, true)),
            // It reads the mark, whatever it said.
            Role::Blind => {
                let labels = caption::vocab(self.thai, false);
                let config = decoder(picture(), vec![caption::MARK.into()]);
                Config { classes: labels.len(), labels, ..config }
            }
            Role::Translate { attends, .. } => decoder(reads(phrases::english_vocab(), attends), phrases::thai_vocab()),
            Role::Reverse { attends } => decoder(reads(reverse::vocab(false), attends), reverse::vocab(true)),
            Role::Chased(look) => {
                let animals = chase::animals(self.thai).iter().map(|animal| animal.to_string()).collect();
                let attention =
                    Attention { heads: 2, causal: look.causal, positions: look.positions, ..Default::default() };
                self.looking(look.layers, attention, classes(chase::vocab(self.thai), animals))
            }
            Role::Pairs { apart, layers } => {
                let attention =
                    Attention { heads: 1 + usize::from(apart), causal: true, positions: apart, ..Default::default() };
                self.looking(layers, attention, classes(pairs::vocab(apart), pairs::values()))
            }
            Role::Switch { layers, .. } => {
                let list = |list: [&str; 2]| list.map(str::to_string).to_vec();
                let attention = Attention { heads: 2, causal: true, positions: true, inner: INNER, off: 0 };
                self.looking(layers, attention, classes(list(switch::WORDS[0]), list(switch::STATES[0])))
            }
        }
    }

    /// The network of a task that attention and recurrence are compared on.
    fn looking(&self, layers: usize, attention: Attention, classes: Config) -> Config {
        if self.cell != Cell::Attention {
            return Config { layers, ..classes };
        }
        Config { layers, attention, input: Input::Embedding, input_size: self.hidden, ..classes }
    }

    /// What a screen shows: random weights of that seed, or the trained ones, whose archive has come with it.
    pub fn model(&self, seed: Option<u32>) -> Rc<Model> {
        let random = |seed| {
            let config = self.config();
            let params = Params::random(&config, seed);
            Model { config, params }
        };
        let trained = || self.trained().expect("the archive has come with the screen");
        Rc::new(seed.map_or_else(trained, random))
    }

    /// The trained network, where its archive is at hand.
    pub fn trained(&self) -> Option<Model> {
        loaded(self.archive())?.models.get(self.place()?).cloned()
    }
    fn place(&self) -> Option<usize> {
        self.archive().nets().position(|net| net == self)
    }

    /// Seeds that are tried with each rate: more where it is said how many succeed.
    pub fn seeds(&self) -> u32 {
        match self.role {
            Role::Chased(Look { layers: 2, causal: true, positions: false }) => 10,
            Role::Switch { .. } if self.cell == Cell::Rnn => 10,
            _ => 3,
        }
    }
    /// How many of them succeeded.
    pub fn seeds_right(&self) -> Option<u8> {
        loaded(self.archive())?.seeds.get(self.place()?).copied()
    }
}

/// The one of a role, language and cell that ships, in the order of the list.
pub fn find(role: Role, thai: bool, cell: Option<Cell>) -> Option<&'static Net> {
    NETS.iter().find(|net| net.role == role && net.thai == thai && cell.is_none_or(|cell| cell == net.cell))
}

static LOADED: [OnceLock<Content>; 9] = [const { OnceLock::new() }; 9];

/// Natively the files are part of the program.
#[cfg(not(target_arch = "wasm32"))]
pub fn file(archive: Archive) -> &'static [u8] {
    const FILES: [&[u8]; 9] = [
        include_bytes!("../../static/networks/cloze.bin"),
        include_bytes!("../../static/networks/review.bin"),
        include_bytes!("../../static/networks/caption.bin"),
        include_bytes!("../../static/networks/translate.bin"),
        include_bytes!("../../static/networks/reverse.bin"),
        include_bytes!("../../static/networks/chase.bin"),
        include_bytes!("../../static/networks/chase-th.bin"),
        include_bytes!("../../static/networks/pairs.bin"),
        include_bytes!("../../static/networks/switch.bin"),
    ];
    FILES[archive as usize]
}

/// In the browser they come beside the program (`archives`). Read once, when the first is asked for.
fn loaded(archive: Archive) -> Option<&'static Content> {
    let cell = &LOADED[archive as usize];
    if cell.get().is_none() {
        #[cfg(not(target_arch = "wasm32"))]
        let content = archives::content(file(archive)).and_then(|content| archive.unpack(content));
        #[cfg(target_arch = "wasm32")]
        let content = archives::with(archive.file(), |content| archive.unpack(content)).flatten();
        let _ = cell.set(content?);
    }
    cell.get()
}
