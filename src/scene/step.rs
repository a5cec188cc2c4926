//! The step screen: the sentence as the ruler, the memory under each word, what the network would say.

use crate::math::order::descending;
use crate::scene::arithmetic::Panel;
use crate::scene::card::Card;
use crate::scene::cell::CellPanel;
use crate::scene::number::{Number, percent, short};
use crate::scene::reading::{When, probability, says, state};
use crate::scene::strip::{Strip, Word, strip, word};
use crate::scene::view::View;
use std::any::Any;
use std::rc::Rc;

/// One word and the memory after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// From 1; T + 1 for the answer's column.
    pub t: usize,
    pub word: Option<String>,
    pub label: String,
    pub when: When,
    pub is_unknown: bool,
    pub is_answer: bool,
    /// The unit that this step changed most, from 1, while the step is the current one.
    pub changed: Option<usize>,
    /// By unit; `None` where nothing has been computed yet.
    pub cells: Vec<Option<Number>>,
}

/// One word of what the network would say.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// `None` where even the word would give something away.
    pub word: String,
    /// `None` while the question is open.
    pub number: Option<Number>,
    /// Length, 0 to 1.
    pub share: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    pub title: String,
    pub bars: Vec<Bar>,
}

/// What the main button will do.
#[derive(Clone, Debug, PartialEq)]
pub struct Transport {
    pub t: usize,
    /// The last position: T, or T + 1 where an answer is revealed.
    pub last: usize,
    /// Where the line's ring stands, and its last stop.
    pub at: usize,
    pub stops: usize,
    pub verb: String,
    pub will: String,
    /// The position in words, for the timeline.
    pub position: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    pub head: String,
    pub cells: Vec<Number>,
}

/// The same numbers as a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub caption: String,
    pub columns: Vec<String>,
    pub rows: Vec<TableRow>,
    /// The likeliest word and its probability; `None` while that is the question.
    pub guesses: Vec<Option<(String, Number)>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    pub title: String,
    pub lede: String,
    pub columns: Vec<Column>,
    pub bars: Bars,
    pub card: Card,
    pub transport: Transport,
    pub stage: Stage,
    pub cell: Option<CellPanel>,
    pub panel: Option<Panel>,
    pub table: Table,
    /// One sentence per settled step for the live region.
    pub spoken: String,
    pub note: String,
}

/// What stands on the stage: only the screen itself knows what kind of thing it is.
#[derive(Clone)]
pub struct Stage(Rc<dyn Staged>);

impl Stage {
    pub fn new<T: PartialEq + 'static>(of: T) -> Stage {
        Stage(Rc::new(of))
    }
    /// As that kind of thing.
    pub fn of<T: 'static>(&self) -> Option<&T> {
        self.0.any().downcast_ref::<T>()
    }
}

trait Staged {
    fn any(&self) -> &dyn Any;
    fn equals(&self, other: &Stage) -> bool;
}

impl<T: PartialEq + 'static> Staged for T {
    fn any(&self) -> &dyn Any {
        self
    }
    fn equals(&self, other: &Stage) -> bool {
        other.of::<T>() == Some(self)
    }
}

impl PartialEq for Stage {
    fn eq(&self, other: &Self) -> bool {
        self.0.equals(other)
    }
}

impl std::fmt::Debug for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stage")
    }
}

/// Bars beside "all other words".
const BARS: usize = 4;

/// The columns and bars of [`Scene`], and what was pinned.
pub fn stage(view: &View) -> Stage {
    Stage::new::<Strip>(strip(view, false))
}

pub fn column(view: &View, t: usize) -> Column {
    let m = view.messages();
    let is_answer = t > view.trace.steps();
    let Word { word, label, when, is_unknown, .. } = word(view, t);
    let cells = (1..=view.trace.model.config.hidden_size).map(|unit| {
        (t <= view.read()).then(|| {
            let number = state(view, t, unit);
            let label = m.state_value(&unit.to_string(), view.word(t), &short(number.value));
            Number { label, ..number }
        })
    });
    Column {
        t,
        label,
        word,
        when,
        is_unknown,
        is_answer,
        changed: (t == view.t && !is_answer).then(|| view.biggest_change(t).0),
        cells: cells.collect(),
    }
}

