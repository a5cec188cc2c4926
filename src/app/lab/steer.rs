//! The reducer of the gradient's screen. What it does not know goes on to the reducer of all screens.

use crate::app::address::Notice;
use crate::app::lab::gradient::{Act, Board, Format};
use crate::app::lab::part::Part;
use crate::app::lab::proof::{Asks, MOST_WORKERS, Proof};
use crate::app::lab::state::{Action, Effect, Note, State};
use crate::engine::export::to_json;
use crate::scene::gradient::{Look, View};
use crate::scene::number::full;
use serde_json::Value;
use std::rc::Rc;

/// Workers that the proof uses where workers can start: the three that are watched side by side, or as many as there are cores.
fn cores() -> usize {
    crate::platform::cores().max(3)
}

/// The gradient's screen.
pub struct Gradients;

impl Part for Gradients {
    fn begin(s: &mut State) {
        let mut notices = Vec::new();
        let board = Board::new(&mut s.address, s.lang, &mut notices);
        s.notes.extend(notices.into_iter().map(Note::Address));
        if board.look == Look::Recall {
            s.proof = Some(Proof::new(&s.address, cores()));
            s.effects.push(Effect::RecallProof);
        }
        s.board = Some(board);
    }
    fn leave(s: &mut State) {
        begin(s);
    }
    fn apply(s: &mut State, action: Action) -> Option<Action> {
        apply(s, action)
    }
}

/// Does what belongs to this screen; gives back what does not.
fn apply(s: &mut State, action: Action) -> Option<Action> {
    let is_proof = s.board.as_ref()?.look == Look::Recall;
    match action {
        Action::Gradient(Act::Export(format)) => export(s, format),
        Action::Gradient(act) => act_on(s, act),
        Action::Go if is_proof => {
            // Pressed at the end: once more.
            if s.proof.as_ref().is_some_and(Proof::is_done) {
                begin(s);
            }
            steer(s, |proof, pace, ids| proof.go(pace, ids));
        }
        Action::Run(runs) if is_proof => {
            if s.proof.as_ref().is_some_and(|proof| proof.is_running != runs) {
                return apply(s, Action::Go);
            }
        }
        Action::Go if s.is_asking() => act_on(s, Act::Show),
        Action::Go => act_on(s, Act::Look(Look::Recall)),
        // The arrow keys and Home.
        Action::Once if !is_proof => act_on(s, Act::Move(true)),
        Action::Back if !is_proof => act_on(s, Act::Move(false)),
        Action::Rewind if is_proof => begin(s),
        Action::Rewind => act_on(s, Act::Step(1)),
        Action::Goto(t) if !is_proof => act_on(s, Act::Step(t as usize)),
        Action::Set(key, value) => {
            // Nothing: whatever is usual.
            if value.is_empty() {
                s.address.remove(key);
                refresh(s);
            } else if s.address.set(key, &value) {
                refresh(s);
            }
        }
        Action::Pace(speed) => {
            s.address.set("speed", &speed);
            steer(s, |proof, pace, _| proof.set_pace(pace));
        }
        Action::Lang(lang) => {
            s.address.set("lang", lang.id());
            s.lang = lang;
            refresh(s);
        }
        Action::Told(id, tell, _) => {
            let ended = |s: &State| {
                s.proof.as_ref().map_or(0, |proof| proof.trials.iter().filter(|trial| trial.is_done()).count())
            };
            let before = ended(s);
            steer(s, |proof, pace, ids| proof.told(id, *tell, pace, ids));
            // What a run has measured outlives the page.
            if let Some(proof) = s.proof.as_ref().filter(|_| ended(s) > before) {
                s.effects.push(Effect::KeepProof(Rc::new(proof.keep().into_bytes())));
            }
        }
        Action::ProofKept(kept) => {
            if let (Some(proof), Some(text)) =
                (&mut s.proof, kept.as_deref().and_then(|kept| std::str::from_utf8(kept).ok()))
            {
                proof.recall(text);
            }
        }
        Action::EngineFailed => fail(s),
        Action::Reset => {
            for key in [
                "cell", "text", "ex", "len", "gain", "fbias", "clip", "nonlin", "init", "seed", "loss", "axis", "data",
                "t", "hidden", "lr", "epoch", "predict", "speed",
            ] {
                s.address.remove(key);
            }
            s.notes.clear();
            let mut notices = Vec::new();
            s.board = Some(Board::new(&mut s.address, s.lang, &mut notices));
            begin(s);
        }
        // Of training, which this screen does not do.
        Action::Once
        | Action::Back
        | Action::Goto(_)
        | Action::Run(_)
        | Action::Submit(_)
        | Action::File(_)
        | Action::Network(_) => {}
        Action::Recalled(..) | Action::Sample | Action::Pin | Action::Save | Action::TakeGpu => {}
        action => return Some(action),
    }
    None
}

