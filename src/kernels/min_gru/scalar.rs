//! The judge: step by step, one loop a sum.

use super::{Backward, Forward, GATES};
use crate::kernels::sequence::{dot, dot_backward, state_before};
use crate::math::activation::sigmoid;
use crate::math::real::Real;

pub fn forward<R: Real>(k: Forward<R>) {
    let (input, hidden) = (k.dims.input, k.dims.hidden);
    for t in k.dims.order() {
        for b in 0..k.dims.batch {
            let row = t * k.dims.batch + b;
            let x = &k.x[row * input..][..input];
            let gates = &mut k.gates[row * GATES * hidden..][..GATES * hidden];
            for u in 0..hidden {
                let z = sigmoid(dot(k.weight, u, x) + k.bias[u]);
                let n = dot(k.weight, hidden + u, x) + k.bias[hidden + u];
                (gates[u], gates[hidden + u]) = (z, n);
                let before = state_before(&k.dims, t, k.h, k.h0)[b * hidden + u];
                k.h[row * hidden + u] = (R::ONE - z) * before + z * n;
            }
        }
    }
}

pub fn backward<R: Real>(k: Backward<R>) {
    let (input, hidden) = (k.dims.input, k.dims.hidden);
    for tensor in [&mut *k.dx, &mut *k.dweight, &mut *k.dbias, &mut *k.dh0] {
        tensor.fill(R::ZERO);
    }
    // In `dh0` what the step after hands on, until the first has handed on to h0.
    for t in k.dims.order().rev() {
        for b in 0..k.dims.batch {
            let row = t * k.dims.batch + b;
            let (x, dx) = (&k.x[row * input..][..input], &mut k.dx[row * input..][..input]);
            let packed = row * GATES * hidden..(row + 1) * GATES * hidden;
            let gates = &k.gates[packed.clone()];
            let (dgates, dpre) = (&mut k.dgates[packed.clone()], &mut k.dpre[packed]);
            for u in 0..hidden {
                let (z, n) = (gates[u], gates[hidden + u]);
                let before = state_before(&k.dims, t, k.h, k.h0)[b * hidden + u];
                let dh = k.dy[row * hidden + u] + k.dh0[b * hidden + u];
                k.dh[row * hidden + u] = dh;
                k.dh0[b * hidden + u] = (R::ONE - z) * dh;
                (dgates[u], dgates[hidden + u]) = (dh * (n - before), dh * z);
                (dpre[u], dpre[hidden + u]) = (dgates[u] * z * (R::ONE - z), dgates[hidden + u]);
                for (at, d) in [(u, dpre[u]), (hidden + u, dpre[hidden + u])] {
                    dot_backward(k.weight, at, x, d, k.dweight, dx);
                    k.dbias[at] += d;
                }
            }
        }
    }
}
