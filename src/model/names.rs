//! Names of everything that can be shown, and the value paths of FORMATS §1 that point at a single number.

use crate::model::attention::{self, Part, Projection, Site};
use crate::model::cell::{Cell, Weight};
use std::fmt;

/// A layer and direction; the suffix `_l{k}{_reverse}`. Of an encoder–decoder, which of the two a weight belongs to; numbers over
/// time need not say it, for the encoder's steps come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub layer: usize,
    pub reverse: bool,
    pub encoder: bool,
}

impl Place {
    /// Layer 0, reading forward.
    pub const FIRST: Place = Place { layer: 0, reverse: false, encoder: false };
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "_l{}{}", self.layer, if self.reverse { "_reverse" } else { "" })
    }
}

macro_rules! quantities {
    ($($(#[$doc:meta])* $variant:ident $name:literal),+ $(,)?) => {
        /// One number per unit and timestep inside a cell. Those that the kernels do not store are derived by the anatomy.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Quantity { $($(#[$doc])* $variant),+ }

        impl Quantity {
            pub const ALL: &'static [Quantity] = &[$(Quantity::$variant),+];
            /// As in value paths and traces.
            pub fn name(self) -> &'static str {
                match self { $(Quantity::$variant => $name),+ }
            }
        }
    };
}

quantities! {
    /// RNN: the share of the word, `W_ih x + b_ih`.
    Xa "xa",
    /// RNN: the share of the memory, `W_hh h_{t−1} + b_hh`.
    Ha "ha",
    /// RNN: pre-activation.
    A "a",
    /// Pre-activations of the gates.
    Ai "a_i", Af "a_f", Ag "a_g", Ao "a_o", Ar "a_r", Az "a_z", An "a_n",
    /// LSTM: input gate, forget gate, candidate, output gate.
    I "i", F "f", G "g", O "o",
    /// GRU: reset gate, update gate, candidate.
    R "r", Z "z", N "n",
    /// GRU: the share of the word in the candidate, `W_in x + b_in`.
    Xn "xn",
    /// GRU: the share of the memory in the candidate before reset, `W_hn h_{t−1} + b_hn`.
    Q "q",
    /// What stays of the old state.
    Kept "kept",
    /// What is added to it.
    New "new",
    /// LSTM: cell state.
    C "c",
    /// LSTM: squashed cell state.
    TanhC "tanh_c",
    /// Hidden state.
    H "h",
}

/// A named family of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// Indices t, j.
    X,
    /// Indices t, unit.
    Unit(Quantity, Place),
    /// Indices t, class.
    Logits,
    /// Indices t, class.
    Probs,
    /// Index t.
    Loss,
    /// Index t: the score of the last class less that of the first.
    Margin,
    /// Indices t (of the decoder), s (of the encoder): the dot product of their states.
    Scores,
    /// Indices t, s: what of s goes into the context.
    Attention,
    /// Indices t, unit: what attention found.
    Context,
    /// A number of an attention network. Indices t, j, or t, s between two words.
    Part(Part, Site),
    /// Indices row, column, or row for a bias.
    Weight(Weight, Place),
    /// The same of a layer of an attention network.
    Projection(Projection, usize),
    /// Indices word, column.
    Embedding,
    /// Indices class, column.
    HeadWeight,
    /// Index class.
    HeadBias,
}

