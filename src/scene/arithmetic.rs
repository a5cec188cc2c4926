//! The arithmetic behind the number on top of the trail: every product, the sum, the curve.

use crate::engine::explain::{Explanation, Factor, Form, Leaf, Reading, Summand, explain};
use crate::engine::held::can_be_held;
use crate::math::order::descending;
use crate::model::anatomy::{Function, is_gate};
use crate::model::cell::Weight;
use crate::model::names::{Name, Quantity, ValuePath};
use crate::scene::labels::name;
use crate::scene::number::{Number, decimals};
use crate::scene::reading::opened;
use crate::scene::symbols::{Glyph, formula};
use crate::scene::view::View;

/// A factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    pub number: Number,
    /// What it is, with what is done to it.
    pub name: String,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// What the following summands have in common, and their subtotal, which opens too.
    Group {
        title: String,
        subtotal: Number,
    },
    /// `factor × factor = value`; `share` is the bar, −1 to 1.
    Product {
        factors: Vec<Shown>,
        value: f64,
        text: String,
        share: f64,
    },
    /// A total; it opens where it is a quantity of its own that is not open already.
    Sum {
        title: String,
        number: Number,
    },
    Curve {
        function: Function,
        x: f64,
        y: f64,
        label: String,
    },
    /// A word's score in the softmax.
    Score {
        word: String,
        logit: Number,
        /// What is subtracted from every score.
        max: String,
        exponential: f64,
        text: String,
        share: f64,
        is_this: bool,
    },
    Note(String),
}

/// The open arithmetic.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    pub path: ValuePath,
    pub title: String,
    pub value: f64,
    pub text: String,
    pub formula: Vec<Glyph>,
    pub lines: Vec<Line>,
    /// The way here: sentence, step, then each number that was opened.
    pub crumbs: Vec<String>,
    pub edit: Edit,
}

const DIGITS: usize = 3;
/// Scores that are listed one by one.
const SCORES: usize = 6;

/// The field in which the open number can be changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// What stands in it.
    pub text: String,
    pub refusal: Option<String>,
    /// As it was, where it has been changed by hand.
    pub original: Option<String>,
    /// A gate can be shut or opened with one press; what it is held at, if it is.
    pub gate: Option<Option<f64>>,
    /// Said of a gate that is held where no gate ever is.
    pub warning: Option<&'static str>,
    /// Whether the number is pinned; `None` where there is nothing to follow over time.
    pub is_pinned: Option<bool>,
    pub can_change: bool,
}

impl Edit {
    /// Of a number that is only a result.
    pub fn none() -> Self {
        Self {
            text: String::new(),
            refusal: None,
            original: None,
            gate: None,
            warning: None,
            is_pinned: None,
            can_change: false,
        }
    }
}

pub fn panel(view: &View) -> Option<Panel> {
    let path = *view.trail.last()?;
    if !view.may_open(&path) {
        return None;
    }
    let view = &view.lane_of(&path)?;
    let m = view.messages();
    let explanation = explain(view.trace, path)?;
    let mut lines = Vec::new();
    write(view, &explanation, &mut lines);
    if lines.iter().any(|line| matches!(line, Line::Product { .. } | Line::Score { .. })) {
        lines.push(Line::Note(m.rounded.to_string()));
    }
    let step = view.trail.iter().find_map(ValuePath::t);
    let mut crumbs = vec![m.sentence.to_string()];
    crumbs.extend(step.map(|t| m.crumb_step(&t.to_string(), view.word(t))));
    crumbs.extend(view.trail.iter().map(|path| name(view.trace, m, path)));
    Some(Panel {
        path,
        title: name(view.trace, m, &path),
        value: explanation.value,
        text: decimals(explanation.value, DIGITS),
        formula: match path.name {
            Name::Unit(quantity, place) => read_so(formula(view.trace.config(path.first), quantity), place.reverse),
            Name::Logits => ["y", "=", "V", "h", "+", "b"].map(glyph).to_vec(),
            Name::Loss => vec![Glyph::sign("loss = −ln"), Glyph::letter("p", "")],
            Name::Scores => {
                vec![Glyph::sign("score ="), Glyph::letter("h", "t"), Glyph::sign("·"), Glyph::letter("h", "s")]
            }
            Name::Attention => vec![Glyph::letter("a", "ts"), Glyph::sign("= softmax score")],
            Name::Context => vec![Glyph::sign("context = Σ"), Glyph::letter("a", "ts"), Glyph::letter("h", "s")],
            Name::Probs => vec![Glyph::letter("p", ""), Glyph::sign("= softmax"), Glyph::letter("y", "")],
            _ => Vec::new(),
        },
        lines,
        crumbs,
        edit: edit(view, &path, explanation.value),
    })
}

/// Read from the end, the step before is the one to the right.
fn read_so(mut formula: Vec<Glyph>, reverse: bool) -> Vec<Glyph> {
    for glyph in formula.iter_mut().filter(|glyph| reverse && glyph.index == "t−1") {
        glyph.index = "t+1";
    }
    formula
}

