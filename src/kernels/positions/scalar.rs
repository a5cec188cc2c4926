//! The judge: step by step.

use super::Forward;
use crate::math::real::Real;

pub fn forward<R: Real>(k: Forward<R>) {
    let width = k.dims.width;
    for (row, (x, y)) in k.x.chunks_exact(width).zip(k.y.chunks_exact_mut(width)).enumerate() {
        let table = &k.table[row / k.dims.batch * width..][..width];
        for ((y, &x), &p) in y.iter_mut().zip(x).zip(table) {
            *y = x + p;
        }
    }
}
