//! Runs a program at once, on the calling thread.

use crate::engine::program::{Buffers, Command, Layer, LayerKind, Program};
use crate::kernels::sequence::{Dims, Gradients, Weights};
use crate::kernels::{
    adam, clip_norm, conv1d, dropout, embedding, feed_forward, gru, join, linear, lstm, rmsprop, rnn, sgd, softmax_xent,
};
use crate::math::real::Real;

/// One form of every kernel that has twins.
pub trait Twin<R: Real> {
    /// As traces and benchmarks name it.
    const NAME: &'static str;
    fn rnn_forward(k: rnn::Forward<R>);
    fn rnn_backward(k: rnn::Backward<R>);
    fn lstm_forward(k: lstm::Forward<R>);
    fn lstm_backward(k: lstm::Backward<R>);
    fn gru_forward(k: gru::Forward<R>);
    fn gru_backward(k: gru::Backward<R>);
    fn feed_forward_forward(k: feed_forward::Forward<R>);
    fn feed_forward_backward(k: feed_forward::Backward<R>);
    fn conv1d_forward(k: conv1d::Forward<R>);
    fn conv1d_backward(k: conv1d::Backward<R>);
    fn linear_forward(k: linear::Forward<R>);
    fn linear_backward(k: linear::Backward<R>);
    fn softmax_forward(k: softmax_xent::Forward<R>);
    fn softmax_backward(k: softmax_xent::Backward<R>);
    fn clip_norm(max_norm: f64, grads: &mut [&mut [R]], norm: &mut [R]);
    fn sgd(k: sgd::Update<R>);
    fn rmsprop(k: rmsprop::Update<R>);
    fn adam(k: adam::Update<R>);
}

/// The judge.
pub struct Scalar;
/// What the page runs.
pub struct Simd;

macro_rules! twin {
    ($form:ident, $real:ty $(, $generic:ident)?) => {
        fn rnn_forward(k: rnn::Forward<$real>) {
            rnn::$form::forward(k);
        }
        fn rnn_backward(k: rnn::Backward<$real>) {
            rnn::$form::backward(k);
        }
        fn lstm_forward(k: lstm::Forward<$real>) {
            lstm::$form::forward(k);
        }
        fn lstm_backward(k: lstm::Backward<$real>) {
            lstm::$form::backward(k);
        }
        fn gru_forward(k: gru::Forward<$real>) {
            gru::$form::forward(k);
        }
        fn gru_backward(k: gru::Backward<$real>) {
            gru::$form::backward(k);
        }
        fn feed_forward_forward(k: feed_forward::Forward<$real>) {
            feed_forward::$form::forward(k);
        }
        fn feed_forward_backward(k: feed_forward::Backward<$real>) {
            feed_forward::$form::backward(k);
        }
        fn conv1d_forward(k: conv1d::Forward<$real>) {
            conv1d::$form::forward(k);
        }
        fn conv1d_backward(k: conv1d::Backward<$real>) {
            conv1d::$form::backward(k);
        }
        fn linear_forward(k: linear::Forward<$real>) {
            linear::$form::forward(k);
        }
        fn linear_backward(k: linear::Backward<$real>) {
            linear::$form::backward(k);
        }
        fn softmax_forward(k: softmax_xent::Forward<$real>) {
            softmax_xent::$form::forward(k);
        }
        fn softmax_backward(k: softmax_xent::Backward<$real>) {
            softmax_xent::$form::backward(k);
        }
        fn clip_norm(max_norm: f64, grads: &mut [&mut [$real]], norm: &mut [$real]) {
            clip_norm::$form::forward(max_norm, grads, norm);
        }
        fn sgd(k: sgd::Update<$real>) {
            sgd::$form::update(k);
        }
        fn rmsprop(k: rmsprop::Update<$real>) {
            rmsprop::$form::update(k);
        }
        fn adam(k: adam::Update<$real>) {
            adam::$form::update(k);
        }
    };
}

impl<R: Real> Twin<R> for Scalar {
    const NAME: &'static str = "cpu-scalar";
    twin!(scalar, R);
}

