//! Dropout: while learning, each value is left out with some probability, and the others grow to make up for it.
//!
//! Which values are left out follows from (seed, update, index) alone, by a hash of integers: the same on every device, and
//! the same again when a run is replayed. The gradient passes the same mask.

pub mod scalar;

use super::contract::{Contract, Twins};
use crate::math::rng::hash;
use crate::math::shader::Shader;

pub const FORWARD: Shader = Shader { name: "dropout/forward", source: include_str!("forward.wgsl") };

pub const CONTRACT: Contract = Contract {
    name: "dropout",
    equation: "y = x / (1 − p) where u ≥ p, else 0;  u = hash(hash(hash(seed) + k) + index) · 2⁻³²",
    shapes: &[("x", "[n]"), ("y", "[n]")],
    source: "Srivastava et al. 2014; torch.nn.Dropout (another generator, so other masks)",
    twins: Twins::ScalarOnly("draws one number a value; the product is a thousandth of an update"),
    shaders: &[&FORWARD],
};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Probability of leaving a value out, in [0, 1).
    pub rate: f64,
    pub seed: u32,
}

impl Settings {
    /// What the hash of an index starts from in update `k`.
    pub fn key(&self, k: u32) -> u32 {
        hash(hash(self.seed).wrapping_add(k))
    }
    /// A value is left out where its hash is below this.
    pub fn threshold(&self) -> u32 {
        (self.rate * 4_294_967_296.0) as u32
    }
    /// What the others are multiplied by.
    pub fn scale(&self) -> f64 {
        1.0 / (1.0 - self.rate)
    }
}
