//! The sentence as columns: above what reads it word after word, below who takes how much of whom.

use crate::kernels::embedding::UNKNOWN;
use crate::math::order::descending;
use crate::model::attention::{OPERATIONS, Part};
use crate::model::names::{Place, Quantity, ValuePath};
use crate::scene::card::spoken;
use crate::scene::number::{Number, decimals, grouped, percent};
use crate::scene::reading::{opened, probability};
use crate::scene::step::{Bar, Bars, Scene, Stage, Table, TableRow, Transport};
use crate::scene::telling::Telling;
use crate::scene::view::{View, Zoom, best};
use crate::screens::attention::back::{Back, back};
use crate::screens::attention::card;
use crate::screens::attention::measure::{Measured, measured};
use crate::screens::attention::names::{between, element, number, written};
use crate::screens::attention::order::{Covered, Order, order, says};
use crate::screens::attention::state::run;
use crate::screens::attention::told::{MOST_ROWS, Shown, is_apart, is_pairs};
use crate::screens::attention::words::Words;

/// A word as a column head.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    pub word: String,
    pub is_current: bool,
    pub is_unknown: bool,
    /// Read by the network that reads.
    pub is_read: bool,
}

/// A cell of the grid.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing has been computed here yet.
    Empty,
    /// The word that asks cannot see this one.
    Unseen,
    /// A share a head.
    Shares(Vec<Number>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub t: usize,
    pub word: String,
    pub is_current: bool,
    pub cells: Vec<Cell>,
}

/// One layer of the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    pub rows: Vec<Row>,
    /// By head, whether it is off.
    pub off: Vec<bool>,
}

/// How the row of the word at hand comes about, in the last layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Bench {
    pub word: String,
    /// By word and head; nothing where it is not computed or not seen.
    pub dots: Vec<Vec<Option<Number>>>,
    pub scores: Vec<Vec<Option<Number>>>,
    pub query: Vec<Number>,
    pub mix: Vec<Number>,
    pub sum: Vec<Number>,
    pub head_width: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AttentionStage {
    pub shown: Shown,
    pub heads: Vec<Head>,
    /// The states of the network that reads, by word.
    pub strip: Vec<Vec<Option<Number>>>,
    pub layers: Vec<Layer>,
    pub bench: Option<Bench>,
    pub bars: Bars,
    pub is_pairs: bool,
    pub order: Option<Order>,
    pub back: Option<Back>,
    pub covered: Vec<Covered>,
    /// What that shows, and of which answer.
    pub covered_text: Option<String>,
    pub answer: String,
    pub measured: Option<Measured>,
    /// What all of it took, once the answer is there.
    pub took: Vec<String>,
}

fn share(view: &View, layer: usize, head: usize, t: usize, s: usize) -> Option<Number> {
    let path = between(Part::Weight, layer, head, t, s);
    let write = |value: f64| match 100.0 * value {
        small if small < 0.5 && small > 0.0 => ["·".to_string(), percent(value)],
        percents => [format!("{percents:.0}"), format!("{percents:.0}%")],
    };
    written(view, path, write).filter(|_| view.may_open(&view.path(path)))
}

fn layer(view: &View, layer: usize) -> Layer {
    let (trace, attention) = (view.trace, view.trace.model.config.attention);
    let steps = trace.steps();
    let rows = (1..=steps).filter(|&t| steps <= MOST_ROWS || t == view.read().max(1));
    let cell = |t: usize, s: usize| {
        if s > trace.seen(t) {
            return Cell::Unseen;
        }
        let shares: Option<Vec<Number>> = (0..attention.heads).map(|head| share(view, layer, head, t, s)).collect();
        shares.map_or(Cell::Empty, Cell::Shares)
    };
    let row = |t: usize| Row {
        t,
        word: view.word(t).to_string(),
        is_current: t == view.t && !view.at_once,
        cells: (1..=steps).map(|s| cell(t, s)).collect(),
    };
    Layer {
        rows: rows.map(row).collect(),
        off: (0..attention.heads).map(|head| attention.is_off(layer, head)).collect(),
    }
}

/// The word at hand: the one that asks; where all ask at once, the last.
fn at_hand(view: &View) -> Option<usize> {
    match view.t {
        0 => None,
        _ if view.at_once => Some(view.stops()),
        t => Some(t.min(view.stops())),
    }
}

