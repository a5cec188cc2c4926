//! What a training run is, read from an address: the same link gives the same run.

use crate::engine::session::{Optimiser, Settings};
use crate::kernels::rnn::Nonlinearity;
use crate::kernels::{adam, dropout, rmsprop, sgd};
use crate::model::cell::Cell;
use crate::model::config::{Config, Input};
use crate::shell::address::Address;
use crate::tasks::dataset::{Dataset, Source};
use crate::tasks::examples::Example;
use crate::tasks::nets::{Net, Role};
use crate::tasks::tokens::{DataError, Unit};

/// What is learnt from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Data {
    Sentences(Example),
    Letters(Example),
    Recall,
    /// The same with other symbols in between.
    RecallNoise,
    /// A shape of task, in English or in Thai where it has both.
    Shape(Shape, bool),
    /// A text of one's own; no link carries it.
    Own,
}

/// Shapes of task that train here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Blank,
    Review,
    Caption,
    Translate,
    Letters,
}

impl Shape {
    /// Phrases one at a time, letters looking back: what learns within a minute.
    fn role(self) -> Role {
        match self {
            Shape::Blank => Role::BothWays,
            Shape::Review => Role::Judge,
            Shape::Caption => Role::Caption,
            Shape::Translate => Role::Translate { attends: true, most: 1 },
            Shape::Letters => Role::Reverse { attends: true },
        }
    }
}

impl Data {
    pub const ALL: [Data; 17] = [
        Data::Sentences(Example::Apple),
        Data::Sentences(Example::AppleTh),
        Data::Sentences(Example::Tom),
        Data::Sentences(Example::TomTh),
        Data::Letters(Example::Apple),
        Data::Letters(Example::AppleTh),
        Data::Recall,
        Data::RecallNoise,
        Data::Shape(Shape::Blank, false),
        Data::Shape(Shape::Blank, true),
        Data::Shape(Shape::Review, false),
        Data::Shape(Shape::Review, true),
        Data::Shape(Shape::Caption, false),
        Data::Shape(Shape::Caption, true),
        Data::Shape(Shape::Translate, false),
        Data::Shape(Shape::Letters, false),
        Data::Own,
    ];
    /// All of them, as in the address.
    pub const IDS: [&'static str; 17] = [
        "apple",
        "apple-th",
        "tom",
        "tom-th",
        "letters",
        "letters-th",
        "recall",
        "recall-noise",
        "trees",
        "trees-th",
        "review",
        "review-th",
        "caption",
        "caption-th",
        "translate",
        "reverse",
        "own",
    ];
    /// As in the address.
    pub fn id(self) -> &'static str {
        match self {
            Data::Sentences(example) => example.id(),
            Data::Letters(Example::AppleTh | Example::TomTh) => "letters-th",
            Data::Letters(_) => "letters",
            Data::Recall => "recall",
            Data::RecallNoise => "recall-noise",
            Data::Shape(shape, thai) => match (shape, thai) {
                (Shape::Blank, false) => "trees",
                (Shape::Blank, true) => "trees-th",
                (Shape::Review, false) => "review",
                (Shape::Review, true) => "review-th",
                (Shape::Caption, false) => "caption",
                (Shape::Caption, true) => "caption-th",
                (Shape::Translate, _) => "translate",
                (Shape::Letters, _) => "reverse",
            },
            Data::Own => "own",
        }
    }
    pub fn from_id(id: &str) -> Option<Data> {
        Data::ALL.into_iter().find(|data| data.id() == id)
    }
    /// Whether windows of a text are read; their length can be chosen, as the delay of recall can.
    pub fn has_length(self) -> bool {
        !matches!(self, Data::Sentences(_) | Data::Shape(..))
    }
    /// Whether its network is one that a file describes: an encoder–decoder is two.
    pub fn has_file(self) -> bool {
        !matches!(self, Data::Shape(Shape::Caption | Shape::Translate | Shape::Letters, _))
    }
    pub fn is_recall(self) -> bool {
        matches!(self, Data::Recall | Data::RecallNoise)
    }
    pub fn is_text(self) -> bool {
        matches!(self, Data::Letters(_) | Data::Own)
    }
}

