//! Training as a state machine: it hands out an update's work, the caller runs it on a device, it takes the results.
//! It never runs anything itself.

use crate::engine::plan::{Plan, Shape};
use crate::engine::program::{BufferId, Buffers, Command, Layer, Program};
use crate::kernels::{adam, dropout, rmsprop, sgd};
use crate::math::real::Real;
use crate::model::Model;
use crate::model::config::Config;
use crate::model::params::Params;
use serde::{Deserialize, Serialize};

/// How weights move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Optimiser {
    Sgd(sgd::Settings),
    RmsProp(rmsprop::Settings),
    Adam(adam::Settings),
}

/// How a session learns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    pub optimiser: Optimiser,
    /// Largest norm of all gradients together; `None`: no limit, the norm is only taken.
    pub clip: Option<f64>,
    /// Part of each layer's output that is left out; `None` for none.
    pub dropout: Option<dropout::Settings>,
    /// Whether a batch begins with the state that the one before ended with (one direction only): backpropagation
    /// truncated at the batch's edge, forward state not.
    pub carries_state: bool,
}

impl Settings {
    pub fn new(optimiser: Optimiser, clip: Option<f64>) -> Self {
        Self { optimiser, clip, dropout: None, carries_state: false }
    }
}

/// One batch: word numbers and targets, `[T, B]` row-major.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    pub steps: usize,
    pub batch: usize,
    pub ids: Vec<i32>,
    pub targets: Vec<i32>,
    /// What an encoder reads first: word numbers `[S, B]` or pixels `[S, B, I]`, and its steps; 0 where there is none.
    pub source: Vec<i32>,
    pub source_steps: usize,
}

impl Batch {
    /// Without an encoder.
    pub fn new(steps: usize, batch: usize, ids: Vec<i32>, targets: Vec<i32>) -> Self {
        Self { steps, batch, ids, targets, ..Self::default() }
    }
    pub fn shape(&self) -> Shape {
        Shape { source: self.source_steps, steps: self.steps, batch: self.batch }
    }
    /// Its integers in the order in which a program of its shape declares them.
    pub fn ints(self) -> Vec<Vec<i32>> {
        let source = (self.source_steps > 0).then_some(self.source);
        source.into_iter().chain([self.ids, self.targets]).collect()
    }
    /// Puts it where a plan of its shape reads it.
    pub fn put<R: Real>(&self, plan: &Plan, buffers: &mut Buffers<R>) {
        buffers.set_ints(plan.ids, &self.ids);
        buffers.set_ints(plan.targets, &self.targets);
        if let Some(reader) = &plan.reader {
            buffers.set_ints(reader.ids, &self.source);
        }
    }
}

/// What was measured, update by update.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Loss of update k + 1's batch before it moved anything.
    pub losses: Vec<f32>,
    /// Norm of its gradients before clipping.
    pub norms: Vec<f32>,
    /// How the network stood now and then: the first at its beginning.
    pub scored: Vec<Scored>,
}

/// Mean losses of the network as it stood after `k` updates, both measured the same way: on a part of what it learns from, and
/// on what it never learns from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scored {
    pub k: u32,
    pub training: f32,
    pub held_out: f32,
}

/// How a network stands with questions it has not learnt from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recalled {
    /// Updates made.
    pub k: u32,
    /// Share answered right.
    pub right: f64,
    /// `‖∂L/∂h_1‖ / ‖∂L/∂h_T‖` over all of them: what of the gradient reaches the first step.
    pub reach: f64,
}

/// The first number that was no longer finite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Burst {
    /// The update in which it appeared.
    pub k: u32,
    /// PyTorch's name or that of a trace's quantity, for instance `h_l0`; a gradient begins with `d`.
    pub tensor: String,
    /// Timestep, from 1, where the tensor runs over time.
    pub step: Option<usize>,
}

/// All that a run needs to go on from here, tensor by tensor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    pub updates: u32,
    pub params: Vec<Vec<f32>>,
    /// Velocity, or first and second moments.
    pub state: Vec<[Vec<f32>; 2]>,
    /// What the next batch begins with, where state is carried.
    pub carried: Vec<Vec<f32>>,
}

