//! Both gates of all steps as one product; then four units at a time, step by step: on one core the recurrence is one multiply-add
//! a unit, and no scan is faster. Sums run in another order than the scalar twin's and σ goes by a polynomial: they differ by
//! rounding only.

use super::{Backward, Forward, GATES};
use crate::kernels::sequence::state_before;
use crate::kernels::twins::add_rows;
use crate::math::activation::sigmoid_lanes;
use crate::math::gemm::{Matrix, Start, product};
use crate::math::lanes::F32x4;

pub fn forward(k: Forward<f32>) {
    let (input, hidden, packed) = (k.dims.input, k.dims.hidden, GATES * k.dims.hidden);
    let rows = k.dims.steps * k.dims.batch;
    let weight = Matrix::transposed(k.weight, input);
    product([rows, packed, input], Matrix::rows(k.x, input), weight, k.gates, Start::Bias(k.bias));
    let mut before = vec![0.0; k.dims.batch * hidden];
    for t in k.dims.order() {
        before.copy_from_slice(state_before(&k.dims, t, k.h, k.h0));
        for b in 0..k.dims.batch {
            let row = t * k.dims.batch + b;
            let (z, n) = k.gates[row * packed..][..packed].split_at_mut(hidden);
            let (h, before) = (&mut k.h[row * hidden..][..hidden], &before[b * hidden..][..hidden]);
            for u in (0..hidden).step_by(4) {
                let lanes = u..(u + 4).min(hidden);
                let open = sigmoid_lanes(F32x4::load_part(&z[lanes.clone()]));
                let n = F32x4::load_part(&n[lanes.clone()]);
                let kept = (F32x4::splat(1.0) - open) * F32x4::load_part(&before[lanes.clone()]);
                open.store_part(&mut z[lanes.clone()]);
                (kept + open * n).store_part(&mut h[lanes]);
            }
        }
    }
}

pub fn backward(k: Backward<f32>) {
    let (input, hidden, packed) = (k.dims.input, k.dims.hidden, GATES * k.dims.hidden);
    let one = F32x4::splat(1.0);
    // In `dh0` what the step after hands on, until the first has handed on to h0.
    k.dh0.fill(0.0);
    for t in k.dims.order().rev() {
        let before = state_before(&k.dims, t, k.h, k.h0);
        for b in 0..k.dims.batch {
            let row = t * k.dims.batch + b;
            let at = |gate: usize, u: usize| row * packed + gate * hidden + u;
            for u in (0..hidden).step_by(4) {
                let width = (u + 4).min(hidden) - u;
                let gate = |n: usize| F32x4::load_part(&k.gates[at(n, u)..][..width]);
                let (z, n) = (gate(0), gate(1));
                let (state, first) = (row * hidden + u, b * hidden + u);
                let dh = F32x4::load_part(&k.dy[state..][..width]) + F32x4::load_part(&k.dh0[first..][..width]);
                let (dz, dn) = (dh * (n - F32x4::load_part(&before[first..][..width])), dh * z);
                dh.store_part(&mut k.dh[state..][..width]);
                ((one - z) * dh).store_part(&mut k.dh0[first..][..width]);
                for (gate, d, pre) in [(0, dz, dz * z * (one - z)), (1, dn, dn)] {
                    d.store_part(&mut k.dgates[at(gate, u)..][..width]);
                    pre.store_part(&mut k.dpre[at(gate, u)..][..width]);
                }
            }
        }
    }
    let rows = k.dims.steps * k.dims.batch;
    let (weight, x) = (Matrix::rows(k.weight, input), Matrix::rows(k.x, input));
    product([rows, input, packed], Matrix::rows(k.dpre, packed), weight, k.dx, Start::Nothing);
    product([packed, input, rows], Matrix::transposed(k.dpre, packed), x, k.dweight, Start::Nothing);
    add_rows(k.dpre, packed, k.dbias);
}
