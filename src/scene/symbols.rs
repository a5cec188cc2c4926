//! Symbols of the equations: letters in italics with their index. A symbol that stands for a quantity knows it, so that
//! formula, picture and words can light each other up.

use crate::model::anatomy::{Operand, Rule, Term, rule};
use crate::model::cell::Cell;
use crate::model::config::Config;
use crate::model::names::Quantity;

/// A piece of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    pub text: &'static str,
    pub index: &'static str,
    /// Italic, as a letter of a formula; else an upright word or sign.
    pub is_letter: bool,
    pub of: Option<Quantity>,
}

impl Glyph {
    pub fn letter(text: &'static str, index: &'static str) -> Self {
        Self { text, index, is_letter: true, of: None }
    }
    pub fn sign(text: &'static str) -> Self {
        Self { text, index: "", is_letter: false, of: None }
    }
}

/// The symbol of a quantity at step t, or one before.
pub fn symbol(quantity: Quantity, before: bool) -> Glyph {
    use Quantity::*;
    let (letter, index) = match quantity {
        Xa => ("a", "x"),
        Ha => ("a", "h"),
        A => ("a", ""),
        Ai => ("a", "i"),
        Af => ("a", "f"),
        Ag => ("a", "g"),
        Ao => ("a", "o"),
        Ar => ("a", "r"),
        Az => ("a", "z"),
        An => ("a", "n"),
        Xn => ("a", "xn"),
        Q => ("a", "hn"),
        I => ("i", ""),
        F => ("f", ""),
        G => ("g", ""),
        O => ("o", ""),
        R => ("r", ""),
        Z => ("z", ""),
        N => ("n", ""),
        Kept | New | TanhC => ("", ""),
        C => ("c", if before { "t−1" } else { "t" }),
        H => ("h", if before { "t−1" } else { "t" }),
    };
    let glyph = match quantity {
        Kept => Glyph::sign("kept"),
        New => Glyph::sign("new"),
        TanhC => Glyph::sign("tanh c"),
        _ => Glyph::letter(letter, index),
    };
    Glyph { of: Some(quantity), ..glyph }
}

pub fn operand(operand: Operand) -> Vec<Glyph> {
    let glyph = symbol(operand.quantity, operand.before);
    if operand.complement { vec![Glyph::sign("(1 −"), glyph, Glyph::sign(")")] } else { vec![glyph] }
}

/// `quantity = …` as the anatomy has it.
pub fn formula(config: &Config, quantity: Quantity) -> Vec<Glyph> {
    let mut out = vec![symbol(quantity, false), Glyph::sign("=")];
    out.extend(right_side(config, quantity, false));
    out
}

/// [`formula`] with the sum under a curve written out inside it.
pub fn whole_formula(config: &Config, quantity: Quantity) -> Vec<Glyph> {
    let mut out = vec![symbol(quantity, false), Glyph::sign("=")];
    out.extend(right_side(config, quantity, true));
    out
}

/// The index that tells a block of packed weights from the others: its gate; nothing where there is one block.
pub fn block_letter(cell: Cell, block: usize) -> &'static str {
    match cell.spec().packed {
        [_] => "",
        gates => gates[block].name(),
    }
}

fn right_side(config: &Config, quantity: Quantity, whole: bool) -> Vec<Glyph> {
    let block = |block: usize| block_letter(config.cell, block);
    let mut out = Vec::new();
    match rule(config.cell, config.nonlinearity, quantity) {
        Some(Rule::Apply(function, of)) => {
            out.push(Glyph::sign(function.symbol()));
            let is_sum = matches!(rule(config.cell, config.nonlinearity, of), Some(Rule::Sum(_)));
            if whole && is_sum && !matches!(of, Quantity::C) {
                out.push(Glyph::sign("("));
                out.extend(right_side(config, of, false));
                out.push(Glyph::sign(")"));
            } else {
                out.push(symbol(of, false));
            }
        }
        Some(Rule::Sum(terms)) => {
            for (n, term) in terms.iter().enumerate() {
                if n > 0 {
                    out.push(Glyph::sign("+"));
                }
                match *term {
                    Term::Input { block: b } => {
                        let steps = if config.cell.spec().window > 1 { "t−2…t" } else { "t" };
                        out.extend([Glyph::letter("W", block(b)), Glyph::letter("x", steps)]);
                    }
                    Term::InputBias { block: b } => out.push(Glyph::letter("b", block(b))),
                    Term::Memory { block: b } => {
                        let before = Glyph { of: Some(Quantity::H), ..Glyph::letter("h", "t−1") };
                        out.extend([Glyph::letter("U", block(b)), before]);
                    }
                    Term::MemoryBias { block: b } => out.push(Glyph::letter("b′", block(b))),
                    Term::Value(a) => out.extend(operand(a)),
                    Term::Product(a, b) => {
                        out.extend(operand(a));
                        out.push(Glyph::sign("×"));
                        out.extend(operand(b));
                    }
                }
            }
        }
        _ => {}
    }
    out
}
