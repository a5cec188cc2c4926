//! What a kernel promises, as data.

use crate::math::shader::Shader;

/// Which forms of a kernel exist on the processor. Every kernel has a WGSL form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twins {
    /// `scalar.rs` and `simd.rs`.
    ScalarSimd,
    /// `scalar.rs` alone, for the reason given.
    ScalarOnly(&'static str),
}

/// A kernel's law. The twins say only what is peculiar to them.
#[derive(Debug)]
pub struct Contract {
    /// The folder's name.
    pub name: &'static str,
    /// The equation, forward.
    pub equation: &'static str,
    /// Operand and shape, in the order of the twins' fields.
    pub shapes: &'static [(&'static str, &'static str)],
    /// Where the equation and its conventions come from.
    pub source: &'static str,
    pub twins: Twins,
    /// What the GPU runs for it: its own shaders, and those that several kernels share.
    pub shaders: &'static [&'static Shader],
}
