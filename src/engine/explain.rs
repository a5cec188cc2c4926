//! The arithmetic behind any number, one level at a time, read off the anatomy.

use crate::engine::trace::Trace;
use crate::math::matrix::norm;
use crate::model::anatomy::{Function, Operand, Rule, Term, rule};
use crate::model::attention::{Part, Site};
use crate::model::cell::{Cell, Weight};
use crate::model::config::Input;
use crate::model::names::{Name, Place, Quantity, ValuePath};

/// A number in an arithmetic line.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// Where it comes from; `None` for the zero before the first word.
    pub path: Option<ValuePath>,
    pub value: f64,
    pub reading: Reading,
}

/// How a factor is read off the number it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    Plain,
    /// `1 − path`.
    Complement,
    /// The derivative of the function that gave it.
    Slope(Function),
    /// −1: what stands under a minus sign.
    Minus,
    /// One of so many: a mean.
    Share(usize),
    /// One over the root of so many.
    Root(usize),
}

/// One summand: the product of its factors.
#[derive(Clone, Debug, PartialEq)]
pub struct Summand {
    pub factors: Vec<Factor>,
    pub value: f64,
}

/// Why a number needs no further arithmetic.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaf {
    /// Held fixed by hand.
    Held,
    /// A weight or bias: learnt, or drawn from the seed.
    Parameter,
    /// One-hot input: 1 for the word that was read, 0 for any other.
    OneHot { word: String, read: String },
    /// The word is not in the vocabulary: every input is 0.
    UnknownWord { read: String },
    /// A vector that was given.
    Given,
    /// A step without a loss: nothing comes back.
    NoLoss,
    /// Where a word stands: a formula of the step.
    Position,
    /// Of a head that is switched off.
    Off,
}

/// How a number comes about.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// The sum of the parts. `zeros` more products were left out because one factor is exactly 0.
    Sum {
        parts: Vec<Summand>,
        zeros: usize,
    },
    Apply {
        function: Function,
        of: Factor,
    },
    /// `e^(logit − max) / Σ e^(logit_j − max)`; `index` counts from 0.
    Softmax {
        logits: Vec<Factor>,
        exponentials: Vec<f64>,
        index: usize,
    },
    /// `−ln p`.
    NegativeLog {
        of: Factor,
    },
    /// A copy: the row of the table that belongs to the word.
    Lookup {
        of: Factor,
    },
    /// `√Σ d²`.
    Norm {
        of: Vec<Factor>,
    },
    Leaf(Leaf),
}

/// A number and its arithmetic.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    pub path: ValuePath,
    pub value: f64,
    pub form: Form,
}

/// One level of arithmetic; `None` if there is no such number.
pub fn explain(trace: &Trace, path: ValuePath) -> Option<Explanation> {
    let value = trace.value(&path)?;
    if trace.held.get(&path).is_some() {
        return Some(Explanation { path, value, form: Form::Leaf(Leaf::Held) });
    }
    let form = match path.name {
        Name::Unit(quantity, place) => unit(trace, quantity, place, path.first, path.second)?,
        Name::Logits => logit(trace, path.first, path.second)?,
        Name::Probs => softmax(trace, path.first, path.second)?,
        Name::Loss => {
            let target = usize::try_from(trace.sequence.targets[path.first - 1]).ok()?;
            Form::NegativeLog { of: factor(trace, ValuePath::new(Name::Probs, path.first, target + 1))? }
        }
        Name::X => input(trace, path.first, path.second)?,
        Name::Margin => {
            let score = |class| factor(trace, ValuePath::new(Name::Logits, path.first, class));
            let minus = Factor { path: None, value: -1.0, reading: Reading::Minus };
            let parts = vec![single(score(trace.model.config.classes)?), product(score(1)?, minus)];
            Form::Sum { parts, zeros: 0 }
        }
        Name::Scores => score(trace, path.first, path.second)?,
        Name::Attention => attention(trace, path.first, path.second)?,
        Name::Context => context(trace, path.first, path.second)?,
        Name::Weight(..) | Name::Projection(..) | Name::Embedding | Name::HeadWeight | Name::HeadBias => {
            Form::Leaf(Leaf::Parameter)
        }
        // They have arithmetic of their own (`engine::attention`).
        Name::Part(..) => return None,
    };
    Some(Explanation { path, value, form })
}

fn factor(trace: &Trace, path: ValuePath) -> Option<Factor> {
    Some(Factor { path: Some(path), value: trace.value(&path)?, reading: Reading::Plain })
}

