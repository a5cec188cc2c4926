//! Everything that can happen. A closed list: the keyboard, buttons, messages and the address all end here.

use crate::i18n::Lang;
use crate::model::config::Cell;
use crate::model::names::{Quantity, ValuePath};

#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Steps on (`true`) or back.
    Step(bool),
    /// Jumps; an open question on the way stops it.
    Goto(usize),
    /// Jumps exactly there: a host that shows an answer knows why.
    GotoExactly(usize),
    /// The main button: on, or from the end to the start.
    Advance,
    Play,
    Pause,
    /// The clock's answer to `Effect::Tick` with the same number.
    Tick(u32),
    Guess(usize),
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
    Hidden(usize),
    /// Another screen, by its name in the address.
    Screen(String),
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
    /// A setting by its key of the address; nothing is whatever is usual.
    Set(&'static str, String),
    Seed(u32),
    Lang(Lang),
    Theme(String),
    Speed(String),
    Present(bool),
    Table(bool),
    CopyLink,
    /// Whether the clipboard took it.
    Copied(bool),
    Reset,
    Dismiss(usize),
    /// A whole new address: Back, or a `set` message.
    Navigate(String),
}
