//! What the gradient's screen knows: the experiment, the proof, and the workers of the proof.

use crate::engine::export::{quoted, to_json};
use crate::run::engines::{Engines, News, Order};
use crate::run::notes::{NO_WORKER, no_worker};
use crate::scene::number::full;
use crate::screens::gradient::experiment::{Act, Experiment, Format};
use crate::screens::gradient::look::Look;
use crate::screens::gradient::plot::GradientView;
use crate::screens::gradient::proof::{Asks, DELAYS, MOST_WORKERS, Proof, RATES};
use crate::shell::action::{Action, Effect};
use crate::shell::address::{Address, Notice};
use crate::shell::notes::Note;
use crate::shell::state::Shell;
use serde_json::Value;
use std::rc::Rc;

/// Name under which what the proof has measured is kept between visits.
pub const PROOF: &str = "proof";
/// Engines that fail before nothing more is tried.
const MOST_FAILURES: u32 = 2;

#[derive(Clone, Debug)]
pub struct Gradient {
    pub shell: Shell,
    pub engines: Engines,
    pub experiment: Experiment,
    pub proof: Option<Proof>,
    /// Length, rounds and rate of the looks that are not shown.
    pub aside: [Option<String>; 3],
}

/// Workers that the proof uses where workers can start: the three that are watched side by side, or as many as there are cores.
fn cores() -> usize {
    crate::platform::cores().max(3)
}

impl Gradient {
    pub fn new(mut shell: Shell) -> Self {
        let mut notices = Vec::new();
        rename(&mut shell.address);
        let experiment = Experiment::new(&mut shell.address, shell.lang, &mut notices);
        beyond(&mut shell.address, &experiment, &mut notices);
        shell.notes.extend(notices.into_iter().map(Note::Address));
        let engines = Engines::from(shell.first_ask);
        let mut state = Self { shell, engines, experiment, proof: None, aside: Default::default() };
        if state.is_proof() {
            begin(&mut state);
            state.engines.orders.push(Order::Recall(&[PROOF]));
        }
        state
    }

    /// The same screen from another address. The very proof that stands is begun anew, another one may have been measured before.
    pub fn again(&self, shell: Shell) -> Self {
        let mut next = Self::new(shell);
        next.engines = Engines { orders: next.engines.orders, ..self.engines.again() };
        if let (Some(old), Some(new)) = (&self.proof, &next.proof)
            && old.is_of(new)
        {
            next.engines.orders.clear();
        }
        next
    }

    pub fn is_proof(&self) -> bool {
        self.experiment.look == Look::Recall
    }
    /// Whether the curves are still a question.
    pub fn is_asking(&self) -> bool {
        self.experiment.is_asking(&self.shell)
    }
    /// The screen as it is drawn.
    pub fn view(&self) -> GradientView<'_> {
        self.experiment.view(&self.shell)
    }

    /// Brings to rest what runs.
    pub fn leave(&mut self) {
        if self.proof.as_ref().is_some_and(|proof| proof.is_running) {
            steer(self, |proof, pace, ids| proof.go(pace, ids));
        }
        self.engines.orders.push(Order::End);
    }
    /// Comes back after another state stood in its place: what was measured stands, runs that were on their way begin anew.
    pub fn resume(&mut self) {
        let Some(measured) = self.proof.as_ref().map(Proof::keep) else { return };
        let mut proof = Proof::new(&self.shell.address, workers(self));
        proof.recall(&measured);
        self.proof = Some(proof);
    }

    /// Does what happened.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Own(own) => {
                if let Some(news) = own.of::<News>() {
                    hear(self, news);
                } else if let Some(Act::Export(format)) = own.of::<Act>() {
                    export(self, format);
                } else if let Some(act) = own.of::<Act>() {
                    act_on(self, act);
                }
            }
            Action::Set(key, value) => {
                if self.shell.facts.set(&mut self.shell.address, key, &value) {
                    refresh(self);
                }
            }
            Action::Pace(speed) => {
                self.shell.address.set("speed", &speed);
                steer(self, |proof, pace, _| proof.set_pace(pace));
            }
            Action::Lang(_) => refresh(self),
            action if self.is_proof() => of_proof(self, action),
            action => of_cursor(self, action),
        }
    }
}

/// Looks as old links say them.
fn rename(address: &mut Address) {
    let old = address.get("data").or(address.get("look")).map(str::to_string);
    address.remove("data");
    let new = match old.as_deref() {
        Some("jacobian") => Some("back"),
        Some("recall") => Some("proof"),
        other => other,
    };
    if let Some(look) = new {
        address.set("look", look);
    }
    if new == Some("steps") {
        address.remove("look");
    }
}

