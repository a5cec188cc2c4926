//! Row by row.

use super::{Backward, Forward};
use crate::math::real::Real;

pub fn forward<R: Real>(k: Forward<R>) {
    for (x, &id) in k.x.chunks_exact_mut(k.input).zip(k.ids) {
        x.fill(R::ZERO);
        let Ok(id) = usize::try_from(id) else { continue };
        match k.weight {
            Some(weight) => x.copy_from_slice(&weight[id * k.input..][..k.input]),
            None => x[id] = R::ONE,
        }
    }
}

pub fn backward<R: Real>(k: Backward<R>) {
    k.dweight.fill(R::ZERO);
    for (dx, &id) in k.dx.chunks_exact(k.input).zip(k.ids) {
        let Ok(id) = usize::try_from(id) else { continue };
        for (dweight, &d) in k.dweight[id * k.input..][..k.input].iter_mut().zip(dx) {
            *dweight += d;
        }
    }
}
