//! The arithmetic of the network, one folder a kernel: the contract in `mod.rs`, the readable judge in `scalar.rs`
//! (generic over f32 and f64), the fast twin in `simd.rs`, the GPU's in `*.wgsl`. Same names, same operands, tested equal.
//!
//! Absent on purpose: names of tensors, programs, devices, allocation of results, error handling in hot code (a wrong
//! length is a bug and panics).
//! Letters, fixed for the house: `T` timesteps, `B` batch, `I` input width, `H` units, `G` gates, `C` classes, `V` words.
//! Start reading at [`sequence`], then [`rnn`], then [`lstm`].

pub mod adam;
pub mod attend;
pub mod clip_norm;
pub mod contract;
pub mod conv1d;
pub mod dropout;
pub mod embedding;
pub mod feed_forward;
pub mod gru;
pub mod join;
pub mod linear;
pub mod lstm;
pub mod min_gru;
pub mod positions;
pub mod rmsprop;
pub mod rnn;
pub mod self_attend;
pub mod sequence;
pub mod sgd;
pub mod softmax_xent;
pub mod twins;

use crate::math::shader::Shader;
use contract::Contract;

/// Matrix products on the GPU.
pub const GEMM: Shader = Shader { name: "gemm", source: include_str!("gemm.wgsl") };
/// Moves and sums on the GPU that several kernels need.
pub const SHARED: Shader = Shader { name: "shared", source: include_str!("shared.wgsl") };

/// Every kernel of the house, in reading order.
pub const ALL: [&Contract; 18] = [
    &embedding::CONTRACT,
    &linear::CONTRACT,
    &feed_forward::CONTRACT,
    &conv1d::CONTRACT,
    &rnn::CONTRACT,
    &lstm::CONTRACT,
    &gru::CONTRACT,
    &min_gru::CONTRACT,
    &join::CONTRACT,
    &attend::CONTRACT,
    &positions::CONTRACT,
    &self_attend::CONTRACT,
    &dropout::CONTRACT,
    &softmax_xent::CONTRACT,
    &clip_norm::CONTRACT,
    &sgd::CONTRACT,
    &rmsprop::CONTRACT,
    &adam::CONTRACT,
];
