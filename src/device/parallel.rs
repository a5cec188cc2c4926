//! Kernels of networks that compute all steps at once, and their commands: as in `device::more`, a page that shows none of them carries
//! none, and who shows one calls [`bring`] before anything runs.

use crate::device::more::weights;
use crate::engine::program::{Buffers, Command, Layer, SelfAttend};
use crate::kernels::{min_gru, positions, self_attend};
use crate::math::real::Real;
use std::sync::OnceLock;

/// One form of these kernels, forward and backward.
pub struct Parallel<R: Real> {
    pub positions_forward: fn(positions::Forward<R>),
    pub self_attend_forward: fn(self_attend::Forward<R>),
    pub self_attend_backward: fn(self_attend::Backward<R>),
    pub min_gru_forward: fn(min_gru::Forward<R>),
    pub min_gru_backward: fn(min_gru::Backward<R>),
}

impl<R: Real> Parallel<R> {
    /// The judge's.
    pub const SCALAR: Parallel<R> = Parallel {
        positions_forward: positions::scalar::forward,
        self_attend_forward: self_attend::scalar::forward,
        self_attend_backward: self_attend::scalar::backward,
        min_gru_forward: min_gru::scalar::forward,
        min_gru_backward: min_gru::scalar::backward,
    };
}

impl Parallel<f32> {
    /// What page and worker run.
    pub const SIMD: Parallel<f32> = Parallel {
        positions_forward: positions::simd::forward,
        self_attend_forward: self_attend::simd::forward,
        self_attend_backward: self_attend::simd::backward,
        min_gru_forward: min_gru::simd::forward,
        min_gru_backward: min_gru::simd::backward,
    };
}

type Step = fn(&Command, &mut Buffers<f32>);

static BROUGHT: OnceLock<Step> = OnceLock::new();

/// Makes these kernels run in this program.
pub fn bring() {
    BROUGHT.get_or_init(|| |command, b| step(&Parallel::SIMD, command, b));
}

/// Runs one of these commands on the fast form. Panics where nobody has brought it.
pub fn brought(command: &Command, b: &mut Buffers<f32>) {
    #[cfg(not(target_arch = "wasm32"))]
    bring();
    BROUGHT.get().expect("a screen brings the kernels of the networks that it shows")(command, b);
}

/// Runs one of these commands. Panics at any other.
pub fn step<R: Real>(k: &Parallel<R>, command: &Command, b: &mut Buffers<R>) {
    match command {
        Command::Positions { dims, table, x, y } => {
            let mut out = b.take(*y);
            let (table, x) = (b.get(*table), b.get(*x));
            (k.positions_forward)(positions::Forward { dims: *dims, table, x, y: &mut out });
            b.put(*y, out);
        }
        Command::SelfAttend(attend) => self_attend_forward(k, attend, b),
        Command::SelfAttendBackward(attend) => self_attend_backward(k, attend, b),
        Command::LayerForward(layer) => min_gru_forward(k, layer, b),
        Command::LayerBackward(layer) => min_gru_backward(k, layer, b),
        _ => unreachable!("`cpu::step` runs every other"),
    }
}

fn self_attend_forward<R: Real>(k: &Parallel<R>, a: &SelfAttend, b: &mut Buffers<R>) {
    let outputs = [a.scores, a.weights, a.y];
    let mut taken = outputs.map(|id| b.take(id));
    let [scores, weights, y] = &mut taken;
    let (qkv, live) = (b.get(a.qkv), b.get(a.live));
    (k.self_attend_forward)(self_attend::Forward { dims: a.dims, qkv, live, scores, weights, y });
    for (id, values) in outputs.into_iter().zip(taken) {
        b.put(id, values);
    }
}

fn self_attend_backward<R: Real>(k: &Parallel<R>, a: &SelfAttend, b: &mut Buffers<R>) {
    let outputs = [a.dweights, a.dscores, a.dqkv];
    let mut taken = outputs.map(|id| b.take(id));
    let [dweights, dscores, dqkv] = &mut taken;
    (k.self_attend_backward)(self_attend::Backward {
        dims: a.dims,
        qkv: b.get(a.qkv),
        live: b.get(a.live),
        weights: b.get(a.weights),
        dy: b.get(a.dy),
        dweights,
        dscores,
        dqkv,
    });
    for (id, values) in outputs.into_iter().zip(taken) {
        b.put(id, values);
    }
}

fn min_gru_forward<R: Real>(k: &Parallel<R>, l: &Layer, b: &mut Buffers<R>) {
    let (mut gates, mut h) = (b.take(l.gates), b.take(l.h));
    let (dims, w, x, h0) = (l.dims, weights(l, b), b.get(l.x), b.get(l.h0));
    let (weight, bias) = (w.weight_ih, w.bias_ih);
    (k.min_gru_forward)(min_gru::Forward { dims, weight, bias, x, h0, gates: &mut gates, h: &mut h });
    b.put(l.gates, gates);
    b.put(l.h, h);
}

fn min_gru_backward<R: Real>(k: &Parallel<R>, l: &Layer, b: &mut Buffers<R>) {
    let outputs = [l.dgates, l.dpre, l.dh, l.dx, l.dh0, l.dweights[0], l.dweights[2]];
    let mut taken = outputs.map(|id| b.take(id));
    let [dgates, dpre, dh, dx, dh0, dweight, dbias] = &mut taken;
    (k.min_gru_backward)(min_gru::Backward {
        dims: l.dims,
        weight: weights(l, b).weight_ih,
        x: b.get(l.x),
        h0: b.get(l.h0),
        gates: b.get(l.gates),
        h: b.get(l.h),
        dy: b.get(l.dy),
        dgates,
        dpre,
        dh,
        dx,
        dh0,
        dweight,
        dbias,
    });
    for (id, values) in outputs.into_iter().zip(taken) {
        b.put(id, values);
    }
}
