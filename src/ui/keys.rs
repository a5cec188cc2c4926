//! The keyboard map of every screen, as a table from key to action. What a screen has beyond it, it says itself.

use crate::shell::action::Action;
use crate::ui::screen::{Key, Press, Screen};

/// Where a press happened, without the browser's types.
#[derive(Default)]
pub struct Place {
    /// Ctrl, Alt or Meta is held: the browser's own shortcuts stay.
    pub modified: bool,
    /// The focus is in a field where keys mean text or values.
    pub in_field: bool,
    /// The focus is on a box whose content is wider than it.
    pub scrolls: bool,
}

/// What the keys of every screen do, as it is listed.
pub const EVERYWHERE: [Key; 12] = [
    ("→ ←", |m| m.key_steps),
    ("Space PageDown", |m| m.key_main),
    ("Shift Space PageUp", |m| m.key_back),
    ("Home End", |m| m.key_ends),
    ("[ ]", |m| m.key_screens),
    ("F", |m| m.key_present),
    (". B", |m| m.key_dark),
    ("P N O", |m| m.key_beats),
    ("H Q S", |m| m.key_aids),
    ("L R", |m| m.key_figure),
    ("Esc", |m| m.key_escape),
    ("?", |m| m.key_this),
];

/// Keys that a host may keep for itself (`keys=host`).
pub const STEPPING: [&str; 7] = ["ArrowRight", "ArrowLeft", "PageDown", "PageUp", "Home", "End", " "];

/// What a key does; `None` leaves it to the browser.
pub fn action(press: &Press, place: &Place, screen: &dyn Screen) -> Option<Action> {
    if place.modified {
        return None;
    }
    let shell = screen.shell();
    // A dark page is lit by whatever key comes next, and that is all that it does.
    if shell.is_blank {
        return Some(Action::Blank(false));
    }
    let presents = shell.is_presenting();
    let lectures = shell.address.is_set("deck");
    // The clicker in a lecturer's hand reaches no slider and no list.
    let is_click = matches!(press.key, "PageDown" | "PageUp");
    if is_click && (presents || !place.in_field) {
        return Some(Action::Click(press.key == "PageDown"));
    }
    if press.key == "Escape" {
        return screen.key(press).or(presents.then_some(Action::Present(false)));
    }
    // A box that scrolls sideways keeps the keys that scroll it.
    let scrolls = place.scrolls && matches!(press.key, "ArrowLeft" | "ArrowRight" | "Home" | "End");
    if place.in_field || scrolls {
        return None;
    }
    if let Some(own) = screen.key(press) {
        return Some(own);
    }
    Some(match press.key {
        "ArrowRight" => Action::Step(true),
        "ArrowLeft" => Action::Step(false),
        "Home" => Action::Goto(0),
        "End" => Action::Goto(screen.frame().steps),
        " " if !press.on_control && press.shift => Action::Step(false),
        " " if !press.on_control => Action::Go,
        "[" => Action::Neighbour(false),
        "]" => Action::Neighbour(true),
        "." => Action::Blank(!shell.is_blank),
        "n" | "N" if lectures => Action::NextBeat(true),
        "p" | "P" if lectures => Action::NextBeat(false),
        "o" | "O" if lectures => Action::Overview,
        letter if press.in_figure || presents => match letter {
            "b" | "B" => Action::Blank(!shell.is_blank),
            "l" | "L" => Action::CopyLink,
            "r" | "R" => Action::Reset,
            "f" | "F" => Action::Present(!presents),
            "h" | "H" if presents => Action::Hands,
            "q" | "Q" if presents => Action::Code,
            "s" | "S" if presents => Action::Spot(!shell.is_spot),
            _ => return None,
        },
        _ => return None,
    })
}
