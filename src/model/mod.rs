//! What a network *is*: its sizes, the names and shapes of its tensors, its first weights, its equations as data, its file.
//!
//! Absent on purpose: computation. Nothing here multiplies; `engine` plans the work and `device` does it.
//! Start reading at [`config`], then [`names`], then [`anatomy`].

pub mod anatomy;
pub mod attention;
pub mod byte;
pub mod cell;
pub mod config;
pub mod file;
pub mod half;
pub mod initial;
pub mod names;
pub mod params;

use config::Config;
use params::Params;
use std::rc::Rc;

/// A network with its weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub config: Config,
    pub params: Params,
}

/// A network from somebody's own file: what the address calls `ex=own`.
#[derive(Debug)]
pub struct Network {
    /// The file's name.
    pub name: String,
    pub model: Rc<Model>,
    /// What it reads until other words are typed.
    pub words: Vec<String>,
}
