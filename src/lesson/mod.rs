//! What is taught, as data: the screens that exist and what each starts from.
//!
//! Absent on purpose: pixels, values, words (they are in `i18n`).

use crate::model::config::Cell;

/// A screen that is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// As in the address.
    pub fig: &'static str,
    pub cell: Cell,
    pub hidden: usize,
    /// Sizes that fit this screen.
    pub hidden_range: (usize, usize),
}

/// Screens in the order of the menu.
pub const SCREENS: &[Screen] = &[Screen { fig: "step", cell: Cell::Rnn, hidden: 4, hidden_range: (2, 16) }];

/// The screen of an address; `None` if it is not built yet.
pub fn screen(fig: &str) -> Option<&'static Screen> {
    SCREENS.iter().find(|screen| screen.fig == fig)
}
