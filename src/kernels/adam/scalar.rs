//! The judge.

use super::Update;
use crate::math::real::Real;

pub fn update<R: Real>(k: Update<R>) {
    let (step, root) = k.settings.corrections(k.k);
    let (step, root) = (R::from_f64(step), R::from_f64(root));
    let (beta1, beta2) = (R::from_f64(k.settings.beta1), R::from_f64(k.settings.beta2));
    let (rest1, rest2) = (R::from_f64(1.0 - k.settings.beta1), R::from_f64(1.0 - k.settings.beta2));
    let keep = R::from_f64(k.settings.keep());
    let epsilon = R::from_f64(k.settings.epsilon);
    for (((w, &g), m), v) in k.weight.iter_mut().zip(k.grad).zip(k.m).zip(k.v) {
        *m = beta1 * *m + rest1 * g;
        *v = beta2 * *v + rest2 * g * g;
        *w = keep * *w - step * *m / ((*v).sqrt() / root + epsilon);
    }
}
