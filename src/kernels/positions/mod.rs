//! Where a word stands, added to what it is: without it self-attention sees a set.

pub mod scalar;
pub mod simd;

use super::contract::{Contract, Twins};
use crate::math::shader::Shader;

pub const FORWARD: Shader = Shader { name: "positions/forward", source: include_str!("forward.wgsl") };

pub const CONTRACT: Contract = Contract {
    name: "positions",
    equation: "y_t = x_t + p_t;  p_t[2i] = sin(t / 10000^(2i/D)), p_t[2i+1] = cos(t / 10000^(2i/D)), t from 0",
    shapes: &[("table", "[T, D]: p"), ("x", "[T, B, D]"), ("y", "[T, B, D]")],
    source: "Vaswani et al. 2017, §3.5; the way back hands dy on as it is",
    twins: Twins::ScalarSimd,
    shaders: &[&FORWARD],
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dims {
    /// Steps (T).
    pub steps: usize,
    pub batch: usize,
    /// Width of what stands at a step (D).
    pub width: usize,
}

pub struct Forward<'a, R> {
    pub dims: Dims,
    pub table: &'a [R],
    pub x: &'a [R],
    pub y: &'a mut [R],
}

/// Element `j` (from 0) of the position of step `t` (from 0), in a width of `width`.
pub fn encoding(t: usize, j: usize, width: usize) -> f64 {
    let angle = t as f64 / libm::pow(10_000.0, (j - j % 2) as f64 / width as f64);
    if j.is_multiple_of(2) { libm::sin(angle) } else { libm::cos(angle) }
}
