//! Softmax and cross-entropy in one, mean over the rows that have a target.

pub mod scalar;
pub mod simd;

use super::contract::{Contract, Twins};
use crate::math::shader::Shader;

pub const FORWARD: Shader = Shader { name: "softmax_xent/forward", source: include_str!("forward.wgsl") };
pub const BACKWARD: Shader = Shader { name: "softmax_xent/backward", source: include_str!("backward.wgsl") };

pub const CONTRACT: Contract = Contract {
    name: "softmax_xent",
    equation: "p = softmax(logits), the maximum subtracted first;  loss_n = −ln p_n[target_n];  loss = mean of loss_n \
               over rows with a target;  dlogits = (p − one_hot(target)) / count",
    shapes: &[("logits", "[N, C]"), ("targets", "[N]"), ("probs", "[N, C]"), ("losses", "[N]"), ("loss", "[1]")],
    source: "torch.nn.functional.cross_entropy(reduction='mean', ignore_index=-100), natural logarithm",
    twins: Twins::ScalarSimd,
    shaders: &[&FORWARD, &BACKWARD],
};

/// A row without a target.
pub const IGNORED: i32 = -100;

pub struct Forward<'a, R> {
    pub classes: usize,
    pub logits: &'a [R],
    pub targets: &'a [i32],
    pub probs: &'a mut [R],
    /// 0 where there is no target.
    pub losses: &'a mut [R],
    /// One element: the mean, 0 if no row has a target.
    pub loss: &'a mut [R],
}

pub struct Backward<'a, R> {
    pub classes: usize,
    pub probs: &'a [R],
    pub targets: &'a [i32],
    pub dlogits: &'a mut [R],
}

/// Rows that have a target.
pub fn counted(targets: &[i32]) -> usize {
    targets.iter().filter(|&&target| target >= 0).count()
}
