//! Everything that can happen. A closed list: the keyboard, buttons, messages and the address all end here.

use crate::i18n::Lang;
use crate::model::config::Cell;
use crate::model::names::ValuePath;

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
    /// Enter on the figure: opens the unit in hand.
    OpenUnit,
    ChangeWord,
    Editor(bool),
    /// What stands in the sentence editor.
    Typed(String),
    Submit(String),
    Cell(Cell),
    Hidden(usize),
    Random(bool),
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
