//! Everything of the screen at a stop of the way back.

use crate::math::matrix::norm;
use crate::model::names::{Place, Quantity, ValuePath};
use crate::scene::number::{self};
use crate::scene::step::{Scene, Stage, Table, Transport};
use crate::scene::telling::Telling;
use crate::scene::view::{Stop, View};
use crate::screens::bptt::back::{BackColumn, Opened, column, grad, index, opened_step, stop, stops};
use crate::screens::bptt::moves::{Move, Will, moves};
use crate::screens::bptt::slices::{Slices, Update, slices, update};
use crate::screens::bptt::words::Words;

#[derive(Clone, Debug, PartialEq)]
pub struct BackStage {
    pub columns: Vec<BackColumn>,
    pub opened: Option<Opened>,
    pub slices: Option<Slices>,
    pub update: Option<Update>,
    /// Losses before and after, once read again.
    pub after: Option<(String, String)>,
}

pub fn scene(view: &View, telling: &Telling) -> Scene {
    let m = Words::of(view.lang);
    let steps = view.trace.steps();
    let most = (1..=steps).map(|t| norm(view.trace.word_gradient(t))).fold(0.0, f64::max);
    let card = crate::screens::bptt::card::card(view);
    let spoken = std::iter::once(&card.title).chain(&card.text).map(String::as_str).collect::<Vec<&str>>().join(". ");
    let is_after_weights = view.at().is_none_or(|(_, at)| matches!(at, Move::Weights | Move::Hand));
    let stage = BackStage {
        columns: (1..=steps).map(|t| column(view, t, most)).collect(),
        opened: opened_step(view),
        slices: (view.stop != Stop::Waiting && is_after_weights).then(|| slices(view)),
        update: matches!(view.stop, Stop::Update | Stop::After).then(|| update(view)).flatten(),
        after: after(view),
    };
    Scene {
        title: m.title.to_string(),
        lede: if view.stop == Stop::Waiting { m.lede.to_string() } else { String::new() },
        columns: Vec::new(),
        bars: crate::scene::step::Bars { title: String::new(), bars: Vec::new() },
        card,
        transport: transport(view),
        stage: Stage::new(stage),
        cell: None,
        panel: (telling.panel)(view).filter(|_| view.zoom == crate::scene::view::Zoom::Math),
        table: table(view),
        spoken: crate::words::protect::plain(&spoken),
        note: crate::scene::reading::note(view),
    }
}

/// The same numbers as a table: a row a unit, a column a step.
fn table(view: &View) -> Table {
    let m = Words::of(view.lang);
    let columns: Vec<usize> = (1..=view.trace.steps()).filter(|&t| view.is_past(t, 1)).collect();
    let rows = (1..=view.trace.model.config.hidden_size).map(|unit| crate::scene::step::TableRow {
        head: Words::of(view.lang).unit(&unit.to_string()),
        cells: columns
            .iter()
            .filter_map(|&t| grad(view, ValuePath::unit(Quantity::H, Place::FIRST, t, unit)))
            .collect(),
    });
    Table {
        caption: m.gradients.to_string(),
        columns: columns.iter().map(|&t| view.word(t).to_string()).collect(),
        rows: rows.collect(),
        guesses: Vec::new(),
    }
}

fn transport(view: &View) -> Transport {
    let m = Words::of(view.lang);
    let (cell, steps) = (view.cell(), view.trace.steps());
    let all = stops(cell, steps);
    let at = index(view.stop, cell, steps);
    let (verb, will) = match stop((at + 1).min(all - 1), cell, steps) {
        _ if at + 1 == all => (Words::of(view.lang).again, Will::Start),
        Stop::At { t, op: 1 } if t == steps => (Words::of(view.lang).step, Will::Begin),
        Stop::At { op, .. } => (Words::of(view.lang).step, Will::Move(moves(cell)[op - 1])),
        Stop::Update => (Words::of(view.lang).step, Will::Update),
        _ => (Words::of(view.lang).step, Will::ReadAgain),
    };
    let position = match (view.stop, view.at()) {
        (_, Some((t, at))) => m.position(&t.to_string(), &steps.to_string(), view.word(t), &m.stop_name(at)),
        (Stop::Waiting, _) => m.position_start.to_string(),
        (Stop::Update, _) => m.position_update.to_string(),
        _ => m.position_after.to_string(),
    };
    Transport { t: at, last: all - 1, at, stops: all - 1, verb: verb.to_string(), will: m.will(will), position }
}

/// The loss before the update and after it.
fn after(view: &View) -> Option<(String, String)> {
    let after = view.updated.filter(|_| view.stop == Stop::After)?;
    Some((number::loss(f64::from(view.trace.loss()?)), number::loss(f64::from(after.loss()?))))
}