pub fn bars(view: &View) -> Bars {
    let m = view.messages();
    let config = &view.trace.model.config;
    if view.read() == 0 || view.is_asking() || !view.is_complete() {
        let title = if view.read() == 0 { m.bars_empty.to_string() } else { m.bars_hidden.to_string() };
        let words = view.options.iter().map(|&class| config.class_name(class));
        return Bars { title, bars: words.map(|word| Bar { word, number: None, share: 0.0 }).collect() };
    }
    let t = view.read();
    let probs = view.trace.probs(t);
    let order = descending(probs);
    let mut bars: Vec<Bar> = order
        .iter()
        .take(BARS)
        .map(|&class| Bar {
            word: config.class_name(class),
            share: f64::from(probs[class]),
            number: Some(Number { fill: "z", ..probability(view, t, class) }),
        })
        .collect();
    if order.len() > BARS {
        let rest: f64 = order[BARS..].iter().map(|&class| f64::from(probs[class])).sum();
        let other = Number { text: percent(rest), fill: "z", ..Number::plain(rest, m.other.to_string()) };
        bars.push(Bar { word: m.other.to_string(), share: rest, number: Some(other) });
    }
    Bars { title: m.bars_title(view.word(t)), bars }
}

pub fn transport(view: &View) -> Transport {
    let m = view.messages();
    let (t, steps, last) = (view.t, view.trace.steps(), view.last());
    let operations = view.operations();
    // The next operation of the cell that is spoken of.
    let next = |op: usize| {
        let all = view.cell().spec().operations;
        let done = (op * all.len()).div_ceil(operations);
        m.will_do(all[done.clamp(1, all.len()) - 1].op)
    };
    let (verb, will) = match t {
        t if t == last && view.is_complete() => (m.again.to_string(), m.from_start.to_string()),
        t if t > 0 && t <= steps && view.op < operations && view.is_comparing() => {
            (m.step.to_string(), m.will_stop(&(view.op + 1).to_string(), &operations.to_string()))
        }
        t if t > 0 && t <= steps && view.op < operations => (m.step.to_string(), next(view.op + 1).to_string()),
        t if t < steps => (m.step.to_string(), m.will_read(view.word(t + 1))),
        _ => (m.step.to_string(), m.will_reveal.to_string()),
    };
    let position = match t {
        0 => m.position_start.to_string(),
        t if t <= steps => {
            let word = m.position(&t.to_string(), &steps.to_string(), view.word(t));
            if operations > 1 { format!("{word}, {}", next(view.op)) } else { word }
        }
        _ => m.position_answer.to_string(),
    };
    // Where a step has operations, the line shows those of this step; else it shows the sentence.
    let (at, stops) = match operations {
        1 => (t, last),
        operations if t == 0 => (0, operations),
        operations => (view.op, operations),
    };
    Transport { t, last, at, stops, verb, will, position }
}

pub fn table(view: &View) -> Table {
    let m = view.messages();
    // A step whose last operation is to come has no h yet.
    let read = view.read() - usize::from(view.t > 0 && !view.is_complete());
    let rows = (1..=view.trace.model.config.hidden_size).map(|unit| TableRow {
        head: m.unit(&unit.to_string()),
        cells: (1..=read).map(|t| state(view, t, unit)).collect(),
    });
    let guess = |t: usize| {
        if (t == view.trace.steps() && view.is_asking()) || (t == view.t && !view.is_complete()) {
            return None;
        }
        Some(says(view, t))
    };
    Table {
        caption: m.table_caption.to_string(),
        columns: (1..=read).map(|t| view.word(t).to_string()).collect(),
        rows: rows.collect(),
        guesses: (1..=read).map(guess).collect(),
    }
}