impl Twin<f32> for Simd {
    const NAME: &'static str = "cpu-simd";
    twin!(simd, f32);
}

/// Runs every command in order of a program that only passes, forward and backward: the page that never learns carries no
/// optimiser.
pub fn pass<R: Real, K: Twin<R>>(program: &Program, b: &mut Buffers<R>) {
    for command in &program.commands {
        step::<R, K>(command, b);
    }
}

/// Runs every command in order.
pub fn run<R: Real, K: Twin<R>>(program: &Program, b: &mut Buffers<R>) {
    for command in &program.commands {
        execute::<R, K>(command, b);
    }
}

/// Runs one command.
pub fn execute<R: Real, K: Twin<R>>(command: &Command, b: &mut Buffers<R>) {
    use Command::{Adam, ClipNorm, Dropout, RmsProp, Sgd};
    match command {
        Dropout { .. } | ClipNorm { .. } | Sgd { .. } | RmsProp { .. } | Adam { .. } => learn::<R, K>(command, b),
        _ => step::<R, K>(command, b),
    }
}

/// Runs one command of a pass. Panics at one that learns.
pub fn step<R: Real, K: Twin<R>>(command: &Command, b: &mut Buffers<R>) {
    match command {
        Command::Embed { input, weight, ids, x } => {
            let mut out = b.take(*x);
            let weight = weight.map(|weight| b.get(weight));
            embedding::scalar::forward(embedding::Forward { input: *input, weight, ids: &b.ints[ids.0], x: &mut out });
            b.put(*x, out);
        }
        Command::EmbedBackward { input, ids, dx, dweight } => {
            let mut out = b.take(*dweight);
            let (ids, dx) = (&b.ints[ids.0], b.get(*dx));
            embedding::scalar::backward(embedding::Backward { input: *input, ids, dx, dweight: &mut out });
            b.put(*dweight, out);
        }
        Command::LayerForward(layer) => layer_forward::<R, K>(layer, b),
        Command::LayerBackward(layer) => layer_backward::<R, K>(layer, b),
        Command::Join { hidden, forward, reverse, y } => {
            let mut out = b.take(*y);
            join::scalar::forward(*hidden, b.get(*forward), b.get(*reverse), &mut out);
            b.put(*y, out);
        }
        Command::JoinBackward { hidden, dy, forward, reverse } => {
            let (mut f, mut r) = (b.take(*forward), b.take(*reverse));
            join::scalar::backward(*hidden, b.get(*dy), &mut f, &mut r);
            b.put(*forward, f);
            b.put(*reverse, r);
        }
        Command::Sum { a, b: other, out } => {
            let sum = b.get(*a).iter().zip(b.get(*other)).map(|(&a, &b)| a + b).collect();
            b.put(*out, sum);
        }
        Command::Copy { from, at, to } => {
            let mut out = b.take(*to);
            let len = out.len();
            out.copy_from_slice(&b.get(*from)[*at..*at + len]);
            b.put(*to, out);
        }
        command => readout::<R, K>(command, b),
    }
}

/// The linear layer on top, and what it loses.
fn readout<R: Real, K: Twin<R>>(command: &Command, b: &mut Buffers<R>) {
    match command {
        Command::Linear { dims, weight, bias, x, y } => {
            let mut out = b.take(*y);
            K::linear_forward(linear::Forward {
                dims: *dims,
                weight: b.get(*weight),
                bias: b.get(*bias),
                x: b.get(*x),
                y: &mut out,
            });
            b.put(*y, out);
        }
        Command::LinearBackward { dims, weight, x, dy, dx, dweight, dbias } => {
            let (mut gx, mut gw, mut gb) = (b.take(*dx), b.take(*dweight), b.take(*dbias));
            K::linear_backward(linear::Backward {
                dims: *dims,
                weight: b.get(*weight),
                x: b.get(*x),
                dy: b.get(*dy),
                dx: &mut gx,
                dweight: &mut gw,
                dbias: &mut gb,
            });
            b.put(*dx, gx);
            b.put(*dweight, gw);
            b.put(*dbias, gb);
        }
        Command::CrossEntropy { classes, logits, targets, probs, losses, loss } => {
            let (mut p, mut each, mut mean) = (b.take(*probs), b.take(*losses), b.take(*loss));
            K::softmax_forward(softmax_xent::Forward {
                classes: *classes,
                logits: b.get(*logits),
                targets: &b.ints[targets.0],
                probs: &mut p,
                losses: &mut each,
                loss: &mut mean,
            });
            b.put(*probs, p);
            b.put(*losses, each);
            b.put(*loss, mean);
        }
        Command::CrossEntropyBackward { classes, probs, targets, dlogits } => {
            let mut out = b.take(*dlogits);
            let (probs, targets) = (b.get(*probs), &b.ints[targets.0]);
            K::softmax_backward(softmax_xent::Backward { classes: *classes, probs, targets, dlogits: &mut out });
            b.put(*dlogits, out);
        }
        _ => unreachable!("a pass without an update has no such command"),
    }
}

