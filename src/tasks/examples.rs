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
        let index = SHIPPED.iter().position(|shipped| *shipped == (self, cell, hidden))?;
        // A shipped file opens: a test reads them all, and `install` has read them before.
        file::read(bytes(index)?).ok()
    }
    /// A network of this example's words with random weights.
    pub fn random(self, cell: Cell, hidden: usize, seed: u32) -> Model {
        let config = Config { lang: Some(self.lang().into()), ..Config::words(cell, hidden, self.corpus().vocab()) };
        let params = Params::random(&config, seed);
        Model { config, params }
    }
}

/// Networks that ship, in the order in which the archive holds them.
#[rustfmt::skip]
pub const SHIPPED: [(Example, Cell, usize); 12] = [
    (Example::Apple, Cell::Rnn, 4), (Example::Apple, Cell::Lstm, 4), (Example::Apple, Cell::Gru, 4),
    (Example::Apple, Cell::Rnn, 8), (Example::Apple, Cell::Lstm, 8), (Example::Apple, Cell::Gru, 8),
    (Example::AppleTh, Cell::Rnn, 4), (Example::AppleTh, Cell::Lstm, 4), (Example::AppleTh, Cell::Gru, 4),
    (Example::AppleTh, Cell::Rnn, 8), (Example::AppleTh, Cell::Lstm, 8), (Example::AppleTh, Cell::Gru, 8),
];

/// Natively the files are part of the program.
#[cfg(not(target_arch = "wasm32"))]
fn bytes(index: usize) -> Option<&'static [u8]> {
    macro_rules! files {
        ($($name:literal)+) => {
            [$(include_bytes!(concat!("../../static/models/", $name, ".safetensors")) as &[u8]),+]
        };
    }
    #[rustfmt::skip]
    const FILES: [&[u8]; SHIPPED.len()] = files![
        "apple-rnn-4" "apple-lstm-4" "apple-gru-4" "apple-rnn-8" "apple-lstm-8" "apple-gru-8"
        "apple-th-rnn-4" "apple-th-lstm-4" "apple-th-gru-4" "apple-th-rnn-8" "apple-th-lstm-8" "apple-th-gru-8"
    ];
    FILES.get(index).copied()
}

/// In the browser they come beside the program (see [`install`]), which is loaded at the same time.
#[cfg(target_arch = "wasm32")]
fn bytes(index: usize) -> Option<&'static [u8]> {
    ARCHIVE.get().and_then(|archive| members(archive).nth(index))
}

/// The archive of all shipped networks: for each its length (u32, little-endian) and its file.
#[cfg(not(target_arch = "wasm32"))]
pub fn archive() -> Vec<u8> {
    let files = (0..SHIPPED.len()).filter_map(bytes);
    files.flat_map(|file| [&(file.len() as u32).to_le_bytes(), file].concat()).collect()
}

#[cfg(target_arch = "wasm32")]
static ARCHIVE: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();

/// Gives the page its networks, once, before anything asks for one. Says whether the archive is whole.
#[cfg(target_arch = "wasm32")]
pub fn install(archive: Vec<u8>) -> bool {
    let is_whole = members(&archive).count() == SHIPPED.len() && members(&archive).all(|file| file::read(file).is_ok());
    is_whole && ARCHIVE.set(archive).is_ok()
}

/// The files of an archive; ends at the first that is cut short.
pub fn members(archive: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = archive;
    std::iter::from_fn(move || {
        let (size, after) = rest.split_first_chunk::<4>()?;
        let (file, after) = after.split_at_checked(u32::from_le_bytes(*size) as usize)?;
        rest = after;
        Some(file)
    })
}
