//! What is taught, as data: the screens that exist and what each starts from.
//!
//! Absent on purpose: pixels, values, words (they are in `i18n`).

use crate::model::config::Cell;

/// A screen that is built.
#[derive(Debug, PartialEq, Eq)]
pub struct Screen {
    /// As in the address.
    pub fig: &'static str,
    /// The example in English; its twin in Thai.
    pub example: &'static str,
    /// Cells side by side at the start.
    pub cells: &'static [Cell],
    /// Cells that may stand there, and how many at once.
    pub choice: &'static [Cell],
    pub most_cells: usize,
    pub hidden: usize,
    /// Sizes that fit this screen.
    pub hidden_range: (usize, usize),
    /// Lengths that can be chosen; (0, 0) where the sentence decides.
    pub len_range: (usize, usize),
    /// Whether the transport stops at every operation of a timestep.
    pub by_operation: bool,
    /// Whether a question stands at the end, whose answer is one stop more.
    pub asks: bool,
    /// Whether it begins with weights that have learnt nothing: where the first update is looked at, it must have something to do.
    pub starts_random: bool,
    /// Keys of the address that only some screens honour.
    pub keys: &'static [&'static str],
}

/// Screens in the order of the menu.
pub const SCREENS: &[Screen] = &[
    Screen {
        fig: "step",
        example: "apple",
        cells: &[Cell::Rnn],
        choice: &Cell::RECURRENT,
        most_cells: 1,
        hidden: 4,
        hidden_range: (2, 16),
        len_range: (0, 0),
        by_operation: false,
        asks: true,
        starts_random: false,
        keys: &["pins"],
    },
    Screen {
        fig: "memory",
        example: "apple",
        cells: &[Cell::Ffn, Cell::Cnn, Cell::Rnn],
        choice: &Cell::ALL,
        most_cells: 3,
        hidden: 4,
        hidden_range: (2, 8),
        len_range: (0, 0),
        by_operation: false,
        asks: true,
        starts_random: false,
        keys: &["pins"],
    },
    Screen {
        fig: "unroll",
        example: "apple",
        cells: &[Cell::Rnn],
        choice: &Cell::RECURRENT,
        most_cells: 1,
        hidden: 4,
        hidden_range: (2, 8),
        len_range: (2, 12),
        by_operation: false,
        asks: false,
        starts_random: false,
        keys: &["pins", "len", "rolled"],
    },
    Screen {
        fig: "cell",
        example: "tom",
        cells: &[Cell::Lstm],
        choice: &Cell::RECURRENT,
        most_cells: 3,
        hidden: 4,
        hidden_range: (2, 8),
        len_range: (0, 0),
        by_operation: true,
        asks: true,
        starts_random: false,
        keys: &["pins", "op"],
    },
    Screen {
        fig: "bptt",
        example: "apple",
        cells: &[Cell::Rnn],
        choice: &Cell::RECURRENT,
        most_cells: 1,
        hidden: 4,
        hidden_range: (2, 8),
        len_range: (0, 0),
        by_operation: false,
        asks: false,
        starts_random: true,
        keys: &["op", "pass", "trunc", "clip", "lr", "opt"],
    },
];

/// Every screen there is, in the order of the menu.
pub const MENU: [&str; 8] = ["step", "memory", "unroll", "cell", "train", "bptt", "gradient", "speed"];

/// The program of the site that shows a screen; static/boot.js has the same table.
pub fn program(fig: &str) -> &'static str {
    match fig {
        "bptt" => "backward",
        "gradient" => "gradient",
        "train" | "speed" => "lab",
        _ => "main",
    }
}

/// The screen of an address; `None` if it is not built yet.
pub fn screen(fig: &str) -> Option<&'static Screen> {
    SCREENS.iter().find(|screen| screen.fig == fig)
}
