//! The steps in a row, a direction a row: each word's state, what has come back to it, and the arrows between.

use crate::engine::backward::look;
use crate::math::matrix::norm;
use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::scene::number::{Number, magnitude, short, signed};
use crate::scene::reading::{When, opened, state};
use crate::scene::view::{Stop, View};
use crate::screens::bptt::back::{grad, handed_on, read, sized};
use crate::screens::bptt::moves::{Way, moves};
use crate::screens::bptt::words::Words;
use crate::tasks::caption::MARK;
use crate::tasks::phrases;

/// The arrow from a step to the one that the gradient comes to next.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    pub is_done: bool,
    pub is_cut: bool,
    /// From a decoder to its encoder.
    pub is_bridge: bool,
    /// What of the gradient came through, as text and in full; and what made it so.
    pub factor: Option<(String, f64)>,
    pub parts: String,
    pub label: String,
}

/// A word, its state, and what has come back to it.
#[derive(Clone, Debug, PartialEq)]
pub struct BackColumn {
    pub place: Place,
    pub t: usize,
    pub word: String,
    /// In English, of a word that a translator says.
    pub gloss: Option<&'static str>,
    /// The language of the word; none of the mark, which is told in the reader's.
    pub lang: Option<&'static str>,
    pub when: When,
    /// The state, locked: it never changes on the way back.
    pub states: Vec<Number>,
    pub loss: Option<Number>,
    /// The same once the sentence has been read again.
    pub loss_after: Option<String>,
    /// The loss of the row above is this one's too.
    pub shares_loss: bool,
    pub gradients: Vec<Option<Number>>,
    /// `‖∂L/∂h‖`.
    pub norm: Option<Number>,
    /// `‖∂L/∂x‖` with its share of the largest; once the word has been reached.
    pub blame: Option<(Number, f64)>,
    /// Whether the word's blame stands in the row of the other direction, which reads it too.
    pub blames_elsewhere: bool,
    /// Between this step and the one to the right; none at the last.
    pub arrow: Option<Arrow>,
}

/// A direction, as far as the gradient comes through it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rail {
    /// Empty where there is one alone.
    pub name: String,
    pub reverse: bool,
    /// How many columns an encoder has.
    pub source: usize,
    pub columns: Vec<BackColumn>,
}

pub fn rails(view: &View) -> Vec<Rail> {
    let m = Words::of(view.lang);
    let trace = view.trace;
    let places = trace.model.config.places();
    let most = (1..=trace.steps()).map(|t| norm(trace.word_gradient(t))).fold(0.0, f64::max);
    let way = Way::of(trace);
    let rail = |place: Place| Rail {
        name: match place.reverse {
            _ if places.len() == 1 => String::new(),
            false => m.from_left.to_string(),
            true => m.from_right.to_string(),
        },
        reverse: place.reverse,
        source: trace.sequence.source,
        columns: (1..=trace.steps())
            .filter(|&t| way.steps.contains(&(place, t)))
            .map(|t| column(&View { place, ..*view }, &way, t, most))
            .collect(),
    };
    places.iter().map(|&place| rail(place)).collect()
}

