//! Moving along the sentence and inside a step: one cursor, forward and back the same.

use crate::model::names::ValuePath;
use crate::player::action::Act;
use crate::player::state::Player;
use crate::scene::view::Zoom;
use crate::shell::action::Effect;

/// Milliseconds between steps of playing at speed 1.
const CADENCE: f64 = 1600.0;

pub fn is_at_the_end(s: &Player) -> bool {
    s.t() == s.view().last() && s.view().is_complete()
}

/// One stop on or back: an operation where the screen stops at each, else a word.
pub fn step(s: &mut Player, forward: bool) {
    let view = s.view();
    let (t, op, operations, steps) = (view.t, view.op, view.operations(), s.steps());
    match forward {
        true if (1..=steps).contains(&t) && op < operations => place(s, t, op + 1),
        true => place(s, t + 1, 1),
        false if (1..=steps).contains(&t) && op > 1 => place(s, t, op - 1),
        false => place(s, t.saturating_sub(1), operations),
    }
}

/// Goes to a word; a jump over an open question stops at it first: predict, then see.
pub fn jump(s: &mut Player, t: usize) {
    let view = s.view();
    let asks = view.asks() && view.predict && !view.is_asking() && !view.is_revealed();
    let t = if asks { t.min(s.steps()) } else { t };
    goto(s, t);
}

pub fn goto(s: &mut Player, t: usize) {
    place(s, t, 0);
}

/// Goes to operation `op` of step `t`; 0 is the whole step.
pub fn place(s: &mut Player, t: usize, op: usize) {
    let view = s.view();
    let (last, operations) = (view.last(), view.operations());
    // Where a guess is demanded, nothing else leads on to the answer.
    let is_shut = view.asks() && view.is_gated && s.guess.is_none() && !view.is_revealed();
    if is_shut && t > s.steps() && view.is_asking() {
        return;
    }
    let t = t.min(if is_shut { s.steps() } else { last });
    let op = if operations == 1 || t == 0 || t > s.steps() { 0 } else { op };
    if t == s.t() && op == s.shell.address.number("op").unwrap_or(0) {
        return;
    }
    if t <= s.steps() {
        s.guess = None;
    }
    s.shell.address.set("t", &t.to_string());
    s.shell.address.set("op", &op.to_string());
    // An open number follows the cursor to the same number of the new step.
    if s.zoom() == Zoom::Math {
        let read = s.view().read();
        let follow = s.trail.first().copied().map(|path| {
            if path.t().is_some() { ValuePath { first: s.reads(&path, read.max(1)), ..path } } else { path }
        });
        s.trail.clear();
        s.trail.extend(follow.filter(|path| s.view().may_open(path)));
        sync_open(s);
    }
    s.close_if_empty();
}

pub fn sync_open(s: &mut Player) {
    s.field = None;
    match s.trail.last() {
        Some(path) => {
            s.shell.address.set("open", &path.to_string());
            s.shell.address.set("zoom", "math");
        }
        None => {
            s.shell.address.remove("open");
            s.shell.address.set("zoom", "sentence");
        }
    }
}

pub fn schedule(s: &mut Player) {
    s.ticks = s.ticks.wrapping_add(1);
    s.playing = Some(s.ticks);
    let speed = s.shell.address.get("speed").and_then(crate::platform::number).unwrap_or(1.0);
    // Operations follow each other faster than words.
    let cadence = if s.kind.lesson.by_operation { CADENCE * 0.6 } else { CADENCE };
    s.shell.effects.push(Effect::After((cadence / speed) as u32, Act::Tick(s.ticks).into()));
}

/// The main button: on, or from the end to the start.
pub fn advance(s: &mut Player) {
    s.playing = None;
    if is_at_the_end(s) {
        goto(s, 0);
    } else {
        step(s, true);
    }
}

pub fn play(s: &mut Player) {
    if is_at_the_end(s) {
        goto(s, 0);
    }
    // Playing never answers the question for anybody.
    if !s.view().is_asking() {
        schedule(s);
    }
}

/// The clock has come round.
pub fn tick(s: &mut Player, number: u32) {
    if s.playing != Some(number) {
        return;
    }
    step(s, true);
    if is_at_the_end(s) || s.view().is_asking() {
        s.playing = None;
    } else {
        schedule(s);
    }
}
