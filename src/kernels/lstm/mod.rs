//! Long short-term memory over a whole sequence.

pub mod scalar;
pub mod simd;

use super::contract::{Contract, Twins};
use super::sequence::{Dims, Gradients, Weights};
use super::{GEMM, SHARED};
use crate::math::shader::Shader;

pub const FORWARD: Shader =
    Shader { name: "lstm/forward", source: concat!(include_str!("../sequence.wgsl"), include_str!("forward.wgsl")) };
pub const BACKWARD: Shader =
    Shader { name: "lstm/backward", source: concat!(include_str!("../sequence.wgsl"), include_str!("backward.wgsl")) };

pub const CONTRACT: Contract = Contract {
    name: "lstm",
    equation: "i, f, g, o = σ, σ, tanh, σ of (W_ih x_t + b_ih + W_hh h_{t-1} + b_hh);  \
               c_t = f ⊙ c_{t-1} + i ⊙ g;  h_t = o ⊙ tanh(c_t)",
    shapes: &[
        ("weight_ih", "[4H, I] rows i, f, g, o"),
        ("weight_hh", "[4H, H]"),
        ("bias_ih", "[4H]"),
        ("bias_hh", "[4H]"),
        ("x", "[T, B, I]"),
        ("h0", "[B, H]"),
        ("c0", "[B, H]"),
        ("gates", "[T, B, 4H] after their activation"),
        ("c", "[T, B, H]"),
        ("tanh_c", "[T, B, H]"),
        ("h", "[T, B, H]"),
    ],
    source: "Hochreiter & Schmidhuber 1997; Gers et al. 2000 (forget gate); torch.nn.LSTM",
    twins: Twins::ScalarSimd,
    shaders: &[&FORWARD, &BACKWARD, &GEMM, &SHARED],
};

/// Gates in a packed row: i, f, g, o.
pub const GATES: usize = 4;

pub struct Forward<'a, R> {
    pub dims: Dims,
    pub weights: Weights<'a, R>,
    pub x: &'a [R],
    pub h0: &'a [R],
    pub c0: &'a [R],
    pub gates: &'a mut [R],
    pub c: &'a mut [R],
    pub tanh_c: &'a mut [R],
    pub h: &'a mut [R],
}

/// Gradients are total derivatives of the loss: `dh_t`, `dc_t` include the way through later steps.
pub struct Backward<'a, R> {
    pub dims: Dims,
    pub weights: Weights<'a, R>,
    pub x: &'a [R],
    pub h0: &'a [R],
    pub c0: &'a [R],
    pub gates: &'a [R],
    pub c: &'a [R],
    pub tanh_c: &'a [R],
    pub h: &'a [R],
    /// What reaches `h` from above, `[T, B, H]`.
    pub dy: &'a [R],
    /// What reaches the last `c` from a network that goes on with it, `[B, H]`; empty where none does.
    pub dc_last: &'a [R],
    pub dgates: &'a mut [R],
    /// Gradients of the gates before their activation, `[T, B, 4H]`.
    pub dpre: &'a mut [R],
    pub dc: &'a mut [R],
    pub dh: &'a mut [R],
    pub dx: &'a mut [R],
    pub dh0: &'a mut [R],
    pub dc0: &'a mut [R],
    pub grads: Gradients<'a, R>,
}
