//! Values that a person holds fixed at one step: an activation, a gate, an input. The rest follows from them.

use crate::model::Model;
use crate::model::anatomy::rule;
use crate::model::cell::Cell;
use crate::model::names::{Name, ValuePath};
use std::rc::Rc;

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

/// Whether a person may set this number to `value`. A weight of attention can only be cut; what only follows from others cannot be held.
pub fn can_be_held(name: Name, value: f64) -> bool {
    match name {
        Name::Logits | Name::Probs | Name::Loss | Name::Margin | Name::Scores | Name::Context | Name::Part(..) => false,
        Name::Attention => value == 0.0,
        _ => true,
    }
}

/// The model with the parameters among these values changed, and the values over time, which hold fixed. What exists is for the caller to know.
pub fn applied(model: &Rc<Model>, values: impl IntoIterator<Item = (ValuePath, f64)>) -> (Rc<Model>, Held) {
    let mut model = model.clone();
    let mut held = Vec::new();
    for (path, value) in values {
        if path.name.is_over_time() {
            held.push((path, value));
        } else if let Some((tensor, index)) = model.params.find(path.name, path.first, path.second) {
            Rc::make_mut(&mut model).params.tensors[tensor].data[index] = value as f32;
        }
    }
    (model, Held::new(held))
}

/// Whether a network that reads `steps` words, `source` of them by an encoder, has a number at `path`, whose cell is not asked for.
pub fn exists(model: &Model, source: usize, steps: usize, path: &ValuePath) -> bool {
    let reader = model.config.reader().filter(|_| path.first <= source);
    let config = reader.as_ref().unwrap_or(&model.config);
    let at = path.first >= 1 && path.first <= steps;
    let speaks = at && path.first > source;
    match path.name {
        // Of an attention network only weights are changed by hand.
        Name::X => at && config.cell != Cell::Attention && (1..=config.input_size).contains(&path.second),
        Name::Unit(quantity, place) => {
            let place = config.places().contains(&place);
            let known = rule(config.cell, config.nonlinearity, quantity).is_some();
            at && place && known && (1..=config.hidden_size).contains(&path.second)
        }
        Name::Logits | Name::Probs => speaks && (1..=config.classes).contains(&path.second),
        Name::Loss | Name::Margin => speaks,
        Name::Scores | Name::Attention => speaks && config.attends() && (1..=source).contains(&path.second),
        Name::Context => speaks && config.attends() && (1..=config.hidden_size).contains(&path.second),
        name => model.params.find(name, path.first, path.second).is_some(),
    }
}
