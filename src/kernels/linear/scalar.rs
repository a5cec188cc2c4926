//! The judge: one loop a sum.

use super::{Backward, Forward};
use crate::kernels::sequence::{dot, dot_backward};
use crate::math::real::Real;

pub fn forward<R: Real>(k: Forward<R>) {
    for row in 0..k.dims.rows {
        let x = &k.x[row * k.dims.input..][..k.dims.input];
        for class in 0..k.dims.output {
            k.y[row * k.dims.output + class] = dot(k.weight, class, x) + k.bias[class];
        }
    }
}

pub fn backward<R: Real>(k: Backward<R>) {
    for tensor in [&mut *k.dx, &mut *k.dweight, &mut *k.dbias] {
        tensor.fill(R::ZERO);
    }
    for row in 0..k.dims.rows {
        let x = &k.x[row * k.dims.input..][..k.dims.input];
        let dx = &mut k.dx[row * k.dims.input..][..k.dims.input];
        for class in 0..k.dims.output {
            let d = k.dy[row * k.dims.output + class];
            dot_backward(k.weight, class, x, d, k.dweight, dx);
            k.dbias[class] += d;
        }
    }
}
