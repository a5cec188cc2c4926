//! The anatomy as a program of its own: runs a layer equation by equation, forward and in reverse, with values held fixed.
//! Slower than a kernel and as true: what the kernels fuse stands here one quantity at a time.

use crate::engine::held::Held;
use crate::engine::program::{BufferId, Buffers, Layer, Slot};
use crate::kernels::rnn::Nonlinearity;
use crate::kernels::sequence::Dims;
use crate::model::anatomy::{Operand, Rule, Term, rule};
use crate::model::cell::Cell;
use crate::model::config::Config;
use crate::model::names::{Name, Place, Quantity, ValuePath};

/// A gate held at a million multiplies the memory by a million at every step. Beyond this it grows no further, so that what
/// the network says stays a number.
const MOST: f64 = 1e12;

/// A layer and direction with everything that its equations read, in f64. Batch 1.
pub struct Evaluation<'a> {
    cell: Cell,
    nonlinearity: Nonlinearity,
    place: Place,
    /// Steps of the sequence before this layer's first.
    first_step: usize,
    dims: Dims,
    /// weight_ih, weight_hh, bias_ih, bias_hh; empty where the cell has none.
    weights: [Vec<f64>; 4],
    x: Vec<f64>,
    /// States before the first step.
    first: [(Quantity, Vec<f64>); 2],
    held: &'a Held,
    /// `[quantity][t · H + unit]`.
    values: Vec<Vec<f64>>,
}

/// Gradients of everything that an [`Evaluation`] read or computed.
pub struct Reversed {
    /// As [`Evaluation::value`]: total derivatives by quantity, `[t · H + unit]`.
    quantities: Vec<Vec<f64>>,
    pub weights: [Vec<f64>; 4],
    pub x: Vec<f64>,
    pub first: [Vec<f64>; 2],
}

fn wide(values: &[f32]) -> Vec<f64> {
    values.iter().map(|&value| f64::from(value)).collect()
}

impl<'a> Evaluation<'a> {
    /// Evaluates a layer over its whole sequence, which begins after `first_step` steps, from the buffers of its program.
    pub fn new(
        config: &Config,
        place: Place,
        first_step: usize,
        layer: &Layer,
        buffers: &Buffers<f32>,
        held: &'a Held,
    ) -> Self {
        let first = |id| wide(buffers.get(id));
        let size = layer.dims.steps * layer.dims.hidden;
        let mut evaluation = Self {
            cell: config.cell,
            nonlinearity: config.nonlinearity,
            place,
            first_step,
            dims: layer.dims,
            weights: layer.weights.map(first),
            x: wide(buffers.get(layer.x)),
            first: [(Quantity::H, first(layer.h0)), (Quantity::C, first(layer.c0))],
            held,
            values: Quantity::ALL.iter().map(|_| Vec::new()).collect(),
        };
        for equation in config.cell.spec().equations {
            evaluation.values[equation.quantity as usize] = vec![0.0; size];
        }
        evaluation.forward();
        evaluation
    }

    /// `[t · H + unit]`; empty for a quantity that the cell does not have.
    pub fn values(&self, quantity: Quantity) -> &[f64] {
        &self.values[quantity as usize]
    }

    fn hold(&self, quantity: Quantity, t: usize, unit: usize) -> Option<f64> {
        self.held.get(&ValuePath::unit(quantity, self.place, self.first_step + t + 1, unit + 1))
    }

    fn rule(&self, quantity: Quantity) -> Rule {
        rule(self.cell, self.nonlinearity, quantity).expect("an equation of this cell")
    }

    fn forward(&mut self) {
        for t in self.dims.order() {
            for equation in self.cell.spec().equations {
                for unit in 0..self.dims.hidden {
                    let value = match (self.hold(equation.quantity, t, unit), self.rule(equation.quantity)) {
                        (Some(held), _) => held,
                        (None, Rule::Apply(function, of)) => function.apply(self.values(of)[self.at(t, unit)]),
                        (None, Rule::Sum(terms)) => terms.iter().map(|term| self.term(*term, t, unit)).sum(),
                        (None, Rule::Squash(_)) => unreachable!("`rule` resolves it"),
                    };
                    let at = self.at(t, unit);
                    self.values[equation.quantity as usize][at] = value.clamp(-MOST, MOST);
                }
            }
        }
    }

    fn at(&self, t: usize, unit: usize) -> usize {
        t * self.dims.hidden + unit
    }

