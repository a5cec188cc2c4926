//! What the weights learn: a slice a step that adds up, and the update that the optimiser makes of the sum.

use crate::engine::backward::value;
use crate::model::cell::Weight;
use crate::model::names::{Name, Place, ValuePath};
use crate::scene::labels::name;
use crate::scene::number::{Number, signed};
use crate::scene::reading::opened;
use crate::scene::view::Stop;
use crate::scene::view::View;
use crate::screens::bptt::back::{grad, index};
use crate::screens::bptt::moves::{Move, moves};
use crate::screens::bptt::words::Words;

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
    pub words: Vec<String>,
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

#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    pub title: String,
    pub rows: Vec<Moved>,
    pub is_clipped: bool,
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

pub fn slices(view: &View) -> Slices {
    let m = Words::of(view.lang);
    let trace = view.trace;
    let (cell, steps, units) = (view.cell(), trace.steps(), trace.model.config.hidden_size);
    let weights_op = moves(cell).iter().position(|at| *at == Move::Weights).map_or(1, |at| at + 1);
    let done = |t: usize| index(Stop::At { t, op: weights_op }, cell, steps) <= index(view.stop, cell, steps);
    let weights = (1..=units).map(|from| {
        let path = ValuePath::new(Name::Weight(Weight::Hh, Place::FIRST), row(view), from);
        let parts = parts(view, path);
        let slices = (1..=steps).map(|t| {
            let slice = parts.get(t - 1).copied().flatten().filter(|_| done(t));
            slice.map(|slice| Number { text: signed(slice), ..Number::plain(slice, m.slice(view.word(t))) })
        });
        let so_far: f64 = (1..=steps).filter(|&t| done(t)).filter_map(|t| parts.get(t - 1).copied().flatten()).sum();
        let whole = grad(view, path);
        SliceRow {
            name: m.from_unit(&from.to_string()),
            slices: slices.collect(),
            is_whole: whole.is_some(),
            sum: whole
                .unwrap_or_else(|| Number { text: signed(so_far), ..Number::plain(so_far, m.sum_so_far.to_string()) }),
        }
    });
    Slices {
        title: into(view, Words::slices_title, Words::slices_gate),
        words: (1..=steps).map(|t| view.word(t).to_string()).collect(),
        rows: weights.collect(),
        sum: m.slices_sum.to_string(),
    }
}

/// The slice of each step, as the arithmetic of the whole gradient has it.
fn parts(view: &View, path: ValuePath) -> Vec<Option<f64>> {
    let explained = crate::engine::backward::explain(view.trace, path.as_gradient());
    let Some(crate::engine::explain::Form::Sum { parts, .. }) = explained.map(|explained| explained.form) else {
        return Vec::new();
    };
    let at = |t: usize| {
        let mine = parts
            .iter()
            .find(|part| part.factors.first().and_then(|factor| factor.path).is_some_and(|path| path.first == t));
        mine.map(|part| part.value)
    };
    (1..=view.trace.steps()).map(at).collect()
}

pub fn update(view: &View) -> Option<Update> {
    let (trace, updated) = (view.trace, view.updated?);
    let units = trace.model.config.hidden_size;
    let words: Vec<usize> = trace.sequence.ids.iter().filter_map(|&id| usize::try_from(id).ok()).collect();
    let mut seen = Vec::new();
    let inputs = words.into_iter().filter(|id| {
        let is_new = !seen.contains(id);
        seen.push(*id);
        is_new
    });
    let ih = Name::Weight(Weight::Ih, Place::FIRST);
    let mut paths: Vec<ValuePath> = inputs.map(|id| ValuePath::new(ih, row(view), id + 1)).collect();
    paths.extend((1..=units).map(|from| ValuePath::new(Name::Weight(Weight::Hh, Place::FIRST), row(view), from)));
    paths.extend(
        [Weight::BiasIh, Weight::BiasHh].map(|bias| ValuePath::new(Name::Weight(bias, Place::FIRST), row(view), 0)),
    );
    let size = crate::engine::flow::weights_norm(trace);
    let clip = view.learning.clip;
    let share = if clip > 0.0 && size > clip { clip / size } else { 1.0 };
    let pair = |value: f64| (signed(value), value);
    let moved = |path: ValuePath| {
        let (old, new) = (value(trace, &path)?, updated.value(&path)?);
        let gradient = grad(view, path)?;
        Some(Moved {
            name: name(trace, Words::of(view.lang), &path),
            old: opened(view, path, old, 3),
            clipped: pair(gradient.value * share),
            gradient,
            step: pair(new - old),
            new: (crate::scene::number::decimals(new, 3), new),
        })
    };
    Some(Update {
        title: into(view, Words::update_caption, Words::update_gate),
        rows: paths.into_iter().filter_map(moved).collect(),
        is_clipped: share < 1.0,
    })
}
