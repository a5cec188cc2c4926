//! `types`: one diagram for four shapes of task: many words to one answer, one picture to many words, many words to many.

pub mod acts;
mod card;
mod drawing;
pub mod lanes;
pub mod measure;
mod plane;
pub mod scene;
pub mod state;
pub mod task;
mod told;
mod ui;
pub mod words;

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
    fig: "types",
    example: "review",
    shows: &["review", "review-th", "caption", "caption-th", "translate", "reverse"],
    cells: &[crate::model::cell::Cell::Lstm],
    hidden_range: (4, 32),
    opens_beside: true,
    ..Lesson::STEP
};

static TELLING: Telling = Telling { scene: scene::scene, choices: scene::choices, ..Telling::STEP };

const OWN: [Setting; 7] = [
    Setting::one_of("task", &task::Task::IDS, Some("review")),
    Setting::one_of("feed", &["own", "truth", "none"], Some("own")),
    Setting::one_of("attend", &["1", "0"], Some("1")),
    Setting::any("len"),
    Setting::any("pixels"),
    Setting::any("say"),
    Setting::one_of("temp", &["1", "0"], Some("1")),
];

pub static FACTS: Facts = Facts {
    fig: "types",
    bundle: Bundle::Tasks,
    settings: &joined::<14, 7, 21>(steps(&LESSON, ""), OWN),
    networks: &[Archive::Review.file(), Archive::Caption.file(), Archive::Translate.file(), Archive::Reverse.file()],
    words: ScreenWords {
        name: ["Shapes of task", "รูปแบบงาน"],
        invites: ["one word out, or a whole sentence?", "ออกคำเดียว หรือออกทั้งประโยค"],
        teaches: [
            "The same cells judge a review, caption a picture or translate: only when words go in and come out differs.",
            "เซลล์เดียวกันตัดสินรีวิว บรรยายภาพ หรือแปลภาษาได้ ต่างกันเพียงว่าคำเข้าและออกเมื่อใด",
        ],
    },
};

pub static KIND: Kind = Kind {
    show: state::show,
    act: acts::act,
    accepts: |shell, words| state::accepts(shell.lang, task::Task::of(&shell.address), words),
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
