//! Adam.

pub mod scalar;
pub mod simd;

use super::contract::{Contract, Twins};

pub const CONTRACT: Contract = Contract {
    name: "adam",
    equation: "m ← β1 m + (1 − β1) g;  v ← β2 v + (1 − β2) g²;  \
               w ← w − lr/(1 − β1ᵏ) · m / (√v / √(1 − β2ᵏ) + ε),  k = 1, 2, …",
    shapes: &[("weight", "[n]"), ("grad", "[n]"), ("m", "[n], zero at first"), ("v", "[n], zero at first")],
    source: "Kingma & Ba 2015; torch.optim.Adam (no weight decay, no amsgrad)",
    twins: Twins::ScalarSimd,
};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    pub learning_rate: f64,
    pub beta1: f64,
    pub beta2: f64,
    pub epsilon: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { learning_rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
    }
}

impl Settings {
    /// `lr / (1 − β1ᵏ)` and `√(1 − β2ᵏ)` of update number `k`, from 1.
    fn corrections(&self, k: u32) -> (f64, f64) {
        let power = |beta: f64| 1.0 - libm::pow(beta, f64::from(k));
        (self.learning_rate / power(self.beta1), libm::sqrt(power(self.beta2)))
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
