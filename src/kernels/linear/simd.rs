//! Three matrix products. Sums run in another order than the scalar twin's: they differ by rounding only.

use super::{Backward, Forward};
use crate::kernels::twins::add_rows;
use crate::math::gemm::{Matrix, Start, product};

pub fn forward(k: Forward<f32>) {
    let (rows, input, output) = (k.dims.rows, k.dims.input, k.dims.output);
    let weight = Matrix::transposed(k.weight, input);
    product([rows, output, input], Matrix::rows(k.x, input), weight, k.y, Start::Bias(k.bias));
}

pub fn backward(k: Backward<f32>) {
    let (rows, input, output) = (k.dims.rows, k.dims.input, k.dims.output);
    let (weight, x) = (Matrix::rows(k.weight, input), Matrix::rows(k.x, input));
    product([rows, input, output], Matrix::rows(k.dy, output), weight, k.dx, Start::Nothing);
    product([output, input, rows], Matrix::transposed(k.dy, output), x, k.dweight, Start::Nothing);
    add_rows(k.dy, output, k.dbias);
}
