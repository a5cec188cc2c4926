//! What there is without WebGPU or Vulkan: no adapter, politely.

use super::lower::Form;
use super::{Counts, GpuError, Pass, Results};
use crate::engine::program::{BufferId, Buffers, Program};
use std::convert::Infallible;

/// Never there.
pub struct Gpu {
    pub adapter: String,
    pub is_software: bool,
    pub most_bytes: u64,
    never: Infallible,
}

pub struct Resident {
    pub form: Form,
    never: Infallible,
}

pub struct Pending(Infallible);

impl Gpu {
    pub async fn open() -> Result<Gpu, GpuError> {
        Err(GpuError::NoAdapter("this build has none: feature native-gpu".into()))
    }
    pub fn is_lost(&self) -> bool {
        match self.never {}
    }
    pub fn destroy(&self) {
        match self.never {}
    }
    pub fn counts(&self) -> Counts {
        match self.never {}
    }
}

impl Resident {
    pub async fn new(
        gpu: &Gpu,
        _program: &Program,
        _buffers: &Buffers<f32>,
        _most_passes: usize,
        _reported: &[BufferId],
    ) -> Result<Self, GpuError> {
        match gpu.never {}
    }
    pub fn submit(&mut self, _gpu: &Gpu, _passes: &[Pass], _wanted: &[BufferId]) -> Result<Pending, GpuError> {
        match self.never {}
    }
}

impl Pending {
    pub async fn wait(self) -> Result<Results, GpuError> {
        match self.0 {}
    }
}
