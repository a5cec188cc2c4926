//! `train`: learning, live. Curves, what they mean, what the network says, and what it costs.

mod form;
pub mod reduce;
pub mod scene;
pub mod state;
mod ui;
pub mod verdict;
pub mod words;

use crate::run::setup::{Data, OPTIMISERS};
use crate::screens::train::state::Training;
use crate::shell::settings::{Bundle, Facts, ScreenWords, Setting};
use crate::shell::state::Shell;
use crate::ui::screen::Screen;

const SETTINGS: &[Setting] = &[
    Setting::one_of("data", &Data::IDS, None),
    Setting::one_of("cell", &["rnn", "lstm", "gru"], Some("lstm")),
    Setting::whole("hidden", (1, 256), None),
    Setting::whole("layers", (1, 3), Some("1")),
    Setting::any("nonlin"),
    Setting::one_of("opt", &OPTIMISERS, Some("adam")),
    Setting::real("lr", (0.0, 10.0), None),
    Setting::real("clip", (0.0, 1000.0), Some("1")),
    Setting::real("drop", (0.0, 0.9), Some("0")),
    Setting::whole("batch", (1, 64), Some("16")),
    Setting::whole("len", (1, 128), None),
    Setting::whole("epoch", (1, 100_000), None),
    Setting::any("seed"),
    Setting::any("by"),
    Setting::real("fbias", (-10.0, 10.0), None),
    Setting::real("temp", (0.0, 10.0), Some("0.7")),
    Setting::any("device"),
];

pub static FACTS: Facts = Facts {
    fig: "train",
    bundle: Bundle::Lab,
    settings: SETTINGS,
    has_networks: false,
    words: ScreenWords {
        name: ["Learning, live", "การเรียนรู้สด ๆ"],
        invites: ["watch one learn", "ดูโครงข่ายเรียนรู้"],
        teaches: [
            "It learns by being less surprised; what counts is how surprised it is by what it never learnt from.",
            "มันเรียนรู้โดยแปลกใจน้อยลง สิ่งที่สำคัญคือมันแปลกใจเพียงใดกับสิ่งที่ไม่เคยเรียน",
        ],
    },
};

pub fn open(shell: Shell) -> Box<dyn Screen> {
    Box::new(Training::new(shell))
}
