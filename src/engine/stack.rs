//! The layers of one network as a program declares and runs them, one upon the other.

use crate::engine::blocks::{Block, Placed, place};
use crate::engine::program::{BufferId, Command, IntsId, Layer, LayerKind, Program, Tensors};
use crate::kernels::dropout;
use crate::kernels::sequence::Dims;
use crate::model::cell::{Cell, Weight};
use crate::model::config::{Config, Input};

#[derive(Clone, Debug)]
pub struct Stack {
    pub steps: usize,
    pub ids: IntsId,
    pub x: BufferId,
    pub dx: BufferId,
    /// In the order of `Config::places`; none in an attention network.
    pub layers: Vec<Layer>,
    /// The layers of an attention network, and what it reads first.
    pub blocks: Vec<Block>,
    pub placed: Option<Placed>,
    /// What enters each layer, and what the last one says; and its gradients.
    tops: Vec<BufferId>,
    dtops: Vec<BufferId>,
    /// What two directions side by side are joined in, by layer.
    joined: Vec<BufferId>,
    /// Of each layer's output, while learning.
    dropout: Option<dropout::Settings>,
}

/// How a stack is declared.
#[derive(Clone, Copy)]
pub struct Kind<'a> {
    pub steps: usize,
    pub batch: usize,
    /// Before the names of its buffers.
    pub prefix: &'a str,
    pub dropout: Option<dropout::Settings>,
    /// Whether another network goes on with its last state.
    pub is_gone_on_with: bool,
}

impl Stack {
    pub fn new(program: &mut Program, config: &Config, kind: Kind, tensors: Tensors) -> Self {
        let (rows, width, prefix) = (kind.steps * kind.batch, config.input_size, kind.prefix);
        let numbers = if config.input == Input::Pixels { rows * width } else { rows };
        let ids = program.integers(format!("{prefix}ids"), numbers);
        let x = program.buffer(format!("{prefix}x"), rows * width);
        let dx = program.buffer(format!("{prefix}dx"), rows * width);
        let mut stack = Stack {
            steps: kind.steps,
            ids,
            x,
            dx,
            layers: Vec::new(),
            blocks: Vec::new(),
            placed: None,
            tops: vec![x],
            dtops: vec![dx],
            joined: Vec::new(),
            dropout: kind.dropout,
        };
        let sizes = [kind.steps, kind.batch];
        if config.cell == Cell::Attention && config.attention.positions {
            let placed = place(program, config, sizes, x);
            stack.tops[0] = placed.u;
            stack.placed = Some(placed);
        }
        for layer in 0..config.layers {
            if config.cell == Cell::Attention {
                let block = Block::new(program, config, sizes, tensors, (stack.top(), stack.dtop()), layer);
                let (top, dtop) = block.top();
                stack.tops.push(top);
                stack.dtops.push(dtop);
                stack.blocks.push(block);
            } else {
                stack.add(program, config, kind, tensors, layer);
            }
        }
        stack
    }

    /// What the last layer says, and its gradient.
    pub fn top(&self) -> BufferId {
        *self.tops.last().expect("x at least")
    }
    pub fn dtop(&self) -> BufferId {
        *self.dtops.last().expect("dx at least")
    }

    fn add(&mut self, program: &mut Program, config: &Config, kind: Kind, tensors: Tensors, layer: usize) {
        let Kind { steps, batch, prefix, .. } = kind;
        let rows = steps * batch;
        let first = self.layers.len();
        for place in config.places().into_iter().filter(|place| place.layer == layer) {
            let input = config.layer_input(layer);
            let dims = Dims { steps, batch, input, hidden: config.hidden_size, reverse: place.reverse };
            // Weights that a cell does not have are empty.
            let (at, has) = (self.layers.len(), config.cell.spec().weights);
            let of = |ids: &[BufferId]| {
                Weight::ALL.map(|weight| match has.iter().position(|&found| found == weight) {
                    Some(part) => ids[has.len() * at + part],
                    None => tensors.none,
                })
            };
            let weights = [of(tensors.params), of(tensors.grads)];
            // With one direction a layer's dx is the gradient of the layer below: no copy.
            let dx = (config.directions == 1).then_some(self.dtops[layer]);
            let names = (prefix, place.to_string());
            let own = declare(program, config, dims, weights, (self.tops[layer], dx), kind.is_gone_on_with, names);
            self.layers.push(own);
        }
        if config.directions == 2 {
            let width = 2 * config.hidden_size;
            self.joined.push(program.buffer(format!("{prefix}y_l{layer}"), rows * width));
            self.tops.push(self.joined[layer]);
            self.dtops.push(program.buffer(format!("{prefix}dy_l{layer}"), rows * width));
        } else {
            self.tops.push(self.layers[first].h);
            self.dtops.push(self.layers[first].dy);
        }
        // Not in place: the layer's own backward pass needs what it said.
        if self.dropout.is_some() {
            let width = config.hidden_size * config.directions;
            self.tops[layer + 1] = program.buffer(format!("{prefix}dropped_l{layer}"), rows * width);
        }
    }

