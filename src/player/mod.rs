//! A cursor over traces: lanes, edits, pins, the question at the end, what is open. Every screen that steps through a network is
//! one of these with a lesson.
//!
//! Absent on purpose: markup, training. Start reading at [`state`], then [`reduce`].

pub mod action;
pub mod edit;
pub mod given;
pub mod own;
pub mod reduce;
pub mod sentence;
pub mod settings;
pub mod show;
pub mod state;
pub mod travel;
pub mod wipe;