/// What only this look, or this many words, cannot take: named, and usual again.
fn beyond(address: &mut Address, experiment: &Experiment, notices: &mut Vec<Notice>) {
    let is_proof = experiment.look == Look::Recall;
    let len = |len: usize| !is_proof || (DELAYS.0..=DELAYS.2).contains(&len);
    let wrong = [
        ("t", address.number("t").is_some_and(|t| t > experiment.steps())),
        ("len", address.number("len").is_some_and(|value| !len(value))),
        ("lr", is_proof && address.get("lr").is_some_and(|rate| !RATES.contains(&rate))),
    ];
    for (key, _) in wrong.into_iter().filter(|(_, is_wrong)| *is_wrong) {
        notices.push(Notice::Bad(key.into(), address.get(key).unwrap_or_default().into()));
        address.remove(key);
    }
}

/// State and action to the next state.
pub fn reduce(state: &Gradient, action: impl Into<Action>) -> Gradient {
    let mut next = state.clone();
    next.shell.effects.clear();
    next.engines.orders.clear();
    if let Some(action) = next.shell.apply(action.into()) {
        next.apply(action);
    }
    next
}

/// What moves the proof.
fn of_proof(s: &mut Gradient, action: Action) {
    let is_running = s.proof.as_ref().is_some_and(|proof| proof.is_running);
    match action {
        Action::Play(runs) if is_running == runs => {}
        Action::Go | Action::Play(_) => {
            // Pressed at the end: once more.
            if s.proof.as_ref().is_some_and(Proof::is_done) {
                begin(s);
            }
            steer(s, |proof, pace, ids| proof.go(pace, ids));
        }
        Action::Goto(0) => begin(s),
        _ => {}
    }
}

/// What moves the step that is read out.
fn of_cursor(s: &mut Gradient, action: Action) {
    match action {
        // Where a guess is demanded, nothing is shown before one is drawn.
        Action::Go if s.is_asking() && s.shell.is_gated() && !s.experiment.is_drawn => {}
        Action::Go if s.is_asking() => act_on(s, Act::Show),
        Action::Go => act_on(s, Act::Look(Look::Recall)),
        Action::Step(later) => act_on(s, Act::Move(later)),
        // The curves are asked for, not stumbled upon.
        Action::Goto(_) if s.is_asking() => {}
        Action::Goto(t) if t <= s.experiment.steps() => act_on(s, Act::Step(t)),
        _ => {}
    }
}

fn hear(s: &mut Gradient, news: News) {
    match news {
        News::Told(id, tell, _) => {
            let ended = |s: &Gradient| {
                s.proof.as_ref().map_or(0, |proof| proof.trials.iter().filter(|trial| trial.is_done()).count())
            };
            let before = ended(s);
            steer(s, |proof, pace, ids| proof.told(id, *tell, pace, ids));
            // What a run has measured outlives the page.
            if let Some(proof) = s.proof.as_ref().filter(|_| ended(s) > before) {
                s.engines.orders.push(Order::Keep(PROOF, Rc::new(proof.keep().into_bytes())));
            }
        }
        News::Kept(kept) => {
            let kept = kept.into_iter().next().flatten();
            if let (Some(proof), Some(text)) =
                (&mut s.proof, kept.as_deref().and_then(|kept| std::str::from_utf8(kept).ok()))
            {
                proof.recall(text);
            }
        }
        News::Failed => fail(s),
    }
}

fn act_on(s: &mut Gradient, act: Act) {
    let was_proof = s.is_proof();
    let look = match &act {
        Act::Look(look) => Some(*look),
        _ => None,
    };
    if look.is_some_and(|look| (look == Look::Recall) != was_proof) {
        // Lengths, rates and rounds mean other things there: each side keeps its own.
        for (key, aside) in ["len", "epoch", "lr"].into_iter().zip(&mut s.aside) {
            let own = s.shell.address.get(key).filter(|_| s.shell.address.is_set(key)).map(str::to_string);
            s.shell.address.remove(key);
            if let Some(value) = std::mem::replace(aside, own) {
                s.shell.address.set(key, &value);
            }
        }
    }
    // What a host has locked is out of reach in the picture too.
    if act.control().is_some_and(|key| s.shell.locks(key)) {
        return;
    }
    if s.experiment.act(act, &mut s.shell) {
        refresh(s);
    }
}

