//! `speed`: why training an RNN is slow. The same work with and without waiting, measured here.

pub mod growth;
pub mod state;
mod ui;

use crate::screens::speed::state::Speed;
use crate::shell::settings::{Bundle, Facts, Setting};
use crate::shell::state::Shell;
use crate::ui::screen::Screen;

/// What a measured job may say (FORMATS §5); such a page runs the engine alone, so that here they are only kept.
const SETTINGS: &[Setting] = &[
    Setting::any("job"),
    Setting::any("cell"),
    Setting::any("hidden"),
    Setting::any("len"),
    Setting::any("batch"),
    Setting::any("input"),
    Setting::any("runs"),
    Setting::any("device"),
];

pub static FACTS: Facts = Facts { fig: "speed", bundle: Bundle::Lab, settings: SETTINGS, has_networks: false };

pub fn open(shell: Shell) -> Box<dyn Screen> {
    Box::new(Speed::new(shell))
}
