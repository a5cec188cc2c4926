//! From a network and the size of a batch to a program: forward, cross-entropy, backpropagation through time.

use crate::engine::program::{BufferId, Buffers, Command, IntsId, Layer, LayerKind, Program};
use crate::kernels::sequence::Dims;
use crate::kernels::{dropout, linear};
use crate::math::real::Real;
use crate::model::cell::{Cell, Weight};
use crate::model::config::{Config, Input};
use crate::model::names::Place;
use crate::model::params::{Params, layout};

/// A program for one shape of batch, and where its operands lie. Tensors are `[T, B, width]`.
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
    /// What the head reads.
    pub top: BufferId,
    pub logits: BufferId,
    pub dlogits: BufferId,
    pub probs: BufferId,
    pub losses: BufferId,
    pub loss: BufferId,
    /// Of each layer's output, while learning.
    dropout: Option<dropout::Settings>,
}

impl Plan {
    /// Forward and, with `backward`, the gradients of every tensor.
    pub fn new(config: &Config, steps: usize, batch: usize, backward: bool) -> Self {
        Self::with_dropout(config, steps, batch, backward, None)
    }

    /// The same, with a part of each layer's output left out.
    pub fn with_dropout(
        config: &Config,
        steps: usize,
        batch: usize,
        backward: bool,
        dropout: Option<dropout::Settings>,
    ) -> Self {
        let mut program = Program::default();
        let slots = layout(config);
        let sizes: Vec<usize> = slots.iter().map(|slot| slot.shape.iter().product()).collect();
        let params: Vec<BufferId> =
            slots.iter().zip(&sizes).map(|(slot, &len)| program.buffer(&slot.name, len)).collect();
        let grads: Vec<BufferId> =
            slots.iter().zip(&sizes).map(|(slot, &len)| program.buffer(format!("d{}", slot.name), len)).collect();
        let rows = steps * batch;
        let (ids, targets) = (program.integers("ids", rows), program.integers("targets", rows));
        let none = program.buffer("none", 0);
        let x = program.buffer("x", rows * config.input_size);
        let dx = program.buffer("dx", rows * config.input_size);

        let mut stack = Stack { layers: Vec::new(), tops: vec![x], dtops: vec![dx], joined: Vec::new() };
        for layer in 0..config.layers {
            stack.add(&mut program, config, (steps, batch), (&params, &grads, none), layer, dropout.is_some());
        }
        let Stack { layers, tops, dtops, joined } = stack;
        let top = *tops.last().expect("x at least");
        let classes = config.classes;
        let mut plan = Plan {
            steps,
            batch,
            ids,
            targets,
            x,
            dx,
            layers,
            top,
            logits: program.buffer("logits", rows * classes),
            dlogits: program.buffer("dlogits", rows * classes),
            probs: program.buffer("probs", rows * classes),
            losses: program.buffer("losses", rows),
            loss: program.buffer("loss", 1),
            params,
            grads,
            program,
            dropout,
        };
        plan.forward(config, &tops, &joined);
        if backward {
            plan.backward(config, &tops, &dtops);
        }
        plan
    }

    fn table(&self, config: &Config) -> Option<usize> {
        (config.input == Input::Embedding).then(|| self.params.len() - 3)
    }

    /// Each layer draws its own.
    fn dropout_of(&self, layer: usize) -> Option<dropout::Settings> {
        self.dropout.map(|settings| dropout::Settings { seed: settings.seed.wrapping_add(layer as u32), ..settings })
    }

    fn head(&self, config: &Config) -> linear::Dims {
        linear::Dims {
            rows: self.steps * self.batch,
            input: config.hidden_size * config.directions,
            output: config.classes,
        }
    }

