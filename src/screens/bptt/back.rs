//! The backward pass, stepped: the loss at its step, the gradient under every word that it has reached, the present step
//! opened and read from right to left. The way forward stands as it was.

use crate::engine::backward::value;
use crate::engine::flow::gradient;
use crate::math::matrix::norm;
use crate::model::anatomy::{Operand, Piece, Rule, Term, operation_of};
use crate::model::cell::Cell;
use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::scene::cell::{self, Head};
use crate::scene::number::{Number, magnitude, short, signed};
use crate::scene::reading::{When, opened, state};
use crate::scene::strip::word;
use crate::scene::view::{Stop, View};
use crate::screens::bptt::moves::{Move, moves};
use crate::screens::bptt::words::Words;

/// All stops of a pass over so many steps.
pub fn stops(cell: Cell, steps: usize) -> usize {
    steps * moves(cell).len() + 3
}

pub fn index(stop: Stop, cell: Cell, steps: usize) -> usize {
    let each = moves(cell).len();
    match stop {
        Stop::Waiting => 0,
        Stop::At { t, op } => (steps - t) * each + op,
        Stop::Update => steps * each + 1,
        Stop::After => steps * each + 2,
    }
}

pub fn stop(index: usize, cell: Cell, steps: usize) -> Stop {
    let each = moves(cell).len();
    match index {
        0 => Stop::Waiting,
        n if n <= steps * each => Stop::At { t: steps - (n - 1) / each, op: (n - 1) % each + 1 },
        n if n == steps * each + 1 => Stop::Update,
        _ => Stop::After,
    }
}

/// At which stop of a step the gradient of a quantity is whole: when every equation that uses it has handed back.
fn whole_at(cell: Cell, quantity: Quantity) -> usize {
    if quantity == Quantity::H {
        return 1;
    }
    let uses = |term: &Term| match term {
        Term::Value(a) => a.quantity == quantity && !a.before,
        Term::Product(a, b) => [a, b].iter().any(|operand| operand.quantity == quantity && !operand.before),
        _ => false,
    };
    let users = cell.spec().equations.iter().filter(|equation| match equation.rule {
        Rule::Apply(_, of) | Rule::Squash(of) => of == quantity,
        Rule::Sum(terms) => terms.iter().any(uses),
    });
    let first = users.filter_map(|equation| operation_of(cell, equation.quantity)).min();
    // Forward operation n is stop 1 + (count − n + 1) of the way back.
    first.map_or(1, |first| cell.spec().operations.len() + 2 - first)
}

impl View<'_> {
    pub fn is_past(&self, t: usize, op: usize) -> bool {
        let (cell, steps) = (self.cell(), self.trace.steps());
        index(Stop::At { t, op }, cell, steps) <= index(self.stop, cell, steps)
    }
    /// Whether the gradient of a number has been worked out at this stop.
    pub fn has_come_back(&self, path: &ValuePath) -> bool {
        let all = moves(self.cell()).len();
        match path.name {
            Name::Unit(quantity, _) => self.is_past(path.first, whole_at(self.cell(), quantity)),
            Name::X => self.is_past(path.first, all),
            Name::Logits => self.stop != Stop::Waiting,
            // The sum of all slices.
            _ => matches!(self.stop, Stop::Update | Stop::After),
        }
    }
    /// The step that is at work.
    pub fn at(&self) -> Option<(usize, Move)> {
        match self.stop {
            Stop::At { t, op } => Some((t, moves(self.cell())[op - 1])),
            _ => None,
        }
    }
}

/// A gradient as it is shown; `None` before it is known.
pub fn grad(view: &View, path: ValuePath) -> Option<Number> {
    let path = path.as_gradient();
    let known = view.has_come_back(&path).then(|| value(view.trace, &path)).flatten()?;
    Some(opened(view, path, known, 2))
}

/// The arrow from a step to the one before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    pub is_done: bool,
    pub is_cut: bool,
    /// What of the gradient came through, as text and in full; and what made it so.
    pub factor: Option<(String, f64)>,
    pub parts: String,
    pub label: String,
}

/// A word, its state, and what has come back to it.
#[derive(Clone, Debug, PartialEq)]
pub struct BackColumn {
    pub t: usize,
    pub word: String,
    pub when: When,
    /// The state, locked: it never changes on the way back.
    pub states: Vec<Number>,
    pub loss: Option<Number>,
    pub gradients: Vec<Option<Number>>,
    /// `‖∂L/∂h‖`.
    pub norm: Option<Number>,
    /// `‖∂L/∂x‖` with its share of the largest; once the word has been reached.
    pub blame: Option<(Number, f64)>,
    /// From the step after to this one; none at the last.
    pub arrow: Option<Arrow>,
}

/// A unit's line: the way forward above, the gradient below.
#[derive(Clone, Debug, PartialEq)]
pub struct BackRow {
    pub name: String,
    pub parts: Vec<(cell::CellPart, Option<Number>)>,
}

/// The step at work, opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    pub title: String,
    pub heads: Vec<Head>,
    pub rows: Vec<BackRow>,
}

fn sized(trace: &crate::engine::trace::Trace, quantity: Quantity, t: usize) -> f64 {
    norm(gradient(trace, quantity, t).unwrap_or_default().iter().map(|&d| f64::from(d)))
}

