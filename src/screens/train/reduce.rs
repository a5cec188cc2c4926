//! The reducer of the screen of training. Pure; what has to be done outside becomes an effect.

use crate::engine::session::Record;
use crate::model::file::refusal::FileError;
use crate::run::engines::{News, Order};
use crate::run::notes::{self, DEVICE, NO_WORKER, RESTARTED};
use crate::run::protocol::{Ask, Tell};
use crate::run::setup::{Data, Setup};
use crate::run::snapshot;
use crate::screens::train::state::{Act, RUN, Status, TEXT, TextRun, Training};
use crate::screens::train::words::Words;
use crate::shell::action::{Action, Effect};
use crate::shell::address::Address;
use crate::shell::state::Shell;
use crate::tasks::tokens::{DataError, MAX_TEXT_BYTES, read_text};
use crate::words::Lang;
use std::rc::Rc;

/// Engines that fail one after the other before nothing more is tried.
const MOST_FAILURES: u32 = 3;
/// Curves that can be pinned at once.
const MOST_PINS: usize = 4;

/// Starts the run of the present setting, from `bytes` if they are a snapshot of it or a network that fits it.
fn start(s: &mut Training, bytes: Rc<Vec<u8>>) {
    s.burst = None;
    s.facts = None;
    s.shell.notes.retain(|note| note.code() != notes::RESTORED);
    s.runs_when_ready = false;
    s.is_opened = false;
    s.record = Rc::default();
    s.accuracy = None;
    s.sample = None;
    s.snapshot = None;
    s.refusal = None;
    if s.needs_text() {
        s.status = Status::Waiting;
        // Whatever ran before is none of this run.
        s.run = s.engines.ask(Ask::Pause, Rc::default());
        return;
    }
    s.status = Status::Starting;
    let text = s.text.as_deref().filter(|_| s.setup.data == Data::Own).map(str::to_string);
    let temperature = s.setup.temperature as f32;
    s.snapshot = (!bytes.is_empty()).then(|| bytes.clone());
    s.run = s.engines.ask(Ask::Start { query: s.setup.query(), text, temperature }, bytes);
}

/// Lets it run: so that a whole run takes some ten seconds, half as fast, or as fast as it goes.
fn set_going(s: &mut Training) {
    s.status = Status::Running;
    go_until(s, None);
}

/// The same, and no farther than an update.
fn go_until(s: &mut Training, until: Option<u32>) {
    let seconds = match s.shell.address.get("speed") {
        Some("2") => f32::INFINITY,
        Some("0.5") => 24.0,
        _ => 12.0,
    };
    let most_a_second = if seconds.is_finite() { (s.total() as f32 / seconds).max(2.0) } else { 0.0 };
    s.engines.say(Ask::Run { most_a_second, until });
}

/// Keeps the present curve to compare the next one with.
fn set_aside(s: &mut Training) {
    if !s.record.losses.is_empty() {
        s.before = Some(s.record.clone());
    }
}

impl Training {
    /// Does what happened.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Own(own) => {
                if let Some(news) = own.of::<News>() {
                    hear(self, news);
                } else if let Some(act) = own.of::<Act>() {
                    act_on(self, act);
                }
            }
            action => shared(self, action),
        }
    }

    /// The same screen from another address: a run of its own, whatever an earlier visit kept.
    pub fn again(&self, shell: Shell) -> Training {
        let mut next = Training::new(shell);
        next.engines = self.engines.again();
        (next.text, next.typed) = (self.text.clone(), self.typed.clone());
        start(&mut next, Rc::default());
        next
    }

    /// Brings to rest what runs.
    pub fn leave(&mut self) {
        if self.status == Status::Running {
            self.engines.say(Ask::Pause);
        }
        self.engines.orders.push(Order::End);
    }

    /// The run as it was, in a new worker.
    pub fn resume(&mut self) {
        let (snapshot, record) = (self.snapshot.clone(), self.record.clone());
        // The same run to the bit: it goes on by itself to where it stood.
        let stood = self.updates();
        start(self, snapshot.unwrap_or_default());
        (self.record, self.resumes_at) = (record, stood);
    }
}