    /// Where an operand lies: a step of the sequence, or the state before it.
    fn operand(&self, operand: Operand, t: usize, unit: usize) -> f64 {
        let value = match if operand.before { self.dims.before(t) } else { Some(t) } {
            Some(t) => self.values(operand.quantity)[self.at(t, unit)],
            None => self.first.iter().find(|(quantity, _)| *quantity == operand.quantity).expect("a state").1[unit],
        };
        if operand.complement { 1.0 - value } else { value }
    }

    /// Every product of weights in a term: (tensor, index of the weight, where the other factor lies).
    fn products(&self, term: Term, t: usize, unit: usize, mut each: impl FnMut(usize, usize, Source)) {
        let (hidden, input, window) = (self.dims.hidden, self.dims.input, self.cell.spec().window);
        match term {
            Term::Input { block } => {
                let mut seen = Some(t);
                for tap in (0..window).rev() {
                    if let Some(step) = seen {
                        for j in 0..input {
                            let weight = ((block * hidden + unit) * input + j) * window + tap;
                            each(0, weight, Source::X(step * input + j));
                        }
                    }
                    seen = seen.and_then(|step| self.dims.before(step));
                }
            }
            Term::Memory { block } => {
                for j in 0..hidden {
                    let weight = (block * hidden + unit) * hidden + j;
                    each(
                        1,
                        weight,
                        self.dims.before(t).map_or(Source::First(j), |before| Source::H(self.at(before, j))),
                    );
                }
            }
            Term::InputBias { block } => each(2, block * hidden + unit, Source::One),
            Term::MemoryBias { block } => each(3, block * hidden + unit, Source::One),
            Term::Value(_) | Term::Product(..) => {}
        }
    }

    fn source(&self, source: Source) -> f64 {
        match source {
            Source::X(at) => self.x[at],
            Source::H(at) => self.values(Quantity::H)[at],
            Source::First(unit) => self.first[0].1[unit],
            Source::One => 1.0,
        }
    }

    fn term(&self, term: Term, t: usize, unit: usize) -> f64 {
        match term {
            Term::Value(a) => self.operand(a, t, unit),
            Term::Product(a, b) => self.operand(a, t, unit) * self.operand(b, t, unit),
            _ => {
                let mut sum = 0.0;
                self.products(term, t, unit, |tensor, weight, source| {
                    sum += self.weights[tensor][weight] * self.source(source);
                });
                sum
            }
        }
    }

    /// Reverse: one rule per operator of the anatomy. `dy` is what reaches `h` from above, `[t · H + unit]`. Every
    /// `truncation` steps the way back is cut; 0 for never. `dc_last` is what reaches the last `c` from beyond, if anything.
    pub fn reverse(&self, dy: &[f32], dc_last: &[f32], truncation: usize) -> Reversed {
        let zeros = |values: &Vec<f64>| vec![0.0; values.len()];
        let mut back = Reversed {
            quantities: self.values.iter().map(zeros).collect(),
            weights: self.weights.each_ref().map(zeros),
            x: zeros(&self.x),
            first: [zeros(&self.first[0].1), zeros(&self.first[1].1)],
        };
        back.quantities[Quantity::H as usize] = wide(dy);
        if !dc_last.is_empty() {
            back.quantities[Quantity::C as usize][self.dims.last(self.dims.hidden)].copy_from_slice(&wide(dc_last));
        }
        for t in self.dims.order().rev() {
            // Nothing that later steps have handed back crosses the cut: only what comes from above.
            if truncation > 0 && (t + 1).is_multiple_of(truncation) {
                let hidden = self.dims.hidden;
                let own = t * hidden..(t + 1) * hidden;
                back.quantities[Quantity::C as usize].get_mut(own.clone()).into_iter().for_each(|c| c.fill(0.0));
                let h = &mut back.quantities[Quantity::H as usize][own.clone()];
                h.iter_mut().zip(&dy[own]).for_each(|(slot, &d)| *slot = f64::from(d));
            }
            for equation in self.cell.spec().equations.iter().rev() {
                for unit in 0..self.dims.hidden {
                    // A held value is a constant.
                    if self.hold(equation.quantity, t, unit).is_none() {
                        self.reverse_one(equation.quantity, t, unit, &mut back);
                    }
                }
            }
        }
        back
    }

