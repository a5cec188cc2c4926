//! What is shown, and what a network says of its task.

use crate::scene::view::View;
use crate::tasks::pairs;

/// Words of which all rows are drawn.
pub const MOST_ROWS: usize = 16;

/// What the stage shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Who looks at whom.
    Words,
    /// What becomes of it when the words change places.
    Order,
    /// How the gradient comes to every word.
    Back,
}

impl Shown {
    pub const ALL: [Shown; 3] = [Shown::Words, Shown::Order, Shown::Back];
    pub fn id(self) -> &'static str {
        match self {
            Shown::Words => "words",
            Shown::Order => "order",
            Shown::Back => "back",
        }
    }
    pub fn of(id: &str) -> Shown {
        Shown::ALL.into_iter().find(|shown| shown.id() == id).unwrap_or(Shown::Words)
    }
}

/// Whether it recalls pairs.
pub fn is_pairs(view: &View) -> bool {
    view.trace.model.config.labels.first().is_some_and(|label| label == "1")
}

/// Whether keys and values are words of their own.
pub fn is_apart(view: &View) -> bool {
    view.trace.model.config.vocab.len() == pairs::KEYS + pairs::VALUES
}
