//! What networks are trained on, and the examples that ship.
//!
//! Absent on purpose: deciding what is shown (`scene`), training runs (`run`).

pub mod accuracy;
pub mod corpus;
pub mod dataset;
pub mod examples;
pub mod recall;
pub mod sentences;
pub mod story;
pub mod trainer;
