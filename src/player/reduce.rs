//! The reducer: state and action to the next state. Pure; what has to be done outside becomes an effect.

use crate::model::cell::Cell;
use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::player::action::Act;
use crate::player::edit;
use crate::player::sentence::{reads, rebuild};
use crate::player::show::forget;
use crate::player::state::Player;
use crate::player::travel::{advance, goto, jump, place, play, step, sync_open, tick};
use crate::scene::reading::present;
use crate::scene::view::{Field, Zoom};
use crate::shell::action::{Action, Effect};
use crate::shell::notes::Note;
use crate::words::Lang;
use serde_json::json;
use std::rc::Rc;

/// State and action to the next state.
pub fn reduce(state: &Player, action: Action) -> Player {
    let mut next = state.clone();
    next.shell.effects.clear();
    if let Some(action) = next.shell.apply(action) {
        next.apply(action);
    }
    next
}

impl Player {
    /// Does what happened, and what follows from it.
    pub fn apply(&mut self, action: Action) {
        let was = (self.show.clone(), self.view().t, self.view().op);
        if !(self.kind.act)(self, &action) {
            match action {
                Action::Own(own) => {
                    if let Some(act) = own.of::<Act>() {
                        self.act(act);
                    }
                }
                action => shared(self, action),
            }
        }
        (self.kind.settle)(self);
        let is_other = !Rc::ptr_eq(&self.show, &was.0);
        // What was guessed was guessed of another answer.
        let is_other_answer = !Rc::ptr_eq(&self.show.trace, &was.0.trace);
        self.guess = self.guess.filter(|_| !is_other_answer);
        self.own_guess = self.own_guess.filter(|_| !is_other_answer);
        self.tries = if is_other_answer { 0 } else { self.tries };
        if is_other || (self.view().t, self.view().op) != (was.1, was.2) {
            self.measure_effects();
            self.come_to_rest();
        }
    }

    fn act(&mut self, act: Act) {
        let rest = travels(self, act).and_then(|act| opens(self, act)).and_then(|act| reads(self, act));
        if let Some(act) = rest {
            changes(self, act);
        }
    }
}

/// What can happen on every screen.
fn shared(s: &mut Player, action: Action) {
    match action {
        Action::Step(forward) => {
            s.playing = None;
            step(s, forward);
        }
        Action::Goto(t) if t <= s.view().last() => {
            s.playing = None;
            goto(s, t);
        }
        Action::Go if s.view().is_asking() && s.shell.is_gated() => s.shell.focus("card"),
        Action::Go => advance(s),
        Action::Play(true) => play(s),
        Action::Play(false) => s.playing = None,
        Action::Pace(speed) => drop(s.shell.address.set("speed", &speed)),
        Action::Lang(lang) => language(s, lang),
        Action::Set(key, value) if s.shell.facts.set(&mut s.shell.address, key, &value) => {
            let was_revealed = !s.goes_back() && s.view().is_revealed();
            s.refresh();
            // What was revealed stays so, however many steps it took.
            let last = s.last();
            if was_revealed || s.t() > last {
                s.shell.address.set("t", &last.to_string());
            }
            s.close_if_empty();
        }
        _ => {}
    }
}

/// Along the sentence; gives back what is something else.
fn travels(s: &mut Player, act: Act) -> Option<Act> {
    match act {
        Act::Word(forward) => {
            s.playing = None;
            let t = s.t();
            jump(s, if forward { t + 1 } else { t.saturating_sub(1) });
        }
        Act::Operation(op) => {
            s.playing = None;
            let t = s.t().clamp(1, s.steps());
            place(s, if op == 0 { t - 1 } else { t }, op);
        }
        Act::Goto(t) => {
            s.playing = None;
            jump(s, t);
        }
        Act::Tick(number) => tick(s, number),
        Act::Guess(option) => guess(s, option),
        Act::Look(option) => {
            s.own_guess = Some(option);
            s.shell.focus("card");
        }
        Act::ShowMe => {
            let t = s.steps() + 1;
            goto(s, t);
            s.shell.focus("card");
        }
        act => return Some(act),
    }
    None
}

fn guess(s: &mut Player, option: usize) {
    let view = s.view();
    let (count, right) = (s.kind.telling.choices)(&view);
    if option >= count || !view.is_asking() {
        return;
    }
    s.tries += 1;
    let fields = json!({"question": s.kind.lesson.fig, "correct": right == Some(option), "tries": s.tries});
    s.guess = Some(option);
    let t = s.t() + 1;
    goto(s, t);
    s.shell.effects.push(Effect::Tell("answer", fields));
    s.shell.focus("card");
}

