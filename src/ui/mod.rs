//! Yew components. Each is a function of the scene and sends actions; none remembers anything that a link should carry.
//!
//! Absent on purpose: engine, kernels, devices. Start reading at [`page`].

pub mod back;
mod bars;
mod card;
mod cell;
mod curves;
mod detail;
mod figure;
mod header;
pub mod keys;
pub mod lab;
#[cfg(target_arch = "wasm32")]
mod listen;
mod memory;
mod number;
pub mod page;
#[cfg(target_arch = "wasm32")]
pub mod speed;
mod store;
mod strip;
mod table;
mod tools;
mod transport;
mod unroll;
pub mod walk;
