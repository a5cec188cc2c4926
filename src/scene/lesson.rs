//! What a screen that steps through a network starts from, as data.

use crate::model::cell::Cell;

#[derive(Debug)]
pub struct Lesson {
    /// As in the address.
    pub fig: &'static str,
    /// The example in English; its twin in Thai.
    pub example: &'static str,
    /// All that can be shown here, both languages.
    pub shows: &'static [&'static str],
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
    /// Whether the cursor is that of the backward pass.
    pub goes_back: bool,
    /// Whether a question stands at the end, whose answer is one stop more.
    pub asks: bool,
    /// Whether it begins with weights that have learnt nothing: where the first update is looked at, it must have something to do.
    pub starts_random: bool,
    /// Whether what each lane says of the sentence with the other noun is shown.
    pub compares_nouns: bool,
    /// Whether the arithmetic opens beside the picture, in the card's place; else under it.
    pub opens_beside: bool,
}

/// Examples whose sentences stand in a corpus.
pub const SENTENCES: &[&str] = &["apple", "apple-th", "tom", "tom-th"];

impl Lesson {
    /// The way forward, word by word: what the others differ from.
    pub const STEP: Lesson = Lesson {
        fig: "step",
        example: "apple",
        shows: &["apple", "apple-th", "tom", "tom-th", "own"],
        cells: &[Cell::Rnn],
        choice: &Cell::RECURRENT,
        most_cells: 1,
        hidden: 4,
        hidden_range: (2, 16),
        len_range: (0, 0),
        by_operation: false,
        goes_back: false,
        asks: true,
        starts_random: false,
        compares_nouns: false,
        opens_beside: false,
    };
}
