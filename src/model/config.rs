//! Sizes and kinds of a network.

use crate::kernels::rnn::Nonlinearity;
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

/// Sizes and kinds of a network.
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
            classes: words,
            head: Head::NextToken,
            vocab,
            labels: Vec::new(),
            lang: None,
            name: None,
            trained_on: None,
        }
    }
    /// Width of what enters layer `layer`.
    pub fn layer_input(&self, layer: usize) -> usize {
        if layer == 0 { self.input_size } else { self.hidden_size * self.directions }
    }
    /// Every layer and direction, in the order of FORMATS §3.
    pub fn places(&self) -> Vec<Place> {
        (0..self.layers)
            .flat_map(|layer| (0..self.directions).map(move |direction| Place { layer, reverse: direction == 1 }))
            .collect()
    }
    /// What class `index` is called.
    pub fn class_name(&self, index: usize) -> String {
        let names = if self.labels.is_empty() { &self.vocab } else { &self.labels };
        names.get(index).cloned().unwrap_or_else(|| format!("class{index}"))
    }
}
