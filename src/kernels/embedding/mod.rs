//! From word numbers to vectors: a row of a table, or the one-hot vector where a network has no table.
//!
//! A word outside the vocabulary has the number [`UNKNOWN`]; it enters as x = 0 and teaches nothing.

pub mod scalar;

use super::contract::{Contract, Twins};
use crate::math::shader::Shader;

pub const FORWARD: Shader = Shader { name: "embedding/forward", source: include_str!("forward.wgsl") };
pub const BACKWARD: Shader = Shader { name: "embedding/backward", source: include_str!("backward.wgsl") };

pub const CONTRACT: Contract = Contract {
    name: "embedding",
    equation: "x_t = E[id_t];  without a table x_t[v] = 1 where v = id_t, else 0;  x_t = 0 for an unknown word",
    shapes: &[("weight", "[V, I], or none (I = V)"), ("ids", "[N]"), ("x", "[N, I]")],
    source: "torch.nn.Embedding; torch.nn.functional.one_hot",
    twins: Twins::ScalarOnly("copies rows; there is no arithmetic to speed up"),
    shaders: &[&FORWARD, &BACKWARD],
};

/// The number of a word outside the vocabulary.
pub const UNKNOWN: i32 = -1;

pub struct Forward<'a, R> {
    pub input: usize,
    /// `None` for one-hot.
    pub weight: Option<&'a [R]>,
    pub ids: &'a [i32],
    pub x: &'a mut [R],
}

pub struct Backward<'a, R> {
    pub input: usize,
    pub ids: &'a [i32],
    pub dx: &'a [R],
    pub dweight: &'a mut [R],
}
