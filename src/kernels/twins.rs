//! Pieces that the SIMD twins share.

use std::ops::Range;

use super::sequence::Dims;
use crate::math::gemm::{Matrix, Start, product};
use crate::math::lanes::F32x4;

/// `pre[t, b, row] = bias[row] + Σ_i weight_ih[row, i] · x[t, b, i]` for all steps in one product; `pre [T, B, G·H]`.
pub fn project_input(dims: &Dims, weight_ih: &[f32], bias: &[f32], x: &[f32], pre: &mut [f32]) {
    let size = [dims.steps * dims.batch, bias.len(), dims.input];
    let weight = Matrix::transposed(weight_ih, dims.input);
    product(size, Matrix::rows(x, dims.input), weight, pre, Start::Bias(bias));
}

/// `out = f(a, b)` lane by lane over slices of equal length.
#[inline(always)]
pub fn map2(a: &[f32], b: &[f32], out: &mut [f32], f: impl Fn(F32x4, F32x4) -> F32x4) {
    for ((a, b), out) in a.chunks(4).zip(b.chunks(4)).zip(out.chunks_mut(4)) {
        f(F32x4::load_part(a), F32x4::load_part(b)).store_part(out);
    }
}

/// `x = f(x)` lane by lane.
#[inline(always)]
pub fn in_place(x: &mut [f32], f: impl Fn(F32x4) -> F32x4) {
    let (whole, rest) = x.as_chunks_mut::<4>();
    for x in whole {
        f(F32x4::load(x)).store(x);
    }
    if !rest.is_empty() {
        f(F32x4::load_part(rest)).store_part(rest);
    }
}

/// Calls `f` with four lanes at a time of `len`, and with those that are left.
#[inline(always)]
pub fn by_four(len: usize, mut f: impl FnMut(Range<usize>)) {
    let whole = len / 4 * 4;
    for u in (0..whole).step_by(4) {
        f(u..u + 4);
    }
    if whole < len {
        f(whole..len);
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
    let (weight_ih, x) = (Matrix::rows(weight_ih, input), Matrix::rows(x, input));
    product([m, input, rows], Matrix::rows(dpre_ih, rows), weight_ih, dx, Start::Nothing);
    product([rows, input, m], Matrix::transposed(dpre_ih, rows), x, dweight_ih, Start::Nothing);
    // h_{t−1} for every t, in the order of the rows of dpre.
    let mut before = vec![0.0; m * hidden];
    for t in 0..dims.steps {
        before[dims.step(t, hidden)].copy_from_slice(super::sequence::state_before(dims, t, h, h0));
    }
    let before = Matrix::rows(&before, hidden);
    product([rows, hidden, m], Matrix::transposed(dpre_hh, rows), before, dweight_hh, Start::Nothing);
}
