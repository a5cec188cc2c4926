//! The page without a browser.
#![allow(dead_code, reason = "each test program uses its own part of it")]

use serde_json::Value;
use std::rc::Rc;
use unrolled::platform::Preferences;
use unrolled::screens::{CATALOGUE, MENU};
use unrolled::shell::action::{Action, Effect};
use unrolled::shell::address::Address;
use unrolled::shell::message::{Request, read};
use unrolled::ui::screen::{Catalogue, Screen};
use unrolled::ui::store::{Due, Event, Store};

/// The page as a browser would have it: what is to be loaded is loaded, the rest of what is due is kept.
pub struct Page {
    pub store: Store,
    pub due: Vec<Due>,
}

pub fn open(catalogue: Catalogue, query: &str, preferences: Preferences) -> Page {
    let shell = catalogue.begin(query, Rc::new(preferences));
    let open = pollster::block_on((catalogue.load)(shell.facts)).expect("every screen is here");
    let mut page = Page { store: Store::new(open(shell).into(), catalogue), due: Vec::new() };
    page.collect();
    page
}

pub fn at(query: &str) -> Page {
    open(CATALOGUE, query, Preferences::default())
}

/// A screen by its name, with more of an address.
pub fn screen(fig: &str, more: &str) -> Page {
    at(&format!("fig={fig}&{more}"))
}

impl Page {
    pub fn collect(&mut self) {
        for due in self.store.take() {
            match due {
                Due::Effect(Effect::Load(load)) => {
                    let open = pollster::block_on((self.store.catalogue.load)(load.facts)).expect("it is here");
                    self.send(Event::Opened(open, load));
                }
                due => self.due.push(due),
            }
        }
    }
    pub fn send(&mut self, event: Event) {
        self.store = self.store.reduce(event);
        self.collect();
    }
    pub fn act(&mut self, action: Action) -> &mut Self {
        self.send(Event::Do(action));
        self
    }
    /// What a host says; whether it was understood.
    pub fn hear(&mut self, message: Value) -> bool {
        match read(&message, self.screen().shell()) {
            Some(Request::Do(action)) => {
                self.act(action);
                true
            }
            Some(Request::Get(..)) => true,
            None => false,
        }
    }
    pub fn screen(&self) -> &dyn Screen {
        &*self.store.screen
    }
    pub fn link(&self) -> String {
        self.screen().link()
    }
    pub fn get(&self, key: &str) -> Option<String> {
        Address::parse(&self.link()).0.get(key).map(str::to_string)
    }
    pub fn codes(&self) -> Vec<&'static str> {
        self.screen().shell().notes.iter().map(|note| note.code()).collect()
    }
    /// New entries of the history since this was last asked.
    pub fn entries(&mut self) -> usize {
        std::mem::take(&mut self.due).iter().filter(|due| matches!(due, Due::Write { is_new: true })).count()
    }
}

pub fn figs() -> impl Iterator<Item = &'static str> {
    MENU.iter().map(|facts| facts.fig)
}
