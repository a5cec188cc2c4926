//! Moving along the sentence and inside a step: one cursor, forward and back the same.

use crate::app::state::{Effect, State};
use crate::model::names::ValuePath;
use crate::scene::view::Zoom;

/// Milliseconds between steps of playing at speed 1.
const CADENCE: f64 = 1600.0;

pub fn is_at_the_end(s: &State) -> bool {
    s.t() == s.view().last() && s.view().is_complete()
}

/// One stop on or back: an operation where the screen stops at each, else a word.
pub fn step(s: &mut State, forward: bool) {
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
pub fn jump(s: &mut State, t: usize) {
    let view = s.view();
    let asks = view.screen.asks && view.predict && !view.is_asking() && !view.is_revealed();
    let t = if asks { t.min(s.steps()) } else { t };
    goto(s, t);
}

pub fn goto(s: &mut State, t: usize) {
    place(s, t, 0);
}

/// Goes to operation `op` of step `t`; 0 is the whole step.
pub fn place(s: &mut State, t: usize, op: usize) {
    let view = s.view();
    let (last, operations) = (view.last(), view.operations());
    let t = t.min(last);
    let op = if operations == 1 || t == 0 || t > s.steps() { 0 } else { op };
    if t == s.t() && op == s.address.number("op").unwrap_or(0) {
        return;
    }
    if t <= s.steps() {
        s.guess = None;
    }
    s.address.set("t", &t.to_string());
    s.address.set("op", &op.to_string());
    // An open number follows the cursor to the same number of the new step.
    if s.zoom() == Zoom::Math {
        let read = s.view().read();
        let follow = s
            .trail
            .first()
            .copied()
            .map(|path| if path.t().is_some() { ValuePath { first: read.max(1), ..path } } else { path });
        s.trail.clear();
        s.trail.extend(follow.filter(|path| s.view().may_open(path)));
        sync_open(s);
    }
    s.close_if_empty();
}

pub fn sync_open(s: &mut State) {
    s.field = None;
    match s.trail.last() {
        Some(path) => {
            s.address.set("open", &path.to_string());
            s.address.set("zoom", "math");
        }
        None => {
            s.address.remove("open");
            s.address.set("zoom", "sentence");
        }
    }
}

pub fn schedule(s: &mut State) {
    s.ticks = s.ticks.wrapping_add(1);
    s.playing = Some(s.ticks);
    let speed = s.address.get("speed").and_then(crate::platform::number).unwrap_or(1.0);
    // Operations follow each other faster than words.
    let cadence = if s.show.screen.by_operation { CADENCE * 0.6 } else { CADENCE };
    s.effects.push(Effect::Tick(s.ticks, (cadence / speed) as u32));
}
