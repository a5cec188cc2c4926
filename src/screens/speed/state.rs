//! What the screen of speed knows: what is measured, and what came back.

use crate::model::cell::Cell;
use crate::platform;
use crate::run::engines::{Engines, News, Order};
use crate::run::notes::{NO_WORKER, RESTARTED, no_worker, restarted};
use crate::run::protocol::{Ask, Tell};
use crate::screens::speed::kinds::Look;
use crate::screens::speed::scaling::{GUESSES, Measured};
use crate::shell::action::{Action, Own};
use crate::shell::state::Shell;
use std::rc::Rc;

/// Engines that fail before nothing more is tried.
const MOST_FAILURES: u32 = 3;

/// What was measured, and what was guessed before.
pub type Kept = (Measured, Option<Cell>);

/// What only this screen does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Act {
    Look(Look),
    /// The network that will be the slowest.
    Guess(Cell),
}

#[derive(Clone, Debug)]
pub struct Speed {
    pub shell: Shell,
    pub engines: Engines,
    pub measured: Measured,
    /// Which network was said to be the slowest, before anything was measured.
    pub guess: Option<Cell>,
    /// The engine did not load, neither in a worker nor here.
    pub has_failed: bool,
}

impl Speed {
    pub fn new(shell: Shell) -> Self {
        let engines = Engines::from(shell.first_ask);
        let (measured, guess) = shell.kept.as_ref().and_then(Own::of::<Kept>).unwrap_or_default();
        Self { shell, engines, measured, guess, has_failed: false }
    }

    /// The same screen from another address: the engines are the page's.
    pub fn again(&self, shell: Shell) -> Self {
        let mut next = Self::new(shell);
        next.engines = self.engines.again();
        next
    }

    pub fn look(&self) -> Look {
        Look::of(self.shell.address.get("look").unwrap_or_default())
    }
    /// Kept while other screens are looked at: what has been measured, and what was guessed.
    pub fn kept(&self) -> Kept {
        let mut measured = self.measured.clone();
        measured.stop();
        (measured, self.guess)
    }

    /// Does what happened.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Go if self.measured.is_measuring() => self.stop(),
            Action::Go | Action::Play(true) => self.measure(),
            Action::Play(false) => self.stop(),
            Action::Set(key, value) => drop(self.shell.facts.set(&mut self.shell.address, key, &value)),
            Action::Own(own) => match (own.of::<Act>(), own.of::<News>()) {
                (Some(act), _) => self.act(act),
                (_, Some(News::Told(id, tell, _))) => {
                    if let Tell::Measured(text) = *tell
                        && let Ok(value) = serde_json::from_str(&text)
                        && self.measured.take(id, value)
                    {
                        self.measure_next();
                    }
                }
                (_, Some(News::Failed)) => self.fail(),
                _ => {}
            },
            _ => {}
        }
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Look(look) => drop(self.shell.facts.set(&mut self.shell.address, "look", look.id())),
            // Before anything was measured, it can be said otherwise.
            Act::Guess(cell) if self.measured.count().1 == 0 && GUESSES.contains(&cell) => self.guess = Some(cell),
            Act::Guess(_) => {}
        }
    }

    fn measure(&mut self) {
        if !self.measured.is_measuring() && !self.has_failed {
            self.measured = Measured::begin(if self.engines.on_this_thread { 1 } else { platform::cores() });
            self.measure_next();
        }
    }

    /// What was measured stands; what is being measured is given up.
    pub fn stop(&mut self) {
        if self.measured.is_measuring() {
            self.measured.stop();
            self.engines.orders.push(Order::End);
        }
    }

    /// One job after the other: each has the machine to itself.
    fn measure_next(&mut self) {
        if let Some(job) = self.measured.next().cloned() {
            self.engines.asks += 1;
            let id = self.engines.asks;
            self.measured.ask(id);
            let ask = Ask::Measure { query: job.query };
            let orders = (0..job.workers).map(|worker| Order::Ask(worker, id, ask.clone(), Rc::default()));
            self.engines.orders.extend(orders);
        }
    }

    /// Once more in a worker; if that fails before it has done anything, on this thread. The person may measure again.
    fn fail(&mut self) {
        let never_worked = self.measured.count().0 == 0;
        self.engines.failures += 1;
        self.shell.notes.retain(|note| !matches!(note.code(), RESTARTED | NO_WORKER));
        self.measured = Measured::default();
        if self.engines.on_this_thread || self.engines.failures > MOST_FAILURES {
            self.has_failed = true;
            return;
        }
        self.engines.on_this_thread = never_worked;
        self.shell.notes.push(if never_worked { no_worker() } else { restarted() });
        self.engines.orders.push(Order::Restart { on_this_thread: never_worked });
    }
}
