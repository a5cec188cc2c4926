//! The judge: one loop a sum.

use super::{Backward, Forward, GATES};
use crate::kernels::sequence::{dot, dot_backward, state_before};
use crate::math::activation::{sigmoid, sigmoid_slope, tanh_slope};
use crate::math::real::Real;

pub fn forward<R: Real>(k: Forward<R>) {
    let Forward { dims, weights: w, .. } = k;
    let (input, hidden) = (dims.input, dims.hidden);
    for t in dims.order() {
        for b in 0..dims.batch {
            let row = t * dims.batch + b;
            let x = &k.x[row * input..][..input];
            let h_before = state_before(&dims, t, k.h, k.h0)[b * hidden..][..hidden].to_vec();
            for u in 0..hidden {
                let from_x = |gate: usize| dot(w.weight_ih, gate * hidden + u, x) + w.bias_ih[gate * hidden + u];
                let from_h =
                    |gate: usize| dot(w.weight_hh, gate * hidden + u, &h_before) + w.bias_hh[gate * hidden + u];
                let r = sigmoid(from_x(0) + from_h(0));
                let z = sigmoid(from_x(1) + from_h(1));
                let q = from_h(2);
                let n = (from_x(2) + r * q).tanh();
                for (gate, value) in [r, z, n].into_iter().enumerate() {
                    k.gates[row * GATES * hidden + gate * hidden + u] = value;
                }
                k.q[row * hidden + u] = q;
                k.h[row * hidden + u] = (R::ONE - z) * n + z * h_before[u];
            }
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
            let row = t * dims.batch + b;
            let x = &k.x[row * input..][..input];
            let h_before = &state_before(&dims, t, k.h, k.h0)[b * hidden..][..hidden];
            let mut dh_before = vec![R::ZERO; hidden];
            for u in 0..hidden {
                let gate = |gate: usize| k.gates[row * GATES * hidden + gate * hidden + u];
                let (r, z, n) = (gate(0), gate(1), gate(2));
                let (dh, q) = (k.dh[row * hidden + u], k.q[row * hidden + u]);
                let dn = dh * (R::ONE - z);
                let dz = dh * (h_before[u] - n);
                let dpre_n = dn * tanh_slope(n);
                let dr = dpre_n * q;
                dh_before[u] += dh * z;
                let dgates = [dr, dz, dn];
                let dpre = [dr * sigmoid_slope(r), dz * sigmoid_slope(z), dpre_n];
                let dpre_hh = [dpre[0], dpre[1], dpre_n * r];
                for gate in 0..GATES {
                    let j = gate * hidden + u;
                    k.dgates[row * GATES * hidden + j] = dgates[gate];
                    k.dpre[row * GATES * hidden + j] = dpre[gate];
                    k.dpre_hh[row * GATES * hidden + j] = dpre_hh[gate];
                    let dx = &mut k.dx[row * input..][..input];
                    dot_backward(w.weight_ih, j, x, dpre[gate], k.grads.weight_ih, dx);
                    dot_backward(w.weight_hh, j, h_before, dpre_hh[gate], k.grads.weight_hh, &mut dh_before);
                    k.grads.bias_ih[j] += dpre[gate];
                    k.grads.bias_hh[j] += dpre_hh[gate];
                }
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
