//! From a network and the size of a batch to a program: forward, cross-entropy, backpropagation through time.

use crate::engine::blocks::{Block, Placed};
use crate::engine::program::{Attend, BufferId, Buffers, Command, IntsId, Layer, Program, Tensors};
use crate::engine::stack::{Kind, Stack};
use crate::kernels::{attend, dropout, linear};
use crate::math::real::Real;
use crate::model::cell::Cell;
use crate::model::config::{Config, Input};
use crate::model::params::{Params, layout};

/// A program for one shape of batch, and where its operands lie. Tensors are `[T, B, width]`. Of an encoder–decoder these are
/// the decoder's; the encoder's are in [`Plan::reader`].
#[derive(Clone, Debug)]
pub struct Plan {
    pub program: Program,
    pub steps: usize,
    pub batch: usize,
    /// Parameters and their gradients, in the order of `model::params::layout`.
    pub params: Vec<BufferId>,
    pub grads: Vec<BufferId>,
    pub ids: IntsId,
    pub targets: IntsId,
    pub x: BufferId,
    pub dx: BufferId,
    /// In the order of `Config::places`.
    pub layers: Vec<Layer>,
    /// The layers of an attention network, and what it reads first.
    pub blocks: Vec<Block>,
    pub placed: Option<Placed>,
    /// What the head reads.
    pub top: BufferId,
    pub logits: BufferId,
    pub dlogits: BufferId,
    pub probs: BufferId,
    pub losses: BufferId,
    pub loss: BufferId,
    pub reader: Option<Stack>,
    /// Commands before the decoder's first: what the encoder does, and the bridge.
    pub bridge: usize,
    pub attend: Option<Attend>,
}

/// Sizes of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Steps of the encoder; 0 where there is none.
    pub source: usize,
    pub steps: usize,
    pub batch: usize,
}

/// What the head reads, and its gradient.
#[derive(Clone, Copy)]
struct Readout {
    top: BufferId,
    dtop: BufferId,
}

impl Plan {
    /// Forward and, with `backward`, the gradients of every tensor.
    pub fn new(config: &Config, steps: usize, batch: usize, backward: bool) -> Self {
        Self::of(config, Shape { source: 0, steps, batch }, backward, None)
    }

    /// The same of any shape, and with a part of each layer's output left out.
    pub fn of(config: &Config, shape: Shape, backward: bool, dropout: Option<dropout::Settings>) -> Self {
        let Shape { source, steps, batch } = shape;
        let mut program = Program::default();
        let slots = layout(config);
        let sizes: Vec<usize> = slots.iter().map(|slot| slot.shape.iter().product()).collect();
        let params: Vec<BufferId> =
            slots.iter().zip(&sizes).map(|(slot, &len)| program.buffer(&slot.name, len)).collect();
        let grads: Vec<BufferId> =
            slots.iter().zip(&sizes).map(|(slot, &len)| program.buffer(format!("d{}", slot.name), len)).collect();
        let rows = steps * batch;
        let none = program.buffer("none", 0);
        let reading = config.reader();
        debug_assert_eq!(reading.is_some(), source > 0, "an encoder reads something");
        let of_reader = reading.as_ref().map_or(0, |reader| reader.places().len() * reader.cell.spec().weights.len());
        let reader = reading.as_ref().map(|reader| {
            let kind = Kind { steps: source, batch, prefix: "encoder.", dropout, is_gone_on_with: true };
            let tensors = Tensors { params: &params[..of_reader], grads: &grads[..of_reader], none };
            Stack::new(&mut program, reader, kind, tensors)
        });
        let kind = Kind { steps, batch, prefix: "", dropout, is_gone_on_with: false };
        let tensors = Tensors { params: &params[of_reader..], grads: &grads[of_reader..], none };
        let stack = Stack::new(&mut program, config, kind, tensors);
        let mut readout = Readout { top: stack.top(), dtop: stack.dtop() };
        let attend = reader.as_ref().filter(|_| config.attends()).map(|reader| {
            let attend = look_back(&mut program, config, shape, &stack, reader);
            readout.top = program.buffer("y", rows * config.head_input());
            readout.dtop = program.buffer("dy", rows * config.head_input());
            attend
        });
        let classes = config.classes;
        let mut plan = Plan {
            steps,
            batch,
            ids: stack.ids,
            targets: program.integers("targets", rows),
            x: stack.x,
            dx: stack.dx,
            layers: stack.layers.clone(),
            blocks: stack.blocks.clone(),
            placed: stack.placed.clone(),
            top: readout.top,
            logits: program.buffer("logits", rows * classes),
            dlogits: program.buffer("dlogits", rows * classes),
            probs: program.buffer("probs", rows * classes),
            losses: program.buffer("losses", rows),
            loss: program.buffer("loss", 1),
            params,
            grads,
            program,
            reader,
            bridge: 0,
            attend,
        };
        let mut commands = plan.cross(config, reading.as_ref());
        plan.bridge = commands.len();
        plan.forward(config, &stack, &mut commands);
        if backward {
            commands.extend(plan.backward(config, reading.as_ref(), &stack, readout.dtop));
        }
        plan.program.commands = commands;
        plan
    }

    fn table(&self, config: &Config) -> Option<usize> {
        (config.input == Input::Embedding).then(|| self.params.len() - 3)
    }

    fn head(&self, config: &Config) -> linear::Dims {
        linear::Dims { rows: self.steps * self.batch, input: config.head_input(), output: config.classes }
    }

