//! `W_ih x` for all steps as one product, the three gates packed in a row, state update fused. Sums run in another
//! order than the scalar twin's and tanh and σ go by one polynomial: they differ by rounding only.

use super::{Backward, Forward, GATES};
use crate::kernels::sequence::state_before;
use crate::kernels::twins::{add_rows, by_four, parameter_gradients, project_input};
use crate::math::activation::{sigmoid_lanes, tanh_lanes};
use crate::math::gemm::{Matrix, Panels, Start, gemm};
use crate::math::lanes::F32x4;

pub fn forward(k: Forward<f32>) {
    let Forward { dims, weights: w, .. } = k;
    let (hidden, rows) = (dims.hidden, GATES * dims.hidden);
    project_input(&dims, w.weight_ih, w.bias_ih, k.x, k.gates);
    let mut strips = Vec::new();
    let recurrent = Panels::pack([dims.batch, rows, hidden], Matrix::transposed(w.weight_hh, hidden));
    let mut from_h = vec![0.0; dims.batch * rows];
    let mut h_before = vec![0.0; dims.batch * hidden];
    for t in dims.order() {
        h_before.copy_from_slice(state_before(&dims, t, k.h, k.h0));
        gemm(Matrix::rows(&h_before, hidden), &recurrent, &mut from_h, Start::Bias(w.bias_hh), &mut strips);
        for b in 0..dims.batch {
            let row = t * dims.batch + b;
            let state = row * hidden..(row + 1) * hidden;
            let gates = &mut k.gates[row * rows..(row + 1) * rows];
            let (q, h) = (&mut k.q[state.clone()], &mut k.h[state]);
            update(gates, &from_h[b * rows..][..rows], &h_before[b * hidden..][..hidden], q, h);
        }
    }
}

/// Activates the three gates of one row in place and moves its state on. Each gate has a loop of its own: a browser has
/// registers for one polynomial.
fn update(gates: &mut [f32], from_h: &[f32], h_before: &[f32], q: &mut [f32], h: &mut [f32]) {
    let hidden = h.len();
    let (rz, n) = gates.split_at_mut(2 * hidden);
    let (rz_from_h, n_from_h) = from_h.split_at(2 * hidden);
    for (gate, from_h) in rz.chunks_mut(4).zip(rz_from_h.chunks(4)) {
        sigmoid_lanes(F32x4::load_part(gate) + F32x4::load_part(from_h)).store_part(gate);
    }
    q.copy_from_slice(n_from_h);
    let (r, z) = rz.split_at(hidden);
    by_four(hidden, |lanes| {
        let part = |of: &[f32]| F32x4::load_part(&of[lanes.clone()]);
        let vn = tanh_lanes(part(n) + part(r) * part(q));
        let vz = part(z);
        let vh = (F32x4::splat(1.0) - vz) * vn + vz * part(h_before);
        vn.store_part(&mut n[lanes.clone()]);
        vh.store_part(&mut h[lanes]);
    });
}

pub fn backward(k: Backward<f32>) {
    let Backward { dims, weights: w, .. } = k;
    let (hidden, rows) = (dims.hidden, GATES * dims.hidden);
    let mut strips = Vec::new();
    let recurrent = Panels::pack([dims.batch, hidden, rows], Matrix::rows(w.weight_hh, hidden));
    k.dh.copy_from_slice(k.dy);
    let mut kept = vec![0.0; dims.batch * hidden];
    for t in dims.order().rev() {
        let h_before = state_before(&dims, t, k.h, k.h0);
        for b in 0..dims.batch {
            let row = t * dims.batch + b;
            let state = row * hidden..(row + 1) * hidden;
            let packed = row * rows..(row + 1) * rows;
            let step = Step {
                gates: &k.gates[packed.clone()],
                q: &k.q[state.clone()],
                h_before: &h_before[b * hidden..][..hidden],
                dh: &k.dh[state],
            };
            let (dgates, dpre) = (&mut k.dgates[packed.clone()], &mut k.dpre[packed.clone()]);
            step.backward(dgates, dpre, &mut k.dpre_hh[packed], &mut kept[b * hidden..][..hidden]);
        }
        let target = match dims.before(t) {
            Some(before) => &mut k.dh[dims.step(before, hidden)],
            None => {
                k.dh0.fill(0.0);
                &mut *k.dh0
            }
        };
        for (d, kept) in target.chunks_mut(4).zip(kept.chunks(4)) {
            (F32x4::load_part(d) + F32x4::load_part(kept)).store_part(d);
        }
        let dpre_hh = Matrix::rows(&k.dpre_hh[dims.step(t, rows)], rows);
        gemm(dpre_hh, &recurrent, target, Start::Sum, &mut strips);
    }
    parameter_gradients(
        &dims,
        rows,
        w.weight_ih,
        k.x,
        (k.h, k.h0),
        (k.dpre, k.dpre_hh),
        k.dx,
        k.grads.weight_ih,
        k.grads.weight_hh,
    );
    add_rows(k.dpre, rows, k.grads.bias_ih);
    add_rows(k.dpre_hh, rows, k.grads.bias_hh);
}

/// One row of one step, backward.
struct Step<'a> {
    gates: &'a [f32],
    q: &'a [f32],
    h_before: &'a [f32],
    dh: &'a [f32],
}

impl Step<'_> {
    fn backward(&self, dgates: &mut [f32], dpre: &mut [f32], dpre_hh: &mut [f32], kept: &mut [f32]) {
        let hidden = kept.len();
        let one = F32x4::splat(1.0);
        for u in (0..hidden).step_by(4) {
            let end = (u + 4).min(hidden);
            let gate = |gate: usize| F32x4::load_part(&self.gates[gate * hidden + u..gate * hidden + end]);
            let (r, z, n) = (gate(0), gate(1), gate(2));
            let (dh, q) = (F32x4::load_part(&self.dh[u..end]), F32x4::load_part(&self.q[u..end]));
            let dn = dh * (one - z);
            let dz = dh * (F32x4::load_part(&self.h_before[u..end]) - n);
            let pre_n = dn * (one - n * n);
            let dr = pre_n * q;
            (dh * z).store_part(&mut kept[u..end]);
            let pre = [dr * r * (one - r), dz * z * (one - z), pre_n];
            let pre_hh = [pre[0], pre[1], pre_n * r];
            for (gate, total) in [dr, dz, dn].into_iter().enumerate() {
                let lanes = gate * hidden + u..gate * hidden + end;
                total.store_part(&mut dgates[lanes.clone()]);
                pre[gate].store_part(&mut dpre[lanes.clone()]);
                pre_hh[gate].store_part(&mut dpre_hh[lanes]);
            }
        }
    }
}
