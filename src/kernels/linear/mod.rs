//! A fully connected layer over any number of rows.

pub mod scalar;
pub mod simd;

use super::contract::{Contract, Twins};
use super::{GEMM, SHARED};

pub const CONTRACT: Contract = Contract {
    name: "linear",
    equation: "y = x Wᵀ + b",
    shapes: &[("weight", "[C, I]"), ("bias", "[C]"), ("x", "[N, I]"), ("y", "[N, C]")],
    source: "torch.nn.Linear",
    twins: Twins::ScalarSimd,
    shaders: &[&GEMM, &SHARED],
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dims {
    /// Rows N (all steps of all sequences).
    pub rows: usize,
    /// Width of the input I.
    pub input: usize,
    /// Width of the output C.
    pub output: usize,
}

pub struct Forward<'a, R> {
    pub dims: Dims,
    pub weight: &'a [R],
    pub bias: &'a [R],
    pub x: &'a [R],
    pub y: &'a mut [R],
}

pub struct Backward<'a, R> {
    pub dims: Dims,
    pub weight: &'a [R],
    pub x: &'a [R],
    pub dy: &'a [R],
    pub dx: &'a mut [R],
    pub dweight: &'a mut [R],
    pub dbias: &'a mut [R],
}
