//! The rooms that are built for speed: numbers, and the arithmetic of the network. See fast/Cargo.toml.

pub mod math;

pub mod kernels;
