//! `memory`: three networks on one sentence and one cursor. Without memory, the noun is gone by the end.

pub mod scene;
mod ui;
pub mod words;

use crate::model::cell::Cell;
use crate::player::settings::steps;
use crate::player::state::Kind;
use crate::scene::lesson::{Lesson, SENTENCES};
use crate::scene::step::Stage;
use crate::scene::telling::Telling;
use crate::screens::memory::words::Words;
use crate::shell::settings::{Bundle, Facts, ScreenWords};
use crate::shell::state::Shell;
use crate::ui::screen::Screen;
use crate::ui::stepping::{Look, Stepping};

const LESSON: Lesson = Lesson {
    fig: "memory",
    shows: SENTENCES,
    cells: &[Cell::Ffn, Cell::Cnn, Cell::Rnn],
    choice: &[Cell::Rnn, Cell::Lstm, Cell::Gru, Cell::Ffn, Cell::Cnn],
    most_cells: 3,
    hidden_range: (2, 8),
    compares_nouns: true,
    opens_beside: true,
    ..Lesson::STEP
};

static TELLING: Telling = Telling {
    // A title does not answer what the screen asks.
    title: |view| {
        let asks = view.predict && !view.is_revealed();
        let m = Words::of(view.lang);
        if asks { m.title_asks.to_string() } else { m.title.to_string() }
    },
    lede: |view| Words::of(view.lang).memory_lede.to_string(),
    card: scene::card,
    choices: scene::choices,
    stage: |view| Stage::new(scene::memory_stage(view)),
    ..Telling::STEP
};

pub static FACTS: Facts = Facts {
    fig: "memory",
    bundle: Bundle::Walk,
    settings: &steps(&LESSON, "4"),
    networks: &["networks"],
    words: ScreenWords {
        name: ["Without memory", "ถ้าไม่มีความจำ"],
        invites: ["what if it had no memory?", "ถ้าไม่มีความจำจะเป็นอย่างไร"],
        teaches: [
            "Without that memory, or with a short window, a noun far back is gone by the end.",
            "ถ้าไม่มีความจำนี้ หรือเห็นเพียงไม่กี่คำล่าสุด คำนามที่อยู่ไกลก็หายไปก่อนจบ",
        ],
    },
};

pub static KIND: Kind = Kind::forward(&LESSON, &TELLING);
static LOOK: Look =
    Look::of(|state, scene, send| scene.stage.of().map(|stage| ui::stage(state, stage, send)).unwrap_or_default());

pub fn open(shell: Shell) -> Box<dyn Screen> {
    crate::device::more::bring();
    Stepping::open(&KIND, &LOOK, shell)
}
