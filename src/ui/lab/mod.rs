//! The page of the second program: training and speed. The engine works in a worker; here is only what it tells.

mod chart;
mod engine;
mod form;
#[cfg(target_arch = "wasm32")]
mod listen;
pub mod page;
mod speed;
mod train;
