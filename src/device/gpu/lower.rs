//! From a program to dispatches: which shader, on which offsets, by how many workgroups. Plain data, no GPU.

use super::arena::Arena;
use crate::engine::program::{BufferId, Command, Layer, LayerKind, Program};
use crate::kernels::rnn::Nonlinearity;
use crate::kernels::sequence::Dims;
use crate::kernels::{
    GEMM, SHARED, adam, clip_norm, conv1d, dropout, embedding, gru, join, lstm, rmsprop, rnn, sgd, softmax_xent,
};
use crate::math::shader::Shader;

/// One kernel launch.
#[derive(Clone, Debug)]
pub struct Dispatch {
    pub shader: &'static Shader,
    pub entry: &'static str,
    /// The shader's `Args`, word by word.
    pub args: Vec<u32>,
    pub groups: [u32; 2],
}

/// How the recurrent kernels walk along a sequence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// The whole sequence in one dispatch while the state fits a workgroup, step by step above.
    #[default]
    ByWidth,
    /// A product and a pointwise dispatch every step.
    Alternating,
}

/// Units whose state one workgroup holds: the arrays of the recurrent shaders.
const FUSED_UNITS: usize = 256;
/// Products in one dispatch of a sequence, at most: a page must not hold the GPU for long.
const FUSED_PRODUCTS: usize = 1 << 30;
/// Threads of a pointwise workgroup, and workgroups at most; threads stride over the rest.
const THREADS: usize = 256;
const MOST_GROUPS: usize = 4096;
/// Workgroups that measure one gradient.
const NORM_GROUPS: usize = 32;

/// A matrix somewhere in the arena.
#[derive(Clone, Copy)]
struct Matrix {
    at: u32,
    row: usize,
    column: usize,
}

impl Matrix {
    fn rows(at: u32, width: usize) -> Self {
        Self { at, row: width, column: 1 }
    }
    fn transposed(at: u32, width: usize) -> Self {
        Self { at, row: 1, column: width }
    }
}

/// What a product begins with.
#[derive(Clone, Copy)]
enum Start {
    Nothing,
    Sum,
    Bias(u32),
}

/// Values of scratch that a program's commands need, the largest of them.
pub fn scratch(program: &Program) -> usize {
    let of = |command: &Command| match command {
        Command::LayerForward(layer) | Command::LayerBackward(layer) => {
            let Dims { batch, hidden, .. } = layer.dims;
            let rows = blocks(layer.kind) * hidden;
            rows * hidden.max(batch)
        }
        Command::ClipNorm { grads, .. } => 2 * NORM_GROUPS * grads.len() + 1,
        _ => 1,
    };
    program.commands.iter().map(of).max().unwrap_or(0)
}

fn blocks(kind: LayerKind) -> usize {
    match kind {
        LayerKind::Lstm => lstm::GATES,
        LayerKind::Gru => gru::GATES,
        LayerKind::Rnn(_) | LayerKind::FeedForward(_) | LayerKind::Conv1d(_) => 1,
    }
}

fn kind(nonlinearity: Nonlinearity) -> u32 {
    u32::from(nonlinearity == Nonlinearity::Relu)
}

/// Every dispatch of a program, in order. `words` is where this run's integers begin.
pub fn lower(program: &Program, arena: &Arena, words: u32, form: Form) -> Vec<Dispatch> {
    let mut lowering = Lowering { arena, words, form, out: Vec::new() };
    program.commands.iter().for_each(|command| lowering.command(command));
    lowering.out
}

/// Copies `len` values inside the arena.
pub fn copy(from: u32, to: u32, len: usize) -> Dispatch {
    shared("copy", [from, 0, to], len)
}

fn shared(entry: &'static str, [a, b, out]: [u32; 3], count: usize) -> Dispatch {
    Dispatch { shader: &SHARED, entry, args: vec![a, b, out, count as u32, 0, 0, 0], groups: pointwise(count) }
}

fn pointwise(count: usize) -> [u32; 2] {
    [count.div_ceil(THREADS).clamp(1, MOST_GROUPS) as u32, 1]
}

