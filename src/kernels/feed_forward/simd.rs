//! Matrix products over all rows at once. Sums run in another order than the scalar twin's and tanh and σ go by one polynomial:
//! they differ by rounding only.

use super::{Backward, Forward};
use crate::kernels::twins::{add_rows, map2};
use crate::math::gemm::{Matrix, Start, product};
use crate::math::lanes::F32x4;

pub fn forward(k: Forward<f32>) {
    let (rows, input, hidden) = (k.dims.rows, k.dims.input, k.dims.hidden);
    let weight = Matrix::transposed(k.weight, input);
    product([rows, hidden, input], Matrix::rows(k.x, input), weight, k.a, Start::Bias(k.bias));
    for (a, h) in k.a.chunks(4).zip(k.h.chunks_mut(4)) {
        k.nonlinearity.apply_lanes(F32x4::load_part(a)).store_part(h);
    }
}

pub fn backward(k: Backward<f32>) {
    let (rows, input, hidden) = (k.dims.rows, k.dims.input, k.dims.hidden);
    map2(k.h, k.dh, k.da, |h, dh| dh * k.nonlinearity.slope_lanes(h));
    let (weight, x) = (Matrix::rows(k.weight, input), Matrix::rows(k.x, input));
    product([rows, input, hidden], Matrix::rows(k.da, hidden), weight, k.dx, Start::Nothing);
    product([hidden, input, rows], Matrix::transposed(k.da, hidden), x, k.dweight, Start::Nothing);
    add_rows(k.da, hidden, k.dbias);
}
