//! `attention`: every word looks at every word; beside it a network that reads the same words one after another.

pub mod acts;
pub mod back;
mod card;
pub mod measure;
pub mod names;
pub mod order;
pub mod panel;
pub mod scene;
pub mod state;
pub mod told;
mod ui;
pub mod words;

use crate::model::cell::Cell;
use crate::player::settings::steps;
use crate::player::state::Kind;
use crate::scene::lesson::Lesson;
use crate::scene::telling::Telling;
use crate::shell::settings::{Bundle, Facts, ScreenWords, Setting, joined};
use crate::shell::state::Shell;
use crate::tasks::nets::Archive;
use crate::ui::screen::Screen;
use crate::ui::stepping::{Look, Stepping};

const LESSON: Lesson = Lesson {
    fig: "attention",
    example: "chase",
    shows: &["chase", "chase-th", "pairs", "apart"],
    cells: &[Cell::Attention],
    choice: &[Cell::Attention],
    hidden_range: (16, 16),
    by_operation: true,
    opens_beside: true,
    ..Lesson::STEP
};

static TELLING: Telling =
    Telling { scene: scene::scene, choices: scene::choices, panel: panel::panel, ..Telling::STEP };

const OWN: [Setting; 6] = [
    Setting::one_of("positions", &["1", "0"], Some("1")),
    Setting::one_of("mask", &["both", "causal"], Some("both")),
    Setting::whole("layers", (1, 2), None),
    Setting::any("off"),
    Setting::one_of("by", &["words", "all"], Some("words")),
    Setting::one_of("look", &["words", "order", "back"], Some("words")),
];

pub static FACTS: Facts = Facts {
    fig: "attention",
    bundle: Bundle::Attention,
    settings: &joined::<14, 6, 20>(steps(&LESSON, ""), OWN),
    networks: &[Archive::Chase.file(), Archive::ChaseTh.file(), Archive::Pairs.file()],
    words: ScreenWords {
        name: ["Attention", "แอตเทนชัน"],
        invites: ["what if no word had to wait for another?", "ถ้าไม่มีคำใดต้องรอคำอื่นล่ะ"],
        teaches: [
            "Self-attention has no memory that is handed on: every word looks at all others at once, and must be told where they stand.",
            "เซลฟ์แอตเทนชันไม่มีความจำส่งต่อ ทุกคำมองทุกคำพร้อมกัน และต้องมีใครบอกว่าแต่ละคำอยู่ที่ใด",
        ],
    },
};

pub static KIND: Kind = Kind {
    show: state::show,
    act: acts::act,
    accepts: |shell, words| state::accepts(shell, words),
    may_open_gradient: back::may_open,
    ..Kind::forward(&LESSON, &TELLING)
};
static LOOK: Look = Look {
    settings: ui::settings,
    ..Look::of(|state, scene, send| scene.stage.of().map(|stage| ui::stage(state, stage, send)).unwrap_or_default())
};

pub fn open(shell: Shell) -> Box<dyn Screen> {
    crate::device::parallel::bring();
    Stepping::open(&KIND, &LOOK, shell)
}
