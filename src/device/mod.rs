//! Who runs programs: the processor ([`cpu`]), or the GPU ([`gpu`]) with the same kernels in WGSL.
//!
//! Absent on purpose: words of recurrent networks beyond the names of kernels; decisions about what to run.

pub mod compute;
pub mod cpu;
pub mod gpu;
pub mod more;
pub mod parallel;