/// The program for one shape of batch and its buffers, weights and optimiser state among them.
struct Laid {
    shape: Shape,
    plan: Plan,
    program: Program,
    /// Commands before this one compute; from here on they change weights.
    gradients_done: usize,
    norm: BufferId,
    state: Vec<[BufferId; 2]>,
    buffers: Buffers<f32>,
}

pub struct Session {
    config: Config,
    settings: Settings,
    start: Snapshot,
    laid: Option<Laid>,
    updates: u32,
}

/// One update's work.
pub struct Work<'a> {
    /// All of it; `program.commands[..gradients_done]` changes no weight.
    pub program: &'a Program,
    pub gradients_done: usize,
    pub buffers: &'a mut Buffers<f32>,
    /// One value each; valid once the gradients are done.
    pub loss: BufferId,
    pub norm: BufferId,
}

/// Where a device that keeps the buffers finds what it must give back.
pub struct Wanted {
    pub loss: BufferId,
    pub norm: BufferId,
    /// In the order of [`Session::accept_resident`].
    pub buffers: Vec<BufferId>,
}

impl Session {
    pub fn new(model: Model, settings: Settings) -> Self {
        let params: Vec<Vec<f32>> = model.params.tensors.into_iter().map(|tensor| tensor.data).collect();
        let state = params.iter().map(|data| [vec![0.0; data.len()], vec![0.0; data.len()]]).collect();
        let start = Snapshot { updates: 0, params, state, carried: Vec::new() };
        Self { config: model.config, settings, start, laid: None, updates: 0 }
    }

    /// Lays out the program for a shape of batch, if it is another than before. Weights and state come along.
    fn lay(&mut self, shape: Shape) -> &mut Laid {
        if self.laid.as_ref().is_none_or(|laid| laid.shape != shape) {
            let is_other_shape = self.laid.is_some();
            let mut from = if is_other_shape { self.snapshot() } else { std::mem::take(&mut self.start) };
            let plan = Plan::of(&self.config, shape, true, self.settings.dropout);
            let mut program = plan.program.clone();
            let norm = append_norm(&mut program, &plan, self.settings.clip);
            let gradients_done = program.commands.len();
            let state = append_optimiser(&mut program, &plan, self.settings.optimiser, 1);
            if self.settings.carries_state {
                append_carry(&mut program, &plan);
            }
            let mut buffers = Buffers::of(&program);
            plan.fill(&mut buffers);
            if is_other_shape {
                // Other sequences: what was carried does not fit them.
                from.carried.clear();
            }
            let mut laid =
                Laid { shape, plan, program, gradients_done, norm, state, buffers: Buffers::of(&Program::default()) };
            laid.put(&mut buffers, from);
            laid.buffers = buffers;
            self.laid = Some(laid);
        }
        self.laid.as_mut().expect("laid out above")
    }

