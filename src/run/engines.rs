//! What a screen asks of its workers, and what comes back. As data: the page carries it out.

use crate::run::protocol::{Ask, Tell};
use crate::shell::action::{Action, Own};
use std::rc::Rc;

/// Something to be done with workers, or with what is kept between visits.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// Which worker (from 0), number, what, and the bytes that go along.
    Ask(usize, u32, Ask, Rc<Vec<u8>>),
    /// All workers end, and the first starts anew: in a worker, or on this thread.
    Restart { on_this_thread: bool },
    /// All workers end.
    End,
    /// Reads what an earlier visit kept under these names.
    Recall(&'static [&'static str]),
    /// Keeps bytes for another visit.
    Keep(&'static str, Rc<Vec<u8>>),
}

/// What a screen hears.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// A worker said something about the run of that number.
    Told(u32, Box<Tell>, Rc<Vec<u8>>),
    /// A worker did not start, or does not answer.
    Failed,
    /// What an earlier visit kept, in the order that was asked.
    Kept(Vec<Option<Vec<u8>>>),
}

impl From<News> for Action {
    fn from(news: News) -> Action {
        Action::Own(Own::new(news))
    }
}

/// The workers as a screen knows them.
#[derive(Clone, Debug, Default)]
pub struct Engines {
    /// Counts what was asked.
    pub asks: u32,
    /// No worker may start here: the one engine works on the page's thread.
    pub on_this_thread: bool,
    /// Engines that failed since the last progress.
    pub failures: u32,
    /// What is to be done, once.
    pub orders: Vec<Order>,
}

impl From<u32> for Engines {
    /// What is asked is counted from there. Where the engine has been started on the page's thread, it stays.
    fn from(first_ask: u32) -> Self {
        Engines { asks: first_ask, on_this_thread: crate::platform::has_engine(), ..Engines::default() }
    }
}

impl Engines {
    /// The same workers for the same screen from another address: nothing is due yet.
    pub fn again(&self) -> Engines {
        Engines { asks: self.asks, on_this_thread: self.on_this_thread, ..Engines::default() }
    }
    /// Asks the first worker; gives the number of the ask.
    pub fn ask(&mut self, ask: Ask, bytes: Rc<Vec<u8>>) -> u32 {
        self.asks += 1;
        self.orders.push(Order::Ask(0, self.asks, ask, bytes));
        self.asks
    }
    pub fn say(&mut self, ask: Ask) {
        self.ask(ask, Rc::default());
    }
}
