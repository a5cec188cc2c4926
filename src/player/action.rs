//! What can happen on a screen that steps through a network, beside what can happen on every screen.

use crate::model::cell::Cell;
use crate::model::names::{Quantity, ValuePath};
use crate::shell::action::{Action, Own};

#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Jumps; an open question on the way stops it.
    Goto(usize),
    /// The clock's answer with the same number.
    Tick(u32),
    Guess(usize),
    /// A guess at a question on the way.
    Look(usize),
    ShowMe,
    /// Opens a number: at the root of the trail, or one level deeper.
    Open(ValuePath),
    OpenDeeper(ValuePath),
    OpenCell,
    /// Goes to crumb `n` of the open arithmetic; 0 is the sentence.
    Crumb(usize),
    /// One level back.
    Up,
    /// Another unit, on or back.
    Unit(bool),
    /// The unit at this place, from 1.
    ChooseUnit(usize),
    /// Enter on the figure: opens the unit in hand.
    OpenUnit,
    ChangeWord,
    Editor(bool),
    /// What stands in the sentence editor.
    Typed(String),
    Submit(String),
    /// Puts a cell in the place of the others.
    Cell(Cell),
    /// All recurrent cells beside each other.
    SideBySide,
    /// Puts a cell beside the others, or takes it away.
    Beside(Cell),
    /// Units, as they were typed.
    Hidden(String),
    /// The next or the last word, whatever operation it is at.
    Word(bool),
    /// Operation `n` of this step, from 1; 0 is the step before.
    Operation(usize),
    /// Moves the focus into the field of the open number.
    Field,
    /// What is typed into the field of the open number.
    FieldTyped(String),
    /// Changes the open number to what stands in its field.
    FieldSubmit(String),
    /// Takes back the change of one number.
    Restore(ValuePath),
    RestoreAll,
    /// Holds a gate at a value for all units at this step, or lets it go.
    Hold(Quantity, Option<u8>),
    /// Holds one unit's gate at a value, or lets it go.
    HoldOne(ValuePath, Option<u8>),
    Pin(ValuePath),
    /// Words of the unrolled network.
    Len(usize),
    Rolled(bool),
    /// The same question from the other distance.
    OtherDistance,
    Weights(bool),
    /// Computes how well each cell answers at each distance.
    MeasureCurves,
    Random(bool),
    /// The seed, as it was typed.
    Seed(String),
    /// Our own example in the place of a network from a file.
    Ours,
    Table(bool),
}

impl From<Act> for Action {
    fn from(act: Act) -> Action {
        Action::Own(Own::new(act))
    }
}
