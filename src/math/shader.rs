//! What every WGSL shader starts with: the buffers, and this room's activations with the very numbers the SIMD twins use.

use super::activation::{EXP_CLAMP, EXP_P, LN_2, TANH_CLAMP};

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

/// `((k₀·r + k₁)·r + …)` of coefficients in rising order, as the SIMD twin multiplies it out.
fn horner(coefficients: &[f32]) -> String {
    let mut terms = coefficients.iter().rev();
    let first = terms.next().map_or_else(String::new, |k| format!("f32({k:e})"));
    terms.fold(first, |inner, k| format!("({inner} * r + f32({k:e}))"))
}

/// All reals of a program lie end to end in `values`, all integers in `words`; a shader's `Args` say where.
fn prelude() -> String {
    format!(
        "@group(0) @binding(0) var<storage, read_write> values: array<f32>;
@group(0) @binding(1) var<storage, read> words: array<i32>;

// e^x = (1 + p) · s, s a power of two, as the SIMD twins have it. (The built-in tanh is NaN for large arguments in some browsers.)
struct Exp {{ p: f32, s: f32 }}
fn exp_parts(x: f32) -> Exp {{
    let n = round(x * {log2:?});
    let r = (x - n * f32({ln2:e})) - n * f32({rest:e});
    return Exp({p} * r * r + r, bitcast<f32>((i32(n) + 127) << 23u));
}}
fn tanh_f32(a: f32) -> f32 {{
    let e = exp_parts(2.0 * min(abs(a), {TANH_CLAMP:?}));
    let grown = e.p * e.s + (e.s - 1.0);
    let y = grown / (grown + 2.0);
    return select(y, -y, a < 0.0);
}}
fn sigmoid(a: f32) -> f32 {{
    let e = exp_parts(clamp(-a, -{EXP_CLAMP:?}, {EXP_CLAMP:?}));
    return 1.0 / (1.0 + (e.p * e.s + e.s));
}}
fn sigmoid_slope(y: f32) -> f32 {{ return y * (1.0 - y); }}
fn tanh_slope(y: f32) -> f32 {{ return 1.0 - y * y; }}
// The nonlinearity of a plain layer: 0 is tanh, 1 is relu.
fn squash(kind: u32, a: f32) -> f32 {{ if (kind == 1u) {{ return max(a, 0.0); }} return tanh_f32(a); }}
fn slope(kind: u32, h: f32) -> f32 {{ if (kind == 1u) {{ return select(0.0, 1.0, h > 0.0); }} return tanh_slope(h); }}
// math::rng::hash.
fn hash(seed: u32) -> u32 {{
    let state = seed * 747796405u + 2891336453u;
    let word = ((state >> ((state >> 28u) + 4u)) ^ state) * 277803737u;
    return (word >> 22u) ^ word;
}}
",
        log2 = std::f32::consts::LOG2_E,
        ln2 = LN_2[0],
        rest = LN_2[1],
        p = horner(&EXP_P),
    )
}
