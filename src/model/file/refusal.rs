//! Why a file was refused, and what of an accepted one is not as it was written. Said in the person's language by `run::files`.

use serde::{Deserialize, Serialize};

/// What a file is instead, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Foreign {
    /// `torch.save`: a pickle, or a zip of one.
    Pickle,
    /// What git keeps in the place of a large file.
    LfsPointer,
    WebPage,
    Hdf5,
    Gguf,
    NumPy,
    Text,
}

/// Of which a shape is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    Rank,
    Dimension,
    Elements,
    Matrix,
    /// `[H, I, taps]`.
    Taps,
    /// Rows of `weight_hh` are 1, 3 or 4 times its columns.
    Rows,
    Expected(Vec<usize>),
}

/// What of a description does not go with the tensors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// Ours, and no JSON.
    Json,
    /// A key that should be a list of words.
    List(String),
    Cell {
        said: String,
        found: String,
    },
    Words {
        said: usize,
        has: usize,
    },
    Nonlinearity(String),
    Head(String),
    Classes {
        classes: usize,
        words: usize,
    },
}

/// Why a network does not fit the data that is being learnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unlike {
    Words,
    /// The file names no words.
    Unnamed,
    /// It reads both ways.
    Directions,
    /// It has a table of embeddings.
    Table,
    /// Sizes that the settings do not offer.
    Sizes,
}

/// Each names the tensor and the reason; the present state stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileError {
    Empty,
    TooLarge(usize),
    Foreign(Foreign),
    HeaderTooLarge(u64),
    /// Cut short: bytes that there are, and that there should be.
    Truncated {
        has: usize,
        needs: u64,
    },
    /// Two tensors of one name.
    Duplicate(String),
    /// In the words of the library.
    NotSafetensors(String),
    TooManyTensors(usize),
    Shape {
        name: String,
        shape: Vec<usize>,
        limit: Limit,
    },
    Kind {
        name: String,
        dtype: String,
    },
    NotFinite {
        name: String,
        index: usize,
    },
    /// So large that products leave what an f32 holds.
    Huge {
        name: String,
        index: usize,
    },
    Missing(String),
    /// Several networks, by their prefixes.
    Several(Vec<String>),
    /// `proj_size`: a matrix between a cell and its output.
    Projection(String),
    /// weight_norm: a weight as length and direction.
    WeightNorm(String),
    Config(Trouble),
    Unlike(Unlike),
}

/// What was read otherwise than it was written, so that nothing is dropped silently.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// What stood before `weight_ih_l0`.
    pub prefix: String,
    /// Biases that were not there: zero.
    pub zeros: Vec<String>,
    /// Tensors that are no part of the network here, with their shapes. A save does not have them.
    pub left_out: Vec<(String, Vec<usize>)>,
    /// Whether the file names its words; else they are word0, word1, ….
    pub names_words: bool,
    /// Whether it reads words or rows of numbers is taken from the rows of the head alone.
    pub guesses_input: bool,
    /// A description that is not ours was passed over.
    pub foreign_description: bool,
}
