//! The judge.

use super::Update;
use crate::math::real::Real;

pub fn update<R: Real>(k: Update<R>) {
    let (rate, alpha) = (R::from_f64(k.settings.learning_rate), R::from_f64(k.settings.alpha));
    let (rest, epsilon) = (R::from_f64(1.0 - k.settings.alpha), R::from_f64(k.settings.epsilon));
    for ((w, &g), v) in k.weight.iter_mut().zip(k.grad).zip(k.v) {
        *v = alpha * *v + rest * g * g;
        *w -= rate * g / ((*v).sqrt() + epsilon);
    }
}
