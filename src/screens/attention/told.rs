//! What a network says of its task.

use crate::scene::view::View;
use crate::tasks::pairs;

/// Whether it recalls pairs.
pub fn is_pairs(view: &View) -> bool {
    view.trace.model.config.labels.first().is_some_and(|label| label == "1")
}

/// Whether keys and values are words of their own.
pub fn is_apart(view: &View) -> bool {
    view.trace.model.config.vocab.len() == pairs::KEYS + pairs::VALUES
}
