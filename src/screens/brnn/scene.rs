//! Two rails over one sentence, and what is said where they meet.

use crate::math::order::descending;
use crate::model::cell::Cell;
use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::scene::card::{Card, Choice, Offer, changed, guessed, offer, spoken, untouched, with_restore};
use crate::scene::number::{Number, percent, short};
use crate::scene::reading::{opened, probability};
use crate::scene::step::{Bar, Bars, Scene, Stage, Table, TableRow, Transport};
use crate::scene::telling::Telling;
use crate::scene::view::{View, Zoom, best};
use crate::screens::brnn::state::{BESIDE, of_role};
use crate::screens::brnn::words::{Cover, Words};
use crate::tasks::ceiling::ceiling;
use crate::tasks::cloze::{self, Cloze};
use crate::tasks::nets::Role;

/// A word as a column head.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    pub t: usize,
    pub word: String,
    pub is_gap: bool,
    pub is_unknown: bool,
    /// Read by a direction at this stop.
    pub is_current: bool,
    /// No direction reads it on the way to the gap.
    pub is_covered: bool,
}

/// One direction over the sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Rail {
    pub reverse: bool,
    /// It is not there: nothing of it is computed.
    pub is_absent: bool,
    /// Its state at the gap is held at 0.
    pub is_off: bool,
    /// By word and unit; `None` where nothing has been computed yet; empty where this direction never comes before the gap.
    pub columns: Vec<Vec<Option<Number>>>,
    /// The word that it reads at this stop, from 1.
    pub now: Option<usize>,
}

/// Who else fills the gap, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    pub role: Role,
    pub name: String,
    /// The words that must have been heard.
    pub answers_at: usize,
    pub says: String,
    pub p: Number,
    pub is_right: Option<bool>,
    /// Share right of the sentences that it never learnt from, and the best that anyone who sees so much could do.
    pub share: String,
    pub most: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct BrnnStage {
    pub heads: Vec<Head>,
    pub rails: [Rail; 2],
    pub cover: Cover,
    /// Both have come to the gap.
    pub has_met: bool,
    /// What is joined there, and the score that is made of it.
    pub joined: Vec<Number>,
    pub score: Option<(String, Number)>,
    pub bars: Bars,
    pub waits: Vec<Wait>,
    /// The noun and the frame of a sentence of ours.
    pub known: Option<(String, String)>,
}

pub fn cover(view: &View) -> Cover {
    let places = view.trace.model.config.places();
    match (places.iter().any(|place| !place.reverse), places.iter().any(|place| place.reverse)) {
        (true, true) => Cover::None,
        (true, false) => Cover::Future,
        _ => Cover::Past,
    }
}

/// The sentence as one of the corpus.
fn known(view: &View) -> Option<Cloze> {
    cloze::sentences(is_thai(view)).into_iter().find(|sentence| sentence.words == view.trace.sequence.tokens)
}

/// Whether the words are Thai, whatever the language of the page.
fn is_thai(view: &View) -> bool {
    view.trace.model.config.is_thai()
}

fn place(reverse: bool) -> Place {
    Place { reverse, ..Place::FIRST }
}

fn rail(view: &View, reverse: bool) -> Rail {
    let (trace, place) = (view.trace, place(reverse));
    let config = &trace.model.config;
    let is_absent = !config.places().contains(&place);
    let (steps, asked) = (trace.steps(), trace.asked());
    let needed = trace.reached(place, asked);
    let column = |t: usize| -> Vec<Option<Number>> {
        if trace.reached(place, t) > needed {
            return Vec::new();
        }
        let number = |unit: usize| {
            let path = ValuePath::unit(Quantity::H, place, t, unit);
            let value = trace.value(&path).filter(|_| view.is_computed(Quantity::H, place, t))?;
            Some(opened(view, path, value, 2))
        };
        (1..=config.hidden_size).map(|unit| number(unit).filter(|_| !is_absent)).collect()
    };
    let held = (1..=config.hidden_size).all(|unit| {
        let path = ValuePath::unit(Quantity::H, place, asked, unit);
        trace.held.get(&path) == Some(0.0) && !view.edits.iter().any(|(edit, _)| *edit == path)
    });
    let read = view.read().min(needed);
    let now = (read > 0 && view.read() <= needed && !is_absent).then(|| trace.reached(place, read));
    Rail { reverse, is_absent, is_off: held, columns: (1..=steps).map(column).collect(), now }
}

