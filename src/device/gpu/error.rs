//! Why a GPU was not used.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why the GPU did not do it. The processor does it then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GpuError {
    /// No adapter: no WebGPU, no driver, or it is switched off.
    NoAdapter(String),
    /// The adapter gives no device.
    NoDevice(String),
    /// The program's buffers are larger than this adapter binds, in bytes.
    TooLarge {
        needed: u64,
        most: u64,
    },
    OutOfMemory,
    /// The device went away in the middle.
    Lost,
    /// A probe program gave other numbers than the processor.
    Disagrees(String),
}

impl fmt::Display for GpuError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            GpuError::NoAdapter(why) => write!(f, "no adapter ({why})"),
            GpuError::NoDevice(why) => write!(f, "no device ({why})"),
            GpuError::TooLarge { needed, most } => write!(f, "{needed} bytes are needed, the adapter binds {most}"),
            GpuError::OutOfMemory => f.write_str("out of memory"),
            GpuError::Lost => f.write_str("the device was lost"),
            GpuError::Disagrees(what) => write!(f, "it disagrees with the processor: {what}"),
        }
    }
}
