//! The page of the second program: the screens that need the worker (`train`, `speed`). Same rules as the first: a state, a
//! closed list of actions, a pure reducer, effects that the page carries out.

pub mod reduce;
pub mod state;
pub mod words;
