//! `speed`: why training an RNN is slow. The same work with and without waiting, measured here.

pub mod chart;
pub mod kinds;
pub mod scaling;
pub mod state;
mod ui;
pub mod words;

use crate::screens::speed::state::Speed;
use crate::shell::settings::{Bundle, Facts, ScreenWords, Setting};
use crate::shell::state::Shell;
use crate::ui::screen::Screen;

/// Which curves; and what a measured job may say (FORMATS §5); such a page runs the engine alone, so that here they are only kept.
const SETTINGS: &[Setting] = &[
    Setting::one_of("look", &["one", "forward", "cores", "gpu", "memory"], Some("one")),
    Setting::any("job"),
    Setting::any("cell"),
    Setting::any("hidden"),
    Setting::any("len"),
    Setting::any("batch"),
    Setting::any("input"),
    Setting::any("runs"),
    Setting::any("device"),
];

pub static FACTS: Facts = Facts {
    fig: "speed",
    bundle: Bundle::Lab,
    settings: SETTINGS,
    networks: &[],
    words: ScreenWords {
        name: ["Why it is slow", "ทำไมจึงช้า"],
        invites: ["why training is slow", "ทำไมการฝึกจึงช้า"],
        teaches: [
            "Each step waits for the one before it; how much that costs is measured on this machine.",
            "แต่ละขั้นต้องรอขั้นก่อนหน้า ราคาของการรอวัดได้ที่เครื่องนี้",
        ],
    },
};

pub fn open(shell: Shell) -> Box<dyn Screen> {
    Box::new(Speed::new(shell))
}