fn bench(view: &View) -> Option<Bench> {
    let t = at_hand(view)?;
    let config = &view.trace.model.config;
    let (layer, heads) = (config.layers - 1, config.attention.heads);
    let shown = |path: ValuePath, digits: usize| number(view, path, digits).filter(|_| view.may_open(&view.path(path)));
    let of = |part: Part| -> Vec<Vec<Option<Number>>> {
        let number = |s: usize, head: usize| {
            let path = between(part, layer, head, t, s);
            // Scores are no activations: their size says nothing by colour. Large ones need no decimals.
            let write = |value: f64| decimals(value, usize::from(value.abs() < 9.95));
            let number = written(view, path, |value| [write(value), write(value)])?;
            view.may_open(&view.path(path)).then_some(Number { fill: "z", ..number })
        };
        (1..=view.trace.steps()).map(|s| (0..heads).map(|head| number(s, head)).collect()).collect()
    };
    let units = |part: Part| (1..=config.hidden_size).filter_map(|at| shown(element(part, layer, t, at), 2)).collect();
    Some(Bench {
        word: view.word(t).to_string(),
        dots: of(Part::Dot),
        scores: of(Part::Score),
        query: units(Part::Query),
        mix: units(Part::Mix),
        sum: units(Part::Sum),
        head_width: config.hidden_size / heads,
    })
}

fn strip(view: &View) -> Vec<Vec<Option<Number>>> {
    let reader = view.lane(1);
    let column = |t: usize| {
        let unit = |unit: usize| {
            let path = ValuePath::unit(Quantity::H, Place::FIRST, t, unit);
            let value = reader.trace.value(&path).filter(|_| reader.is_computed(Quantity::H, Place::FIRST, t))?;
            Some(opened(&reader, path, value, 2))
        };
        (1..=reader.trace.model.config.hidden_size).map(unit).collect()
    };
    (1..=view.trace.steps()).map(column).collect()
}

/// Answers that are listed.
const BARS: usize = 4;

fn bars(view: &View) -> Bars {
    let m = Words::of(view.lang);
    let config = &view.trace.model.config;
    let t = view.trace.steps();
    if !view.is_revealed() && (view.t < t || view.is_asking() || !view.is_complete()) {
        let words = view.options.iter().map(|&class| config.class_name(class));
        let bars = words.map(|word| Bar { word, number: None, share: 0.0 }).collect();
        return Bars { title: m.bars_hidden.to_string(), bars };
    }
    let probs = view.trace.probs(t);
    let order = descending(probs);
    let bar = |&class: &usize| Bar {
        word: config.class_name(class),
        share: f64::from(probs[class]),
        number: Some(Number { fill: "z", ..probability(view, t, class) }),
    };
    let mut bars: Vec<Bar> = order.iter().take(BARS).map(bar).collect();
    if order.len() > BARS {
        let rest: f64 = order.iter().skip(BARS).map(|&class| f64::from(probs[class])).sum();
        let other = Number { text: percent(rest), fill: "z", ..Number::plain(rest, m.other.to_string()) };
        bars.push(Bar { word: m.other.to_string(), share: rest, number: Some(other) });
    }
    Bars { title: m.bars_title.to_string(), bars }
}

/// Each word covered in turn: what is then said, beside what was taken of it.
fn covered(view: &View) -> Vec<Covered> {
    let (trace, t) = (view.trace, view.trace.steps());
    if !view.is_revealed() || !(2..=MOST_ROWS).contains(&t) || view.seed.is_some() {
        return Vec::new();
    }
    let config = &trace.model.config;
    let answer = says(trace);
    let row = |s: usize| {
        let mut words = trace.sequence.tokens.clone();
        // No word of any vocabulary.
        words[s - 1] = String::new();
        let without = run(&trace.model, &words, None);
        debug_assert_eq!(without.sequence.ids[s - 1], UNKNOWN);
        let said = says(&without);
        Covered {
            t: s,
            word: view.word(s).to_string(),
            weights: (0..config.attention.heads)
                .filter_map(|head| share(view, config.layers - 1, head, t, s))
                .collect(),
            p: f64::from(without.probs(t)[answer]),
            says: config.class_name(said),
            is_other: said != answer,
        }
    };
    (1..=t).map(row).collect()
}

/// From here on a share is large, and a change is one.
const LARGE: f64 = 0.3;
const SMALL: f64 = 0.1;

/// What the table of covered words shows: whether what was taken tells what is missed.
fn lesson(rows: &[Covered], view: &View) -> Option<String> {
    let (m, trace) = (Words::of(view.lang), view.trace);
    let answer = says(trace);
    let p = f64::from(trace.probs(trace.steps())[answer]);
    let size = |row: &Covered| row.weights.iter().map(|n| n.value).fold(0.0, f64::max);
    let change = |row: &Covered| (p - row.p).abs();
    let idle = rows.iter().find(|row| size(row) >= LARGE && change(row) < SMALL);
    let quiet = rows.iter().find(|row| size(row) < SMALL && change(row) >= SMALL);
    Some(match (idle, quiet, rows.is_empty()) {
        (.., true) => return None,
        (Some(idle), Some(quiet), _) => m.covered_both(&idle.word, &quiet.word),
        (Some(idle), None, _) => m.covered_idle(&idle.word),
        (None, Some(quiet), _) => m.covered_quiet(&quiet.word),
        (None, None, _) => m.covered_agree.to_string(),
    })
}

