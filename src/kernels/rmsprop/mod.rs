//! RMSProp.

pub mod scalar;
pub mod simd;

use super::contract::{Contract, Twins};
use crate::math::shader::Shader;

pub const UPDATE: Shader = Shader { name: "rmsprop/update", source: include_str!("update.wgsl") };

pub const CONTRACT: Contract = Contract {
    name: "rmsprop",
    equation: "v ← α v + (1 − α) g²;  w ← w − lr · g / (√v + ε)",
    shapes: &[("weight", "[n]"), ("grad", "[n]"), ("v", "[n], zero at first")],
    source: "Hinton 2012, lecture 6e; torch.optim.RMSprop (no momentum, not centred)",
    twins: Twins::ScalarSimd,
    shaders: &[&UPDATE],
};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    pub learning_rate: f64,
    pub alpha: f64,
    pub epsilon: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { learning_rate: 1e-2, alpha: 0.99, epsilon: 1e-8 }
    }
}

pub struct Update<'a, R> {
    pub settings: Settings,
    pub weight: &'a mut [R],
    pub grad: &'a [R],
    pub v: &'a mut [R],
}