fn stage(view: &View) -> BrnnStage {
    let rails = [rail(view, false), rail(view, true)];
    let trace = view.trace;
    let asked = trace.asked();
    let heads = (1..=trace.steps()).map(|t| Head {
        t,
        word: view.word(t).to_string(),
        is_gap: t == asked,
        is_unknown: trace.sequence.ids[t - 1] < 0,
        is_current: rails.iter().any(|rail| rail.now == Some(t)),
        is_covered: rails.iter().all(|rail| rail.is_absent || rail.columns[t - 1].is_empty()),
    });
    let known = known(view);
    let side = |words: &[String]| words.join(" ");
    let sides = known.as_ref().map(|known| {
        let (left, right) = (side(known.left()), side(known.right()));
        if is_thai(view) { (right, left.trim_end_matches(" มี").to_string()) } else { (left, right) }
    });
    BrnnStage {
        heads: heads.collect(),
        cover: cover(view),
        has_met: view.read() == view.stops(),
        joined: if view.read() == view.stops() { joined(view) } else { Vec::new() },
        score: if view.is_revealed() { score(view) } else { None },
        bars: bars(view),
        waits: if view.is_revealed() { waits(view) } else { Vec::new() },
        known: sides,
        rails,
    }
}

/// Answers that are listed.
const BARS: usize = 4;

fn bars(view: &View) -> Bars {
    let m = Words::of(view.lang);
    let config = &view.trace.model.config;
    let may_be_seen = view.is_revealed() || (view.read() == view.stops() && !view.is_asking());
    if !may_be_seen {
        let words = view.options.iter().map(|&class| config.class_name(class));
        let bars = words.map(|word| Bar { word, number: None, share: 0.0 }).collect();
        return Bars { title: m.bars_hidden.to_string(), bars };
    }
    let t = view.trace.asked();
    let probs = view.trace.probs(t);
    let order = descending(probs);
    let mut bars: Vec<Bar> = (order.iter().take(BARS))
        .map(|&class| Bar {
            word: config.class_name(class),
            share: f64::from(probs[class]),
            number: Some(Number { fill: "z", ..probability(view, t, class) }),
        })
        .collect();
    let rest: f64 = order.iter().skip(BARS).map(|&class| f64::from(probs[class])).sum();
    let other = Number { text: percent(rest), fill: "z", ..Number::plain(rest, m.other.to_string()) };
    bars.push(Bar { word: m.other.to_string(), share: rest, number: Some(other) });
    Bars { title: m.bars_title.to_string(), bars }
}

/// The best that anyone could do who sees the sentences as this network does.
fn most(role: Role, thai: bool) -> f64 {
    let see = |sentence: &Cloze| match role {
        Role::Forward => sentence.left().to_vec(),
        Role::Backward => sentence.right().to_vec(),
        _ => sentence.words.clone(),
    };
    let held_out = cloze::sentences(thai).into_iter().filter(Cloze::is_held_out);
    ceiling(held_out.map(|sentence| (see(&sentence), sentence.answer.clone(), 1.0)))
}

fn waits(view: &View) -> Vec<Wait> {
    let m = Words::of(view.lang);
    let gap = view.trace.asked();
    let wait = |(n, &role): (usize, &Role)| {
        let trace = of_role(view.swapped, role)?;
        let asked = trace.asked();
        let (class, p) = best(trace, asked);
        let config = &trace.model.config;
        let units = config.hidden_size.to_string();
        Some(Wait {
            role,
            name: m.reader(role, &units),
            // What reads from the end must first have heard it.
            answers_at: if role == Role::Forward { gap } else { trace.steps() },
            says: config.class_name(class),
            p: Number { text: percent(p), ..Number::plain(p, percent(p)) },
            is_right: view.truth.map(|truth| truth == class),
            share: percent(view.shares.get(n).copied().unwrap_or(f64::NAN)),
            most: percent(most(role, is_thai(view))),
        })
    };
    BESIDE.iter().enumerate().filter_map(wait).collect()
}

