//! The static server, shared with the end-to-end tests.

pub mod server;
