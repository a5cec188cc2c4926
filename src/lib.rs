//! Unrolled: watch a recurrent neural network think, one word at a time. Every number explains itself.
//!
//! The rooms, from the ground up; each imports only from those above it in this list (`tests/tidy.rs` holds the rule,
//! `ARCHITECTURE.md` the map).

pub mod app;
pub mod device;
pub mod engine;
pub mod i18n;
pub mod kernels;
pub mod lesson;
pub mod math;
pub mod model;
pub mod platform;
pub mod scene;
pub mod tasks;
pub mod text;
pub mod ui;
