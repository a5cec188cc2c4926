//! The judge: query by query, key by key.

use super::{Backward, Forward};
use crate::math::real::Real;

fn dot<R: Real>(a: &[R], b: &[R]) -> R {
    a.iter().zip(b).fold(R::ZERO, |sum, (&a, &b)| sum + a * b)
}

pub fn forward<R: Real>(k: Forward<R>) {
    let dims = k.dims;
    let root = R::from_f64(dims.root());
    for asker in dims.askers() {
        let seen = dims.seen(asker.t);
        let (scores, weights) = (&mut k.scores[dims.row(asker)], &mut k.weights[dims.row(asker)]);
        scores.fill(R::ZERO);
        weights.fill(R::ZERO);
        let mut most = R::from_f64(f64::NEG_INFINITY);
        for s in 0..seen {
            scores[s] = dot(&k.qkv[dims.part(0, asker.t, asker)], &k.qkv[dims.part(1, s, asker)]) / root;
            if scores[s] > most {
                most = scores[s];
            }
        }
        let mut sum = R::ZERO;
        for s in 0..seen {
            weights[s] = (scores[s] - most).exp();
            sum += weights[s];
        }
        let y = &mut k.y[dims.output(asker)];
        y.fill(R::ZERO);
        for s in 0..seen {
            weights[s] = weights[s] / sum;
            for (y, &v) in y.iter_mut().zip(&k.qkv[dims.part(2, s, asker)]) {
                *y += k.live[asker.head] * weights[s] * v;
            }
        }
    }
}

pub fn backward<R: Real>(k: Backward<R>) {
    let dims = k.dims;
    let root = R::from_f64(dims.root());
    k.dqkv.fill(R::ZERO);
    for asker in dims.askers() {
        let seen = dims.seen(asker.t);
        let (weights, dy) = (&k.weights[dims.row(asker)], &k.dy[dims.output(asker)]);
        let (dweights, dscores) = (&mut k.dweights[dims.row(asker)], &mut k.dscores[dims.row(asker)]);
        dweights.fill(R::ZERO);
        dscores.fill(R::ZERO);
        let live = k.live[asker.head];
        let mut mean = R::ZERO;
        for s in 0..seen {
            dweights[s] = live * dot(dy, &k.qkv[dims.part(2, s, asker)]);
            mean += weights[s] * dweights[s];
        }
        for s in 0..seen {
            dscores[s] = weights[s] * (dweights[s] - mean);
            let by = dscores[s] / root;
            let (query, key, value) = (dims.part(0, asker.t, asker), dims.part(1, s, asker), dims.part(2, s, asker));
            for u in 0..dims.head_width() {
                k.dqkv[query.start + u] += by * k.qkv[key.start + u];
                k.dqkv[key.start + u] += by * k.qkv[query.start + u];
                k.dqkv[value.start + u] += live * weights[s] * dy[u];
            }
        }
    }
}
