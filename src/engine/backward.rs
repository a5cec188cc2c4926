//! Every gradient of a trace, and the arithmetic behind it: one reverse rule per operator of the anatomy, read the other
//! way round. A quantity's gradient is the sum over the equations that use it.

use crate::engine::explain::{Explanation, Factor, Form, Leaf, Reading, Summand, compared, read_by_head, stacked};
use crate::engine::trace::Trace;
use crate::model::anatomy::{Equation, Operand, Rule, Term, rule};
use crate::model::cell::Weight;
use crate::model::config::{Config, Input};
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
        Name::Scores | Name::Attention | Name::Context => {
            trace.attention_gradient(path.name, first)?.get(second - 1).map(|&d| f64::from(d))
        }
        Name::Probs | Name::Loss | Name::Margin => None,
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
        Name::X => input_parts(trace, 0, path.first, path.second)?,
        Name::Weight(weight, place) => weight_parts(trace, weight, place, path.first, path.second)?,
        Name::HeadWeight | Name::HeadBias => head_parts(trace, path)?,
        Name::Scores => score_parts(trace, path.first, path.second)?,
        Name::Attention => attention_parts(trace, path.first, path.second)?,
        Name::Context => context_parts(trace, path.first, path.second)?,
        // Of attention networks `engine::attention` tells the rest.
        Name::Part(..) | Name::Projection(..) | Name::Embedding | Name::Probs | Name::Loss | Name::Margin => {
            return None;
        }
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
        Name::X => trace.config(path.first).input_size,
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
    let at = if operand.before { trace.memory(operand.quantity, place, t) } else { Some(t) };
    Some(Factor {
        path: at.map(|t| ValuePath::unit(operand.quantity, place, t, unit)),
        value: trace.operand(operand, place, t, unit)?,
        reading: if operand.complement { Reading::Complement } else { Reading::Plain },
    })
}

const MINUS: Factor = Factor { path: None, value: -1.0, reading: Reading::Minus };

/// What each equation that uses a quantity hands back to it: those of its own step, and of the step that reads it as its memory.
fn quantity_parts(trace: &Trace, quantity: Quantity, place: Place, t: usize, at: usize) -> Option<Vec<Summand>> {
    trace.value(&unit(quantity, place, t, at))?;
    let mut parts = Vec::new();
    if quantity == Quantity::H {
        let config = &trace.model.config;
        let column = at + if place.reverse && config.directions == 2 { config.hidden_size } else { 0 };
        if place.layer + 1 < config.layers {
            parts.extend(input_parts(trace, place.layer + 1, t, column)?);
        } else {
            parts.extend(from_head(trace, t, column)?);
            parts.extend(from_attention(trace, t, at)?);
        }
    }
    parts.extend(through(trace, quantity, place, (t, t), at)?);
    // The step that reads this one as its memory, unless the way back is cut between them.
    let after = trace.after(place, t).filter(|&after| trace.memory(quantity, place, after) == Some(t));
    if let Some(after) = after.filter(|_| !trace.is_cut_after(t)) {
        parts.extend(through(trace, quantity, place, (t, after), at)?);
    }
    Some(parts)
}

/// What comes back to a hidden state of the last layer, by the way it comes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Arrivals {
    /// From the output of its own step.
    pub output: f64,
    /// From attention: to a decoder's state as what asked, to an encoder's as what was looked at.
    pub looks: f64,
    /// From the step that reads it as its memory.
    pub next: f64,
}

/// [`Arrivals`] of a unit at step `t`, both from 1; they add up to its gradient.
pub fn arrivals(trace: &Trace, place: Place, t: usize, at: usize) -> Option<Arrivals> {
    let sum = |parts: Vec<Summand>| parts.iter().map(|part| part.value).sum();
    let config = &trace.model.config;
    let column = at + if place.reverse && config.directions == 2 { config.hidden_size } else { 0 };
    let after = trace.after(place, t).filter(|_| !trace.is_cut_after(t));
    Some(Arrivals {
        output: sum(from_head(trace, t, column)?),
        looks: sum(from_attention(trace, t, at)?),
        next: after.map_or(Some(0.0), |after| through(trace, Quantity::H, place, (t, after), at).map(sum))?,
    })
}