fn column(view: &View, way: &Way, t: usize, most_blame: f64) -> BackColumn {
    let m = Words::of(view.lang);
    let (trace, place) = (view.trace, view.place);
    let name = read(view, t);
    let has_arrived = view.is_past(place, t, 1);
    let path = |unit| ValuePath::unit(Quantity::H, place, t, unit);
    let loss = |loss: f32| {
        let path = ValuePath::new(Name::Loss, t, 0);
        let label = m.loss_at(&read(view, t), &short(f64::from(loss)));
        Number { label, ..opened(view, path, f64::from(loss), 2) }
    };
    let after = view.updated.filter(|_| view.stop == Stop::After);
    let spoken = view.word(t);
    let own = if trace.model.config.is_thai() { "th" } else { "en" };
    let is_said = trace.sequence.source > 0 && trace.speaks(t);
    BackColumn {
        place,
        t,
        gloss: is_said.then(|| phrases::gloss(spoken)).flatten(),
        lang: (spoken != MARK).then_some(if is_said { "th" } else { own }),
        loss_after: after.and_then(|after| after.step_loss(t)).map(|loss| short(f64::from(loss))),
        when: match view.at() {
            Some((at, step, _)) if (at, step) == (place, t) => When::Current,
            _ if has_arrived => When::Past,
            _ => When::Future,
        },
        states: view.rows().map(|unit| state(view, t, unit)).collect(),
        // Of a word that two directions have read it stands in the first one's row.
        loss: trace.step_loss(t).filter(|_| view.readers(t).first() == Some(&place)).map(loss),
        shares_loss: trace.step_loss(t).is_some() && view.readers(t).iter().position(|at| *at == place) == Some(1),
        gradients: view.rows().map(|unit| grad(view, path(unit))).collect(),
        norm: has_arrived.then(|| {
            let size = sized(view, Quantity::H, t);
            let label = m.norm_of(&t.to_string(), &signed(size));
            Number { label, ..opened(view, path(0).norm(), size, 2) }
        }),
        blames_elsewhere: view.readers(t).last() != Some(&place),
        blame: (view.is_blamed(t) && view.readers(t).last() == Some(&place)).then(|| {
            let blame = norm(trace.word_gradient(t));
            let label = m.blame_of(&name, &signed(blame));
            let number = Number { label, ..opened(view, ValuePath::new(Name::X, t, 0).norm(), blame, 2) };
            (number, if most_blame > 0.0 { blame / most_blame } else { 0.0 })
        }),
        word: name,
        arrow: arrow(view, way, t),
    }
}

/// Between a step and the one to its right: from there, or of the direction that read from the right, to there.
fn arrow(view: &View, way: &Way, t: usize) -> Option<Arrow> {
    let m = Words::of(view.lang);
    let (trace, place) = (view.trace, view.place);
    let (from, to) = if place.reverse { (t, t + 1) } else { (t + 1, t) };
    if ![from, to].iter().all(|&step| way.steps.contains(&(place, step))) {
        return None;
    }
    let is_done = view.is_past(place, from, moves(view.cell()).len());
    let is_cut = trace.is_cut_after(to);
    let handed = (is_done && !is_cut).then(|| handed_on(view, from)).flatten();
    let parts =
        handed.iter().flat_map(|handed| &handed.parts).map(|(name, part)| format!("{name} {}", magnitude(*part)));
    let parts = parts.collect::<Vec<String>>().join(" · ");
    let factor = handed.map(|handed| (magnitude(handed.whole), handed.whole));
    let (from_word, to_word) = (read(view, from), read(view, to));
    let label = match &factor {
        _ if is_cut => m.cut.to_string(),
        Some((text, _)) => m.arrow(&from_word, &to_word, &format!("{text} ({parts})")),
        None => m.arrow_waits(&from_word, &to_word),
    };
    let is_bridge = trace.speaks(from) && !trace.speaks(to);
    Some(Arrow { is_done, is_cut, is_bridge, factor, parts, label })
}

/// A look of the decoder: what it hands straight back to each word of the encoder, past all steps between.
#[derive(Clone, Debug, PartialEq)]
pub struct LookRow {
    pub t: usize,
    pub word: String,
    /// By word of the encoder, with its share of the largest; `None` before it has come back.
    pub cells: Vec<Option<(Number, f64)>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Looks {
    pub words: Vec<String>,
    pub rows: Vec<LookRow>,
}

pub fn looks(view: &View) -> Option<Looks> {
    let m = Words::of(view.lang);
    let (trace, source) = (view.trace, view.trace.sequence.source);
    if !trace.model.config.attends() {
        return None;
    }
    let size = |t: usize, s: usize| look(trace, t, s).map_or(0.0, norm);
    let of = |t: usize| (1..=source).map(|s| size(t, s)).collect::<Vec<f64>>();
    let sizes: Vec<Vec<f64>> = (source + 1..=trace.steps()).map(of).collect();
    let most = sizes.iter().flatten().copied().fold(1e-300, f64::max);
    let cell = |t: usize, s: usize, size: f64| {
        view.is_past(Place::FIRST, t, 1).then(|| {
            let label = m.look_hands(&read(view, t), &read(view, s), &signed(size));
            (Number { text: signed(size), ..Number::plain(size, label) }, size / most)
        })
    };
    let rows = sizes.iter().zip(source + 1..).map(|(sizes, t)| LookRow {
        t,
        word: read(view, t),
        cells: sizes.iter().zip(1..).map(|(&size, s)| cell(t, s, size)).collect(),
    });
    Some(Looks { words: (1..=source).map(|s| read(view, s)).collect(), rows: rows.collect() })
}
