//! The machine's own multiply-add rate, against which every speed is quoted.

use super::lanes::F32x4;

/// Multiplies and adds `rounds` times with the named accumulators in registers; returns flops done and a value that keeps
/// the optimiser honest. A macro because the accumulators must be variables, not an array, to stay in registers.
macro_rules! chain {
    ($rounds:expr, $seed:expr, $($sum:ident),+) => {{
        let factor = F32x4::splat(0.999_999 + $seed * 1e-9);
        let addend = F32x4::splat(1e-6 + $seed * 1e-9);
        let mut start = $seed;
        $(let mut $sum = F32x4::splat(start); start += 1.0;)+
        for _ in 0..$rounds {
            $($sum = $sum * factor + addend;)+
        }
        let total = F32x4::zero() $(+ $sum)+;
        let count = [$(stringify!($sum)),+].len();
        ((($rounds as usize) * count * 8) as f64, total.to_array()[0] + start * 1e-9)
    }};
}

/// One call of a form: 4, 8 or 12 accumulators. Short, and called often: browsers compile a function well only after
/// some calls of it.
#[inline(never)]
fn once(form: usize, seed: f32) -> (f64, f32) {
    match form {
        0 => chain!(60_000, seed, a, b, c, d),
        1 => chain!(30_000, seed, a, b, c, d, e, f, g, h),
        _ => chain!(20_000, seed, a, b, c, d, e, f, g, h, i, j, k, l),
    }
}

/// The best rate of 4, 8 and 12 accumulators, in GFLOP/s. `now_millis` reads a clock.
pub fn peak_gflops(now_millis: &dyn Fn() -> f64) -> f64 {
    let (mut best, mut keep): (f64, f32) = (0.0, 1.0);
    for _ in 0..8 {
        for form in 0..3 {
            // Some milliseconds a reading: browsers' clocks tick in tenths.
            let (start, mut flops) = (now_millis(), 0.0);
            for _ in 0..150 {
                let (done, value) = once(form, keep.abs().min(1.0));
                flops += done;
                keep = value;
            }
            best = best.max(flops / (now_millis() - start).max(1e-6) * 1e-6);
        }
    }
    if keep.is_nan() { 0.0 } else { best }
}
