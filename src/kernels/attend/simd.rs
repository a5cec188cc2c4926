//! Four units at a time; the exponentials stay `libm`'s, one by one (the trace shows them).

use super::{Backward, Forward};
use crate::kernels::twins::{add_scaled, dot};
use crate::math::real::Real;

pub fn forward(k: Forward<f32>) {
    let dims = k.dims;
    for (row, b) in dims.rows() {
        let query = &k.query[row * dims.hidden..][..dims.hidden];
        let here = row * dims.source..(row + 1) * dims.source;
        let (scores, weights, cut) = (&mut k.scores[here.clone()], &mut k.weights[here.clone()], &k.cut[here]);
        let mut most = f32::NEG_INFINITY;
        for s in 0..dims.source {
            scores[s] = dot(query, &k.keys[dims.key(s, b)]);
            if cut[s] == 0.0 && scores[s] > most {
                most = scores[s];
            }
        }
        let mut sum = 0.0;
        for s in 0..dims.source {
            // Named by its trait: `.exp()` on an f32 would be std's, whose bits differ between machines.
            weights[s] = if cut[s] == 0.0 { Real::exp(scores[s] - most) } else { 0.0 };
            sum += weights[s];
        }
        let context = &mut k.context[row * dims.hidden..][..dims.hidden];
        context.fill(0.0);
        for (s, weight) in weights.iter_mut().enumerate() {
            *weight = if sum == 0.0 { 0.0 } else { *weight / sum };
            add_scaled(context, *weight, &k.keys[dims.key(s, b)]);
        }
    }
}

pub fn backward(k: Backward<f32>) {
    let dims = k.dims;
    k.dkeys.fill(0.0);
    for (row, b) in dims.rows() {
        let unit = row * dims.hidden..(row + 1) * dims.hidden;
        let here = row * dims.source..(row + 1) * dims.source;
        let (query, dcontext, dquery) = (&k.query[unit.clone()], &k.dcontext[unit.clone()], &mut k.dquery[unit]);
        let (weights, dweights, dscores) =
            (&k.weights[here.clone()], &mut k.dweights[here.clone()], &mut k.dscores[here]);
        let mut mean = 0.0;
        for s in 0..dims.source {
            dweights[s] = dot(dcontext, &k.keys[dims.key(s, b)]);
            mean += weights[s] * dweights[s];
        }
        for s in 0..dims.source {
            dscores[s] = weights[s] * (dweights[s] - mean);
            let at = dims.key(s, b);
            add_scaled(dquery, dscores[s], &k.keys[at.clone()]);
            add_scaled(&mut k.dkeys[at.clone()], weights[s], dcontext);
            add_scaled(&mut k.dkeys[at], dscores[s], query);
        }
    }
}
