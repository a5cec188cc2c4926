//! Errors carry data; here they become sentences.

use crate::engine::error::InputError;
use crate::i18n::Lang;

/// A refused input in the person's words, with what to do next.
pub fn input_error(lang: Lang, error: &InputError) -> String {
    let m = lang.messages();
    match error {
        InputError::Empty => m.error_empty.clone(),
        InputError::TooLong { count, max } => (m.error_too_long)(&count.to_string(), &max.to_string()),
    }
}