/// What the look of the decoder's step `t` hands straight back to the state of the encoder's step `s`, a value a unit: the share
/// that it took of it, and what a closer match would have changed.
pub fn look(trace: &Trace, t: usize, s: usize) -> Option<Vec<f64>> {
    let units = 1..=trace.model.config.hidden_size;
    units.map(|unit| Some(of_look(trace, t, s, unit)?.iter().map(|part| part.value).sum())).collect()
}

/// What the equations of step `user` hand back to a quantity of step `t`, which is that step or the one before it.
fn through(
    trace: &Trace,
    quantity: Quantity,
    place: Place,
    (t, user): (usize, usize),
    at: usize,
) -> Option<Vec<Summand>> {
    let config = trace.config(user);
    let mut parts = Vec::new();
    for &Equation { quantity: gives, .. } in config.cell.spec().equations {
        match rule(config.cell, config.nonlinearity, gives)? {
            Rule::Apply(function, of) if of == quantity && user == t => {
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
                    parts.extend(through_term(trace, term, (quantity, gives), place, (t, user), at)?);
                }
            }
            _ => {}
        }
    }
    Some(parts)
}

/// What one term of the equation of `gives` hands back.
fn through_term(
    trace: &Trace,
    term: &Term,
    (quantity, gives): (Quantity, Quantity),
    place: Place,
    (t, user): (usize, usize),
    at: usize,
) -> Option<Vec<Summand>> {
    let config = trace.config(user);
    let uses = |operand: &Operand| operand.quantity == quantity && operand.before == (user != t);
    let mut parts = Vec::new();
    match term {
        Term::Value(a) if uses(a) => {
            parts.extend(upstream(trace, gives, place, user, at)?.map(|d| product(vec![d])));
        }
        Term::Product(a, b) => {
            for (a, b) in [(a, b), (b, a)].into_iter().filter(|(a, _)| uses(a)) {
                let Some(d) = upstream(trace, gives, place, user, at)? else { continue };
                let mut factors = vec![d, other(trace, *b, place, user, at)?];
                factors.extend(a.complement.then_some(MINUS));
                parts.push(product(factors));
            }
        }
        Term::Memory { block } if quantity == Quantity::H && user != t => {
            for row in 1..=config.hidden_size {
                let Some(d) = upstream(trace, gives, place, user, row)? else { continue };
                let name = Name::Weight(Weight::Hh, trace.place(place, user));
                let path = ValuePath::new(name, block * config.hidden_size + row, at);
                parts.push(product(vec![factor(trace, path)?, d]));
            }
        }
        _ => {}
    }
    Some(parts)
}

/// What the head hands back to column `column` of what it reads: nothing where its step has no loss.
pub(super) fn from_head(trace: &Trace, t: usize, column: usize) -> Option<Vec<Summand>> {
    if trace.step_loss(t).is_none() {
        return Some(Vec::new());
    }
    let part = |class: usize| {
        let weight = factor(trace, ValuePath::new(Name::HeadWeight, class, column))?;
        Some(product(vec![weight, factor(trace, ValuePath::new(Name::Logits, t, class).as_gradient())?]))
    };
    (1..=trace.model.config.classes).map(part).collect()
}

/// What attention hands back to a unit: to a decoder's as what asked, to an encoder's as what was compared and taken.
fn from_attention(trace: &Trace, t: usize, at: usize) -> Option<Vec<Summand>> {
    let (config, source) = (&trace.model.config, trace.sequence.source);
    if !config.attends() {
        return Some(Vec::new());
    }
    if trace.speaks(t) {
        return (1..=source).map(|s| pair(trace, dscore(t, s), compared(trace, s, at))).collect();
    }
    let both: Option<Vec<[Summand; 2]>> =
        (source + 1..=trace.steps()).map(|asking| of_look(trace, asking, t, at)).collect();
    Some(both?.into_iter().flatten().collect())
}

