//! The page of the second program: the gradient, training and speed. The engine works in a worker; here is only what it tells.

mod chart;
mod controls;
mod engine;
mod form;
mod gradient;
#[cfg(target_arch = "wasm32")]
mod listen;
pub mod page;
mod proof;
mod speed;
mod train;
mod transport;
