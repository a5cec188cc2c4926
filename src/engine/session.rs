//! Training as a state machine: it hands out a program and takes back results. It never runs anything itself.

use crate::engine::plan::Plan;
use crate::engine::program::{BufferId, Buffers, Command, Program};
use crate::kernels::{adam, rmsprop, sgd};
use crate::model::Model;
use crate::model::config::Config;
use crate::model::params::Params;

/// How weights move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Optimiser {
    Sgd(sgd::Settings),
    RmsProp(rmsprop::Settings),
    Adam(adam::Settings),
}

/// One batch: word numbers and targets, `[T, B]` row-major.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    pub steps: usize,
    pub batch: usize,
    pub ids: Vec<i32>,
    pub targets: Vec<i32>,
}

/// A training run. Programs are kept per shape of batch; weights and optimiser state live in the buffers between updates.
pub struct Session {
    config: Config,
    optimiser: Optimiser,
    clip: Option<f64>,
    params: Params,
    /// Per tensor: velocity, or m and v.
    state: Vec<[Vec<f32>; 2]>,
    updates: u32,
}

/// A program that makes one update, and where to read its results.
pub struct Update {
    pub program: Program,
    pub buffers: Buffers<f32>,
    plan: Plan,
    state: Vec<[BufferId; 2]>,
}

impl Session {
    pub fn new(model: Model, optimiser: Optimiser, clip: Option<f64>) -> Self {
        let state =
            model.params.tensors.iter().map(|tensor| [vec![0.0; tensor.data.len()], vec![0.0; tensor.data.len()]]);
        Self { optimiser, clip, state: state.collect(), updates: 0, config: model.config, params: model.params }
    }

    /// The next update's work on `batch`.
    pub fn next(&mut self, batch: &Batch) -> Update {
        self.updates += 1;
        let plan = Plan::new(&self.config, batch.steps, batch.batch, true);
        let mut program = plan.program.clone();
        let states = append_update(&mut program, &plan, self.optimiser, self.clip, self.updates);
        let mut buffers = Buffers::of(&program);
        for (id, tensor) in plan.params.iter().zip(&self.params.tensors) {
            buffers.put(*id, tensor.data.clone());
        }
        for (ids, state) in states.iter().zip(&self.state) {
            buffers.put(ids[0], state[0].clone());
            buffers.put(ids[1], state[1].clone());
        }
        buffers.set_ints(plan.ids, &batch.ids);
        buffers.set_ints(plan.targets, &batch.targets);
        Update { program, buffers, plan, state: states }
    }

    /// Takes the results of an update that was run. Returns the loss before it.
    pub fn accept(&mut self, mut done: Update) -> f32 {
        for (id, tensor) in done.plan.params.iter().zip(&mut self.params.tensors) {
            tensor.data = done.buffers.take(*id);
        }
        for (ids, state) in done.state.iter().zip(&mut self.state) {
            *state = [done.buffers.take(ids[0]), done.buffers.take(ids[1])];
        }
        done.buffers.get(done.plan.loss)[0]
    }

    /// Changes the rate from the next update on; the state stays.
    pub fn set_optimiser(&mut self, optimiser: Optimiser) {
        self.optimiser = optimiser;
    }
    pub fn updates(&self) -> u32 {
        self.updates
    }
    /// The network as it stands.
    pub fn model(&self) -> Model {
        Model { config: self.config.clone(), params: self.params.clone() }
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
    if let Some(max_norm) = clip {
        let norm = program.buffer("norm", 1);
        program.commands.push(Command::ClipNorm { max_norm, grads: plan.grads.clone(), norm });
    }
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
