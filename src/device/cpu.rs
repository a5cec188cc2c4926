//! Runs a program at once, on the calling thread.

use crate::device::more::{self, More, weights};
use crate::device::parallel::{self, Parallel};
use crate::engine::program::{Buffers, Command, Layer, LayerKind, Program};
use crate::kernels::sequence::Gradients;
use crate::kernels::{adam, clip_norm, dropout, embedding, gru, join, linear, lstm, rmsprop, rnn, sgd, softmax_xent};
use crate::math::real::Real;

/// One form of the kernels of a pass, forward and backward.
pub struct Pass<R: Real> {
    /// As traces and benchmarks name it.
    pub name: &'static str,
    pub rnn_forward: fn(rnn::Forward<R>),
    pub rnn_backward: fn(rnn::Backward<R>),
    pub lstm_forward: fn(lstm::Forward<R>),
    pub lstm_backward: fn(lstm::Backward<R>),
    pub gru_forward: fn(gru::Forward<R>),
    pub gru_backward: fn(gru::Backward<R>),
    pub linear_forward: fn(linear::Forward<R>),
    pub linear_backward: fn(linear::Backward<R>),
    pub softmax_forward: fn(softmax_xent::Forward<R>),
    pub softmax_backward: fn(softmax_xent::Backward<R>),
    /// What only some networks have (`device::more`, `device::parallel`).
    pub more: fn(&Command, &mut Buffers<R>),
    pub parallel: fn(&Command, &mut Buffers<R>),
}

/// One form of the kernels that move weights. A page that never learns refers to none of them, and carries none.
pub struct Learn<R: Real> {
    /// The largest norm, the gradients, their norm before.
    pub clip_norm: fn(f64, &mut [&mut [R]], &mut [R]),
    pub sgd: fn(sgd::Update<R>),
    pub rmsprop: fn(rmsprop::Update<R>),
    pub adam: fn(adam::Update<R>),
}

/// One form of every kernel that has twins.
pub struct Kernels<R: Real> {
    pub pass: Pass<R>,
    pub learn: Learn<R>,
}

impl<R: Real> Pass<R> {
    /// The judge's.
    pub const SCALAR: Pass<R> = Pass {
        name: "cpu-scalar",
        rnn_forward: rnn::scalar::forward,
        rnn_backward: rnn::scalar::backward,
        lstm_forward: lstm::scalar::forward,
        lstm_backward: lstm::scalar::backward,
        gru_forward: gru::scalar::forward,
        gru_backward: gru::scalar::backward,
        linear_forward: linear::scalar::forward,
        linear_backward: linear::scalar::backward,
        softmax_forward: softmax_xent::scalar::forward,
        softmax_backward: softmax_xent::scalar::backward,
        more: |command, b| more::step(&More::SCALAR, command, b),
        parallel: |command, b| parallel::step(&Parallel::SCALAR, command, b),
    };
}

impl Pass<f32> {
    /// What the page runs.
    pub const SIMD: Pass<f32> = Pass {
        name: "cpu-simd",
        rnn_forward: rnn::simd::forward,
        rnn_backward: rnn::simd::backward,
        lstm_forward: lstm::simd::forward,
        lstm_backward: lstm::simd::backward,
        gru_forward: gru::simd::forward,
        gru_backward: gru::simd::backward,
        linear_forward: linear::simd::forward,
        linear_backward: linear::simd::backward,
        softmax_forward: softmax_xent::simd::forward,
        softmax_backward: softmax_xent::simd::backward,
        more: more::brought,
        parallel: parallel::brought,
    };
}

impl<R: Real> Kernels<R> {
    /// The judge.
    pub const SCALAR: Kernels<R> = Kernels {
        pass: Pass::SCALAR,
        learn: Learn {
            clip_norm: clip_norm::scalar::forward,
            sgd: sgd::scalar::update,
            rmsprop: rmsprop::scalar::update,
            adam: adam::scalar::update,
        },
    };
}

