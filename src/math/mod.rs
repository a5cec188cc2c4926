//! Numbers and nothing else: real scalars, four-lane vectors, activations, matrix products, the seeded generator.
//!
//! Absent on purpose: words, tensors with names, allocation policy, anything of the browser.
//! Start reading at [`real`], then [`activation`], then [`lanes`] and [`gemm`].

pub mod activation;
pub mod gemm;
pub mod lanes;
pub mod matrix;
pub mod order;
pub mod real;
pub mod rng;
pub mod shader;
pub mod softmax;
pub mod timing;
