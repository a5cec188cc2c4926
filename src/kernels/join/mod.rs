//! Puts the two directions of a layer side by side, and takes their gradient apart again.

pub mod scalar;

use super::contract::{Contract, Twins};
use crate::math::shader::Shader;

pub const FORWARD: Shader = Shader { name: "join/forward", source: include_str!("forward.wgsl") };
pub const BACKWARD: Shader = Shader { name: "join/backward", source: include_str!("backward.wgsl") };

pub const CONTRACT: Contract = Contract {
    name: "join",
    equation: "y_t = [h_t forward ; h_t reverse]",
    shapes: &[("forward", "[N, H]"), ("reverse", "[N, H]"), ("y", "[N, 2H]")],
    source: "torch.nn.LSTM with bidirectional=True",
    twins: Twins::ScalarOnly("moves numbers; there is no arithmetic to speed up"),
    shaders: &[&FORWARD, &BACKWARD],
};
