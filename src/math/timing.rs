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

/// The best rate of 4, 8 and 12 accumulators, in GFLOP/s. `now_millis` reads a clock.
pub fn peak_gflops(now_millis: &dyn Fn() -> f64) -> f64 {
    let mut best: f64 = 0.0;
    let mut keep = 1.0f32;
    for _ in 0..5 {
        for form in 0..3 {
            let start = now_millis();
            let (flops, value) = match form {
                0 => chain!(600_000, keep.abs().min(1.0), a, b, c, d),
                1 => chain!(300_000, keep.abs().min(1.0), a, b, c, d, e, f, g, h),
                _ => chain!(200_000, keep.abs().min(1.0), a, b, c, d, e, f, g, h, i, j, k, l),
            };
            keep = value;
            let millis = (now_millis() - start).max(1e-6);
            best = best.max(flops / millis * 1e-6);
        }
    }
    if keep.is_nan() { 0.0 } else { best }
}
