//! A fully connected layer with a nonlinearity, the same at every step: no step knows of another.

pub mod scalar;
pub mod simd;

use super::contract::{Contract, Twins};
use super::rnn::Nonlinearity;
use super::{GEMM, SHARED};

pub const CONTRACT: Contract = Contract {
    name: "feed_forward",
    equation: "a_t = W x_t + b;  h_t = tanh(a_t) or relu(a_t)",
    shapes: &[("weight", "[H, I]"), ("bias", "[H]"), ("x", "[N, I]"), ("a", "[N, H]"), ("h", "[N, H]")],
    source: "torch.nn.Linear, then torch.tanh or torch.relu",
    twins: Twins::ScalarSimd,
    shaders: &[&GEMM, &SHARED],
};

/// Sizes; rows N are all steps of all sequences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dims {
    pub rows: usize,
    pub input: usize,
    pub hidden: usize,
}

pub struct Forward<'a, R> {
    pub dims: Dims,
    pub nonlinearity: Nonlinearity,
    pub weight: &'a [R],
    pub bias: &'a [R],
    pub x: &'a [R],
    pub a: &'a mut [R],
    pub h: &'a mut [R],
}

pub struct Backward<'a, R> {
    pub dims: Dims,
    pub nonlinearity: Nonlinearity,
    pub weight: &'a [R],
    pub x: &'a [R],
    pub h: &'a [R],
    /// What reaches `h` from above, `[N, H]`.
    pub dh: &'a [R],
    pub da: &'a mut [R],
    pub dx: &'a mut [R],
    pub dweight: &'a mut [R],
    pub dbias: &'a mut [R],
}
