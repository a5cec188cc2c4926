//! Writing the address: whoever goes Back undoes what they last chose, not every step that they looked at.

use crate::platform;
use crate::shell::address::Address;
use crate::ui::screen::Screen;
use std::cell::RefCell;
use std::rc::Rc;

/// Keys of where one stands and how one looks: a change of these is no entry of the history.
const QUIET: &[&str] =
    &["t", "op", "pass", "zoom", "open", "theme", "motion", "speed", "present", "predict", "look", "temp", "rolled"];
/// A slider that is dragged makes one entry, not one a tick.
const DRAG_MILLIS: f64 = 1500.0;
/// The address is written so often at most.
const REST_MILLIS: u32 = 300;

/// What the address bar says.
#[derive(Default)]
pub struct Written {
    /// To the letter.
    raw: String,
    /// What the screen's link was then.
    link: String,
    is_pending: bool,
    /// Keys that made the last entry, and when.
    last: (Vec<&'static str>, f64),
}

pub type Pen = Rc<RefCell<Written>>;

/// At the start nothing has changed.
#[cfg(target_arch = "wasm32")]
pub fn begin(pen: &Pen, screen: &dyn Screen) {
    *pen.borrow_mut() = Written { raw: platform::query(), link: screen.link(), ..Written::default() };
}

#[cfg(target_arch = "wasm32")]
/// Whether the address bar says something that the page did not write: Back, or Forward.
pub fn is_foreign(pen: &Pen, query: &str) -> bool {
    pen.borrow().raw != query
}

/// In the place of the present entry.
pub fn replace(pen: &Pen, link: &str) {
    platform::replace_query(link);
    let mut written = pen.borrow_mut();
    (written.raw, written.link) = (link.to_string(), link.to_string());
}

/// As a new entry.
pub fn push(pen: &Pen, link: &str) {
    platform::push_query(link);
    let mut written = pen.borrow_mut();
    (written.raw, written.link) = (link.to_string(), link.to_string());
}

/// When it has come to rest: as a new entry where something was chosen.
pub fn write(pen: &Pen, latest: &Rc<RefCell<Rc<dyn Screen>>>) {
    if std::mem::replace(&mut pen.borrow_mut().is_pending, true) {
        return;
    }
    let (pen, latest) = (pen.clone(), latest.clone());
    platform::after(REST_MILLIS, move || {
        pen.borrow_mut().is_pending = false;
        let link = latest.borrow().link();
        let old = pen.borrow().link.clone();
        if link == old {
            return;
        }
        let chosen = chosen(&old, &link);
        let now = platform::now_millis();
        let is_drag = {
            let (keys, when) = &pen.borrow().last;
            *keys == chosen && now - when < DRAG_MILLIS
        };
        let is_quiet = chosen.is_empty() || is_drag || platform::is_framed();
        if is_quiet {
            replace(&pen, &link)
        } else {
            push(&pen, &link)
        }
        pen.borrow_mut().last = (chosen, now);
    });
}

/// Keys that differ and were chosen. Another language changes its twins with it, and is no choice of that kind.
fn chosen(old: &str, new: &str) -> Vec<&'static str> {
    let (old, new) = (Address::parse(old).0, Address::parse(new).0);
    if old.get("lang") != new.get("lang") {
        return Vec::new();
    }
    let only_old = old.keys().filter(|key| !new.is_set(key));
    let differs = |key: &&'static str| !QUIET.contains(key) && old.get(key) != new.get(key);
    only_old.chain(new.keys()).filter(differs).collect()
}
