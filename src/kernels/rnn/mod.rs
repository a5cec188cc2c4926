//! The plain (Elman) recurrent layer over a whole sequence.

pub mod scalar;
pub mod simd;

use super::contract::{Contract, Twins};
use super::sequence::{Dims, Gradients, Weights};
use super::{GEMM, SHARED};
use crate::math::activation::{relu, relu_slope, tanh_lanes, tanh_slope};
use crate::math::lanes::F32x4;
use crate::math::real::Real;
use crate::math::shader::Shader;

pub const FORWARD: Shader =
    Shader { name: "rnn/forward", source: concat!(include_str!("../sequence.wgsl"), include_str!("forward.wgsl")) };
pub const BACKWARD: Shader =
    Shader { name: "rnn/backward", source: concat!(include_str!("../sequence.wgsl"), include_str!("backward.wgsl")) };

pub const CONTRACT: Contract = Contract {
    name: "rnn",
    equation: "a_t = W_ih x_t + b_ih + W_hh h_{t-1} + b_hh;  h_t = tanh(a_t) or relu(a_t)",
    shapes: &[
        ("weight_ih", "[H, I]"),
        ("weight_hh", "[H, H]"),
        ("bias_ih", "[H]"),
        ("bias_hh", "[H]"),
        ("x", "[T, B, I]"),
        ("h0", "[B, H]"),
        ("a", "[T, B, H]"),
        ("h", "[T, B, H]"),
    ],
    source: "Elman 1990, Finding Structure in Time; torch.nn.RNN",
    twins: Twins::ScalarSimd,
    shaders: &[&FORWARD, &BACKWARD, &GEMM, &SHARED],
};

/// What squashes the pre-activation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nonlinearity {
    #[default]
    Tanh,
    Relu,
}

impl Nonlinearity {
    pub fn apply<R: Real>(self, a: R) -> R {
        match self {
            Nonlinearity::Tanh => Real::tanh(a),
            Nonlinearity::Relu => relu(a),
        }
    }
    /// The derivative, given the output `h`.
    pub fn slope<R: Real>(self, h: R) -> R {
        match self {
            Nonlinearity::Tanh => tanh_slope(h),
            Nonlinearity::Relu => relu_slope(h),
        }
    }
    #[inline(always)]
    pub fn apply_lanes(self, a: F32x4) -> F32x4 {
        match self {
            Nonlinearity::Tanh => tanh_lanes(a),
            Nonlinearity::Relu => a.max(F32x4::zero()),
        }
    }
    #[inline(always)]
    pub fn slope_lanes(self, h: F32x4) -> F32x4 {
        match self {
            Nonlinearity::Tanh => F32x4::splat(1.0) - h * h,
            // 1 where h > 0: h / max(h, tiny) is 1 or 0 for every non-negative float that is not subnormal.
            Nonlinearity::Relu => h / h.max(F32x4::splat(f32::MIN_POSITIVE)),
        }
    }
}

pub struct Forward<'a, R> {
    pub dims: Dims,
    pub nonlinearity: Nonlinearity,
    pub weights: Weights<'a, R>,
    pub x: &'a [R],
    pub h0: &'a [R],
    pub a: &'a mut [R],
    pub h: &'a mut [R],
}

/// Gradients are total derivatives of the loss: `dh_t` includes the way through later steps.
pub struct Backward<'a, R> {
    pub dims: Dims,
    pub nonlinearity: Nonlinearity,
    pub weights: Weights<'a, R>,
    pub x: &'a [R],
    pub h0: &'a [R],
    pub h: &'a [R],
    /// What reaches `h` from above, `[T, B, H]`.
    pub dy: &'a [R],
    pub da: &'a mut [R],
    pub dh: &'a mut [R],
    pub dx: &'a mut [R],
    pub dh0: &'a mut [R],
    pub grads: Gradients<'a, R>,
}
