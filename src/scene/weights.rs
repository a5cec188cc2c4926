//! The weights of the present operation as matrices: the row of the unit in hand and the column of the word in use marked.

use crate::model::anatomy::{Rule, Term, rule};
use crate::model::cell::Weight;
use crate::model::config::{Config, Input};
use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::scene::number::Number;
use crate::scene::reading::opened;
use crate::scene::reading::present;
use crate::scene::symbols::{Glyph, block_letter};
use crate::scene::view::View;

/// One block of H rows: the weights of one gate.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    pub title: Vec<Glyph>,
    pub name: String,
    /// Heads of the columns: words for the input, units for the memory.
    pub columns: Vec<String>,
    /// The column in use, from 0: the word that is read. `None` where all of them are.
    pub used: Option<usize>,
    /// By unit.
    pub rows: Vec<Vec<Number>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights {
    pub matrices: Vec<Matrix>,
    pub unit: usize,
}

/// The block of packed weights by which a quantity reads the word.
fn block(config: &Config, quantity: Quantity) -> Option<usize> {
    let Some(Rule::Sum(terms)) = rule(config.cell, config.nonlinearity, quantity) else { return None };
    terms.iter().find_map(|term| if let Term::Input { block } = *term { Some(block) } else { None })
}

/// Words whose columns are all shown.
const COLUMNS: usize = 64;

pub fn weights(view: &View) -> Weights {
    let config = &view.trace.model.config;
    let quantities = present(view).map_or(&[][..], |operation| operation.quantities);
    let blocks = quantities.iter().filter_map(|&quantity| block(config, quantity));
    Weights {
        matrices: blocks.flat_map(|n| of_block(view, n, block_letter(config.cell, n))).collect(),
        unit: view.unit,
    }
}

fn of_block(view: &View, block: usize, letter: &'static str) -> Vec<Matrix> {
    let m = view.messages();
    let config = &view.trace.model.config;
    let hidden = config.hidden_size;
    let number = |weight: Weight, unit: usize, column: usize| -> Option<Number> {
        let path = ValuePath::new(Name::Weight(weight, Place::FIRST), block * hidden + unit, column);
        Some(opened(view, path, view.trace.value(&path)?, 2))
    };
    let matrix =
        |weight: Weight, title: &'static str, name: &str, columns: Vec<(usize, String)>, used: Option<usize>| {
            // Biases have no columns.
            let places: Vec<usize> =
                if columns.is_empty() { vec![0] } else { columns.iter().map(|(column, _)| *column).collect() };
            let row = |unit: usize| places.iter().filter_map(|&column| number(weight, unit, column)).collect();
            Matrix {
                title: vec![Glyph::letter(title, letter)],
                name: name.to_string(),
                used: used.and_then(|used| places.iter().position(|&column| column == used)),
                columns: columns.into_iter().map(|(_, name)| name).collect(),
                rows: (1..=hidden).map(row).collect(),
            }
        };
    let ids = &view.trace.sequence.ids;
    let is_read = |column: usize| ids.iter().any(|&id| config.column_of(id) == Some(column));
    let words: Vec<(usize, String)> = match config.input {
        // Of a long vocabulary the words of the sentence.
        Input::OneHot => (1..).zip(config.vocab.iter().cloned()).collect(),
        _ => (1..=config.input_size).map(|n| (n, n.to_string())).collect(),
    };
    let is_long = config.vocab.len() > COLUMNS;
    let words = words.into_iter().filter(|(n, _)| !is_long || config.input != Input::OneHot || is_read(*n)).collect();
    let used = ids.get(view.read().wrapping_sub(1)).and_then(|&id| config.column_of(id));
    let mut out = Vec::new();
    let units = (1..=hidden).map(|unit| (unit, m.unit(&unit.to_string()))).collect();
    out.push(matrix(Weight::Hh, "U", m.weights_memory, units, None));
    out.push(matrix(Weight::BiasIh, "b", m.short_bias, Vec::new(), None));
    out.push(matrix(Weight::BiasHh, "b′", m.short_bias, Vec::new(), None));
    out.push(matrix(Weight::Ih, "W", m.weights_word, words, used));
    out
}
