//! Which device a run gets: the GPU only where it computes what the processor computes, and only where it is worth its way.

use crate::device::cpu::Pass;
use crate::device::gpu::GpuError;
use serde::{Deserialize, Serialize};

/// Why this device.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Why {
    /// Nothing was chosen yet.
    #[default]
    Start,
    /// The address says so.
    Asked,
    /// Milliseconds of one update on the processor and on the GPU, and of a trip to the GPU and back.
    Faster {
        cpu: f64,
        gpu: f64,
        trip: f64,
    },
    Slower {
        cpu: f64,
        gpu: f64,
        trip: f64,
    },
    /// The adapter computes on the processor itself.
    Software,
    Failed(GpuError),
}

/// The device of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chosen {
    pub is_on_gpu: bool,
    /// Which GPU there is, where one answered.
    pub adapter: String,
    pub why: Why,
}

impl Default for Chosen {
    fn default() -> Self {
        Self { is_on_gpu: false, adapter: String::new(), why: Why::Start }
    }
}

impl Chosen {
    /// As traces name it.
    pub fn device(&self) -> &'static str {
        if self.is_on_gpu { WEBGPU } else { Pass::SIMD.name }
    }
}

pub const WEBGPU: &str = "webgpu";
