//! What the engine refuses, with the data to say so in a person's words.

/// Limits on one sequence (FORMATS §1).
pub const MAX_TOKENS: usize = 64;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    #[error("there are no words")]
    Empty,
    #[error("{count} words; at most {max} are read")]
    TooLong { count: usize, max: usize },
}
