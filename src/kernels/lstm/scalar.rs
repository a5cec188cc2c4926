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
            let c_before = state_before(&dims, t, k.c, k.c0)[b * hidden..][..hidden].to_vec();
            for u in 0..hidden {
                let pre = |gate: usize| {
                    let j = gate * hidden + u;
                    dot(w.weight_ih, j, x) + w.bias_ih[j] + dot(w.weight_hh, j, &h_before) + w.bias_hh[j]
                };
                let (i, f, g, o) = (sigmoid(pre(0)), sigmoid(pre(1)), pre(2).tanh(), sigmoid(pre(3)));
                let c = f * c_before[u] + i * g;
                for (gate, value) in [i, f, g, o].into_iter().enumerate() {
                    k.gates[row * GATES * hidden + gate * hidden + u] = value;
                }
                k.c[row * hidden + u] = c;
                k.tanh_c[row * hidden + u] = c.tanh();
                k.h[row * hidden + u] = o * c.tanh();
            }
        }
    }
}

pub fn backward<R: Real>(mut k: Backward<R>) {
    let Backward { dims, weights: w, .. } = k;
    let (input, hidden) = (dims.input, dims.hidden);
    k.grads.clear();
    for tensor in [&mut *k.dx, &mut *k.dc, &mut *k.dh0, &mut *k.dc0] {
        tensor.fill(R::ZERO);
    }
    k.dh.copy_from_slice(k.dy);
    k.dc[dims.last(hidden)].iter_mut().zip(k.dc_last).for_each(|(dc, &last)| *dc = last);
    for t in dims.order().rev() {
        for b in 0..dims.batch {
            let row = t * dims.batch + b;
            let x = &k.x[row * input..][..input];
            let h_before = &state_before(&dims, t, k.h, k.h0)[b * hidden..][..hidden];
            let c_before = &state_before(&dims, t, k.c, k.c0)[b * hidden..][..hidden];
            let mut dh_before = vec![R::ZERO; hidden];
            let mut dc_before = vec![R::ZERO; hidden];
            for u in 0..hidden {
                let gate = |gate: usize| k.gates[row * GATES * hidden + gate * hidden + u];
                let (i, f, g, o) = (gate(0), gate(1), gate(2), gate(3));
                let (dh, tanh_c) = (k.dh[row * hidden + u], k.tanh_c[row * hidden + u]);
                let dc = k.dc[row * hidden + u] + dh * o * tanh_slope(tanh_c);
                k.dc[row * hidden + u] = dc;
                dc_before[u] = dc * f;
                let dgates = [dc * g, dc * c_before[u], dc * i, dh * tanh_c];
                let slopes = [sigmoid_slope(i), sigmoid_slope(f), tanh_slope(g), sigmoid_slope(o)];
                for gate in 0..GATES {
                    let j = gate * hidden + u;
                    let dpre = dgates[gate] * slopes[gate];
                    k.dgates[row * GATES * hidden + j] = dgates[gate];
                    k.dpre[row * GATES * hidden + j] = dpre;
                    let dx = &mut k.dx[row * input..][..input];
                    dot_backward(w.weight_ih, j, x, dpre, k.grads.weight_ih, dx);
                    dot_backward(w.weight_hh, j, h_before, dpre, k.grads.weight_hh, &mut dh_before);
                    k.grads.bias_ih[j] += dpre;
                    k.grads.bias_hh[j] += dpre;
                }
            }
            let (dh, dc) = match dims.before(t) {
                Some(before) => {
                    let at = (before * dims.batch + b) * hidden;
                    (&mut k.dh[at..at + hidden], &mut k.dc[at..at + hidden])
                }
                None => (&mut k.dh0[b * hidden..][..hidden], &mut k.dc0[b * hidden..][..hidden]),
            };
            for u in 0..hidden {
                dh[u] += dh_before[u];
                dc[u] += dc_before[u];
            }
        }
    }
}
