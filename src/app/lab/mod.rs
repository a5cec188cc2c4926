//! The page of the second program: the screens that need the worker (`train`, `speed`) or many settings (`gradient`). Same rules as the first: a state, a
//! closed list of actions, a pure reducer, effects that the page carries out.

pub mod gradient;
pub mod part;
pub mod proof;
pub mod reduce;
pub mod state;
pub mod steer;
pub mod words;
