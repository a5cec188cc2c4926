//! The reducer of the screens that train and measure. Pure; what has to be done outside becomes an effect.

use crate::app::address::Address;
use crate::app::lab::part::Part;
use crate::app::lab::state::{Action, Effect, Note, State, Status, TextRun};
use crate::app::lab::words;
use crate::app::train::protocol::{Ask, Tell};
use crate::app::train::setup::{Data, Setup};
use crate::app::train::snapshot;
use crate::engine::session::Record;
use crate::i18n::Lang;
use crate::platform;
use crate::scene::growth::Measured;
use crate::tasks::dataset::{DataError, MAX_TEXT_BYTES, read_text};
use std::rc::Rc;

/// Engines that fail one after the other before nothing more is tried.
const MOST_FAILURES: u32 = 3;
/// Curves that can be pinned at once.
const MOST_PINS: usize = 4;

/// The screens that train and measure.
pub struct Training;

impl Part for Training {
    fn begin(_: &mut State) {}
    fn leave(s: &mut State) {
        if s.status == Status::Running && !s.is_speed() {
            say(s, Ask::Pause);
        }
    }
    fn apply(s: &mut State, action: Action) -> Option<Action> {
        apply(s, action)
    }
}

fn ask(s: &mut State, ask: Ask, bytes: Rc<Vec<u8>>) -> u32 {
    s.asks += 1;
    s.effects.push(Effect::Ask(s.asks, ask, bytes));
    s.asks
}

fn say(s: &mut State, what: Ask) {
    ask(s, what, Rc::default());
}

/// Starts the run of the present setting, from `bytes` if they are a snapshot of it or a network that fits it.
fn start(s: &mut State, bytes: Rc<Vec<u8>>) {
    s.burst = None;
    s.facts = None;
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
        s.run = ask(s, Ask::Pause, Rc::default());
        return;
    }
    s.status = Status::Starting;
    let text = s.text.as_deref().filter(|_| s.setup.data == Data::Own).map(str::to_string);
    let temperature = s.setup.temperature as f32;
    s.snapshot = (!bytes.is_empty()).then(|| bytes.clone());
    s.run = ask(s, Ask::Start { query: s.setup.query(), text, temperature }, bytes);
}

/// Lets it run: so that a whole run takes some ten seconds, half as fast, or as fast as it goes.
fn set_going(s: &mut State) {
    s.status = Status::Running;
    go_until(s, None);
}

/// The same, and no farther than an update.
fn go_until(s: &mut State, until: Option<u32>) {
    let seconds = match s.address.get("speed") {
        Some("2") => f32::INFINITY,
        Some("0.5") => 24.0,
        _ => 12.0,
    };
    let most_a_second = if seconds.is_finite() { (s.total() as f32 / seconds).max(2.0) } else { 0.0 };
    say(s, Ask::Run { most_a_second, until });
}

/// Keeps the present curve to compare the next one with.
fn set_aside(s: &mut State) {
    if !s.record.losses.is_empty() {
        s.before = Some(s.record.clone());
    }
}

