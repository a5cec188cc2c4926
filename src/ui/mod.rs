//! Yew components. Each is a function of the scene and sends actions; none remembers anything that a link should carry, and none
//! knows a screen.
//!
//! Absent on purpose: engine, kernels, devices. Start reading at [`page`], then [`screen`].

pub mod aids;
pub mod bar;
pub mod bars;
pub mod card;
pub mod chart;
pub mod controls;
pub mod detail;
pub mod engine;
pub mod file;
pub mod grid;
mod header;
mod history;
#[cfg(target_arch = "wasm32")]
pub mod job;
pub mod keys;
mod lecture;
#[cfg(target_arch = "wasm32")]
mod listen;
pub mod number;
mod onward;
pub mod page;
pub mod screen;
pub mod send;
pub mod stepping;
pub mod store;
pub mod strip;
mod table;
mod tools;
pub mod transport;