pub fn choices(view: &View) -> (usize, Option<usize>) {
    let said = view.best(view.trace.asked()).0;
    (view.options.len(), view.options.iter().position(|&class| class == said))
}

/// The words that are read at this stop, from the left and from the right.
fn reads(view: &View) -> [Option<String>; 2] {
    [false, true].map(|reverse| {
        let rail = rail(view, reverse);
        // The gap is told in words.
        let told = |t: usize| if t == view.trace.asked() { Words::of(view.lang).gap } else { view.word(t) };
        rail.now.map(|t| told(t).to_string())
    })
}

fn card(view: &View) -> Card {
    let m = Words::of(view.lang);
    let cover = cover(view);
    let card = if view.t == 0 {
        let first = |reverse: bool| view.word(if reverse { view.trace.steps() } else { 1 });
        let text = m.start_text(cover, first(false), first(true));
        Card { title: m.start_heading(cover).to_string(), text: vec![text], ..Card::default() }
    } else if view.is_asking() {
        question(view)
    } else if view.is_revealed() || view.read() == view.stops() {
        answer(view)
    } else {
        let left = (view.stops() - view.t).to_string();
        let read = said_read(view);
        Card { title: read, text: vec![m.on_the_way(cover, &left), m.read_hint.to_string()], ..Card::default() }
    };
    with_restore(view, card)
}

fn said_read(view: &View) -> String {
    let m = Words::of(view.lang);
    match reads(view) {
        [Some(left), Some(right)] => m.both_read(&left, &right),
        [Some(left), None] => m.left_reads(&left),
        [None, Some(right)] => m.right_reads(&right),
        [None, None] => String::new(),
    }
}

fn question(view: &View) -> Card {
    let m = Words::of(view.lang);
    let mut options: Vec<Offer> = (view.options.iter().enumerate())
        .map(|(n, &class)| offer(Choice::Guess(n), view.trace.model.config.class_name(class)))
        .collect();
    options.extend((!view.is_gated).then(|| offer(Choice::ShowMe, m.show_me.to_string())));
    let units = view.trace.model.config.head_input().to_string();
    let text = vec![m.question_text(cover(view), &units)];
    Card { title: m.question_heading(&view.sentence()), text, options, is_question: true, ..Card::default() }
}

fn answer(view: &View) -> Card {
    let m = Words::of(view.lang);
    let config = &view.trace.model.config;
    let asked = view.trace.asked();
    let (class, p) = view.best(asked);
    let mut text: Vec<String> = guessed(view, class).into_iter().collect();
    let off: Vec<bool> = [rail(view, false), rail(view, true)].iter().map(|rail| rail.is_off).collect();
    text.extend(changed(view));
    match (untouched(view), view.seed, known(view)) {
        (Some(before), ..) => text.push(before),
        (_, Some(seed), _) => text.push(m.untrained(&seed.to_string())),
        (.., Some(known)) => {
            text.extend(off.contains(&true).then(|| m.switched_off.to_string()));
            text.push(sides(view, &known));
            let truth = view.truth.filter(|truth| *truth != class);
            text.extend(truth.map(|truth| m.right_would_be(&config.class_name(truth))));
        }
        (.., None) => text.push(m.no_answer.to_string()),
    }
    let unknown = view.trace.sequence.ids.iter().position(|&id| id < 0);
    text.extend(unknown.map(|t| view.lang.sentence(&m.unknown_title(view.word(t + 1)))));
    Card {
        title: m.answer_title(&config.class_name(class), &percent(p)),
        text,
        numbers: vec![probability(view, asked, class)],
        ..Card::default()
    }
}

/// Which answers fit what is seen, counted in the corpus.
fn sides(view: &View, known: &Cloze) -> String {
    let m = Words::of(view.lang);
    let all = cloze::sentences(is_thai(view));
    let fits = |keep: &dyn Fn(&Cloze) -> bool| -> Vec<String> {
        cloze::different(all.iter().filter(|other| keep(other)).map(|other| other.answer.clone()))
    };
    let left = fits(&|other| other.left() == known.left());
    let right = fits(&|other| other.right() == known.right());
    let share = percent(1.0 / left.len().max(1) as f64);
    match cover(view) {
        Cover::None => m.both_sides(&left.join(", "), &right.join(", "), &known.answer),
        Cover::Future => m.one_side(&known.left().join(" "), &left.join(", "), &share),
        Cover::Past => m.one_side(&known.right().join(" "), &right.join(", "), &share),
    }
}