/// Ticks where all ask at once; and comparisons, beside those of twice the words.
fn took(view: &View) -> Vec<String> {
    let (m, trace) = (Words::of(view.lang), view.trace);
    let steps = trace.steps();
    let looks =
        |steps: usize| if trace.model.config.attention.causal { steps * (steps + 1) / 2 } else { steps * steps };
    let ticks = view.at_once.then(|| m.ticks("1", &view.stops().to_string()));
    let cost = m.cost(&steps.to_string(), &grouped(looks(steps)), &grouped(looks(2 * steps)));
    ticks.into_iter().chain([cost]).collect()
}

fn stage(view: &View) -> AttentionStage {
    let shown = card::shown(view);
    let reading = view.read();
    let reader = view.lane(1);
    let heads = (1..=view.trace.steps()).map(|t| Head {
        word: view.word(t).to_string(),
        is_current: t == reading && view.t > 0,
        is_unknown: view.trace.sequence.ids[t - 1] < 0,
        is_read: reader.is_computed(Quantity::H, Place::FIRST, t),
    });
    let covered = if shown == Shown::Words { covered(view) } else { Vec::new() };
    AttentionStage {
        shown,
        heads: heads.collect(),
        strip: strip(view),
        layers: (0..view.trace.model.config.layers).map(|at| layer(view, at)).collect(),
        bench: if shown == Shown::Words { bench(view) } else { None },
        bars: bars(view),
        is_pairs: is_pairs(view),
        order: if shown == Shown::Order { order(view) } else { None },
        back: (shown == Shown::Back).then(|| back(view)),
        covered_text: lesson(&covered, view),
        answer: view.trace.model.config.class_name(says(view.trace)),
        covered,
        measured: (is_pairs(view) && view.is_revealed()).then(|| measured(view, is_apart(view))),
        took: if view.is_revealed() { took(view) } else { Vec::new() },
    }
}

fn transport(view: &View) -> Transport {
    let m = Words::of(view.lang);
    let (t, steps, last, operations) = (view.t, view.trace.steps(), view.last(), view.operations());
    let next = |op: usize| m.will_look(OPERATIONS[op.clamp(1, operations) - 1]);
    let (verb, will) = match t {
        t if t == last && view.is_complete() => (m.again.to_string(), m.from_start.to_string()),
        t if t > 0 && t <= steps && view.op < operations => (m.step.to_string(), next(view.op + 1).to_string()),
        t if t < steps => (m.step.to_string(), m.will_read(view.word(t + 1))),
        _ => (m.step.to_string(), m.will_reveal.to_string()),
    };
    let position = match t {
        0 => m.position_start.to_string(),
        t if t <= steps => {
            format!("{}, {}", m.position(&t.to_string(), &steps.to_string(), view.word(t)), next(view.op))
        }
        _ => m.position_answer.to_string(),
    };
    let (at, stops) = if t == 0 { (0, operations) } else { (view.op, operations) };
    Transport { t, last, at, stops, verb, will, position }
}

/// Shares as a table, a row a head of the last layer and word that asks.
fn table(view: &View) -> Table {
    let m = Words::of(view.lang);
    let config = &view.trace.model.config;
    let layer = config.layers - 1;
    let plain = |head: usize, t: usize, s: usize| {
        share(view, layer, head, t, s).unwrap_or_else(|| Number::plain(0.0, m.not_seen.to_string()))
    };
    let asks = (1..=view.trace.steps()).filter(|&t| share(view, layer, 0, t, 1).is_some()).take(MOST_ROWS);
    let row = |(t, head): (usize, usize)| TableRow {
        head: format!("{}, {}", view.word(t), m.head_name(&(head + 1).to_string())),
        cells: (1..=view.trace.steps()).map(|s| plain(head, t, s)).collect(),
    };
    let rows: Vec<TableRow> =
        asks.flat_map(|t| (0..config.attention.heads).map(move |head| (t, head))).map(row).collect();
    Table {
        caption: m.table_caption.to_string(),
        columns: if rows.is_empty() { Vec::new() } else { view.trace.sequence.tokens.clone() },
        rows,
        guesses: Vec::new(),
    }
}

pub fn choices(view: &View) -> (usize, Option<usize>) {
    let said = best(view.trace, view.trace.steps()).0;
    (view.options.len(), view.options.iter().position(|&class| class == said))
}

pub fn scene(view: &View, telling: &Telling) -> Scene {
    let card = card::card(view);
    Scene {
        title: card::title(view),
        lede: card::lede(view),
        columns: Vec::new(),
        bars: bars(view),
        spoken: spoken(&card),
        card,
        transport: transport(view),
        stage: Stage::new(stage(view)),
        cell: None,
        panel: if view.zoom == Zoom::Math { (telling.panel)(view) } else { None },
        table: table(view),
        note: card::note(view),
    }
}
