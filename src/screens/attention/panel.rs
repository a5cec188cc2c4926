//! The arithmetic behind any number of an attention network, forward and backward.

use crate::engine::attention::explain;
use crate::engine::explain::{Factor, Form, Leaf, Reading, Summand};
use crate::math::order::descending;
use crate::model::attention::{Part, Rule, rule};
use crate::model::cell::Cell;
use crate::model::names::{Name, ValuePath};
use crate::scene::arithmetic::{self, Edit, Line, Panel, Shown, result};
use crate::scene::number::{Number, decimals, signed};
use crate::scene::symbols::Glyph;
use crate::scene::view::View;
use crate::screens::attention::names::{self, name};
use crate::screens::attention::words::Words;

const DIGITS: usize = 3;

pub fn panel(view: &View) -> Option<Panel> {
    let path = *view.trail.last()?;
    let lane = view.lane_of(&path)?;
    if lane.cell() != Cell::Attention {
        return arithmetic::panel(view);
    }
    if !view.may_open(&path) {
        return None;
    }
    let (view, m) = (&lane, Words::of(view.lang));
    let found = explain(view.trace, ValuePath { cell: None, ..path })?;
    let step = view.trail.iter().find_map(ValuePath::t);
    let mut crumbs = vec![m.sentence.to_string()];
    crumbs.extend(step.map(|t| m.crumb_step(&t.to_string(), view.word(t))));
    crumbs.extend(view.trail.iter().map(|path| name(view.trace, view.lang, path)));
    let text = if path.gradient { signed(found.value) } else { decimals(found.value, DIGITS) };
    Some(Panel {
        path,
        title: name(view.trace, view.lang, &path),
        value: found.value,
        text,
        formula: if path.gradient { Vec::new() } else { formula(view, path.name) },
        lines: lines(view, &path, &found.form, found.value),
        crumbs,
        edit: Edit::none(),
    })
}

fn formula(view: &View, name: Name) -> Vec<Glyph> {
    let (letter, sign) = (Glyph::letter, Glyph::sign);
    match name {
        Name::Part(part, _) => match rule(part) {
            Rule::Formula => Vec::new(),
            Rule::Add(..) if part == Part::Placed => vec![letter("x", "t"), sign("+"), letter("p", "t")],
            Rule::Add(..) => vec![letter("x", "t"), sign("+"), letter("W", "o"), letter("m", "t"), sign("+ b")],
            Rule::Project { .. } => vec![sign("Σ"), letter("W", ""), letter("x", "t"), sign("+"), letter("b", "")],
            Rule::Dot(..) => vec![letter("q", "t"), sign("·"), letter("k", "s")],
            Rule::Scale(_) => {
                let attention = view.trace.model.config.attention;
                let text =
                    if view.trace.model.config.hidden_size / attention.heads == 8 { "÷ √8" } else { "÷ √16" };
                vec![letter("q", "t"), sign("·"), letter("k", "s"), sign(text)]
            }
            Rule::Softmax(_) => vec![letter("a", "ts"), sign("= softmax")],
            Rule::Mix(..) => vec![letter("m", "t"), sign("= Σ"), letter("a", "ts"), letter("v", "s")],
        },
        _ => Vec::new(),
    }
}

fn plain(value: f64, is_gradient: bool) -> Number {
    let text = if is_gradient { signed(value) } else { decimals(value, DIGITS) };
    Number { label: text.clone(), text, ..result(value) }
}

fn shown(view: &View, factor: &Factor) -> Shown {
    let m = Words::of(view.lang);
    match (factor.reading, factor.path) {
        (Reading::Minus, _) => Shown { number: plain(-1.0, false), name: m.minus.to_string() },
        (Reading::Root(width), _) => Shown { number: plain(factor.value, false), name: m.root_of(&width.to_string()) },
        (Reading::Share(count), _) => Shown { number: plain(factor.value, false), name: format!("1 ÷ {count}") },
        (_, Some(path)) => match names::number(view, path, DIGITS) {
            Some(number) => Shown { number, name: name(view.trace, view.lang, &path) },
            None => arithmetic::shown(view, factor),
        },
        _ => arithmetic::shown(view, factor),
    }
}

/// What a summand of a gradient comes back through: the same words for all of a group.
fn origin(view: &View, path: &ValuePath, part: &Summand) -> Option<String> {
    let m = Words::of(view.lang);
    let from = part.factors.iter().filter_map(|factor| factor.path).find(|path| path.gradient)?;
    if !path.name.is_over_time() {
        return Some(m.crumb_step(&from.first.to_string(), view.word(from.first)));
    }
    match from.name {
        Name::Part(part, _) => Some(m.from_layer(&m.part_name(part))),
        _ => None,
    }
}