/// Runs a command of learning: what leaves out, cuts, and moves.
fn learn<R: Real, K: Twin<R>>(command: &Command, b: &mut Buffers<R>) {
    match command {
        Command::Dropout { settings, k, x, y } => {
            let mut out = if x == y { b.get(*x).to_vec() } else { b.take(*y) };
            dropout::scalar::forward(*settings, *k, b.get(*x), &mut out);
            b.put(*y, out);
        }
        Command::ClipNorm { max_norm, grads, norm } => {
            let mut taken: Vec<Vec<R>> = grads.iter().map(|grad| b.take(*grad)).collect();
            let mut total = b.take(*norm);
            let mut slices: Vec<&mut [R]> = taken.iter_mut().map(|grad| &mut grad[..]).collect();
            K::clip_norm(*max_norm, &mut slices, &mut total);
            b.put(*norm, total);
            for (grad, values) in grads.iter().zip(taken) {
                b.put(*grad, values);
            }
        }
        Command::Sgd { settings, weight, grad, velocity } => {
            let (mut w, mut v) = (b.take(*weight), b.take(*velocity));
            K::sgd(sgd::Update { settings: *settings, weight: &mut w, grad: b.get(*grad), velocity: &mut v });
            b.put(*weight, w);
            b.put(*velocity, v);
        }
        Command::RmsProp { settings, weight, grad, v } => {
            let (mut w, mut vv) = (b.take(*weight), b.take(*v));
            K::rmsprop(rmsprop::Update { settings: *settings, weight: &mut w, grad: b.get(*grad), v: &mut vv });
            b.put(*weight, w);
            b.put(*v, vv);
        }
        Command::Adam { settings, k, weight, grad, m, v } => {
            let (mut w, mut vm, mut vv) = (b.take(*weight), b.take(*m), b.take(*v));
            let grad = b.get(*grad);
            K::adam(adam::Update { settings: *settings, k: *k, weight: &mut w, grad, m: &mut vm, v: &mut vv });
            b.put(*weight, w);
            b.put(*m, vm);
            b.put(*v, vv);
        }
        _ => unreachable!("`execute` hands on no other"),
    }
}

fn weights<'a, R: Real>(layer: &Layer, b: &'a Buffers<R>) -> Weights<'a, R> {
    let [weight_ih, weight_hh, bias_ih, bias_hh] = layer.weights.map(|id| b.get(id));
    Weights { weight_ih, weight_hh, bias_ih, bias_hh }
}

fn rows(dims: Dims) -> feed_forward::Dims {
    feed_forward::Dims { rows: dims.steps * dims.batch, input: dims.input, hidden: dims.hidden }
}

