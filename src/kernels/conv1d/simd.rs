//! The windows are laid out as rows (`unfold`): then the layer is a feed-forward one over I·3 inputs.

use super::{Backward, Forward, WIDTH, tap};
use crate::kernels::feed_forward;
use crate::kernels::sequence::Dims;

/// Row `(t, b)`, column `j·3 + k`: what tap `k` of the window at `t` sees of input `j`.
fn unfold(dims: &Dims, x: &[f32]) -> Vec<f32> {
    let mut out = vec![0.0; dims.steps * dims.batch * dims.input * WIDTH];
    windows(dims, |wide, narrow| out[wide] = x[narrow]);
    out
}

/// Calls with every (place in the unfolded matrix, place in `x`) that a window sees.
fn windows(dims: &Dims, mut each: impl FnMut(usize, usize)) {
    for t in 0..dims.steps {
        for n in 0..WIDTH {
            let Some(seen) = tap(dims, t, n) else { continue };
            for at in 0..dims.batch * dims.input {
                each((t * dims.batch * dims.input + at) * WIDTH + n, seen * dims.batch * dims.input + at);
            }
        }
    }
}

fn wide(dims: &Dims) -> feed_forward::Dims {
    feed_forward::Dims { rows: dims.steps * dims.batch, input: dims.input * WIDTH, hidden: dims.hidden }
}

pub fn forward(k: Forward<f32>) {
    feed_forward::simd::forward(feed_forward::Forward {
        dims: wide(&k.dims),
        nonlinearity: k.nonlinearity,
        weight: k.weight,
        bias: k.bias,
        x: &unfold(&k.dims, k.x),
        a: k.a,
        h: k.h,
    });
}

pub fn backward(k: Backward<f32>) {
    let x = unfold(&k.dims, k.x);
    let mut dx = vec![0.0; x.len()];
    feed_forward::simd::backward(feed_forward::Backward {
        dims: wide(&k.dims),
        nonlinearity: k.nonlinearity,
        weight: k.weight,
        x: &x,
        h: k.h,
        dh: k.dh,
        da: k.da,
        dx: &mut dx,
        dweight: k.dweight,
        dbias: k.dbias,
    });
    k.dx.fill(0.0);
    windows(&k.dims, |wide, narrow| k.dx[narrow] += dx[wide]);
}
