//! What any number is called, in words.

use crate::engine::trace::Trace;
use crate::model::cell::Weight;
use crate::model::config::{Config, Input};
use crate::model::names::{Name, Quantity, ValuePath};
use crate::scene::words::Pictures;

/// Pixels of a side of a picture.
const PICTURE: usize = 8;

/// The name of the number at `path`.
pub fn name(trace: &Trace, m: &Pictures, path: &ValuePath) -> String {
    let of_encoder = matches!(path.name, Name::Weight(_, place) if place.encoder);
    let config = trace.config(if of_encoder { 1 } else { path.t().unwrap_or(usize::MAX) });
    let word_at = |t: usize| trace.sequence.tokens.get(t - 1).cloned().unwrap_or_default();
    let class = |class: usize| config.class_name(class - 1);
    let row = |row: usize| row_name(config, m, row);
    let pixel = |n: usize| m.name_pixel(&((n - 1) / PICTURE + 1).to_string(), &((n - 1) % PICTURE + 1).to_string());
    // A window has a column for each of its steps.
    let column = |column: usize| {
        if config.input == Input::Pixels && config.vocab.is_empty() {
            return pixel(column);
        }
        if config.input == Input::Embedding {
            return m.name_dimension(&column.to_string());
        }
        let word =
            config.vocab.get((column - 1) / config.cell.spec().window).cloned().unwrap_or_else(|| column.to_string());
        match config.cell.spec().window - 1 - (column - 1) % config.cell.spec().window {
            0 => word,
            back => m.steps_back(&word, &back.to_string()),
        }
    };
    if path.is_norm() {
        return format!("‖∂L/∂{}‖ {}", path.name, word_at(path.first));
    }
    if path.gradient {
        return format!("∂L/∂ {}", name(trace, m, &ValuePath { gradient: false, ..*path }));
    }
    match path.name {
        Name::Unit(Quantity::H, place) if place.reverse => {
            m.name_hidden_back(&path.second.to_string(), &word_at(path.first))
        }
        Name::Unit(Quantity::H, _) => m.name_hidden(&path.second.to_string(), &word_at(path.first)),
        Name::Unit(quantity, _) => {
            format!("{}, {}", m.name_quantity(quantity), m.unit(&path.second.to_string()))
        }
        Name::X if config.input == Input::Pixels && config.vocab.is_empty() => pixel(path.second),
        Name::X if config.input == Input::Embedding => {
            m.name_dimension_of(&path.second.to_string(), &word_at(path.first))
        }
        Name::X => m.name_input(config.vocab.get(path.second - 1).unwrap_or(&path.second.to_string())),
        Name::Logits => m.name_score(&class(path.second)),
        Name::Probs => m.name_probability(&class(path.second)),
        Name::Loss => m.name_loss.to_string(),
        Name::Margin => m.name_margin(&class(config.classes), &class(1)),
        Name::Scores => m.name_attention_score(&word_at(path.second)),
        Name::Attention => m.name_attention(&word_at(path.second)),
        Name::Context => m.name_context(&path.second.to_string()),
        Name::Weight(Weight::Ih, place) if place.layer == 0 => m.name_weight_ih(&column(path.second), &row(path.first)),
        Name::Weight(Weight::Ih | Weight::Hh, _) => m.name_weight_hh(&path.second.to_string(), &row(path.first)),
        Name::Weight(Weight::BiasIh, _) => format!("{}, {}", m.name_bias(&row(path.first)), m.from_word),
        Name::Weight(Weight::BiasHh, _) => format!("{}, {}", m.name_bias(&row(path.first)), m.from_memory),
        Name::Embedding => {
            let word = config.vocab.get(path.first - 1).cloned().unwrap_or_else(|| path.first.to_string());
            m.name_dimension_of(&path.second.to_string(), &word)
        }
        Name::HeadWeight => {
            let (word, units) = (class(path.first), config.hidden_size);
            match path.second.checked_sub(units) {
                Some(unit @ 1..) if config.attends() => m.name_context_weight(&unit.to_string(), &word),
                Some(unit @ 1..) => m.name_head_weight_back(&unit.to_string(), &word),
                _ => m.name_head_weight(&path.second.to_string(), &word),
            }
        }
        Name::HeadBias => m.name_head_bias(&class(path.first)),
        // The screens of attention have names of their own.
        Name::Part(..) | Name::Projection(..) => path.name.to_string(),
    }
}

/// What a row of packed weights belongs to: a unit, and a gate where there are several.
pub fn row_name(config: &Config, m: &Pictures, row: usize) -> String {
    let (block, unit) = ((row - 1) / config.hidden_size, (row - 1) % config.hidden_size + 1);
    let unit = m.unit(&unit.to_string());
    let gates = config.cell.spec().packed;
    if gates.len() == 1 {
        return unit;
    }
    let gate = gates[block];
    format!("{unit} ({})", m.name_quantity(gate))
}
