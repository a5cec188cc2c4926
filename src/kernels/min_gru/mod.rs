//! A recurrent unit whose gate sees the input alone: the recurrence is linear, so all steps can be computed at once.

pub mod scalar;
pub mod simd;

use super::contract::{Contract, Twins};
use super::sequence::Dims;
use super::{GEMM, SHARED};
use crate::math::shader::Shader;

pub const FORWARD: Shader = Shader { name: "min_gru/forward", source: include_str!("forward.wgsl") };
pub const BACKWARD: Shader = Shader { name: "min_gru/backward", source: include_str!("backward.wgsl") };

pub const CONTRACT: Contract = Contract {
    name: "min_gru",
    equation: "z = σ(W_iz x_t + b_iz);  n = W_in x_t + b_in;  h_t = (1 − z) ⊙ h_{t-1} + z ⊙ n",
    shapes: &[
        ("weight", "[2H, I] rows z, n"),
        ("bias", "[2H]"),
        ("x", "[T, B, I]"),
        ("h0", "[B, H]"),
        ("gates", "[T, B, 2H] z after its activation, n"),
        ("h", "[T, B, H]"),
    ],
    source: "Feng et al. 2024, minGRU; on the GPU an associative scan over pairs (1 − z, z ⊙ n)",
    twins: Twins::ScalarSimd,
    shaders: &[&FORWARD, &BACKWARD, &GEMM, &SHARED],
};

/// Gates in a packed row: z, n.
pub const GATES: usize = 2;

pub struct Forward<'a, R> {
    pub dims: Dims,
    pub weight: &'a [R],
    pub bias: &'a [R],
    pub x: &'a [R],
    pub h0: &'a [R],
    pub gates: &'a mut [R],
    pub h: &'a mut [R],
}

/// Gradients are total derivatives of the loss: `dh_t` includes the way through later steps.
pub struct Backward<'a, R> {
    pub dims: Dims,
    pub weight: &'a [R],
    pub x: &'a [R],
    pub h0: &'a [R],
    pub gates: &'a [R],
    pub h: &'a [R],
    /// What reaches `h` from above, `[T, B, H]`.
    pub dy: &'a [R],
    pub dgates: &'a mut [R],
    /// Gradients of the gates before activation, `[T, B, 2H]`.
    pub dpre: &'a mut [R],
    pub dh: &'a mut [R],
    pub dx: &'a mut [R],
    pub dh0: &'a mut [R],
    pub dweight: &'a mut [R],
    pub dbias: &'a mut [R],
}
