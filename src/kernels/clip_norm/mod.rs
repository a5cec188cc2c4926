//! Clips the norm of all gradients together. The norm is summed in f64: an f32 sum of squares underflows at 1e-23.

pub mod scalar;
pub mod simd;

use super::contract::{Contract, Twins};
use crate::math::shader::Shader;

pub const FORWARD: Shader = Shader { name: "clip_norm/forward", source: include_str!("forward.wgsl") };

pub const CONTRACT: Contract = Contract {
    name: "clip_norm",
    equation: "norm = √Σ g²;  g ← g · min(1, max_norm / (norm + 1e-6))",
    shapes: &[("grads", "any number of tensors"), ("norm", "[1], before clipping")],
    source: "Pascanu et al. 2013; torch.nn.utils.clip_grad_norm_",
    twins: Twins::ScalarSimd,
    shaders: &[&FORWARD],
};

/// PyTorch's guard against division by zero.
pub const EPSILON: f64 = 1e-6;
