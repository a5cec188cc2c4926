//! One diagram for all shapes: a column a step, a lamp below for what goes in, a lamp above for what comes out.

use crate::engine::trace::Trace;
use crate::math::order::descending;
use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::scene::card::spoken;
use crate::scene::labels::name;
use crate::scene::number::{Number, percent};
use crate::scene::reading::{opened, probability};
use crate::scene::step::{Bar, Bars, Scene, Stage, Table, TableRow, Transport};
use crate::scene::telling::Telling;
use crate::scene::view::{View, Zoom};
use crate::screens::types::card::card;
use crate::screens::types::lanes::{Lane, Meter, lanes, meters};
use crate::screens::types::measure::{Measured, measured};
use crate::screens::types::plane::{Plane, plane};
use crate::screens::types::state::is_cut;
use crate::screens::types::task::Task;
use crate::screens::types::told::{
    first_wrong, gloss, is_asking_where, is_blind, is_drawn, is_single, named, read_at, said, task, twin_of,
};
use crate::screens::types::words::Words;
use crate::words::protect::plain;

/// What goes in or comes out at a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lamp {
    /// Something goes in or comes out here, whenever that is.
    pub is_lit: bool,
    /// It has.
    pub word: Option<String>,
    /// In the reader's other language.
    pub gloss: Option<String>,
    /// Its probability; or, of a review, the margin.
    pub number: Option<Number>,
    pub is_wrong: bool,
    /// The first that is.
    pub is_first_wrong: bool,
    pub is_unknown: bool,
}

/// A step of the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub t: usize,
    pub is_encoder: bool,
    pub input: Lamp,
    pub output: Lamp,
    /// By unit; `None` where nothing has been computed yet.
    pub cells: Vec<Option<Number>>,
    pub is_current: bool,
    pub is_read: bool,
    /// The state that crosses the bridge.
    pub is_bridge: bool,
}

/// What each word said takes of each word read.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    pub heads: Vec<String>,
    pub rows: Vec<GridRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GridRow {
    pub t: usize,
    pub word: String,
    pub gloss: Option<String>,
    pub is_current: bool,
    /// The weight, and whether its arrow is cut.
    pub cells: Vec<(Number, bool)>,
}

