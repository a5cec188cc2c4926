//! A text of one's own as numbers: what of it is a token, which of them are learnt, and why it may be none.

use crate::kernels::embedding::UNKNOWN;
use crate::model::file::refusal::FileError;
use crate::text::token::{Script, tokenize};
use serde::{Deserialize, Serialize};

/// A text of one's own has at most so many bytes.
pub const MAX_TEXT_BYTES: usize = 1 << 20;
/// Distinct characters or words that are learnt; rarer ones are read as unknown.
pub const MAX_VOCAB: usize = 1000;
/// Why a text cannot be learnt from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DataError {
    Empty,
    NotUtf8 {
        at: usize,
    },
    TooLarge {
        bytes: usize,
    },
    TooShort {
        tokens: usize,
        needed: usize,
    },
    /// One token over and over: there is nothing to foresee.
    Same,
    /// Nothing comes again: what is held out has no token that the rest has.
    NothingAgain,
    /// A saved network that cannot be gone on with.
    File(FileError),
}

/// What a text is cut into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    #[default]
    Characters,
    Words,
}

/// Characters: line ends alike, nothing else changed.
pub(super) fn characters(text: &str) -> Vec<String> {
    text.replace("\r\n", "\n").chars().map(|c| c.to_string()).collect()
}

pub(super) fn words(text: &str, segment: &dyn Fn(&str) -> Vec<String>) -> Vec<String> {
    let is_thai = text.chars().filter(|c| ('\u{e01}'..='\u{e5b}').contains(c)).count() * 4 > text.chars().count();
    tokenize(text, if is_thai { Script::Thai } else { Script::Spaced }, &[], segment)
}

/// The most frequent tokens of the first `learnt`, in order of first appearance, and every token's number.
pub(super) fn number(tokens: &[String], learnt: usize) -> (Vec<String>, Vec<i32>) {
    let mut counts: std::collections::HashMap<&str, (usize, usize)> = std::collections::HashMap::new();
    for (at, token) in tokens[..learnt].iter().enumerate() {
        counts.entry(token).or_insert((0, at)).0 += 1;
    }
    let mut found: Vec<(&str, usize, usize)> =
        counts.into_iter().map(|(token, (count, at))| (token, count, at)).collect();
    found.sort_unstable_by_key(|&(_, count, at)| (usize::MAX - count, at));
    found.truncate(MAX_VOCAB);
    found.sort_unstable_by_key(|&(_, _, at)| at);
    let vocab: Vec<String> = found.iter().map(|(token, ..)| token.to_string()).collect();
    let ids: std::collections::HashMap<&str, i32> =
        vocab.iter().enumerate().map(|(id, token)| (token.as_str(), id as i32)).collect();
    let numbers = tokens.iter().map(|token| ids.get(token.as_str()).copied().unwrap_or(UNKNOWN)).collect();
    (vocab, numbers)
}

/// Bytes of a file to a text.
pub fn read_text(bytes: &[u8]) -> Result<&str, DataError> {
    if bytes.len() > MAX_TEXT_BYTES {
        return Err(DataError::TooLarge { bytes: bytes.len() });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| DataError::NotUtf8 { at: error.valid_up_to() })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() { Err(DataError::Empty) } else { Ok(text) }
}
