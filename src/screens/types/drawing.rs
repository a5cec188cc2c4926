//! The drawing of 8 × 8 in an address: sixteen hexadecimal digits, a row two of them, the leftmost pixel the highest bit.

use crate::shell::address::Address;
use crate::tasks::caption::{PIXELS, SIDE, Scene, Thing, things};

/// What stands for the drawing where a word would be.
pub const NAME: &str = "▦";

/// A big circle at the top left.
const USUAL: Scene = Scene::One(Thing { kind: 0, size: 1 }, 0);

/// The pixels of sixteen digits.
pub fn read(digits: &str) -> Option<Vec<i32>> {
    let is_plain = digits.len() == PIXELS / 4 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let bits = u64::from_str_radix(digits, 16).ok().filter(|_| is_plain)?;
    Some((0..PIXELS).map(|n| (bits >> (PIXELS - 1 - n) & 1) as i32).collect())
}

pub fn write(pixels: &[i32]) -> String {
    let bits = pixels.iter().fold(0u64, |bits, &pixel| bits << 1 | pixel as u64);
    format!("{bits:016x}")
}

/// What an address draws.
pub fn of(address: &Address) -> Vec<i32> {
    address.get("pixels").and_then(read).unwrap_or_else(|| usual(address).pixels())
}

/// What is drawn where an address draws nothing.
pub fn usual(address: &Address) -> Scene {
    let things = things();
    if address.number("len") == Some(2) { Scene::Two(things[4], things[1]) } else { USUAL }
}

/// The scene that a drawing is nearest to, if it differs from it by three pixels at most and from all others by more.
pub fn shows(pixels: &[i32], scenes: &[Scene]) -> Option<Scene> {
    let far = |scene: &Scene| scene.pixels().iter().zip(pixels).filter(|(a, b)| a != b).count();
    let nearest = scenes.iter().min_by_key(|scene| far(scene)).copied()?;
    let ties = scenes.iter().filter(|scene| far(scene) == far(&nearest)).count();
    (far(&nearest) <= 3 && ties == 1).then_some(nearest)
}

/// The row and column of a pixel, from 1.
pub fn place(pixel: usize) -> (usize, usize) {
    (pixel / SIDE + 1, pixel % SIDE + 1)
}
