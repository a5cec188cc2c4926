//! `cell`: inside one timestep, operation by operation. A gate decides how much to keep, not whether.

mod curves;
mod distances;
mod scene;
mod ui;
pub mod words;

use crate::model::cell::Cell;
use crate::player::settings::steps;
use crate::player::state::Kind;
use crate::scene::cell::{CellStage, cell_stage};
use crate::scene::lesson::Lesson;
use crate::scene::step::Stage;
use crate::scene::telling::Telling;
use crate::screens::cell::words::Words;
use crate::shell::settings::{Bundle, Facts, ScreenWords};
use crate::shell::state::Shell;
use crate::ui::screen::Screen;
use crate::ui::stepping::{Look, Stepping};
use yew::prelude::*;

const LESSON: Lesson = Lesson {
    fig: "cell",
    example: "tom",
    cells: &[Cell::Lstm],
    most_cells: 3,
    hidden_range: (2, 8),
    by_operation: true,
    opens_beside: true,
    ..Lesson::STEP
};

static TELLING: Telling = Telling {
    title: |view| {
        let m = Words::of(view.lang);
        match view.cell() {
            _ if view.is_comparing() => m.title_side.to_string(),
            Cell::Rnn => m.title_rnn.to_string(),
            _ => m.title.to_string(),
        }
    },
    lede: |view| {
        let cells: Vec<String> = view.lanes.iter().map(|lane| lane.model.config.cell.label().to_string()).collect();
        let (m, cells, words) = (Words::of(view.lang), cells.join(", "), view.trace.steps().to_string());
        match view.read() {
            0 => m.lede_start(&cells, &words),
            read => m.lede_at(&cells, &read.to_string(), &words),
        }
    },
    card: scene::card,
    stage: |view| Stage::new(cell_stage(view)),
    ..Telling::STEP
};

pub static FACTS: Facts = Facts {
    fig: "cell",
    bundle: Bundle::Walk,
    settings: &steps(&LESSON, "4"),
    networks: &["networks"],
    words: ScreenWords {
        name: ["Inside the cell", "ภายในเซลล์"],
        invites: ["inside the cell", "ภายในเซลล์"],
        teaches: [
            "Gates decide how much is kept, written and shown; they are numbers between 0 and 1, not switches.",
            "เกตกำหนดว่าจะเก็บ เขียน และแสดงเท่าใด เป็นตัวเลขระหว่าง 0 กับ 1 ไม่ใช่สวิตช์",
        ],
    },
};

pub static KIND: Kind = Kind { curves: Some(distances::curves), ..Kind::forward(&LESSON, &TELLING) };
static LOOK: Look = Look {
    tools: |state, scene, send| {
        let Some(stage) = scene.stage.of::<CellStage>() else { return Default::default() };
        let is_revealed = state.view().is_revealed();
        let above = if is_revealed {
            curves::picture(state)
        } else {
            html! {}
        };
        let details = html! {
            <>
                { ui::weights(state, stage, send) }
                if !is_revealed && state.show.own.is_none() { { curves::curves(state, send) } }
            </>
        };
        [above, details]
    },
    ..Look::of(|state, scene, send| scene.stage.of().map(|stage| ui::stage(state, stage, send)).unwrap_or_default())
};

pub fn open(shell: Shell) -> Box<dyn Screen> {
    Stepping::open(&KIND, &LOOK, shell)
}
