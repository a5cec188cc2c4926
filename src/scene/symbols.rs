//! Symbols of the equations: letters in italics with their index.

use crate::model::anatomy::{Operand, Rule, Term, rule};
use crate::model::config::{Cell, Config};
use crate::model::names::Quantity;

/// A piece of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// A letter and its index.
    Letter(&'static str, &'static str),
    /// An upright word or sign.
    Sign(&'static str),
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
        Kept => return Glyph::Sign("kept"),
        New => return Glyph::Sign("new"),
        C => ("c", if before { "t−1" } else { "t" }),
        TanhC => return Glyph::Sign("tanh c"),
        H => ("h", if before { "t−1" } else { "t" }),
    };
    Glyph::Letter(letter, index)
}

fn operand(operand: Operand, out: &mut Vec<Glyph>) {
    if operand.complement {
        out.push(Glyph::Sign("(1 −"));
        out.push(symbol(operand.quantity, operand.before));
        out.push(Glyph::Sign(")"));
    } else {
        out.push(symbol(operand.quantity, operand.before));
    }
}

/// `quantity = …` as the anatomy has it.
pub fn formula(config: &Config, quantity: Quantity) -> Vec<Glyph> {
    let mut out = vec![symbol(quantity, false), Glyph::Sign("=")];
    let block = |block: usize| match (config.cell, block) {
        (Cell::Rnn, _) => ["", ""],
        (Cell::Lstm, block) => [["i", "f", "g", "o"][block]; 2],
        (Cell::Gru, block) => [["r", "z", "n"][block]; 2],
    };
    match rule(config.cell, config.nonlinearity, quantity) {
        Some(Rule::Apply(function, of)) => {
            out.extend([Glyph::Sign(function.symbol()), symbol(of, false)]);
        }
        Some(Rule::Sum(terms)) => {
            for (n, term) in terms.iter().enumerate() {
                if n > 0 {
                    out.push(Glyph::Sign("+"));
                }
                match *term {
                    Term::Input { block: b } => out.extend([Glyph::Letter("W", block(b)[0]), Glyph::Letter("x", "t")]),
                    Term::InputBias { block: b } => out.push(Glyph::Letter("b", block(b)[0])),
                    Term::Memory { block: b } => {
                        out.extend([Glyph::Letter("U", block(b)[0]), Glyph::Letter("h", "t−1")])
                    }
                    Term::MemoryBias { block: b } => out.push(Glyph::Letter("b′", block(b)[0])),
                    Term::Value(a) => operand(a, &mut out),
                    Term::Product(a, b) => {
                        operand(a, &mut out);
                        out.push(Glyph::Sign("×"));
                        operand(b, &mut out);
                    }
                }
            }
        }
        _ => {}
    }
    out
}
