//! Training in the page: what a run is ([`setup`]), the run itself ([`trainer`]), where it runs ([`choice`]), and how a page
//! and its worker speak about it ([`protocol`], [`worker`]).

pub mod choice;
pub mod protocol;
pub mod setup;
pub mod snapshot;
pub mod trainer;
pub mod worker;
