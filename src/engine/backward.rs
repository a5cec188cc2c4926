//! Every gradient of a trace, and the arithmetic behind it: one reverse rule per operator of the anatomy, read the other
//! way round. A quantity's gradient is the sum over the equations that use it.

use crate::engine::explain::{Explanation, Factor, Form, Leaf, Reading, Summand, stacked};
use crate::engine::trace::Trace;
use crate::model::anatomy::{Equation, Operand, Rule, Term, rule};
use crate::model::cell::Weight;
use crate::model::config::Input;
use crate::model::names::{Name, Place, Quantity, ValuePath};

/// Any number of the trace, forward or backward.
pub fn value(trace: &Trace, path: &ValuePath) -> Option<f64> {
    if path.gradient { gradient(trace, path) } else { trace.value(path) }
}

/// `∂L/∂(path)`; `None` if there is no such number. Stored where a kernel stores it, else by its own arithmetic.
fn gradient(trace: &Trace, path: &ValuePath) -> Option<f64> {
    if path.is_norm() {
        return Some(explain(trace, *path)?.value);
    }
    let forward = ValuePath { gradient: false, ..*path };
    trace.value(&forward)?;
    let (first, second) = (path.first, path.second.max(1));
    match path.name {
        Name::Unit(quantity, place) => match trace.stored(quantity, place, first, true) {
            Some(row) => row.get(second - 1).map(|&d| f64::from(d)),
            None => Some(explain(trace, *path)?.recomputed()),
        },
        Name::X => trace.input_gradient(first).get(second - 1).map(|&d| f64::from(d)),
        Name::Logits => trace.logit_gradient(first).get(second - 1).map(|&d| f64::from(d)),
        Name::Probs | Name::Loss => None,
        name => {
            let (tensor, index) = trace.model.params.find(name, first, second)?;
            trace.parameter_gradients().nth(tensor).map(|(_, grad)| f64::from(grad[index]))
        }
    }
}

/// One level of the arithmetic of a gradient; `None` if there is no such number.
pub fn explain(trace: &Trace, path: ValuePath) -> Option<Explanation> {
    if path.is_norm() {
        return norm_of(trace, path);
    }
    let parts = match path.name {
        Name::Unit(quantity, place) => quantity_parts(trace, quantity, place, path.first, path.second)?,
        Name::Logits => return logit(trace, path),
        Name::X => input_parts(trace, path.first, path.second)?,
        Name::Weight(weight, place) => weight_parts(trace, weight, place, path.first, path.second)?,
        Name::HeadWeight | Name::HeadBias => head_parts(trace, path)?,
        Name::Embedding | Name::Probs | Name::Loss => return None,
    };
    let value = match path.name {
        Name::Unit(quantity, place) if trace.stored(quantity, place, path.first, true).is_none() => {
            parts.iter().map(|part| part.value).sum()
        }
        _ => gradient(trace, &path)?,
    };
    Some(Explanation { path, value, form: Form::Sum { parts, zeros: 0 } })
}

/// All units of a step together.
fn norm_of(trace: &Trace, path: ValuePath) -> Option<Explanation> {
    let config = &trace.model.config;
    let width = match path.name {
        Name::Unit(..) => config.hidden_size,
        Name::X => config.input_size,
        _ => return None,
    };
    let of: Option<Vec<Factor>> = (1..=width).map(|unit| factor(trace, ValuePath { second: unit, ..path })).collect();
    let form = Form::Norm { of: of? };
    let mut explanation = Explanation { path, value: 0.0, form };
    explanation.value = explanation.recomputed();
    Some(explanation)
}

fn product(factors: Vec<Factor>) -> Summand {
    Summand { value: factors.iter().map(|factor| factor.value).product(), factors }
}

fn factor(trace: &Trace, path: ValuePath) -> Option<Factor> {
    Some(Factor { path: Some(path), value: value(trace, &path)?, reading: Reading::Plain })
}

fn unit(quantity: Quantity, place: Place, t: usize, unit: usize) -> ValuePath {
    ValuePath::unit(quantity, place, t, unit)
}

