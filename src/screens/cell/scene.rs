//! What is said of one operation of a cell, or of those of several cells at one stop.

use crate::model::anatomy::Op;
use crate::model::names::{Place, Quantity, ValuePath};
use crate::scene::card::{Card, Choice, ends, offer, start, unknown, with_restore};
use crate::scene::number::Number;
use crate::scene::reading::opened;
use crate::scene::reading::present;
use crate::scene::view::View;
use crate::screens::cell::words::Words;

pub fn card(view: &View) -> Card {
    let here = || if view.is_comparing() { operations(view) } else { operation(view) };
    with_restore(view, ends(view).unwrap_or_else(here))
}

/// The operation that was just done, with the numbers of the unit in hand, and what can be held here.
fn operation(view: &View) -> Card {
    let m = Words::of(view.lang);
    let Some(operation) = present(view) else { return start(view) };
    if view.done() == 1 && view.trace.sequence.ids[view.t - 1] < 0 {
        return unknown(view);
    }
    let of = |quantity: Quantity, t: usize| {
        let value = if t == 0 { 0.0 } else { view.trace.quantity(quantity, Place::FIRST, t, view.unit).unwrap_or(0.0) };
        match t {
            0 => Number::plain(value, m.no_memory.to_string()),
            t => opened(view, ValuePath::unit(quantity, Place::FIRST, t, view.unit), value, 2),
        }
    };
    use Quantity::{A, C, F, G, H, Ha, I, Kept, N, New, O, Q, R, TanhC, Xa, Z};
    let (t, before) = (view.t, view.t - 1);
    let numbers = match operation.op {
        Op::Forget => vec![of(F, t), of(C, before), of(Kept, t)],
        Op::Input => vec![of(G, t), of(I, t), of(New, t)],
        Op::Update => vec![of(Kept, t), of(New, t), of(C, t)],
        Op::Output => vec![of(O, t), of(TanhC, t), of(H, t)],
        Op::Reset => vec![of(R, t), of(Q, t)],
        Op::Candidate => vec![of(N, t)],
        Op::Share => vec![of(Z, t), of(Kept, t), of(New, t)],
        Op::State => vec![of(Kept, t), of(New, t), of(H, t)],
        Op::Mix => vec![of(Xa, t), of(Ha, t), of(A, t)],
        Op::Squash => vec![of(A, t), of(H, t)],
    };
    let said: Vec<&str> = numbers.iter().map(|number| number.text.as_str()).collect();
    let number = |at: usize| said.get(at).copied().unwrap_or_default();
    let title = m.operation_title(operation.op);
    let text = m.operation_text(operation.op, &view.unit.to_string(), number(0), number(1), number(2));
    let mut options = Vec::new();
    if let Some(gate) = operation.gate {
        let held = view.held_gate(gate, t);
        for level in [0, 1] {
            let is_held = held == Some(f64::from(level));
            let text = if is_held { Words::let_go } else { Words::hold };
            let choice = Choice::Hold(gate, (!is_held).then_some(level));
            options.push(offer(choice, text(m, gate.name(), &level.to_string())));
        }
    }
    Card { title, text: vec![text], numbers, options, is_question: false }
}

/// The operations of several cells at one stop.
fn operations(view: &View) -> Card {
    let m = Words::of(view.lang);
    let said = |index: usize| {
        let lane = view.lane(index);
        let operation = present(&lane)?;
        let title = m.operation_title(operation.op);
        let was_done = View { op: view.op - 1, ..lane }.done() == lane.done();
        let done = if was_done { format!(" ({})", m.already_done) } else { String::new() };
        Some(format!("{}: {title}{done}", lane.cell().label()))
    };
    Card {
        title: m.lock_step(&view.op.to_string(), &view.operations().to_string(), view.word(view.t)),
        text: (0..view.lanes.len()).filter_map(said).chain([m.lock_step_text.to_string()]).collect(),
        ..Card::default()
    }
}