fn pair(trace: &Trace, a: ValuePath, b: ValuePath) -> Option<Summand> {
    Some(product(vec![factor(trace, a)?, factor(trace, b)?]))
}

fn dscore(t: usize, s: usize) -> ValuePath {
    ValuePath::new(Name::Scores, t, s).as_gradient()
}

/// What one look hands back to a unit that it looked at: as what was taken, and as what was compared.
fn of_look(trace: &Trace, asking: usize, t: usize, at: usize) -> Option<[Summand; 2]> {
    let taken = ValuePath::new(Name::Attention, asking, t);
    let d = ValuePath::new(Name::Context, asking, at).as_gradient();
    Some([pair(trace, taken, d)?, pair(trace, dscore(asking, t), compared(trace, asking, at))?])
}

/// What softmax hands back to a score: `a_s (da_s − Σ_k a_k da_k)`.
fn score_parts(trace: &Trace, t: usize, s: usize) -> Option<Vec<Summand>> {
    let a = |s: usize| factor(trace, ValuePath::new(Name::Attention, t, s));
    let da = |s: usize| factor(trace, ValuePath::new(Name::Attention, t, s).as_gradient());
    let mut parts = vec![product(vec![a(s)?, da(s)?])];
    for k in 1..=trace.sequence.source {
        parts.push(product(vec![MINUS, a(s)?, a(k)?, da(k)?]));
    }
    Some(parts)
}

/// What the context hands back to a weight of attention.
fn attention_parts(trace: &Trace, t: usize, s: usize) -> Option<Vec<Summand>> {
    let part = |unit| {
        let d = factor(trace, ValuePath::new(Name::Context, t, unit).as_gradient())?;
        Some(product(vec![d, factor(trace, compared(trace, s, unit))?]))
    };
    (1..=trace.model.config.hidden_size).map(part).collect()
}

fn context_parts(trace: &Trace, t: usize, unit: usize) -> Option<Vec<Summand>> {
    from_head(trace, t, trace.model.config.hidden_size + unit)
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
fn readers(config: &Config, memory: bool) -> impl Iterator<Item = (Quantity, usize)> + use<> {
    config.cell.spec().equations.iter().flat_map(move |equation| {
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

/// What a layer hands back to column `j` of what it reads.
fn input_parts(trace: &Trace, layer: usize, t: usize, j: usize) -> Option<Vec<Summand>> {
    let config = trace.config(t);
    let mut parts = Vec::new();
    for place in config.places().into_iter().filter(|place| place.layer == layer) {
        let name = Name::Weight(Weight::Ih, trace.place(place, t));
        for (gives, block) in readers(config, false) {
            for row in 1..=config.hidden_size {
                let Some(d) = upstream(trace, gives, place, t, row)? else { continue };
                let path = ValuePath::new(name, block * config.hidden_size + row, j);
                parts.push(product(vec![factor(trace, path)?, d]));
            }
        }
    }
    Some(parts)
}

/// One slice a step: what the weight met there, and what came back.
fn weight_parts(trace: &Trace, weight: Weight, place: Place, row: usize, column: usize) -> Option<Vec<Summand>> {
    // Of an encoder–decoder only the steps of the half that the weight belongs to.
    let source = trace.sequence.source;
    let steps = if place.encoder { 1..=source } else { source + 1..=trace.steps() };
    let config = trace.config(*steps.start());
    let place = Place { encoder: false, ..place };
    let (block, at) = ((row - 1) / config.hidden_size, (row - 1) % config.hidden_size + 1);
    let memory = matches!(weight, Weight::Hh | Weight::BiasHh);
    let (gives, _) = readers(config, memory).find(|(_, found)| *found == block)?;
    let mut parts = Vec::new();
    for t in steps {
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
    let part = |t: usize| {
        let d = factor(trace, ValuePath::new(Name::Logits, t, path.first).as_gradient())?;
        Some(match path.name {
            Name::HeadBias => product(vec![d]),
            _ => product(vec![d, factor(trace, read_by_head(trace, t, path.second))?]),
        })
    };
    (1..=trace.steps()).filter(|&t| trace.step_loss(t).is_some()).map(part).collect()
}