    /// The next update's work on `batch`.
    pub fn next(&mut self, batch: &Batch) -> Work<'_> {
        self.updates += 1;
        let (k, optimiser) = (self.updates, self.settings.optimiser);
        let laid = self.lay(batch.shape());
        laid.set(k, optimiser);
        batch.put(&laid.plan, &mut laid.buffers);
        Work {
            program: &laid.program,
            gradients_done: laid.gradients_done,
            buffers: &mut laid.buffers,
            loss: laid.plan.loss,
            norm: laid.norm,
        }
    }

    /// The first number of the last forward and backward pass, in the order of computation, that is not finite.
    pub fn burst(&self) -> Option<Burst> {
        let laid = self.laid.as_ref()?;
        let (plan, k) = (&laid.plan, self.updates);
        let layers: Vec<&Layer> = plan.reader.iter().flat_map(|reader| &reader.layers).chain(&plan.layers).collect();
        let bad = |id: BufferId| laid.buffers.get(id).iter().position(|value| !value.is_finite());
        let name = |id: BufferId| laid.program.buffers[id.0].name.clone();
        let found = |id: BufferId, step: Option<usize>| Some(Burst { k, tensor: name(id), step });
        // Weights and the optimiser's own numbers first: the update itself may have thrown them out.
        if let Some(id) = plan.params.iter().chain(laid.state.iter().flatten()).copied().find(|&id| bad(id).is_some()) {
            return found(id, None);
        }
        let width = |id: BufferId, steps: usize| (laid.buffers.get(id).len() / steps.max(1)).max(1);
        let forward = layers.iter().flat_map(|l| [l.gates, l.c, l.h].map(|id| (id, l.dims.steps)));
        for (id, steps) in forward.chain([plan.logits, plan.losses].map(|id| (id, plan.steps))) {
            if let Some(at) = bad(id) {
                return found(id, Some(at / width(id, steps) + 1));
            }
        }
        if bad(plan.loss).is_some() {
            return found(plan.loss, None);
        }
        // Backwards it is the latest step that went first.
        let last = |id: BufferId| laid.buffers.get(id).iter().rposition(|value| !value.is_finite());
        let backward = layers.iter().rev().flat_map(|l| [l.dh, l.dgates].map(|id| (id, l.dims.steps)));
        for (id, steps) in [(plan.dlogits, plan.steps)].into_iter().chain(backward) {
            if let Some(at) = last(id) {
                return found(id, Some(at / width(id, steps) + 1));
            }
        }
        let rest = plan.grads.iter().copied().chain([laid.norm]).find(|&id| bad(id).is_some())?;
        found(rest, None)
    }

    /// Whether every weight and every number of the optimiser is finite.
    pub fn is_finite(&self) -> bool {
        let Some(laid) = &self.laid else { return true };
        let all = laid.plan.params.iter().chain(laid.state.iter().flatten());
        all.flat_map(|&id| laid.buffers.get(id)).all(|value| value.is_finite())
    }

    /// The session's buffers and what is wanted back, for a device that keeps them; lays out the program if need be.
    pub fn resident(&mut self, shape: Shape) -> (&Program, &Buffers<f32>, Wanted) {
        let carries = self.settings.carries_state;
        let laid = self.lay(shape);
        let mut buffers: Vec<BufferId> = laid.plan.params.clone();
        buffers.extend(laid.state.iter().flatten());
        buffers.extend(if carries { laid.carried() } else { Vec::new() });
        let wanted = Wanted { loss: laid.plan.loss, norm: laid.norm, buffers };
        (&laid.program, &laid.buffers, wanted)
    }

    /// The program of update `updates + ahead`, for a device that runs several before it gives anything back.
    pub fn ahead(&self, ahead: u32) -> Program {
        let laid = self.laid.as_ref().expect("laid out by `resident`");
        let mut program = laid.program.clone();
        set_update(&mut program, self.updates + ahead, self.settings.optimiser);
        program
    }

    /// Takes back the buffers of [`Wanted`] after `count` updates.
    pub fn accept_resident(&mut self, count: u32, values: Vec<Vec<f32>>) {
        let carries = self.settings.carries_state;
        let laid = self.laid.as_mut().expect("laid out by `resident`");
        let mut ids: Vec<BufferId> = laid.plan.params.clone();
        ids.extend(laid.state.iter().flatten());
        ids.extend(if carries { laid.carried() } else { Vec::new() });
        for (id, values) in ids.into_iter().zip(values) {
            laid.buffers.put(id, values);
        }
        self.updates += count;
    }

    pub fn snapshot(&self) -> Snapshot {
        let Some(laid) = &self.laid else { return self.start.clone() };
        let copy = |id: BufferId| laid.buffers.get(id).to_vec();
        Snapshot {
            updates: self.updates,
            params: laid.plan.params.iter().map(|&id| copy(id)).collect(),
            state: laid.state.iter().map(|ids| ids.map(copy)).collect(),
            carried: if self.settings.carries_state {
                laid.carried().into_iter().map(copy).collect()
            } else {
                Vec::new()
            },
        }
    }

    /// Goes on from a snapshot of this network. Panics if it is another's.
    pub fn restore(&mut self, snapshot: Snapshot) {
        self.updates = snapshot.updates;
        match self.laid.take() {
            Some(mut laid) => {
                let mut buffers = std::mem::replace(&mut laid.buffers, Buffers::of(&Program::default()));
                laid.put(&mut buffers, snapshot);
                laid.buffers = buffers;
                self.laid = Some(laid);
            }
            None => self.start = snapshot,
        }
    }

    /// Changes the rate from the next update on; the state stays.
    pub fn set_optimiser(&mut self, optimiser: Optimiser) {
        self.settings.optimiser = optimiser;
    }
    pub fn updates(&self) -> u32 {
        self.updates
    }
    pub fn config(&self) -> &Config {
        &self.config
    }
    /// The network as it stands.
    pub fn model(&self) -> Model {
        let layout = crate::model::params::layout(&self.config);
        let tensors = layout.into_iter().zip(self.snapshot().params);
        let tensors =
            tensors.map(|(slot, data)| crate::model::params::Tensor { name: slot.name, shape: slot.shape, data });
        Model { config: self.config.clone(), params: Params { tensors: tensors.collect() } }
    }
}