/// Computes what the address asks for now.
fn refresh(s: &mut Gradient) {
    let mut notices: Vec<Notice> = Vec::new();
    s.experiment.refresh(&mut s.shell.address, s.shell.lang, &mut notices);
    s.shell.notes.extend(notices.into_iter().map(Note::Address));
    if s.is_proof() {
        let fresh = Proof::new(&s.shell.address, workers(s));
        if s.proof.as_ref().is_none_or(|proof| !proof.is_of(&fresh)) {
            begin(s);
            s.engines.orders.push(Order::Recall(&[PROOF]));
        }
    } else if s.proof.as_ref().is_some_and(|proof| proof.is_running) {
        // Nobody watches.
        steer(s, |proof, pace, ids| proof.go(pace, ids));
    }
}

fn workers(s: &Gradient) -> usize {
    if s.engines.on_this_thread { 1 } else { cores() }
}

/// A proof that has not begun; whatever ran before rests.
fn begin(s: &mut Gradient) {
    if s.proof.as_ref().is_some_and(|proof| proof.is_running) {
        steer(s, |proof, pace, ids| proof.go(pace, ids));
    }
    s.proof = Some(Proof::new(&s.shell.address, workers(s)));
}

/// Moves the proof on, and sends what follows to its workers.
fn steer(s: &mut Gradient, by: impl FnOnce(&mut Proof, f32, &mut u32) -> Asks) {
    let pace = match s.shell.address.get("speed") {
        Some("2") => f32::INFINITY,
        Some("0.5") => 0.5,
        _ => 1.0,
    };
    let workers = workers(s);
    let Some(proof) = &mut s.proof else { return };
    // Since it was planned, workers may have been refused.
    proof.workers = workers.clamp(1, MOST_WORKERS);
    let asks = by(proof, pace, &mut s.engines.asks);
    s.engines.orders.extend(asks.into_iter().map(|(worker, id, ask)| Order::Ask(worker, id, ask, Rc::default())));
}

/// A worker failed: once more on this thread, where there is only one; there only once.
fn fail(s: &mut Gradient) {
    s.engines.failures += 1;
    if s.engines.on_this_thread || s.engines.failures > MOST_FAILURES {
        s.proof = None;
        s.shell.notes.retain(|note| note.code() != NO_WORKER);
        return;
    }
    s.engines.on_this_thread = true;
    s.shell.notes.retain(|note| note.code() != NO_WORKER);
    s.shell.notes.push(no_worker());
    s.engines.orders.push(Order::Restart { on_this_thread: true });
    let Some(old) = s.proof.take() else { return };
    let (ran, measured) = (old.is_running, old.keep());
    let mut proof = Proof::new(&s.shell.address, 1);
    // What has been measured stands.
    proof.recall(&measured);
    s.proof = Some(proof);
    if ran {
        steer(s, |proof, pace, ids| proof.go(pace, ids));
    }
}

fn export(s: &mut Gradient, format: Format) {
    let experiment = &s.experiment;
    let effect = match format {
        Format::Svg | Format::Png => Effect::Picture("gradient", format == Format::Png),
        Format::Csv => Effect::Download("gradient.csv".into(), Rc::new(csv(experiment).into_bytes())),
        Format::Json => {
            let text = crate::shell::json::text(&traces(experiment, false));
            Effect::Download("gradient.json".into(), Rc::new(text.into_bytes()))
        }
    };
    s.shell.effects.push(effect);
}

/// The traces of all cells (FORMATS §4).
/// While the curves are a question, no gradient is in them.
pub fn traces(experiment: &Experiment, is_asking: bool) -> Value {
    let hidden_after = is_asking.then_some(0);
    Value::Array(experiment.lanes.iter().map(|lane| to_json(&lane.trace, hidden_after)).collect())
}

/// A row a step: its word, then each cell's norms. A word is quoted where it needs to be.
pub fn csv(experiment: &Experiment) -> String {
    let mut head = vec!["t".to_string(), "token".to_string()];
    let mut columns: Vec<&Vec<f64>> = Vec::new();
    for lane in experiment.lanes.iter() {
        for (state, norms) in [("h", Some(&lane.h)), ("c", lane.c.as_ref())] {
            if let Some(norms) = norms {
                head.push(format!("{}_d{state}", lane.cell().id()));
                columns.push(norms);
            }
        }
    }
    let mut out = head.join(",") + "\r\n";
    for (t, word) in experiment.settings.words.iter().enumerate() {
        let cells = columns.iter().map(|norms| full(norms[t]));
        let row: Vec<String> = [(t + 1).to_string(), quoted(word)].into_iter().chain(cells).collect();
        out += &(row.join(",") + "\r\n");
    }
    out
}