/// Numbers that open; gives back what is something else.
fn opens(s: &mut Player, act: Act) -> Option<Act> {
    match act {
        Act::Open(path) => open_root(s, path),
        Act::OpenDeeper(path) => open(s, path),
        // On its own screen the cell is open already.
        Act::OpenCell if s.kind.lesson.by_operation => close(s),
        Act::OpenCell if s.t() > 0 => {
            s.trail.clear();
            s.shell.address.remove("open");
            s.shell.address.set("zoom", "cell");
            s.shell.focus("detail");
        }
        Act::OpenCell => {}
        Act::Crumb(index) => crumb(s, index),
        Act::Up => up(s),
        Act::Unit(on) => unit(s, on),
        Act::ChooseUnit(unit) => s.unit = unit.clamp(1, s.show.hidden),
        Act::OpenUnit => {
            let t = s.view().read();
            if t > 0 {
                // What the last operation gave; h where the step is whole.
                let view = s.view();
                let quantity = present(&view).and_then(|operation| operation.quantities.last().copied());
                let quantity = quantity.filter(|_| view.lesson.by_operation).unwrap_or(Quantity::H);
                let path = view.path(ValuePath::unit(quantity, Place::FIRST, t, s.unit));
                s.trail.clear();
                open(s, path);
            }
        }
        Act::Field => s.shell.focus("field"),
        Act::FieldTyped(text) => s.field = Some(Field { text, refusal: None }),
        Act::FieldSubmit(text) => edit::submit(s, &text),
        Act::Restore(path) => edit::restore(s, &path),
        Act::RestoreAll => edit::restore_all(s),
        Act::Hold(gate, value) => edit::hold(s, gate, value),
        Act::HoldOne(path, value) => edit::hold_one(s, path, value),
        Act::Pin(path) => edit::pin(s, path),
        Act::Table(open) => s.is_table_open = open,
        Act::Weights(open) => {
            s.are_weights_open = open;
            s.shell.effects.extend(open.then_some(Effect::Reveal("weights")));
        }
        act => return Some(act),
    }
    None
}

/// The network.
fn changes(s: &mut Player, act: Act) {
    match act {
        Act::Cell(cell) => {
            edit::qualify(s);
            s.shell.address.set("cell", cell.id());
        }
        Act::SideBySide => {
            edit::qualify(s);
            s.shell.address.set("cell", &Cell::RECURRENT.map(Cell::id).join(","));
        }
        Act::Beside(cell) => {
            let mut cells: Vec<Cell> = s.show.lanes.iter().map(|lane| lane.model.config.cell).collect();
            match cells.iter().position(|&other| other == cell) {
                Some(at) if cells.len() > 1 => drop(cells.remove(at)),
                Some(_) => return,
                None if cells.len() == s.kind.lesson.most_cells => return,
                None => cells.push(cell),
            }
            edit::qualify(s);
            // Always in the same order, so that a place means a cell.
            let cells: Vec<&str> =
                s.kind.lesson.choice.iter().filter(|cell| cells.contains(cell)).map(|cell| cell.id()).collect();
            s.shell.address.set("cell", &cells.join(","));
        }
        Act::Hidden(typed) => {
            let Some(hidden) = whole(s, &typed, s.kind.lesson.hidden_range) else { return };
            s.shell.address.set("hidden", &hidden.to_string());
            let is_trained = ships(s, hidden);
            if s.is_random_for_size && is_trained {
                s.shell.address.remove("w");
            }
            s.is_random_for_size = !is_trained && (s.is_random_for_size || s.show.seed.is_none());
        }
        Act::Random(random) => {
            s.shell.address.set("w", if random { "random" } else { "trained" });
            s.is_random_for_size = false;
            if !random && !ships(s, s.show.hidden) {
                s.shell.address.remove("hidden");
            }
        }
        Act::Seed(typed) => {
            let Some(seed) = whole(s, &typed, (0, u32::MAX as usize)) else { return };
            s.shell.address.set("seed", &seed.to_string());
        }
        Act::Ours => forget(&mut s.shell.address),
        _ => return,
    }
    rebuild(s);
}

