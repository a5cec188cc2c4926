//! The curve of an activation with a dot on it, as coordinates of a 240 × 120 picture.

use crate::model::anatomy::Function;

pub const WIDTH: f64 = 240.0;
pub const HEIGHT: f64 = 120.0;
/// x runs from −REACH to REACH.
const REACH: f64 = 4.0;

#[derive(Clone, Debug, PartialEq)]
pub struct ActivationCurve {
    /// An SVG path.
    pub path: String,
    /// Where y = 0 is drawn.
    pub zero: f64,
    pub dot: (f64, f64),
    /// Whether the dot stands at the edge because x lies beyond it.
    pub is_beyond: bool,
}

fn place(function: Function, x: f64) -> (f64, f64) {
    let (low, high) = match function {
        Function::Tanh => (-1.15, 1.15),
        Function::Sigmoid => (-0.12, 1.12),
        Function::Relu => (-0.5, REACH),
    };
    let y = function.apply(x);
    ((x + REACH) / (2.0 * REACH) * WIDTH, HEIGHT - (y - low) / (high - low) * HEIGHT)
}

pub fn curve(function: Function, x: f64) -> ActivationCurve {
    let mut path = String::new();
    for step in 0..=60 {
        let (px, py) = place(function, -REACH + f64::from(step) * 2.0 * REACH / 60.0);
        path.push_str(&format!("{}{px:.1} {py:.1}", if step == 0 { "M" } else { "L" }));
    }
    let zero = match function {
        Function::Tanh => HEIGHT / 2.0,
        Function::Sigmoid => HEIGHT - 0.12 / 1.24 * HEIGHT,
        Function::Relu => HEIGHT - 0.5 / (REACH + 0.5) * HEIGHT,
    };
    ActivationCurve { path, zero, dot: place(function, x.clamp(-REACH, REACH)), is_beyond: x.abs() > REACH }
}
