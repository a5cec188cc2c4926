//! Pieces that the SIMD twins share.

use super::sequence::Dims;
use crate::math::gemm::{Into, Matrix, Panels, gemm};
use crate::math::lanes::F32x4;

/// `pre[t, b, row] = bias(row) + Σ_i weight_ih[row, i] · x[t, b, i]` for all steps in one product.
pub struct InputProjection<'a> {
    pub dims: &'a Dims,
    /// G·H.
    pub rows: usize,
    pub weight_ih: &'a [f32],
    pub x: &'a [f32],
}

impl InputProjection<'_> {
    pub fn run(&self, bias: impl Fn(usize) -> f32, pre: &mut [f32], strips: &mut Vec<f32>) {
        let bias: Vec<f32> = (0..self.rows).map(bias).collect();
        for row in pre.chunks_exact_mut(self.rows) {
            row.copy_from_slice(&bias);
        }
        let panels = Panels::pack(Matrix::transposed(self.weight_ih, self.dims.input), self.dims.input, self.rows);
        let m = self.dims.steps * self.dims.batch;
        gemm(m, Matrix::rows(self.x, self.dims.input), &panels, pre, Into::Add, strips);
    }
}

/// `out = f(a, b)` lane by lane over slices of equal length.
#[inline(always)]
pub fn map2(a: &[f32], b: &[f32], out: &mut [f32], f: impl Fn(F32x4, F32x4) -> F32x4) {
    for ((a, b), out) in a.chunks(4).zip(b.chunks(4)).zip(out.chunks_mut(4)) {
        f(F32x4::load_part(a), F32x4::load_part(b)).store_part(out);
    }
}

/// `Σ a · b`.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sum = F32x4::splat(0.0);
    for (a, b) in a.chunks(4).zip(b.chunks(4)) {
        sum += F32x4::load_part(a) * F32x4::load_part(b);
    }
    let [a, b, c, d] = sum.to_array();
    (a + b) + (c + d)
}

/// `out += by · x`.
pub fn add_scaled(out: &mut [f32], by: f32, x: &[f32]) {
    let by = F32x4::splat(by);
    for (out, x) in out.chunks_mut(4).zip(x.chunks(4)) {
        (F32x4::load_part(out) + by * F32x4::load_part(x)).store_part(out);
    }
}

/// `out[column] = Σ_rows x[row, column]`, rows ascending.
pub fn add_rows(x: &[f32], columns: usize, out: &mut [f32]) {
    out.fill(0.0);
    for row in x.chunks_exact(columns) {
        for (x, out) in row.chunks(4).zip(out.chunks_mut(4)) {
            (F32x4::load_part(out) + F32x4::load_part(x)).store_part(out);
        }
    }
}

/// After the loop: `dx = dpre_ih · W_ih`, `dW_ih = dpre_ihᵀ · x`, `dW_hh = dpre_hhᵀ · h_{t−1}`, each one product over
/// all steps. `rows` is G·H; the two `dpre` differ only for the GRU.
pub fn parameter_gradients(
    dims: &Dims,
    rows: usize,
    weight_ih: &[f32],
    x: &[f32],
    (h, h0): (&[f32], &[f32]),
    (dpre_ih, dpre_hh): (&[f32], &[f32]),
    dx: &mut [f32],
    dweight_ih: &mut [f32],
    dweight_hh: &mut [f32],
) {
    let (input, hidden, m) = (dims.input, dims.hidden, dims.steps * dims.batch);
    let mut strips = Vec::new();
    let into_x = Panels::pack(Matrix::rows(weight_ih, input), rows, input);
    gemm(m, Matrix::rows(dpre_ih, rows), &into_x, dx, Into::Replace, &mut strips);
    let inputs = Panels::pack(Matrix::rows(x, input), m, input);
    gemm(rows, Matrix::transposed(dpre_ih, rows), &inputs, dweight_ih, Into::Replace, &mut strips);
    // h_{t−1} for every t, in the order of the rows of dpre.
    let mut before = vec![0.0; m * hidden];
    for t in 0..dims.steps {
        before[dims.step(t, hidden)].copy_from_slice(super::sequence::state_before(dims, t, h, h0));
    }
    let states = Panels::pack(Matrix::rows(&before, hidden), m, hidden);
    gemm(rows, Matrix::transposed(dpre_hh, rows), &states, dweight_hh, Into::Replace, &mut strips);
}
