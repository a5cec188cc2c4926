//! The sentence as a time axis: words as column heads, and under them rows of numbers over time: the memory of the unit in
//! hand as two rails, and whatever was pinned, inputs on top and outputs below.

use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::scene::labels::name;
use crate::scene::number::Number;
use crate::scene::reading::{When, opened};
use crate::scene::symbols::{Glyph, symbol};
use crate::scene::view::View;
use crate::words::protect::plain;

#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub t: usize,
    /// `None` for the answer while it is not known.
    pub word: Option<String>,
    pub label: String,
    pub when: When,
    pub is_unknown: bool,
    /// A number of this step was changed by hand.
    pub is_edited: bool,
}

/// How a row is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackKind {
    /// The memory cell: thick.
    C,
    /// The hidden state: thin.
    H,
    Pin,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    pub rail: TrackKind,
    pub quantity: Option<Quantity>,
    pub symbol: Vec<Glyph>,
    pub name: String,
    /// Beside the symbol: the cell where several stand side by side, the unit of a pin.
    pub short: String,
    /// By step; `None` where nothing has been computed yet.
    pub cells: Vec<Option<Number>>,
    /// The pin that put it here.
    pub pin: Option<ValuePath>,
    /// What unpins it.
    pub label: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    pub words: Vec<Word>,
    pub tracks: Vec<Track>,
}

/// The strip of a view; with `rails` the memory of the unit in hand is always on it.
pub fn strip(view: &View, rails: bool) -> Strip {
    let mut rows: Vec<(ValuePath, TrackKind)> = Vec::new();
    if rails {
        for index in 0..view.lanes.len() {
            let lane = view.lane(index);
            let row = |quantity: Quantity| lane.path(ValuePath::unit(quantity, Place::FIRST, 1, view.unit));
            if let Some(rail) = lane.cell().spec().rail {
                rows.push((row(rail.state), TrackKind::C));
            }
            rows.push((row(Quantity::H), TrackKind::H));
        }
    }
    let pinned = view.pins.iter().filter(|pin| !rows.iter().any(|(path, _)| path == *pin)).copied();
    rows.extend(pinned.collect::<Vec<ValuePath>>().into_iter().map(|pin| (pin, TrackKind::Pin)));
    // Lane by lane, and within one from inputs to outputs.
    let mut tracks = Vec::new();
    for index in 0..view.lanes.len() {
        let lane = view.lane(index);
        let here = |path: &ValuePath| path.cell.is_none_or(|cell| cell == lane.cell());
        for at in 0..=LAST_RANK {
            let of_rank = rows.iter().filter(|(path, _)| here(path) && rank(&lane, path) == at);
            tracks.extend(of_rank.filter_map(|&(path, rail)| track(&lane, path, rail)));
        }
        rows.retain(|(path, _)| !here(path));
    }
    Strip { words: (1..=view.last()).map(|t| word(view, t)).collect(), tracks }
}

const LAST_RANK: usize = 32;

/// Inputs, then the quantities in the order in which they are computed, then outputs.
fn rank(view: &View, path: &ValuePath) -> usize {
    match path.name {
        Name::X => 0,
        Name::Unit(quantity, _) => {
            1 + view.cell().spec().equations.iter().position(|equation| equation.quantity == quantity).unwrap_or(0)
        }
        _ => LAST_RANK,
    }
}

/// The head of a column: the word at `t`, or the answer after the last.
pub fn word(view: &View, t: usize) -> Word {
    let m = view.messages();
    let steps = view.trace.steps();
    let is_answer = t > steps;
    let word = if !is_answer {
        Some(view.word(t).to_string())
    } else {
        (view.is_revealed() && !view.is_comparing()).then(|| view.trace.model.config.class_name(view.best(steps).0))
    };
    let label = match &word {
        Some(word) if !is_answer => m.column(&t.to_string(), word),
        Some(word) => format!("{}: {word}", m.column_answer),
        None => format!("{}: {}", m.column_answer, m.blank),
    };
    let when = match t {
        t if t == view.t => When::Current,
        t if t < view.t => When::Past,
        _ => When::Future,
    };
    let is_unknown = !is_answer && view.trace.sequence.ids[t - 1] < 0;
    let is_edited = view.edits.iter().any(|(path, _)| path.t() == Some(t));
    Word { t, word, label: plain(&label), when, is_unknown, is_edited }
}

fn track(view: &View, path: ValuePath, rail: TrackKind) -> Option<Track> {
    let m = view.messages();
    let lane = view.lane_of(&path)?;
    let cells = (1..=view.trace.steps()).map(|t| {
        let path = ValuePath { first: t, ..path };
        let value = lane.trace.value(&path)?;
        lane.may_open(&path).then(|| opened(&lane, path, value, 2))
    });
    let (quantity, glyphs, called) = match path.name {
        Name::Unit(quantity, _) => {
            let name = format!("{}, {}", m.name_quantity(quantity), m.unit(&path.second.to_string()));
            (Some(quantity), vec![symbol(quantity, false)], name)
        }
        _ => (None, Vec::new(), name(lane.trace, m, &path)),
    };
    let lane_name = if view.is_comparing() { lane.cell().label() } else { "" };
    let short = match rail {
        TrackKind::Pin => format!("{lane_name} {}", m.unit(&path.second.to_string())).trim().to_string(),
        _ if view.is_comparing() => lane_name.to_string(),
        _ => m.unit(&path.second.to_string()),
    };
    let called = if view.is_comparing() { format!("{} {called}", lane.cell().label()) } else { called };
    Some(Track {
        rail,
        quantity,
        symbol: glyphs,
        label: m.unpin(&called),
        name: called,
        short,
        cells: cells.collect(),
        pin: (rail == TrackKind::Pin).then_some(path),
    })
}
