//! The layers of a program as dispatches: what enters them as one product, then the recurrence, fused or step by step.

use super::lower::{Form, Lowering, Matrix, Start, blocks, copy, kind, pointwise, shared};
use crate::engine::program::{BufferId, Layer, LayerKind};
use crate::kernels::sequence::Dims;
use crate::kernels::{conv1d, gru, lstm, min_gru, rnn};
use crate::math::shader::Shader;

/// Units whose state one workgroup holds: the arrays of the recurrent shaders.
const FUSED_UNITS: usize = 256;
/// Products in one dispatch of a sequence, at most: a page must not hold the GPU for long.
const FUSED_PRODUCTS: usize = 1 << 30;

/// The `Args` of a scan: a workgroup a unit of a sequence.
fn scan_args(dims: &Dims, operands: &[u32]) -> Vec<u32> {
    let sizes = [dims.steps, dims.batch, dims.hidden, usize::from(dims.reverse)].map(|n| n as u32);
    [&sizes[..], operands].concat()
}

impl Lowering<'_> {
    pub(super) fn layer_forward(&mut self, l: &Layer) {
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
            LayerKind::MinGru => {
                let args = scan_args(&l.dims, &[l.h0, l.gates, l.h].map(|id| self.at(id)));
                self.dispatch(&min_gru::FORWARD, "forward", args, [(batch * hidden) as u32, 1]);
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

    pub(super) fn layer_backward(&mut self, l: &Layer) {
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
                if self.len(l.dc_last) > 0 {
                    self.out.push(copy(self.at(l.dc_last), self.at(l.dc0), self.len(l.dc0)));
                } else {
                    self.fill(l.dc0);
                }
                self.sequence_backward(&lstm::BACKWARD, l, l.dpre, &tail.map(|id| self.at(id)));
                self.parameter_gradients(l, gates, l.dpre, l.dpre);
            }
            LayerKind::MinGru => {
                let all = [l.h0, l.gates, l.h, l.dy, l.dgates, l.dpre, l.dh, l.dh0].map(|id| self.at(id));
                self.dispatch(&min_gru::BACKWARD, "backward", scan_args(&l.dims, &all), [(batch * hidden) as u32, 1]);
                let weights = (weight_ih, dweight_ih, dbias_ih);
                self.fully_connected_backward([rows, gates, input], weights, x, self.at(l.dpre), dx);
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