/// Ways to move weights, as in the address.
pub const OPTIMISERS: [&str; 5] = ["sgd", "momentum", "rmsprop", "adam", "adamw"];
pub const RATES: [&str; 9] = ["0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3"];
/// Decoupled weight decay of AdamW: PyTorch's default.
const WEIGHT_DECAY: f64 = 0.01;

#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    pub data: Data,
    pub unit: Unit,
    pub cell: Cell,
    pub nonlinearity: Nonlinearity,
    pub layers: usize,
    pub hidden: usize,
    pub optimiser: String,
    pub rate: f64,
    /// What the LSTM's forget gate begins with (the sum of its biases); `None`: as drawn.
    pub forget_bias: Option<f64>,
    /// Limit of the gradients' norm; 0 is none.
    pub clip: f64,
    /// Part of each layer's output left out while learning; 0 is none.
    pub dropout: f64,
    pub batch: usize,
    /// Steps of a window of text (backpropagation is cut there), or the delay of recall.
    pub len: usize,
    pub seed: u32,
    /// Times that everything is read.
    pub rounds: u32,
    pub temperature: f64,
    /// `auto`, `webgpu` or `cpu`.
    pub device: String,
}

/// Numbers that fit each kind of data, so that a first click teaches something within half a minute.
struct Usual {
    hidden: usize,
    rate: &'static str,
    len: usize,
    rounds: u32,
}

fn usual(data: Data) -> Usual {
    match data {
        Data::Sentences(Example::Tom | Example::TomTh) => Usual { hidden: 8, rate: "0.01", len: 0, rounds: 30 },
        Data::Sentences(_) => Usual { hidden: 8, rate: "0.01", len: 0, rounds: 150 },
        Data::Recall | Data::RecallNoise => Usual { hidden: 16, rate: "0.01", len: 10, rounds: 40 },
        Data::Shape(Shape::Blank | Shape::Review, _) => Usual { hidden: 8, rate: "0.01", len: 0, rounds: 60 },
        Data::Shape(..) => Usual { hidden: 16, rate: "0.01", len: 0, rounds: 120 },
        Data::Letters(_) | Data::Own => Usual { hidden: 64, rate: "0.01", len: 32, rounds: 40 },
    }
}

impl Setup {
    /// What an address asks for; whatever it leaves open is usual for its data.
    pub fn of(address: &Address, thai: bool) -> Setup {
        let twin = |example: Example| if thai { example.twin() } else { example };
        let data = address.get("data").and_then(Data::from_id).unwrap_or(Data::Sentences(twin(Example::Apple)));
        let usual = usual(data);
        let real = |key: &str, usual: f64| address.get(key).and_then(crate::platform::number).unwrap_or(usual);
        let number = |key: &str, usual: usize| address.number(key).unwrap_or(usual);
        let cell = address.get("cell").and_then(Cell::from_id).filter(|cell| Cell::RECURRENT.contains(cell));
        Setup {
            data,
            unit: if address.get("by") == Some("words") { Unit::Words } else { Unit::Characters },
            cell: cell.unwrap_or(Cell::Lstm),
            nonlinearity: if address.get("nonlin") == Some("relu") { Nonlinearity::Relu } else { Nonlinearity::Tanh },
            layers: number("layers", 1).clamp(1, 3),
            hidden: number("hidden", usual.hidden).clamp(1, 256),
            optimiser: address.get("opt").unwrap_or("adam").to_string(),
            rate: real("lr", crate::platform::number(usual.rate).unwrap_or(0.01)),
            forget_bias: address
                .get("fbias")
                .and_then(crate::platform::number)
                .filter(|_| cell.unwrap_or(Cell::Lstm) == Cell::Lstm),
            clip: real("clip", 1.0),
            dropout: real("drop", 0.0),
            batch: number("batch", 16).clamp(1, 64),
            len: number("len", usual.len).clamp(1, 128),
            seed: address.number("seed").unwrap_or(7) as u32,
            rounds: number("epoch", usual.rounds as usize).clamp(1, 100_000) as u32,
            temperature: real("temp", 0.7),
            device: address.get("device").unwrap_or("auto").to_string(),
        }
    }

