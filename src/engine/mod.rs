//! What to run and what came out: plans a [`program::Program`], reads a [`trace::Trace`], explains any number of it.
//!
//! Absent on purpose: devices, waiting, clocks, pages. A program is data; a trace never changes.
//! Start reading at [`program`], then [`plan`], then [`trace`] and [`explain`].

pub mod attention;
pub mod backward;
pub mod blocks;
pub mod cost;
pub mod error;
pub mod evaluate;
pub mod explain;
pub mod export;
pub mod flow;
pub mod generate;
pub mod held;
pub mod plan;
pub mod program;
pub mod session;
pub mod stack;
pub mod trace;
