//! `W_ih x` for all steps as one product, the four gates packed in a row, cell update fused. Sums run in another order
//! than the scalar twin's and tanh and σ go by one polynomial: they differ by rounding only.

use super::{Backward, Forward, GATES};
use crate::kernels::sequence::state_before;
use crate::kernels::twins::{InputProjection, add_rows, parameter_gradients};
use crate::math::activation::{sigmoid_lanes, tanh_lanes};
use crate::math::gemm::{Into, Matrix, Panels, gemm};
use crate::math::lanes::F32x4;

pub fn forward(k: Forward<f32>) {
    let Forward { dims, weights: w, .. } = k;
    let (hidden, rows) = (dims.hidden, GATES * dims.hidden);
    let mut strips = Vec::new();
    InputProjection { dims: &dims, rows, weight_ih: w.weight_ih, x: k.x }.run(
        |j| w.bias_ih[j] + w.bias_hh[j],
        k.gates,
        &mut strips,
    );
    let recurrent = Panels::pack(Matrix::transposed(w.weight_hh, hidden), hidden, rows);
    let mut c_before = vec![0.0; dims.batch * hidden];
    for t in dims.order() {
        let h_before = Matrix::rows(state_before(&dims, t, k.h, k.h0), hidden);
        gemm(dims.batch, h_before, &recurrent, &mut k.gates[dims.step(t, rows)], Into::Add, &mut strips);
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

/// Activates the four gates of one row in place and moves its state on.
fn update(gates: &mut [f32], c_before: &[f32], c: &mut [f32], tanh_c: &mut [f32], h: &mut [f32]) {
    let hidden = c.len();
    let (i, rest) = gates.split_at_mut(hidden);
    let (f, rest) = rest.split_at_mut(hidden);
    let (g, o) = rest.split_at_mut(hidden);
    for u in (0..hidden).step_by(4) {
        let lanes = u..(u + 4).min(hidden);
        let vi = sigmoid_lanes(F32x4::load_part(&i[lanes.clone()]));
        let vf = sigmoid_lanes(F32x4::load_part(&f[lanes.clone()]));
        let vg = tanh_lanes(F32x4::load_part(&g[lanes.clone()]));
        let vo = sigmoid_lanes(F32x4::load_part(&o[lanes.clone()]));
        let vc = vf * F32x4::load_part(&c_before[lanes.clone()]) + vi * vg;
        let vt = tanh_lanes(vc);
        vi.store_part(&mut i[lanes.clone()]);
        vf.store_part(&mut f[lanes.clone()]);
        vg.store_part(&mut g[lanes.clone()]);
        vo.store_part(&mut o[lanes.clone()]);
        vc.store_part(&mut c[lanes.clone()]);
        vt.store_part(&mut tanh_c[lanes.clone()]);
        (vo * vt).store_part(&mut h[lanes]);
    }
}

pub fn backward(k: Backward<f32>) {
    let Backward { dims, weights: w, .. } = k;
    let (hidden, rows) = (dims.hidden, GATES * dims.hidden);
    let mut strips = Vec::new();
    let recurrent = Panels::pack(Matrix::rows(w.weight_hh, hidden), rows, hidden);
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
                gemm(dims.batch, dpre, &recurrent, &mut k.dh[before], Into::Add, &mut strips);
            }
            None => {
                k.dc0.copy_from_slice(&dc_before);
                gemm(dims.batch, dpre, &recurrent, k.dh0, Into::Replace, &mut strips);
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
