//! Runs programs on WebGPU (in the browser) or Vulkan (natively, feature `native-gpu`): the same WGSL.
//!
//! All buffers of a program lie in one storage buffer ([`arena`]), every command becomes dispatches over offsets in it
//! ([`lower`]), many updates go in one submit ([`Resident`]), and nothing is read back but what is asked for.

pub mod arena;
mod error;
mod layers;
pub mod lower;
#[cfg(not(any(target_arch = "wasm32", feature = "native-gpu")))]
mod null;
#[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
mod open;
#[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
mod resident;

use crate::engine::program::Program;

pub use error::GpuError;
#[cfg(not(any(target_arch = "wasm32", feature = "native-gpu")))]
pub use null::{Gpu, Pending, Resident};
#[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
pub use open::Gpu;
#[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
pub use resident::{Pending, Resident};

/// One run of a program: the commands (with the numbers of their update in them) and the integers it reads.
pub struct Pass<'a> {
    pub program: &'a Program,
    pub ints: &'a [Vec<i32>],
}

/// What came back.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// Per pass, the reported buffers' value.
    pub reports: Vec<Vec<f32>>,
    /// The buffers asked for, in that order.
    pub buffers: Vec<Vec<f32>>,
}

/// What was done since the device was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub dispatches: u64,
    pub submits: u64,
    pub read_backs: u64,
    pub bytes_up: u64,
    pub bytes_down: u64,
}

impl Counts {
    /// What was added after `before`.
    pub fn since(&self, before: &Counts) -> Counts {
        Counts {
            dispatches: self.dispatches - before.dispatches,
            submits: self.submits - before.submits,
            read_backs: self.read_backs - before.read_backs,
            bytes_up: self.bytes_up - before.bytes_up,
            bytes_down: self.bytes_down - before.bytes_down,
        }
    }
}