    fn forward(&mut self, config: &Config, tops: &[BufferId], joined: &[BufferId]) {
        let hidden = config.hidden_size;
        if config.input != Input::Vectors {
            let weight = self.table(config).map(|table| self.params[table]);
            self.program.commands.push(Command::Embed { input: config.input_size, weight, ids: self.ids, x: self.x });
        }
        for (layer, places) in self.layers.chunks(config.directions).enumerate() {
            for place in places {
                self.program.commands.push(Command::LayerForward(Box::new(place.clone())));
            }
            let mut top = places[0].h;
            if let [forward, reverse] = places {
                top = joined[layer];
                let join = Command::Join { hidden, forward: forward.h, reverse: reverse.h, y: top };
                self.program.commands.push(join);
            }
            if let Some(settings) = self.dropout_of(layer) {
                self.program.commands.push(Command::Dropout { settings, k: 1, x: top, y: tops[layer + 1] });
            }
        }
        let [weight, bias] = self.params[self.params.len() - 2..] else { unreachable!("the head comes last") };
        let dims = self.head(config);
        self.program.commands.push(Command::Linear { dims, weight, bias, x: self.top, y: self.logits });
        self.program.commands.push(Command::CrossEntropy {
            classes: config.classes,
            logits: self.logits,
            targets: self.targets,
            probs: self.probs,
            losses: self.losses,
            loss: self.loss,
        });
    }

    fn backward(&mut self, config: &Config, tops: &[BufferId], dtops: &[BufferId]) {
        let (hidden, classes) = (config.hidden_size, config.classes);
        let mut commands = Vec::new();
        let (probs, targets, dlogits) = (self.probs, self.targets, self.dlogits);
        commands.push(Command::CrossEntropyBackward { classes, probs, targets, dlogits });
        let [dweight, dbias] = self.grads[self.grads.len() - 2..] else { unreachable!("the head comes last") };
        let weight = self.params[self.params.len() - 2];
        let (x, dy, dx) = (self.top, self.dlogits, dtops[config.layers]);
        commands.push(Command::LinearBackward { dims: self.head(config), weight, x, dy, dx, dweight, dbias });
        for layer in (0..config.layers).rev() {
            if let Some(settings) = self.dropout_of(layer) {
                let d = dtops[layer + 1];
                commands.push(Command::Dropout { settings, k: 1, x: d, y: d });
            }
            let places = &self.layers[layer * config.directions..][..config.directions];
            if let [forward, reverse] = places {
                let (forward, reverse) = (forward.dy, reverse.dy);
                commands.push(Command::JoinBackward { hidden, dy: dtops[layer + 1], forward, reverse });
            }
            for place in places {
                commands.push(Command::LayerBackward(Box::new(place.clone())));
            }
            match places {
                [forward, reverse] => commands.push(Command::Sum { a: forward.dx, b: reverse.dx, out: dtops[layer] }),
                // One direction writes straight into the gradient of what is below.
                _ => debug_assert_eq!(places[0].x, tops[layer]),
            }
        }
        if let Some(table) = self.table(config) {
            let dweight = self.grads[table];
            commands.push(Command::EmbedBackward { input: config.input_size, ids: self.ids, dx: self.dx, dweight });
        }
        if config.directions == 1 {
            redirect(&mut commands, &mut self.layers, dtops);
        }
        self.program.commands.extend(commands);
    }

    /// Whether `layer` is the one at `place`.
    pub fn is_layer(&self, config: &Config, place: Place, layer: &Layer) -> bool {
        config.places().iter().position(|&other| other == place).is_some_and(|n| self.layers[n].h == layer.h)
    }

    /// Buffers with the weights in place and no targets.
    pub fn buffers<R: Real>(&self, params: &Params) -> Buffers<R> {
        let mut buffers = Buffers::of(&self.program);
        for (id, tensor) in self.params.iter().zip(&params.tensors) {
            buffers.set(*id, tensor.data.iter().map(|&value| R::from_f64(f64::from(value))));
        }
        buffers.ints[self.targets.0].fill(crate::kernels::softmax_xent::IGNORED);
        buffers
    }
}

/// With one direction, a layer's `dx` *is* the gradient of the layer below: no copy.
fn redirect(commands: &mut [Command], layers: &mut [Layer], dtops: &[BufferId]) {
    for (index, layer) in layers.iter_mut().enumerate() {
        layer.dx = dtops[index];
    }
    let mut below = layers.iter().rev();
    for command in commands {
        if let Command::LayerBackward(layer) = command {
            **layer = below.next().expect("one backward command a layer").clone();
        }
    }
}

