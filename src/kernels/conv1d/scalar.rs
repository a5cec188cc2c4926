//! The judge: one loop a sum.

use super::{Backward, Forward, WIDTH, tap};
use crate::math::real::Real;

pub fn forward<R: Real>(k: Forward<R>) {
    let dims = k.dims;
    let (input, hidden, batch) = (dims.input, dims.hidden, dims.batch);
    for t in 0..dims.steps {
        for b in 0..batch {
            for u in 0..hidden {
                let mut a = k.bias[u];
                for j in 0..input {
                    for n in 0..WIDTH {
                        if let Some(seen) = tap(&dims, t, n) {
                            a += k.weight[(u * input + j) * WIDTH + n] * k.x[(seen * batch + b) * input + j];
                        }
                    }
                }
                let at = (t * batch + b) * hidden + u;
                k.a[at] = a;
                k.h[at] = k.nonlinearity.apply(a);
            }
        }
    }
}

pub fn backward<R: Real>(k: Backward<R>) {
    let dims = k.dims;
    let (input, hidden, batch) = (dims.input, dims.hidden, dims.batch);
    for tensor in [&mut *k.dx, &mut *k.dweight, &mut *k.dbias] {
        tensor.fill(R::ZERO);
    }
    for t in 0..dims.steps {
        for b in 0..batch {
            for u in 0..hidden {
                let at = (t * batch + b) * hidden + u;
                let da = k.dh[at] * k.nonlinearity.slope(k.h[at]);
                k.da[at] = da;
                k.dbias[u] += da;
                for j in 0..input {
                    for n in 0..WIDTH {
                        if let Some(seen) = tap(&dims, t, n) {
                            let (w, x) = ((u * input + j) * WIDTH + n, (seen * batch + b) * input + j);
                            k.dweight[w] += da * k.x[x];
                            k.dx[x] += da * k.weight[w];
                        }
                    }
                }
            }
        }
    }
}
