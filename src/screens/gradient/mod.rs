//! `gradient`: how much of the last word's error reaches the first, by cell and length, and the proof by training.

mod controls;
pub mod experiment;
pub mod finding;
pub mod heat;
pub mod lane;
pub mod look;
pub mod plot;
pub mod proof;
mod proof_ui;
pub mod state;
pub mod trials;
mod ui;
pub mod words;

use crate::scene::lesson::SENTENCES;
use crate::screens::gradient::state::Gradient;
use crate::shell::settings::{Bundle, Facts, ScreenWords, Setting};
use crate::shell::state::Shell;
use crate::ui::screen::Screen;

/// Looks, as old links name them too.
const LOOKS: [&str; 7] = ["steps", "units", "losses", "back", "proof", "jacobian", "recall"];

const SETTINGS: &[Setting] = &[
    Setting::any("ex").offering(SENTENCES),
    Setting::any("text"),
    Setting::any("cell"),
    Setting::any("seed").offering(&["1", "2", "3", "4", "5", "6", "7", "8", "9"]),
    Setting::whole("hidden", (2, 32), Some("16")),
    Setting::whole("len", (2, 200), None),
    Setting::real("gain", (0.1, 4.0), Some("0.6")).by(0.05),
    Setting::real("fbias", (-2.0, 8.0), Some("3")).by(0.5),
    Setting::real("clip", (0.0, 1000.0), Some("0")),
    Setting::one_of("nonlin", &["tanh", "relu"], Some("tanh")),
    Setting::one_of("init", &["uniform", "orthogonal", "identity"], Some("uniform")),
    Setting::any("lr"),
    Setting::whole("epoch", (1, 400), Some("40")),
    Setting::one_of("data", &LOOKS, None),
    Setting::one_of("look", &LOOKS, Some("steps")),
    Setting::one_of("axis", &["log", "relative", "linear"], Some("log")),
    Setting::one_of("loss", &["last", "all"], Some("last")),
    Setting::any("t"),
];

pub static FACTS: Facts = Facts {
    fig: "gradient",
    bundle: Bundle::Gradient,
    settings: SETTINGS,
    networks: &[],
    words: ScreenWords {
        name: ["Vanishing gradients", "เกรเดียนต์เลือนหาย"],
        invites: ["why early words stop teaching", "ทำไมเกรเดียนต์แทบไปไม่ถึงคำแรก ๆ"],
        teaches: [
            "Every step back multiplies: much below 1 the first words stop teaching, above 1 the gradient explodes, and an open forget gate keeps it near 1.",
            "ย้อนแต่ละขั้นคือการคูณ ต่ำกว่า 1 มาก คำแรก ๆ ก็เลิกสอน สูงกว่า 1 เกรเดียนต์ระเบิด ส่วนเกตลืมที่เปิดไว้ทำให้อยู่ใกล้ 1",
        ],
    },
};

pub fn open(shell: Shell) -> Box<dyn Screen> {
    Box::new(Gradient::new(shell))
}