fn edit(view: &View, path: &ValuePath, value: f64) -> Edit {
    let held = view.trace.held.get(path);
    let is_gate = matches!(path.name, Name::Unit(quantity, _) if is_gate(quantity));
    let original = view.original(path);
    Edit {
        text: match view.field {
            Some(field) => field.text.clone(),
            None => format!("{}", (value * 1e4).round() / 1e4),
        },
        refusal: view.field.and_then(|field| field.refusal.clone()),
        original: original.map(|value| decimals(value, DIGITS)),
        gate: is_gate.then_some(held),
        warning: held.filter(|held| is_gate && !(0.0..=1.0).contains(held)).map(|_| view.messages().gate_range),
        is_pinned: path.t().filter(|_| path.name.rank() == 2).map(|_| {
            let path = ValuePath { first: 1, ..*path };
            view.pins.contains(&path)
        }),
        // Any value: a weight of attention is cut by an offer of its own.
        can_change: can_be_held(path.name, 1.0),
    }
}

fn glyph(text: &'static str) -> Glyph {
    if matches!(text, "=" | "+") { Glyph::sign(text) } else { Glyph::letter(text, if text == "h" { "t" } else { "" }) }
}

pub fn shown(view: &View, factor: &Factor) -> Shown {
    let m = view.messages();
    match factor.path {
        Some(path) => {
            let name = match path.name {
                Name::Weight(Weight::Ih | Weight::Hh, _) | Name::HeadWeight => m.short_weight.to_string(),
                Name::Weight(..) | Name::HeadBias => m.short_bias.to_string(),
                _ => name(view.trace, m, &path),
            };
            Shown { number: opened(view, path, factor.value, DIGITS), name: reading(factor.reading, name) }
        }
        None if factor.reading == Reading::Minus => {
            let text = decimals(factor.value, 0);
            Shown {
                number: Number { text, ..Number::plain(factor.value, m.taken_away.into()) },
                name: m.taken_away.into(),
            }
        }
        None => {
            let label = m.no_memory.to_string();
            let number = Number { text: decimals(0.0, DIGITS), ..Number::plain(0.0, label.clone()) };
            Shown { number, name: label }
        }
    }
}

/// A factor's name with what is done to the number behind it.
fn reading(reading: Reading, name: String) -> String {
    match reading {
        Reading::Complement => format!("1 − {name}"),
        _ => name,
    }
}

/// A number that stands at the end of its own arithmetic.
pub fn result(value: f64) -> Number {
    let text = decimals(value, DIGITS);
    Number { text: text.clone(), fill: "plain-number", ..Number::plain(value, text) }
}

fn product(view: &View, part: &Summand, largest: f64) -> Line {
    Line::Product {
        factors: part.factors.iter().map(|factor| shown(view, factor)).collect(),
        value: part.value,
        text: decimals(part.value, DIGITS),
        share: part.value / largest,
    }
}

/// Every product of a sum, with partial sums (the share of the word, of the memory) written out in place.
fn write_sum(
    view: &View,
    parts: &[Summand],
    zeros: usize,
    total: f64,
    opens: Option<ValuePath>,
    lines: &mut Vec<Line>,
) {
    let m = view.messages();
    let inner: Vec<Option<Explanation>> = parts.iter().map(|part| partial(view, part)).collect();
    let sizes = parts.iter().zip(&inner).flat_map(|(part, inner)| match inner.as_ref().map(|inner| &inner.form) {
        Some(Form::Sum { parts, .. }) => parts.iter().map(|part| part.value.abs()).collect::<Vec<f64>>(),
        _ => vec![part.value.abs()],
    });
    let largest = sizes.fold(1e-9, f64::max);
    let memory = |part: &Summand| {
        matches!(
            part.factors[..],
            [Factor { path: Some(ValuePath { name: Name::Weight(Weight::Hh | Weight::BiasHh, _), .. }), .. }, ..]
        )
    };
    for (n, (part, inner)) in parts.iter().zip(inner).enumerate() {
        match inner {
            Some(Explanation { path, value, form: Form::Sum { parts, zeros } }) => {
                let title = if matches!(path.name, Name::Unit(Quantity::Ha | Quantity::Q, _)) {
                    m.from_memory
                } else {
                    m.from_word
                };
                lines.push(Line::Group { title: title.to_string(), subtotal: opened(view, path, value, DIGITS) });
                lines.extend(parts.iter().map(|part| product(view, part, largest)));
                if zeros > 0 {
                    lines.push(Line::Note(m.zero_products(&zeros.to_string())));
                }
            }
            _ => {
                lines.push(product(view, part, largest));
                // The zeros belong to the words, which come before the memory.
                let last_word = !memory(part) && parts.get(n + 1).is_none_or(memory);
                if zeros > 0 && last_word {
                    lines.push(Line::Note(m.zero_products(&zeros.to_string())));
                }
            }
        }
    }
    // One product alone is its own sum.
    if lines.len() > 1 {
        let number = match opens {
            Some(path) => opened(view, path, total, DIGITS),
            None => result(total),
        };
        let title =
            opens.map_or_else(|| m.sum.to_string(), |path| format!("{}: {}", m.sum, name(view.trace, m, &path)));
        lines.push(Line::Sum { title, number });
    }
}

