//! Letters said backwards: `c a f` → `f a c`. Eight letters, so each is three bits, and what the bridge must carry can be counted.

use crate::math::rng::Uniform;
use crate::tasks::caption::MARK;
use crate::tasks::item::Item;

pub const LETTERS: usize = 8;
/// Letters of a word: what is learnt, and the longest that is tried.
pub const LEAST: usize = 3;
pub const MOST: usize = 12;
pub const LONGEST: usize = 16;

/// The letters, and for a decoder the mark.
pub fn vocab(with_mark: bool) -> Vec<String> {
    let letters = (b'a'..).take(LETTERS).map(|letter| char::from(letter).to_string());
    letters.chain(with_mark.then(|| MARK.to_string())).collect()
}

/// A word of so many letters.
pub fn sample(length: usize, random: &mut Uniform) -> Item {
    let letters: Vec<i32> = (0..length).map(|_| random.below(LETTERS) as i32).collect();
    item(&letters)
}

pub fn item(letters: &[i32]) -> Item {
    let backwards: Vec<i32> = letters.iter().rev().copied().collect();
    Item::said(letters.to_vec(), letters.len(), &backwards, LETTERS as i32)
}
