//! Stochastic gradient descent with momentum.

pub mod scalar;
pub mod simd;

use super::contract::{Contract, Twins};
use crate::math::shader::Shader;

pub const UPDATE: Shader = Shader { name: "sgd/update", source: include_str!("update.wgsl") };

pub const CONTRACT: Contract = Contract {
    name: "sgd",
    equation: "v ← momentum · v + g;  w ← w − lr · v",
    shapes: &[("weight", "[n]"), ("grad", "[n]"), ("velocity", "[n], zero at first")],
    source: "torch.optim.SGD (dampening 0, no Nesterov)",
    twins: Twins::ScalarSimd,
    shaders: &[&UPDATE],
};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    pub learning_rate: f64,
    pub momentum: f64,
}

pub struct Update<'a, R> {
    pub settings: Settings,
    pub weight: &'a mut [R],
    pub grad: &'a [R],
    pub velocity: &'a mut [R],
}
