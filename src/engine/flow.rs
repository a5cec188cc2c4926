//! How the gradient flows back through a trace: its norm at every step, what each loss contributes to it, and what the
//! way from one step to the last does to any vector. In f64, from the activations of the trace.

use crate::engine::trace::Trace;
use crate::math::matrix::{extreme_singular_values, norm, orthonormalise, product};
use crate::math::real::Real;
use crate::model::anatomy::{Operand, Rule, Term, rule};
use crate::model::cell::Weight;
use crate::model::names::{Name, Place, Quantity};

/// `‖∂L/∂q_t‖₂` for every step, of the first layer's `h` or `c`; `None` where the cell has no such state. In f64: an f32
/// sum of squares underflows at 1e-23.
pub fn norms<R: Real>(trace: &Trace<R>, quantity: Quantity) -> Option<Vec<f64>> {
    (1..=trace.steps()).map(|t| Some(norm(gradient(trace, quantity, t)?.iter().map(|d| d.to_f64())))).collect()
}

/// `∂L/∂q_t`, a value a unit.
pub fn gradient<R: Real>(trace: &Trace<R>, quantity: Quantity, t: usize) -> Option<&[R]> {
    gradient_at(trace, quantity, Place::FIRST, t)
}

/// The same of any layer and direction.
pub fn gradient_at<R: Real>(trace: &Trace<R>, quantity: Quantity, place: Place, t: usize) -> Option<&[R]> {
    trace.stored(quantity, place, t, true)
}

/// Norm of the gradients of all weights together: what clipping looks at.
pub fn weights_norm<R: Real>(trace: &Trace<R>) -> f64 {
    let all: Vec<f64> = trace.parameter_gradients().flat_map(|(_, grad)| grad.iter().map(|d| d.to_f64())).collect();
    norm(all.iter().copied())
}

/// `∂(h_t, c_t) / ∂(h_{t−1}, c_{t−1})` of one step. The cell state enters unit by unit, so its blocks are diagonals; they are
/// empty without one.
#[derive(Clone, Debug, PartialEq)]
pub struct Jacobian {
    pub hidden: usize,
    /// `∂h_t[i]/∂h_{t−1}[j]` and `∂c_t[i]/∂h_{t−1}[j]` at `i · H + j`.
    pub hh: Vec<f64>,
    pub ch: Vec<f64>,
    /// `∂h_t[i]/∂c_{t−1}[i]` and `∂c_t[i]/∂c_{t−1}[i]`.
    pub hc: Vec<f64>,
    pub cc: Vec<f64>,
}

/// How a quantity of one unit changes with the state before: a value a unit of `h`, and one for its own `c`.
#[derive(Clone, Default)]
struct Change {
    h: Vec<f64>,
    c: f64,
}

impl Change {
    fn add(&mut self, factor: f64, other: &Change) {
        self.h.iter_mut().zip(&other.h).for_each(|(slot, value)| *slot += factor * value);
        self.c += factor * other.c;
    }
}

/// The Jacobian of step `t` (from 2): the anatomy differentiated equation by equation.
pub fn jacobian<R: Real>(trace: &Trace<R>, t: usize) -> Option<Jacobian> {
    let config = &trace.model.config;
    let (cell, n) = (config.cell, config.hidden_size);
    let weights = &trace.model.params.get(&format!("rnn.{}", Name::Weight(Weight::Hh, Place::FIRST)))?.data;
    let has_rail = cell.has_rail();
    let rail = if has_rail { n } else { 0 };
    let mut out =
        Jacobian { hidden: n, hh: vec![0.0; n * n], ch: vec![0.0; rail * n], hc: vec![0.0; rail], cc: vec![0.0; rail] };
    for unit in 0..n {
        let mut changes: Vec<Change> = vec![Change::default(); Quantity::ALL.len()];
        let value = |operand: Operand| trace.operand(operand, Place::FIRST, t, unit + 1);
        for equation in cell.spec().equations {
            let mut change = Change { h: vec![0.0; n], c: 0.0 };
            // How an operand of this unit changes, added with a factor.
            let add = |change: &mut Change, operand: Operand, factor: f64| {
                let factor = if operand.complement { -factor } else { factor };
                match (operand.before, operand.quantity) {
                    (true, Quantity::C) => change.c += factor,
                    (true, _) => change.h[unit] += factor,
                    (false, quantity) => change.add(factor, &changes[quantity as usize]),
                }
            };
            match rule(cell, config.nonlinearity, equation.quantity)? {
                Rule::Apply(function, of) => {
                    let y = trace.quantity(equation.quantity, Place::FIRST, t, unit + 1)?;
                    change.add(function.slope(y), &changes[of as usize]);
                }
                Rule::Sum(terms) => {
                    for term in terms {
                        match *term {
                            Term::Value(a) => add(&mut change, a, 1.0),
                            Term::Product(a, b) => {
                                add(&mut change, a, value(b)?);
                                add(&mut change, b, value(a)?);
                            }
                            Term::Memory { block } => {
                                let row = &weights[(block * n + unit) * n..][..n];
                                change.h.iter_mut().zip(row).for_each(|(slot, &w)| *slot += f64::from(w));
                            }
                            Term::Input { .. } | Term::InputBias { .. } | Term::MemoryBias { .. } => {}
                        }
                    }
                }
                Rule::Squash(_) => return None,
            }
            changes[equation.quantity as usize] = change;
        }
        let h = &changes[Quantity::H as usize];
        out.hh[unit * n..][..n].copy_from_slice(&h.h);
        if has_rail {
            let c = &changes[Quantity::C as usize];
            out.ch[unit * n..][..n].copy_from_slice(&c.h);
            (out.hc[unit], out.cc[unit]) = (h.c, c.c);
        }
    }
    Some(out)
}