/// State and action to the next state.
pub fn reduce(state: &Training, action: impl Into<Action>) -> Training {
    let mut next = state.clone();
    next.shell.effects.clear();
    next.engines.orders.clear();
    if let Some(action) = next.shell.apply(action.into()) {
        next.apply(action);
    }
    next
}

/// What can happen on every screen.
fn shared(s: &mut Training, action: Action) {
    match action {
        Action::Go if !s.is_ready() => {}
        Action::Go => match (s.status, s.is_done()) {
            (Status::Running, _) => pause(s),
            (_, true) => {
                rewind(s);
                set_going(s);
            }
            _ => set_going(s),
        },
        Action::Play(true) if s.is_ready() => {
            if s.is_done() {
                rewind(s);
            }
            set_going(s);
        }
        Action::Play(false) if s.is_ready() => pause(s),
        Action::Step(true) => once(s),
        Action::Goto(update) if s.is_ready() => {
            let update = u32::try_from(update).unwrap_or(u32::MAX);
            if update < s.updates() {
                rewind(s);
            }
            if update > 0 {
                s.status = Status::Running;
                go_until(s, Some(update));
            }
        }
        Action::Set(key, value) => set(s, key, &value),
        Action::Pace(speed) => {
            s.shell.address.set("speed", &speed);
            if s.status == Status::Running {
                set_going(s);
            }
        }
        Action::Lang(lang) => {
            s.refusal = None;
            // The twin's sentences, while nothing has been chosen or learnt.
            let other = Setup::of(&s.shell.address, lang == Lang::Th);
            if other.data != s.setup.data && s.record.losses.is_empty() {
                s.setup = other;
                start(s, Rc::default());
            } else if !s.shell.address.is_set("data") {
                s.shell.address.set("data", s.setup.data.id());
            }
        }
        _ => {}
    }
}

fn pause(s: &mut Training) {
    s.status = Status::Resting;
    s.engines.say(Ask::Pause);
}

fn once(s: &mut Training) {
    if s.is_ready() && !s.is_done() {
        s.status = Status::Resting;
        s.engines.say(Ask::Once);
    }
}

fn rewind(s: &mut Training) {
    if s.is_ready() {
        set_aside(s);
        s.status = Status::Resting;
        s.burst = None;
        s.record = Rc::default();
        s.shell.notes.retain(|note| note.code() != notes::RESTORED);
        s.engines.say(Ask::Rewind);
    }
}

fn act_on(s: &mut Training, act: Act) {
    match act {
        Act::Once => once(s),
        Act::Rewind => rewind(s),
        Act::Submit(text) => {
            take_text(s, Ok(text.into_bytes()));
            s.runs_when_ready = s.status == Status::Starting;
        }
        Act::File(file) => take_text(s, file),
        Act::Network(Err(bytes)) => {
            let why = DataError::File(FileError::TooLarge(bytes as usize));
            s.refusal = Some(notes::refusal(s.shell.lang, &why));
        }
        Act::Network(Ok(bytes)) => {
            s.refusal = None;
            s.engines.ask(Ask::Open, Rc::new(bytes));
        }
        Act::Sample => sample(s),
        Act::Pin => {
            let is_pinned = s.pins.iter().any(|(_, pinned)| *pinned == s.record);
            if !is_pinned && s.pins.len() < MOST_PINS && !s.record.losses.is_empty() {
                s.pins.push((notes::short_name(&s.setup), s.record.clone()));
            }
        }
        Act::Unpin(n) => {
            if n < s.pins.len() {
                s.pins.remove(n);
            }
        }
        Act::Save => s.engines.say(Ask::Save),
        Act::TakeGpu => s.engines.say(Ask::LoseDevice),
        Act::More(open) => s.is_more_open = open,
    }
}

fn hear(s: &mut Training, news: News) {
    match news {
        News::Told(run, tell, bytes) => told(s, run, *tell, bytes),
        News::Kept(kept) => {
            let mut kept = kept.into_iter();
            let (run, text) = (kept.next().flatten(), kept.next().flatten());
            recalled(s, run, text);
        }
        News::Failed => failed(s),
    }
}

