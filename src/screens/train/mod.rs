//! `train`: learning, live. Curves, what they mean, what the network says, and what it costs.

mod form;
pub mod reduce;
pub mod scene;
pub mod state;
mod ui;
pub mod verdict;
pub mod words;

use crate::run::setup::{Data, OPTIMISERS, RATES};
use crate::screens::train::state::Training;
use crate::shell::settings::{Bundle, Facts, ScreenWords, Setting};
use crate::shell::state::Shell;
use crate::ui::screen::Screen;

const SEEDS: &[&str] = &["1", "2", "3", "4", "5", "6", "7", "8", "9"];
const SETTINGS: &[Setting] = &[
    Setting::one_of("data", &Data::IDS, None),
    Setting::one_of("cell", &["rnn", "lstm", "gru"], Some("lstm")),
    Setting::whole("hidden", (1, 256), None).offering(&["4", "8", "16", "32", "64", "128", "256"]),
    Setting::whole("layers", (1, 3), Some("1")).offering(&["1", "2", "3"]),
    Setting::one_of("nonlin", &["tanh", "relu"], Some("tanh")),
    Setting::one_of("opt", &OPTIMISERS, Some("adam")),
    Setting::real("lr", (0.0, 10.0), None).offering(&RATES),
    Setting::real("clip", (0.0, 1000.0), Some("1")).offering(&["0", "0.1", "0.5", "1", "5", "25"]),
    Setting::real("drop", (0.0, 0.9), Some("0")).offering(&["0", "0.1", "0.2", "0.3", "0.5"]),
    Setting::whole("batch", (1, 64), Some("16")).offering(&["1", "4", "8", "16", "32", "64"]),
    Setting::whole("len", (1, 128), None).offering(&["5", "10", "16", "20", "32", "40", "64", "100"]),
    Setting::whole("epoch", (1, 100_000), None).offering(&["10", "20", "30", "40", "80", "150", "300", "1000"]),
    Setting::any("seed").offering(SEEDS),
    Setting::one_of("by", &["characters", "words"], None),
    Setting::real("fbias", (-10.0, 10.0), None),
    Setting::real("temp", (0.0, 1.5), Some("0.7")).by(0.1),
    Setting::one_of("device", &["auto", "webgpu", "cpu"], None),
];

pub static FACTS: Facts = Facts {
    fig: "train",
    bundle: Bundle::Lab,
    settings: SETTINGS,
    networks: &[],
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
    crate::device::more::bring();
    Box::new(Training::new(shell))
}