/// What was typed as a whole number of a range; anything else is put back with a word.
fn whole(s: &mut Player, typed: &str, (least, most): (usize, usize)) -> Option<usize> {
    s.shell.notes.retain(|note| !matches!(note, Note::Refused(_)));
    let value = typed.trim().parse().ok().filter(|value| (least..=most).contains(value));
    if value.is_none() {
        let words = s.shell.lang.messages().field_whole(
            &typed.chars().take(20).collect::<String>(),
            &least.to_string(),
            &most.to_string(),
        );
        s.shell.notes.push(Note::Refused(words));
    }
    value
}

fn unit(s: &mut Player, on: bool) {
    let count = s.show.hidden;
    s.unit = if on { s.unit % count + 1 } else { (s.unit + count - 2) % count + 1 };
    if s.zoom() == Zoom::Math && matches!(s.trail.first(), Some(ValuePath { name: Name::Unit(..), .. })) {
        let path = ValuePath { second: s.unit, ..s.trail[0] };
        s.trail.clear();
        open(s, path);
        s.shell.effects.retain(|effect| !matches!(effect, Effect::Focus(_)));
    }
    // On a screen whose units are rows, the same number of the new unit.
    let selectors = ["#in-hand", ".in-hand-row button[data-q='{q}']"];
    s.shell.effects.push(Effect::FocusFirst(selectors.map(String::from).to_vec()));
}

/// Whether trained networks of that size ship for every cell on the screen.
fn ships(s: &Player, hidden: usize) -> bool {
    s.show.lanes.iter().all(|lane| s.show.example.ships(lane.model.config.cell, hidden))
}

/// Opens a number as the first of a trail.
pub fn open_root(s: &mut Player, path: ValuePath) {
    s.trail.clear();
    // The length of all units together is no unit.
    if let (Name::Unit(..), 1..) = (path.name, path.second) {
        s.unit = path.second;
    }
    open(s, path);
}

fn open(s: &mut Player, path: ValuePath) {
    if !s.view().may_open(&path) {
        return;
    }
    s.playing = None;
    // A number that is open already is gone back to, never opened twice.
    if let Some(at) = s.trail.iter().position(|open| *open == path) {
        s.trail.truncate(at);
    }
    s.trail.push(path);
    sync_open(s);
    s.shell.focus("detail");
}

fn up(s: &mut Player) {
    if s.editor.is_some() {
        return s.act(Act::Editor(false));
    }
    match s.zoom() {
        Zoom::Math if s.trail.len() > 1 => {
            s.trail.pop();
            sync_open(s);
            s.shell.focus("detail");
        }
        Zoom::Math | Zoom::Cell => close(s),
        Zoom::Sentence => {
            s.shell.address.set("present", "0");
        }
    }
}

/// Back to the picture, and to the number in it that was opened first.
fn close(s: &mut Player) {
    let first = s.trail.first().copied();
    s.trail.clear();
    sync_open(s);
    let mut selectors = vec!["#in-hand".to_string(), ".in-hand-row [data-path]".into(), "#figure".into()];
    if let Some(path) = first {
        selectors.insert(0, format!(".stage [data-path='{path}']"));
    }
    s.shell.effects.push(Effect::FocusFirst(selectors));
}

/// Crumbs: the sentence, the step (if the number has one), then the trail.
fn crumb(s: &mut Player, index: usize) {
    let has_step = s.trail.iter().any(|path| path.t().is_some());
    match index {
        0 => close(s),
        // A step of the way back has several stops: which of them is not said.
        1 if has_step && s.goes_back() => close(s),
        1 if has_step => {
            let t = s.trail.iter().find_map(ValuePath::t).unwrap_or(s.t());
            goto(s, t);
            s.act(Act::OpenCell);
        }
        index => {
            s.trail.truncate(index - usize::from(has_step));
            sync_open(s);
            s.shell.focus("detail");
        }
    }
}

fn language(s: &mut Player, lang: Lang) {
    // The network is swapped for its twin only while the sentence is the example's own.
    let own = s.shell.address.is_set("text") || s.shell.address.is_set("set") || s.show.own.is_some();
    if !own && s.show.example.lang() != lang.id() {
        if s.shell.address.is_set("ex") {
            s.shell.address.set("ex", s.show.example.twin().id());
        }
        let open = s.trail.clone();
        rebuild(s);
        // The same number of the twin, where it has one: units mean the same place, words do not.
        if let Some(path) = open.first().filter(|path| matches!(path.name, Name::Unit(..))) {
            open_quietly(s, *path);
        }
    } else if own {
        s.shell.address.set("ex", s.show.id());
    }
}

fn open_quietly(s: &mut Player, path: ValuePath) {
    open(s, path);
    s.shell.effects.retain(|effect| !matches!(effect, Effect::Focus(_)));
}
