//! What networks are trained on, and the examples that ship.
//!
//! Absent on purpose: running anything (`device`), deciding what is shown (`scene`).

pub mod corpus;
pub mod dataset;
pub mod examples;
pub mod recall;
pub mod story;
pub mod trainer;
