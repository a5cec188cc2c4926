//! Words by number.

/// Number of `word`, or −1 outside the vocabulary.
pub fn id(vocab: &[String], word: &str) -> i32 {
    vocab.iter().position(|known| known == word).map_or(-1, |index| index as i32)
}

/// Numbers of all words.
pub fn ids(vocab: &[String], words: &[String]) -> Vec<i32> {
    words.iter().map(|word| id(vocab, word)).collect()
}
