//! `unroll`: one cell and its loop, or as many moments of it as there are words. One set of weights.

pub mod scene;
mod ui;
pub mod words;

use crate::player::settings::steps;
use crate::player::state::Kind;
use crate::scene::lesson::Lesson;
use crate::scene::step::Stage;
use crate::scene::telling::Telling;
use crate::screens::unroll::words::Words;
use crate::shell::settings::{Bundle, Facts, ScreenWords, Setting, joined};
use crate::shell::state::Shell;
use crate::ui::screen::Screen;
use crate::ui::stepping::{Look, Stepping};

const LESSON: Lesson =
    Lesson { fig: "unroll", hidden_range: (2, 8), len_range: (2, 12), asks: false, opens_beside: true, ..Lesson::STEP };

static TELLING: Telling = Telling {
    title: |view| Words::of(view.lang).title.to_string(),
    lede: |view| Words::of(view.lang).unroll_lede.to_string(),
    card: scene::card,
    stage: |view| Stage::new(scene::unroll_stage(view)),
    ..Telling::STEP
};

const OWN: [Setting; 2] = [Setting::whole("len", LESSON.len_range, None), Setting::one_of("rolled", &["0", "1"], None)];

pub static FACTS: Facts = Facts {
    fig: "unroll",
    bundle: Bundle::Walk,
    settings: &joined::<14, 2, 16>(steps(&LESSON, "4"), OWN),
    networks: &["networks"],
    words: ScreenWords {
        name: ["One cell, many moments", "เซลล์เดียว หลายขั้นเวลา"],
        invites: ["one cell, many moments", "เซลล์เดียว หลายขั้นเวลา"],
        teaches: [
            "It is one cell with one set of weights, used again at every word.",
            "มีเซลล์เดียวและน้ำหนักชุดเดียว ใช้ซ้ำทุกคำ",
        ],
    },
};

pub static KIND: Kind = Kind::forward(&LESSON, &TELLING);
static LOOK: Look =
    Look::of(|state, scene, send| scene.stage.of().map(|stage| ui::stage(state, stage, send)).unwrap_or_default());

pub fn open(shell: Shell) -> Box<dyn Screen> {
    Stepping::open(&KIND, &LOOK, shell)
}
