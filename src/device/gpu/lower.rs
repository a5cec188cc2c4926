//! From a program to dispatches: which shader, on which offsets, by how many workgroups. Plain data, no GPU.

use super::arena::Arena;
use crate::engine::program::{Attend, BufferId, Command, LayerKind, Program, SelfAttend};
use crate::kernels::rnn::Nonlinearity;
use crate::kernels::sequence::Dims;
use crate::kernels::{
    GEMM, SHARED, adam, attend, clip_norm, dropout, embedding, gru, join, lstm, min_gru, positions, rmsprop,
    self_attend, sgd, softmax_xent,
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

/// Threads of a pointwise workgroup, and workgroups at most; threads stride over the rest.
const THREADS: usize = 256;
const MOST_GROUPS: usize = 4096;
/// Workgroups that measure one gradient.
const NORM_GROUPS: usize = 32;

/// A matrix somewhere in the arena.
#[derive(Clone, Copy)]
pub(super) struct Matrix {
    at: u32,
    row: usize,
    column: usize,
}

impl Matrix {
    pub(super) fn rows(at: u32, width: usize) -> Self {
        Self { at, row: width, column: 1 }
    }
    pub(super) fn transposed(at: u32, width: usize) -> Self {
        Self { at, row: 1, column: width }
    }
}

/// What a product begins with.
#[derive(Clone, Copy)]
pub(super) enum Start {
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

pub(super) fn blocks(kind: LayerKind) -> usize {
    match kind {
        LayerKind::Lstm => lstm::GATES,
        LayerKind::Gru => gru::GATES,
        LayerKind::MinGru => min_gru::GATES,
        LayerKind::Rnn(_) | LayerKind::FeedForward(_) | LayerKind::Conv1d(_) => 1,
    }
}

pub(super) fn kind(nonlinearity: Nonlinearity) -> u32 {
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

pub(super) fn shared(entry: &'static str, [a, b, out]: [u32; 3], count: usize) -> Dispatch {
    Dispatch { shader: &SHARED, entry, args: vec![a, b, out, count as u32, 0, 0, 0], groups: pointwise(count) }
}

pub(super) fn pointwise(count: usize) -> [u32; 2] {
    [count.div_ceil(THREADS).clamp(1, MOST_GROUPS) as u32, 1]
}

pub(super) struct Lowering<'a> {
    pub(super) arena: &'a Arena,
    words: u32,
    pub(super) form: Form,
    pub(super) out: Vec<Dispatch>,
}

impl Lowering<'_> {
    pub(super) fn at(&self, id: BufferId) -> u32 {
        self.arena.at(id)
    }
    pub(super) fn len(&self, id: BufferId) -> usize {
        self.arena.len(id)
    }

    pub(super) fn dispatch(&mut self, shader: &'static Shader, entry: &'static str, args: Vec<u32>, groups: [u32; 2]) {
        self.out.push(Dispatch { shader, entry, args, groups });
    }

    /// `c[m, n] = start + a[m, k] · b[k, n]`.
    pub(super) fn gemm(&mut self, [m, n, k]: [usize; 3], a: Matrix, b: Matrix, c: u32, start: Start) {
        let (start, bias) = match start {
            Start::Nothing => (0, 0),
            Start::Sum => (1, 0),
            Start::Bias(at) => (2, at),
        };
        let words = [m, n, k, a.at as usize, a.row, a.column, b.at as usize, b.row, b.column].map(|n| n as u32);
        let args = words.into_iter().chain([c, start, bias]).collect();
        self.dispatch(&GEMM, "gemm", args, [n.div_ceil(64) as u32, m.div_ceil(64) as u32]);
    }

    pub(super) fn column_sums(&mut self, a: u32, rows: usize, columns: usize, out: u32) {
        let args = vec![a, 0, out, 0, rows as u32, columns as u32, 0];
        self.dispatch(&SHARED, "column_sums", args, [columns.div_ceil(64) as u32, 1]);
    }

    pub(super) fn fill(&mut self, id: BufferId) {
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
            Command::Pixels { ids, x } => {
                let reals = shared("reals", [self.words + self.arena.words_at(*ids), 0, self.at(*x)], self.len(*x));
                self.out.push(reals);
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
            Command::Put { from, to, at, adds } => {
                let (from, to, len) = (self.at(*from), self.at(*to) + *at as u32, self.len(*from));
                self.out.push(if *adds { shared("add", [to, from, to], len) } else { copy(from, to, len) });
            }
            Command::Attend(_)
            | Command::AttendBackward(_)
            | Command::Positions { .. }
            | Command::SelfAttend(_)
            | Command::SelfAttendBackward(_) => self.looks(command),
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

    /// What looks at other steps, and what tells it where they stand.
    fn looks(&mut self, command: &Command) {
        match command {
            Command::Attend(a) => {
                let rest = [a.query, a.keys, a.cut, a.scores, a.weights, a.context];
                self.attend(&attend::FORWARD, &["forward"], a, &rest);
            }
            Command::AttendBackward(a) => {
                let ends = [a.dcontext, a.dweights, a.dscores, a.dquery, a.dkeys];
                let rest = [&[a.query, a.keys, a.weights][..], &ends].concat();
                self.attend(&attend::BACKWARD, &["queries", "keys"], a, &rest);
            }
            Command::Positions { dims, table, x, y } => {
                let count = dims.steps * dims.batch * dims.width;
                let sizes = [count, dims.batch, dims.width].map(|n| n as u32);
                let args = sizes.into_iter().chain([*table, *x, *y].map(|id| self.at(id))).collect();
                self.dispatch(&positions::FORWARD, "forward", args, pointwise(count));
            }
            Command::SelfAttend(a) => {
                self.self_attend(&self_attend::FORWARD, &["forward"], a, &[a.qkv, a.live, a.scores, a.weights, a.y]);
            }
            Command::SelfAttendBackward(a) => {
                let rest = [a.qkv, a.live, a.weights, a.dy, a.dweights, a.dscores, a.dqkv];
                self.self_attend(&self_attend::BACKWARD, &["askers", "asked"], a, &rest);
            }
            _ => unreachable!("`command` hands on no other"),
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

    fn attend(&mut self, shader: &'static Shader, entries: &[&'static str], a: &Attend, operands: &[BufferId]) {
        let attend::Dims { steps, source, batch, hidden } = a.dims;
        let sizes = [steps, source, batch, hidden].map(|n| n as u32);
        let args: Vec<u32> = sizes.into_iter().chain(operands.iter().map(|&id| self.at(id))).collect();
        for &entry in entries {
            let groups = if entry == "keys" {
                pointwise(source * batch * hidden)
            } else {
                [(steps * batch).div_ceil(64) as u32, 1]
            };
            self.dispatch(shader, entry, args.clone(), groups);
        }
    }

    fn self_attend(
        &mut self,
        shader: &'static Shader,
        entries: &[&'static str],
        a: &SelfAttend,
        operands: &[BufferId],
    ) {
        let self_attend::Dims { steps, batch, width, heads, causal } = a.dims;
        let sizes = [steps, batch, width, heads, usize::from(causal)].map(|n| n as u32);
        let root = (a.dims.root() as f32).to_bits();
        let args: Vec<u32> = sizes.into_iter().chain([root]).chain(operands.iter().map(|&id| self.at(id))).collect();
        for &entry in entries {
            let groups = match entry {
                "asked" => pointwise(steps * batch * width),
                _ => [(steps * batch * heads).div_ceil(64).min(MOST_GROUPS) as u32, 1],
            };
            self.dispatch(shader, entry, args.clone(), groups);
        }
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
    pub(super) fn fully_connected_backward(
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
}
