//! Dot-product attention of a decoder over the states of an encoder: every step asks all of them at once.

pub mod scalar;
pub mod simd;

use super::contract::{Contract, Twins};
use crate::math::shader::Shader;

pub const FORWARD: Shader = Shader { name: "attend/forward", source: include_str!("forward.wgsl") };
pub const BACKWARD: Shader = Shader { name: "attend/backward", source: include_str!("backward.wgsl") };

pub const CONTRACT: Contract = Contract {
    name: "attend",
    equation: "score_ts = h_t · k_s;  a_t = softmax over s that are not cut (0 where one is);  context_t = Σ_s a_ts k_s",
    shapes: &[
        ("query", "[T, B, H]"),
        ("keys", "[S, B, H]"),
        ("cut", "[T, B, S]"),
        ("scores", "[T, B, S]"),
        ("weights", "[T, B, S]"),
        ("context", "[T, B, H]"),
    ],
    source: "Luong et al. 2015, score `dot`, the keys being the values; torch.bmm and torch.softmax",
    twins: Twins::ScalarSimd,
    shaders: &[&FORWARD, &BACKWARD],
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dims {
    /// Steps that ask (T).
    pub steps: usize,
    /// Steps that are asked (S).
    pub source: usize,
    pub batch: usize,
    pub hidden: usize,
}

pub struct Forward<'a, R> {
    pub dims: Dims,
    pub query: &'a [R],
    pub keys: &'a [R],
    /// Not 0 where step t must not look at s. Where all are cut, the weights and the context are 0.
    pub cut: &'a [R],
    pub scores: &'a mut [R],
    pub weights: &'a mut [R],
    pub context: &'a mut [R],
}

pub struct Backward<'a, R> {
    pub dims: Dims,
    pub query: &'a [R],
    pub keys: &'a [R],
    pub weights: &'a [R],
    pub dcontext: &'a [R],
    pub dweights: &'a mut [R],
    pub dscores: &'a mut [R],
    /// Added to: the query is also read by what comes after.
    pub dquery: &'a mut [R],
    /// Replaced.
    pub dkeys: &'a mut [R],
}

impl Dims {
    /// Every (row of a step that asks, its sequence), in order.
    fn rows(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let batch = self.batch;
        (0..self.steps * batch).map(move |row| (row, row % batch))
    }
    /// Where key `s` of a sequence lies.
    fn key(&self, s: usize, b: usize) -> std::ops::Range<usize> {
        let row = s * self.batch + b;
        row * self.hidden..(row + 1) * self.hidden
    }
}