impl Name {
    /// How many indices a single number of this family has.
    pub fn rank(self) -> usize {
        match self {
            Name::Loss | Name::Margin | Name::HeadBias | Name::Weight(Weight::BiasIh | Weight::BiasHh, _) => 1,
            Name::Projection(projection, _) if projection.is_bias() => 1,
            _ => 2,
        }
    }
    /// Whether the first index is a timestep.
    pub fn is_over_time(self) -> bool {
        !matches!(self, Name::Weight(..) | Name::Projection(..) | Name::Embedding | Name::HeadWeight | Name::HeadBias)
    }
    pub fn parse(text: &str) -> Option<Name> {
        let text = ["rnn.", "decoder."].iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(text);
        let (text, encoder) = text.strip_prefix("encoder.").map_or((text, false), |text| (text, true));
        match text {
            _ if encoder => {}
            "x" => return Some(Name::X),
            "logits" => return Some(Name::Logits),
            "probs" => return Some(Name::Probs),
            "loss" => return Some(Name::Loss),
            "margin" => return Some(Name::Margin),
            "scores" => return Some(Name::Scores),
            "attention" => return Some(Name::Attention),
            "context" => return Some(Name::Context),
            "embedding.weight" => return Some(Name::Embedding),
            "head.weight" => return Some(Name::HeadWeight),
            "head.bias" => return Some(Name::HeadBias),
            _ => {}
        }
        if let Some(rest) = text.strip_prefix("layers.").filter(|_| !encoder) {
            let (layer, name) = rest.split_once('.')?;
            let projection = Projection::ALL.iter().find(|projection| projection.name() == name)?;
            return Some(Name::Projection(*projection, parse_number(layer).filter(|&layer| layer < 16)?));
        }
        if let Some((part, site)) = attention::parse(text, parse_number).filter(|_| !encoder) {
            return Some(Name::Part(part, site));
        }
        let (stem, suffix) = text.rsplit_once("_l")?;
        let (layer, reverse) = match suffix.strip_suffix("_reverse") {
            Some(layer) => (layer, true),
            None => (suffix, false),
        };
        let layer = parse_number(layer).filter(|&layer| layer < 16)?;
        let place = Place { layer, reverse, encoder };
        if let Some(weight) = Weight::ALL.into_iter().find(|weight| weight.name() == stem) {
            return Some(Name::Weight(weight, place));
        }
        let quantity = Quantity::ALL.iter().find(|quantity| quantity.name() == stem && !encoder)?;
        Some(Name::Unit(*quantity, place))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Name::X => f.write_str("x"),
            Name::Logits => f.write_str("logits"),
            Name::Probs => f.write_str("probs"),
            Name::Loss => f.write_str("loss"),
            Name::Margin => f.write_str("margin"),
            Name::Scores => f.write_str("scores"),
            Name::Attention => f.write_str("attention"),
            Name::Context => f.write_str("context"),
            Name::Embedding => f.write_str("embedding.weight"),
            Name::HeadWeight => f.write_str("head.weight"),
            Name::HeadBias => f.write_str("head.bias"),
            Name::Unit(quantity, place) => write!(f, "{}{place}", quantity.name()),
            Name::Part(part, site) => attention::write(*part, *site, f),
            Name::Projection(projection, layer) => write!(f, "layers.{layer}.{}", projection.name()),
            Name::Weight(weight, place) => {
                write!(f, "{}{}{place}", if place.encoder { "encoder." } else { "" }, weight.name())
            }
        }
    }
}

/// Digits only, no sign, no leading zero: one spelling a number.
fn parse_number(text: &str) -> Option<usize> {
    let plain = !text.is_empty() && text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !plain || (text.len() > 1 && text.starts_with('0')) {
        return None;
    }
    text.parse().ok()
}

/// `[cell:]name.i[.j]`: one number. Indices count from 1, as in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValuePath {
    /// Only where several cells stand side by side.
    pub cell: Option<Cell>,
    pub name: Name,
    pub first: usize,
    /// 0 where the name has one index; of a gradient over time 0 is all units together: its norm.
    pub second: usize,
    /// `∂L/∂` of that number: a `d` before the name.
    pub gradient: bool,
}

