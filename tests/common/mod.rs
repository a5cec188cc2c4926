//! Judging: comparators that reject NaN first, and the PyTorch cases. Used natively and in the browser.
#![allow(dead_code, reason = "each test file uses its own part")]

#[cfg(not(target_arch = "wasm32"))]
pub mod attending;
#[cfg(not(target_arch = "wasm32"))]
pub mod attention;
pub mod golden;
pub mod shapes;

/// Forward values and losses, relative to the tensor's largest absolute value: f32 rounding over up to 120 steps.
pub const FORWARD_TOLERANCE: f64 = 1e-5;
/// Gradients, relative likewise: products of up to 120 rounded factors.
pub const GRADIENT_TOLERANCE: f64 = 1e-4;
/// The same two on the GPU: other order of summation, its own exponential and logarithm, multiply-add fused at will.
pub const GPU_TOLERANCES: [f64; 2] = [1e-4, 1e-3];
/// A tensor whose largest value is smaller than this is compared as if it were this large.
pub const FLOOR: f64 = 1e-7;

/// Largest difference relative to the largest expected value, at least `floor`. Not finite, or another length, is an error.
pub fn relative_error(expected: &[f64], got: &[f64], floor: f64) -> Result<f64, String> {
    if expected.len() != got.len() {
        return Err(format!("{} values where {} are expected", got.len(), expected.len()));
    }
    if let Some(at) = got.iter().position(|value| !value.is_finite()) {
        return Err(format!("value {at} is {}", got[at]));
    }
    let scale = expected.iter().fold(floor, |largest, value| largest.max(value.abs()));
    Ok(expected.iter().zip(got).fold(0.0, |worst, (a, b)| f64::max(worst, (a - b).abs() / scale)))
}

/// Compares, and says in a sentence what differs.
pub fn agree(what: &str, expected: &[f64], got: &[f64], tolerance: f64) -> Result<(), String> {
    agree_above(what, expected, got, tolerance, FLOOR)
}

/// [`agree`] with another floor.
pub fn agree_above(what: &str, expected: &[f64], got: &[f64], tolerance: f64, floor: f64) -> Result<(), String> {
    match relative_error(expected, got, floor) {
        // Written so that a NaN fails.
        Ok(error) if error <= tolerance => Ok(()),
        Ok(error) => Err(format!("{what}: off by {error:.2e} of its largest value, {tolerance:.0e} is allowed")),
        Err(why) => Err(format!("{what}: {why}")),
    }
}

pub fn wide<R: unrolled::math::real::Real>(values: &[R]) -> Vec<f64> {
    values.iter().map(|value| value.to_f64()).collect()
}

/// A screen that steps through a network, as its address asks for it.
#[allow(dead_code, reason = "not every test file steps")]
pub fn player(query: &str) -> unrolled::player::state::Player {
    use unrolled::screens::{CATALOGUE, attention, bptt, brnn, cell, memory, step, types, unroll};
    let shell = CATALOGUE.begin(query, Default::default());
    let kind = match shell.fig() {
        "memory" => &memory::KIND,
        "unroll" => &unroll::KIND,
        "cell" => &cell::KIND,
        "bptt" => &bptt::KIND,
        "brnn" => &brnn::KIND,
        "types" => &types::KIND,
        "attention" => &attention::KIND,
        _ => &step::KIND,
    };
    unrolled::player::state::Player::new(kind, shell)
}
