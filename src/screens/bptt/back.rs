//! The backward pass, stepped: the loss at its step, the gradient under every word that it has reached, the present step
//! opened and read from right to left. The way forward stands as it was.

use crate::engine::backward::{arrivals, value};
use crate::engine::flow::gradient_at;
use crate::math::matrix::norm;
use crate::model::anatomy::{Operand, Piece, Rule, Term, operation_of};
use crate::model::cell::Cell;
use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::scene::cell::{self, Head};
use crate::scene::number::Number;
use crate::scene::reading::opened;
use crate::scene::view::{Stop, View};
use crate::screens::bptt::moves::{Move, Way, moves};
use crate::screens::bptt::words::Words;
use crate::tasks::caption::MARK;
use std::ops::RangeInclusive;

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

/// Rows of units that are shown at once.
const ROWS: usize = 8;

impl View<'_> {
    /// Whether stop `op` of a direction's step is done; never of a step that the way does not lead through.
    pub fn is_past(&self, place: Place, t: usize, op: usize) -> bool {
        let way = Way::of(self.trace);
        way.index(Stop::At { place, t, op }).is_some_and(|at| way.index(self.stop).is_some_and(|now| at <= now))
    }
    /// The steps of the way that read a word: one, or of the word in the gap one each direction.
    pub fn readers(&self, t: usize) -> Vec<Place> {
        let way = Way::of(self.trace);
        way.steps.into_iter().filter(|(_, step)| *step == t).map(|(place, _)| place).collect()
    }
    /// Whether all that a word is to blame for has come back to it.
    pub fn is_blamed(&self, t: usize) -> bool {
        let (readers, last) = (self.readers(t), moves(self.cell()).len());
        !readers.is_empty() && readers.iter().all(|&place| self.is_past(place, t, last))
    }
    /// Whether the gradient of a number has been worked out at this stop.
    pub fn has_come_back(&self, path: &ValuePath) -> bool {
        match path.name {
            Name::Unit(quantity, place) => self.is_past(place, path.first, whole_at(self.cell(), quantity)),
            Name::X => self.is_blamed(path.first),
            Name::Logits => self.stop != Stop::Waiting,
            Name::Scores | Name::Attention | Name::Context => self.is_past(Place::FIRST, path.first, 1),
            // The sum of all slices.
            _ => matches!(self.stop, Stop::Update | Stop::After),
        }
    }
    /// The step that is at work, and its direction.
    pub fn at(&self) -> Option<(Place, usize, Move)> {
        match self.stop {
            Stop::At { place, t, op } => Some((place, t, moves(self.cell())[op - 1])),
            _ => None,
        }
    }
    /// The units that are shown: all of them, or of many those around the one in hand.
    pub fn rows(&self) -> RangeInclusive<usize> {
        let units = self.trace.model.config.hidden_size;
        let first = (self.unit - 1) / ROWS * ROWS + 1;
        first..=units.min(first + ROWS - 1)
    }
}

/// The word that a step reads. What a decoder begins with is none.
pub fn read(view: &View, t: usize) -> String {
    match view.word(t) {
        MARK => Words::of(view.lang).start_mark.to_string(),
        word => word.to_string(),
    }
}

/// The same where two directions read it: which of them is meant.
pub fn read_in(view: &View, place: Place, t: usize) -> String {
    match (view.trace.model.config.directions, place.reverse) {
        (1, _) => read(view, t),
        (_, true) => format!("← {}", read(view, t)),
        (_, false) => format!("→ {}", read(view, t)),
    }
}

/// A gradient as it is shown; `None` before it is known.
pub fn grad(view: &View, path: ValuePath) -> Option<Number> {
    let path = path.as_gradient();
    let known = view.has_come_back(&path).then(|| value(view.trace, &path)).flatten()?;
    Some(opened(view, path, known, 2))
}

/// A unit's line: the way forward above, the gradient below.
#[derive(Clone, Debug, PartialEq)]
pub struct BackRow {
    pub unit: usize,
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

/// The length of a quantity's gradient at a step, of the direction that is spoken of.
pub fn sized(view: &View, quantity: Quantity, t: usize) -> f64 {
    norm(gradient_at(view.trace, quantity, view.place, t).unwrap_or_default().iter().map(|&d| f64::from(d)))
}

/// What a step hands to the one before it: all of it, and what made it so, each as a factor with its symbol.
pub struct Handed {
    pub whole: f64,
    pub parts: Vec<(&'static str, f64)>,
}

pub fn handed_on(view: &View, t: usize) -> Option<Handed> {
    let before = view.trace.before(view.place, t)?;
    let arrived = sized(view, Quantity::H, t);
    let units = view.trace.model.config.hidden_size;
    // What comes to the step before from this one.
    let next = |unit| arrivals(view.trace, view.place, before, unit).map(|arrivals| arrivals.next);
    let handed = norm((1..=units).map(next).collect::<Option<Vec<f64>>>()?);
    let of = |quantity| (1..=units).filter_map(move |unit| view.trace.quantity(quantity, view.place, t, unit));
    let parts = match view.cell() {
        // What saturation leaves, then what the matrix does to it.
        Cell::Lstm => vec![("f", mean(of(Quantity::F))), ("Wᵀ", handed / arrived)],
        Cell::Gru => vec![("z", mean(of(Quantity::Z)))],
        _ => {
            let left = sized(view, Quantity::A, t);
            vec![(if view.is_relu() { "relu′" } else { "tanh′" }, left / arrived), ("Wᵀ", handed / left)]
        }
    };
    // Where all is held by hand nothing is left to hand on.
    let parts = parts.into_iter().filter(|(_, part)| part.is_finite()).collect();
    (arrived > 0.0).then_some(Handed { whole: handed / arrived, parts })
}

pub fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let all: Vec<f64> = values.collect();
    all.iter().sum::<f64>() / all.len().max(1) as f64
}

pub fn opened_step(view: &View) -> Option<Opened> {
    let m = Words::of(view.lang);
    let (place, t, at) = view.at()?;
    let view = &View { place, ..*view };
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
    let row = |unit: usize| BackRow {
        unit,
        name: m.unit(&unit.to_string()),
        parts: (0..pieces.len()).map(|n| part(n, unit)).collect(),
    };
    Some(Opened {
        title: m.step_title(&t.to_string(), &read_in(view, place, t), &m.stop_name(at)),
        heads: pieces.iter().map(|piece| cell::head(view, piece)).collect(),
        rows: view.rows().map(row).collect(),
    })
}

/// The gradient under a value of the line. What comes from the step before is reached when it is handed on.
fn operand_gradient(view: &View, operand: Operand, t: usize, unit: usize) -> Option<Number> {
    let at = if operand.before { view.trace.before(view.place, t)? } else { t };
    grad(view, ValuePath::unit(operand.quantity, view.place, at, unit))
}
