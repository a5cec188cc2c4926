//! What the numbers of an attention network are called, and how they are shown.

use crate::engine::attention::{head_of, value};
use crate::engine::trace::Trace;
use crate::model::attention::{Part, Projection, Site};
use crate::model::cell::Cell;
use crate::model::names::{Name, ValuePath};
use crate::scene::labels;
use crate::scene::number::{Number, decimals, signed};
use crate::scene::palette::fill;
use crate::scene::view::View;
use crate::screens::attention::words::Words;
use crate::words::Lang;
use crate::words::protect::plain;

/// What part the rows of a weight make.
fn made_by(projection: Projection, row: usize, width: usize) -> Part {
    match (projection, (row - 1) / width) {
        (Projection::In | Projection::InBias, 0) => Part::Query,
        (Projection::In | Projection::InBias, 1) => Part::Key,
        (Projection::In | Projection::InBias, _) => Part::Value,
        _ => Part::Out,
    }
}

pub fn name(trace: &Trace, lang: Lang, path: &ValuePath) -> String {
    let m = Words::of(lang);
    let word = |t: usize| trace.sequence.tokens.get(t - 1).cloned().unwrap_or_default();
    let (first, second) = (path.first, path.second);
    let width = trace.model.config.hidden_size;
    if path.gradient && path.second > 0 {
        return format!("∂L/∂ {}", name(trace, lang, &ValuePath { gradient: false, ..*path }));
    }
    let said = match path.name {
        _ if trace.model.config.cell != Cell::Attention || path.gradient => labels::name(trace, m, path),
        Name::Part(part, site) if part.is_between() => {
            m.between(&m.part_name(part), &word(first), &word(second), &(site.head + 1).to_string())
        }
        Name::Part(part, _) => m.element(&m.part_name(part), &word(first), &second.to_string()),
        Name::Projection(projection, _) => {
            let part = m.part_name(made_by(projection, first, width));
            let row = ((first - 1) % width + 1).to_string();
            if projection.is_bias() {
                m.bias_name(&part, &row)
            } else {
                m.weight_name(&part, &row, &second.to_string())
            }
        }
        Name::X => m.of_word(&word(first), &second.to_string()),
        Name::Embedding => {
            let known = &trace.model.config.vocab;
            m.of_word(known.get(first - 1).map_or("", String::as_str), &second.to_string())
        }
        _ => labels::name(trace, m, path),
    };
    // Of several layers, which.
    match path.name {
        Name::Part(part, site) if part.is_of_layer() && trace.model.config.layers > 1 => {
            format!("{said}, {}", m.layer_name(&(site.layer + 1).to_string()))
        }
        _ => said,
    }
}

/// A number that opens; it need not be there yet.
pub fn number(view: &View, path: ValuePath, digits: usize) -> Option<Number> {
    let write = |value: f64| if path.gradient { signed(value) } else { decimals(value, digits) };
    written(view, path, |value| [write(value), write(value)])
}

/// A number that opens, as it is written and as it is said: what is said begins with what is written.
pub fn written(view: &View, path: ValuePath, write: impl Fn(f64) -> [String; 2]) -> Option<Number> {
    let value = value(view.trace, &path)?;
    let [text, said] = write(value);
    let label = plain(&view.messages().opens(&format!("{}: {said}", name(view.trace, view.lang, &path))));
    let fill = if path.gradient { "gradient" } else { fill(value) };
    Some(Number { text, value, path: Some(view.path(path)), label, fill, is_edited: false })
}

/// Element `at` of a part of word `t`, all from 1.
pub fn element(part: Part, layer: usize, t: usize, at: usize) -> ValuePath {
    ValuePath::new(Name::Part(part, Site { layer, head: 0 }), t, at)
}

/// Between word `t` and word `s`.
pub fn between(part: Part, layer: usize, head: usize, t: usize, s: usize) -> ValuePath {
    ValuePath::new(Name::Part(part, Site { layer, head }), t, s)
}

/// The head that an element belongs to, from 0.
pub fn head(view: &View, at: usize) -> usize {
    head_of(view.trace, at)
}
