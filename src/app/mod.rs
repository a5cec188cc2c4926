//! What is going on: one state, a closed set of actions, a pure reducer, effects as data.
//!
//! Absent on purpose: markup, events of the browser. The address is the state's written form.
//! Start reading at [`state`], then [`reduce`].

pub mod accuracy;
pub mod action;
pub mod address;
pub mod backward;
pub mod compute;
pub mod edit;
pub mod effect;
pub mod json;
pub mod lab;
pub mod message;
pub mod part;
pub mod reduce;
pub mod show;
pub mod speed;
pub mod state;
pub mod train;
pub mod travel;
