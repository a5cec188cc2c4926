//! What every WGSL shader starts with: the buffers, and this room's activations with the very numbers the SIMD twins use.

use super::activation::{TANH_CLAMP, TANH_P, TANH_Q};

/// A WGSL source without its beginning.
#[derive(Debug)]
pub struct Shader {
    /// Folder and file, for instance `lstm/forward`.
    pub name: &'static str,
    pub source: &'static str,
}

impl Shader {
    /// The whole module, ready to compile.
    pub fn module(&self) -> String {
        prelude() + self.source
    }
}

/// `((k₀·u + k₁)·u + …)` of coefficients in rising order, as the SIMD twin multiplies it out.
fn horner(coefficients: &[f32]) -> String {
    let mut terms = coefficients.iter().rev();
    let first = terms.next().map_or_else(String::new, |k| format!("f32({k:e})"));
    terms.fold(first, |inner, k| format!("({inner} * u + f32({k:e}))"))
}

/// All reals of a program lie end to end in `values`, all integers in `words`; a shader's `Args` say where.
fn prelude() -> String {
    format!(
        "@group(0) @binding(0) var<storage, read_write> values: array<f32>;
@group(0) @binding(1) var<storage, read> words: array<i32>;

// The built-in tanh is NaN for large arguments in some browsers; this one is the SIMD twins'.
fn rational_tanh(a: f32) -> f32 {{
    let x = clamp(a, -{TANH_CLAMP:?}, {TANH_CLAMP:?});
    let u = x * x;
    return clamp(x * {p} / {q}, -1.0, 1.0);
}}
fn sigmoid(a: f32) -> f32 {{ return 0.5 + 0.5 * rational_tanh(0.5 * a); }}
fn sigmoid_slope(y: f32) -> f32 {{ return y * (1.0 - y); }}
fn tanh_slope(y: f32) -> f32 {{ return 1.0 - y * y; }}
// The nonlinearity of a plain layer: 0 is tanh, 1 is relu.
fn squash(kind: u32, a: f32) -> f32 {{ if (kind == 1u) {{ return max(a, 0.0); }} return rational_tanh(a); }}
fn slope(kind: u32, h: f32) -> f32 {{ if (kind == 1u) {{ return select(0.0, 1.0, h > 0.0); }} return tanh_slope(h); }}
// math::rng::hash.
fn hash(seed: u32) -> u32 {{
    let state = seed * 747796405u + 2891336453u;
    let word = ((state >> ((state >> 28u) + 4u)) ^ state) * 277803737u;
    return (word >> 22u) ^ word;
}}
",
        p = horner(&TANH_P),
        q = horner(&TANH_Q),
    )
}