/// A summand that is itself nothing but a sum of products.
fn partial(view: &View, part: &Summand) -> Option<Explanation> {
    let [Factor { path: Some(path), reading: Reading::Plain, .. }] = part.factors[..] else { return None };
    let Name::Unit(Quantity::Xa | Quantity::Ha | Quantity::Xn, _) = path.name else { return None };
    explain(view.trace, path)
}

fn write(view: &View, explanation: &Explanation, lines: &mut Vec<Line>) {
    let m = view.messages();
    match &explanation.form {
        Form::Sum { parts, zeros } => write_sum(view, parts, *zeros, explanation.value, None, lines),
        Form::Apply { function, of } => {
            // The sum under the curve stands on the same sheet: one unit, from products to value.
            if let Some(inner) = of.path.and_then(|path| explain(view.trace, path)) {
                match inner.form {
                    Form::Sum { parts, zeros } => write_sum(view, &parts, zeros, inner.value, of.path, lines),
                    _ => lines.push(product(
                        view,
                        &Summand { factors: vec![of.clone()], value: of.value },
                        of.value.abs().max(1e-9),
                    )),
                }
            }
            let label = m.curve(function.symbol());
            lines.push(Line::Curve { function: *function, x: of.value, y: explanation.value, label });
        }
        Form::Softmax { logits, exponentials, index } => {
            softmax(view, explanation, logits, exponentials, *index, lines)
        }
        Form::NegativeLog { of } | Form::Lookup { of } => {
            lines.push(product(
                view,
                &Summand { factors: vec![of.clone()], value: of.value },
                of.value.abs().max(1e-9),
            ));
        }
        // Of gradients, which have a sheet of their own.
        Form::Norm { .. } => {}
        Form::Leaf(leaf) => lines.push(Line::Note(leaf_text(view, leaf, &explanation.path))),
    }
}

fn softmax(
    view: &View,
    explanation: &Explanation,
    logits: &[Factor],
    exponentials: &[f64],
    index: usize,
    lines: &mut Vec<Line>,
) {
    let m = view.messages();
    let total: f64 = exponentials.iter().sum();
    // What is cut takes no part.
    let seen = logits.iter().zip(exponentials).filter(|(_, e)| **e > 0.0).map(|(logit, _)| logit.value);
    let max = seen.fold(f64::NEG_INFINITY, f64::max);
    let order = descending(&exponentials.iter().map(|&e| e as f32).collect::<Vec<f32>>());
    let mut listed: Vec<usize> = order.iter().copied().take(SCORES).collect();
    if !listed.contains(&index) {
        listed.push(index);
    }
    lines.push(Line::Note(m.softmax_text.to_string()));
    for &class in &listed {
        lines.push(Line::Score {
            word: match logits[class].path {
                Some(ValuePath { name: Name::Scores, second, .. }) => view.word(second).to_string(),
                _ => view.trace.model.config.class_name(class),
            },
            logit: shown(view, &logits[class]).number,
            max: decimals(max, DIGITS),
            exponential: exponentials[class],
            text: decimals(exponentials[class], DIGITS),
            share: exponentials[class],
            is_this: class == index,
        });
    }
    let others: f64 = order.iter().filter(|class| !listed.contains(class)).map(|&class| exponentials[class]).sum();
    if logits.len() > listed.len() {
        let title = m.others_sum(&(logits.len() - listed.len()).to_string());
        lines.push(Line::Sum { title, number: result(others) });
    }
    lines.push(Line::Sum { title: m.sum.to_string(), number: result(total) });
    let title = format!("{} ÷ {} ", decimals(exponentials[index], DIGITS), decimals(total, DIGITS));
    lines.push(Line::Sum { title, number: result(explanation.value) });
}

fn leaf_text(view: &View, leaf: &Leaf, path: &ValuePath) -> String {
    let m = view.messages();
    match leaf {
        Leaf::Held => m.leaf_held.to_string(),
        Leaf::Parameter if view.original(path).is_some() => m.leaf_changed.to_string(),
        Leaf::Parameter => match view.seed {
            Some(seed) => m.leaf_random(&seed.to_string()),
            None => m.leaf_trained.to_string(),
        },
        Leaf::OneHot { word, read } if word == read => m.leaf_one(read),
        Leaf::OneHot { word, read } => m.leaf_zero(word, read),
        Leaf::UnknownWord { read } => m.leaf_unknown(read),
        Leaf::Given | Leaf::NoLoss | Leaf::Position | Leaf::Off => m.leaf_given.to_string(),
    }
}
