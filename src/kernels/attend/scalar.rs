//! The judge: query by query, key by key.

use super::{Backward, Forward};
use crate::math::real::Real;

fn dot<R: Real>(a: &[R], b: &[R]) -> R {
    a.iter().zip(b).fold(R::ZERO, |sum, (&a, &b)| sum + a * b)
}

pub fn forward<R: Real>(k: Forward<R>) {
    let dims = k.dims;
    for (row, b) in dims.rows() {
        let query = &k.query[row * dims.hidden..][..dims.hidden];
        let here = row * dims.source..(row + 1) * dims.source;
        let (scores, weights, cut) = (&mut k.scores[here.clone()], &mut k.weights[here.clone()], &k.cut[here]);
        let mut most = R::from_f64(f64::NEG_INFINITY);
        for s in 0..dims.source {
            scores[s] = dot(query, &k.keys[dims.key(s, b)]);
            if cut[s] == R::ZERO && scores[s] > most {
                most = scores[s];
            }
        }
        let mut sum = R::ZERO;
        for s in 0..dims.source {
            weights[s] = if cut[s] == R::ZERO { (scores[s] - most).exp() } else { R::ZERO };
            sum += weights[s];
        }
        let context = &mut k.context[row * dims.hidden..][..dims.hidden];
        context.fill(R::ZERO);
        for s in 0..dims.source {
            weights[s] = if sum == R::ZERO { R::ZERO } else { weights[s] / sum };
            for (c, &key) in context.iter_mut().zip(&k.keys[dims.key(s, b)]) {
                *c += weights[s] * key;
            }
        }
    }
}

pub fn backward<R: Real>(k: Backward<R>) {
    let dims = k.dims;
    k.dkeys.fill(R::ZERO);
    for (row, b) in dims.rows() {
        let unit = row * dims.hidden..(row + 1) * dims.hidden;
        let here = row * dims.source..(row + 1) * dims.source;
        let (query, dcontext, dquery) = (&k.query[unit.clone()], &k.dcontext[unit.clone()], &mut k.dquery[unit]);
        let (weights, dweights, dscores) =
            (&k.weights[here.clone()], &mut k.dweights[here.clone()], &mut k.dscores[here]);
        let mut mean = R::ZERO;
        for s in 0..dims.source {
            dweights[s] = dot(dcontext, &k.keys[dims.key(s, b)]);
            mean += weights[s] * dweights[s];
        }
        for s in 0..dims.source {
            dscores[s] = weights[s] * (dweights[s] - mean);
            let at = dims.key(s, b);
            for (u, j) in at.enumerate() {
                k.dkeys[j] += weights[s] * dcontext[u] + dscores[s] * query[u];
                dquery[u] += dscores[s] * k.keys[j];
            }
        }
    }
}
