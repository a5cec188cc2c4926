//! Everything of the screen at a stop of the way back.

use crate::model::names::{Quantity, ValuePath};
use crate::scene::number;
use crate::scene::step::{Bars, Scene, Stage, Table, TableRow, Transport};
use crate::scene::telling::Telling;
use crate::scene::view::{Stop, View, Zoom};
use crate::screens::bptt::back::{Opened, grad, opened_step, read_in};
use crate::screens::bptt::card::card;
use crate::screens::bptt::moves::{Move, Way, Will, moves};
use crate::screens::bptt::rail::{Looks, Rail, looks, rails};
use crate::screens::bptt::slices::{Part, Slices, Update, parts, slices, update};
use crate::screens::bptt::words::Words;

#[derive(Clone, Debug, PartialEq)]
pub struct BackStage {
    pub rails: Vec<Rail>,
    /// What of many units is shown.
    pub some_units: Option<String>,
    pub looks: Option<Looks>,
    pub opened: Option<Opened>,
    /// Of the part at work; at the update of each.
    pub slices: Vec<Slices>,
    pub update: Option<Update>,
    /// Losses before and after, once read again.
    pub after: Option<(String, String)>,
}

impl BackStage {
    /// All columns of all directions.
    pub fn columns(&self) -> usize {
        self.rails.iter().map(|rail| rail.columns.len()).sum()
    }
}

pub fn scene(view: &View, telling: &Telling) -> Scene {
    let m = Words::of(view.lang);
    let card = card(view);
    let spoken = std::iter::once(&card.title).chain(&card.text).map(String::as_str).collect::<Vec<&str>>().join(". ");
    let is_due = |part: &Part| match view.at() {
        Some((place, t, at)) => part.has(place, t) && matches!(at, Move::Weights | Move::Hand),
        None => view.stop != Stop::Waiting,
    };
    let (rows, units) = (view.rows(), view.trace.model.config.hidden_size);
    let stage = BackStage {
        rails: rails(view),
        some_units: (rows.clone().count() < units)
            .then(|| m.some_units(&rows.start().to_string(), &rows.end().to_string(), &units.to_string())),
        looks: if view.stop == Stop::Waiting { None } else { looks(view) },
        opened: opened_step(view),
        slices: parts(view).into_iter().filter(is_due).map(|part| slices(view, part)).collect(),
        update: matches!(view.stop, Stop::Update | Stop::After).then(|| update(view)).flatten(),
        after: after(view),
    };
    Scene {
        title: m.title.to_string(),
        lede: if view.stop == Stop::Waiting { m.lede.to_string() } else { String::new() },
        columns: Vec::new(),
        bars: Bars { title: String::new(), bars: Vec::new() },
        card,
        transport: transport(view),
        stage: Stage::new(stage),
        cell: None,
        panel: (telling.panel)(view).filter(|_| view.zoom == Zoom::Math),
        table: table(view),
        spoken: crate::words::protect::plain(&spoken),
        note: crate::scene::reading::note(view),
    }
}

/// The same numbers as a table: a row a unit, a column a step that the way has come to.
fn table(view: &View) -> Table {
    let m = Words::of(view.lang);
    let mut columns = Way::of(view.trace).steps;
    columns.retain(|&(place, t)| view.is_past(place, t, 1));
    columns.sort_by_key(|&(place, t)| (place.reverse, t));
    let rows = (1..=view.trace.model.config.hidden_size).map(|unit| TableRow {
        head: m.unit(&unit.to_string()),
        cells: columns
            .iter()
            .filter_map(|&(place, t)| grad(view, ValuePath::unit(Quantity::H, place, t, unit)))
            .collect(),
    });
    Table {
        caption: m.gradients.to_string(),
        columns: columns.iter().map(|&(place, t)| read_in(view, place, t)).collect(),
        rows: rows.collect(),
        guesses: Vec::new(),
    }
}

fn transport(view: &View) -> Transport {
    let m = Words::of(view.lang);
    let (way, steps) = (Way::of(view.trace), view.trace.steps());
    let all = way.stops();
    let at = way.index(view.stop).unwrap_or(0);
    let (verb, will) = match way.stop((at + 1).min(all - 1)) {
        _ if at + 1 == all => (m.again, Will::Start),
        Stop::At { op: 1, .. } if at == 0 => (m.step, Will::Begin),
        Stop::At { place, t, op: 1 } if way.begins(place, t) => (m.step, Will::BeginAgain),
        Stop::At { op, .. } => (m.step, Will::Move(moves(view.cell())[op - 1])),
        Stop::Update => (m.step, Will::Update),
        _ => (m.step, Will::ReadAgain),
    };
    let position = match (view.stop, view.at()) {
        (_, Some((place, t, at))) => {
            m.position(&t.to_string(), &steps.to_string(), &read_in(view, place, t), &m.stop_name(at))
        }
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
