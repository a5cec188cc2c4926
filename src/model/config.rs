//! Sizes and kinds of a network.

use crate::kernels::rnn::Nonlinearity;
use crate::model::attention::Attention;
use crate::model::cell::Cell;
use crate::model::names::Place;

/// What enters the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Word numbers, as one-hot vectors (I = V).
    OneHot,
    /// Word numbers, through a table `embedding.weight [V, I]`.
    Embedding,
    /// Vectors, as they come.
    Vectors,
    /// Pictures: each number is 0 or 1.
    Pixels,
}

/// What the linear layer on top is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Head {
    #[default]
    NextToken,
    Tag,
    Classify,
}

impl Head {
    pub const ALL: [(Head, &'static str); 3] =
        [(Head::NextToken, "next-token"), (Head::Tag, "tag"), (Head::Classify, "classify")];

    pub fn id(self) -> &'static str {
        Head::ALL.iter().find(|(head, _)| *head == self).expect("every head has an id").1
    }
    pub fn from_id(id: &str) -> Option<Head> {
        Head::ALL.iter().find(|(_, name)| *name == id).map(|(head, _)| *head)
    }
}

/// What reads first, in an encoder–decoder: it hands its last state over, and has as many units and layers as the decoder.
/// Source: Cho et al. 2014, Sutskever et al. 2014.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoder {
    pub cell: Cell,
    pub input: Input,
    pub input_size: usize,
    pub vocab: Vec<String>,
    /// Whether every step of the decoder looks back at all states of the encoder (`kernels::attend`), and the head reads what it
    /// found beside its own state.
    pub attends: bool,
}

/// Sizes and kinds of a network; of an encoder–decoder the decoder's.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    pub cell: Cell,
    pub nonlinearity: Nonlinearity,
    pub input: Input,
    /// Width of what enters the first layer (I).
    pub input_size: usize,
    /// Units a layer and direction (H).
    pub hidden_size: usize,
    pub layers: usize,
    /// 1, or 2 for a bidirectional network.
    pub directions: usize,
    /// With one direction: whether it reads from the end.
    pub reversed: bool,
    pub encoder: Option<Box<Encoder>>,
    /// Where the cell is self-attention.
    pub attention: Attention,
    /// Outputs of the linear layer on top (C).
    pub classes: usize,
    pub head: Head,
    /// Words by number; empty for vectors.
    pub vocab: Vec<String>,
    /// Names of the classes where they are not words.
    pub labels: Vec<String>,
    pub lang: Option<String>,
    pub name: Option<String>,
    /// What it was trained on, in a sentence.
    pub trained_on: Option<String>,
}

impl Config {
    /// Whether it was made of Thai sentences.
    pub fn is_thai(&self) -> bool {
        self.lang.as_deref() == Some("th")
    }
    /// Whether it reads words: what can be typed.
    pub fn reads_words(&self) -> bool {
        matches!(self.input, Input::OneHot | Input::Embedding) && self.encoder.is_none()
    }
    /// The column of W_ih by which a word enters, from 1: one-hot words alone have one each.
    pub fn column_of(&self, id: i32) -> Option<usize> {
        usize::try_from(id).ok().filter(|_| self.input == Input::OneHot).map(|id| id + 1)
    }
    /// A one-layer, one-directional word model: one-hot in, next word out.
    pub fn words(cell: Cell, hidden_size: usize, vocab: Vec<String>) -> Self {
        let words = vocab.len();
        Self {
            cell,
            nonlinearity: Nonlinearity::Tanh,
            input: Input::OneHot,
            input_size: words,
            hidden_size,
            layers: 1,
            directions: 1,
            reversed: false,
            encoder: None,
            attention: Attention::default(),
            classes: words,
            head: Head::NextToken,
            vocab,
            labels: Vec::new(),
            lang: None,
            name: None,
            trained_on: None,
        }
    }
    /// An attention network of one layer and head: words through a table, all see all, where they stand is added.
    pub fn attending(width: usize, vocab: Vec<String>) -> Self {
        let attention = Attention { heads: 1, positions: true, ..Attention::default() };
        Self { input: Input::Embedding, input_size: width, attention, ..Config::words(Cell::Attention, width, vocab) }
    }
    /// Width of what enters layer `layer`.
    pub fn layer_input(&self, layer: usize) -> usize {
        if layer == 0 { self.input_size } else { self.hidden_size * self.directions }
    }
    /// Every layer and direction, in the order of FORMATS §3.
    pub fn places(&self) -> Vec<Place> {
        let place = |layer, direction| Place { layer, reverse: direction == 1 || self.reversed, encoder: false };
        (0..self.layers).flat_map(|layer| (0..self.directions).map(move |direction| place(layer, direction))).collect()
    }
    /// The encoder as a network of its own, without a head.
    pub fn reader(&self) -> Option<Config> {
        let encoder = self.encoder.as_deref()?;
        Some(Config {
            cell: encoder.cell,
            input: encoder.input,
            input_size: encoder.input_size,
            vocab: encoder.vocab.clone(),
            encoder: None,
            ..self.clone()
        })
    }
    pub fn attends(&self) -> bool {
        self.encoder.as_ref().is_some_and(|encoder| encoder.attends)
    }
    /// Width of what the head reads: the state, or its two directions, or the state and what attention found.
    pub fn head_input(&self) -> usize {
        self.hidden_size * (self.directions + usize::from(self.attends()))
    }
    /// What class `index` is called.
    pub fn class_name(&self, index: usize) -> String {
        let names = if self.labels.is_empty() { &self.vocab } else { &self.labels };
        names.get(index).cloned().unwrap_or_else(|| format!("class{index}"))
    }
}
