//! Row by row.

/// `y` from its halves.
pub fn forward<R: Copy>(hidden: usize, forward: &[R], reverse: &[R], y: &mut [R]) {
    for ((y, f), r) in
        y.chunks_exact_mut(2 * hidden).zip(forward.chunks_exact(hidden)).zip(reverse.chunks_exact(hidden))
    {
        y[..hidden].copy_from_slice(f);
        y[hidden..].copy_from_slice(r);
    }
}

/// The halves of `dy`.
pub fn backward<R: Copy>(hidden: usize, dy: &[R], forward: &mut [R], reverse: &mut [R]) {
    let halves = forward.chunks_exact_mut(hidden).zip(reverse.chunks_exact_mut(hidden));
    for (dy, (f, r)) in dy.chunks_exact(2 * hidden).zip(halves) {
        f.copy_from_slice(&dy[..hidden]);
        r.copy_from_slice(&dy[hidden..]);
    }
}