fn apply(s: &mut State, action: Action) -> Option<Action> {
    match action {
        Action::Go if s.is_speed() => measure(s),
        Action::Go if !s.is_ready() => {}
        Action::Go => match (s.status, s.is_done()) {
            (Status::Running, _) => drop(apply(s, Action::Run(false))),
            (_, true) => {
                apply(s, Action::Rewind);
                set_going(s);
            }
            _ => drop(apply(s, Action::Run(true))),
        },
        Action::Run(true) if s.is_ready() && s.is_done() => drop(apply(s, Action::Go)),
        Action::Run(runs) if s.is_ready() => {
            if runs {
                set_going(s);
            } else {
                s.status = Status::Resting;
                say(s, Ask::Pause);
            }
        }
        Action::Once if s.is_ready() && !s.is_done() => {
            s.status = Status::Resting;
            say(s, Ask::Once);
        }
        Action::Rewind if s.is_ready() => {
            set_aside(s);
            s.status = Status::Resting;
            s.burst = None;
            say(s, Ask::Rewind);
        }
        Action::Goto(update) if s.is_ready() => {
            if update < s.updates() {
                apply(s, Action::Rewind);
            }
            if update > 0 {
                s.status = Status::Running;
                go_until(s, Some(update));
            }
        }
        Action::Run(_) | Action::Once | Action::Rewind | Action::Goto(_) | Action::Back => {}
        Action::Gradient(_) | Action::ProofKept(_) => {}
        Action::Set(key, value) => set(s, key, &value),
        Action::Submit(text) => {
            take_text(s, Ok(text.into_bytes()));
            s.runs_when_ready = s.status == Status::Starting;
        }
        Action::Pace(speed) => {
            s.address.set("speed", &speed);
            if s.status == Status::Running {
                set_going(s);
            }
        }
        Action::File(file) => take_text(s, file),
        Action::Network(Err(bytes)) => s.refusal = Some(words::refusal(s.lang, &too_large(bytes))),
        Action::Network(Ok(bytes)) => {
            s.refusal = None;
            ask(s, Ask::Open, Rc::new(bytes));
        }
        Action::Temperature(value) => {
            if s.address.set("temp", &value) {
                s.setup = Setup::of(&s.address, s.lang == Lang::Th);
                sample(s);
            }
        }
        Action::Sample => sample(s),
        Action::Pin if s.pins.iter().any(|(_, pinned)| *pinned == s.record) => {}
        Action::Pin if s.pins.len() < MOST_PINS && !s.record.losses.is_empty() => {
            s.pins.push((words::short_name(&s.setup), s.record.clone()));
        }
        Action::Pin => {}
        Action::Unpin(n) if n < s.pins.len() => {
            s.pins.remove(n);
        }
        Action::Unpin(_) => {}
        Action::Save => say(s, Ask::Save),
        Action::TakeGpu => say(s, Ask::LoseDevice),
        Action::More(open) => s.is_more_open = open,
        Action::Lang(lang) => {
            s.address.set("lang", lang.id());
            s.lang = lang;
            s.refusal = None;
            // The twin's sentences, while nothing has been chosen or learnt.
            let other = Setup::of(&s.address, lang == Lang::Th);
            if !s.is_speed() && other.data != s.setup.data && s.record.losses.is_empty() {
                s.setup = other;
                start(s, Rc::default());
            } else if !s.address.is_set("data") {
                s.address.set("data", s.setup.data.id());
            }
        }
        Action::Reset => {
            let keep: Vec<(&str, String)> = ["fig", "lang", "theme", "embed", "present", "id"]
                .into_iter()
                .filter_map(|key| Some((key, s.address.get(key).filter(|_| s.address.is_set(key))?.to_string())))
                .collect();
            s.address = Default::default();
            for (key, value) in keep {
                s.address.set(key, &value);
            }
            s.notes.clear();
            s.pins.clear();
            s.before = None;
            s.setup = Setup::of(&s.address, s.lang == Lang::Th);
            s.effects.push(Effect::KeepRun(Rc::default()));
            start(s, Rc::default());
        }
        Action::Recalled(run, text) => recalled(s, run, text),
        Action::Told(run, tell, bytes) => told(s, run, *tell, bytes),
        Action::EngineFailed => {
            // Once more in a worker; if that fails before it has done anything, on this thread, and there only once.
            let never_worked = s.facts.is_none() && s.chosen.is_none() && s.speed.count().0 == 0;
            s.failures += 1;
            if s.on_this_thread || s.failures > MOST_FAILURES {
                s.status = Status::Failed;
                s.facts = None;
                s.notes.retain(|note| !matches!(note, Note::Restarted | Note::NoWorker));
                return None;
            }
            s.on_this_thread = never_worked;
            s.notes.retain(|note| !matches!(note, Note::Restarted | Note::NoWorker));
            s.notes.push(if never_worked { Note::NoWorker } else { Note::Restarted });
            s.effects.push(Effect::Restart { on_this_thread: never_worked });
            if s.is_speed() {
                // The person may measure again.
                s.speed = Measured::default();
                s.status = Status::Resting;
                return None;
            }
            let (snapshot, record, ran) = (s.snapshot.clone(), s.record.clone(), s.status == Status::Running);
            start(s, snapshot.unwrap_or_default());
            s.record = record;
            s.runs_when_ready = ran;
        }
        action => return Some(action),
    }
    None
}

