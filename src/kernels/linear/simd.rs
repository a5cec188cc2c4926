//! Three matrix products. Sums run in another order than the scalar twin's: they differ by rounding only.

use super::{Backward, Forward};
use crate::kernels::twins::add_rows;
use crate::math::gemm::{Into, Matrix, Panels, gemm};

pub fn forward(k: Forward<f32>) {
    for row in k.y.chunks_exact_mut(k.dims.output) {
        row.copy_from_slice(k.bias);
    }
    let weight = Panels::pack(Matrix::transposed(k.weight, k.dims.input), k.dims.input, k.dims.output);
    gemm(k.dims.rows, Matrix::rows(k.x, k.dims.input), &weight, k.y, Into::Add, &mut Vec::new());
}

pub fn backward(k: Backward<f32>) {
    let (rows, input, output) = (k.dims.rows, k.dims.input, k.dims.output);
    let mut strips = Vec::new();
    let weight = Panels::pack(Matrix::rows(k.weight, input), output, input);
    gemm(rows, Matrix::rows(k.dy, output), &weight, k.dx, Into::Replace, &mut strips);
    let x = Panels::pack(Matrix::rows(k.x, input), rows, input);
    gemm(output, Matrix::transposed(k.dy, output), &x, k.dweight, Into::Replace, &mut strips);
    add_rows(k.dy, output, k.dbias);
}
