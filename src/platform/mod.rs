//! The browser's edge: clock, address, clipboard, segmenter, messages. Natively each is its null twin.
//!
//! Absent on purpose: any word of the domain. Every call may find its service denied, and answers with `None` or nothing.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod null;

#[cfg(target_arch = "wasm32")]
pub use browser::*;
#[cfg(not(target_arch = "wasm32"))]
pub use null::*;

/// What the person's system prefers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// Languages in order of preference, as the browser names them.
    pub languages: Vec<String>,
    pub reduced_motion: bool,
}
