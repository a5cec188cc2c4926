//! What networks are trained on, and the examples that ship.
//!
//! Absent on purpose: deciding what is shown (`scene`), training runs (`run`).

pub mod accuracy;
pub mod archives;
pub mod caption;
pub mod ceiling;
pub mod chase;
pub mod cloze;
pub mod corpus;
pub mod dataset;
pub mod decode;
pub mod examples;
pub mod item;
pub mod judge;
pub mod looking;
pub mod nets;
pub mod own;
pub mod pairs;
pub mod phrases;
pub mod recall;
pub mod reverse;
pub mod review;
pub mod sentences;
pub mod story;
pub mod switch;
pub mod tokens;
pub mod trainer;
