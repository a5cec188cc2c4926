//! `brnn`: two readers of one sentence, from the left and from the right, meeting at a gap that neither side alone can fill.

pub mod scene;
pub mod state;
mod ui;
pub mod words;

use crate::player::given;
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
    fig: "brnn",
    example: "trees",
    shows: &["trees", "trees-th"],
    cells: &[crate::model::cell::Cell::Lstm],
    hidden_range: (4, 4),
    opens_beside: true,
    ..Lesson::STEP
};

static TELLING: Telling = Telling { scene: scene::scene, choices: scene::choices, ..Telling::STEP };

const OWN: [Setting; 2] = [Setting::one_of("cover", &["none", "past", "future"], Some("none")), Setting::any("off")];

pub static FACTS: Facts = Facts {
    fig: "brnn",
    bundle: Bundle::Tasks,
    settings: &joined::<14, 2, 16>(steps(&LESSON, ""), OWN),
    networks: &[Archive::Cloze.file()],
    words: ScreenWords {
        name: ["Both ways", "สองทิศทาง"],
        invites: ["what if the answer hangs on what comes after?", "ถ้าคำตอบขึ้นอยู่กับสิ่งที่ตามมาล่ะ"],
        teaches: [
            "A network that reads both ways knows what comes before a word and after it, and must wait for the end.",
            "โครงข่ายที่อ่านสองทางรู้ทั้งสิ่งที่มาก่อนและมาหลังคำ แต่ต้องรอจนจบประโยค",
        ],
    },
};

pub static KIND: Kind = Kind {
    show: state::show,
    act: state::act,
    accepts: |shell, words| given::gap(shell.lang, words),
    ..Kind::forward(&LESSON, &TELLING)
};
static LOOK: Look = Look {
    settings: ui::settings,
    ..Look::of(|state, scene, send| scene.stage.of().map(|stage| ui::stage(state, stage, send)).unwrap_or_default())
};

pub fn open(shell: Shell) -> Box<dyn Screen> {
    Stepping::open(&KIND, &LOOK, shell)
}
