//! First weights for experiments with the gradient: the recurrent matrix with a spectral radius of choice, the forget
//! gate with a bias of choice, words that speak softly.

use crate::math::matrix::{orthonormalise, spectral_radius};
use crate::model::cell::Weight;
use crate::model::config::Config;
use crate::model::names::{Name, Place};
use crate::model::params::Params;

/// What a block `[H, H]` of `weight_hh` is before it is scaled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Initial {
    /// U(±1/√H), as PyTorch draws it: its spectral radius is near 1/√3.
    #[default]
    Uniform,
    /// Rows orthonormal. Source: Saxe et al. 2014; Henaff et al. 2016.
    Orthogonal,
    /// Source: Le, Jaitly & Hinton 2015 (IRNN).
    Identity,
}

impl Initial {
    pub const ALL: [Initial; 3] = [Initial::Uniform, Initial::Orthogonal, Initial::Identity];
    /// As in the address.
    pub fn id(self) -> &'static str {
        match self {
            Initial::Uniform => "uniform",
            Initial::Orthogonal => "orthogonal",
            Initial::Identity => "identity",
        }
    }
    pub fn from_id(id: &str) -> Option<Initial> {
        Initial::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// Input weights and biases keep this part of what was drawn: the state stays near 0, where the recurrence alone decides
/// what becomes of a gradient. At full size tanh saturates, and a gain of 1.5 would not explode.
const DRIVE: f32 = 0.1;

/// Gives every block of the recurrent matrix the spectral radius `gain`, and the LSTM's forget gate the bias
/// `forget_bias` (the sum of its two biases).
pub fn shape(params: &mut Params, config: &Config, initial: Initial, gain: f64, forget_bias: f64) {
    let n = config.hidden_size;
    if let Some((tensor, _)) = params.find(Name::Weight(Weight::Hh, Place::FIRST), 1, 1) {
        for block in params.tensors[tensor].data.chunks_exact_mut(n * n) {
            let mut drawn: Vec<f64> = block.iter().map(|&value| f64::from(value)).collect();
            match initial {
                Initial::Uniform => {}
                Initial::Orthogonal => drop(orthonormalise(&mut drawn, n, n)),
                Initial::Identity => drawn.iter_mut().enumerate().for_each(|(k, w)| *w = f64::from(k / n == k % n)),
            }
            let radius = spectral_radius(&drawn, n);
            let scale = if radius > 0.0 { gain / radius } else { 0.0 };
            block.iter_mut().zip(&drawn).for_each(|(slot, value)| *slot = (value * scale) as f32);
        }
    }
    for weight in [Weight::Ih, Weight::BiasIh, Weight::BiasHh] {
        if let Some((tensor, _)) = params.find(Name::Weight(weight, Place::FIRST), 1, 1) {
            params.tensors[tensor].data.iter_mut().for_each(|value| *value *= DRIVE);
        }
    }
    set_forget_bias(params, config, forget_bias);
}

/// Gives the gate that keeps the state of the first layer (an LSTM's forget gate) a bias of its own (the sum of its two). Source: Gers et al. 2000.
pub fn set_forget_bias(params: &mut Params, config: &Config, bias: f64) {
    let (n, spec) = (config.hidden_size, config.cell.spec());
    let Some(block) = spec.rail.and_then(|rail| spec.packed.iter().position(|&gate| gate == rail.gate)) else { return };
    for (weight, bias) in [(Weight::BiasIh, bias as f32), (Weight::BiasHh, 0.0)] {
        if let Some((tensor, _)) = params.find(Name::Weight(weight, Place::FIRST), 1, 0) {
            params.tensors[tensor].data[block * n..(block + 1) * n].fill(bias);
        }
    }
}
