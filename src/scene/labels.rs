//! What any number is called, in words.

use crate::engine::trace::Trace;
use crate::i18n::Messages;
use crate::model::config::Cell;
use crate::model::names::{Name, Quantity, ValuePath, Weight};

/// The name of the number at `path`.
pub fn name(trace: &Trace, m: &Messages, path: &ValuePath) -> String {
    let config = &trace.model.config;
    let word_at = |t: usize| trace.sequence.tokens.get(t - 1).cloned().unwrap_or_default();
    let class = |class: usize| config.class_name(class - 1);
    let unit = |unit: usize| (m.unit)(&unit.to_string());
    // Rows of packed weights belong to a gate and a unit.
    let row = |row: usize| {
        let (block, of) = ((row - 1) / config.hidden_size, (row - 1) % config.hidden_size + 1);
        let gate = match config.cell {
            Cell::Rnn => return unit(of),
            Cell::Lstm => [Quantity::I, Quantity::F, Quantity::G, Quantity::O][block],
            Cell::Gru => [Quantity::R, Quantity::Z, Quantity::N][block],
        };
        format!("{} ({})", unit(of), (m.name_quantity)(gate.name()))
    };
    match path.name {
        Name::Unit(Quantity::H, _) => (m.name_hidden)(&path.second.to_string(), &word_at(path.first)),
        Name::Unit(quantity, _) => format!("{}, {}", (m.name_quantity)(quantity.name()), unit(path.second)),
        Name::X => (m.name_input)(config.vocab.get(path.second - 1).unwrap_or(&path.second.to_string())),
        Name::Logits => (m.name_score)(&class(path.second)),
        Name::Probs => (m.name_probability)(&class(path.second)),
        Name::Loss => m.name_loss.clone(),
        Name::Weight(Weight::Ih, place) if place.layer == 0 => {
            (m.name_weight_ih)(config.vocab.get(path.second - 1).unwrap_or(&path.second.to_string()), &row(path.first))
        }
        Name::Weight(Weight::Ih | Weight::Hh, _) => (m.name_weight_hh)(&path.second.to_string(), &row(path.first)),
        Name::Weight(Weight::BiasIh, _) => format!("{}, {}", (m.name_bias)(&row(path.first)), m.from_word),
        Name::Weight(Weight::BiasHh, _) => format!("{}, {}", (m.name_bias)(&row(path.first)), m.from_memory),
        Name::Embedding => (m.name_input)(config.vocab.get(path.first - 1).unwrap_or(&path.first.to_string())),
        Name::HeadWeight => (m.name_head_weight)(&path.second.to_string(), &class(path.first)),
        Name::HeadBias => (m.name_head_bias)(&class(path.first)),
    }
}
