//! What a screen is to the page. Each screen's state is one of these; the page knows nothing else of it.

use crate::shell::action::{Action, Own};
use crate::shell::deck::{Aid, Deck};
use crate::shell::settings::{Facts, asked};
use crate::shell::state::Shell;
use crate::ui::send::Send;
use crate::words::{Lang, Messages};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// The screen as last drawn, for whoever acts between two drawings.
pub type Latest = Rc<RefCell<Rc<dyn Screen>>>;

/// What the page itself needs to know of the present state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// A claim, not a topic.
    pub title: String,
    pub lede: String,
    /// One sentence a settled step, for the live region; nothing while numbers only run.
    pub spoken: String,
    /// Where the transport stands, and its last stop: words, operations, updates, whatever it counts.
    pub t: usize,
    pub steps: usize,
    /// Something runs by itself until it is done or paused.
    pub is_running: bool,
    /// It steps by itself.
    pub is_playing: bool,
    /// Nothing more will come by the main button.
    pub is_at_end: bool,
    /// One may go on to the next screen, though more could be done here.
    pub leads_on: bool,
    /// Classes of the main element, beside those of every screen.
    pub classes: Vec<&'static str>,
    /// Changes when a step has settled.
    pub place: String,
}

/// What is drawn.
#[derive(Default)]
pub struct Parts {
    pub stage: Html,
    /// The card, or what opens in its place.
    pub card: Html,
    pub tools: Html,
    /// What stands in the fixed bar.
    pub bar: Html,
}

/// Something that only the screen's own code can do outside.
pub type Errand = Rc<dyn Fn(&Send)>;

/// A press that the page's own keys leave alone.
#[derive(Clone, Copy, Debug)]
pub struct Press<'a> {
    pub key: &'a str,
    pub shift: bool,
    /// The key is held down.
    pub is_repeated: bool,
    /// The focus is on a button or link, where Enter and Space mean it.
    pub on_control: bool,
    /// The focus is inside the figure: letters act.
    pub in_figure: bool,
    /// The focus is inside the open arithmetic.
    pub in_detail: bool,
}

/// A file that was dropped on the page: its name and bytes, or its size where that is too much.
pub type Dropped = (String, Result<Vec<u8>, f64>);

/// A key, or several, and what it does.
pub type Key = (&'static str, fn(&Messages) -> &'static str);

pub trait Screen: 'static {
    fn shell(&self) -> &Shell;
    fn shell_mut(&mut self) -> &mut Shell;
    fn duplicate(&self) -> Box<dyn Screen>;
    /// The same screen from another address.
    fn again(&self, shell: Shell) -> Box<dyn Screen>;
    /// Does what happened here. `Lang` comes when the shell has the new language.
    fn reduce(&mut self, action: Action);
    fn frame(&self) -> Frame;
    fn parts(&self, send: &Send) -> Parts;
    /// The query that leads back here.
    fn link(&self) -> String {
        self.shell().address.query()
    }
    /// The errands that are due, once.
    fn errands(&mut self) -> Vec<Errand> {
        Vec::new()
    }
    /// Brings to rest what runs, for another screen or another state comes.
    fn leave(&mut self) {}
    /// Comes back after another state stood in its place.
    fn resume(&mut self) {}
    /// What took time and stands in no link: updates, measurements. Where it is gone, that can be undone.
    fn work(&self) -> usize {
        0
    }
    /// The same, for the next visit: the screen finds it in its shell.
    fn keep(&self) -> Option<Own> {
        None
    }
    /// What undoes the clicker's last press; nothing leads to the screen before.
    fn back(&self) -> Option<Action> {
        (self.frame().t > 0).then_some(Action::Step(false))
    }
    /// What `get` gives of it, beside what every screen has.
    fn get(&self, _what: &str) -> Option<serde_json::Value> {
        None
    }
    fn key(&self, _press: &Press) -> Option<Action> {
        None
    }
    /// What its own keys are and do.
    fn key_list(&self) -> &'static [Key] {
        &[]
    }
    /// Bytes that a dropped file may have; `None` where no file is taken.
    fn takes_files(&self) -> Option<f64> {
        None
    }
    fn dropped(&self, _file: Dropped) -> Option<Action> {
        None
    }
}

/// Where a screen stands, as hosts are told.
pub fn settled(screen: &dyn Screen) -> serde_json::Value {
    let frame = screen.frame();
    serde_json::json!({"state": screen.link(), "t": frame.t, "steps": frame.steps, "caption": frame.spoken})
}

/// Makes a screen's first state.
pub type Open = fn(Shell) -> Box<dyn Screen>;

/// Draws what helps whoever stands in front of a room: a program of its own, which comes when it is first needed.
pub struct Aids {
    pub view: fn(&Stand) -> Html,
    /// The deck of a name in a language, and the line to the speaker's window.
    pub begin: fn(String, Lang, &Latest, &Send) -> Coming<Deck>,
    /// Answers `get` of a picture: `still` or `slide`, with its nonce.
    pub still: fn(Rc<dyn Screen>, String, serde_json::Value) -> Coming<()>,
}

/// What that draws from.
pub struct Stand<'a> {
    pub screen: &'a dyn Screen,
    pub frame: &'a Frame,
    pub aid: Option<&'a Aid>,
    pub send: &'a Send,
}

/// The screens that there are, for a page that knows none.
#[derive(Clone, Copy)]
pub struct Catalogue {
    /// In the order of the menu.
    pub screens: &'static [&'static Facts],
    /// Brings the program of a screen; nothing where it does not arrive.
    pub load: fn(&'static Facts) -> Loading,
    /// Brings what draws a lecture.
    pub aids: fn() -> Coming<&'static Aids>,
}

/// A program on its way; nothing where it does not arrive.
pub type Coming<T> = std::pin::Pin<Box<dyn Future<Output = Option<T>>>>;
pub type Loading = Coming<Open>;

impl Catalogue {
    pub fn find(&self, fig: &str) -> Option<&'static Facts> {
        self.screens.iter().find(|facts| facts.fig == fig).copied()
    }
    /// The screen before or after one.
    pub fn neighbour(&self, fig: &str, is_next: bool) -> Option<&'static Facts> {
        let at = self.screens.iter().position(|facts| facts.fig == fig)?;
        self.screens.get(if is_next { at + 1 } else { at.checked_sub(1)? }).copied()
    }
    /// What a query asks for: its screen, and the shell that the screen begins with.
    pub fn begin(&self, query: &str, preferences: Rc<crate::platform::Preferences>) -> Shell {
        let (facts, address, notes) = asked(self.screens, query);
        Shell { menu: self.screens, ..Shell::new(facts, address, notes, preferences) }
    }
}

impl PartialEq for Catalogue {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.screens, other.screens)
    }
}
