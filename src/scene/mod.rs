//! What is seen, as plain data: a pure function of (trace, position, selection, language). The vocabulary of pictures; what is one
//! screen's alone stands in its folder.
//!
//! Absent on purpose: Yew, the browser, state, screens. Nothing here remembers anything.
//! Start reading at [`step`]; every number on the screen is a [`number::Number`].

pub mod activation;
pub mod arithmetic;
pub mod card;
pub mod cell;
pub mod chance;
pub mod chart;
pub mod distance;
pub mod labels;
pub mod lesson;
pub mod number;
pub mod palette;
pub mod placement;
pub mod reading;
pub mod refusal;
pub mod step;
pub mod strip;
pub mod symbols;
pub mod telling;
pub mod view;
pub mod weights;
pub mod words;
