//! Four at a time; the same operations in the same order, so the same bits as the judge.

use super::Update;
use crate::math::lanes::F32x4;

pub fn update(k: Update<f32>) {
    let (rate, alpha) = (F32x4::splat(k.settings.learning_rate as f32), F32x4::splat(k.settings.alpha as f32));
    let rest = F32x4::splat((1.0 - k.settings.alpha) as f32);
    let epsilon = F32x4::splat(k.settings.epsilon as f32);
    for ((w, g), v) in k.weight.chunks_mut(4).zip(k.grad.chunks(4)).zip(k.v.chunks_mut(4)) {
        let g = F32x4::load_part(g);
        let squares = alpha * F32x4::load_part(v) + rest * g * g;
        squares.store_part(v);
        (F32x4::load_part(w) - rate * g / (squares.sqrt() + epsilon)).store_part(w);
    }
}
