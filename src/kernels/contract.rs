//! What a kernel promises, as data.

/// Which forms of a kernel exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twins {
    /// `scalar.rs` and `simd.rs`; the WGSL form is planned with the GPU device.
    ScalarSimd,
    /// Only `scalar.rs`, for the reason given.
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
}
