//! Values that a person holds fixed at one step: an activation, a gate, an input. The rest follows from them.

use crate::model::Model;
use crate::model::anatomy::rule;
use crate::model::names::{Name, ValuePath};

/// Paths over time and the values they are held at. A held value is a constant: no gradient passes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Held(Vec<(ValuePath, f32)>);

impl Held {
    /// The last value wins where a path stands twice. `cell` of a path is ignored.
    pub fn new(values: impl IntoIterator<Item = (ValuePath, f64)>) -> Self {
        let mut held = Held::default();
        for (path, value) in values {
            let path = ValuePath { cell: None, ..path };
            held.0.retain(|(other, _)| *other != path);
            held.0.push((path, value as f32));
        }
        held
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    pub fn get(&self, path: &ValuePath) -> Option<f64> {
        let path = ValuePath { cell: None, ..*path };
        self.0.iter().find(|(held, _)| *held == path).map(|(_, value)| f64::from(*value))
    }
    pub fn iter(&self) -> impl Iterator<Item = &(ValuePath, f32)> {
        self.0.iter()
    }
}

/// Whether a network that reads `steps` words has a number at `path`, whose cell is not asked for.
pub fn exists(model: &Model, steps: usize, path: &ValuePath) -> bool {
    let config = &model.config;
    let at = path.first >= 1 && path.first <= steps;
    match path.name {
        Name::X => at && (1..=config.input_size).contains(&path.second),
        Name::Unit(quantity, place) => {
            let place = place.layer < config.layers && (!place.reverse || config.directions == 2);
            let known = rule(config.cell, config.nonlinearity, quantity).is_some();
            at && place && known && (1..=config.hidden_size).contains(&path.second)
        }
        Name::Logits | Name::Probs => at && (1..=config.classes).contains(&path.second),
        Name::Loss => at,
        name => model.params.find(name, path.first, path.second).is_some(),
    }
}
