//! Activations and their derivatives. Derivatives are written in terms of the *output*, which is what a trace keeps.

use super::lanes::F32x4;
use super::real::Real;

/// `σ(x) = 1 / (1 + e^−x)`, through tanh so that neither tail overflows.
pub fn sigmoid<R: Real>(x: R) -> R {
    let half = R::from_f64(0.5);
    half + half * (half * x).tanh()
}

/// `dσ/dx` given `y = σ(x)`.
pub fn sigmoid_slope<R: Real>(y: R) -> R {
    y * (R::ONE - y)
}

/// `d tanh/dx` given `y = tanh(x)`.
pub fn tanh_slope<R: Real>(y: R) -> R {
    R::ONE - y * y
}

pub fn relu<R: Real>(x: R) -> R {
    if x > R::ZERO { x } else { R::ZERO }
}

/// `d relu/dx` given `y = relu(x)`; 0 at the corner, as PyTorch has it.
pub fn relu_slope<R: Real>(y: R) -> R {
    if y > R::ZERO { R::ONE } else { R::ZERO }
}

/// Beyond this, `tanh` is ±1 in f32.
pub(super) const TANH_CLAMP: f32 = 9.0;
/// Numerator and denominator of `tanh(x) ≈ x·P(x²)/Q(x²)` on [−9, 9]: a weighted least-squares fit of the relative
/// error, 6.5e-9 before rounding; in f32 arithmetic the result is within [`TANH_ERROR`] of the true value.
pub(super) const TANH_P: [f32; 7] =
    [1.0, 1.308_476_4e-1, 3.104_798_3e-3, 1.116_314_4e-5, -2.026_133e-8, 5.295_523e-11, -8.534_453e-14];
pub(super) const TANH_Q: [f32; 4] = [1.0, 4.641_809e-1, 2.449_853e-2, 2.547_373_6e-4];
/// Largest absolute error of [`tanh_lanes`] (measured over a grid by the test below).
pub const TANH_ERROR: f32 = 4e-7;

/// Rational `tanh`, four at a time; shared with every fast twin so that they give the same bits.
#[inline(always)]
pub fn tanh_lanes(x: F32x4) -> F32x4 {
    let x = x.max(F32x4::splat(-TANH_CLAMP)).min(F32x4::splat(TANH_CLAMP));
    let u = x * x;
    let k = F32x4::splat;
    let p = k(TANH_P[6]) * u + k(TANH_P[5]);
    let p = (p * u + k(TANH_P[4])) * u + k(TANH_P[3]);
    let p = ((p * u + k(TANH_P[2])) * u + k(TANH_P[1])) * u + k(TANH_P[0]);
    let q = ((k(TANH_Q[3]) * u + k(TANH_Q[2])) * u + k(TANH_Q[1])) * u + k(TANH_Q[0]);
    // The quotient may land one ulp outside the range.
    (x * p / q).max(F32x4::splat(-1.0)).min(F32x4::splat(1.0))
}

/// `σ(x) = ½ + ½·tanh(x/2)`, four at a time.
#[inline(always)]
pub fn sigmoid_lanes(x: F32x4) -> F32x4 {
    let half = F32x4::splat(0.5);
    half + half * tanh_lanes(half * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rational_tanh_is_within_its_stated_error_and_range() {
        let mut worst = 0.0f64;
        for step in -40_960..=40_960 {
            let x = step as f32 / 2048.0;
            let y = tanh_lanes(F32x4::splat(x)).to_array()[1];
            let s = sigmoid_lanes(F32x4::splat(x)).to_array()[2];
            assert!((-1.0..=1.0).contains(&y), "tanh({x}) = {y} leaves its range");
            assert!((0.0..=1.0).contains(&s), "sigmoid({x}) = {s} leaves its range");
            assert!(y == 0.0 || (y > 0.0) == (x > 0.0), "tanh({x}) = {y} has the wrong sign");
            worst = worst.max((f64::from(y) - libm::tanh(f64::from(x))).abs());
        }
        assert!(worst <= f64::from(TANH_ERROR), "worst error {worst:e}");
        assert!(worst > 1e-9, "an error of {worst:e} means the test measured nothing");
    }

    #[test]
    fn tails_saturate() {
        for x in [30.0f32, 100.0, 1e30, f32::INFINITY] {
            for (x, limit) in [(x, 1.0f32), (-x, -1.0)] {
                let y = tanh_lanes(F32x4::splat(x)).to_array()[0];
                assert!((y - limit).abs() <= TANH_ERROR, "tanh({x}) = {y}");
            }
        }
    }
}