fn lines(view: &View, path: &ValuePath, form: &Form, total: f64) -> Vec<Line> {
    let m = Words::of(view.lang);
    match form {
        Form::Sum { parts, .. } => sum(view, path, parts, total),
        Form::Softmax { logits, exponentials, index } => softmax(view, logits, exponentials, *index, total),
        Form::Lookup { of } | Form::NegativeLog { of } => {
            let factors = vec![shown(view, of)];
            vec![Line::Product { factors, value: of.value, text: decimals(of.value, DIGITS), share: 1.0 }]
        }
        Form::Norm { of } => norm(view, of, total),
        Form::Leaf(Leaf::Position) => vec![Line::Note(position(view, path))],
        Form::Leaf(Leaf::Off) => vec![Line::Note(m.leaf_off.to_string())],
        Form::Leaf(Leaf::NoLoss) => vec![Line::Note(m.no_gradient.to_string())],
        Form::Leaf(Leaf::UnknownWord { read }) => vec![Line::Note(m.leaf_unknown(read))],
        Form::Leaf(_) => vec![Line::Note(match view.seed {
            Some(seed) => m.leaf_random(&seed.to_string()),
            None => m.leaf_trained.to_string(),
        })],
        Form::Apply { .. } => Vec::new(),
    }
}

/// `sin(3 ÷ 10000^(2 ÷ 16))`.
fn position(view: &View, path: &ValuePath) -> String {
    let (t, j, width) = (path.first - 1, path.second - 1, view.trace.model.config.hidden_size);
    let function = if j.is_multiple_of(2) { "sin" } else { "cos" };
    let formula = format!("{function}({t} ÷ 10000^({} ÷ {width}))", j - j % 2);
    Words::of(view.lang).leaf_position(&t.to_string(), &formula)
}

/// Parts of a norm that are listed, the largest first.
const LISTED: usize = 8;

fn norm(view: &View, of: &[Factor], total: f64) -> Vec<Line> {
    let m = Words::of(view.lang);
    let mut order = descending(&of.iter().map(|factor| factor.value.abs() as f32).collect::<Vec<f32>>());
    let rest = order.split_off(order.len().min(LISTED));
    let square = |n: &usize| of[*n].value * of[*n].value;
    let largest = order.first().map_or(1e-30, |first| square(first).max(1e-300));
    let one = |n: &usize| {
        let factor = shown(view, &of[*n]);
        Line::Product {
            factors: vec![factor.clone(), factor],
            value: square(n),
            text: signed(square(n)),
            share: square(n) / largest,
        }
    };
    let mut lines: Vec<Line> = order.iter().map(one).collect();
    if !rest.is_empty() {
        let number = plain(rest.iter().map(square).sum(), true);
        lines.push(Line::Sum { title: m.others_sum(&rest.len().to_string()), number });
    }
    lines.push(Line::Sum { title: format!("√ {}", m.sum), number: plain(total, true) });
    lines
}

fn sum(view: &View, path: &ValuePath, parts: &[Summand], total: f64) -> Vec<Line> {
    let m = Words::of(view.lang);
    let largest = parts.iter().map(|part| part.value.abs()).fold(1e-30, f64::max);
    let mut lines = Vec::new();
    let mut group: Option<String> = None;
    for (n, part) in parts.iter().enumerate() {
        let from = if path.gradient { origin(view, path, part) } else { None };
        if from != group {
            if let Some(title) = &from {
                let own = parts[n..].iter().take_while(|part| origin(view, path, part) == from);
                let subtotal = plain(own.map(|part| part.value).sum(), true);
                lines.push(Line::Group { title: title.clone(), subtotal });
            }
            group = from;
        }
        lines.push(Line::Product {
            factors: part.factors.iter().map(|factor| shown(view, factor)).collect(),
            value: part.value,
            text: plain(part.value, path.gradient).text,
            share: part.value / largest,
        });
    }
    if parts.is_empty() {
        lines.push(Line::Note(m.no_gradient.to_string()));
    }
    if lines.len() > 1 {
        lines.push(Line::Sum { title: m.sum.to_string(), number: plain(total, path.gradient) });
        lines.push(Line::Note(m.rounded.to_string()));
    }
    lines
}

/// Scores that are listed one by one.
const SCORES: usize = 10;

fn softmax(view: &View, logits: &[Factor], exponentials: &[f64], index: usize, total: f64) -> Vec<Line> {
    let m = Words::of(view.lang);
    let all: f64 = exponentials.iter().sum();
    let max = logits.iter().map(|logit| logit.value).fold(f64::NEG_INFINITY, f64::max);
    let order = descending(&exponentials.iter().map(|&e| e as f32).collect::<Vec<f32>>());
    let mut listed: Vec<usize> = order.iter().copied().take(SCORES).collect();
    if !listed.contains(&index) {
        listed.push(index);
    }
    let mut lines = vec![Line::Note(m.softmax_text.to_string())];
    for &at in &listed {
        lines.push(Line::Score {
            word: match logits[at].path {
                Some(ValuePath { name: Name::Part(..), second, .. }) => view.word(second).to_string(),
                _ => view.trace.model.config.class_name(at),
            },
            logit: shown(view, &logits[at]).number,
            max: decimals(max, DIGITS),
            exponential: exponentials[at],
            text: decimals(exponentials[at], DIGITS),
            share: exponentials[at],
            is_this: at == index,
        });
    }
    if logits.len() > listed.len() {
        let others = order.iter().filter(|at| !listed.contains(at)).map(|&at| exponentials[at]).sum();
        let title = m.others_sum(&(logits.len() - listed.len()).to_string());
        lines.push(Line::Sum { title, number: plain(others, false) });
    }
    lines.push(Line::Sum { title: m.sum.to_string(), number: plain(all, false) });
    let title = format!("{} ÷ {} ", decimals(exponentials[index], DIGITS), decimals(all, DIGITS));
    lines.push(Line::Sum { title, number: plain(total, false) });
    lines
}