/// A network beside, on this sentence and on its twin.
#[derive(Clone, Debug, PartialEq)]
pub struct Rival {
    pub name: String,
    pub says: String,
    pub of_twin: String,
    pub share: String,
    pub most: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TypesStage {
    pub task: Task,
    pub steps: Vec<Step>,
    /// Of a review: one a step.
    pub meters: Vec<Option<Meter>>,
    /// And who reads along.
    pub lanes: Vec<Lane>,
    pub plane: Option<Plane>,
    pub grid: Option<Grid>,
    pub rivals: Vec<Rival>,
    /// Of a caption: the pixels, and the weights of the unit in hand.
    pub pixels: Vec<i32>,
    pub weights: Vec<Number>,
    pub unit: usize,
    pub is_single: bool,
    pub bars: Bars,
    pub measured: Option<Measured>,
}

fn scene_steps(view: &View) -> Vec<Step> {
    let (trace, task) = (view.trace, task(view));
    let source = trace.sequence.source;
    let wrong = first_wrong(view);
    (1..=trace.steps())
        .map(|t| {
            let is_encoder = !trace.speaks(t);
            let is_read = t <= view.read();
            let cells = (1..=trace.model.config.hidden_size).map(|unit| {
                let path = ValuePath::unit(Quantity::H, Place::FIRST, t, unit);
                is_read.then(|| trace.value(&path)).flatten().map(|value| opened(view, path, value, 2))
            });
            Step {
                t,
                is_encoder,
                input: input(view, task, t),
                output: output(view, task, t, wrong),
                cells: cells.collect(),
                is_current: t == view.t,
                is_read,
                is_bridge: is_encoder && t == source,
            }
        })
        .collect()
}

fn input(view: &View, task: Task, t: usize) -> Lamp {
    let trace = view.trace;
    let is_own = trace.speaks(t) && task != Task::Review;
    // What a decoder will have said is not known before.
    let is_known = !is_own || t <= view.read();
    let word = read_at(view, t).to_string();
    let is_unknown = task == Task::Review && trace.sequence.ids[t - 1] < 0;
    let gloss = gloss(task, &word).filter(|_| is_known);
    Lamp { is_lit: true, gloss, word: is_known.then_some(word), is_unknown, ..Lamp::default() }
}

fn output(view: &View, task: Task, t: usize, wrong: Option<usize>) -> Lamp {
    let trace = view.trace;
    if task == Task::Review {
        let is_last = t == trace.steps();
        let shown = is_last && (view.is_revealed() || (t <= view.read() && !view.is_asking()));
        let class = view.best(t).0;
        return Lamp {
            is_lit: is_last,
            word: shown.then(|| trace.model.config.class_name(class)),
            number: shown.then(|| probability(view, t, class)),
            ..Lamp::default()
        };
    }
    if !trace.speaks(t) {
        return Lamp::default();
    }
    if t > view.read() {
        return Lamp { is_lit: true, ..Lamp::default() };
    }
    // With the truth fed, what it would have said stands there.
    let class = if is_drawn(view, t) { said(view, t) } else { view.best(t).0 };
    let word = trace.model.config.class_name(class);
    let target = trace.sequence.targets[t - 1];
    let judged = matches!(task, Task::Translate | Task::Reverse);
    Lamp {
        is_lit: true,
        gloss: gloss(task, &word),
        number: Some(probability(view, t, class)),
        is_wrong: judged && target >= 0 && class as i32 != target,
        is_first_wrong: wrong == Some(t),
        word: Some(word),
        is_unknown: false,
    }
}

fn grid(view: &View) -> Option<Grid> {
    let (trace, task) = (view.trace, task(view));
    let source = trace.sequence.source;
    trace.attention(source + 1)?;
    let row = |t: usize| {
        let class = view.best(t).0;
        let word = trace.model.config.class_name(class);
        let cell = |s: usize| {
            let path = ValuePath::new(Name::Attention, t, s);
            let value = trace.value(&path).unwrap_or(0.0);
            let number = opened(view, path, value, 2);
            let text = if value >= 0.005 { format!("{:.0}", 100.0 * value) } else { String::new() };
            // What is said begins with what is seen.
            let said = if text.is_empty() { percent(value) } else { format!("{text}%") };
            let label = plain(&view.messages().opens(&format!("{}: {said}", name(trace, view.messages(), &path))));
            (Number { text, label, ..number }, is_cut(trace, t, s))
        };
        GridRow {
            t,
            gloss: gloss(task, &word),
            word: named(Words::of(view.lang), &word, false),
            is_current: t == view.t,
            cells: (1..=source).map(cell).collect(),
        }
    };
    Some(Grid {
        heads: (1..=source).map(|s| view.word(s).to_string()).collect(),
        rows: (source + 1..=view.read()).filter(|&t| !(t == view.t && is_asking_where(view))).map(row).collect(),
    })
}

fn rivals(view: &View) -> Vec<Rival> {
    if task(view) != Task::Review || !view.is_revealed() || view.truth.is_none() || view.swapped.len() < 4 {
        return Vec::new();
    }
    let m = Words::of(view.lang);
    let thai = view.trace.model.config.is_thai();
    let has_twin = twin_of(view).is_some();
    let says = |trace: &Trace| {
        let (class, p) = crate::scene::view::best(trace, trace.steps());
        format!("{} {}", trace.model.config.class_name(class), percent(p))
    };
    let known = crate::tasks::review::ceilings(thai);
    let share =
        |role| crate::tasks::judge::judged(role, thai, view.trace.model.config.cell).map_or("–".into(), percent);
    use crate::tasks::nets::Role;
    let own = Rival {
        name: m.rival_own(view.cell().label(), &view.trace.model.config.hidden_size.to_string()),
        says: says(view.trace),
        of_twin: if has_twin { says(&view.swapped[0]) } else { "–".into() },
        share: share(Role::Judge),
        most: percent(1.0),
    };
    let other = |name: &str, trace: &Trace, twin: &Trace, role, most: f64| Rival {
        name: name.to_string(),
        says: says(trace),
        of_twin: if has_twin { says(twin) } else { "–".into() },
        share: share(role),
        most: percent(most),
    };
    vec![
        own,
        other(m.rival_window, &view.swapped[1], &view.swapped[3], Role::Window, known.window),
        // The same words: what sees no order says the same.
        other(m.rival_bag, &view.swapped[2], &view.swapped[2], Role::Bag, known.bag),
    ]
}

fn stage(view: &View) -> TypesStage {
    let (trace, task) = (view.trace, task(view));
    let weights = |unit: usize| {
        let of = |pixel: usize| {
            let path =
                ValuePath::new(Name::Weight(crate::model::cell::Weight::Ih, trace.place(Place::FIRST, 1)), unit, pixel);
            Some(opened(view, path, trace.value(&path)?, 2))
        };
        (1..=trace.sequence.pixels.len()).filter_map(of).collect()
    };
    TypesStage {
        task,
        steps: scene_steps(view),
        meters: meters(view),
        lanes: lanes(view),
        plane: (task == Task::Review).then(|| plane(view)).flatten(),
        grid: grid(view),
        rivals: rivals(view),
        pixels: trace.sequence.pixels.clone(),
        weights: if task == Task::Caption { weights(view.unit) } else { Vec::new() },
        unit: view.unit,
        is_single: is_single(view),
        bars: bars(view),
        measured: measured(view, view.shares),
    }
}

const BARS: usize = 3;

fn bars(view: &View) -> Bars {
    let m = Words::of(view.lang);
    let config = &view.trace.model.config;
    let t = view.read();
    if t == 0 || !view.trace.speaks(t) || view.is_asking() {
        return Bars { title: m.bars_waiting.to_string(), bars: Vec::new() };
    }
    let probs = view.trace.probs(t);
    let order = descending(probs);
    let bar = |&class: &usize| Bar {
        word: named(m, &config.class_name(class), false),
        share: f64::from(probs[class]),
        number: Some(Number { fill: "z", ..probability(view, t, class) }),
    };
    Bars { title: m.bars_now.to_string(), bars: order.iter().take(BARS).map(bar).collect() }
}

fn transport(view: &View) -> Transport {
    let m = Words::of(view.lang);
    let (t, stops, last) = (view.t, view.stops(), view.last());
    let task = task(view);
    let (verb, will) = match t {
        t if t == last => (m.again, m.from_start.to_string()),
        t if t < stops && task != Task::Review && view.trace.speaks(t + 1) => {
            (m.step, if task == Task::Reverse { m.will_say_letter } else { m.will_say }.to_string())
        }
        t if t < stops && task == Task::Caption => (m.step, m.will_look.to_string()),
        t if t < stops => (m.step, m.will_read(view.word(t + 1))),
        _ => (m.step, m.will_reveal.to_string()),
    };
    let position = match t {
        0 => m.position_start.to_string(),
        t if t <= stops => m.position(&t.to_string(), &stops.to_string(), &named(m, read_at(view, t), true)),
        _ => m.position_answer.to_string(),
    };
    Transport { t, last, at: t, stops: last, verb: verb.to_string(), will, position }
}

fn table(view: &View) -> Table {
    let m = Words::of(view.lang);
    let trace = view.trace;
    let rows = (1..=trace.model.config.hidden_size).map(|unit| TableRow {
        head: m.unit(&unit.to_string()),
        cells: (1..=view.read())
            .filter_map(|t| {
                let path = ValuePath::unit(Quantity::H, Place::FIRST, t, unit);
                Some(opened(view, path, trace.value(&path)?, 2))
            })
            .collect(),
    });
    Table {
        caption: m.table_caption.to_string(),
        columns: (1..=view.read()).map(|t| named(m, read_at(view, t), true)).collect(),
        rows: rows.collect(),
        guesses: Vec::new(),
    }
}

pub fn choices(view: &View) -> (usize, Option<usize>) {
    let said = view.best(view.trace.asked()).0;
    (view.options.len(), view.options.iter().position(|&class| class == said))
}

pub fn scene(view: &View, telling: &Telling) -> Scene {
    let m = Words::of(view.lang);
    let task = task(view);
    let card = card(view);
    Scene {
        title: if is_single(view) { m.title_single.to_string() } else { m.title_of(task) },
        lede: match task {
            _ if is_single(view) => m.lede_single.to_string(),
            _ if is_blind(view) => m.lede_blind.to_string(),
            task => m.lede_of(task),
        },
        columns: Vec::new(),
        bars: bars(view),
        spoken: spoken(&card),
        card,
        transport: transport(view),
        stage: Stage::new(stage(view)),
        cell: None,
        panel: if view.zoom == Zoom::Math { (telling.panel)(view) } else { None },
        table: table(view),
        note: match view.seed {
            Some(seed) => m.random_note(&seed.to_string()),
            None => m.note_of(task, &view.trace.model.config.parameter_count().to_string()),
        },
    }
}
