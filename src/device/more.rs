//! Kernels of networks that only some screens show, and their commands. A page that shows none of them carries none: who shows one
//! calls [`bring`] before anything runs. Natively they are always there.

use crate::engine::program::{Attend, Buffers, Command, Layer, LayerKind};
use crate::kernels::sequence::{Dims, Weights};
use crate::kernels::{attend, conv1d, feed_forward};
use crate::math::real::Real;
use std::sync::OnceLock;

/// One form of these kernels, forward and backward.
pub struct More<R: Real> {
    pub feed_forward_forward: fn(feed_forward::Forward<R>),
    pub feed_forward_backward: fn(feed_forward::Backward<R>),
    pub conv1d_forward: fn(conv1d::Forward<R>),
    pub conv1d_backward: fn(conv1d::Backward<R>),
    pub attend_forward: fn(attend::Forward<R>),
    pub attend_backward: fn(attend::Backward<R>),
}

impl<R: Real> More<R> {
    /// The judge's.
    pub const SCALAR: More<R> = More {
        feed_forward_forward: feed_forward::scalar::forward,
        feed_forward_backward: feed_forward::scalar::backward,
        conv1d_forward: conv1d::scalar::forward,
        conv1d_backward: conv1d::scalar::backward,
        attend_forward: attend::scalar::forward,
        attend_backward: attend::scalar::backward,
    };
}

impl More<f32> {
    /// What page and worker run.
    pub const SIMD: More<f32> = More {
        feed_forward_forward: feed_forward::simd::forward,
        feed_forward_backward: feed_forward::simd::backward,
        conv1d_forward: conv1d::simd::forward,
        conv1d_backward: conv1d::simd::backward,
        attend_forward: attend::simd::forward,
        attend_backward: attend::simd::backward,
    };
}

type Step = fn(&Command, &mut Buffers<f32>);

static BROUGHT: OnceLock<Step> = OnceLock::new();

/// Makes these kernels run in this program. To be called by whoever shows or trains a network that needs them.
pub fn bring() {
    BROUGHT.get_or_init(|| |command, b| step(&More::SIMD, command, b));
}

/// Runs one of these commands on the fast form. Panics where nobody has brought it.
pub fn brought(command: &Command, b: &mut Buffers<f32>) {
    #[cfg(not(target_arch = "wasm32"))]
    bring();
    BROUGHT.get().expect("a screen brings the kernels of the networks that it shows")(command, b);
}

/// Runs one of these commands. Panics at any other.
pub fn step<R: Real>(k: &More<R>, command: &Command, b: &mut Buffers<R>) {
    match command {
        Command::LayerForward(layer) => layer_forward(k, layer, b),
        Command::LayerBackward(layer) => layer_backward(k, layer, b),
        Command::Attend(attend) => attend_forward(k, attend, b),
        Command::AttendBackward(attend) => attend_backward(k, attend, b),
        _ => unreachable!("`cpu::step` runs every other"),
    }
}

fn attend_forward<R: Real>(k: &More<R>, a: &Attend, b: &mut Buffers<R>) {
    let (mut scores, mut weights, mut context) = (b.take(a.scores), b.take(a.weights), b.take(a.context));
    (k.attend_forward)(attend::Forward {
        dims: a.dims,
        query: b.get(a.query),
        keys: b.get(a.keys),
        cut: b.get(a.cut),
        scores: &mut scores,
        weights: &mut weights,
        context: &mut context,
    });
    for (id, values) in [(a.scores, scores), (a.weights, weights), (a.context, context)] {
        b.put(id, values);
    }
}

fn attend_backward<R: Real>(k: &More<R>, a: &Attend, b: &mut Buffers<R>) {
    let outputs = [a.dweights, a.dscores, a.dquery, a.dkeys];
    let mut taken = outputs.map(|id| b.take(id));
    let [dweights, dscores, dquery, dkeys] = &mut taken;
    (k.attend_backward)(attend::Backward {
        dims: a.dims,
        query: b.get(a.query),
        keys: b.get(a.keys),
        weights: b.get(a.weights),
        dcontext: b.get(a.dcontext),
        dweights,
        dscores,
        dquery,
        dkeys,
    });
    for (id, values) in outputs.into_iter().zip(taken) {
        b.put(id, values);
    }
}

/// Layers without memory.
fn layer_forward<R: Real>(k: &More<R>, l: &Layer, b: &mut Buffers<R>) {
    let (mut a, mut h) = (b.take(l.gates), b.take(l.h));
    let (dims, w, x) = (l.dims, weights(l, b), b.get(l.x));
    let (weight, bias, a_out, h_out) = (w.weight_ih, w.bias_ih, &mut a[..], &mut h[..]);
    match l.kind {
        LayerKind::FeedForward(nonlinearity) => (k.feed_forward_forward)(feed_forward::Forward {
            dims: rows(dims),
            nonlinearity,
            weight,
            bias,
            x,
            a: a_out,
            h: h_out,
        }),
        LayerKind::Conv1d(nonlinearity) => {
            (k.conv1d_forward)(conv1d::Forward { dims, nonlinearity, weight, bias, x, a: a_out, h: h_out });
        }
        _ => unreachable!("`cpu::step` runs the others"),
    }
    b.put(l.gates, a);
    b.put(l.h, h);
}

fn layer_backward<R: Real>(k: &More<R>, l: &Layer, b: &mut Buffers<R>) {
    let outputs = [l.dgates, l.dh, l.dx, l.dweights[0], l.dweights[2]];
    let mut taken = outputs.map(|id| b.take(id));
    let [da, dh, dx, dweight, dbias] = &mut taken;
    let (dims, weight, x, h) = (l.dims, weights(l, b).weight_ih, b.get(l.x), b.get(l.h));
    // Nothing comes back from later steps where there is no memory: what reaches h is what it hands on.
    dh.copy_from_slice(b.get(l.dy));
    match l.kind {
        LayerKind::FeedForward(nonlinearity) => (k.feed_forward_backward)(feed_forward::Backward {
            dims: rows(dims),
            nonlinearity,
            weight,
            x,
            h,
            dh,
            da,
            dx,
            dweight,
            dbias,
        }),
        LayerKind::Conv1d(nonlinearity) => {
            (k.conv1d_backward)(conv1d::Backward { dims, nonlinearity, weight, x, h, dh, da, dx, dweight, dbias })
        }
        _ => unreachable!("`cpu::step` runs the others"),
    }
    for (id, values) in outputs.into_iter().zip(taken) {
        b.put(id, values);
    }
}

pub(super) fn weights<'a, R: Real>(layer: &Layer, b: &'a Buffers<R>) -> Weights<'a, R> {
    let [weight_ih, weight_hh, bias_ih, bias_hh] = layer.weights.map(|id| b.get(id));
    Weights { weight_ih, weight_hh, bias_ih, bias_hh }
}

/// Steps and sequences alike: who has no memory sees rows.
fn rows(dims: Dims) -> feed_forward::Dims {
    feed_forward::Dims { rows: dims.steps * dims.batch, input: dims.input, hidden: dims.hidden }
}