    fn reverse_one(&self, quantity: Quantity, t: usize, unit: usize, back: &mut Reversed) {
        let at = self.at(t, unit);
        let d = back.quantities[quantity as usize][at];
        match self.rule(quantity) {
            Rule::Apply(function, of) => {
                back.quantities[of as usize][at] += d * function.slope(self.values(quantity)[at]);
            }
            Rule::Sum(terms) => {
                for term in terms {
                    match *term {
                        Term::Value(a) => self.into(a, t, unit, d, back),
                        Term::Product(a, b) => {
                            self.into(a, t, unit, d * self.operand(b, t, unit), back);
                            self.into(b, t, unit, d * self.operand(a, t, unit), back);
                        }
                        term => self.products(term, t, unit, |tensor, weight, source| {
                            back.weights[tensor][weight] += d * self.source(source);
                            let share = d * self.weights[tensor][weight];
                            match source {
                                Source::X(at) => back.x[at] += share,
                                Source::H(at) => back.quantities[Quantity::H as usize][at] += share,
                                Source::First(unit) => back.first[0][unit] += share,
                                Source::One => {}
                            }
                        }),
                    }
                }
            }
            Rule::Squash(_) => unreachable!("`rule` resolves it"),
        }
    }

    /// Adds a share to the gradient of an operand.
    fn into(&self, operand: Operand, t: usize, unit: usize, d: f64, back: &mut Reversed) {
        let d = if operand.complement { -d } else { d };
        match if operand.before { self.dims.before(t) } else { Some(t) } {
            Some(t) => back.quantities[operand.quantity as usize][self.at(t, unit)] += d,
            None => back.first[usize::from(operand.quantity == Quantity::C)][unit] += d,
        }
    }

    /// Writes the results from step `from` (in reading order) on; before it the kernel's stand.
    pub fn write(&self, layer: &Layer, buffers: &mut Buffers<f32>, from: usize) {
        let hidden = self.dims.hidden;
        for t in self.dims.order().skip(from) {
            for (quantity, Slot { value, block, blocks, .. }) in stored(self.cell, layer) {
                let values = &self.values(quantity)[self.at(t, 0)..][..hidden];
                let row = &mut buffers.reals[value.0][(t * blocks + block) * hidden..][..hidden];
                row.iter_mut().zip(values).for_each(|(slot, &value)| *slot = value as f32);
            }
        }
    }
}

/// Where the other factor of a weight lies.
#[derive(Clone, Copy)]
enum Source {
    X(usize),
    H(usize),
    First(usize),
    One,
}

/// Quantities that a kernel stores, each with its place.
fn stored(cell: Cell, layer: &Layer) -> impl Iterator<Item = (Quantity, Slot)> {
    cell.spec()
        .equations
        .iter()
        .filter_map(move |equation| Some((equation.quantity, layer.slot(cell, equation.quantity)?)))
}

impl Reversed {
    /// The gradient of a quantity, `[t · H + unit]`; empty for one that the cell does not have.
    pub fn gradient(&self, quantity: Quantity) -> &[f64] {
        &self.quantities[quantity as usize]
    }

    /// Writes every gradient that the kernel would have written.
    pub fn write(&self, cell: Cell, layer: &Layer, buffers: &mut Buffers<f32>) {
        let mut fill = |id: BufferId, values: &[f64]| {
            buffers.reals[id.0].iter_mut().zip(values).for_each(|(slot, &value)| *slot = value as f32);
        };
        for (id, values) in layer.dweights.iter().zip(&self.weights) {
            fill(*id, values);
        }
        fill(layer.dx, &self.x);
        fill(layer.dh0, &self.first[0]);
        fill(layer.dc0, &self.first[1]);
        let hidden = layer.dims.hidden;
        for (quantity, Slot { gradient, block, blocks, .. }) in stored(cell, layer) {
            let Some(id) = gradient else { continue };
            for (t, values) in self.gradient(quantity).chunks(hidden).enumerate() {
                let row = &mut buffers.reals[id.0][(t * blocks + block) * hidden..][..hidden];
                row.iter_mut().zip(values).for_each(|(slot, &value)| *slot = value as f32);
            }
        }
    }
}

/// The first step, in reading order from 0, that held values can touch.
pub fn first_touched(held: &Held, layer: &Layer, config: &Config, first_step: usize) -> usize {
    // Two directions meet in the layer above: there every step may be touched. So it may where a sequence is read from its end.
    let step = |path: &ValuePath| path.t().map_or(0, |t| t.saturating_sub(1 + first_step));
    let first = held.iter().map(|(path, _)| step(path)).min();
    first.filter(|_| config.directions == 1 && !config.reversed).unwrap_or(0).min(layer.dims.steps)
}

/// Writes held inputs into the first layer's input, which begins after `first_step` steps.
pub fn write_inputs(held: &Held, config: &Config, first_step: usize, x: &mut [f32]) {
    for (path, value) in held.iter().filter(|(path, _)| path.name == Name::X && path.first > first_step) {
        let at = (path.first - 1 - first_step) * config.input_size + path.second - 1;
        if path.second <= config.input_size && at < x.len() {
            x[at] = *value;
        }
    }
}