struct Lowering<'a> {
    arena: &'a Arena,
    words: u32,
    form: Form,
    out: Vec<Dispatch>,
}

impl Lowering<'_> {
    fn at(&self, id: BufferId) -> u32 {
        self.arena.at(id)
    }
    fn len(&self, id: BufferId) -> usize {
        self.arena.len(id)
    }

    fn dispatch(&mut self, shader: &'static Shader, entry: &'static str, args: Vec<u32>, groups: [u32; 2]) {
        self.out.push(Dispatch { shader, entry, args, groups });
    }

    /// `c[m, n] = start + a[m, k] · b[k, n]`.
    fn gemm(&mut self, [m, n, k]: [usize; 3], a: Matrix, b: Matrix, c: u32, start: Start) {
        let (start, bias) = match start {
            Start::Nothing => (0, 0),
            Start::Sum => (1, 0),
            Start::Bias(at) => (2, at),
        };
        let words = [m, n, k, a.at as usize, a.row, a.column, b.at as usize, b.row, b.column].map(|n| n as u32);
        let args = words.into_iter().chain([c, start, bias]).collect();
        self.dispatch(&GEMM, "gemm", args, [n.div_ceil(64) as u32, m.div_ceil(64) as u32]);
    }

    fn column_sums(&mut self, a: u32, rows: usize, columns: usize, out: u32) {
        let args = vec![a, 0, out, 0, rows as u32, columns as u32, 0];
        self.dispatch(&SHARED, "column_sums", args, [columns.div_ceil(64) as u32, 1]);
    }

    fn fill(&mut self, id: BufferId) {
        let fill = shared("fill", [0, 0, self.at(id)], self.len(id));
        self.out.push(fill);
    }

    fn command(&mut self, command: &Command) {
        match command {
            Command::Embed { input, weight, ids, x } => {
                let count = self.len(*x);
                let (rows, ids) = (count / input, self.words + self.arena.words_at(*ids));
                let (has_table, weight) = weight.map_or((0, 0), |weight| (1, self.at(weight)));
                let args = vec![rows as u32, *input as u32, ids, self.at(*x), has_table, weight];
                self.dispatch(&embedding::FORWARD, "forward", args, pointwise(count));
            }
            Command::EmbedBackward { input, ids, dx, dweight } => {
                let (count, rows) = (self.len(*dweight), self.len(*dx) / input);
                let ids = self.words + self.arena.words_at(*ids);
                let vocab = (count / input) as u32;
                let args = vec![rows as u32, *input as u32, ids, self.at(*dx), self.at(*dweight), vocab];
                self.dispatch(&embedding::BACKWARD, "backward", args, pointwise(count));
            }
            Command::LayerForward(layer) => self.layer_forward(layer),
            Command::LayerBackward(layer) => self.layer_backward(layer),
            Command::Join { hidden, forward, reverse, y } => {
                self.join(&join::FORWARD, *hidden, [*forward, *reverse, *y])
            }
            Command::JoinBackward { hidden, dy, forward, reverse } => {
                self.join(&join::BACKWARD, *hidden, [*forward, *reverse, *dy]);
            }
            Command::Sum { a, b, out } => {
                let sum = shared("add", [self.at(*a), self.at(*b), self.at(*out)], self.len(*out));
                self.out.push(sum);
            }
            Command::Dropout { settings, k, x, y } => {
                let count = self.len(*y);
                let real = (settings.scale() as f32).to_bits();
                let args = vec![count as u32, self.at(*x), self.at(*y), settings.key(*k), settings.threshold(), real];
                self.dispatch(&dropout::FORWARD, "forward", args, pointwise(count));
            }
            Command::Copy { from, at, to } => {
                let copy = copy(self.at(*from) + *at as u32, self.at(*to), self.len(*to));
                self.out.push(copy);
            }
            Command::ClipNorm { max_norm, grads, norm } => self.clip_norm(*max_norm, grads, *norm),
            Command::Sgd { settings, weight, grad, velocity } => {
                let reals = [settings.learning_rate, settings.momentum];
                self.update(&sgd::UPDATE, &[*weight, *grad, *velocity], &reals);
            }
            Command::RmsProp { settings, weight, grad, v } => {
                let reals = [settings.learning_rate, settings.alpha, 1.0 - settings.alpha, settings.epsilon];
                self.update(&rmsprop::UPDATE, &[*weight, *grad, *v], &reals);
            }
            Command::Adam { settings, k, weight, grad, m, v } => {
                let (step, root) = settings.corrections(*k);
                let adam::Settings { beta1, beta2, epsilon, .. } = *settings;
                let reals = [settings.keep(), step, root, beta1, 1.0 - beta1, beta2, 1.0 - beta2, epsilon];
                self.update(&adam::UPDATE, &[*weight, *grad, *m, *v], &reals);
            }
            command => self.readout(command),
        }
    }

    /// The linear layer on top, and what it loses.
    fn readout(&mut self, command: &Command) {
        match command {
            Command::Linear { dims, weight, bias, x, y } => {
                let (x, weight) =
                    (Matrix::rows(self.at(*x), dims.input), Matrix::transposed(self.at(*weight), dims.input));
                let (y, bias) = (self.at(*y), Start::Bias(self.at(*bias)));
                self.gemm([dims.rows, dims.output, dims.input], x, weight, y, bias);
            }
            Command::LinearBackward { dims, weight, x, dy, dx, dweight, dbias } => {
                let weights = (self.at(*weight), self.at(*dweight), self.at(*dbias));
                self.fully_connected_backward(
                    [dims.rows, dims.output, dims.input],
                    weights,
                    self.at(*x),
                    self.at(*dy),
                    self.at(*dx),
                );
            }
            Command::CrossEntropy { classes, logits, targets, probs, losses, loss } => {
                let rows = self.len(*losses);
                let targets = self.words + self.arena.words_at(*targets);
                let ids = [self.at(*logits), targets, self.at(*probs), self.at(*losses), self.at(*loss)];
                let args: Vec<u32> = [rows as u32, *classes as u32].into_iter().chain(ids).collect();
                self.dispatch(&softmax_xent::FORWARD, "forward", args.clone(), [rows.div_ceil(64) as u32, 1]);
                self.dispatch(&softmax_xent::FORWARD, "mean", args, [1, 1]);
            }
            Command::CrossEntropyBackward { classes, probs, targets, dlogits } => {
                let count = self.len(*dlogits);
                let targets = self.words + self.arena.words_at(*targets);
                let rows = (count / classes) as u32;
                let args =
                    vec![rows, *classes as u32, self.at(*probs), targets, self.at(*dlogits), self.arena.scratch()];
                self.dispatch(&softmax_xent::BACKWARD, "count", args.clone(), [1, 1]);
                self.dispatch(&softmax_xent::BACKWARD, "backward", args, pointwise(count));
            }
            _ => unreachable!("every other command is lowered above"),
        }
    }

    fn update(&mut self, shader: &'static Shader, buffers: &[BufferId], reals: &[f64]) {
        let count = self.len(buffers[0]);
        let mut args = vec![count as u32];
        args.extend(buffers.iter().map(|&id| self.at(id)));
        args.extend(reals.iter().map(|&real| (real as f32).to_bits()));
        self.dispatch(shader, "update", args, pointwise(count));
    }

    fn join(&mut self, shader: &'static Shader, hidden: usize, [forward, reverse, y]: [BufferId; 3]) {
        let count = self.len(forward);
        let rows = (count / hidden) as u32;
        let args = vec![rows, hidden as u32, self.at(forward), self.at(reverse), self.at(y)];
        let entry = if std::ptr::eq(shader, &join::FORWARD) { "forward" } else { "backward" };
        self.dispatch(shader, entry, args, pointwise(count));
    }

    fn clip_norm(&mut self, max_norm: f64, grads: &[BufferId], norm: BufferId) {
        let parts = self.arena.scratch();
        let count = NORM_GROUPS * grads.len();
        let factor = parts + 2 * count as u32;
        // Below zero: no limit. (There is no infinity in a shader.)
        let limit = if max_norm.is_finite() { max_norm as f32 } else { -1.0 };
        let args = |grad: u32, len: usize, part: u32| {
            vec![grad, len as u32, count as u32, part, self.arena.at(norm), factor, limit.to_bits()]
        };
        let mut out = Vec::new();
        let launch = |entry, args, groups| Dispatch { shader: &clip_norm::FORWARD, entry, args, groups };
        for (index, &grad) in grads.iter().enumerate() {
            let part = parts + (2 * NORM_GROUPS * index) as u32;
            out.push(launch("measure", args(self.at(grad), self.len(grad), part), [NORM_GROUPS as u32, 1]));
        }
        out.push(launch("finish", args(0, 0, parts), [1, 1]));
        if max_norm.is_finite() {
            for &grad in grads {
                let len = self.len(grad);
                out.push(launch("scale", args(self.at(grad), len, parts), pointwise(len)));
            }
        }
        self.out.extend(out);
    }

    /// Gradients of `y = x Wᵀ + b` with sizes `[rows, outputs, inputs]`; `weights` are W, dW, db.
    fn fully_connected_backward(
        &mut self,
        [rows, outputs, inputs]: [usize; 3],
        (weight, dweight, dbias): (u32, u32, u32),
        x: u32,
        dy: u32,
        dx: u32,
    ) {
        let nothing = Start::Nothing;
        self.gemm([rows, inputs, outputs], Matrix::rows(dy, outputs), Matrix::rows(weight, inputs), dx, nothing);
        self.gemm([outputs, inputs, rows], Matrix::transposed(dy, outputs), Matrix::rows(x, inputs), dweight, nothing);
        self.column_sums(dy, rows, outputs, dbias);
    }

    fn layer_forward(&mut self, l: &Layer) {
        let Dims { steps, batch, input, hidden, reverse } = l.dims;
        let (rows, gates) = (steps * batch, blocks(l.kind) * hidden);
        let [weight_ih, _, bias_ih, _] = l.weights.map(|id| self.at(id));
        if let LayerKind::Conv1d(nonlinearity) = l.kind {
            let sizes = [steps, batch, input, hidden].map(|n| n as u32);
            let rest = [
                u32::from(reverse),
                kind(nonlinearity),
                weight_ih,
                bias_ih,
                self.at(l.x),
                self.at(l.gates),
                self.at(l.h),
            ];
            let args = sizes.into_iter().chain(rest).collect();
            return self.dispatch(&conv1d::FORWARD, "forward", args, pointwise(rows * hidden));
        }
        // The input's part for all steps in one product.
        let (x, weight) = (Matrix::rows(self.at(l.x), input), Matrix::transposed(weight_ih, input));
        self.gemm([rows, gates, input], x, weight, self.at(l.gates), Start::Bias(bias_ih));
        match l.kind {
            LayerKind::FeedForward(nonlinearity) => {
                let mut squash = shared("activate", [self.at(l.gates), 0, self.at(l.h)], rows * hidden);
                squash.args[6] = kind(nonlinearity);
                self.out.push(squash);
            }
            LayerKind::Rnn(nonlinearity) => {
                let tail = [l.h0, l.gates, l.h].map(|id| self.at(id));
                let tail: Vec<u32> = tail.into_iter().chain([kind(nonlinearity)]).collect();
                self.sequence_forward(&rnn::FORWARD, l, &tail);
            }
            LayerKind::Lstm => {
                let tail = [l.h0, l.c0, l.gates, l.c, l.tanh_c, l.h].map(|id| self.at(id));
                self.sequence_forward(&lstm::FORWARD, l, &tail);
            }
            LayerKind::Gru => {
                let tail = [l.h0, l.gates, l.q, l.h].map(|id| self.at(id));
                self.sequence_forward(&gru::FORWARD, l, &tail);
            }
            LayerKind::Conv1d(_) => unreachable!("returned above"),
        }
    }

    fn is_fused(&self, dims: &Dims) -> bool {
        self.form == Form::ByWidth && dims.hidden <= FUSED_UNITS
    }

    /// Ranges of steps, in reading order, none of them too much work for one dispatch.
    fn chunks(dims: &Dims, gates: usize) -> Vec<(usize, usize)> {
        let a_step = (dims.batch * gates * dims.hidden).max(1);
        let size = (FUSED_PRODUCTS / a_step).max(1);
        (0..dims.steps).step_by(size).map(|first| (first, (first + size).min(dims.steps))).collect()
    }

    /// The head of the `Args` of the recurrent shaders.
    fn head(dims: &Dims, (first, last): (usize, usize)) -> Vec<u32> {
        let sizes = [dims.steps, dims.batch, dims.hidden, usize::from(dims.reverse), first, last];
        sizes.into_iter().map(|n| n as u32).collect()
    }

    fn sequence_forward(&mut self, shader: &'static Shader, l: &Layer, tail: &[u32]) {
        let Dims { batch, hidden, .. } = l.dims;
        let gates = blocks(l.kind) * hidden;
        let [_, weight_hh, _, bias_hh] = l.weights.map(|id| self.at(id));
        let scratch = self.arena.scratch();
        let args = |range| [&Self::head(&l.dims, range)[..], &[scratch, bias_hh, scratch], tail].concat();
        if self.is_fused(&l.dims) {
            // Neighbouring threads then read neighbouring weights.
            let mut turn = shared("transpose", [weight_hh, 0, scratch], gates * hidden);
            (turn.args[4], turn.args[5]) = (gates as u32, hidden as u32);
            self.out.push(turn);
            for range in Self::chunks(&l.dims, gates) {
                self.dispatch(shader, "fused", args(range), [batch as u32, 1]);
            }
            return;
        }
        for (n, t) in l.dims.order().enumerate() {
            let before = match l.dims.before(t) {
                Some(before) => self.at(l.h) + (before * batch * hidden) as u32,
                None => self.at(l.h0),
            };
            let (h, weight) = (Matrix::rows(before, hidden), Matrix::transposed(weight_hh, hidden));
            self.gemm([batch, gates, hidden], h, weight, scratch, Start::Bias(bias_hh));
            self.dispatch(shader, "step", args((n, n + 1)), pointwise(batch * hidden));
        }
    }

    fn layer_backward(&mut self, l: &Layer) {
        let Dims { steps, batch, input, hidden, reverse } = l.dims;
        let (rows, gates) = (steps * batch, blocks(l.kind) * hidden);
        let [weight_ih, ..] = l.weights.map(|id| self.at(id));
        let [dweight_ih, _, dbias_ih, _] = l.dweights.map(|id| self.at(id));
        let (x, dx) = (self.at(l.x), self.at(l.dx));
        match l.kind {
            LayerKind::FeedForward(nonlinearity) | LayerKind::Conv1d(nonlinearity) => {
                self.out.push(copy(self.at(l.dy), self.at(l.dh), rows * hidden));
                let mut back = shared("through_slope", [l.dh, l.h, l.dgates].map(|id| self.at(id)), rows * hidden);
                back.args[6] = kind(nonlinearity);
                self.out.push(back);
                let da = self.at(l.dgates);
                if matches!(l.kind, LayerKind::FeedForward(_)) {
                    let weights = (weight_ih, dweight_ih, dbias_ih);
                    return self.fully_connected_backward([rows, hidden, input], weights, x, da, dx);
                }
                let sizes = [steps, batch, input, hidden].map(|n| n as u32);
                let rest = [u32::from(reverse), kind(nonlinearity), weight_ih, x, da, dx, dweight_ih];
                let args: Vec<u32> = sizes.into_iter().chain(rest).collect();
                self.dispatch(&conv1d::BACKWARD, "weights", args.clone(), pointwise(hidden * input * conv1d::WIDTH));
                self.dispatch(&conv1d::BACKWARD, "inputs", args, pointwise(rows * input));
                self.column_sums(da, rows, hidden, dbias_ih);
            }
            LayerKind::Rnn(nonlinearity) => {
                let tail = [l.h, l.dy, l.dgates, l.dh, l.dh0].map(|id| self.at(id));
                let tail: Vec<u32> = tail.into_iter().chain([kind(nonlinearity)]).collect();
                self.sequence_backward(&rnn::BACKWARD, l, l.dgates, &tail);
                self.parameter_gradients(l, gates, l.dgates, l.dgates);
            }
            LayerKind::Lstm => {
                let tail = [l.c0, l.gates, l.c, l.tanh_c, l.dy, l.dgates, l.dpre, l.dc, l.dh, l.dh0, l.dc0];
                self.fill(l.dc0);
                self.sequence_backward(&lstm::BACKWARD, l, l.dpre, &tail.map(|id| self.at(id)));
                self.parameter_gradients(l, gates, l.dpre, l.dpre);
            }
            LayerKind::Gru => {
                let tail = [l.h0, l.gates, l.q, l.h, l.dy, l.dgates, l.dpre, l.dpre_hh, l.dh, l.dh0];
                self.sequence_backward(&gru::BACKWARD, l, l.dpre_hh, &tail.map(|id| self.at(id)));
                self.parameter_gradients(l, gates, l.dpre, l.dpre_hh);
            }
        }
    }

    /// `dpre_hh` is what flows on through `W_hh`.
    fn sequence_backward(&mut self, shader: &'static Shader, l: &Layer, dpre_hh: BufferId, tail: &[u32]) {
        let Dims { batch, hidden, .. } = l.dims;
        let gates = blocks(l.kind) * hidden;
        let weight_hh = self.at(l.weights[1]);
        let args = |range| [&Self::head(&l.dims, range)[..], &[weight_hh], tail].concat();
        self.fill(l.dh0);
        if self.is_fused(&l.dims) {
            for range in Self::chunks(&l.dims, gates).into_iter().rev() {
                self.dispatch(shader, "fused", args(range), [batch as u32, 1]);
            }
            return;
        }
        // A GRU hands part of dh on unchanged; the product adds to it.
        let start = if l.kind == LayerKind::Gru { Start::Sum } else { Start::Nothing };
        for (n, t) in l.dims.order().enumerate().collect::<Vec<_>>().into_iter().rev() {
            self.dispatch(shader, "step", args((n, n + 1)), pointwise(batch * hidden));
            let d = Matrix::rows(self.at(dpre_hh) + (t * batch * gates) as u32, gates);
            self.gemm([batch, hidden, gates], d, Matrix::rows(weight_hh, hidden), self.at(l.dh0), start);
        }
    }

    /// Each one product over all steps: `dx`, `dW_ih`, `dW_hh`, and the biases.
    fn parameter_gradients(&mut self, l: &Layer, gates: usize, dpre: BufferId, dpre_hh: BufferId) {
        let Dims { steps, batch, input, hidden, reverse } = l.dims;
        let rows = steps * batch;
        let [dweight_ih, dweight_hh, dbias_ih, dbias_hh] = l.dweights.map(|id| self.at(id));
        let weights = (self.at(l.weights[0]), dweight_ih, dbias_ih);
        let (dpre, d) = (self.at(dpre), self.at(dpre_hh));
        self.fully_connected_backward([rows, gates, input], weights, self.at(l.x), dpre, self.at(l.dx));
        // h_{t−1} for every t is h moved by one step; the first step saw h0.
        let (one, width) = ((batch * hidden) as u32, (batch * gates) as u32);
        let (d_rest, h_rest) = if reverse { (d, self.at(l.h) + one) } else { (d + width, self.at(l.h)) };
        let d_first = if reverse { d + (steps as u32 - 1) * width } else { d };
        let (nothing, h0) = (Start::Nothing, Matrix::rows(self.at(l.h0), hidden));
        self.gemm([gates, hidden, batch], Matrix::transposed(d_first, gates), h0, dweight_hh, nothing);
        if steps > 1 {
            let (d, h) = (Matrix::transposed(d_rest, gates), Matrix::rows(h_rest, hidden));
            self.gemm([gates, hidden, rows - batch], d, h, dweight_hh, Start::Sum);
        }
        self.column_sums(d, rows, gates, dbias_hh);
    }
}
