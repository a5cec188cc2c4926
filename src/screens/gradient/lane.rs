//! A cell of the gradient's screen: its run, in f64, and the norms that were measured of it.

use crate::engine::flow;
use crate::engine::trace::Trace;
use crate::model::cell::Cell;
use crate::model::names::Quantity;
use crate::scene::number::FLOOR;
use std::rc::Rc;

/// A cell, its run, and what was measured of it.
#[derive(Clone, Debug)]
pub struct Lane {
    pub trace: Rc<Trace<f64>>,
    /// `‖∂L/∂h_t‖` and `‖∂L/∂c_t‖` for t = 1…T.
    pub h: Vec<f64>,
    pub c: Option<Vec<f64>>,
    /// What the rail alone would leave of the last loss at each step.
    pub rail: Option<Vec<f64>>,
    /// A change in the eighth digit of the first state changes these norms: 32-bit numbers cannot tell them.
    pub is_chaotic: bool,
    /// The step at which the state itself left what 32 bits can hold.
    flown: Option<usize>,
    /// Norm of the gradients of all weights together.
    pub weights: f64,
}

impl Lane {
    /// `pushed` is the same run from a state that differs in the eighth digit, where that could matter.
    pub fn new(trace: Rc<Trace<f64>>, pushed: Option<&Trace<f64>>) -> Self {
        let is_over = |t: &usize| trace.hidden(*t).iter().any(|h| h.abs() > f64::from(f32::MAX));
        let flown = (1..=trace.steps()).find(is_over);
        let norms = |quantity: Quantity| {
            let all = flow::norms(&trace, quantity)?.into_iter().map(|norm| held(norm, flown));
            Some(all.collect::<Vec<f64>>())
        };
        let h = norms(Quantity::H).unwrap_or_default();
        let (c, weights) = (norms(Quantity::C), held(flow::weights_norm(&trace), flown));
        let other = pushed.and_then(|pushed| flow::norms(pushed, Quantity::H));
        // What is below the floor is told to nobody; what is not finite is hatched.
        let is_apart = |(a, b): (&f64, &f64)| a.is_finite() && a.max(*b) > FLOOR && (a - b).abs() > SAME * a.max(*b);
        let is_chaotic = other.is_some_and(|other| h.iter().zip(&other).any(is_apart));
        let rail = c.as_ref().and_then(|_| flow::rail(&trace));
        Self { trace, h, c, rail, is_chaotic, flown, weights }
    }
    pub fn cell(&self) -> Cell {
        self.trace.model.config.cell
    }
    pub fn label(&self) -> &'static str {
        self.cell().label()
    }
    /// Where it leaves what 32 bits can hold.
    pub fn burst(&self) -> Option<Burst> {
        let back = || self.h.iter().rposition(|norm| !norm.is_finite()).map(|at| Burst::Back(at + 1));
        self.flown.map(Burst::Forward).or_else(back)
    }
    /// A value as a network of 32-bit numbers has it: none where the way forward left them, infinite where it does.
    pub fn held(&self, value: f64) -> f64 {
        held(value, self.flown)
    }
}

/// Where a network leaves what 32 bits can hold, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Burst {
    /// The state itself, at this step: there is no loss, and nothing comes back.
    Forward(usize),
    /// The gradient, from this step back.
    Back(usize),
}

fn held(value: f64, flown: Option<usize>) -> f64 {
    match flown {
        Some(_) => f64::NAN,
        None if value.abs() > f64::from(f32::MAX) => f64::INFINITY,
        None => value,
    }
}

/// What norms are multiplied by at each step back, on average.
pub fn factor(norms: &[f64]) -> Option<f64> {
    let (first, last) = (*norms.first()?, *norms.last()?);
    let ways = norms.len().checked_sub(1).filter(|&ways| ways > 0)?;
    (first > 0.0 && last > 0.0 && first.is_finite()).then(|| libm::pow(first / last, 1.0 / ways as f64))
}

/// Norms that agree so far are the same digits on the screen.
const SAME: f64 = 1e-3;