fn operand(trace: &Trace, operand: Operand, place: Place, t: usize, unit: usize) -> Option<Factor> {
    let at = if operand.before { trace.memory(operand.quantity, place, t) } else { Some(t) };
    Some(Factor {
        path: at.map(|t| ValuePath::unit(operand.quantity, place, t, unit)),
        value: trace.operand(operand, place, t, unit)?,
        reading: if operand.complement { Reading::Complement } else { Reading::Plain },
    })
}

fn single(factor: Factor) -> Summand {
    Summand { value: factor.value, factors: vec![factor] }
}

fn product(a: Factor, b: Factor) -> Summand {
    Summand { value: a.value * b.value, factors: vec![a, b] }
}

fn unit(trace: &Trace, quantity: Quantity, place: Place, t: usize, unit: usize) -> Option<Form> {
    let config = trace.config(t);
    let own = trace.place(place, t);
    let terms = match rule(config.cell, config.nonlinearity, quantity)? {
        Rule::Apply(function, of) => {
            return Some(Form::Apply { function, of: factor(trace, ValuePath::unit(of, place, t, unit))? });
        }
        Rule::Squash(_) => return None,
        Rule::Sum(terms) => terms,
    };
    let (mut parts, mut zeros) = (Vec::new(), 0);
    for term in terms {
        let row = |block: usize| block * config.hidden_size + unit;
        let weight = |weight, row, column| factor(trace, ValuePath::new(Name::Weight(weight, own), row, column));
        match *term {
            Term::Value(a) => parts.push(single(operand(trace, a, place, t, unit)?)),
            Term::Product(a, b) => {
                parts.push(product(operand(trace, a, place, t, unit)?, operand(trace, b, place, t, unit)?));
            }
            Term::InputBias { block } => parts.push(single(weight(Weight::BiasIh, row(block), 0)?)),
            Term::MemoryBias { block } => parts.push(single(weight(Weight::BiasHh, row(block), 0)?)),
            Term::Input { block } => {
                let taps = trace.taps(place, t);
                for (k, seen) in taps.iter().enumerate() {
                    for j in 1..=config.layer_input(place.layer) {
                        let x = seen.map(|seen| layer_input(trace, place, seen, j).ok_or(())).transpose().ok()?;
                        let one_hot = place.layer == 0 && config.input == Input::OneHot;
                        match x {
                            Some(x) if !(x.value == 0.0 && one_hot) => {
                                parts.push(product(weight(Weight::Ih, row(block), (j - 1) * taps.len() + k + 1)?, x));
                            }
                            _ => zeros += 1,
                        }
                    }
                }
            }
            Term::Memory { block } => {
                for j in 1..=config.hidden_size {
                    let state = Operand { quantity: Quantity::H, before: true, complement: false };
                    let state = operand(trace, state, place, t, j)?;
                    parts.push(product(weight(Weight::Hh, row(block), j)?, state));
                }
            }
        }
    }
    Some(Form::Sum { parts, zeros })
}

/// Where element `j` of what enters a layer comes from: the word, or a unit of the layer below.
fn layer_input(trace: &Trace, place: Place, t: usize, j: usize) -> Option<Factor> {
    if place.layer == 0 {
        return factor(trace, ValuePath::new(Name::X, t, j));
    }
    factor(trace, stacked(trace, place.layer - 1, t, j))
}

/// Unit `j` of the (joined) directions of a layer.
pub(super) fn stacked(trace: &Trace, layer: usize, t: usize, j: usize) -> ValuePath {
    if trace.model.config.cell == Cell::Attention {
        return ValuePath::new(Name::Part(Part::Sum, Site { layer, head: 0 }), t, j);
    }
    let hidden = trace.model.config.hidden_size;
    let place = Place { layer, reverse: j > hidden || trace.model.config.reversed, encoder: false };
    ValuePath::unit(Quantity::H, place, t, if j > hidden { j - hidden } else { j })
}

/// Element `j` of what the head reads: a unit of the last layer, or of what attention found.
pub(super) fn read_by_head(trace: &Trace, t: usize, j: usize) -> ValuePath {
    let config = &trace.model.config;
    match j.checked_sub(config.hidden_size) {
        Some(unit @ 1..) if config.attends() => ValuePath::new(Name::Context, t, unit),
        _ => stacked(trace, config.layers - 1, t, j),
    }
}

/// The unit of a decoder's or an encoder's last layer that attention compares.
pub(super) fn compared(trace: &Trace, t: usize, unit: usize) -> ValuePath {
    let place = Place { layer: trace.model.config.layers - 1, ..Place::FIRST };
    ValuePath::unit(Quantity::H, place, t, unit)
}

