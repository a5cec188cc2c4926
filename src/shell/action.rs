//! What can happen on any screen, and what is left to do outside. Keyboard, buttons, messages and the address all end here.

use crate::shell::deck::Aid;
use crate::shell::settings::Facts;
use crate::words::Lang;
use std::any::Any;
use std::rc::Rc;

#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The main button.
    Go,
    /// The clicker: on (`true`) by the main button, then to the next screen; back by whatever undoes that.
    Click(bool),
    /// One stop on (`true`) or back, whatever the transport counts.
    Step(bool),
    /// To this stop exactly: a host that shows an answer knows why.
    Goto(usize),
    Play(bool),
    /// A setting by its key of the address; nothing is whatever is usual.
    Set(&'static str, String),
    /// The pace of playing and of runs.
    Pace(String),
    /// Back to the link that the page was opened with.
    Reset,
    /// Takes the last reset back.
    Undo,
    Lang(Lang),
    Theme(String),
    Present(bool),
    /// Darkens the page while somebody speaks, or lights it again.
    Blank(bool),
    /// Another screen, by its name in the address.
    Screen(String),
    /// The one before or after this one.
    Neighbour(bool),
    /// A whole new address: Back, or a host's `set`.
    Navigate(String),
    /// The same by a person's choice: Back leads here again.
    Visit(&'static str),
    /// The program of that screen did not arrive.
    NotArrived(&'static Facts),
    /// To a beat of the lecture, counted from 1.
    Beat(usize),
    /// To the beat after this one (`true`) or before.
    NextBeat(bool),
    /// Ends the lecture; the screen stays.
    EndLecture,
    /// The deck that was asked for has come, or will not.
    DeckIsHere,
    /// Another text has the name of the deck that is open: it is brought again.
    NewDeck,
    /// All beats of the lecture.
    Overview,
    /// What helps in front of a room, in the place of what was open; nothing closes it.
    Aid(Option<Aid>),
    /// A show of hands over the answers that are offered, or no longer.
    Hands,
    /// The way to this state for cameras, or no longer.
    Code,
    /// A light on the row in hand: the others are dimmed.
    Spot(bool),
    CopyLink,
    /// Which link, and whether the clipboard took it.
    Copied(String, bool),
    Dismiss(usize),
    /// The window has another size, on which something hangs.
    Resized,
    /// Of one screen alone.
    Own(Own),
}

/// What only one screen knows, on its way through what knows no screen.
#[derive(Clone)]
pub struct Own(Rc<dyn Any>);

impl Own {
    pub fn new<A: 'static>(act: A) -> Self {
        Own(Rc::new(act))
    }
    /// The act, if it is one of that kind.
    pub fn of<A: Clone + 'static>(&self) -> Option<A> {
        self.0.downcast_ref::<A>().cloned()
    }
}

impl std::fmt::Debug for Own {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Own")
    }
}

impl PartialEq for Own {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Another screen on its way: by the menu, with what the present one hands on, or as a query asks (Back, a host).
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    pub facts: &'static Facts,
    pub query: Option<String>,
    /// It makes an entry of the history.
    pub is_new: bool,
    /// Only the last that was asked for opens.
    pub number: u32,
}

impl Action {
    /// The name by which a host may lock it.
    pub fn control(&self) -> Option<&'static str> {
        Some(match self {
            Action::Go | Action::Click(true) => "go",
            Action::Set(key, _) => key,
            Action::Pace(_) => "speed",
            Action::Reset => "reset",
            Action::Lang(_) => "lang",
            Action::Theme(_) => "theme",
            Action::Present(true) => "present",
            Action::Screen(_) | Action::Neighbour(_) | Action::Beat(_) | Action::NextBeat(_) => "screen",
            Action::CopyLink => "copy",
            _ => return None,
        })
    }
}

/// What the page has to do beyond drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Brings the program of another screen.
    Load(Load),
    /// Writes the address in the place of the last one, whatever has changed in it.
    Replace,
    Copy(String),
    /// Moves the focus to an element.
    Focus(&'static str),
    /// Begins a screen: at its top, with the focus on its picture.
    Arrive,
    /// Moves the focus to the first of these selectors that finds something.
    FocusFirst(Vec<String>),
    /// Brings an element into view.
    Reveal(&'static str),
    /// Sends an action after so many milliseconds.
    After(u32, Action),
    /// Tells the host something: the kind of message and its fields.
    Tell(&'static str, serde_json::Value),
    Download(String, Rc<Vec<u8>>),
    /// Saves the picture under a name: as pixels (`true`) or as lines.
    Picture(&'static str, bool),
    /// Covers the whole screen, or no longer.
    FullScreen(bool),
}