impl Kernels<f32> {
    /// What the worker runs.
    pub const SIMD: Kernels<f32> = Kernels {
        pass: Pass::SIMD,
        learn: Learn {
            clip_norm: clip_norm::simd::forward,
            sgd: sgd::simd::update,
            rmsprop: rmsprop::simd::update,
            adam: adam::simd::update,
        },
    };
}

/// Runs every command in order of a program that only passes, forward and backward: the page that never learns carries no
/// optimiser.
pub fn pass<R: Real>(k: &Pass<R>, program: &Program, b: &mut Buffers<R>) {
    for command in &program.commands {
        step(k, command, b);
    }
}

/// Runs every command in order.
pub fn run<R: Real>(k: &Kernels<R>, program: &Program, b: &mut Buffers<R>) {
    for command in &program.commands {
        execute(k, command, b);
    }
}

/// Runs one command.
pub fn execute<R: Real>(k: &Kernels<R>, command: &Command, b: &mut Buffers<R>) {
    use Command::{Adam, ClipNorm, Dropout, RmsProp, Sgd};
    match command {
        Dropout { .. } | ClipNorm { .. } | Sgd { .. } | RmsProp { .. } | Adam { .. } => learn(&k.learn, command, b),
        _ => step(&k.pass, command, b),
    }
}

/// Runs one command of a pass. Panics at one that learns.
pub fn step<R: Real>(k: &Pass<R>, command: &Command, b: &mut Buffers<R>) {
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
        Command::Pixels { ids, x } => {
            let out = b.ints[ids.0].iter().map(|&pixel| R::from_f64(f64::from(pixel))).collect();
            b.put(*x, out);
        }
        Command::LayerForward(layer) if layer.kind.is_everywhere() => layer_forward(k, layer, b),
        Command::LayerBackward(layer) if layer.kind.is_everywhere() => layer_backward(k, layer, b),
        Command::LayerForward(layer) | Command::LayerBackward(layer) if layer.kind.is_parallel() => {
            (k.parallel)(command, b)
        }
        Command::LayerForward(_) | Command::LayerBackward(_) => (k.more)(command, b),
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
        Command::Put { from, to, at, adds } => {
            let mut out = b.take(*to);
            for (slot, &value) in out[*at..].iter_mut().zip(b.get(*from)) {
                *slot = if *adds { *slot + value } else { value };
            }
            b.put(*to, out);
        }
        Command::Attend(_) | Command::AttendBackward(_) => (k.more)(command, b),
        Command::Positions { .. } | Command::SelfAttend(_) | Command::SelfAttendBackward(_) => (k.parallel)(command, b),
        command => readout(k, command, b),
    }
}

