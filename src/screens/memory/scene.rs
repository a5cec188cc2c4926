//! Three networks on one sentence and one cursor: one without memory, one with a window, one with memory. Whose answer
//! changes with the noun?

use crate::model::cell::Cell;
use crate::scene::card;
use crate::scene::card::{Card, Choice, Offer, each_says, ends, offer, question, untouched, with_restore};
use crate::scene::number::Number;
use crate::scene::reading::{says, state};
use crate::scene::view::{View, best};
use crate::screens::memory::words::{Who, Words};

/// Choices of the question: which of the lanes can know the noun, as (without memory, window, memory).
pub const CHOICES: [(Who, [bool; 3]); 4] = [
    (Who::Memory, [false, false, true]),
    (Who::Window, [false, true, true]),
    (Who::All, [true, true, true]),
    (Who::Nobody, [false, false, false]),
];

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
pub struct MemoryLane {
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
    pub lanes: Vec<MemoryLane>,
}

pub fn memory_stage(view: &View) -> MemoryStage {
    MemoryStage {
        strip: crate::scene::strip::strip(view, false),
        lanes: (0..view.lanes.len()).map(|index| lane(&view.lane(index))).collect(),
    }
}

fn lane(view: &View) -> MemoryLane {
    let m = Words::of(view.lang);
    let (cell, read, steps) = (view.cell(), view.read(), view.trace.steps());
    let column = |t: usize| {
        let number = |unit: usize| (t <= read).then(|| state(view, t, unit));
        (1..=view.trace.model.config.hidden_size).map(number).collect()
    };
    let (name, text) = (m.lane_name(cell), m.lane_text(cell));
    MemoryLane {
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
        Cell::Cnn => t <= now && t + cell.spec().window > now,
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

/// What is said on this screen, and what is asked at the end: who can know the noun?
pub fn card(view: &View) -> Card {
    let m = Words::of(view.lang);
    let said = if view.is_asking() {
        memory_question(view)
    } else if view.is_revealed() {
        memory_answer(view)
    } else if let Some(card) = ends(view) {
        card
    } else if view.trace.sequence.ids[view.t - 1] < 0 {
        card::unknown(view)
    } else {
        let word = view.word(view.t);
        Card { title: m.read_title(word), text: vec![m.memory_read(word)], ..Card::default() }
    };
    with_restore(view, said)
}

/// How many answers the question has, and which is right.
pub fn choices(view: &View) -> (usize, Option<usize>) {
    let changes = changes(view);
    (CHOICES.len(), CHOICES.iter().position(|(_, whose)| *whose == changes))
}

fn memory_question(view: &View) -> Card {
    let m = Words::of(view.lang);
    let Some((noun, other)) = view.swap.filter(|_| view.lanes.len() > 1) else { return question(view) };
    let mut options: Vec<Offer> =
        CHOICES.iter().enumerate().map(|(n, (who, _))| offer(Choice::Guess(n), m.choice(*who))).collect();
    options.extend((!view.is_gated).then(|| offer(Choice::ShowMe, m.show_me.to_string())));
    Card {
        title: m.memory_question(noun, other),
        text: vec![m.memory_question_text.to_string()],
        options,
        is_question: true,
        ..Card::default()
    }
}

fn memory_answer(view: &View) -> Card {
    let m = Words::of(view.lang);
    let Some((noun, other)) = view.swap.filter(|_| view.lanes.len() > 1) else { return card::answer(view) };
    let changes = changes(view);
    let right = CHOICES.iter().position(|(_, whose)| *whose == changes);
    let mut text = Vec::new();
    if let Some(guess) = view.guess {
        text.push(if Some(guess) == right { m.guess_was_right.to_string() } else { m.guess_was_other.to_string() });
    }
    let finding = right.map(|right| CHOICES[right].0).filter(|who| is_finding(view, *who));
    text.push(match finding {
        Some(who) => m.finding(who, noun),
        None => each_says(view).join(" "),
    });
    text.extend(view.seed.map(|seed| m.untrained(&seed.to_string())));
    text.extend(untouched(view));
    let mut options = vec![offer(Choice::ChangeWord, m.change_word(noun, other))];
    options.extend(
        view.other_distance
            .map(|far| offer(Choice::OtherDistance, if far { m.nearer.to_string() } else { m.farther.to_string() })),
    );
    Card { title: m.memory_answer_title.to_string(), text, options, ..Card::default() }
}

/// Whether the reason that goes with a finding is the true one: all three kinds stand there, trained and untouched, and the
/// window does or does not reach the noun as the reason says.
fn is_finding(view: &View, who: Who) -> bool {
    let cells: Vec<Cell> = view.lanes.iter().map(|lane| lane.model.config.cell).collect();
    let is_whole = view.lesson.cells == cells && view.seed.is_none() && view.edits.is_empty();
    let back = view.noun_step().map_or(0, |noun| view.trace.steps() - noun);
    let in_window = back < Cell::Cnn.spec().window;
    is_whole
        && match who {
            Who::Memory => !in_window,
            Who::Window => in_window && back > 0,
            Who::All => back == 0,
            Who::Nobody => true,
        }
}
