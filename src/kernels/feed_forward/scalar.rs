//! The judge: one loop a sum.

use super::{Backward, Forward};
use crate::kernels::sequence::{dot, dot_backward};
use crate::math::real::Real;

pub fn forward<R: Real>(k: Forward<R>) {
    let (input, hidden) = (k.dims.input, k.dims.hidden);
    for row in 0..k.dims.rows {
        let x = &k.x[row * input..][..input];
        for u in 0..hidden {
            let a = dot(k.weight, u, x) + k.bias[u];
            k.a[row * hidden + u] = a;
            k.h[row * hidden + u] = k.nonlinearity.apply(a);
        }
    }
}

pub fn backward<R: Real>(k: Backward<R>) {
    let (input, hidden) = (k.dims.input, k.dims.hidden);
    for tensor in [&mut *k.dx, &mut *k.dweight, &mut *k.dbias] {
        tensor.fill(R::ZERO);
    }
    for row in 0..k.dims.rows {
        let x = &k.x[row * input..][..input];
        let dx = &mut k.dx[row * input..][..input];
        for u in 0..hidden {
            let da = k.dh[row * hidden + u] * k.nonlinearity.slope(k.h[row * hidden + u]);
            k.da[row * hidden + u] = da;
            dot_backward(k.weight, u, x, da, k.dweight, dx);
            k.dbias[u] += da;
        }
    }
}
