//! The stops of the way back: through which steps it leads, and what is done in each.

use crate::engine::trace::Trace;
use crate::model::anatomy::Operation;
use crate::model::cell::Cell;
use crate::model::names::Place;
use crate::scene::view::Stop;

/// What a stop inside a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Adds up what comes from this step's loss and from the step after.
    Arrive,
    /// Goes back through an operation of the cell.
    Through(&'static Operation),
    /// Gives each weight its slice.
    Weights,
    /// Hands on to the step before, and to the word.
    Hand,
}

/// What the main button will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Will {
    Begin,
    /// Takes up the loss once more, in the other direction.
    BeginAgain,
    Move(Move),
    Update,
    ReadAgain,
    Start,
}

impl Move {
    pub fn name(self) -> &'static str {
        match self {
            Move::Arrive => "arrive",
            Move::Through(operation) => operation.op.name(),
            Move::Weights => "weights",
            Move::Hand => "hand",
        }
    }
}

/// The stops of one step, in the order of the way back.
pub fn moves(cell: Cell) -> Vec<Move> {
    let through = cell.spec().operations.iter().rev().map(Move::Through);
    std::iter::once(Move::Arrive).chain(through).chain([Move::Weights, Move::Hand]).collect()
}

/// The whole way: the steps in the order in which the gradient comes to them, each with the same stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// A direction after the other, each from the step that it read last.
    pub steps: Vec<(Place, usize)>,
    /// Stops of a step.
    pub each: usize,
}

impl Way {
    pub fn of(trace: &Trace) -> Way {
        let back = |place: Place| {
            let last = trace.reached(place, trace.asked());
            let at = move |read| if place.reverse { trace.steps() + 1 - read } else { read };
            (1..=last).rev().map(move |read| (place, at(read)))
        };
        let config = &trace.model.config;
        Way { steps: config.places().into_iter().flat_map(back).collect(), each: moves(config.cell).len() }
    }
    /// All stops: nothing yet, every step's, the update, and the sentence read again.
    pub fn stops(&self) -> usize {
        self.steps.len() * self.each + 3
    }
    /// The number of a stop; `None` of a step that the way does not lead through.
    pub fn index(&self, stop: Stop) -> Option<usize> {
        let all = self.steps.len() * self.each;
        Some(match stop {
            Stop::Waiting => 0,
            Stop::At { place, t, op } => self.steps.iter().position(|step| *step == (place, t))? * self.each + op,
            Stop::Update => all + 1,
            Stop::After => all + 2,
        })
    }
    pub fn stop(&self, index: usize) -> Stop {
        let all = self.steps.len() * self.each;
        match index {
            0 => Stop::Waiting,
            n if n <= all => {
                let (place, t) = self.steps[(n - 1) / self.each];
                Stop::At { place, t, op: (n - 1) % self.each + 1 }
            }
            n if n == all + 1 => Stop::Update,
            _ => Stop::After,
        }
    }
    /// Whether a direction begins at this step: where the loss is taken up.
    pub fn begins(&self, place: Place, t: usize) -> bool {
        self.steps.iter().find(|step| step.0 == place) == Some(&(place, t))
    }
}
