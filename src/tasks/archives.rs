//! Archives of trained networks as they came: bytes under a name, whole or not there at all. What they hold is read where it is
//! shown (`tasks::nets`), so that the page itself need not know it.

use crate::math::rng::hash;
use std::sync::Mutex;

static HERE: Mutex<Vec<(&'static str, Vec<u8>)>> = Mutex::new(Vec::new());

/// What an archive begins with: a number that no other content would hardly have.
pub fn sum(content: &[u8]) -> [u8; 4] {
    content.iter().fold(1, |sum, &byte| hash(sum ^ u32::from(byte))).to_le_bytes()
}

/// The content, if it is whole.
pub fn content(bytes: &[u8]) -> Option<&[u8]> {
    let (head, rest) = bytes.split_first_chunk::<4>()?;
    (*head == sum(rest)).then_some(rest)
}

/// Takes an archive, once. Says whether it is whole.
pub fn put(name: &'static str, bytes: Vec<u8>) -> bool {
    let is_whole = content(&bytes).is_some();
    if is_whole && let Ok(mut here) = HERE.lock() {
        here.push((name, bytes));
    }
    is_whole
}

pub fn is_here(name: &str) -> bool {
    HERE.lock().is_ok_and(|here| here.iter().any(|(found, _)| *found == name))
}

/// Reads an archive that has come.
pub fn with<T>(name: &str, read: impl FnOnce(&[u8]) -> T) -> Option<T> {
    let here = HERE.lock().ok()?;
    let (_, bytes) = here.iter().find(|(found, _)| *found == name)?;
    content(bytes).map(read)
}
