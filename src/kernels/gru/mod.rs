//! The gated recurrent unit over a whole sequence.

pub mod scalar;
pub mod simd;

use super::contract::{Contract, Twins};
use super::sequence::{Dims, Gradients, Weights};
use super::{GEMM, SHARED};
use crate::math::shader::Shader;

pub const FORWARD: Shader =
    Shader { name: "gru/forward", source: concat!(include_str!("../sequence.wgsl"), include_str!("forward.wgsl")) };
pub const BACKWARD: Shader =
    Shader { name: "gru/backward", source: concat!(include_str!("../sequence.wgsl"), include_str!("backward.wgsl")) };

pub const CONTRACT: Contract = Contract {
    name: "gru",
    equation: "r, z = σ(W_ih x_t + b_ih + W_hh h_{t-1} + b_hh);  q = W_hn h_{t-1} + b_hn;  \
               n = tanh(W_in x_t + b_in + r ⊙ q);  h_t = (1 − z) ⊙ n + z ⊙ h_{t-1}",
    shapes: &[
        ("weight_ih", "[3H, I] rows r, z, n"),
        ("weight_hh", "[3H, H]"),
        ("bias_ih", "[3H]"),
        ("bias_hh", "[3H]"),
        ("x", "[T, B, I]"),
        ("h0", "[B, H]"),
        ("gates", "[T, B, 3H] after their activation"),
        ("q", "[T, B, H]"),
        ("h", "[T, B, H]"),
    ],
    source: "Cho et al. 2014; torch.nn.GRU (reset applied after the product)",
    twins: Twins::ScalarSimd,
    shaders: &[&FORWARD, &BACKWARD, &GEMM, &SHARED],
};

/// Gates in a packed row: r, z, n.
pub const GATES: usize = 3;

pub struct Forward<'a, R> {
    pub dims: Dims,
    pub weights: Weights<'a, R>,
    pub x: &'a [R],
    pub h0: &'a [R],
    pub gates: &'a mut [R],
    /// What the memory offers the candidate before the reset gate, `W_hn h + b_hn`.
    pub q: &'a mut [R],
    pub h: &'a mut [R],
}

/// Gradients are total derivatives of the loss: `dh_t` includes the way through later steps.
pub struct Backward<'a, R> {
    pub dims: Dims,
    pub weights: Weights<'a, R>,
    pub x: &'a [R],
    pub h0: &'a [R],
    pub gates: &'a [R],
    pub q: &'a [R],
    pub h: &'a [R],
    /// What reaches `h` from above, `[T, B, H]`.
    pub dy: &'a [R],
    pub dgates: &'a mut [R],
    /// Gradients of the input side of the gates before activation, `[T, B, 3H]`.
    pub dpre: &'a mut [R],
    /// The same for the recurrent side: the n block is scaled by r.
    pub dpre_hh: &'a mut [R],
    pub dh: &'a mut [R],
    pub dx: &'a mut [R],
    pub dh0: &'a mut [R],
    pub grads: Gradients<'a, R>,
}
