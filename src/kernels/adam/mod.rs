//! Adam, and AdamW with weight decay.

pub mod scalar;
pub mod simd;

use super::contract::{Contract, Twins};
use crate::math::shader::Shader;

pub const UPDATE: Shader = Shader { name: "adam/update", source: include_str!("update.wgsl") };

pub const CONTRACT: Contract = Contract {
    name: "adam",
    equation: "w ← w − lr · λ w (AdamW);  m ← β1 m + (1 − β1) g;  v ← β2 v + (1 − β2) g²;  \
               w ← w − lr/(1 − β1ᵏ) · m / (√v / √(1 − β2ᵏ) + ε),  k = 1, 2, …",
    shapes: &[("weight", "[n]"), ("grad", "[n]"), ("m", "[n], zero at first"), ("v", "[n], zero at first")],
    source: "Kingma & Ba 2015; Loshchilov & Hutter 2019; torch.optim.Adam, torch.optim.AdamW (no amsgrad)",
    twins: Twins::ScalarSimd,
    shaders: &[&UPDATE],
};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    pub learning_rate: f64,
    pub beta1: f64,
    pub beta2: f64,
    pub epsilon: f64,
    /// Decoupled from the gradient (AdamW); 0 is Adam.
    pub weight_decay: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { learning_rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight_decay: 0.0 }
    }
}

impl Settings {
    /// `lr / (1 − β1ᵏ)` and `√(1 − β2ᵏ)` of update number `k`, from 1.
    pub fn corrections(&self, k: u32) -> (f64, f64) {
        let power = |beta: f64| 1.0 - libm::pow(beta, f64::from(k));
        (self.learning_rate / power(self.beta1), libm::sqrt(power(self.beta2)))
    }
    /// What weight decay leaves of a weight.
    pub fn keep(&self) -> f64 {
        1.0 - self.learning_rate * self.weight_decay
    }
}

pub struct Update<'a, R> {
    pub settings: Settings,
    /// Number of this update, from 1.
    pub k: u32,
    pub weight: &'a mut [R],
    pub grad: &'a [R],
    pub m: &'a mut [R],
    pub v: &'a mut [R],
}
