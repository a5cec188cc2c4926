//! `W_ih x` for all steps as one product, the four gates packed in a row, cell update fused. Sums run in another order
//! than the scalar twin's and tanh and σ go by one polynomial: they differ by rounding only.

use super::{Backward, Forward, GATES};
use crate::kernels::sequence::state_before;
use crate::kernels::twins::{add_rows, by_four, in_place, parameter_gradients, project_input};
use crate::math::activation::{sigmoid_lanes, tanh_lanes};
use crate::math::gemm::{Matrix, Panels, Start, gemm};
use crate::math::lanes::F32x4;

pub fn forward(k: Forward<f32>) {
    let Forward { dims, weights: w, .. } = k;
    let (hidden, rows) = (dims.hidden, GATES * dims.hidden);
    let bias: Vec<f32> = w.bias_ih.iter().zip(w.bias_hh).map(|(ih, hh)| ih + hh).collect();
    project_input(&dims, w.weight_ih, &bias, k.x, k.gates);
    let mut strips = Vec::new();
    let recurrent = Panels::pack([dims.batch, rows, hidden], Matrix::transposed(w.weight_hh, hidden));
    let mut c_before = vec![0.0; dims.batch * hidden];
    for t in dims.order() {
        let h_before = Matrix::rows(state_before(&dims, t, k.h, k.h0), hidden);
        gemm(h_before, &recurrent, &mut k.gates[dims.step(t, rows)], Start::Sum, &mut strips);
        c_before.copy_from_slice(state_before(&dims, t, k.c, k.c0));
        for b in 0..dims.batch {
            let row = t * dims.batch + b;
            let state = row * hidden..(row + 1) * hidden;
            let gates = &mut k.gates[row * rows..(row + 1) * rows];
            let (c, tanh_c, h) = (&mut k.c[state.clone()], &mut k.tanh_c[state.clone()], &mut k.h[state]);
            update(gates, &c_before[b * hidden..][..hidden], c, tanh_c, h);
        }
    }
}

/// Activates the four gates of one row in place and moves its state on. Each gate has a loop of its own: a browser has
/// registers for one polynomial.
fn update(gates: &mut [f32], c_before: &[f32], c: &mut [f32], tanh_c: &mut [f32], h: &mut [f32]) {
    let hidden = c.len();
    let (i_f, g_o) = gates.split_at_mut(2 * hidden);
    let (g, o) = g_o.split_at_mut(hidden);
    in_place(i_f, sigmoid_lanes);
    in_place(g, tanh_lanes);
    in_place(o, sigmoid_lanes);
    let (i, f) = i_f.split_at(hidden);
    by_four(hidden, |lanes| {
        let part = |of: &[f32]| F32x4::load_part(&of[lanes.clone()]);
        let vc = part(f) * part(c_before) + part(i) * part(g);
        let vt = tanh_lanes(vc);
        vc.store_part(&mut c[lanes.clone()]);
        vt.store_part(&mut tanh_c[lanes.clone()]);
        (part(o) * vt).store_part(&mut h[lanes]);
    });
}

pub fn backward(k: Backward<f32>) {
    let Backward { dims, weights: w, .. } = k;
    let (hidden, rows) = (dims.hidden, GATES * dims.hidden);
    let mut strips = Vec::new();
    let recurrent = Panels::pack([dims.batch, hidden, rows], Matrix::rows(w.weight_hh, hidden));
    k.dh.copy_from_slice(k.dy);
    k.dc.fill(0.0);
    k.dc[dims.last(hidden)].iter_mut().zip(k.dc_last).for_each(|(dc, &last)| *dc = last);
    k.dc0.fill(0.0);
    let mut dc_before = vec![0.0; dims.batch * hidden];
    for t in dims.order().rev() {
        let c_before = state_before(&dims, t, k.c, k.c0);
        for b in 0..dims.batch {
            let row = t * dims.batch + b;
            let state = row * hidden..(row + 1) * hidden;
            let packed = row * rows..(row + 1) * rows;
            let step = Step {
                gates: &k.gates[packed.clone()],
                tanh_c: &k.tanh_c[state.clone()],
                c_before: &c_before[b * hidden..][..hidden],
                dh: &k.dh[state.clone()],
            };
            let dc_before = &mut dc_before[b * hidden..][..hidden];
            step.backward(&mut k.dgates[packed.clone()], &mut k.dpre[packed], &mut k.dc[state], dc_before);
        }
        let dpre = Matrix::rows(&k.dpre[dims.step(t, rows)], rows);
        match dims.before(t) {
            Some(before) => {
                let before = dims.step(before, hidden);
                k.dc[before.clone()].copy_from_slice(&dc_before);
                gemm(dpre, &recurrent, &mut k.dh[before], Start::Sum, &mut strips);
            }
            None => {
                k.dc0.copy_from_slice(&dc_before);
                gemm(dpre, &recurrent, k.dh0, Start::Nothing, &mut strips);
            }
        }
    }
    parameter_gradients(
        &dims,
        rows,
        w.weight_ih,
        k.x,
        (k.h, k.h0),
        (k.dpre, k.dpre),
        k.dx,
        k.grads.weight_ih,
        k.grads.weight_hh,
    );
    add_rows(k.dpre, rows, k.grads.bias_ih);
    k.grads.bias_hh.copy_from_slice(k.grads.bias_ih);
}

/// One row of one step, backward.
struct Step<'a> {
    gates: &'a [f32],
    tanh_c: &'a [f32],
    c_before: &'a [f32],
    dh: &'a [f32],
}

impl Step<'_> {
    fn backward(&self, dgates: &mut [f32], dpre: &mut [f32], dc: &mut [f32], dc_before: &mut [f32]) {
        let hidden = dc.len();
        let one = F32x4::splat(1.0);
        for u in (0..hidden).step_by(4) {
            let end = (u + 4).min(hidden);
            let gate = |gate: usize| F32x4::load_part(&self.gates[gate * hidden + u..gate * hidden + end]);
            let (i, f, g, o) = (gate(0), gate(1), gate(2), gate(3));
            let tanh_c = F32x4::load_part(&self.tanh_c[u..end]);
            let dh = F32x4::load_part(&self.dh[u..end]);
            let vc = F32x4::load_part(&dc[u..end]) + dh * o * (one - tanh_c * tanh_c);
            vc.store_part(&mut dc[u..end]);
            (vc * f).store_part(&mut dc_before[u..end]);
            let totals = [vc * g, vc * F32x4::load_part(&self.c_before[u..end]), vc * i, dh * tanh_c];
            let slopes = [i * (one - i), f * (one - f), one - g * g, o * (one - o)];
            for gate in 0..GATES {
                let lanes = gate * hidden + u..gate * hidden + end;
                totals[gate].store_part(&mut dgates[lanes.clone()]);
                (totals[gate] * slopes[gate]).store_part(&mut dpre[lanes]);
            }
        }
    }
}
