//! One timestep opened: a row a unit, each row a line of arithmetic, as the anatomy has it.

use crate::model::anatomy::{Operand, Piece, Rule, line, rule};
use crate::model::names::{Place, Quantity, ValuePath};
use crate::scene::number::Number;
use crate::scene::step::opened;
use crate::scene::symbols::{Glyph, formula, symbol};
use crate::scene::view::View;

#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Number(Number),
    Sign(&'static str),
    Gap,
}

/// The head over a column of values; `None` over a sign.
pub type Head = Option<(Vec<Glyph>, String)>;

#[derive(Clone, Debug, PartialEq)]
pub struct CellPanel {
    pub title: String,
    pub text: String,
    pub heads: Vec<Head>,
    /// Unit's name and its line.
    pub rows: Vec<(String, Vec<Part>)>,
}

pub fn cell_panel(view: &View) -> CellPanel {
    let m = view.messages();
    let config = &view.trace.model.config;
    let t = view.read();
    let squash = match rule(config.cell, config.nonlinearity, Quantity::H) {
        Some(Rule::Apply(function, _)) => function.symbol(),
        _ => "",
    };
    let pieces = line(config.cell);
    let head = |(n, piece): (usize, &Piece)| {
        let Piece::Value(operand) = piece else { return None };
        let is_gap = |piece: Option<&Piece>| piece.is_none_or(|piece| *piece == Piece::Gap);
        let stands_alone = n > 0 && is_gap(pieces.get(n - 1)) && is_gap(pieces.get(n + 1));
        let mut glyphs = if stands_alone {
            formula(config, operand.quantity)
        } else {
            vec![symbol(operand.quantity, operand.before)]
        };
        if operand.complement {
            glyphs.insert(0, Glyph::Sign("1 −"));
        }
        // A quantity whose symbol is a word needs no name beside it.
        if matches!(operand.quantity, Quantity::Kept | Quantity::New) {
            glyphs.clear();
        }
        Some((glyphs, (m.name_quantity)(operand.quantity.name()).to_string()))
    };
    let rows = (1..=config.hidden_size).map(|unit| {
        let parts = line(config.cell).iter().map(|piece| match piece {
            Piece::Value(operand) => Part::Number(value(view, *operand, t, unit)),
            Piece::Sign(sign) => Part::Sign(sign),
            Piece::Squash => Part::Sign(squash),
            Piece::Gap => Part::Gap,
        });
        ((m.unit)(&unit.to_string()), parts.collect())
    });
    CellPanel {
        title: (m.cell_title)(view.word(t)),
        text: m.cell_text.clone(),
        heads: pieces.iter().enumerate().map(head).collect(),
        rows: rows.collect(),
    }
}

fn value(view: &View, operand: Operand, t: usize, unit: usize) -> Number {
    let value = view.trace.operand(operand, Place::FIRST, t, unit).expect("the line names quantities of this cell");
    let at = if operand.before { view.trace.before(Place::FIRST, t) } else { Some(t) };
    match at {
        Some(t) => {
            let mut number = opened(view, ValuePath::unit(operand.quantity, Place::FIRST, t, unit), value, 2);
            if operand.complement {
                number.label = format!("1 − {}", number.label);
            }
            number
        }
        None => Number {
            text: crate::scene::number::short(value),
            value,
            path: None,
            label: view.messages().no_memory.clone(),
            fill: crate::scene::palette::fill(value),
        },
    }
}
