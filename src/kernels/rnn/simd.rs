//! `W_ih x` for all steps as one product; each step adds `W_hh h` in place. Sums run in another order than the
//! scalar twin's and tanh and σ go by one polynomial: they differ by rounding only.

use super::{Backward, Forward};
use crate::kernels::sequence::state_before;
use crate::kernels::twins::{add_rows, map2, parameter_gradients, project_input};
use crate::math::gemm::{Matrix, Panels, Start, gemm};
use crate::math::lanes::F32x4;

pub fn forward(k: Forward<f32>) {
    let Forward { dims, weights: w, .. } = k;
    let hidden = dims.hidden;
    let bias: Vec<f32> = w.bias_ih.iter().zip(w.bias_hh).map(|(ih, hh)| ih + hh).collect();
    project_input(&dims, w.weight_ih, &bias, k.x, k.a);
    let mut strips = Vec::new();
    let recurrent = Panels::pack([dims.batch, hidden, hidden], Matrix::transposed(w.weight_hh, hidden));
    for t in dims.order() {
        let step = dims.step(t, hidden);
        let h_before = state_before(&dims, t, k.h, k.h0);
        gemm(Matrix::rows(h_before, hidden), &recurrent, &mut k.a[step.clone()], Start::Sum, &mut strips);
        let (a, h) = (&k.a[step.clone()], &mut k.h[step]);
        for (a, h) in a.chunks(4).zip(h.chunks_mut(4)) {
            k.nonlinearity.apply_lanes(F32x4::load_part(a)).store_part(h);
        }
    }
}

pub fn backward(k: Backward<f32>) {
    let Backward { dims, weights: w, .. } = k;
    let hidden = dims.hidden;
    let mut strips = Vec::new();
    let recurrent = Panels::pack([dims.batch, hidden, hidden], Matrix::rows(w.weight_hh, hidden));
    k.dh.copy_from_slice(k.dy);
    for t in dims.order().rev() {
        let step = dims.step(t, hidden);
        map2(&k.h[step.clone()], &k.dh[step.clone()], &mut k.da[step.clone()], |h, dh| {
            dh * k.nonlinearity.slope_lanes(h)
        });
        let da = Matrix::rows(&k.da[step], hidden);
        match dims.before(t) {
            Some(before) => gemm(da, &recurrent, &mut k.dh[dims.step(before, hidden)], Start::Sum, &mut strips),
            None => gemm(da, &recurrent, k.dh0, Start::Nothing, &mut strips),
        }
    }
    parameter_gradients(
        &dims,
        hidden,
        w.weight_ih,
        k.x,
        (k.h, k.h0),
        (k.da, k.da),
        k.dx,
        k.grads.weight_ih,
        k.grads.weight_hh,
    );
    add_rows(k.da, hidden, k.grads.bias_ih);
    k.grads.bias_hh.copy_from_slice(k.grads.bias_ih);
}
