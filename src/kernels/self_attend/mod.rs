//! Self-attention with heads: every step asks all steps of its own sequence at once, or all up to itself.

pub mod scalar;
pub mod simd;

use super::contract::{Contract, Twins};
use crate::math::shader::Shader;

pub const FORWARD: Shader = Shader { name: "self_attend/forward", source: include_str!("forward.wgsl") };
pub const BACKWARD: Shader = Shader { name: "self_attend/backward", source: include_str!("backward.wgsl") };

pub const CONTRACT: Contract = Contract {
    name: "self_attend",
    equation: "score_tns = (q_tn · k_sn) / √(D/N);  a_tn = softmax over s (s ≤ t where causal);  y_tn = live_n Σ_s a_tns v_sn",
    shapes: &[
        ("qkv", "[T, B, 3D]: q, k, v, each N heads of D/N"),
        ("live", "[N]: 1, or 0 for a head that is switched off"),
        ("scores", "[T, B, N, T]"),
        ("weights", "[T, B, N, T]"),
        ("y", "[T, B, D]"),
    ],
    source: "Vaswani et al. 2017, eq. 1; torch.nn.functional.scaled_dot_product_attention",
    twins: Twins::ScalarSimd,
    shaders: &[&FORWARD, &BACKWARD],
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dims {
    /// Steps (T).
    pub steps: usize,
    pub batch: usize,
    /// Of all heads together (D); a multiple of `heads`.
    pub width: usize,
    /// Heads (N).
    pub heads: usize,
    /// Whether a step sees only itself and what was before it.
    pub causal: bool,
}

pub struct Forward<'a, R> {
    pub dims: Dims,
    pub qkv: &'a [R],
    pub live: &'a [R],
    /// Scaled; 0 where a step may not look.
    pub scores: &'a mut [R],
    pub weights: &'a mut [R],
    pub y: &'a mut [R],
}

pub struct Backward<'a, R> {
    pub dims: Dims,
    pub qkv: &'a [R],
    pub live: &'a [R],
    pub weights: &'a [R],
    pub dy: &'a [R],
    pub dweights: &'a mut [R],
    pub dscores: &'a mut [R],
    /// Replaced.
    pub dqkv: &'a mut [R],
}

/// One head of one step of one sequence: what asks.
#[derive(Clone, Copy)]
struct Asker {
    t: usize,
    b: usize,
    head: usize,
}

impl Dims {
    /// Of one head (D/N).
    pub fn head_width(&self) -> usize {
        self.width / self.heads
    }
    /// By what a dot product is divided.
    pub fn root(&self) -> f64 {
        libm::sqrt(self.head_width() as f64)
    }
    /// Steps that `t` may look at: 0 to here.
    fn seen(&self, t: usize) -> usize {
        if self.causal { t + 1 } else { self.steps }
    }
    fn askers(&self) -> impl Iterator<Item = Asker> + use<> {
        let (batch, heads) = (self.batch, self.heads);
        (0..self.steps * batch * heads).map(move |n| Asker {
            t: n / heads / batch,
            b: n / heads % batch,
            head: n % heads,
        })
    }
    /// Where the part (0 the query, 1 the key, 2 the value) of a head of step `t` begins.
    fn part(&self, part: usize, t: usize, asker: Asker) -> std::ops::Range<usize> {
        let width = self.head_width();
        let at = (t * self.batch + asker.b) * 3 * self.width + part * self.width + asker.head * width;
        at..at + width
    }
    /// Where its output lies.
    fn output(&self, asker: Asker) -> std::ops::Range<usize> {
        let width = self.head_width();
        let at = (asker.t * self.batch + asker.b) * self.width + asker.head * width;
        at..at + width
    }
    /// Where its scores lie, one a step.
    fn row(&self, asker: Asker) -> std::ops::Range<usize> {
        let at = ((asker.t * self.batch + asker.b) * self.heads + asker.head) * self.steps;
        at..at + self.steps
    }
}
