//! Four units of a head at a time; the exponentials stay `libm`'s, one by one (the trace shows them).

use super::{Backward, Forward};
use crate::kernels::twins::{add_scaled, dot};
use crate::math::real::Real;

pub fn forward(k: Forward<f32>) {
    let dims = k.dims;
    let root = dims.root() as f32;
    for asker in dims.askers() {
        let seen = dims.seen(asker.t);
        let (scores, weights) = (&mut k.scores[dims.row(asker)], &mut k.weights[dims.row(asker)]);
        scores.fill(0.0);
        weights.fill(0.0);
        let query = &k.qkv[dims.part(0, asker.t, asker)];
        let mut most = f32::NEG_INFINITY;
        for (s, score) in scores[..seen].iter_mut().enumerate() {
            *score = dot(query, &k.qkv[dims.part(1, s, asker)]) / root;
            most = most.max(*score);
        }
        let mut sum = 0.0;
        for (weight, score) in weights[..seen].iter_mut().zip(&*scores) {
            // Named by its trait: `.exp()` on an f32 would be std's, whose bits differ between machines.
            *weight = Real::exp(score - most);
            sum += *weight;
        }
        let y = &mut k.y[dims.output(asker)];
        y.fill(0.0);
        for (s, weight) in weights[..seen].iter_mut().enumerate() {
            *weight /= sum;
            add_scaled(y, k.live[asker.head] * *weight, &k.qkv[dims.part(2, s, asker)]);
        }
    }
}

pub fn backward(k: Backward<f32>) {
    let dims = k.dims;
    let root = dims.root() as f32;
    k.dqkv.fill(0.0);
    for asker in dims.askers() {
        let seen = dims.seen(asker.t);
        let (weights, dy) = (&k.weights[dims.row(asker)], &k.dy[dims.output(asker)]);
        let (dweights, dscores) = (&mut k.dweights[dims.row(asker)], &mut k.dscores[dims.row(asker)]);
        dweights.fill(0.0);
        dscores.fill(0.0);
        let live = k.live[asker.head];
        let mut mean = 0.0;
        for (s, d) in dweights[..seen].iter_mut().enumerate() {
            *d = live * dot(dy, &k.qkv[dims.part(2, s, asker)]);
            mean += weights[s] * *d;
        }
        let query = dims.part(0, asker.t, asker);
        for s in 0..seen {
            dscores[s] = weights[s] * (dweights[s] - mean);
            let by = dscores[s] / root;
            add_scaled(&mut k.dqkv[query.clone()], by, &k.qkv[dims.part(1, s, asker)]);
            add_scaled(&mut k.dqkv[dims.part(1, s, asker)], by, &k.qkv[query.clone()]);
            add_scaled(&mut k.dqkv[dims.part(2, s, asker)], live * weights[s], dy);
        }
    }
}
