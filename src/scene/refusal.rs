//! Errors carry data; here they become sentences.

use crate::engine::error::InputError;
use crate::scene::words::Pictures;
use crate::words::Lang;

/// A refused input in the person's words, with what to do next.
pub fn input_error(lang: Lang, error: &InputError) -> String {
    let m = Pictures::of(lang);
    match error {
        InputError::Empty => m.error_empty.to_string(),
        InputError::TooLong { count, max } => m.error_too_long(&count.to_string(), &max.to_string()),
    }
}

/// Why a changed number was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditError {
    NotANumber,
    Infinite,
    /// Beyond ±1 000 000.
    TooLarge,
    /// The link would become too long.
    TooMany,
}

pub fn edit_error(lang: Lang, error: EditError) -> String {
    let m = Pictures::of(lang);
    match error {
        EditError::NotANumber => m.error_not_a_number,
        EditError::Infinite => m.error_infinite,
        EditError::TooLarge => m.error_too_large,
        EditError::TooMany => m.error_too_many_edits,
    }
    .to_string()
}
