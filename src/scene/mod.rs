//! What is seen, as plain data: a pure function of (trace, position, selection, language).
//!
//! Absent on purpose: Yew, the browser, state. Nothing here remembers anything.
//! Start reading at [`step`]; every number on the screen is a [`number::Number`].

pub mod arithmetic;
pub mod back;
pub mod back_card;
pub mod back_panel;
pub mod card;
pub mod cell;
pub mod curve;
pub mod curves;
pub mod finding;
pub mod gradient;
pub mod growth;
pub mod heat;
pub mod labels;
pub mod lane;
pub mod memory;
pub mod number;
pub mod palette;
pub mod proof;
pub mod refusal;
pub mod slices;
pub mod step;
pub mod strip;
pub mod symbols;
pub mod training;
pub mod unroll;
pub mod verdict;
pub mod view;
pub mod weights;