fn set(s: &mut State, key: &'static str, value: &str) {
    if !s.address.set(key, value) {
        return;
    }
    if key == "data" {
        // What suits one kind of data need not suit another.
        for key in ["len", "epoch", "hidden", "lr"] {
            s.address.remove(key);
        }
    }
    let setup = Setup::of(&s.address, s.lang == Lang::Th);
    if setup != s.setup {
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

fn take_text(s: &mut State, file: Result<Vec<u8>, f64>) {
    let text = match &file {
        Ok(bytes) => read_text(bytes).map(Rc::<str>::from),
        Err(bytes) => Err(too_large(*bytes)),
    };
    match text {
        Ok(text) => {
            s.typed = shown(&text);
            let run = s.snapshot.clone();
            s.before_text = s.text.replace(text).filter(|_| s.facts.is_some()).map(|text| TextRun { text, run });
            s.address.set("data", "own");
            s.setup = Setup::of(&s.address, s.lang == Lang::Th);
            s.before = None;
            s.pins.clear();
            start(s, Rc::default());
        }
        // The run that stands goes on standing.
        Err(why) => s.refusal = Some(words::refusal(s.lang, &why)),
    }
}

/// A long text is not put into the field: it could not be edited there.
fn shown(text: &str) -> Rc<str> {
    Rc::from(if text.len() <= 20_000 { text } else { "" })
}

fn sample(s: &mut State) {
    if s.is_ready() {
        s.samples += 1;
        say(s, Ask::Sample { temperature: s.setup.temperature as f32, seed: s.samples });
    }
}

fn recalled(s: &mut State, run: Option<Vec<u8>>, text: Option<Vec<u8>>) {
    if s.run != 0 || s.is_speed() {
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

fn told(s: &mut State, run: u32, tell: Tell, bytes: Rc<Vec<u8>>) {
    if let Tell::Measured(value) = tell {
        if s.speed.take(run, value) {
            measure_next(s);
        }
        return;
    }
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
                s.effects.push(Effect::KeepText(Rc::new(text.as_bytes().to_vec())));
            }
        }
        Tell::Opened(query) => {
            set_aside(s);
            s.is_opened = true;
            (s.burst, s.sample, s.snapshot, s.accuracy) = (None, None, None, None);
            s.record = Rc::default();
            s.status = Status::Starting;
            let (address, _) = Address::parse(&query);
            for key in ["cell", "hidden", "layers", "nonlin"] {
                if let Some(value) = address.get(key) {
                    s.address.set(key, value);
                }
            }
            s.setup = Setup::of(&s.address, s.lang == Lang::Th);
        }
        Tell::Device(chosen) => {
            let changed = s.chosen.as_ref().is_some_and(|old| old.device != chosen.device) && s.updates() > 0;
            if changed {
                s.notes.retain(|note| *note != Note::Device);
                s.notes.push(Note::Device);
            }
            s.chosen = Some(chosen);
        }
        Tell::Progress { from, record, is_running, updates_a_second, accuracy } => {
            if s.status == Status::Starting {
                let updates = from + record.losses.len() as u32;
                if updates > 0 && !s.notes.contains(&Note::Restarted) {
                    s.notes.push(Note::Restored(updates));
                }
            }
            s.status = if is_running { Status::Running } else { Status::Resting };
            s.failures = 0;
            if std::mem::take(&mut s.runs_when_ready) && !s.is_done() {
                set_going(s);
            }
            append(Rc::make_mut(&mut s.record), from as usize, record);
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
            s.effects.push(Effect::Download(name, bytes));
        }
        Tell::Snapshot => {
            s.snapshot = Some(bytes.clone());
            s.effects.push(Effect::KeepRun(bytes));
        }
        Tell::Refused(why) => {
            s.refusal = Some(words::refusal(s.lang, &why));
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

fn measure(s: &mut State) {
    if !s.speed.is_measuring() {
        s.speed = Measured::begin(if s.on_this_thread { 1 } else { platform::cores() });
        s.status = Status::Running;
        measure_next(s);
    }
}

/// One job after the other: each has the machine to itself.
fn measure_next(s: &mut State) {
    match s.speed.next().cloned() {
        Some(job) => {
            s.asks += 1;
            s.speed.ask(s.asks);
            let ask = Ask::Measure { query: job.query };
            s.effects.extend((0..job.workers).map(|worker| Effect::AskOne(worker, s.asks, ask.clone())));
        }
        None => s.status = Status::Resting,
    }
}

/// A file's bytes are read only up to here.
pub fn file_limit(is_network: bool) -> f64 {
    if is_network { crate::model::file::MAX_FILE_BYTES as f64 } else { MAX_TEXT_BYTES as f64 }
}
