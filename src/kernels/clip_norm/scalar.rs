//! The judge.

use super::EPSILON;
use crate::math::real::Real;

/// `√Σ g²` over one tensor, summed in f64.
pub fn sum_of_squares<R: Real>(grad: &[R]) -> f64 {
    grad.iter().map(|g| g.to_f64() * g.to_f64()).sum()
}

/// The factor that brings `norm` down to `max_norm`.
pub fn scale(norm: f64, max_norm: f64) -> f64 {
    (max_norm / (norm + EPSILON)).min(1.0)
}

pub fn forward<R: Real>(max_norm: f64, grads: &mut [&mut [R]], norm: &mut [R]) {
    let total = grads.iter().map(|grad| sum_of_squares(grad)).sum::<f64>().sqrt();
    norm[0] = R::from_f64(total);
    let factor = R::from_f64(scale(total, max_norm));
    for grad in grads {
        for g in grad.iter_mut() {
            *g *= factor;
        }
    }
}
