//! The stops of one step on the way back.

use crate::model::anatomy::Operation;
use crate::model::cell::Cell;

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
