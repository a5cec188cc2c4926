//! Who runs programs. Today the processor ([`cpu`]); the GPU joins with its WGSL twins.
//!
//! Absent on purpose: words of recurrent networks beyond the names of kernels; decisions about what to run.

pub mod cpu;
