//! The arithmetic behind a gradient, as the arithmetic of any number: where it comes from, every product, the sum.

use crate::engine::backward::{explain, value};
use crate::engine::explain::{Factor, Form, Leaf, Reading, Summand};
use crate::math::order::descending;
use crate::model::names::{Name, ValuePath};
use crate::scene::arithmetic::{self, Edit, Line, Panel, Shown, result};
use crate::scene::labels::name;
use crate::scene::number::{Number, magnitude, signed};
use crate::scene::reading::opened;
use crate::scene::symbols::Glyph;
use crate::scene::view::View;
use crate::screens::bptt::back::read;
use crate::screens::bptt::words::Words;

/// Whether a gradient may be seen at this stop.
pub fn may_open(view: &View, path: &ValuePath) -> bool {
    view.has_come_back(path) && value(view.trace, path).is_some()
}

/// Of any number: forward as everywhere, backward from here.
pub fn panel(view: &View) -> Option<Panel> {
    let path = *view.trail.last()?;
    if !path.gradient {
        return arithmetic::panel(view);
    }
    if !may_open(view, &path) {
        return None;
    }
    let explanation = explain(view.trace, path)?;
    let title = name(view.trace, Words::of(view.lang), &path);
    let step = view.trail.iter().find_map(ValuePath::t);
    let mut crumbs = vec![Words::of(view.lang).sentence.to_string()];
    crumbs.extend(step.map(|t| Words::of(view.lang).crumb_step(&t.to_string(), &read(view, t))));
    crumbs.extend(view.trail.iter().map(|path| name(view.trace, Words::of(view.lang), path)));
    Some(Panel {
        path,
        title,
        value: explanation.value,
        text: signed(explanation.value),
        formula: formula(&path),
        lines: lines(view, &path, &explanation.form, explanation.value),
        crumbs,
        edit: Edit::none(),
    })
}

fn formula(path: &ValuePath) -> Vec<Glyph> {
    match path.name {
        Name::Logits => vec![Glyph::sign("∂L/∂"), Glyph::letter("y", ""), Glyph::sign("= (p − 1 | 0) ÷ N")],
        _ => Vec::new(),
    }
}

/// What a summand comes from: the same word for all of a group.
fn origin(view: &View, path: &ValuePath, part: &Summand) -> Option<String> {
    let m = Words::of(view.lang);
    let is_head = |factor: &Factor| matches!(factor.path, Some(ValuePath { name: Name::HeadWeight, .. }));
    // What a look hands back: to what it took and compared, or to what asked.
    let is_state = matches!(path.name, Name::Unit(..));
    let look =
        part.factors.iter().filter_map(|factor| factor.path).filter(|_| is_state).find_map(|path| match path.name {
            Name::Scores | Name::Context if path.gradient => Some(path.first),
            _ => None,
        });
    let upstream = part.factors.iter().filter_map(|factor| factor.path).find(|path| path.gradient);
    match (path.t(), upstream.and_then(|path| path.t())) {
        _ if part.factors.iter().any(is_head) => Some(m.from_output.to_string()),
        (Some(t), _) if look == Some(t) => Some(m.from_asking.to_string()),
        (Some(_), _) if look.is_some() => look.map(|asking| m.from_look(&read(view, asking))),
        (Some(t), Some(from)) if from != t => Some(m.from_next.to_string()),
        (None, Some(from)) => Some(m.slice(&read(view, from))),
        _ => None,
    }
}

fn lines(view: &View, path: &ValuePath, form: &Form, total: f64) -> Vec<Line> {
    let m = Words::of(view.lang);
    if let Form::Norm { of } = form {
        return norm_lines(view, of, total);
    }
    let Form::Sum { parts, .. } = form else {
        let text = if matches!(form, Form::Leaf(Leaf::NoLoss)) { m.no_loss } else { "" };
        return vec![Line::Note(text.to_string())];
    };
    let largest = parts.iter().map(|part| part.value.abs()).fold(1e-30, f64::max);
    let mut lines = Vec::new();
    let mut group: Option<String> = None;
    for (n, part) in parts.iter().enumerate() {
        let from = origin(view, path, part);
        if from != group {
            if let Some(title) = &from {
                let mine = parts[n..].iter().take_while(|part| origin(view, path, part) == from);
                let subtotal = plain(mine.map(|part| part.value).sum());
                lines.push(Line::Group { title: title.clone(), subtotal });
            }
            group = from;
        }
        lines.push(Line::Product {
            factors: part.factors.iter().map(|factor| shown(view, factor)).collect(),
            value: part.value,
            text: signed(part.value),
            share: part.value / largest,
        });
    }
    if parts.is_empty() {
        lines.push(Line::Note(m.no_loss.to_string()));
    }
    if lines.len() > 1 {
        lines.push(Line::Sum { title: Words::of(view.lang).sum.to_string(), number: plain(total) });
        lines.push(Line::Note(Words::of(view.lang).rounded.to_string()));
    }
    lines
}

/// The largest parts of a norm, one by one.
const LISTED: usize = 8;

/// Squares that add up, and the root of their sum.
fn norm_lines(view: &View, of: &[Factor], total: f64) -> Vec<Line> {
    let m = Words::of(view.lang);
    let mut order = descending(&of.iter().map(|factor| factor.value.abs() as f32).collect::<Vec<f32>>());
    let rest = order.split_off(order.len().min(LISTED));
    let square = |factor: &Factor| factor.value * factor.value;
    let largest = order.first().map_or(1e-30, |&first| square(&of[first]).max(1e-300));
    let mut lines: Vec<Line> = order
        .iter()
        .map(|&n| {
            let factor = shown(view, &of[n]);
            let value = square(&of[n]);
            Line::Product { factors: vec![factor.clone(), factor], value, text: signed(value), share: value / largest }
        })
        .collect();
    if !rest.is_empty() {
        let others = plain(rest.iter().map(|&n| square(&of[n])).sum());
        lines.push(Line::Sum { title: Words::of(view.lang).others_sum(&rest.len().to_string()), number: others });
    }
    lines.push(Line::Sum { title: Words::of(view.lang).sum.to_string(), number: plain(of.iter().map(square).sum()) });
    lines.push(Line::Sum { title: m.root.to_string(), number: plain(total) });
    lines
}

fn plain(value: f64) -> Number {
    Number { text: signed(value), label: signed(value), ..result(value) }
}

fn shown(view: &View, factor: &Factor) -> Shown {
    let m = Words::of(view.lang);
    match (factor.reading, factor.path) {
        (Reading::Minus, _) => Shown { number: plain(-1.0), name: m.minus.to_string() },
        (Reading::Share(count), _) => Shown {
            number: Number { text: magnitude(factor.value), ..plain(factor.value) },
            name: m.share_of(&count.to_string()),
        },
        (Reading::Slope(_), Some(path)) => {
            let name = m.slope_of(&name(view.trace, Words::of(view.lang), &path));
            Shown { number: opened(view, path, factor.value, 3), name }
        }
        (_, Some(path)) if path.gradient => {
            Shown { number: opened(view, path, factor.value, 3), name: name(view.trace, Words::of(view.lang), &path) }
        }
        _ => arithmetic::shown(view, factor),
    }
}
