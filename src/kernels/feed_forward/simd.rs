//! Matrix products over all rows at once. Sums run in another order than the scalar twin's and tanh and σ go by one polynomial:
//! they differ by rounding only.

use super::{Backward, Forward};
use crate::kernels::twins::{add_rows, map2};
use crate::math::gemm::{Into, Matrix, Panels, gemm};
use crate::math::lanes::F32x4;

pub fn forward(k: Forward<f32>) {
    let (rows, input, hidden) = (k.dims.rows, k.dims.input, k.dims.hidden);
    for row in k.a.chunks_exact_mut(hidden) {
        row.copy_from_slice(k.bias);
    }
    let weight = Panels::pack(Matrix::transposed(k.weight, input), input, hidden);
    gemm(rows, Matrix::rows(k.x, input), &weight, k.a, Into::Add, &mut Vec::new());
    for (a, h) in k.a.chunks(4).zip(k.h.chunks_mut(4)) {
        k.nonlinearity.apply_lanes(F32x4::load_part(a)).store_part(h);
    }
}

pub fn backward(k: Backward<f32>) {
    let (rows, input, hidden) = (k.dims.rows, k.dims.input, k.dims.hidden);
    let mut strips = Vec::new();
    map2(k.h, k.dh, k.da, |h, dh| dh * k.nonlinearity.slope_lanes(h));
    let weight = Panels::pack(Matrix::rows(k.weight, input), hidden, input);
    gemm(rows, Matrix::rows(k.da, hidden), &weight, k.dx, Into::Replace, &mut strips);
    let x = Panels::pack(Matrix::rows(k.x, input), rows, input);
    gemm(hidden, Matrix::transposed(k.da, hidden), &x, k.dweight, Into::Replace, &mut strips);
    add_rows(k.da, hidden, k.dbias);
}
