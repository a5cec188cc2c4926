//! The exponentials stay `libm`'s, one by one (the trace shows them); scaling runs four at a time.

use super::{Backward, Forward, counted};
use crate::math::lanes::F32x4;
use crate::math::real::Real;
use crate::math::softmax::maximum;

pub fn forward(k: Forward<f32>) {
    let mut total = 0.0;
    for (row, &target) in k.targets.iter().enumerate() {
        let logits = &k.logits[row * k.classes..][..k.classes];
        let probs = &mut k.probs[row * k.classes..][..k.classes];
        let max = maximum(logits);
        let mut sum = 0.0;
        for (p, &x) in probs.iter_mut().zip(logits) {
            // Named by its trait: `.exp()` on an f32 would be std's, whose bits differ between machines.
            *p = Real::exp(x - max);
            sum += *p;
        }
        let divisor = F32x4::splat(sum);
        for p in probs.chunks_mut(4) {
            (F32x4::load_part(p) / divisor).store_part(p);
        }
        k.losses[row] = match usize::try_from(target) {
            Ok(target) => max + Real::ln(sum) - logits[target],
            Err(_) => 0.0,
        };
        total += k.losses[row];
    }
    k.loss[0] = total / counted(k.targets).max(1) as f32;
}

pub fn backward(k: Backward<f32>) {
    let share = 1.0 / counted(k.targets).max(1) as f32;
    let lanes = F32x4::splat(share);
    for (row, &target) in k.targets.iter().enumerate() {
        let out = &mut k.dlogits[row * k.classes..][..k.classes];
        let Ok(target) = usize::try_from(target) else {
            out.fill(0.0);
            continue;
        };
        let probs = &k.probs[row * k.classes..][..k.classes];
        for (out, p) in out.chunks_mut(4).zip(probs.chunks(4)) {
            (F32x4::load_part(p) * lanes).store_part(out);
        }
        out[target] = (probs[target] - 1.0) * share;
    }
}