/// The gradient of what an equation gives, as a factor; `None` where that is held by hand and passes nothing.
fn upstream(trace: &Trace, quantity: Quantity, place: Place, t: usize, unit: usize) -> Option<Option<Factor>> {
    let path = ValuePath::unit(quantity, place, t, unit);
    if trace.held.get(&path).is_some() {
        return Some(None);
    }
    factor(trace, path.as_gradient()).map(Some)
}

/// An operand as the other factor of a product.
fn other(trace: &Trace, operand: Operand, place: Place, t: usize, unit: usize) -> Option<Factor> {
    let at = if operand.before { trace.before(place, t) } else { Some(t) };
    Some(Factor {
        path: at.map(|t| ValuePath::unit(operand.quantity, place, t, unit)),
        value: trace.operand(operand, place, t, unit)?,
        reading: if operand.complement { Reading::Complement } else { Reading::Plain },
    })
}

const MINUS: Factor = Factor { path: None, value: -1.0, reading: Reading::Minus };

/// What each equation that uses a quantity hands back to it.
fn quantity_parts(trace: &Trace, quantity: Quantity, place: Place, t: usize, at: usize) -> Option<Vec<Summand>> {
    let config = &trace.model.config;
    trace.value(&unit(quantity, place, t, at))?;
    let mut parts = Vec::new();
    if quantity == Quantity::H {
        parts.extend(from_output(trace, place, t, at)?);
    }
    // The step that reads this one as its memory, unless the way back is cut between them.
    let after = trace.after(place, t).filter(|_| !trace.is_cut_after(t));
    for &Equation { quantity: gives, .. } in config.cell.spec().equations {
        match rule(config.cell, config.nonlinearity, gives)? {
            Rule::Apply(function, of) if of == quantity => {
                let y = trace.quantity(gives, place, t, at)?;
                let slope = Factor {
                    path: Some(unit(gives, place, t, at)),
                    value: function.slope(y),
                    reading: Reading::Slope(function),
                };
                parts.extend(upstream(trace, gives, place, t, at)?.map(|d| product(vec![d, slope])));
            }
            Rule::Sum(terms) => {
                for term in terms {
                    let uses = |operand: &Operand| operand.quantity == quantity;
                    match term {
                        Term::Value(a) if uses(a) => {
                            let Some(t) = (if a.before { after } else { Some(t) }) else { continue };
                            parts.extend(upstream(trace, gives, place, t, at)?.map(|d| product(vec![d])));
                        }
                        Term::Product(a, b) => {
                            for (a, b) in [(a, b), (b, a)].into_iter().filter(|(a, _)| uses(a)) {
                                let Some(t) = (if a.before { after } else { Some(t) }) else { continue };
                                let Some(d) = upstream(trace, gives, place, t, at)? else { continue };
                                let mut factors = vec![d, other(trace, *b, place, t, at)?];
                                factors.extend(a.complement.then_some(MINUS));
                                parts.push(product(factors));
                            }
                        }
                        Term::Memory { block } if quantity == Quantity::H => {
                            let Some(t) = after else { continue };
                            for row in 1..=config.hidden_size {
                                let Some(d) = upstream(trace, gives, place, t, row)? else { continue };
                                let name = Name::Weight(Weight::Hh, place);
                                let path = ValuePath::new(name, block * config.hidden_size + row, at);
                                parts.push(product(vec![factor(trace, path)?, d]));
                            }
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    Some(parts)
}

/// What the head hands back to a unit: nothing where its step has no loss.
fn from_output(trace: &Trace, place: Place, t: usize, at: usize) -> Option<Vec<Summand>> {
    let config = &trace.model.config;
    let is_top = place.layer + 1 == config.layers;
    if !is_top || trace.step_loss(t).is_none() {
        return Some(Vec::new());
    }
    let column = at + if place.reverse { config.hidden_size } else { 0 };
    let part = |class: usize| {
        let weight = factor(trace, ValuePath::new(Name::HeadWeight, class, column))?;
        Some(product(vec![weight, factor(trace, ValuePath::new(Name::Logits, t, class).as_gradient())?]))
    };
    (1..=config.classes).map(part).collect()
}

/// `(p − y) / N`: what softmax and cross-entropy hand back, over N counted steps.
fn logit(trace: &Trace, path: ValuePath) -> Option<Explanation> {
    let value = gradient(trace, &path)?;
    if trace.step_loss(path.first).is_none() {
        return Some(Explanation { path, value, form: Form::Leaf(Leaf::NoLoss) });
    }
    let counted = (1..=trace.steps()).filter(|&t| trace.step_loss(t).is_some()).count();
    let share = Factor { path: None, value: 1.0 / counted as f64, reading: Reading::Share(counted) };
    let is_target = trace.sequence.targets.get(path.first - 1) == Some(&(path.second as i32 - 1));
    let p = factor(trace, ValuePath::new(Name::Probs, path.first, path.second))?;
    let mut parts = vec![product(vec![p, share.clone()])];
    if is_target {
        parts.push(product(vec![MINUS, share]));
    }
    Some(Explanation { path, value, form: Form::Sum { parts, zeros: 0 } })
}

/// Every equation that reads words: (what it gives, block).
fn readers(trace: &Trace, memory: bool) -> impl Iterator<Item = (Quantity, usize)> {
    trace.model.config.cell.spec().equations.iter().flat_map(move |equation| {
        let terms = match equation.rule {
            Rule::Sum(terms) => terms,
            _ => &[],
        };
        terms.iter().filter_map(move |term| match *term {
            Term::Input { block } if !memory => Some((equation.quantity, block)),
            Term::Memory { block } if memory => Some((equation.quantity, block)),
            _ => None,
        })
    })
}

fn input_parts(trace: &Trace, t: usize, j: usize) -> Option<Vec<Summand>> {
    let config = &trace.model.config;
    let mut parts = Vec::new();
    for (gives, block) in readers(trace, false) {
        for row in 1..=config.hidden_size {
            let Some(d) = upstream(trace, gives, Place::FIRST, t, row)? else { continue };
            let path = ValuePath::new(Name::Weight(Weight::Ih, Place::FIRST), block * config.hidden_size + row, j);
            parts.push(product(vec![factor(trace, path)?, d]));
        }
    }
    Some(parts)
}

/// One slice a step: what the weight met there, and what came back.
fn weight_parts(trace: &Trace, weight: Weight, place: Place, row: usize, column: usize) -> Option<Vec<Summand>> {
    let config = &trace.model.config;
    let (block, at) = ((row - 1) / config.hidden_size, (row - 1) % config.hidden_size + 1);
    let memory = matches!(weight, Weight::Hh | Weight::BiasHh);
    let (gives, _) = readers(trace, memory).find(|(_, found)| *found == block)?;
    let mut parts = Vec::new();
    for t in 1..=trace.steps() {
        let Some(d) = upstream(trace, gives, place, t, at)? else { continue };
        match weight {
            Weight::BiasIh | Weight::BiasHh => parts.push(product(vec![d])),
            Weight::Hh => {
                let state = Operand { quantity: Quantity::H, before: true, complement: false };
                parts.push(product(vec![d, other(trace, state, place, t, column)?]));
            }
            Weight::Ih => {
                let x = match place.layer {
                    0 => factor(trace, ValuePath::new(Name::X, t, column))?,
                    layer => factor(trace, stacked(trace, layer - 1, t, column))?,
                };
                // Words that are not this one teach it nothing.
                if x.value != 0.0 || config.input != Input::OneHot {
                    parts.push(product(vec![d, x]));
                }
            }
        }
    }
    Some(parts)
}

fn head_parts(trace: &Trace, path: ValuePath) -> Option<Vec<Summand>> {
    let layers = trace.model.config.layers;
    let part = |t: usize| {
        let d = factor(trace, ValuePath::new(Name::Logits, t, path.first).as_gradient())?;
        Some(match path.name {
            Name::HeadBias => product(vec![d]),
            _ => product(vec![d, factor(trace, stacked(trace, layers - 1, t, path.second))?]),
        })
    };
    (1..=trace.steps()).filter(|&t| trace.step_loss(t).is_some()).map(part).collect()
}
