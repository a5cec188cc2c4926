//! A light switch: wait and press; is the light on? Asked after every word. Of any window that is shorter than the sequence nobody can
//! tell: exactly one half.

use crate::math::rng::Uniform;
use crate::tasks::item::Item;

/// Lengths that are learnt: what has a memory, and the attention network, which does not learn the longer ones.
pub const LEAST: usize = 2;
pub const MOST: usize = 16;
pub const MOST_OF_ATTENTION: usize = 8;
/// The longest that is tried, and from where it is judged.
pub const LONGEST: usize = 200;
pub const JUDGED_FROM: usize = 100;

pub const WORDS: [[&str; 2]; 2] = [["wait", "press"], ["รอ", "กด"]];
pub const STATES: [[&str; 2]; 2] = [["off", "on"], ["ปิด", "เปิด"]];

/// So many words, half of them presses.
pub fn sample(length: usize, random: &mut Uniform) -> Item {
    item(&(0..length).map(|_| random.below(2) as i32).collect::<Vec<i32>>())
}

/// With the state after each word; the light starts off.
pub fn item(presses: &[i32]) -> Item {
    let states = presses.iter().scan(0, |on, press| {
        *on ^= press;
        Some(*on)
    });
    Item { ids: presses.to_vec(), targets: states.collect(), ..Item::default() }
}