/// Once more in a worker; if that fails before it has done anything, on this thread, and there only once.
fn failed(s: &mut Training) {
    let never_worked = s.facts.is_none() && s.chosen.is_none();
    s.engines.failures += 1;
    s.shell.notes.retain(|note| !matches!(note.code(), RESTARTED | NO_WORKER));
    if s.engines.on_this_thread || s.engines.failures > MOST_FAILURES {
        s.status = Status::Failed;
        s.facts = None;
        return;
    }
    s.engines.on_this_thread = never_worked;
    s.shell.notes.push(if never_worked { notes::no_worker() } else { notes::restarted() });
    s.engines.orders.push(Order::Restart { on_this_thread: never_worked });
    let (snapshot, record, ran) = (s.snapshot.clone(), s.record.clone(), s.status == Status::Running);
    start(s, snapshot.unwrap_or_default());
    s.record = record;
    s.runs_when_ready = ran;
}

/// What suits one kind of data need not suit another.
fn forget_sizes(s: &mut Training) {
    for key in ["len", "epoch", "hidden", "lr"] {
        s.shell.address.remove(key);
    }
}

fn set(s: &mut Training, key: &'static str, value: &str) {
    if !s.shell.facts.set(&mut s.shell.address, key, value) {
        return;
    }
    if key == "data" {
        forget_sizes(s);
    }
    let setup = Setup::of(&s.shell.address, s.shell.lang == Lang::Th);
    if key == "temp" {
        // It changes what is said, not what is learnt.
        s.setup = setup;
        sample(s);
    } else if setup != s.setup {
        set_aside(s);
        if setup.data != s.setup.data {
            // Losses over other tokens do not compare.
            s.before = None;
            s.pins.clear();
        }
        s.setup = setup;
        start(s, Rc::default());
    }
}

fn too_large(bytes: f64) -> DataError {
    DataError::TooLarge { bytes: bytes as usize }
}

fn take_text(s: &mut Training, file: Result<Vec<u8>, f64>) {
    let text = match &file {
        Ok(bytes) => read_text(bytes).map(Rc::<str>::from),
        Err(bytes) => Err(too_large(*bytes)),
    };
    match text {
        Ok(text) => {
            s.typed = shown(&text);
            let run = s.snapshot.clone();
            s.before_text = s.text.replace(text).filter(|_| s.facts.is_some()).map(|text| TextRun { text, run });
            if s.setup.data != Data::Own {
                forget_sizes(s);
            }
            s.shell.address.set("data", "own");
            s.setup = Setup::of(&s.shell.address, s.shell.lang == Lang::Th);
            s.before = None;
            s.pins.clear();
            start(s, Rc::default());
        }
        // The run that stands goes on standing.
        Err(why) => s.refusal = Some(notes::refusal(s.shell.lang, &why)),
    }
}

/// A long text is not put into the field: it could not be edited there.
fn shown(text: &str) -> Rc<str> {
    Rc::from(if text.len() <= 20_000 { text } else { "" })
}

fn sample(s: &mut Training) {
    if s.is_ready() {
        s.samples += 1;
        s.engines.say(Ask::Sample { temperature: s.setup.temperature as f32, seed: s.samples });
    }
}

fn recalled(s: &mut Training, run: Option<Vec<u8>>, text: Option<Vec<u8>>) {
    if s.run != 0 {
        return;
    }
    if s.setup.data == Data::Own {
        let kept = text.and_then(|bytes| read_text(&bytes).ok().map(Rc::<str>::from));
        s.typed = kept.as_deref().map_or_else(|| Rc::from(""), shown);
        s.text = kept;
    }
    let mine = |bytes: &Vec<u8>| snapshot::read(bytes).is_some_and(|kept| kept.query == s.setup.query());
    let run = run.filter(mine).unwrap_or_default();
    start(s, Rc::new(run));
}