/// The layers as they are declared, one upon the other.
struct Stack {
    layers: Vec<Layer>,
    /// What enters each layer, and what the last one says; its gradients; which of them join two directions.
    tops: Vec<BufferId>,
    dtops: Vec<BufferId>,
    joined: Vec<BufferId>,
}

impl Stack {
    fn add(
        &mut self,
        program: &mut Program,
        config: &Config,
        (steps, batch): (usize, usize),
        (params, grads, none): (&[BufferId], &[BufferId], BufferId),
        layer: usize,
        drops: bool,
    ) {
        let rows = steps * batch;
        let input = self.tops[layer];
        let mut halves = Vec::new();
        for direction in 0..config.directions {
            let place = layer * config.directions + direction;
            let dims = Dims {
                steps,
                batch,
                input: config.layer_input(layer),
                hidden: config.hidden_size,
                reverse: direction == 1,
            };
            // Weights that a cell does not have are empty.
            let of = |tensors: &[BufferId]| {
                let has = config.cell.spec().weights;
                Weight::ALL.map(|weight| match has.iter().position(|&found| found == weight) {
                    Some(part) => tensors[has.len() * place + part],
                    None => none,
                })
            };
            let (weights, dweights) = (of(params), of(grads));
            let suffix = config.places()[place].to_string();
            self.layers.push(declare_layer(program, config, dims, weights, dweights, input, &suffix));
            halves.push(place);
        }
        if let [forward, reverse] = halves[..] {
            let width = 2 * config.hidden_size;
            self.tops.push(program.buffer(format!("y_l{layer}"), rows * width));
            self.joined.push(self.tops[layer + 1]);
            self.dtops.push(program.buffer(format!("dy_l{layer}"), rows * width));
            debug_assert!(self.layers[forward].dims.steps == self.layers[reverse].dims.steps);
        } else {
            self.tops.push(self.layers[halves[0]].h);
            self.dtops.push(self.layers[halves[0]].dy);
        }
        // Not in place: the layer's own backward pass needs what it said.
        if drops {
            let width = config.hidden_size * config.directions;
            self.tops[layer + 1] = program.buffer(format!("dropped_l{layer}"), rows * width);
        }
    }
}

fn declare_layer(
    program: &mut Program,
    config: &Config,
    dims: Dims,
    weights: [BufferId; 4],
    dweights: [BufferId; 4],
    x: BufferId,
    suffix: &str,
) -> Layer {
    let kind = match config.cell {
        Cell::Rnn => LayerKind::Rnn(config.nonlinearity),
        Cell::Lstm => LayerKind::Lstm,
        Cell::Gru => LayerKind::Gru,
        Cell::Ffn => LayerKind::FeedForward(config.nonlinearity),
        Cell::Cnn => LayerKind::Conv1d(config.nonlinearity),
    };
    let (lstm, gru) = (kind == LayerKind::Lstm, kind == LayerKind::Gru);
    let rows = dims.steps * dims.batch;
    let mut declare =
        |name: &str, used: bool, len: usize| program.buffer(format!("{name}{suffix}"), if used { len } else { 0 });
    let (state, first, packed) =
        (rows * dims.hidden, dims.batch * dims.hidden, rows * config.cell.blocks() * dims.hidden);
    Layer {
        kind,
        dims,
        weights,
        dweights,
        x,
        h0: declare("h0", true, first),
        c0: declare("c0", lstm, first),
        gates: declare("gates", true, packed),
        c: declare("c", lstm, state),
        tanh_c: declare("tanh_c", lstm, state),
        q: declare("q", gru, state),
        h: declare("h", true, state),
        dy: declare("dy", true, state),
        dgates: declare("dgates", true, packed),
        dpre: declare("dpre", lstm || gru, packed),
        dpre_hh: declare("dpre_hh", gru, packed),
        dc: declare("dc", lstm, state),
        dh: declare("dh", true, state),
        dx: declare("dx", config.directions == 2, rows * dims.input),
        dh0: declare("dh0", true, first),
        dc0: declare("dc0", lstm, first),
    }
}