fn layer_forward<R: Real, K: Twin<R>>(l: &Layer, b: &mut Buffers<R>) {
    let (mut gates, mut h) = (b.take(l.gates), b.take(l.h));
    let (mut c, mut tanh_c, mut q) = (b.take(l.c), b.take(l.tanh_c), b.take(l.q));
    let (dims, w, x, h0) = (l.dims, weights(l, b), b.get(l.x), b.get(l.h0));
    match l.kind {
        LayerKind::Rnn(nonlinearity) => {
            K::rnn_forward(rnn::Forward { dims, nonlinearity, weights: w, x, h0, a: &mut gates, h: &mut h });
        }
        LayerKind::Lstm => K::lstm_forward(lstm::Forward {
            dims,
            weights: w,
            x,
            h0,
            c0: b.get(l.c0),
            gates: &mut gates,
            c: &mut c,
            tanh_c: &mut tanh_c,
            h: &mut h,
        }),
        LayerKind::Gru => {
            K::gru_forward(gru::Forward { dims, weights: w, x, h0, gates: &mut gates, q: &mut q, h: &mut h })
        }
        LayerKind::FeedForward(nonlinearity) => K::feed_forward_forward(feed_forward::Forward {
            dims: rows(dims),
            nonlinearity,
            weight: w.weight_ih,
            bias: w.bias_ih,
            x,
            a: &mut gates,
            h: &mut h,
        }),
        LayerKind::Conv1d(nonlinearity) => K::conv1d_forward(conv1d::Forward {
            dims,
            nonlinearity,
            weight: w.weight_ih,
            bias: w.bias_ih,
            x,
            a: &mut gates,
            h: &mut h,
        }),
    }
    for (id, values) in [(l.gates, gates), (l.h, h), (l.c, c), (l.tanh_c, tanh_c), (l.q, q)] {
        b.put(id, values);
    }
}

#[rustfmt::skip]
fn layer_backward<R: Real, K: Twin<R>>(l: &Layer, b: &mut Buffers<R>) {
    let outputs = [l.dgates, l.dpre, l.dpre_hh, l.dc, l.dh, l.dx, l.dh0, l.dc0];
    let mut taken = outputs.map(|id| b.take(id));
    let mut taken_weights = l.dweights.map(|id| b.take(id));
    let [dgates, dpre, dpre_hh, dc, dh, dx, dh0, dc0] = &mut taken;
    let [weight_ih, weight_hh, bias_ih, bias_hh] = &mut taken_weights;
    let grads = Gradients { weight_ih, weight_hh, bias_ih, bias_hh };
    let (dims, w, x, h0) = (l.dims, weights(l, b), b.get(l.x), b.get(l.h0));
    let (h, dy, gates) = (b.get(l.h), b.get(l.dy), b.get(l.gates));
    // Nothing comes back from later steps where there is no memory: what reaches h is what it hands on.
    if matches!(l.kind, LayerKind::FeedForward(_) | LayerKind::Conv1d(_)) {
        dh.copy_from_slice(dy);
    }
    match l.kind {
        LayerKind::Rnn(nonlinearity) => K::rnn_backward(rnn::Backward {
            dims, nonlinearity, weights: w, x, h0, h, dy, da: dgates, dh, dx, dh0, grads,
        }),
        LayerKind::Lstm => K::lstm_backward(lstm::Backward {
            dims, weights: w, x, h0, c0: b.get(l.c0), gates, c: b.get(l.c), tanh_c: b.get(l.tanh_c), h, dy,
            dgates, dpre, dc, dh, dx, dh0, dc0, grads,
        }),
        LayerKind::Gru => K::gru_backward(gru::Backward {
            dims, weights: w, x, h0, gates, q: b.get(l.q), h, dy, dgates, dpre, dpre_hh, dh, dx, dh0, grads,
        }),
        LayerKind::FeedForward(nonlinearity) => K::feed_forward_backward(feed_forward::Backward {
            dims: rows(dims), nonlinearity, weight: w.weight_ih, x, h, dh, da: dgates, dx,
            dweight: grads.weight_ih, dbias: grads.bias_ih,
        }),
        LayerKind::Conv1d(nonlinearity) => K::conv1d_backward(conv1d::Backward {
            dims, nonlinearity, weight: w.weight_ih, x, h, dh, da: dgates, dx,
            dweight: grads.weight_ih, dbias: grads.bias_ih,
        }),
    }
    for (id, values) in outputs.into_iter().zip(taken).chain(l.dweights.into_iter().zip(taken_weights)) {
        b.put(id, values);
    }
}
