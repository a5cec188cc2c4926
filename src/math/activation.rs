//! Activations and their derivatives. Derivatives are written in terms of the *output*, which is what a trace keeps.

use super::lanes::F32x4;
use super::real::Real;

/// `σ(x) = 1 / (1 + e^−x)`: far to the left it is e^x, however small, and far to the right exactly 1, as in PyTorch.
pub fn sigmoid<R: Real>(x: R) -> R {
    R::ONE / (R::ONE + (-x).exp())
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

/// Beyond this, `e^x` leaves f32; nothing here needs more.
pub(super) const EXP_CLAMP: f32 = 87.0;
/// Beyond this, `tanh` is ±1 in f32: 1 − 2e⁻²ˣ rounds to 1 from 9.011 on.
pub(super) const TANH_CLAMP: f32 = 10.0;
/// ln 2 in two parts: the first has so few digits that its multiples are exact.
pub(super) const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
/// `(e^r − 1 − r) / r²` on ±½ ln 2, rising powers (S. Moshier, Cephes, `expf`).
pub(super) const EXP_P: [f32; 6] = [0.5, 1.666_666_5e-1, 4.166_579_6e-2, 8.333_452e-3, 1.398_2e-3, 1.987_569_1e-4];
/// Largest absolute error of [`tanh_lanes`], and largest error of [`sigmoid_lanes`] as a part of its value (measured over a
/// grid by the test below). Next to ±1 both are what rounding the true value gives.
pub const TANH_ERROR: f32 = 1.8e-7;
pub const SIGMOID_ERROR: f32 = 3e-7;

/// `e^x = (1 + p) · s` with `s` a power of two: p keeps its digits where e^x is near 1.
#[inline(always)]
fn exp_parts(x: F32x4) -> (F32x4, F32x4) {
    let k = F32x4::splat;
    let n = (x * k(std::f32::consts::LOG2_E)).round();
    let r = (x - n * k(LN_2[0])) - n * k(LN_2[1]);
    let p = ((k(EXP_P[5]) * r + k(EXP_P[4])) * r + k(EXP_P[3])) * r + k(EXP_P[2]);
    let p = (p * r + k(EXP_P[1])) * r + k(EXP_P[0]);
    (p * r * r + r, n.power_of_two())
}

/// `tanh(x) = (e²ˣ − 1) / (e²ˣ + 1)`, four at a time; shared with every fast twin so that they give the same bits.
#[inline(always)]
pub fn tanh_lanes(x: F32x4) -> F32x4 {
    let (one, two) = (F32x4::splat(1.0), F32x4::splat(2.0));
    let (p, s) = exp_parts(two * x.abs().min(F32x4::splat(TANH_CLAMP)));
    let grown = p * s + (s - one);
    (grown / (grown + two)).with_sign_of(x)
}

/// `σ(x) = 1 / (1 + e^−x)`, four at a time.
#[inline(always)]
pub fn sigmoid_lanes(x: F32x4) -> F32x4 {
    let (one, most) = (F32x4::splat(1.0), F32x4::splat(EXP_CLAMP));
    let (p, s) = exp_parts((F32x4::zero() - x).min(most).max(F32x4::zero() - most));
    one / (one + (p * s + s))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lanes(f: fn(F32x4) -> F32x4, x: f32) -> f32 {
        f(F32x4::splat(x)).to_array()[1]
    }

    #[test]
    fn the_lanes_are_within_their_stated_errors() {
        let (mut worst, mut relative) = (0.0f64, 0.0f64);
        for step in -160_000..=160_000 {
            let x = step as f32 / 2048.0;
            let (y, s) = (lanes(tanh_lanes, x), lanes(sigmoid_lanes, x));
            assert!((-1.0..=1.0).contains(&y), "tanh({x}) = {y} leaves its range");
            assert!((0.0..=1.0).contains(&s), "sigmoid({x}) = {s} leaves its range");
            assert!(y == 0.0 || (y > 0.0) == (x > 0.0), "tanh({x}) = {y} has the wrong sign");
            assert_eq!(lanes(tanh_lanes, -x), -y, "tanh({x}) is odd");
            worst = worst.max((f64::from(y) - libm::tanh(f64::from(x))).abs());
            let expected = 1.0 / (1.0 + libm::exp(-f64::from(x)));
            relative = relative.max((f64::from(s) / expected - 1.0).abs());
        }
        assert!(worst <= f64::from(TANH_ERROR), "worst error {worst:e}");
        assert!(relative <= f64::from(SIGMOID_ERROR), "worst relative error {relative:e}");
        assert!(worst > 1e-9 && relative > 1e-9, "errors of {worst:e} and {relative:e} mean the test measured nothing");
    }

    /// torch.tanh and torch.sigmoid of f32, PyTorch 2.15: where they reach 1 exactly, and what is left on the other side.
    #[test]
    fn saturation_is_pytorchs() {
        for x in [9.02f32, 20.0, 100.0, 1e30, f32::INFINITY] {
            assert_eq!([lanes(tanh_lanes, x), lanes(tanh_lanes, -x)], [1.0, -1.0], "tanh({x})");
            assert_eq!([Real::tanh(x), Real::tanh(-x)], [1.0, -1.0], "tanh({x})");
        }
        // The last values before: one and two steps of f32 below 1.
        for (x, expected) in [(8.9f32, 0.999_999_94f32), (8.3, 0.999_999_9), (7.0, 0.999_998_33)] {
            assert!((lanes(tanh_lanes, x) - expected).abs() <= 6e-8, "tanh({x}) = {}", lanes(tanh_lanes, x));
        }
        for x in [17.0f32, 40.0, 1e30, f32::INFINITY] {
            assert_eq!([lanes(sigmoid_lanes, x), sigmoid(x)], [1.0, 1.0], "sigmoid({x})");
        }
        for (x, expected) in [(-20.0f32, 2.061_153_7e-9f32), (-40.0, 4.248_354e-18), (-80.0, 1.804_851_3e-35)] {
            for y in [lanes(sigmoid_lanes, x), sigmoid(x)] {
                assert!((y / expected - 1.0).abs() < 1e-6, "sigmoid({x}) = {y:e}");
            }
        }
        assert!(lanes(tanh_lanes, f32::NAN).is_nan() && lanes(sigmoid_lanes, f32::NAN).is_nan());
    }
}
