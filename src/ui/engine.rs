//! The page's end of the worker: sends what is asked, brings what is told, and notices when nothing comes any more.

use crate::platform::{self, Port};
use crate::run::engines::{News, Order};
use crate::run::protocol::{Ask, Parcel, Tell};
use crate::ui::screen::Errand;
use crate::ui::send::Send;
use std::cell::RefCell;
use std::rc::Rc;

/// A worker that is busy and says nothing for so long is replaced.
const PATIENCE: f64 = 60_000.0;
/// A worker that has not begun after so long will not begin.
const START: f64 = 20_000.0;
const LOOK: u32 = 1000;

/// Workers at once, at most: as many as `platform::cores` counts.
const MOST_ENGINES: usize = 8;
/// Where storage never answers, the screen begins without it.
const RECALL_MILLIS: u32 = 1500;

thread_local! {
    /// No worker may start in this page: the one engine is on this thread, and stays, for it cannot be started twice.
    static IS_HERE: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
    /// Counts failures: of workers that started before the last one nothing more is told, so that three that are refused at once
    /// are one failure.
    static FAILURES: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
    /// The page's workers.
    static ENGINES: [Engine; MOST_ENGINES] = std::array::from_fn(|_| Engine::default());
}

/// Carries an order out.
pub fn errand(order: Order) -> Errand {
    Rc::new(move |send| ENGINES.with(|engines| carry_out(&order, engines, send)))
}

fn carry_out(order: &Order, engines: &[Engine; MOST_ENGINES], send: &Send) {
    match order {
        Order::Ask(worker, id, ask, bytes) => engines[*worker].ask(*id, ask, bytes.to_vec(), send),
        Order::Restart { on_this_thread: true } if IS_HERE.get() => {}
        Order::Restart { on_this_thread } => {
            engines.iter().for_each(Engine::end);
            IS_HERE.set(*on_this_thread);
            engines[0].start(*on_this_thread, send);
        }
        // On this thread what was said to pause rests.
        Order::End if IS_HERE.get() => {}
        Order::End => engines.iter().for_each(Engine::end),
        Order::Keep(key, bytes) => platform::keep(key, bytes),
        Order::Recall(keys) => {
            let answered = Rc::new(std::cell::Cell::new(false));
            let (count, give_up, is_answered) = (keys.len(), send.clone(), answered.clone());
            platform::after(RECALL_MILLIS, move || {
                if !is_answered.replace(true) {
                    give_up.now(News::Kept(vec![None; count]));
                }
            });
            recall(keys, Vec::new(), answered, send.clone());
        }
    }
}

/// One after the other, then all together.
fn recall(
    keys: &'static [&'static str],
    mut known: Vec<Option<Vec<u8>>>,
    answered: Rc<std::cell::Cell<bool>>,
    send: Send,
) {
    match keys.get(known.len()) {
        None if answered.replace(true) => {}
        None => send.now(News::Kept(known)),
        Some(key) => platform::kept(key, move |kept| {
            known.push(kept);
            recall(keys, known, answered, send);
        }),
    }
}

/// Tells of a worker that started after so many failures.
fn tell_failure(before: u32, send: &Send) {
    if FAILURES.get() == before {
        FAILURES.set(before + 1);
        send.now(News::Failed);
    }
}

struct Wire {
    port: Port,
    heard: f64,
    /// Whether it has said anything at all, and whether it is expected to go on saying.
    is_up: bool,
    is_busy: bool,
    /// What waits until the worker listens: what is posted before is lost.
    waiting: Vec<Parcel>,
    /// Counts the lines: a late failure of an old one is none of the new one.
    number: u32,
}

impl Wire {
    fn send(&mut self, parcel: Parcel) {
        if self.is_up {
            self.port.post(&parcel.head, parcel.bytes);
        } else {
            self.waiting.push(parcel);
        }
    }
}

/// The worker that there is, if any.
#[derive(Clone, Default)]
pub struct Engine(Rc<RefCell<Option<Wire>>>);

impl Engine {
    /// Sends `ask`; starts the worker with the first one.
    pub fn ask(&self, id: u32, ask: &Ask, bytes: Vec<u8>, send: &Send) {
        if self.0.borrow().is_none() {
            self.start(IS_HERE.get(), send);
        }
        if let Some(line) = self.0.borrow_mut().as_mut() {
            match ask {
                Ask::Pause | Ask::Once | Ask::Rewind => line.is_busy = false,
                Ask::Run { .. } | Ask::Start { .. } | Ask::Open | Ask::Measure { .. } => line.is_busy = true,
                _ => {}
            }
            line.heard = platform::now_millis();
            line.send(ask.pack(id, bytes));
        }
    }

    /// Ends the worker that there is, if any.
    pub fn end(&self) {
        if let Some(old) = self.0.borrow_mut().take() {
            old.port.end();
        }
    }

    /// Ends the worker that there is, and starts another, or the same program on this thread.
    pub fn start(&self, on_this_thread: bool, send: &Send) {
        let number = match self.0.borrow_mut().take() {
            Some(old) => {
                old.port.end();
                old.number + 1
            }
            None => 0,
        };
        let before = FAILURES.get();
        let failed = {
            let (line, send) = (self.0.clone(), send.clone());
            move || {
                let is_mine = line.borrow().as_ref().is_some_and(|line| line.number == number);
                if is_mine {
                    tell_failure(before, &send);
                }
            }
        };
        let Some(port) = Port::engine(on_this_thread, failed.clone()) else {
            // Refused at once, as some sandboxed frames do.
            let send = send.clone();
            return platform::after(0, move || tell_failure(before, &send));
        };
        {
            let (line, send, inbox) = (self.0.clone(), send.clone(), port.clone());
            port.on_arrival(move || {
                while let Some((head, bytes)) = inbox.receive() {
                    let Some((run, tell)) = Tell::unpack(&Parcel { head, bytes: bytes.clone() }) else { continue };
                    if let Some(line) = line.borrow_mut().as_mut() {
                        line.heard = platform::now_millis();
                        line.is_up = true;
                        for parcel in std::mem::take(&mut line.waiting) {
                            line.send(parcel);
                        }
                        match tell {
                            Tell::Progress { is_running, .. } => line.is_busy = is_running,
                            Tell::Measured(_) | Tell::Refused(_) => line.is_busy = false,
                            _ => {}
                        }
                    }
                    send.now(News::Told(run, Box::new(tell), Rc::new(bytes)));
                }
            });
        }
        *self.0.borrow_mut() = Some(Wire {
            port,
            heard: platform::now_millis(),
            is_up: false,
            is_busy: false,
            waiting: Vec::new(),
            number,
        });
        watch(self.0.clone(), number, platform::now_millis(), failed);
    }
}

/// Looks every second whether the worker still speaks.
fn watch(line: Rc<RefCell<Option<Wire>>>, number: u32, looked: f64, failed: impl Fn() + 'static) {
    platform::after(LOOK, move || {
        let now = platform::now_millis();
        // The page itself slept (a closed lid, a frozen tab): so did the worker.
        let slept = now - looked > 5.0 * f64::from(LOOK);
        if let Some(line) = line.borrow_mut().as_mut().filter(|_| slept) {
            line.heard = now;
        }
        let Some((silence, patience)) = line.borrow().as_ref().filter(|line| line.number == number).map(|line| {
            let silence = if line.is_busy { platform::now_millis() - line.heard } else { 0.0 };
            (silence, if line.is_up { PATIENCE } else { START })
        }) else {
            return;
        };
        if silence > patience {
            failed();
        } else {
            watch(line, number, now, failed);
        }
    });
}