fn told(s: &mut Training, run: u32, tell: Tell, bytes: Rc<Vec<u8>>) {
    // Of another run, or of none yet.
    if run != s.run || run == 0 {
        return;
    }
    match tell {
        Tell::Ready | Tell::Measured(_) => {}
        Tell::Begun(facts) => {
            s.facts = Some(facts);
            s.before_text = None;
            // The text is one that can be learnt from: it is kept for another visit.
            if let Some(text) = s.text.clone().filter(|_| s.setup.data == Data::Own) {
                s.engines.orders.push(Order::Keep(TEXT, Rc::new(text.as_bytes().to_vec())));
            }
        }
        Tell::Opened(query, receipt) => {
            set_aside(s);
            // What was said of the file before was said of that one.
            s.shell.notes.retain(|note| ![notes::LEFT_OUT, notes::ZEROS].contains(&note.code()));
            s.shell.notes.extend(notes::opened(&receipt));
            s.is_opened = true;
            (s.burst, s.sample, s.snapshot, s.accuracy) = (None, None, None, None);
            s.record = Rc::default();
            s.status = Status::Starting;
            let (address, _) = Address::parse(&query);
            for key in ["cell", "hidden", "layers", "nonlin"] {
                if let Some(value) = address.get(key) {
                    s.shell.address.set(key, value);
                }
            }
            s.setup = Setup::of(&s.shell.address, s.shell.lang == Lang::Th);
        }
        Tell::Device(chosen) => {
            let changed = s.chosen.as_ref().is_some_and(|old| old.is_on_gpu != chosen.is_on_gpu) && s.updates() > 0;
            if changed {
                s.shell.notes.retain(|note| note.code() != DEVICE);
                s.shell.notes.push(notes::device_changed(&notes::device(&chosen, Words::of(s.shell.lang)).1));
            }
            s.chosen = Some(chosen);
        }
        Tell::Progress { from, record, is_running, updates_a_second, accuracy } => {
            progress(s, from, record, is_running);
            s.updates_a_second = updates_a_second;
            if from == 0 || accuracy.is_some() {
                s.accuracy = accuracy;
            }
        }
        Tell::Burst(burst) => s.burst = Some(burst),
        Tell::Recalled(_) => {}
        Tell::Sample { updates, tokens } => s.sample = Some((updates, tokens)),
        Tell::File => {
            let name = format!("{}-{}-{}.safetensors", s.setup.data.id(), s.setup.cell.id(), s.setup.hidden);
            s.shell.effects.push(Effect::Download(name, bytes));
        }
        Tell::Snapshot => {
            s.snapshot = Some(bytes.clone());
            s.engines.orders.push(Order::Keep(RUN, bytes));
        }
        Tell::Refused(why) => {
            s.refusal = Some(notes::refusal(s.shell.lang, &why));
            // A network that does not fit: the run that stands goes on standing. So does the run of the text before.
            if !matches!(why, DataError::File(_)) {
                s.status = Status::Waiting;
                if let Some(TextRun { text, run }) = s.before_text.take() {
                    let refusal = s.refusal.take();
                    s.text = Some(text);
                    start(s, run.unwrap_or_default());
                    s.refusal = refusal;
                }
            }
        }
    }
}

fn progress(s: &mut Training, from: u32, record: Record, is_running: bool) {
    if s.status == Status::Starting {
        let updates = from + record.losses.len() as u32;
        if updates > 0 && !s.shell.notes.iter().any(|note| note.code() == RESTARTED) {
            s.shell.notes.push(notes::restored(updates));
        }
    }
    s.status = if is_running { Status::Running } else { Status::Resting };
    s.engines.failures = 0;
    let stood = std::mem::take(&mut s.resumes_at);
    if stood > from + record.losses.len() as u32 {
        s.status = Status::Running;
        s.engines.say(Ask::Run { most_a_second: 0.0, until: Some(stood) });
    }
    if std::mem::take(&mut s.runs_when_ready) && !s.is_done() {
        set_going(s);
    }
    append(Rc::make_mut(&mut s.record), from as usize, record);
}

/// What the worker knows from update `from` on stands in the place of what was known.
fn append(known: &mut Record, from: usize, new: Record) {
    known.losses.truncate(from);
    known.norms.truncate(from);
    known.losses.extend(new.losses);
    known.norms.extend(new.norms);
    let first = new.scored.first().map(|at| at.k);
    known.scored.retain(|at| first.is_none_or(|first| at.k < first));
    known.scored.extend(new.scored);
}

/// A file's bytes are read only up to here.
pub fn file_limit(is_network: bool) -> f64 {
    if is_network { crate::model::file::MAX_FILE_BYTES as f64 } else { MAX_TEXT_BYTES as f64 }
}
