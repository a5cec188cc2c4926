//! The examples that ship: a sentence, its corpus, its trained networks.

use crate::model::config::{Cell, Config};
use crate::model::params::Params;
use crate::model::{Model, file};
use crate::tasks::corpus::Corpus;
use crate::text::token::Script;

/// A running example, in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example {
    Apple,
    AppleTh,
}

/// Sizes that ship trained.
pub const TRAINED_SIZES: [usize; 2] = [4, 8];
/// The seed of every split and of the batches.
pub const SPLIT_SEED: u32 = 1;

impl Example {
    pub const ALL: [Example; 2] = [Example::Apple, Example::AppleTh];

    /// As in the address.
    pub fn id(self) -> &'static str {
        match self {
            Example::Apple => "apple",
            Example::AppleTh => "apple-th",
        }
    }
    pub fn from_id(id: &str) -> Option<Example> {
        Example::ALL.into_iter().find(|example| example.id() == id)
    }
    /// The same example in the other language.
    pub fn twin(self) -> Example {
        match self {
            Example::Apple => Example::AppleTh,
            Example::AppleTh => Example::Apple,
        }
    }
    /// The language of its words.
    pub fn lang(self) -> &'static str {
        match self {
            Example::Apple => "en",
            Example::AppleTh => "th",
        }
    }
    pub fn script(self) -> Script {
        match self {
            Example::Apple => Script::Spaced,
            Example::AppleTh => Script::Thai,
        }
    }
    /// The words that are read; the next one is the question.
    pub fn words(self) -> Vec<String> {
        let words: &[&str] = match self {
            Example::Apple => &["the", "apple", "is"],
            Example::AppleTh => &["แอปเปิ้ล", "มี", "สี"],
        };
        words.iter().map(|word| word.to_string()).collect()
    }
    /// The noun of the sentence, and the one to change it to.
    pub fn swap(self) -> (&'static str, &'static str) {
        match self {
            Example::Apple => ("apple", "sky"),
            Example::AppleTh => ("แอปเปิ้ล", "ท้องฟ้า"),
        }
    }
    pub fn corpus(self) -> Corpus {
        Corpus::parse(match self {
            Example::Apple => include_str!("../../static/corpora/apple.txt"),
            Example::AppleTh => include_str!("../../static/corpora/apple-th.txt"),
        })
    }
    /// The trained network, where that size ships.
    pub fn trained(self, cell: Cell, hidden: usize) -> Option<Model> {
        let (.., bytes) =
            SHIPPED.iter().find(|(example, of, size, _)| (*example, *of, *size) == (self, cell, hidden))?;
        Some(file::read(bytes).expect("a shipped file opens; a test reads them all"))
    }
    /// A network of this example's words with random weights.
    pub fn random(self, cell: Cell, hidden: usize, seed: u32) -> Model {
        let config = Config { lang: Some(self.lang().into()), ..Config::words(cell, hidden, self.corpus().vocab()) };
        let params = Params::random(&config, seed);
        Model { config, params }
    }
}

macro_rules! shipped {
    ($($example:ident $cell:ident $size:literal $file:literal;)+) => {
        &[$((Example::$example, Cell::$cell, $size, include_bytes!(concat!("../../static/models/", $file, ".safetensors")))),+]
    };
}

#[rustfmt::skip]
const SHIPPED: &[(Example, Cell, usize, &[u8])] = shipped! {
    Apple Rnn 4 "apple-rnn-4"; Apple Lstm 4 "apple-lstm-4"; Apple Gru 4 "apple-gru-4";
    Apple Rnn 8 "apple-rnn-8"; Apple Lstm 8 "apple-lstm-8"; Apple Gru 8 "apple-gru-8";
    AppleTh Rnn 4 "apple-th-rnn-4"; AppleTh Lstm 4 "apple-th-lstm-4"; AppleTh Gru 4 "apple-th-gru-4";
    AppleTh Rnn 8 "apple-th-rnn-8"; AppleTh Lstm 8 "apple-th-lstm-8"; AppleTh Gru 8 "apple-th-gru-8";
};
