//! How the gradient comes to every word: by attention in as many hops as there are layers, through the reading network step by step.

use crate::engine::attention::value;
use crate::engine::flow;
use crate::model::cell::Cell;
use crate::model::names::{Name, Quantity, ValuePath};
use crate::scene::chart::Chart;
use crate::scene::number::{Number, magnitude, percent, power};
use crate::scene::view::View;
use crate::screens::attention::names;
use crate::screens::attention::told::{is_apart, is_pairs};
use crate::screens::attention::words::Words;

#[derive(Clone, Debug, PartialEq)]
pub struct Back {
    pub chart: Option<Chart>,
    pub words: Vec<String>,
    /// `‖∂L/∂x_t‖` by attention and `‖∂L/∂h_t‖` in the reading network.
    pub attention: Vec<Number>,
    pub reader: Vec<Number>,
    pub text: Vec<String>,
    /// Whether words were put in between.
    pub is_long: bool,
}

/// Whether a gradient may be seen: once the answer is.
pub fn may_open(view: &View, path: &ValuePath) -> bool {
    view.is_revealed() && view.cell() == Cell::Attention && value(view.trace, path).is_some()
}

/// What is left at step `t` (from 1) of what there is at the last word.
pub fn left(norms: &[f64], t: usize) -> f64 {
    match (norms.get(t - 1), norms.last()) {
        (Some(here), Some(last)) if *last > 0.0 => here / last,
        _ => 0.0,
    }
}

/// `40%`, `3.2 times`, `2×10⁻⁵ times`.
fn share(m: &Words, left: f64) -> String {
    if (0.001..=1.0).contains(&left) { percent(left) } else { m.times(&magnitude(left)) }
}

/// The word that the answer hangs on, from 1: the one that is right, or the pair that holds it.
fn root(view: &View) -> Option<usize> {
    let answer = view.trace.model.config.class_name(view.truth?);
    let words = &view.trace.sequence.tokens;
    let last = words.last()?;
    let key = last.trim_end_matches('?');
    // Of pairs the value that stands with the key; of a sentence the animal that is named last.
    let holds = |(t, word): (usize, &String)| match is_pairs(view) {
        false => *word == answer,
        true if is_apart(view) => *word == answer && t > 0 && words[t - 1] == key,
        true => *word == format!("{key}{answer}"),
    };
    words.iter().enumerate().rev().find(|&(t, word)| t + 1 < words.len() && holds((t, word))).map(|(t, _)| t + 1)
}

pub fn back(view: &View) -> Back {
    let m = Words::of(view.lang);
    let (trace, read) = (view.trace, &view.lanes[1]);
    let words: Vec<String> = trace.sequence.tokens.clone();
    let is_long = words.iter().filter(|word| *word == ".").count() > 1;
    if trace.loss().is_none() {
        let text = vec![m.back_none.to_string()];
        return Back { chart: None, words, attention: Vec::new(), reader: Vec::new(), text, is_long };
    }
    let norm = |t: usize| names::number(view, ValuePath::new(Name::X, t, 0).norm(), 3);
    let attention: Vec<Number> = (1..=trace.steps()).filter_map(norm).collect();
    let norms = flow::norms(read, Quantity::H).unwrap_or_default();
    let plain =
        |&value: &f64| Number { text: magnitude(value), fill: "gradient", ..Number::plain(value, magnitude(value)) };
    let reader: Vec<Number> = norms.iter().map(plain).collect();
    let values: Vec<f64> = attention.iter().map(|n| n.value).collect();
    let mut text = Vec::new();
    if let Some(t) = root(view) {
        let steps = (trace.steps() - t).to_string();
        text.push(m.back_text(view.word(t), &steps, &share(m, left(&values, t)), &share(m, left(&norms, t))));
        text.push(m.back_hangs.to_string());
    }
    text.extend(is_long.then(|| m.back_untrained_length.to_string()));
    let chart = (trace.steps() > 1).then(|| chart(view, &values, &norms));
    Back { chart, words, attention, reader, text, is_long }
}

/// Both, each against what there is at its last word.
fn chart(view: &View, attention: &[f64], reader: &[f64]) -> Chart {
    let (m, words) = (Words::of(view.lang), &view.trace.sequence.tokens);
    let relative = |norms: &[f64]| -> Vec<(f64, f64)> {
        let last = norms.last().copied().filter(|&last| last > 0.0).unwrap_or(1.0);
        norms.iter().enumerate().map(|(n, norm)| ((n + 1) as f64, norm / last)).collect()
    };
    let lines = [(m.back_attention, "ink", relative(attention)), (m.back_reader, "second", relative(reader))];
    let all = lines.iter().flat_map(|(.., points)| points).map(|(_, y)| *y).filter(|&y| y > 0.0);
    let (low, high) = all.fold((1.0f64, 1.0f64), |(low, high), y| (low.min(y), high.max(y)));
    let decades = |y: f64| libm::log10(y);
    let (low, high) = (libm::floor(decades(low)).max(-12.0), libm::ceil(decades(high)).max(1.0));
    let last = attention.len() as f64;
    let chart = Chart::new(view.room, 260.0, true, (1.0, last, false), (low, high, true));
    let rules: Vec<f64> = chart.y.rules(6);
    let chart = chart.ruled(rules, |y| power(libm::log10(y)));
    let mut chart = chart.ticked(words.iter().enumerate().map(|(n, word)| ((n + 1) as f64, word.clone())));
    for (name, class, points) in lines {
        chart.line(class, name.to_string(), &points);
    }
    chart.named(None)
}