/// The linear layer on top, and what it loses.
fn readout<R: Real>(k: &Pass<R>, command: &Command, b: &mut Buffers<R>) {
    match command {
        Command::Linear { dims, weight, bias, x, y } => {
            let mut out = b.take(*y);
            (k.linear_forward)(linear::Forward {
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
            (k.linear_backward)(linear::Backward {
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
            (k.softmax_forward)(softmax_xent::Forward {
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
            (k.softmax_backward)(softmax_xent::Backward { classes: *classes, probs, targets, dlogits: &mut out });
            b.put(*dlogits, out);
        }
        _ => unreachable!("a pass without an update has no such command"),
    }
}

/// Runs a command of learning: what leaves out, cuts, and moves.
fn learn<R: Real>(kernels: &Learn<R>, command: &Command, b: &mut Buffers<R>) {
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
            (kernels.clip_norm)(*max_norm, &mut slices, &mut total);
            b.put(*norm, total);
            for (grad, values) in grads.iter().zip(taken) {
                b.put(*grad, values);
            }
        }
        Command::Sgd { settings, weight, grad, velocity } => {
            let (mut w, mut v) = (b.take(*weight), b.take(*velocity));
            (kernels.sgd)(sgd::Update { settings: *settings, weight: &mut w, grad: b.get(*grad), velocity: &mut v });
            b.put(*weight, w);
            b.put(*velocity, v);
        }
        Command::RmsProp { settings, weight, grad, v } => {
            let (mut w, mut vv) = (b.take(*weight), b.take(*v));
            (kernels.rmsprop)(rmsprop::Update { settings: *settings, weight: &mut w, grad: b.get(*grad), v: &mut vv });
            b.put(*weight, w);
            b.put(*v, vv);
        }
        Command::Adam { settings, k, weight, grad, m, v } => {
            let (mut w, mut vm, mut vv) = (b.take(*weight), b.take(*m), b.take(*v));
            let grad = b.get(*grad);
            (kernels.adam)(adam::Update { settings: *settings, k: *k, weight: &mut w, grad, m: &mut vm, v: &mut vv });
            b.put(*weight, w);
            b.put(*m, vm);
            b.put(*v, vv);
        }
        _ => unreachable!("`execute` hands on no other"),
    }
}

fn layer_forward<R: Real>(k: &Pass<R>, l: &Layer, b: &mut Buffers<R>) {
    let (mut gates, mut h) = (b.take(l.gates), b.take(l.h));
    let (mut c, mut tanh_c, mut q) = (b.take(l.c), b.take(l.tanh_c), b.take(l.q));
    let (dims, w, x, h0) = (l.dims, weights(l, b), b.get(l.x), b.get(l.h0));
    match l.kind {
        LayerKind::Rnn(nonlinearity) => {
            (k.rnn_forward)(rnn::Forward { dims, nonlinearity, weights: w, x, h0, a: &mut gates, h: &mut h });
        }
        LayerKind::Lstm => (k.lstm_forward)(lstm::Forward {
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
            (k.gru_forward)(gru::Forward { dims, weights: w, x, h0, gates: &mut gates, q: &mut q, h: &mut h })
        }
        _ => unreachable!("`more::step` runs the others"),
    }
    for (id, values) in [(l.gates, gates), (l.h, h), (l.c, c), (l.tanh_c, tanh_c), (l.q, q)] {
        b.put(id, values);
    }
}

#[rustfmt::skip]
fn layer_backward<R: Real>(k: &Pass<R>, l: &Layer, b: &mut Buffers<R>) {
    let outputs = [l.dgates, l.dpre, l.dpre_hh, l.dc, l.dh, l.dx, l.dh0, l.dc0];
    let mut taken = outputs.map(|id| b.take(id));
    let mut taken_weights = l.dweights.map(|id| b.take(id));
    let [dgates, dpre, dpre_hh, dc, dh, dx, dh0, dc0] = &mut taken;
    let [weight_ih, weight_hh, bias_ih, bias_hh] = &mut taken_weights;
    let grads = Gradients { weight_ih, weight_hh, bias_ih, bias_hh };
    let (dims, w, x, h0) = (l.dims, weights(l, b), b.get(l.x), b.get(l.h0));
    let (h, dy, gates) = (b.get(l.h), b.get(l.dy), b.get(l.gates));
    match l.kind {
        LayerKind::Rnn(nonlinearity) => (k.rnn_backward)(rnn::Backward {
            dims, nonlinearity, weights: w, x, h0, h, dy, da: dgates, dh, dx, dh0, grads,
        }),
        LayerKind::Lstm => (k.lstm_backward)(lstm::Backward {
            dims, weights: w, x, h0, c0: b.get(l.c0), gates, c: b.get(l.c), tanh_c: b.get(l.tanh_c), h, dy,
            dc_last: b.get(l.dc_last),
            dgates, dpre, dc, dh, dx, dh0, dc0, grads,
        }),
        LayerKind::Gru => (k.gru_backward)(gru::Backward {
            dims, weights: w, x, h0, gates, q: b.get(l.q), h, dy, dgates, dpre, dpre_hh, dh, dx, dh0, grads,
        }),
        _ => unreachable!("`more::step` runs the others"),
    }
    for (id, values) in outputs.into_iter().zip(taken).chain(l.dweights.into_iter().zip(taken_weights)) {
        b.put(id, values);
    }
}
