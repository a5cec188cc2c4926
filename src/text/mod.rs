//! Characters to words to numbers.
//!
//! Absent on purpose: real numbers, networks, and the browser's segmenter, which `app` passes in as a function.

pub mod token;
pub mod vocab;
