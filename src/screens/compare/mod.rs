//! `compare`: which network when. A table whose cells open their proof, a task that the smallest network wins, and a guess first.

pub mod kinds;
pub mod light;
pub mod place;
pub mod state;
pub mod table;
mod ui;
pub mod words;

use crate::screens::compare::state::Compare;
use crate::shell::settings::{Bundle, Facts, ScreenWords, Setting};
use crate::shell::state::Shell;
use crate::tasks::nets::Archive;
use crate::ui::screen::Screen;

const SETTINGS: &[Setting] = &[
    Setting::one_of("look", &["place", "light", "table"], Some("place")),
    Setting::whole("len", (2, 400), Some("20")),
    Setting::any("text"),
];

pub static FACTS: Facts = Facts {
    fig: "compare",
    bundle: Bundle::Compare,
    settings: SETTINGS,
    networks: &[
        Archive::Cloze.file(),
        Archive::Chase.file(),
        Archive::ChaseTh.file(),
        Archive::Pairs.file(),
        Archive::Switch.file(),
    ],
    words: ScreenWords {
        name: ["Which network when", "ใช้โครงข่ายใดเมื่อใด"],
        invites: ["which network when?", "ควรใช้โครงข่ายใดเมื่อใด"],
        teaches: [
            "No network is best at everything: they differ in what they see, what they must remember, and what they must wait for.",
            "ไม่มีโครงข่ายใดดีที่สุดทุกเรื่อง ต่างกันที่เห็นอะไร ต้องจำอะไร และต้องรออะไร",
        ],
    },
};

pub fn open(shell: Shell) -> Box<dyn Screen> {
    crate::device::more::bring();
    crate::device::parallel::bring();
    Box::new(Compare::new(shell))
}
