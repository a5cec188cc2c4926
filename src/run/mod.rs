//! Training in the page: what a run is ([`setup`]), the run itself ([`trainer`]), where it runs ([`choice`]), and how a page
//! and its worker speak about it ([`protocol`], [`worker`], [`engines`]).
//!
//! Absent on purpose: what is said of a run, pixels.

pub mod choice;
pub mod engines;
pub mod files;
pub mod job;
pub mod notes;
pub mod probe;
pub mod protocol;
pub mod setup;
pub mod snapshot;
pub mod trainer;
pub mod words;
pub mod worker;