impl ValuePath {
    pub fn new(name: Name, first: usize, second: usize) -> Self {
        Self { cell: None, name, first, second, gradient: false }
    }
    /// Quantity of unit `unit` at step `t`, both from 1.
    pub fn unit(quantity: Quantity, place: Place, t: usize, unit: usize) -> Self {
        Self::new(Name::Unit(quantity, place), t, unit)
    }
    /// The gradient of this number.
    pub fn as_gradient(self) -> Self {
        Self { gradient: true, ..self }
    }
    /// The norm of this gradient over all its units.
    pub fn norm(self) -> Self {
        Self { second: 0, ..self.as_gradient() }
    }
    pub fn is_norm(&self) -> bool {
        self.gradient && self.name.is_over_time() && self.second == 0
    }
    /// The timestep, from 1, if the value has one.
    pub fn t(&self) -> Option<usize> {
        self.name.is_over_time().then_some(self.first)
    }
    pub fn parse(text: &str) -> Option<ValuePath> {
        let (cell, rest) = match text.split_once(':') {
            Some((cell, rest)) => (Some(Cell::from_id(cell)?), rest),
            None => (None, text),
        };
        // The name itself may hold a dot: try the rank that fits.
        for rank in [1, 2] {
            let mut parts = rest.rsplitn(rank + 1, '.').collect::<Vec<_>>();
            let Some(text) = parts.pop() else { continue };
            let plain = Name::parse(text).map(|name| (name, false));
            let gradient = || Some((Name::parse(text.strip_prefix('d')?)?, true));
            let Some((name, gradient)) = plain.or_else(gradient) else { continue };
            if parts.len() != rank || name.rank() != rank {
                continue;
            }
            parts.reverse();
            let indices: Option<Vec<usize>> = parts.into_iter().map(parse_number).collect();
            let is_norm = |indices: &[usize]| gradient && name.is_over_time() && matches!(indices, [1..=usize::MAX, 0]);
            let indices = indices.filter(|indices| indices.iter().all(|&index| index > 0) || is_norm(indices))?;
            let second = indices.get(1).copied().unwrap_or(0);
            return Some(ValuePath { cell, name, first: indices[0], second, gradient });
        }
        None
    }
}

impl fmt::Display for ValuePath {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if let Some(cell) = self.cell {
            write!(f, "{}:", cell.id())?;
        }
        if self.gradient {
            f.write_str("d")?;
        }
        write!(f, "{}.{}", self.name, self.first)?;
        if self.name.rank() == 2 { write!(f, ".{}", self.second) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_the_contract_parse_and_print_back() {
        for text in [
            "f_l0.3.2",
            "lstm:weight_hh_l0.7.2",
            "head.weight.1.2",
            "head.bias.4",
            "x.1.5",
            "h_l1_reverse.2.1",
            "tanh_c_l0.1.1",
            "a_i_l0.1.1",
            "bias_ih_l0.3",
            "probs.3.12",
            "embedding.weight.3.4",
            "loss.2",
            "dh_l0.3.2",
            "gru:dweight_hh_l0.7.2",
            "dlogits.3.1",
            "dhead.bias.4",
            "dx.3.0",
            "encoder.weight_hh_l0.2.1",
            "dencoder.bias_ih_l0.2",
            "margin.3",
            "scores.7.2",
            "dattention.7.2",
            "context.7.1",
            "u.2.16",
            "dquery_l0.3.2",
            "scores_l1_h2.3.4",
            "dattention_l0_h1.3.4",
            "ddot_l0_h1.3.4",
            "y_l1.3.2",
            "layers.1.self_attn.in_proj_weight.48.16",
            "dlayers.0.self_attn.out_proj.bias.3",
        ] {
            let path = ValuePath::parse(text).unwrap_or_else(|| panic!("{text} does not parse"));
            assert_eq!(path.to_string(), text);
        }
        assert_eq!(
            ValuePath::parse("rnn.weight_ih_l0.1.2").map(|p| p.to_string()).as_deref(),
            Some("weight_ih_l0.1.2")
        );
    }

    #[test]
    fn anything_else_does_not() {
        for text in [
            "",
            "h_l0",
            "h_l0.0.1",
            "h_l0.1",
            "h_l0.1.2.3",
            "h_l0.-1.2",
            "h_l0.01.2",
            "q.1.2",
            "foo:h_l0.1.1",
            "h_l99.1.1",
            "head.bias.1.1",
            "h_l0.1.99999999999999999999",
            "<b>.1.1",
            "ddh_l0.1.1",
            "h_l0.1.0",
            "dh_l0.0.0",
            "dweight_hh_l0.1.0",
            "d.1.1",
            "encoder.h_l0.1.1",
            "encoder.x.1.1",
            "encoder.head.bias.1",
            "scores_l0.1.1",
            "query_l0_h1.1.1",
            "scores_l0_h0.1.1",
            "layers.0.self_attn.in_proj_bias.1.1",
            "encoder.query_l0.1.1",
        ] {
            assert_eq!(ValuePath::parse(text), None, "{text}");
        }
    }
}
