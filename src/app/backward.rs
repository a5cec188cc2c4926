//! The backward pass as a part of the page: its cursor, the update that it leads to, and what a person does there.

use crate::app::action::Action;
use crate::app::compute;
use crate::app::part::Part;
use crate::app::state::State;
use crate::app::train::setup::{OPTIMISERS, optimiser};
use crate::app::travel::schedule;
use crate::device::cpu::{Simd, run};
use crate::engine::program::Buffers;
use crate::engine::session::append_update;
use crate::engine::trace::Trace;
use crate::scene;
use crate::scene::back::{Stop, index, moves, stop, stops};
use crate::scene::view::Learning;
use std::rc::Rc;

/// The program of the backward pass.
pub static BACKWARD: Part = Part {
    program: "backward",
    scene: scene::view::Part {
        scene: scene::back::scene,
        may_open: scene::back_panel::may_open,
        panel: scene::back_panel::panel,
    },
    locate: |s| (cursor(s), learning(s)),
    curves: |_, _| Vec::new(),
    act,
    settle,
};

/// Learning rates on offer; one sentence moves far at the usual one, so that the eye sees it.
pub const RATES: [&str; 4] = ["0.03", "0.1", "0.3", "1"];
const RATE: f64 = 0.3;
pub const CLIPS: [&str; 4] = ["0", "0.05", "0.1", "1"];
pub const TRUNCATIONS: [&str; 4] = ["0", "1", "2", "3"];

/// How the update is made, read from the address.
fn learning(s: &State) -> Learning {
    let real = |key: &str, usual: f64| s.address.get(key).and_then(crate::platform::number).unwrap_or(usual);
    let asked = s.address.get("opt").unwrap_or("sgd");
    Learning {
        rate: real("lr", RATE),
        clip: real("clip", 0.0),
        optimiser: OPTIMISERS.into_iter().find(|id| *id == asked).unwrap_or("sgd"),
    }
}

/// Where the pass stands.
fn cursor(s: &State) -> Stop {
    let (steps, t) = (s.steps(), s.address.number("t").unwrap_or(0));
    let op = s.address.number("op").unwrap_or(0);
    match s.address.get("pass") {
        Some("bwd") if (1..=steps).contains(&t) => {
            Stop::At { t, op: op.clamp(1, moves(s.show.trace.model.config.cell).len()) }
        }
        Some("upd") => {
            if op == 0 {
                Stop::Update
            } else {
                Stop::After
            }
        }
        _ => Stop::Waiting,
    }
}

fn place(s: &mut State, to: Stop) {
    let (pass, t, op) = match to {
        Stop::Waiting => ("fwd", 0, 0),
        Stop::At { t, op } => ("bwd", t, op),
        Stop::Update => ("upd", 0, 0),
        Stop::After => ("upd", 0, 1),
    };
    s.address.set("pass", pass);
    s.address.set("t", &t.to_string());
    s.address.set("op", &op.to_string());
    s.close_if_empty();
}

fn here(s: &State) -> usize {
    index(cursor(s), s.show.cell, s.steps())
}

fn goto(s: &mut State, to: usize) {
    let to = to.min(stops(s.show.cell, s.steps()) - 1);
    place(s, stop(to, s.show.cell, s.steps()));
}

/// Does what moves this pass; says whether it did.
fn act(s: &mut State, action: &Action) -> bool {
    let (at, all, each) = (here(s), stops(s.show.cell, s.steps()), moves(s.show.cell).len());
    if !matches!(action, Action::Tick(_) | Action::Pause | Action::Play) && is_move(action) {
        s.playing = None;
    }
    match action {
        Action::Step(true) => goto(s, at + 1),
        Action::Step(false) => goto(s, at.saturating_sub(1)),
        Action::Advance => goto(s, if at + 1 == all { 0 } else { at + 1 }),
        // Word by word: to the end of this step's work, or of the one before.
        Action::Word(true) => goto(s, (at / each + 1) * each + usize::from(at >= s.steps() * each)),
        Action::Word(false) => goto(s, (at.saturating_sub(1) / each) * each),
        // Words are numbered from the left, the pass comes from the right.
        Action::Goto(0) => goto(s, 0),
        Action::Goto(to) if *to > s.steps() => goto(s, all),
        Action::Goto(t) => goto(s, (s.steps() - t + 1) * each),
        Action::GotoExactly(to) | Action::Operation(to) => goto(s, *to),
        Action::Play => {
            if at + 1 == all {
                goto(s, 0);
            }
            schedule(s);
        }
        Action::Tick(number) if s.playing == Some(*number) => {
            goto(s, at + 1);
            if at + 2 >= all { s.playing = None } else { schedule(s) }
        }
        Action::Set(key, value) => {
            if value.is_empty() {
                s.address.remove(key);
            } else {
                s.address.set(key, value);
            }
            s.refresh();
            s.close_if_empty();
        }
        Action::OpenUnit => {
            if let Stop::At { t, .. } = cursor(s) {
                let path = crate::model::names::ValuePath::unit(
                    crate::model::names::Quantity::H,
                    crate::model::names::Place::FIRST,
                    t,
                    s.unit,
                );
                crate::app::reduce::open_root(s, path.as_gradient());
            }
        }
        _ => return false,
    }
    true
}

fn is_move(action: &Action) -> bool {
    matches!(
        action,
        Action::Step(_)
            | Action::Advance
            | Action::Word(_)
            | Action::Goto(_)
            | Action::GotoExactly(_)
            | Action::Operation(_)
    )
}

/// Computes the update where it is shown.
fn settle(s: &mut State) {
    s.updated = match cursor(s) {
        Stop::Update | Stop::After => Some(Rc::new(updated(&s.show.trace, learning(s)))),
        _ => None,
    };
}

/// The same sentence after one update by the trace's gradients: the optimiser's own kernels, then forward again.
pub fn updated(trace: &Trace, learning: Learning) -> Trace {
    let (plan, old) = Trace::plan(&trace.model, &trace.sequence);
    let mut program = plan.program.clone();
    program.commands.clear();
    let clip = (learning.clip > 0.0).then_some(learning.clip);
    append_update(&mut program, &plan, optimiser(learning.optimiser, learning.rate), clip, 1);
    let mut buffers: Buffers<f32> = Buffers::of(&program);
    for (weights, (grads, (_, gradient))) in plan.params.iter().zip(plan.grads.iter().zip(trace.parameter_gradients()))
    {
        buffers.put(*weights, old.get(*weights).to_vec());
        buffers.put(*grads, gradient.to_vec());
    }
    run::<f32, Simd>(&program, &mut buffers);
    let mut model = trace.model.clone();
    let tensors = &mut Rc::make_mut(&mut model).params.tensors;
    for (tensor, id) in tensors.iter_mut().zip(&plan.params) {
        tensor.data = buffers.get(*id).to_vec();
    }
    compute::trace_with(model, trace.sequence.clone(), trace.held.clone(), trace.truncation)
}