    /// The encoder, and the bridge: the last state of each layer is what the decoder's begins with.
    fn cross(&self, config: &Config, reading: Option<&Config>) -> Vec<Command> {
        let mut commands = Vec::new();
        if let (Some(reader), Some(reading)) = (&self.reader, reading) {
            reader.forward(reading, None, &mut commands);
            for (from, to) in reader.layers.iter().zip(&self.layers) {
                let at = (reader.steps - 1) * self.batch * config.hidden_size;
                commands.push(Command::Copy { from: from.h, at, to: to.h0 });
                if hands_over_c(config) {
                    commands.push(Command::Copy { from: from.c, at, to: to.c0 });
                }
            }
        }
        commands
    }

    fn forward(&self, config: &Config, stack: &Stack, commands: &mut Vec<Command>) {
        stack.forward(config, self.table(config).map(|table| self.params[table]), commands);
        if let Some(attend) = &self.attend {
            let (hidden, forward, reverse) = (config.hidden_size, attend.query, attend.context);
            commands.push(Command::Attend(Box::new(attend.clone())));
            commands.push(Command::Join { hidden, forward, reverse, y: self.top });
        }
        let [weight, bias] = self.params[self.params.len() - 2..] else { unreachable!("the head comes last") };
        let dims = self.head(config);
        commands.push(Command::Linear { dims, weight, bias, x: self.top, y: self.logits });
        commands.push(Command::CrossEntropy {
            classes: config.classes,
            logits: self.logits,
            targets: self.targets,
            probs: self.probs,
            losses: self.losses,
            loss: self.loss,
        });
    }

    fn backward(&self, config: &Config, reading: Option<&Config>, stack: &Stack, dtop: BufferId) -> Vec<Command> {
        let mut commands = Vec::new();
        let (probs, targets, dlogits) = (self.probs, self.targets, self.dlogits);
        commands.push(Command::CrossEntropyBackward { classes: config.classes, probs, targets, dlogits });
        let [dweight, dbias] = self.grads[self.grads.len() - 2..] else { unreachable!("the head comes last") };
        let weight = self.params[self.params.len() - 2];
        let (x, dy) = (self.top, self.dlogits);
        commands.push(Command::LinearBackward { dims: self.head(config), weight, x, dy, dx: dtop, dweight, dbias });
        if let Some(attend) = &self.attend {
            let (hidden, forward, reverse) = (config.hidden_size, attend.dquery, attend.dcontext);
            commands.push(Command::JoinBackward { hidden, dy: dtop, forward, reverse });
            commands.push(Command::AttendBackward(Box::new(attend.clone())));
        }
        let dtable = self.table(config).map(|table| self.grads[table]);
        stack.backward(config, dtable, &|_| Vec::new(), &mut commands);
        if let (Some(reader), Some(reading)) = (&self.reader, reading) {
            // The same bridge, the other way. What is below the top, or was looked back at, has a gradient already.
            let bridge = |layer: usize| {
                let (from, to) = (&self.layers[layer], &reader.layers[layer]);
                let adds = self.attend.is_some() || layer + 1 < config.layers;
                let at = (reader.steps - 1) * self.batch * config.hidden_size;
                let c = Command::Put { from: from.dc0, to: to.dc_last, at: 0, adds: false };
                let h = Command::Put { from: from.dh0, to: to.dy, at, adds };
                [h].into_iter().chain(hands_over_c(config).then_some(c)).collect()
            };
            reader.backward(reading, None, &bridge, &mut commands);
        }
        commands
    }

    /// Buffers with the weights in place and no targets.
    pub fn buffers<R: Real>(&self, params: &Params) -> Buffers<R> {
        let mut buffers = Buffers::of(&self.program);
        for (id, tensor) in self.params.iter().zip(&params.tensors) {
            buffers.set(*id, tensor.data.iter().map(|&value| R::from_f64(f64::from(value))));
        }
        buffers.ints[self.targets.0].fill(crate::kernels::softmax_xent::IGNORED);
        self.fill(&mut buffers);
        buffers
    }

    /// What no command computes: where words stand, and which heads take part.
    pub fn fill<R: Real>(&self, buffers: &mut Buffers<R>) {
        self.placed.iter().for_each(|placed| placed.fill(buffers));
        self.blocks.iter().for_each(|block| block.fill(buffers));
    }
}

/// Whether the encoder has a cell state that the decoder goes on with.
pub fn hands_over_c(config: &Config) -> bool {
    config.cell == Cell::Lstm && config.encoder.as_ref().is_some_and(|encoder| encoder.cell == Cell::Lstm)
}

fn look_back(program: &mut Program, config: &Config, shape: Shape, stack: &Stack, reader: &Stack) -> Attend {
    let Shape { source, steps, batch } = shape;
    let hidden = config.hidden_size;
    let mut declare = |name: &str, width: usize| program.buffer(name, steps * batch * width);
    Attend {
        dims: attend::Dims { steps, source, batch, hidden },
        query: stack.top(),
        keys: reader.top(),
        cut: declare("cut", source),
        scores: declare("scores", source),
        weights: declare("attention", source),
        context: declare("context", hidden),
        dcontext: declare("dcontext", hidden),
        dweights: declare("dattention", source),
        dscores: declare("dscores", source),
        dquery: stack.dtop(),
        dkeys: reader.dtop(),
    }
}
