//! Unrolled: watch a recurrent neural network think, one word at a time. Every number explains itself.
//!
//! The rooms, from the ground up; each imports only from those above it in this list (`tests/tidy.rs` holds the rule,
//! `ARCHITECTURE.md` the map).

pub use fast::math;

pub mod text;

pub mod platform;

pub mod words;

pub use fast::kernels;

pub mod model;

pub mod engine;

pub mod device;

pub mod tasks;

pub mod scene;

pub mod shell;

pub mod player;

pub mod run;

pub mod ui;

pub mod screens;
