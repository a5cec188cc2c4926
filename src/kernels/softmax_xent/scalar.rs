//! The judge: row by row.

use super::{Backward, Forward, counted};
use crate::math::real::Real;
use crate::math::softmax::softmax;

pub fn forward<R: Real>(k: Forward<R>) {
    let mut total = R::ZERO;
    for (row, &target) in k.targets.iter().enumerate() {
        let logits = &k.logits[row * k.classes..][..k.classes];
        let log_sum = softmax(logits, &mut k.probs[row * k.classes..][..k.classes]);
        k.losses[row] = match usize::try_from(target) {
            Ok(target) => log_sum - logits[target],
            Err(_) => R::ZERO,
        };
        total += k.losses[row];
    }
    k.loss[0] = total / R::from_f64(counted(k.targets).max(1) as f64);
}

pub fn backward<R: Real>(k: Backward<R>) {
    let share = R::ONE / R::from_f64(counted(k.targets).max(1) as f64);
    for (row, &target) in k.targets.iter().enumerate() {
        let at = row * k.classes;
        for class in 0..k.classes {
            k.dlogits[at + class] = match usize::try_from(target) {
                Ok(target) if target == class => (k.probs[at + class] - R::ONE) * share,
                Ok(_) => k.probs[at + class] * share,
                Err(_) => R::ZERO,
            };
        }
    }
}