    pub fn is_relu(&self) -> bool {
        self.nonlinearity == Nonlinearity::Relu
    }
    pub fn is_by_words(&self) -> bool {
        self.unit == Unit::Words
    }

    /// Everything that makes this run, as an address: the same for the same run, however it was asked for.
    pub fn query(&self) -> String {
        let real = crate::scene::number::full;
        let unit = if self.unit == Unit::Words { "words" } else { "characters" };
        let nonlinearity = if self.nonlinearity == Nonlinearity::Relu { "relu" } else { "tanh" };
        let values = [
            ("data", self.data.id().to_string()),
            ("by", unit.to_string()),
            ("cell", self.cell.id().to_string()),
            ("nonlin", nonlinearity.to_string()),
            ("layers", self.layers.to_string()),
            ("hidden", self.hidden.to_string()),
            ("opt", self.optimiser.clone()),
            ("lr", real(self.rate)),
            ("clip", real(self.clip)),
            ("drop", real(self.dropout)),
            ("batch", self.batch.to_string()),
            ("len", self.len.to_string()),
            ("seed", self.seed.to_string()),
            ("epoch", self.rounds.to_string()),
            ("device", self.device.clone()),
        ];
        let mut address = Address::default();
        for (key, value) in values {
            address.set(key, &value);
        }
        if let Some(bias) = self.forget_bias {
            address.set("fbias", &real(bias));
        }
        address.query()
    }

    /// The data set, cut for this run.
    pub fn dataset(&self, text: Option<&str>, segment: &dyn Fn(&str) -> Vec<String>) -> Result<Dataset, DataError> {
        let source = match self.data {
            Data::Sentences(example) => Source::Sentences(example),
            Data::Letters(example) => Source::Letters(example),
            Data::Recall | Data::RecallNoise => {
                Source::Recall { delay: self.len, distracts: self.data == Data::RecallNoise }
            }
            Data::Shape(..) => Source::Shape(self.net().expect("a shape is learnt by a network of its own")),
            Data::Own => Source::Text { text: text.ok_or(DataError::Empty)?, unit: self.unit },
        };
        Dataset::new(source, self.batch, self.len, self.seed, segment)
    }

    /// The network of a shape of task.
    fn net(&self) -> Option<Net> {
        let Data::Shape(shape, thai) = self.data else { return None };
        Some(Net { role: shape.role(), thai, cell: self.cell, hidden: self.hidden })
    }

    /// The network for a vocabulary. A large one is read through a table of vectors, a small one as it is.
    pub fn config(&self, vocab: Vec<String>) -> Config {
        if let Some(net) = self.net() {
            return Config { nonlinearity: self.nonlinearity, layers: self.layers, ..net.config() };
        }
        let mut config = Config::words(self.cell, self.hidden, vocab);
        config.nonlinearity = self.nonlinearity;
        config.layers = self.layers;
        if config.vocab.len() > 128 {
            config.input = Input::Embedding;
            config.input_size = 32;
        }
        config
    }

    pub fn optimiser(&self) -> Optimiser {
        optimiser(&self.optimiser, self.rate)
    }

    pub fn settings(&self, carries_state: bool) -> Settings {
        Settings {
            optimiser: self.optimiser(),
            clip: (self.clip > 0.0).then_some(self.clip),
            dropout: (self.dropout > 0.0).then_some(dropout::Settings { rate: self.dropout, seed: self.seed }),
            carries_state,
        }
    }
}

/// A way to move weights by its name in the address.
pub fn optimiser(name: &str, learning_rate: f64) -> Optimiser {
    match name {
        "sgd" => Optimiser::Sgd(sgd::Settings { learning_rate, momentum: 0.0 }),
        "momentum" => Optimiser::Sgd(sgd::Settings { learning_rate, momentum: 0.9 }),
        "rmsprop" => Optimiser::RmsProp(rmsprop::Settings { learning_rate, ..Default::default() }),
        "adamw" => Optimiser::Adam(adam::Settings { learning_rate, weight_decay: WEIGHT_DECAY, ..Default::default() }),
        _ => Optimiser::Adam(adam::Settings { learning_rate, ..Default::default() }),
    }
}
