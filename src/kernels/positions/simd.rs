//! Four elements at a time.

use super::Forward;
use crate::kernels::twins::map2;

pub fn forward(k: Forward<f32>) {
    let width = k.dims.width;
    for (row, (x, y)) in k.x.chunks_exact(width).zip(k.y.chunks_exact_mut(width)).enumerate() {
        map2(x, &k.table[row / k.dims.batch * width..][..width], y, |x, p| x + p);
    }
}
