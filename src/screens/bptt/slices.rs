//! What the weights learn: a slice a step that adds up, and the update that the optimiser makes of the sum.

use crate::engine::backward::value;
use crate::model::cell::Weight;
use crate::model::names::{Name, Place, ValuePath};
use crate::scene::labels::name;
use crate::scene::number::{Number, decimals, signed};
use crate::scene::reading::opened;
use crate::scene::view::View;
use crate::screens::bptt::back::{grad, read};
use crate::screens::bptt::moves::{Move, Way, moves};
use crate::screens::bptt::words::Words;
use crate::tasks::caption::MARK;

/// A weight's slices: one a step, and what they add up to.
#[derive(Clone, Debug, PartialEq)]
pub struct SliceRow {
    pub name: String,
    /// By step; `None` before its slice is cut.
    pub slices: Vec<Option<Number>>,
    /// So far, with what it is in the end.
    pub sum: Number,
    pub is_whole: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Slices {
    pub title: String,
    /// Steps and their words, as far as the gradient comes through them.
    pub steps: Vec<(usize, String)>,
    /// The language of its words.
    pub lang: &'static str,
    pub rows: Vec<SliceRow>,
    pub sum: String,
}

/// A weight on its way: old, gradient, what clipping leaves of it, the optimiser's step, new.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    pub name: String,
    pub old: Number,
    pub gradient: Number,
    pub clipped: (String, f64),
    pub step: (String, f64),
    pub new: (String, f64),
}

/// The weights of one network or direction, under its name where there are two.
#[derive(Clone, Debug, PartialEq)]
pub struct MovedPart {
    pub name: String,
    pub rows: Vec<Moved>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    pub title: String,
    pub parts: Vec<MovedPart>,
    pub is_clipped: bool,
}

/// What has weights of its own: a decoder and its encoder, two directions, or the one network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// As its weights are named.
    place: Place,
    /// Its steps, from 1.
    first: usize,
    last: usize,
}

/// In the order in which the way back comes to them.
pub fn parts(view: &View) -> Vec<Part> {
    let (source, steps) = (view.trace.sequence.source, view.trace.steps());
    let of = |place: Place| Part { place, first: source + 1, last: steps };
    let encoder = Part { place: Place { encoder: true, ..Place::FIRST }, first: 1, last: source };
    view.trace.model.config.places().into_iter().map(of).chain((source > 0).then_some(encoder)).collect()
}

impl Part {
    fn name(self, view: &View) -> String {
        let m = Words::of(view.lang);
        let is_alone = parts(view).len() == 1;
        let name = match self.place {
            _ if is_alone => "",
            Place { encoder: true, .. } => m.encoder,
            Place { reverse: true, .. } => m.from_right,
            _ if view.trace.sequence.source > 0 => m.decoder,
            _ => m.from_left,
        };
        name.to_string()
    }
    /// The direction that its steps go in.
    fn direction(self) -> Place {
        Place { encoder: false, ..self.place }
    }
    /// Whether a step of the way is one of its.
    pub fn has(self, place: Place, t: usize) -> bool {
        self.direction() == place && (self.first..=self.last).contains(&t)
    }
}

/// Rows of the packed weights that the unit in hand has in every block: the first block alone where there are several.
fn row(view: &View) -> usize {
    view.unit
}

/// What the weights lead into: the unit, or its first gate where there are several.
fn into(view: &View, unit: fn(&Words, &str) -> String, gate: fn(&Words, &str, &str) -> String) -> String {
    let (m, number) = (Words::of(view.lang), view.unit.to_string());
    match view.cell().spec().packed {
        [first, _, ..] => gate(m, &number, &m.name_quantity(*first)),
        _ => unit(m, &number),
    }
}

