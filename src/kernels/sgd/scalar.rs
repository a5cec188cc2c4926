//! The judge.

use super::Update;
use crate::math::real::Real;

pub fn update<R: Real>(k: Update<R>) {
    let (rate, momentum) = (R::from_f64(k.settings.learning_rate), R::from_f64(k.settings.momentum));
    for ((w, &g), v) in k.weight.iter_mut().zip(k.grad).zip(k.velocity) {
        *v = momentum * *v + g;
        *w -= rate * *v;
    }
}