    /// Each layer draws its own.
    fn dropout_of(&self, layer: usize) -> Option<dropout::Settings> {
        self.dropout.map(|settings| dropout::Settings { seed: settings.seed.wrapping_add(layer as u32), ..settings })
    }

    pub fn forward(&self, config: &Config, table: Option<BufferId>, commands: &mut Vec<Command>) {
        let (input, hidden, ids, x) = (config.input_size, config.hidden_size, self.ids, self.x);
        match config.input {
            Input::Vectors => {}
            Input::Pixels => commands.push(Command::Pixels { ids, x }),
            Input::OneHot | Input::Embedding => commands.push(Command::Embed { input, weight: table, ids, x }),
        }
        commands.extend(self.placed.as_ref().map(Placed::command));
        self.blocks.iter().for_each(|block| block.forward(commands));
        for (layer, places) in self.layers.chunks(config.directions).enumerate() {
            commands.extend(places.iter().map(|place| Command::LayerForward(Box::new(place.clone()))));
            let mut top = places[0].h;
            if let [forward, reverse] = places {
                top = self.joined[layer];
                commands.push(Command::Join { hidden, forward: forward.h, reverse: reverse.h, y: top });
            }
            if let Some(settings) = self.dropout_of(layer) {
                commands.push(Command::Dropout { settings, k: 1, x: top, y: self.tops[layer + 1] });
            }
        }
    }

    /// From the gradient of what the last layer says down to what was read. `handed_back` brings each layer what a network that
    /// went on with its state hands back.
    pub fn backward(
        &self,
        config: &Config,
        dtable: Option<BufferId>,
        handed_back: &dyn Fn(usize) -> Vec<Command>,
        commands: &mut Vec<Command>,
    ) {
        let hidden = config.hidden_size;
        self.blocks.iter().rev().for_each(|block| block.backward(commands));
        for layer in (0..config.layers).rev().filter(|_| self.blocks.is_empty()) {
            if let Some(settings) = self.dropout_of(layer) {
                let d = self.dtops[layer + 1];
                commands.push(Command::Dropout { settings, k: 1, x: d, y: d });
            }
            commands.extend(handed_back(layer));
            let places = &self.layers[layer * config.directions..][..config.directions];
            if let [forward, reverse] = places {
                let (forward, reverse) = (forward.dy, reverse.dy);
                commands.push(Command::JoinBackward { hidden, dy: self.dtops[layer + 1], forward, reverse });
            }
            commands.extend(places.iter().map(|place| Command::LayerBackward(Box::new(place.clone()))));
            if let [forward, reverse] = places {
                commands.push(Command::Sum { a: forward.dx, b: reverse.dx, out: self.dtops[layer] });
            }
        }
        if let Some(dweight) = dtable {
            commands.push(Command::EmbedBackward { input: config.input_size, ids: self.ids, dx: self.dx, dweight });
        }
    }
}

fn declare(
    program: &mut Program,
    config: &Config,
    dims: Dims,
    [weights, dweights]: [[BufferId; 4]; 2],
    (x, dx): (BufferId, Option<BufferId>),
    is_gone_on_with: bool,
    (prefix, suffix): (&str, String),
) -> Layer {
    let kind = match config.cell {
        Cell::Rnn => LayerKind::Rnn(config.nonlinearity),
        Cell::Lstm => LayerKind::Lstm,
        Cell::Gru => LayerKind::Gru,
        Cell::MinGru => LayerKind::MinGru,
        Cell::Ffn => LayerKind::FeedForward(config.nonlinearity),
        Cell::Cnn => LayerKind::Conv1d(config.nonlinearity),
        Cell::Attention => unreachable!("its layers are blocks"),
    };
    let (lstm, gru, min_gru) = (kind == LayerKind::Lstm, kind == LayerKind::Gru, kind == LayerKind::MinGru);
    let rows = dims.steps * dims.batch;
    let mut declare = |name: &str, used: bool, len: usize| {
        program.buffer(format!("{prefix}{name}{suffix}"), if used { len } else { 0 })
    };
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
        dc_last: declare("dc_last", lstm && is_gone_on_with, first),
        dgates: declare("dgates", true, packed),
        dpre: declare("dpre", lstm || gru || min_gru, packed),
        dpre_hh: declare("dpre_hh", gru, packed),
        dc: declare("dc", lstm, state),
        dh: declare("dh", true, state),
        dx: dx.unwrap_or_else(|| declare("dx", true, rows * dims.input)),
        dh0: declare("dh0", true, first),
        dc0: declare("dc0", lstm, first),
    }
}
