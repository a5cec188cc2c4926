//! The arithmetic of the network, one folder a kernel: the contract in `mod.rs`, the readable judge in `scalar.rs`
//! (generic over f32 and f64), the fast twin in `simd.rs`. Same names, same operands, tested equal.
//!
//! Absent on purpose: names of tensors, programs, devices, allocation of results, error handling in hot code (a wrong
//! length is a bug and panics). WGSL twins come with the GPU device; until then [`Twins`] says so for every kernel.
//! Letters, fixed for the house: `T` timesteps, `B` batch, `I` input width, `H` units, `G` gates, `C` classes, `V` words.
//! Start reading at [`sequence`], then [`rnn`], then [`lstm`].

pub mod adam;
pub mod clip_norm;
pub mod contract;
pub mod conv1d;
pub mod embedding;
pub mod feed_forward;
pub mod gru;
pub mod join;
pub mod linear;
pub mod lstm;
pub mod rnn;
pub mod sequence;
pub mod sgd;
pub mod softmax_xent;
pub mod twins;

use contract::Contract;

/// Every kernel of the house, in reading order.
pub const ALL: [&Contract; 12] = [
    &embedding::CONTRACT,
    &linear::CONTRACT,
    &feed_forward::CONTRACT,
    &conv1d::CONTRACT,
    &rnn::CONTRACT,
    &lstm::CONTRACT,
    &gru::CONTRACT,
    &join::CONTRACT,
    &softmax_xent::CONTRACT,
    &clip_norm::CONTRACT,
    &sgd::CONTRACT,
    &adam::CONTRACT,
];
