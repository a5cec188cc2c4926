//! Four at a time; the same operations in the same order, so the same bits as the judge.

use super::Update;
use crate::math::lanes::F32x4;

pub fn update(k: Update<f32>) {
    let rate = F32x4::splat(k.settings.learning_rate as f32);
    let momentum = F32x4::splat(k.settings.momentum as f32);
    for ((w, g), v) in k.weight.chunks_mut(4).zip(k.grad.chunks(4)).zip(k.velocity.chunks_mut(4)) {
        let speed = momentum * F32x4::load_part(v) + F32x4::load_part(g);
        speed.store_part(v);
        (F32x4::load_part(w) - rate * speed).store_part(w);
    }
}
