//! What every screen shares: the address and its settings, language, notices, history, messages of a host.
//!
//! Absent on purpose: any screen, markup, events of the browser. The address is how state is written, not where it lives.
//! Start reading at [`state`], then [`settings`].

pub mod action;
pub mod address;
pub mod deck;
pub mod json;
pub mod message;
pub mod notes;
pub mod settings;
pub mod state;
