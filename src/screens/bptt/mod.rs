//! `bptt`: the way back, stop by stop: gradients arrive from the right, weights get their slices, then they move.

pub mod back;
mod card;
pub mod moves;
pub mod nets;
pub mod panel;
pub mod rail;
pub mod scene;
pub mod slices;
pub mod state;
mod ui;
pub mod words;

use crate::player::settings::steps;
use crate::player::state::Kind;
use crate::run::setup::OPTIMISERS;
use crate::scene::lesson::Lesson;
use crate::scene::telling::Telling;
use crate::shell::settings::{Bundle, Facts, ScreenWords, Setting, joined};
use crate::shell::state::Shell;
use crate::tasks::nets::Archive;
use crate::ui::screen::Screen;
use crate::ui::stepping::{Look, Stepping};

const LESSON: Lesson = Lesson {
    fig: "bptt",
    shows: &["apple", "apple-th", "tom", "tom-th", "translate", "trees", "trees-th", "own"],
    hidden_range: (2, 8),
    goes_back: true,
    asks: false,
    starts_random: true,
    opens_beside: true,
    ..Lesson::STEP
};

static TELLING: Telling = Telling { scene: scene::scene, panel: panel::panel, ..Telling::STEP };

const OWN: [Setting; 6] = [
    Setting::one_of("attend", &["1", "0"], Some("0")),
    Setting::any("pass"),
    Setting::whole("trunc", (0, 63), Some("0")).offering(&["0", "1", "2", "3"]),
    Setting::real("clip", (0.0, 1000.0), Some("0")).offering(&["0", "0.05", "0.1", "1"]),
    Setting::real("lr", (0.0, 10.0), Some("0.3")).offering(&["0.03", "0.1", "0.3", "1"]),
    Setting::one_of("opt", &OPTIMISERS, Some("sgd")),
];

pub static FACTS: Facts = Facts {
    fig: "bptt",
    bundle: Bundle::Back,
    settings: &joined::<14, 6, 20>(steps(&LESSON, "4"), OWN),
    networks: &["networks", Archive::Translate.file(), Archive::Cloze.file()],
    words: ScreenWords {
        name: ["Learning backwards", "เรียนรู้ย้อนเวลา"],
        invites: ["how one mistake changes the weights", "ความผิดพลาดครั้งเดียวเปลี่ยนน้ำหนักอย่างไร"],
        teaches: [
            "The error goes back through the same steps, and each adds its part to the gradient of the weights they share.",
            "ความผิดพลาดย้อนผ่านขั้นเดิมทุกขั้น แต่ละขั้นเติมส่วนของตนในเกรเดียนต์ของน้ำหนักที่ใช้ร่วมกัน",
        ],
    },
};

pub static KIND: Kind = Kind {
    show: nets::show,
    accepts: |shell, words| nets::accepts(shell.lang, nets::asked(&shell.address), words),
    usual: nets::usual,
    may_open_gradient: panel::may_open,
    locate: |s| (state::cursor(s), state::learning(s)),
    act: state::act,
    settle: state::settle,
    ..Kind::forward(&LESSON, &TELLING)
};
static LOOK: Look = Look {
    settings: ui::settings,
    ..Look::of(|state, scene, send| scene.stage.of().map(|stage| ui::stage(state, stage, send)).unwrap_or_default())
};

pub fn open(shell: Shell) -> Box<dyn Screen> {
    crate::device::more::bring();
    Stepping::open(&KIND, &LOOK, shell)
}
