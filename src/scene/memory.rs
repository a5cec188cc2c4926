//! Three networks on one sentence and one cursor: one without memory, one with a window, one with memory. Whose answer
//! changes with the noun?

use crate::model::config::Cell;
use crate::scene::number::Number;
use crate::scene::step::{says, state};
use crate::scene::view::{View, best};

/// Choices of the question: which of the lanes can know the noun, as (without memory, window, memory).
pub const CHOICES: [[bool; 3]; 4] =
    [[false, false, true], [false, true, true], [true, true, true], [false, false, false]];

/// What a lane says at the end.
#[derive(Clone, Debug, PartialEq)]
pub struct Says {
    pub word: String,
    pub number: Number,
    /// What it says of the other noun, and whether that is another word.
    pub other: Option<String>,
    pub changes: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    pub cell: Cell,
    pub name: String,
    pub text: String,
    /// By step and unit; empty where nothing has been computed.
    pub columns: Vec<Vec<Option<Number>>>,
    /// Steps that the present one sees (from 1): itself, the window, or all that were read.
    pub sees: Vec<usize>,
    pub says: Option<Says>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct MemoryStage {
    pub strip: crate::scene::strip::Strip,
    pub lanes: Vec<Lane>,
}

pub fn memory_stage(view: &View) -> MemoryStage {
    MemoryStage {
        strip: crate::scene::strip::strip(view, false),
        lanes: (0..view.lanes.len()).map(|index| lane(&view.lane(index))).collect(),
    }
}

fn lane(view: &View) -> Lane {
    let m = view.messages();
    let (cell, read, steps) = (view.cell(), view.read(), view.trace.steps());
    let column = |t: usize| {
        let number = |unit: usize| (t <= read).then(|| state(view, t, unit));
        (1..=view.trace.model.config.hidden_size).map(number).collect()
    };
    let (name, text) = (m.lane)(cell.id());
    Lane {
        cell,
        name: name.to_string(),
        text: text.to_string(),
        columns: (1..=steps).map(column).collect(),
        sees: (1..=steps).filter(|&t| sees(cell, read, t)).collect(),
        says: view.is_revealed().then(|| answer(view)),
    }
}

/// Whether step `now` of a network of this kind depends on step `t`.
fn sees(cell: Cell, now: usize, t: usize) -> bool {
    match cell {
        Cell::Ffn => t == now,
        Cell::Cnn => t <= now && t + cell.window() > now,
        _ => t <= now,
    }
}

fn answer(view: &View) -> Says {
    let steps = view.trace.steps();
    let (word, number) = says(view, steps);
    let class = view.best(steps).0;
    let other = view.swapped.get(view.lane_index()).map(|trace| best(trace, steps).0);
    Says {
        word,
        number,
        other: other.map(|class| view.trace.model.config.class_name(class)),
        changes: other.is_some_and(|other| other != class),
    }
}

/// Which lanes' answers change with the noun, computed by running the sentence with the other one; in the order of
/// [`CHOICES`].
pub fn changes(view: &View) -> [bool; 3] {
    let steps = view.trace.steps();
    let changed = |is_kind: &dyn Fn(Cell) -> bool| {
        (view.lanes.iter().zip(view.swapped))
            .any(|(lane, swapped)| is_kind(lane.model.config.cell) && best(lane, steps).0 != best(swapped, steps).0)
    };
    [
        changed(&|cell| cell == Cell::Ffn),
        changed(&|cell| cell == Cell::Cnn),
        changed(&|cell| Cell::RECURRENT.contains(&cell)),
    ]
}