/// What a step hands to the one before it: all of it, and what made it so, each as a factor with its symbol.
pub struct Handed {
    pub whole: f64,
    pub parts: Vec<(&'static str, f64)>,
}

pub fn handed_on(view: &View, t: usize) -> Option<Handed> {
    let before = view.trace.before(Place::FIRST, t)?;
    let arrived = sized(view.trace, Quantity::H, t);
    let handed = handed(view, before)?;
    let units = view.trace.model.config.hidden_size;
    let of = |quantity| (1..=units).filter_map(move |unit| view.trace.quantity(quantity, Place::FIRST, t, unit));
    let parts = match view.cell() {
        // What saturation leaves, then what the matrix does to it.
        Cell::Lstm => vec![("f", mean(of(Quantity::F))), ("Wᵀ", handed / arrived)],
        Cell::Gru => vec![("z", mean(of(Quantity::Z)))],
        _ => {
            let left = sized(view.trace, Quantity::A, t);
            vec![(if view.is_relu() { "relu′" } else { "tanh′" }, left / arrived), ("Wᵀ", handed / left)]
        }
    };
    (arrived > 0.0).then(|| Handed { whole: handed / arrived, parts })
}

pub fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let all: Vec<f64> = values.collect();
    all.iter().sum::<f64>() / all.len().max(1) as f64
}

/// Norm of what comes to a step from the one after it.
fn handed(view: &View, t: usize) -> Option<f64> {
    let own = view.trace.head_gradient(t);
    let whole = gradient(view.trace, Quantity::H, t)?;
    Some(norm(whole.iter().zip(own).map(|(&d, own)| f64::from(d) - own).collect::<Vec<f64>>()))
}

pub fn column(view: &View, t: usize, most_blame: f64) -> BackColumn {
    let m = Words::of(view.lang);
    let (trace, units) = (view.trace, view.trace.model.config.hidden_size);
    let name = word(view, t).word.unwrap_or_default();
    let has_arrived = view.is_past(t, 1);
    let path = |unit| ValuePath::unit(Quantity::H, Place::FIRST, t, unit);
    let size = sized(trace, Quantity::H, t);
    let blame = norm(trace.word_gradient(t));
    let handed = view.is_past(t, moves(view.cell()).len());
    let arrow = (t < trace.steps()).then(|| {
        let is_done = view.is_past(t + 1, moves(view.cell()).len());
        let is_cut = trace.is_cut_after(t);
        let handed = handed_on(view, t + 1).filter(|_| is_done && !is_cut);
        let parts =
            handed.iter().flat_map(|handed| &handed.parts).map(|(name, part)| format!("{name} {}", magnitude(*part)));
        let parts = parts.collect::<Vec<String>>().join(" · ");
        let factor = handed.map(|handed| (magnitude(handed.whole), handed.whole));
        let (from, to) = (view.word(t + 1), view.word(t));
        let label = match &factor {
            _ if is_cut => m.cut.to_string(),
            Some((text, _)) => m.arrow(from, to, &format!("{text} ({parts})")),
            None => m.arrow_waits(from, to),
        };
        Arrow { is_done, is_cut, factor, parts, label }
    });
    BackColumn {
        t,
        when: match view.at() {
            Some((at, _)) if at == t => When::Current,
            _ if has_arrived => When::Past,
            _ => When::Future,
        },
        states: (1..=units).map(|unit| state(view, t, unit)).collect(),
        loss: trace.step_loss(t).map(|loss| {
            let path = ValuePath::new(Name::Loss, t, 0);
            let label = m.loss_at(view.word(t), &short(f64::from(loss)));
            Number { label, ..opened(view, path, f64::from(loss), 2) }
        }),
        gradients: (1..=units).map(|unit| grad(view, path(unit))).collect(),
        norm: has_arrived.then(|| {
            let label = m.norm_of(&t.to_string(), &signed(size));
            Number { label, ..opened(view, path(0).norm(), size, 2) }
        }),
        blame: handed.then(|| {
            let label = m.blame_of(&name, &signed(blame));
            let number = Number { label, ..opened(view, ValuePath::new(Name::X, t, 0).norm(), blame, 2) };
            (number, if most_blame > 0.0 { blame / most_blame } else { 0.0 })
        }),
        word: name,
        arrow,
    }
}

pub fn opened_step(view: &View) -> Option<Opened> {
    let m = Words::of(view.lang);
    let (t, at) = view.at()?;
    let pieces = view.cell().spec().line;
    let part = |n: usize, unit: usize| {
        let sign = |sign: &'static str, is_join: bool| {
            (cell::CellPart::Operator(cell::Operator { sign, label: String::new(), opens: None, is_join }), None)
        };
        match pieces[n] {
            Piece::Value(operand) => (cell::value(view, operand, t, unit), operand_gradient(view, operand, t, unit)),
            Piece::Sign("=") => sign(cell::equals(view, n, t, unit), false),
            Piece::Join("=") => sign(cell::equals(view, n, t, unit), true),
            Piece::Sign(text) => sign(text, false),
            Piece::Join(text) => sign(text, true),
            Piece::Squash => sign(cell::squash(view), false),
            Piece::Gap => (cell::CellPart::Gap, None),
        }
    };
    let units = 1..=view.trace.model.config.hidden_size;
    Some(Opened {
        title: m.step_title(&t.to_string(), view.word(t), &m.stop_name(at)),
        heads: pieces.iter().map(|piece| cell::head(view, piece)).collect(),
        rows: units
            .map(|unit| BackRow {
                name: Words::of(view.lang).unit(&unit.to_string()),
                parts: (0..pieces.len()).map(|n| part(n, unit)).collect(),
            })
            .collect(),
    })
}

/// The gradient under a value of the line. What comes from the step before is reached when it is handed on.
fn operand_gradient(view: &View, operand: Operand, t: usize, unit: usize) -> Option<Number> {
    let at = if operand.before { view.trace.before(Place::FIRST, t)? } else { t };
    grad(view, ValuePath::unit(operand.quantity, Place::FIRST, at, unit))
}