fn transport(view: &View) -> Transport {
    let m = Words::of(view.lang);
    let (t, stops, last) = (view.t, view.stops(), view.last());
    let next = View { t: t + 1, ..*view };
    let (verb, will) = match t {
        t if t == last => (m.again, m.from_start.to_string()),
        t if t < stops => (m.step, will_read(&next)),
        _ => (m.step, m.will_reveal.to_string()),
    };
    let position = match t {
        0 => m.position_start.to_string(),
        t if t <= stops => m.position(&t.to_string(), &stops.to_string(), &said_read(view)),
        _ => m.position_answer.to_string(),
    };
    Transport { t, last, at: t, stops: last, verb: verb.to_string(), will, position }
}

fn will_read(next: &View) -> String {
    let m = Words::of(next.lang);
    match reads(next) {
        [Some(left), Some(right)] => m.will_read_both(&left, &right),
        [one, other] => m.will_read(one.or(other).as_deref().unwrap_or_default()),
    }
}

fn table(view: &View) -> Table {
    let m = Words::of(view.lang);
    let trace = view.trace;
    let mut rows = Vec::new();
    let read: Vec<usize> = (1..=trace.steps()).filter(|&t| view.is_read(t)).collect();
    for place in trace.model.config.places() {
        for unit in 1..=trace.model.config.hidden_size {
            let number = |&t: &usize| {
                let path = ValuePath::unit(Quantity::H, place, t, unit);
                let value = trace.value(&path).filter(|_| view.is_computed(Quantity::H, place, t));
                let nothing = || Number { text: "–".into(), ..Number::plain(0.0, m.not_computed.to_string()) };
                value.map_or_else(nothing, |value| opened(view, path, value, 2))
            };
            rows.push(TableRow {
                head: m.table_row(place.reverse, &unit.to_string()),
                cells: read.iter().map(number).collect(),
            });
        }
    }
    Table {
        caption: m.table_caption_both.to_string(),
        columns: read.iter().map(|&t| view.word(t).to_string()).collect(),
        rows,
        guesses: Vec::new(),
    }
}

pub fn scene(view: &View, telling: &Telling) -> Scene {
    let m = Words::of(view.lang);
    let card = card(view);
    Scene {
        // A title does not answer what the screen asks.
        title: if view.predict && !view.is_revealed() { m.title_asks } else { m.title }.to_string(),
        lede: m.lede.to_string(),
        columns: Vec::new(),
        bars: bars(view),
        spoken: spoken(&card),
        card,
        transport: transport(view),
        stage: Stage::new(stage(view)),
        cell: None,
        panel: if view.zoom == Zoom::Math { (telling.panel)(view) } else { None },
        table: table(view),
        note: note(view),
    }
}

fn note(view: &View) -> String {
    let m = Words::of(view.lang);
    match view.seed {
        Some(seed) => m.random_note(&seed.to_string()),
        None => m.trained_note(&view.trace.model.config.parameter_count().to_string()),
    }
}

/// What a cell is called where it reads both ways.
pub fn cell_name(cell: Cell) -> String {
    format!("Bi{}", cell.label())
}

/// The numbers that the answer is made of, one direction and the other.
fn joined(view: &View) -> Vec<Number> {
    let asked = view.trace.asked();
    let of = |place: Place| {
        (1..=view.trace.model.config.hidden_size).map(move |unit| ValuePath::unit(Quantity::H, place, asked, unit))
    };
    let paths = view.trace.model.config.places().into_iter().flat_map(of);
    paths.filter_map(|path| Some(opened(view, path, view.trace.value(&path)?, 2))).collect()
}

/// The score of the answer, which opens to all of them.
fn score(view: &View) -> Option<(String, Number)> {
    let asked = view.trace.asked();
    let class = view.best(asked).0;
    let path = ValuePath::new(Name::Logits, asked, class + 1);
    let value = view.trace.value(&path)?;
    let number = Number { text: short(value), fill: "z", ..opened(view, path, value, 2) };
    Some((view.trace.model.config.class_name(class), number))
}
