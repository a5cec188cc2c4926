//! The keyboard map, as a table from key to action.

use crate::app::action::Action;
use crate::app::state::State;

/// A key press, without the browser's type.
pub struct Press<'a> {
    pub key: &'a str,
    pub shift: bool,
    /// Ctrl, Alt or Meta is held: the browser's own shortcuts stay.
    pub modified: bool,
    /// The focus is in a field where keys mean text or values.
    pub in_field: bool,
    /// The focus is on a button or link, where Enter and Space mean it.
    pub on_control: bool,
    /// The focus is inside the figure: letters act.
    pub in_figure: bool,
    /// The focus is inside the open arithmetic.
    pub in_detail: bool,
    /// The focus is on a box whose content is wider than it.
    pub scrolls: bool,
}

/// What a key does; `None` leaves it to the browser.
pub fn action(press: &Press, state: &State) -> Option<Action> {
    if press.modified {
        return None;
    }
    if press.key == "Escape" {
        return Some(Action::Up);
    }
    // A box that scrolls sideways keeps the keys that scroll it.
    let scrolls = press.scrolls && matches!(press.key, "ArrowLeft" | "ArrowRight" | "Home" | "End");
    if press.in_field || scrolls {
        return None;
    }
    let presenting = state.address.get("present") == Some("1");
    Some(match press.key {
        "ArrowRight" if press.shift => Action::Word(true),
        "ArrowLeft" if press.shift => Action::Word(false),
        "ArrowRight" => Action::Step(true),
        "ArrowLeft" => Action::Step(false),
        "PageDown" if presenting => Action::Step(true),
        "PageUp" if presenting => Action::Step(false),
        "Home" => Action::Goto(0),
        "End" => Action::Goto(state.steps() + 1),
        " " if !press.on_control => Action::Step(!press.shift),
        "Enter" if press.in_figure && !press.on_control => Action::OpenUnit,
        "ArrowDown" if press.in_figure => Action::Unit(true),
        "ArrowUp" if press.in_figure => Action::Unit(false),
        digit @ ("1" | "2" | "3" | "4") if state.view().is_asking() => {
            Action::Guess(digit.as_bytes()[0] as usize - b'1' as usize)
        }
        "e" | "E" if press.in_detail => Action::Field,
        "p" | "P" if press.in_detail => Action::Pin(*state.trail.last()?),
        letter if press.in_figure || presenting => match letter {
            "t" | "T" => Action::Table(!state.is_table_open),
            "l" | "L" => Action::CopyLink,
            "r" | "R" => Action::Reset,
            "f" | "F" => Action::Present(!presenting),
            "u" | "U" if state.show.screen.len_range.1 > 0 => Action::Rolled(!state.is_rolled()),
            "p" | "P" if presenting => {
                if state.playing.is_some() {
                    Action::Pause
                } else {
                    Action::Play
                }
            }
            _ => return None,
        },
        _ => return None,
    })
}
