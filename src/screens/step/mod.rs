//! `step`: the sentence as the ruler, the memory under each word, what the network would say. The first thing anybody sees.

mod figure;
mod ui;
pub mod words;

use crate::player::settings::steps;
use crate::player::state::Kind;
use crate::scene::lesson::Lesson;
use crate::scene::telling::Telling;
use crate::shell::settings::{Bundle, Facts, ScreenWords};
use crate::shell::state::Shell;
use crate::ui::screen::Screen;
use crate::ui::stepping::{Look, Stepping};

pub static FACTS: Facts = Facts {
    fig: "step",
    bundle: Bundle::Core,
    settings: &steps(&Lesson::STEP, "4"),
    networks: &["networks"],
    words: ScreenWords {
        name: ["One word at a time", "ทีละคำ"],
        invites: ["one word at a time", "ทีละคำ"],
        teaches: [
            "A network reads one word at a time, and all it keeps of them is a few numbers.",
            "โครงข่ายอ่านทีละคำ และสิ่งที่เก็บไว้มีเพียงตัวเลขไม่กี่ตัว",
        ],
    },
};

static LESSON: Lesson = Lesson::STEP;
static TELLING: Telling = Telling::STEP;
pub static KIND: Kind = Kind::forward(&LESSON, &TELLING);
static LOOK: Look = Look::of(ui::stage);

pub fn open(shell: Shell) -> Box<dyn Screen> {
    Stepping::open(&KIND, &LOOK, shell)
}
