//! A network of somebody's own file: the words that it begins with.

use crate::model::config::Config;
use crate::tasks::examples::Example;

/// Words that are read before others are asked for.
const FIRST_WORDS: usize = 5;

/// A sentence of ours where the words are ours, else the first words that it has.
pub fn first_words(config: &Config) -> Vec<String> {
    let ours = [Example::Apple, Example::AppleTh, Example::Tom, Example::TomTh].map(Example::words);
    let known = |words: &Vec<String>| words.iter().all(|word| config.vocab.contains(word));
    // What can be typed, where there is any.
    let is_typed = |word: &&String| !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || c.is_control());
    let first = || {
        let typed: Vec<String> = config.vocab.iter().filter(is_typed).take(FIRST_WORDS).cloned().collect();
        if typed.is_empty() { config.vocab.iter().take(FIRST_WORDS).cloned().collect() } else { typed }
    };
    ours.into_iter().find(known).unwrap_or_else(first)
}
