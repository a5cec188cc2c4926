//! The backward pass as a part of the page: its cursor, the update that it leads to, and what a person does there.

use crate::device::compute;
use crate::device::cpu::{Kernels, run};
use crate::engine::program::Buffers;
use crate::engine::session::append_update;
use crate::engine::trace::Trace;
use crate::model::names::{Place, Quantity, ValuePath};
use crate::player::action::Act;
use crate::player::reduce::open_root;
use crate::player::sentence::rebuild;
use crate::player::state::Player;
use crate::player::travel::schedule;
use crate::run::setup::{OPTIMISERS, optimiser};
use crate::scene::view::Learning;
use crate::scene::view::Stop;
use crate::screens::bptt::moves::Way;
use crate::screens::bptt::nets;
use crate::shell::action::Action;
use crate::tasks::examples::Example;
use std::rc::Rc;

/// One sentence moves far at the usual rate, so that the eye sees it.
const RATE: f64 = 0.3;

/// How the update is made, read from the address.
pub fn learning(s: &Player) -> Learning {
    let real = |key: &str, usual: f64| s.shell.address.get(key).and_then(crate::platform::number).unwrap_or(usual);
    let asked = s.shell.address.get("opt").unwrap_or("sgd");
    Learning {
        rate: real("lr", RATE),
        clip: real("clip", 0.0),
        optimiser: OPTIMISERS.into_iter().find(|id| *id == asked).unwrap_or("sgd"),
    }
}

/// What is added to the number of a stop in a direction that reads from the right: more than a step of any cell has.
const FROM_RIGHT: usize = 20;

/// Where the pass stands.
pub fn cursor(s: &Player) -> Stop {
    let way = Way::of(&s.show.trace);
    let (t, op) = (s.shell.address.number("t").unwrap_or(0), s.shell.address.number("op").unwrap_or(0));
    match s.shell.address.get("pass") {
        Some("bwd") => {
            let of = |reverse: bool| way.steps.iter().find(|step| **step == (Place { reverse, ..Place::FIRST }, t));
            let is_second = op > FROM_RIGHT;
            let own = if is_second { op - FROM_RIGHT } else { op }.clamp(1, way.each);
            let found = of(is_second).or_else(|| of(!is_second));
            found.map_or(Stop::Waiting, |&(place, t)| Stop::At { place, t, op: own })
        }
        Some("upd") if op == 0 => Stop::Update,
        Some("upd") => Stop::After,
        _ => Stop::Waiting,
    }
}

fn place(s: &mut Player, to: Stop) {
    let (pass, t, op) = match to {
        Stop::Waiting => ("fwd", 0, 0),
        Stop::At { place, t, op } => ("bwd", t, op + if place.reverse { FROM_RIGHT } else { 0 }),
        Stop::Update => ("upd", 0, 0),
        Stop::After => ("upd", 0, 1),
    };
    s.shell.address.set("pass", pass);
    s.shell.address.set("t", &t.to_string());
    s.shell.address.set("op", &op.to_string());
    s.close_if_empty();
}

fn here(s: &Player) -> usize {
    Way::of(&s.show.trace).index(cursor(s)).unwrap_or(0)
}

fn goto(s: &mut Player, to: usize) {
    let way = Way::of(&s.show.trace);
    place(s, way.stop(to.min(way.stops() - 1)));
}

/// Another network, from the start: nothing of the one before fits it.
fn learn_from(s: &mut Player, kind: Example) {
    if kind == nets::kind(s.show.example) {
        return;
    }
    s.editor = None;
    let example = kind.in_language(s.shell.lang.id());
    for key in ["text", "set", "attend", "trunc", "t", "op", "pass"] {
        s.shell.address.remove(key);
    }
    s.shell.address.set("ex", example.id());
    rebuild(s);
}

/// Another kind of network, by the example that stands for it.
#[derive(Clone, Copy, Debug)]
pub struct Learn(pub Example);

/// To the last stop of a step, in the direction that is meant.
#[derive(Clone, Copy, Debug)]
pub struct Reach(pub Place, pub usize);

/// Does what moves this pass; says whether it did.
pub fn act(s: &mut Player, action: &Action) -> bool {
    let way = Way::of(&s.show.trace);
    let (at, all, each) = (here(s), way.stops(), way.each);
    if let Action::Own(own) = action
        && let Some(Learn(kind)) = own.of::<Learn>()
    {
        learn_from(s, kind);
        return true;
    }
    if let Action::Own(own) = action
        && let Some(Reach(place, t)) = own.of::<Reach>()
    {
        s.playing = None;
        goto(s, way.steps.iter().position(|step| *step == (place, t)).map_or(0, |step| (step + 1) * each));
        return true;
    }
    let own = match action {
        Action::Own(own) => own.of::<Act>(),
        _ => None,
    };
    let to = match (action, own) {
        (Action::Step(true), _) => at + 1,
        (Action::Step(false), _) => at.saturating_sub(1),
        (Action::Go, _) => {
            if at + 1 == all {
                0
            } else {
                at + 1
            }
        }
        (Action::Goto(to), _) if *to < all => *to,
        (Action::Goto(_), _) => return true,
        (Action::Play(true), _) => {
            if at + 1 == all {
                goto(s, 0);
            }
            schedule(s);
            return true;
        }
        // Word by word: to the end of this step's work, or of the one before.
        (_, Some(Act::Word(true))) if at >= way.steps.len() * each => at + 1,
        (_, Some(Act::Word(true))) => (at / each + 1) * each,
        (_, Some(Act::Word(false))) => (at.saturating_sub(1) / each) * each,
        // Words are numbered from the left, the pass comes from the right.
        (_, Some(Act::Goto(0))) => 0,
        (_, Some(Act::Goto(t))) => {
            way.steps.iter().position(|(_, step)| *step == t).map_or(all, |step| (step + 1) * each)
        }
        (_, Some(Act::Operation(to))) => to,
        (_, Some(Act::Tick(number))) if s.playing == Some(number) => {
            goto(s, at + 1);
            if at + 2 >= all {
                s.playing = None
            } else {
                schedule(s)
            }
            return true;
        }
        (_, Some(Act::OpenUnit)) => {
            open_unit(s);
            return true;
        }
        _ => return false,
    };
    s.playing = None;
    goto(s, to);
    true
}

/// Opens the gradient of the unit in hand at the step at work.
fn open_unit(s: &mut Player) {
    if let Stop::At { place, t, .. } = cursor(s) {
        let path = ValuePath::unit(Quantity::H, place, t, s.unit);
        open_root(s, path.as_gradient());
    }
}

/// Computes the update where it is shown.
pub fn settle(s: &mut Player) {
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
    run(&Kernels::SIMD, &program, &mut buffers);
    let mut model = trace.model.clone();
    let tensors = &mut Rc::make_mut(&mut model).params.tensors;
    for (tensor, id) in tensors.iter_mut().zip(&plan.params) {
        tensor.data = buffers.get(*id).to_vec();
    }
    compute::trace_with(model, trace.sequence.clone(), trace.held.clone(), trace.truncation)
}