impl Laid {
    fn set(&mut self, k: u32, optimiser: Optimiser) {
        set_update(&mut self.program, k, optimiser);
    }
    /// The states that the next batch begins with.
    fn carried(&self) -> Vec<BufferId> {
        let all = self.plan.layers.iter().flat_map(|layer| [layer.h0, layer.c0]);
        all.filter(|id| self.program.buffers[id.0].len > 0).collect()
    }
    fn put(&self, buffers: &mut Buffers<f32>, from: Snapshot) {
        for (id, data) in self.plan.params.iter().zip(from.params) {
            buffers.put(*id, data);
        }
        for (ids, state) in self.state.iter().zip(from.state) {
            for (id, data) in ids.iter().zip(state) {
                buffers.put(*id, data);
            }
        }
        for (index, id) in self.carried().into_iter().enumerate() {
            let len = self.program.buffers[id.0].len;
            buffers
                .put(id, from.carried.get(index).filter(|data| data.len() == len).cloned().unwrap_or(vec![0.0; len]));
        }
    }
}

/// Makes every command that of update `k`, with the optimiser's present settings.
fn set_update(program: &mut Program, k: u32, optimiser: Optimiser) {
    for command in &mut program.commands {
        command.of_update(k);
        match (command, optimiser) {
            (Command::Sgd { settings, .. }, Optimiser::Sgd(new)) => *settings = new,
            (Command::RmsProp { settings, .. }, Optimiser::RmsProp(new)) => *settings = new,
            (Command::Adam { settings, .. }, Optimiser::Adam(new)) => *settings = new,
            _ => {}
        }
    }
}

/// Appends the norm of all gradients, and the cut where there is a limit.
fn append_norm(program: &mut Program, plan: &Plan, clip: Option<f64>) -> BufferId {
    let norm = program.buffer("norm", 1);
    let max_norm = clip.unwrap_or(f64::INFINITY);
    program.commands.push(Command::ClipNorm { max_norm, grads: plan.grads.clone(), norm });
    norm
}

/// Appends one optimiser step. Returns each tensor's state buffers.
fn append_optimiser(program: &mut Program, plan: &Plan, optimiser: Optimiser, k: u32) -> Vec<[BufferId; 2]> {
    let mut states = Vec::new();
    for (&weight, &grad) in plan.params.iter().zip(&plan.grads) {
        let len = program.buffers[weight.0].len;
        let name = program.buffers[weight.0].name.clone();
        let state = [program.buffer(format!("m.{name}"), len), program.buffer(format!("v.{name}"), len)];
        let [m, v] = state;
        program.commands.push(match optimiser {
            Optimiser::Sgd(settings) => Command::Sgd { settings, weight, grad, velocity: m },
            Optimiser::RmsProp(settings) => Command::RmsProp { settings, weight, grad, v },
            Optimiser::Adam(settings) => Command::Adam { settings, k, weight, grad, m, v },
        });
        states.push(state);
    }
    states
}

/// Appends the hand-over of each layer's last state to its first.
pub(super) fn append_carry(program: &mut Program, plan: &Plan) {
    for layer in &plan.layers {
        let last = layer.dims.step(layer.dims.steps - 1, layer.dims.hidden).start;
        for (from, to) in [(layer.h, layer.h0), (layer.c, layer.c0)] {
            if program.buffers[to.0].len > 0 {
                program.commands.push(Command::Copy { from, at: last, to });
            }
        }
    }
}

/// Appends clipping and one optimiser step to a forward-and-backward program. Returns each tensor's state buffers.
pub fn append_update(
    program: &mut Program,
    plan: &Plan,
    optimiser: Optimiser,
    clip: Option<f64>,
    k: u32,
) -> Vec<[BufferId; 2]> {
    if clip.is_some() {
        append_norm(program, plan, clip);
    }
    append_optimiser(program, plan, optimiser, k)
}
