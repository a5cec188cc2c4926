//! How a screen that steps through a network is told: the functions that say and draw what is its own, and the way forward, which
//! most of them share.

use crate::model::names::{Place, ValuePath};
use crate::scene::arithmetic::{self, Panel};
use crate::scene::card::{self, Card, changed};
use crate::scene::cell::cell_panel;
use crate::scene::number::{percent, short};
use crate::scene::reading::{note, present};
use crate::scene::step::{self, Scene, Stage, bars, column, table, transport};
use crate::scene::view::{View, Zoom};
use crate::words::protect::plain;

#[derive(Debug)]
pub struct Telling {
    pub scene: fn(&View, &Telling) -> Scene,
    pub title: fn(&View) -> String,
    pub lede: fn(&View) -> String,
    pub card: fn(&View) -> Card,
    pub stage: fn(&View) -> Stage,
    /// Choices of the question, and which of them is the right one.
    pub choices: fn(&View) -> (usize, Option<usize>),
    pub panel: fn(&View) -> Option<Panel>,
}

impl Telling {
    /// The way forward, word by word: what the others differ from.
    pub const STEP: Telling = Telling {
        scene: forward,
        title: |view| view.messages().title.to_string(),
        lede: |view| view.messages().step_lede(&view.kept_numbers().to_string()),
        card: card::card,
        stage: step::stage,
        choices: |view| {
            let said = view.best(view.trace.steps()).0;
            (view.options.len(), view.options.iter().position(|&class| class == said))
        },
        panel: arithmetic::panel,
    };

    pub fn scene(&self, view: &View) -> Scene {
        (self.scene)(view, self)
    }
}

/// The way forward at this moment.
pub fn forward(view: &View, telling: &Telling) -> Scene {
    let card = (telling.card)(view);
    let said = aloud(&card);
    Scene {
        title: (telling.title)(view),
        lede: (telling.lede)(view),
        columns: (1..=view.trace.steps() + 1).map(|t| column(view, t)).collect(),
        bars: bars(view),
        card,
        transport: transport(view),
        stage: (telling.stage)(view),
        cell: (view.zoom == Zoom::Cell && view.read() > 0).then(|| cell_panel(view)),
        panel: if view.zoom == Zoom::Math { (telling.panel)(view) } else { None },
        table: table(view),
        // Said where it was changed, and at the answer: not at every step.
        spoken: {
            let here = |path: &ValuePath| path.t().is_none_or(|t| t == view.t) || view.is_revealed();
            let changed = changed(view).filter(|_| view.edits.iter().any(|(path, _)| here(path)));
            plain(&format!("{} {}", spoken(view, &said), changed.unwrap_or_default())).trim_end().to_string()
        },
        note: note(view),
    }
}

fn spoken(view: &View, card: &str) -> String {
    let m = view.messages();
    let (t, steps) = (view.t, view.trace.steps());
    let guess = |t: usize| {
        let (class, p) = view.best(t);
        (view.trace.model.config.class_name(class), percent(p))
    };
    if t == 0 {
        return m.say_start(view.word(1));
    }
    if view.is_comparing() && (t > steps || view.is_asking()) {
        return card.to_string();
    }
    if t > steps {
        let (word, p) = guess(steps);
        let said = m.say_answer(&word, &p);
        return match view.guess.and_then(|guess| view.options.get(guess)) {
            Some(&class) => format!("{} {said}", m.guess_other(&view.trace.model.config.class_name(class))),
            None => said,
        };
    }
    if view.lesson.by_operation {
        return spoken_operation(view);
    }
    if view.is_comparing() {
        return format!("{} {}", m.say_read(&t.to_string(), &steps.to_string(), view.word(t)), card);
    }
    let (unit, before, after) = view.biggest_change(t);
    let read = m.say_read(&t.to_string(), &steps.to_string(), view.word(t));
    let change = m.say_change(&unit.to_string(), &short(before), &short(after));
    let last = if view.is_asking() {
        m.say_question(&view.sentence())
    } else {
        let (word, p) = guess(t);
        m.say_guess(&word, &p)
    };
    format!("{read} {change} {last}")
}

/// What the card says: where several cells stand side by side, none of them speaks for all.
/// The card as it is read out.
fn aloud(card: &Card) -> String {
    let said = std::iter::once(&card.title).chain(&card.text).map(String::as_str).collect::<Vec<&str>>().join(" ");
    // `⟨f|forget gate⟩` is read as its words.
    said.split('⟨')
        .map(|part| part.split_once('|').map_or(part, |(_, words)| words))
        .collect::<String>()
        .replace('⟩', "")
}

/// The operation in words, with the numbers of the unit in hand.
fn spoken_operation(view: &View) -> String {
    let m = view.messages();
    let (t, steps) = (view.t, view.trace.steps());
    let mut said = vec![m.say_read(&t.to_string(), &steps.to_string(), view.word(t))];
    for index in 0..view.lanes.len() {
        let lane = view.lane(index);
        let Some(operation) = present(&lane) else { continue };
        if view.is_comparing() {
            said.push(format!("{}:", lane.cell().label()));
        }
        said.push(format!("{}.", m.operation(operation.op)));
        let values = operation.quantities.iter().filter(|quantity| !quantity.name().starts_with("a_"));
        let values: Vec<String> = values
            .filter_map(|&quantity| {
                let value = lane.trace.quantity(quantity, Place::FIRST, t, view.unit)?;
                Some(format!("{} {}", m.name_quantity(quantity), short(value)))
            })
            .collect();
        said.push(format!("{}: {}.", m.unit(&view.unit.to_string()), values.join(", ")));
    }
    if view.is_asking() {
        said.push(m.say_question(&view.sentence()));
    }
    said.join(" ")
}