pub fn slices(view: &View, part: Part) -> Slices {
    let m = Words::of(view.lang);
    let weights_op = moves(view.cell()).iter().position(|at| *at == Move::Weights).map_or(1, |at| at + 1);
    let done = |t: usize| view.is_past(part.direction(), t, weights_op);
    let way = Way::of(view.trace);
    let steps = || (part.first..=part.last).filter(|&t| way.steps.contains(&(part.direction(), t)));
    let weights = view.rows().map(|from| {
        let path = ValuePath::new(Name::Weight(Weight::Hh, part.place), row(view), from);
        let cut = cut(view, path);
        let of = |t: usize| cut.iter().find(|(step, _)| *step == t).map(|(_, value)| *value).filter(|_| done(t));
        let slice = |t: usize| {
            of(t).map(|slice| Number { text: signed(slice), ..Number::plain(slice, m.slice(&read(view, t))) })
        };
        let so_far: f64 = steps().filter_map(of).sum();
        let whole = grad(view, path);
        SliceRow {
            name: m.from_unit(&from.to_string()),
            slices: steps().map(slice).collect(),
            is_whole: whole.is_some(),
            sum: whole
                .unwrap_or_else(|| Number { text: signed(so_far), ..Number::plain(so_far, m.sum_so_far.to_string()) }),
        }
    });
    let is_said = view.trace.sequence.source > 0 && !part.place.encoder;
    let is_thai = is_said || view.trace.model.config.is_thai();
    let (title, name) = (into(view, Words::slices_title, Words::slices_gate), part.name(view));
    Slices {
        title: if name.is_empty() { title } else { format!("{title} · {name}") },
        lang: if is_thai { "th" } else { "en" },
        steps: steps().map(|t| (t, read(view, t))).collect(),
        rows: weights.collect(),
        sum: m.slices_sum.to_string(),
    }
}

/// The slice of each step, as the arithmetic of the whole gradient has it.
fn cut(view: &View, path: ValuePath) -> Vec<(usize, f64)> {
    let explained = crate::engine::backward::explain(view.trace, path.as_gradient());
    let Some(crate::engine::explain::Form::Sum { parts, .. }) = explained.map(|explained| explained.form) else {
        return Vec::new();
    };
    let step = |part: &crate::engine::explain::Summand| Some(part.factors.first()?.path?.first);
    parts.iter().filter_map(|part| Some((step(part)?, part.value))).collect()
}

pub fn update(view: &View) -> Option<Update> {
    let (trace, updated) = (view.trace, view.updated?);
    let size = crate::engine::flow::weights_norm(trace);
    let clip = view.learning.clip;
    let share = if clip > 0.0 && size > clip { clip / size } else { 1.0 };
    let pair = |value: f64| (signed(value), value);
    // With as many places as what it is added to, so that the sum is seen; where that would be 0, as it is.
    let step = |value: f64| if value.abs() < 0.0005 { pair(value) } else { (decimals(value, 3), value) };
    let moved = |path: ValuePath| {
        let (old, new) = (value(trace, &path)?, updated.value(&path)?);
        let gradient = grad(view, path)?;
        Some(Moved {
            // What a decoder begins with is no word of its vocabulary's.
            name: name(trace, Words::of(view.lang), &path).replace(MARK, Words::of(view.lang).start_mark),
            old: opened(view, path, old, 3),
            clipped: pair(gradient.value * share),
            gradient,
            step: step(new - old),
            new: (decimals(new, 3), new),
        })
    };
    let part = |part: Part| MovedPart {
        name: part.name(view),
        rows: weights(view, part).into_iter().filter_map(moved).collect(),
    };
    Some(Update {
        title: into(view, Words::update_caption, Words::update_gate),
        parts: parts(view).into_iter().map(part).collect(),
        is_clipped: share < 1.0,
    })
}

/// The weights into the unit in hand: from each word that was read, where words have weights of their own, from the units that are
/// shown, and its own.
fn weights(view: &View, part: Part) -> Vec<ValuePath> {
    let of = |weight| Name::Weight(weight, part.place);
    let read = &view.trace.sequence.ids[part.first - 1..part.last];
    let mut seen: Vec<usize> = Vec::new();
    for column in read.iter().filter_map(|&id| view.trace.config(part.first).column_of(id)) {
        if !seen.contains(&column) {
            seen.push(column);
        }
    }
    let mut paths: Vec<ValuePath> =
        seen.iter().map(|&column| ValuePath::new(of(Weight::Ih), row(view), column)).collect();
    paths.extend(view.rows().map(|from| ValuePath::new(of(Weight::Hh), row(view), from)));
    paths.extend([Weight::BiasIh, Weight::BiasHh].map(|bias| ValuePath::new(of(bias), row(view), 0)));
    paths
}