fn act_on(s: &mut State, act: Act) {
    let Some(board) = &mut s.board else { return };
    let was_proof = board.look == Look::Recall;
    let look = match &act {
        Act::Look(look) => Some(*look),
        _ => None,
    };
    if look.is_some_and(|look| (look == Look::Recall) != was_proof) {
        // Lengths, rates and rounds mean other things there: each side keeps its own.
        for (key, aside) in ["len", "epoch", "lr"].into_iter().zip(&mut s.aside) {
            let own = s.address.get(key).filter(|_| s.address.is_set(key)).map(str::to_string);
            s.address.remove(key);
            if let Some(value) = std::mem::replace(aside, own) {
                s.address.set(key, &value);
            }
        }
    }
    if board.act(act, &mut s.address, s.lang, s.is_narrow) {
        refresh(s);
    }
}

/// Computes what the address asks for now.
fn refresh(s: &mut State) {
    let mut notices: Vec<Notice> = Vec::new();
    let Some(board) = &mut s.board else { return };
    board.refresh(&mut s.address, s.lang, &mut notices);
    s.notes.extend(notices.into_iter().map(Note::Address));
    if board.look == Look::Recall {
        let fresh = Proof::new(&s.address, workers(s));
        if s.proof.as_ref().is_none_or(|proof| !proof.is_of(&fresh)) {
            begin(s);
            s.effects.push(Effect::RecallProof);
        }
    } else if s.proof.as_ref().is_some_and(|proof| proof.is_running) {
        // Nobody watches.
        steer(s, |proof, pace, ids| proof.go(pace, ids));
    }
}

fn workers(s: &State) -> usize {
    if s.on_this_thread { 1 } else { cores() }
}

/// A proof that has not begun; whatever ran before rests.
fn begin(s: &mut State) {
    if s.proof.as_ref().is_some_and(|proof| proof.is_running) {
        steer(s, |proof, pace, ids| proof.go(pace, ids));
    }
    s.proof = Some(Proof::new(&s.address, workers(s)));
}

/// Moves the proof on, and sends what follows to its workers.
fn steer(s: &mut State, by: impl FnOnce(&mut Proof, f32, &mut u32) -> Asks) {
    let pace = match s.address.get("speed") {
        Some("2") => f32::INFINITY,
        Some("0.5") => 0.5,
        _ => 1.0,
    };
    let workers = workers(s);
    let Some(proof) = &mut s.proof else { return };
    // Since it was planned, workers may have been refused.
    proof.workers = workers.clamp(1, MOST_WORKERS);
    let asks = by(proof, pace, &mut s.asks);
    s.effects.extend(asks.into_iter().map(|(worker, id, ask)| Effect::AskOne(worker, id, ask)));
}

/// A worker failed: once more on this thread, where there is only one; there only once.
fn fail(s: &mut State) {
    s.failures += 1;
    if s.on_this_thread || s.failures > 2 {
        s.proof = None;
        s.notes.retain(|note| *note != Note::NoWorker);
        return;
    }
    s.on_this_thread = true;
    s.notes.retain(|note| *note != Note::NoWorker);
    s.notes.push(Note::NoWorker);
    s.effects.push(Effect::Restart { on_this_thread: true });
    let Some(old) = s.proof.take() else { return };
    let (ran, measured) = (old.is_running, old.keep());
    let mut proof = Proof::new(&s.address, 1);
    // What has been measured stands.
    proof.recall(&measured);
    s.proof = Some(proof);
    if ran {
        steer(s, |proof, pace, ids| proof.go(pace, ids));
    }
}

fn export(s: &mut State, format: Format) {
    let Some(board) = &s.board else { return };
    let effect = match format {
        Format::Svg | Format::Png => Effect::Picture("gradient", format == Format::Png),
        Format::Csv => Effect::Download("gradient.csv".into(), Rc::new(csv(board).into_bytes())),
        Format::Json => {
            let traces = board.lanes.iter().map(|lane| to_json(&lane.trace, None)).collect();
            let text = crate::app::json::text(&Value::Array(traces));
            Effect::Download("gradient.json".into(), Rc::new(text.into_bytes()))
        }
    };
    s.effects.push(effect);
}

/// A row a step: its word, then each cell's norms. A word is quoted where it needs to be.
pub fn csv(board: &Board) -> String {
    let mut head = vec!["t".to_string(), "token".to_string()];
    let mut columns: Vec<&Vec<f64>> = Vec::new();
    for lane in board.lanes.iter() {
        for (state, norms) in [("h", Some(&lane.h)), ("c", lane.c.as_ref())] {
            if let Some(norms) = norms {
                head.push(format!("{}_d{state}", lane.cell().id()));
                columns.push(norms);
            }
        }
    }
    let mut out = head.join(",") + "\r\n";
    for (t, word) in board.settings.words.iter().enumerate() {
        let word = match word.contains(['"', ',', '\n', '\r']) {
            true => format!("\"{}\"", word.replace('"', "\"\"")),
            false => word.clone(),
        };
        let cells = columns.iter().map(|norms| full(norms[t]));
        let row: Vec<String> = [(t + 1).to_string(), word].into_iter().chain(cells).collect();
        out += &(row.join(",") + "\r\n");
    }
    out
}

impl State {
    /// Whether the curves are still a question.
    pub fn is_asking(&self) -> bool {
        self.board.as_ref().is_some_and(|board| board.is_asking(&self.address))
    }
    /// The gradient's screen as it is drawn.
    pub fn board_view<'a>(&self, board: &'a Board) -> View<'a> {
        board.view(&self.address, self.lang, self.is_narrow)
    }
}
