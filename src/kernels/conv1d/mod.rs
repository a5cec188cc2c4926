//! A window that slides along the sequence: each step sees itself and the steps just before it, nothing else.

pub mod scalar;
pub mod simd;

use super::SHARED;
use super::contract::{Contract, Twins};
use super::rnn::Nonlinearity;
use super::sequence::Dims;
use crate::math::shader::Shader;

/// Steps that the window sees: this one and two before.
pub const WIDTH: usize = 3;

pub const FORWARD: Shader = Shader { name: "conv1d/forward", source: include_str!("forward.wgsl") };
pub const BACKWARD: Shader = Shader { name: "conv1d/backward", source: include_str!("backward.wgsl") };

pub const CONTRACT: Contract = Contract {
    name: "conv1d",
    equation: "a_t = Σ_k W[:, :, k] x_{t-2+k} + b, with x = 0 before the sequence;  h_t = tanh(a_t) or relu(a_t)",
    shapes: &[("weight", "[H, I, 3]"), ("bias", "[H]"), ("x", "[T, B, I]"), ("a", "[T, B, H]"), ("h", "[T, B, H]")],
    source: "torch.nn.Conv1d(I, H, 3) after torch.nn.functional.pad(x, (2, 0)), then torch.tanh or torch.relu",
    twins: Twins::ScalarSimd,
    shaders: &[&FORWARD, &BACKWARD, &SHARED],
};

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
    /// What reaches `h` from above, `[T, B, H]`.
    pub dh: &'a [R],
    pub da: &'a mut [R],
    pub dx: &'a mut [R],
    pub dweight: &'a mut [R],
    pub dbias: &'a mut [R],
}

/// The step under tap `k` of the window at step `t` in reading order (the last tap is `t` itself); `None` before the first.
pub fn tap(dims: &Dims, t: usize, k: usize) -> Option<usize> {
    let back = WIDTH - 1 - k;
    if dims.reverse { Some(t + back).filter(|&seen| seen < dims.steps) } else { t.checked_sub(back) }
}
