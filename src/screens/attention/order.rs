//! What becomes of the outputs when the words change places, measured; and who can tell who was chased.

use crate::engine::trace::Trace;
use crate::math::order::largest;
use crate::model::attention::{Part, Site};
use crate::model::cell::Cell;
use crate::scene::number::{Number, magnitude, percent};
use crate::scene::view::View;
use crate::screens::attention::state::{TABLE, stored};
use crate::screens::attention::words::Words;
use crate::tasks::ceiling::{bag, ceiling};
use crate::tasks::chase;
use crate::tasks::looking::judged;
use crate::tasks::nets::{self, Look, Role};

/// A word and what the last layer says of it: signed numbers, as a strip.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    pub word: String,
    pub values: Vec<f64>,
    /// Where it stood before, from 1.
    pub from: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    pub before: Vec<Output>,
    pub after: Vec<Output>,
    /// [`difference`].
    pub difference: f64,
    /// The same in words, short and with what follows from it.
    pub size: String,
    pub text: String,
    /// Shown once it was guessed, or where nobody is asked.
    pub is_open: bool,
    pub table: Vec<Row>,
}

/// A row of the table: how it looks, without and with positions.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub look: Look,
    pub name: String,
    pub cells: [Entry; 2],
}

/// A network of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub share: String,
    /// The best that any network could do that sees so much; nothing where that is everything.
    pub most: Option<String>,
    /// Of so many seeds how many learnt it, where not all did.
    pub seeds: Option<String>,
    pub is_here: bool,
}

fn outputs(trace: &Trace, t: usize) -> Vec<f64> {
    let config = &trace.model.config;
    let site = Site { layer: config.layers - 1, head: 0 };
    (1..=config.hidden_size).filter_map(|j| trace.part(Part::Sum, site, t, j)).collect()
}

/// The largest difference of an output, each word with itself, as a part of the largest output.
pub fn difference(trace: &Trace, shuffled: &Trace, places: &[usize]) -> f64 {
    let of = |(now, &before): (usize, &usize)| {
        let (a, b) = (outputs(shuffled, now + 1), outputs(trace, before + 1));
        a.iter().zip(&b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    };
    let outputs = (1..=trace.steps()).flat_map(|t| outputs(trace, t));
    let largest = outputs.map(f64::abs).fold(1e-30, f64::max);
    places.iter().enumerate().map(of).fold(0.0, f64::max) / largest
}

/// Whether the order can be known: by where words stand, or by a mask that two layers have looked through.
pub fn is_blind(look: Look) -> bool {
    !(look.positions || (look.causal && look.layers > 1))
}

/// Below this, two sums of the same numbers in another order are one: some units in the last place of an f32.
pub const SAME: f64 = 1e-6;

pub fn order(view: &View) -> Option<Order> {
    let (m, shuffled) = (Words::of(view.lang), view.swapped.first()?);
    let trace = view.trace;
    let places = view.places;
    let difference = difference(trace, shuffled, places);
    let of = |trace: &Trace, t: usize, from: usize| Output {
        word: trace.sequence.tokens[t - 1].clone(),
        values: outputs(trace, t),
        from,
    };
    let before = (1..=trace.steps()).map(|t| of(trace, t, t)).collect();
    let after = places.iter().enumerate().map(|(now, &from)| of(shuffled, now + 1, from + 1)).collect();
    let is_open = !view.predict || view.own_guess.is_some();
    let (is_same, size) = (difference < SAME, magnitude(difference));
    let attention = trace.model.config.attention;
    let text = match (is_same, trace.steps() > 1) {
        (_, false) => m.order_alone.to_string(),
        (true, _) => m.order_same(&size),
        (false, _) if attention.positions => m.order_positions(&size),
        (false, _) => m.order_mask(&size),
    };
    let size = m.order_size(&size);
    Some(Order { before, after, difference, size, text, is_open, table: table(view) })
}

fn table(view: &View) -> Vec<Row> {
    let m = Words::of(view.lang);
    let thai = view.trace.model.config.is_thai();
    let now = view.trace.model.config.attention;
    let layers = view.trace.model.config.layers;
    let blind = chase_ceiling(thai);
    let cell = |look: Look| -> Option<Entry> {
        let net = nets::find(Role::Chased(stored(look)), thai, Some(Cell::Attention))?;
        let (right, all) = (net.seeds_right()?, net.seeds());
        Some(Entry {
            share: percent(judged(net)?),
            most: is_blind(look).then(|| percent(blind)),
            seeds: (u32::from(right) < all && !is_blind(look)).then(|| m.seeds(&right.to_string(), &all.to_string())),
            is_here: look == Look { layers, causal: now.causal, positions: now.positions },
        })
    };
    let row = |looks: [Look; 2]| {
        let name = m.look_name(looks[0].causal, &looks[0].layers.to_string());
        Some(Row { look: looks[0], name, cells: [cell(looks[0])?, cell(looks[1])?] })
    };
    TABLE.into_iter().filter_map(row).collect()
}

/// The best that anyone could do who sees the words without their order, on the sentences that nobody learnt from.
pub fn chase_ceiling(thai: bool) -> f64 {
    let held_out = chase::sentences(thai).into_iter().filter(chase::Chase::is_held_out);
    ceiling(held_out.map(|sentence| (bag(&sentence.words), sentence.answer, 1.0)))
}

/// What the answer becomes when a word is covered, beside what was taken of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Covered {
    pub t: usize,
    pub word: String,
    /// What the asking word takes of it, head by head of the last layer.
    pub weights: Vec<Number>,
    /// The answer's probability without it.
    pub p: f64,
    /// What the network then says.
    pub says: String,
    pub is_other: bool,
}

/// The first choice of a trace at its last step.
pub fn says(trace: &Trace) -> usize {
    largest(trace.probs(trace.steps())).unwrap_or(0)
}
