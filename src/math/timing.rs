//! The machine's own multiply-add rate, against which every speed is quoted.

use super::lanes::F32x4;

/// Multiplies and adds `rounds` times with `N` independent accumulators in registers; returns flops done and a value
/// that keeps the optimiser honest.
fn chain<const N: usize>(rounds: usize, seed: f32) -> (f64, f32) {
    let factor = F32x4::splat(0.999_999 + seed * 1e-9);
    let addend = F32x4::splat(1e-6 + seed * 1e-9);
    let mut sums = [F32x4::splat(seed); N];
    for (index, sum) in sums.iter_mut().enumerate() {
        *sum += F32x4::splat(index as f32);
    }
    for _ in 0..rounds {
        for sum in &mut sums {
            *sum = *sum * factor + addend;
        }
    }
    let total = sums.iter().map(|sum| sum.to_array()[0]).sum();
    ((rounds * N * 8) as f64, total)
}

/// The best rate of 4, 8 and 12 accumulators, in GFLOP/s. `now_millis` reads a clock.
pub fn peak_gflops(now_millis: &dyn Fn() -> f64) -> f64 {
    let mut best: f64 = 0.0;
    let mut keep = 1.0f32;
    for _ in 0..5 {
        for form in 0..3 {
            let start = now_millis();
            let (flops, value) = match form {
                0 => chain::<4>(600_000, keep.abs().min(1.0)),
                1 => chain::<8>(300_000, keep.abs().min(1.0)),
                _ => chain::<12>(200_000, keep.abs().min(1.0)),
            };
            keep = value;
            let millis = (now_millis() - start).max(1e-6);
            best = best.max(flops / millis * 1e-6);
        }
    }
    if keep.is_nan() { 0.0 } else { best }
}
