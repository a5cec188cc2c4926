//! What the screen of speed knows: what is measured, and what came back.

use crate::platform;
use crate::run::engines::{Engines, News, Order};
use crate::run::notes::{NO_WORKER, RESTARTED, no_worker, restarted};
use crate::run::protocol::{Ask, Tell};
use crate::screens::speed::scaling::Measured;
use crate::shell::action::{Action, Own};
use crate::shell::state::Shell;
use std::rc::Rc;

/// Engines that fail before nothing more is tried.
const MOST_FAILURES: u32 = 3;

#[derive(Clone, Debug)]
pub struct Speed {
    pub shell: Shell,
    pub engines: Engines,
    pub measured: Measured,
    /// The engine did not load, neither in a worker nor here.
    pub has_failed: bool,
}

impl Speed {
    pub fn new(shell: Shell) -> Self {
        let engines = Engines::from(shell.first_ask);
        let measured = shell.kept.as_ref().and_then(Own::of::<Measured>).unwrap_or_default();
        Self { shell, engines, measured, has_failed: false }
    }

    /// The same screen from another address: the engines are the page's.
    pub fn again(&self, shell: Shell) -> Self {
        let mut next = Self::new(shell);
        next.engines = self.engines.again();
        next
    }

    /// Does what happened.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Go if self.measured.is_measuring() => self.stop(),
            Action::Go | Action::Play(true) => self.measure(),
            Action::Play(false) => self.stop(),
            Action::Own(own) => match own.of::<News>() {
                Some(News::Told(id, tell, _)) => {
                    if let Tell::Measured(text) = *tell
                        && let Ok(value) = serde_json::from_str(&text)
                        && self.measured.take(id, value)
                    {
                        self.measure_next();
                    }
                }
                Some(News::Failed) => self.fail(),
                _ => {}
            },
            _ => {}
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