fn score(trace: &Trace, t: usize, s: usize) -> Option<Form> {
    let units = 1..=trace.model.config.hidden_size;
    let part = |unit| Some(product(factor(trace, compared(trace, t, unit))?, factor(trace, compared(trace, s, unit))?));
    Some(Form::Sum { parts: units.map(part).collect::<Option<_>>()?, zeros: 0 })
}

fn attention(trace: &Trace, t: usize, s: usize) -> Option<Form> {
    let all = 1..=trace.sequence.source;
    let logits: Option<Vec<Factor>> = all.clone().map(|s| factor(trace, ValuePath::new(Name::Scores, t, s))).collect();
    let logits = logits?;
    let is_cut: Vec<bool> = all.map(|s| trace.held.get(&ValuePath::new(Name::Attention, t, s)).is_some()).collect();
    let seen = || logits.iter().zip(&is_cut).filter(|(_, is_cut)| !**is_cut);
    let max = seen().map(|(logit, _)| logit.value).fold(f64::NEG_INFINITY, f64::max);
    let exponential = |(logit, is_cut): (&Factor, &bool)| if *is_cut { 0.0 } else { libm::exp(logit.value - max) };
    let exponentials = logits.iter().zip(&is_cut).map(exponential).collect();
    Some(Form::Softmax { logits, exponentials, index: s - 1 })
}

fn context(trace: &Trace, t: usize, unit: usize) -> Option<Form> {
    let part = |s| {
        let weight = factor(trace, ValuePath::new(Name::Attention, t, s))?;
        Some(product(weight, factor(trace, compared(trace, s, unit))?))
    };
    Some(Form::Sum { parts: (1..=trace.sequence.source).map(part).collect::<Option<_>>()?, zeros: 0 })
}

fn logit(trace: &Trace, t: usize, class: usize) -> Option<Form> {
    let mut parts = Vec::new();
    for j in 1..=trace.top(t).len() {
        let weight = factor(trace, ValuePath::new(Name::HeadWeight, class, j))?;
        parts.push(product(weight, factor(trace, read_by_head(trace, t, j))?));
    }
    parts.push(single(factor(trace, ValuePath::new(Name::HeadBias, class, 0))?));
    Some(Form::Sum { parts, zeros: 0 })
}

fn softmax(trace: &Trace, t: usize, class: usize) -> Option<Form> {
    let logits: Option<Vec<Factor>> =
        (1..=trace.model.config.classes).map(|class| factor(trace, ValuePath::new(Name::Logits, t, class))).collect();
    let logits = logits?;
    let max = logits.iter().map(|logit| logit.value).fold(f64::NEG_INFINITY, f64::max);
    let exponentials = logits.iter().map(|logit| libm::exp(logit.value - max)).collect();
    Some(Form::Softmax { logits, exponentials, index: class - 1 })
}

fn input(trace: &Trace, t: usize, j: usize) -> Option<Form> {
    let config = trace.config(t);
    let (read, id) = (trace.sequence.tokens.get(t - 1)?.clone(), trace.sequence.ids[t - 1]);
    Some(match (config.input, usize::try_from(id)) {
        (Input::Vectors | Input::Pixels, _) => Form::Leaf(Leaf::Given),
        (_, Err(_)) => Form::Leaf(Leaf::UnknownWord { read }),
        (Input::OneHot, Ok(_)) => Form::Leaf(Leaf::OneHot { word: config.vocab.get(j - 1)?.clone(), read }),
        (Input::Embedding, Ok(id)) => Form::Lookup { of: factor(trace, ValuePath::new(Name::Embedding, id + 1, j))? },
    })
}

impl Explanation {
    /// What the shown arithmetic gives, computed from the shown operands alone. A test holds it against `value`.
    pub fn recomputed(&self) -> f64 {
        match &self.form {
            Form::Sum { parts, .. } => parts.iter().map(|part| part.value).sum(),
            Form::Apply { function, of } => function.apply(of.value),
            Form::Softmax { exponentials, index, .. } => exponentials[*index] / exponentials.iter().sum::<f64>(),
            Form::NegativeLog { of } => -libm::log(of.value),
            Form::Lookup { of } => of.value,
            Form::Norm { of } => norm(of.iter().map(|factor| factor.value).collect::<Vec<f64>>()),
            Form::Leaf(_) => self.value,
        }
    }
    /// Every operand that can be opened in turn.
    pub fn operands(&self) -> Vec<&Factor> {
        match &self.form {
            Form::Sum { parts, .. } => parts.iter().flat_map(|part| &part.factors).collect(),
            Form::Apply { of, .. } | Form::NegativeLog { of } | Form::Lookup { of } => vec![of],
            Form::Softmax { logits: of, .. } | Form::Norm { of } => of.iter().collect(),
            Form::Leaf(_) => Vec::new(),
        }
    }
}
