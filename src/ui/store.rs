//! The one reducer, as Yew wants it: what concerns the page it does itself, what concerns the screen it hands on.

use crate::shell::action::{Action, Effect};
use crate::shell::address::Address;
use crate::shell::notes::Note;
use crate::shell::settings::{Facts, LOOK};
use crate::shell::state::Shell;
use crate::ui::screen::{Catalogue, Errand, Open, Screen};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// Something left to do outside, once.
#[derive(Clone)]
pub enum Due {
    Effect(Effect),
    Errand(Errand),
    /// Writes the address: as a new entry of the history, or when it has come to rest.
    Write {
        is_new: bool,
    },
}

/// What the page's reducer takes.
pub enum Event {
    Do(Action),
    /// The program of another screen is here: it opens what the query asks for, as an entry of the history or not.
    Opened(Open, String, bool),
}

pub struct Store {
    pub screen: Rc<dyn Screen>,
    pub catalogue: Catalogue,
    /// What stood there before the last reset.
    before: Option<Rc<dyn Screen>>,
    /// Several actions may be reduced before the page is drawn; each has its own.
    due: Rc<RefCell<Vec<Due>>>,
    /// Counts reductions.
    pub turn: u32,
}

impl Store {
    pub fn new(screen: Rc<dyn Screen>, catalogue: Catalogue) -> Self {
        let mut first = screen.duplicate();
        let store = Store { screen, catalogue, before: None, due: Rc::default(), turn: 1 };
        store.collect(&mut *first);
        Store { screen: first.into(), ..store }
    }

    /// All that is due, once.
    pub fn take(&self) -> Vec<Due> {
        self.due.take()
    }

    fn collect(&self, screen: &mut dyn Screen) {
        let mut due = self.due.borrow_mut();
        due.extend(std::mem::take(&mut screen.shell_mut().effects).into_iter().map(Due::Effect));
        due.extend(screen.errands().into_iter().map(Due::Errand));
    }

    /// The next state of the page.
    pub fn reduce(&self, event: Event) -> Store {
        let mut next = Store {
            screen: self.screen.clone(),
            catalogue: self.catalogue,
            before: self.before.clone(),
            due: self.due.clone(),
            turn: self.turn.wrapping_add(1),
        };
        let mut screen = self.screen.duplicate();
        match event {
            Event::Do(action) => next.act(&mut screen, action),
            Event::Opened(open, query, is_new) => next.open(&mut screen, open, &query, is_new),
        }
        next.collect(&mut *screen);
        if screen.link() != self.screen.link() {
            next.due.borrow_mut().push(Due::Write { is_new: false });
        }
        next.screen = screen.into();
        next
    }

    fn act(&mut self, screen: &mut Box<dyn Screen>, action: Action) {
        let Some(action) = screen.shell_mut().apply(action) else { return };
        match action {
            Action::CopyLink => {
                let (mut address, _) = Address::parse(&screen.link());
                // They are this room's, not the reader's.
                ["present", "theme", "motion"].into_iter().for_each(|key| address.remove(key));
                screen.shell_mut().effects.push(Effect::Copy(address.query()));
            }
            Action::Screen(fig) => {
                if let Some(facts) = self.catalogue.find(&fig).filter(|facts| facts.fig != screen.shell().fig()) {
                    let query = of_screen(screen.shell(), facts);
                    screen.shell_mut().effects.push(Effect::Load(query, true));
                }
            }
            Action::Neighbour(is_next) => {
                if let Some(facts) = self.catalogue.neighbour(screen.shell().fig(), is_next) {
                    self.act(screen, Action::Screen(facts.fig.into()));
                }
            }
            Action::Click => {
                let is_over = screen.frame().is_at_end;
                let goes_on = is_over && self.catalogue.neighbour(screen.shell().fig(), true).is_some();
                self.act(screen, if goes_on { Action::Neighbour(true) } else { Action::Go });
            }
            Action::Navigate(query) => {
                if Address::parse(&query).0.get("fig") == Some(screen.shell().fig()) {
                    self.replace(screen, &query);
                    screen.shell_mut().effects.push(Effect::Replace);
                } else {
                    screen.shell_mut().effects.push(Effect::Load(query, false));
                }
            }
            Action::Reset => {
                self.before = Some(self.screen.clone());
                let query = screen.shell().reset_query();
                self.replace(screen, &query);
                let shell = screen.shell_mut();
                shell.notes = vec![Note::Reset];
                shell.focus("go");
            }
            Action::Undo => {
                if let Some(before) = self.before.take() {
                    screen.leave();
                    self.collect(&mut **screen);
                    *screen = before.duplicate();
                    screen.shell_mut().effects.clear();
                    screen.resume();
                    screen.shell_mut().focus("go");
                }
            }
            // What a host has locked is out of every hand's reach, however it is asked for.
            Action::Set(key, _) if screen.shell().locks(key) => {}
            action => screen.reduce(action),
        }
    }

    /// The same screen from another address.
    fn replace(&self, screen: &mut Box<dyn Screen>, query: &str) {
        screen.leave();
        self.collect(&mut **screen);
        let next = screen.again(screen.shell().again(query));
        *screen = next;
    }

    fn open(&mut self, screen: &mut Box<dyn Screen>, open: Open, query: &str, is_new: bool) {
        screen.leave();
        self.collect(&mut **screen);
        let old = screen.shell();
        let mut shell = self.catalogue.begin(query, old.preferences.clone());
        shell.sentence = sentence(old);
        *screen = open(shell);
        self.before = None;
        if is_new {
            screen.shell_mut().focus("figure");
        }
        self.due.borrow_mut().push(Due::Write { is_new });
    }
}

/// The words that go along from screen to screen.
fn sentence(shell: &Shell) -> Address {
    match shell.facts.setting("text") {
        Some(_) => shell.address.only(&["ex", "text"]),
        None => shell.sentence.clone(),
    }
}

/// The address of another screen: how the page looks and the sentence go along, everything else begins there anew.
fn of_screen(shell: &Shell, facts: &Facts) -> String {
    let mut address = shell.address.only(LOOK);
    let sentence = sentence(shell);
    for key in ["ex", "text"] {
        if let Some(value) = sentence.get(key).filter(|_| facts.setting(key).is_some()) {
            address.set(key, value);
        }
    }
    address.set("fig", facts.fig);
    address.query()
}

impl Reducible for Store {
    type Action = Event;
    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(Store::reduce(&self, event))
    }
}
