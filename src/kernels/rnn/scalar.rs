//! The judge: one loop a sum.

use super::{Backward, Forward};
use crate::kernels::sequence::{dot, dot_backward, state_before};
use crate::math::real::Real;

pub fn forward<R: Real>(k: Forward<R>) {
    let Forward { dims, weights: w, .. } = k;
    let (input, hidden) = (dims.input, dims.hidden);
    for t in dims.order() {
        for b in 0..dims.batch {
            let x = &k.x[(t * dims.batch + b) * input..][..input];
            let mut h = vec![R::ZERO; hidden];
            let h_before = &state_before(&dims, t, k.h, k.h0)[b * hidden..][..hidden];
            for u in 0..hidden {
                let a = dot(w.weight_ih, u, x) + w.bias_ih[u] + dot(w.weight_hh, u, h_before) + w.bias_hh[u];
                k.a[(t * dims.batch + b) * hidden + u] = a;
                h[u] = k.nonlinearity.apply(a);
            }
            k.h[(t * dims.batch + b) * hidden..][..hidden].copy_from_slice(&h);
        }
    }
}

pub fn backward<R: Real>(mut k: Backward<R>) {
    let Backward { dims, weights: w, .. } = k;
    let (input, hidden) = (dims.input, dims.hidden);
    k.grads.clear();
    k.dx.fill(R::ZERO);
    k.dh0.fill(R::ZERO);
    k.dh.copy_from_slice(k.dy);
    for t in dims.order().rev() {
        for b in 0..dims.batch {
            let at = (t * dims.batch + b) * hidden;
            let x = &k.x[(t * dims.batch + b) * input..][..input];
            let h_before = &state_before(&dims, t, k.h, k.h0)[b * hidden..][..hidden];
            let mut dh_before = vec![R::ZERO; hidden];
            for u in 0..hidden {
                let da = k.dh[at + u] * k.nonlinearity.slope(k.h[at + u]);
                k.da[at + u] = da;
                let dx = &mut k.dx[(t * dims.batch + b) * input..][..input];
                dot_backward(w.weight_ih, u, x, da, k.grads.weight_ih, dx);
                dot_backward(w.weight_hh, u, h_before, da, k.grads.weight_hh, &mut dh_before);
                k.grads.bias_ih[u] += da;
                k.grads.bias_hh[u] += da;
            }
            let target = match dims.before(t) {
                Some(before) => &mut k.dh[(before * dims.batch + b) * hidden..][..hidden],
                None => &mut k.dh0[b * hidden..][..hidden],
            };
            for (d, share) in target.iter_mut().zip(dh_before) {
                *d += share;
            }
        }
    }
}