impl Jacobian {
    /// Width of the whole state: H, or 2H with a cell state.
    pub fn width(&self) -> usize {
        self.hidden + self.cc.len()
    }

    /// Rows of gradients of the state after the step become rows of gradients of the state before it.
    fn pull_back(&self, rows: &[f64]) -> Vec<f64> {
        let (n, width) = (self.hidden, self.width());
        let mut out = vec![0.0; rows.len()];
        for (row, out) in rows.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
            let (dh, dc) = row.split_at(n);
            let (h, c) = out.split_at_mut(n);
            for (block, d) in [(&self.hh, dh), (&self.ch, dc)] {
                for (line, &d) in block.chunks_exact(n).zip(d) {
                    h.iter_mut().zip(line).for_each(|(slot, &factor)| *slot += d * factor);
                }
            }
            for (unit, slot) in c.iter_mut().enumerate() {
                *slot = self.hc[unit] * dh[unit] + self.cc[unit] * dc[unit];
            }
        }
        out
    }
}

fn jacobians<R: Real>(trace: &Trace<R>) -> Option<Vec<Jacobian>> {
    (2..=trace.steps()).map(|t| jacobian(trace, t)).collect()
}

/// What each loss contributes to the gradient at each step.
#[derive(Clone, Debug, PartialEq)]
pub struct Itemised {
    pub steps: usize,
    /// `‖∂L_k/∂h_t‖` at `(k − 1) · T + t − 1`; 0 where the loss lies before the step.
    pub norms: Vec<f64>,
    /// The part of `∂L/∂h_t` that comes from loss k, measured along it: the parts of a step add up to 1.
    pub shares: Vec<f64>,
    /// Their sum: `∂L/∂h_t`, `[T, H]`.
    pub total: Vec<f64>,
}

/// What the LSTM's rail alone would leave of the last loss at each step: `‖∂L/∂c_T ⊙ f_T ⊙ … ⊙ f_{t+1}‖`, no other way back.
/// `None` without a rail.
pub fn rail<R: Real>(trace: &Trace<R>) -> Option<Vec<f64>> {
    let steps = trace.steps();
    let mut left: Vec<f64> = gradient(trace, Quantity::C, steps)?.iter().map(|d| d.to_f64()).collect();
    let mut out = vec![0.0; steps];
    for t in (1..=steps).rev() {
        out[t - 1] = norm(left.iter().copied());
        for (unit, slot) in left.iter_mut().enumerate() {
            *slot *= trace.quantity(Quantity::F, Place::FIRST, t, unit + 1)?;
        }
    }
    Some(out)
}

/// Takes the total gradient apart by the loss it comes from.
pub fn itemised<R: Real>(trace: &Trace<R>) -> Option<Itemised> {
    let (steps, n) = (trace.steps(), trace.model.config.hidden_size);
    let jacobians = jacobians(trace)?;
    let width = jacobians.first().map_or(n, Jacobian::width);
    let mut out = Itemised {
        steps,
        norms: vec![0.0; steps * steps],
        shares: vec![0.0; steps * steps],
        total: vec![0.0; steps * n],
    };
    // A row a loss, the last first.
    let mut rows: Vec<f64> = Vec::new();
    for t in (1..=steps).rev() {
        if t < steps {
            rows = jacobians[t - 1].pull_back(&rows);
        }
        let mut own: Vec<f64> = trace.head_gradient(t).collect();
        own.resize(width, 0.0);
        rows.extend(own);
        let total = &mut out.total[(t - 1) * n..][..n];
        for row in rows.chunks_exact(width) {
            total.iter_mut().zip(row).for_each(|(slot, &d)| *slot += d);
        }
        let size = norm(total.iter().copied());
        for (row, k) in rows.chunks_exact(width).zip((t..=steps).rev()) {
            let at = (k - 1) * steps + t - 1;
            out.norms[at] = norm(row[..n].iter().copied());
            let along = |(&d, &sum): (&f64, &f64)| d / size * (sum / size);
            out.shares[at] = if size > 0.0 { row[..n].iter().zip(&*total).map(along).sum() } else { 0.0 };
        }
    }
    Some(out)
}

/// The largest and the smallest singular value of `∂h_T/∂h_t` for t = 1…T, the cell state at t held (as PyTorch's
/// `retain_grad` has it). The product is kept as orthonormal rows and a triangle, so that its smallest value survives.
pub fn singular_values<R: Real>(trace: &Trace<R>) -> Option<Vec<(f64, f64)>> {
    let (steps, n) = (trace.steps(), trace.model.config.hidden_size);
    let jacobians = jacobians(trace)?;
    let width = jacobians.first().map_or(n, Jacobian::width);
    // ∂h_T/∂(h_t, c_t) = triangle · rows.
    let mut rows = vec![0.0; n * width];
    let mut triangle = vec![0.0; n * n];
    for unit in 0..n {
        rows[unit * width + unit] = 1.0;
        triangle[unit * n + unit] = 1.0;
    }
    let mut out = vec![(1.0, 1.0); steps];
    for t in (1..steps).rev() {
        rows = jacobians[t - 1].pull_back(&rows);
        let r = orthonormalise(&mut rows, n, width);
        triangle = product(&triangle, &r, n, n, n);
        // Of the whole state only h.
        let mut top: Vec<f64> = rows.chunks_exact(width).flat_map(|row| row[..n].iter().copied()).collect();
        let of_h = orthonormalise(&mut top, n, n);
        out[t - 1] = extreme_singular_values(&product(&triangle, &of_h, n, n, n), n);
    }
    Some(out)
}
