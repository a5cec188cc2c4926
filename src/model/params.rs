//! The weights: layout in the order of FORMATS §3, and the first values.

use crate::math::rng::Uniform;
use crate::model::attention::Projection;
use crate::model::cell::{Cell, Weight};
use crate::model::config::{Config, Input};
use crate::model::names::{Name, Place};

/// A named tensor, row-major.
#[derive(Clone, Debug, PartialEq)]
pub struct Tensor {
    /// PyTorch's name, for instance `rnn.weight_ih_l0`.
    pub name: String,
    pub shape: Vec<usize>,
    pub data: Vec<f32>,
}

/// Name and shape of a tensor that a network of this kind has.
pub struct Slot {
    pub name: String,
    /// What the tensor is, for value paths.
    pub path: Name,
    pub shape: Vec<usize>,
}

/// Every tensor in the order of FORMATS §3.
pub fn layout(config: &Config) -> Vec<Slot> {
    let mut slots = Vec::new();
    let reader = config.reader();
    if let Some(reader) = &reader {
        recurrent(&mut slots, reader, true, "");
    }
    recurrent(&mut slots, config, false, if reader.is_some() { "decoder." } else { "rnn." });
    let mut push = |path: Name, shape: Vec<usize>| slots.push(Slot { name: path.to_string(), path, shape });
    if config.input == Input::Embedding {
        push(Name::Embedding, vec![config.vocab.len(), config.input_size]);
    }
    push(Name::HeadWeight, vec![config.classes, config.head_input()]);
    push(Name::HeadBias, vec![config.classes]);
    slots
}

/// The tensors of every layer and direction.
fn recurrent(slots: &mut Vec<Slot>, config: &Config, encoder: bool, prefix: &str) {
    if config.cell == Cell::Attention {
        for layer in 0..config.layers {
            for &projection in Projection::of(config.attention.inner) {
                let path = Name::Projection(projection, layer);
                let shape = projection.shape(config.hidden_size, config.attention.inner);
                slots.push(Slot { name: path.to_string(), path, shape });
            }
        }
        return;
    }
    let rows = config.cell.blocks() * config.hidden_size;
    for place in config.places() {
        let place = Place { encoder, ..place };
        for &weight in config.cell.spec().weights {
            let shape = match weight {
                Weight::Ih if config.cell.spec().window > 1 => {
                    vec![rows, config.layer_input(place.layer), config.cell.spec().window]
                }
                Weight::Ih => vec![rows, config.layer_input(place.layer)],
                Weight::Hh => vec![rows, config.hidden_size],
                Weight::BiasIh | Weight::BiasHh => vec![rows],
            };
            let path = Name::Weight(weight, place);
            slots.push(Slot { name: format!("{prefix}{path}"), path, shape });
        }
    }
}

impl Config {
    /// Number of trainable values.
    pub fn parameter_count(&self) -> usize {
        layout(self).iter().map(|tensor| tensor.shape.iter().product::<usize>()).sum()
    }
}

/// All tensors of a network, in the order of [`layout`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    pub tensors: Vec<Tensor>,
}

impl Params {
    /// U(±1/√H), drawn tensor by tensor, row-major, from the generator of FORMATS §1: part of every `w=random` link. The words of an
    /// attention network vary by 1, as PyTorch draws a table: as much as where they stand.
    pub fn random(config: &Config, seed: u32) -> Self {
        let mut uniform = Uniform::new(seed);
        let usual = 1.0 / (config.hidden_size as f32).sqrt();
        let tensors = layout(config).into_iter().map(|slot| {
            let is_word = config.cell == Cell::Attention && slot.path == Name::Embedding;
            let bound = if is_word { 3f32.sqrt() } else { usual };
            let data = (0..slot.shape.iter().product()).map(|_| uniform.symmetric(bound)).collect();
            Tensor { name: slot.name, shape: slot.shape, data }
        });
        Self { tensors: tensors.collect() }
    }
    pub fn get(&self, name: &str) -> Option<&Tensor> {
        self.tensors.iter().find(|tensor| tensor.name == name)
    }
    /// One value by its path, if it is a parameter that exists. The column counts through all axes after the first, as
    /// in PyTorch's `weight.flatten(1)`.
    pub fn value(&self, name: Name, first: usize, second: usize) -> Option<f32> {
        self.find(name, first, second).map(|(tensor, index)| self.tensors[tensor].data[index])
    }
    /// Where a value lies: tensor and index.
    pub fn find(&self, name: Name, first: usize, second: usize) -> Option<(usize, usize)> {
        let name = name.to_string();
        let own = |tensor: &Tensor| {
            let prefix = tensor.name.len().checked_sub(name.len());
            prefix.is_some_and(|at| ["", "rnn.", "decoder."].contains(&&tensor.name[..at]) && tensor.name[at..] == name)
        };
        let index = self.tensors.iter().position(own)?;
        let tensor = &self.tensors[index];
        let (row, column) = (first.checked_sub(1)?, second.max(1) - 1);
        let columns: usize = tensor.shape[1..].iter().product();
        (row < tensor.shape[0] && column < columns).then_some((index, row * columns + column))
    }
}
