//! What an attention network computes, as data: names of its numbers and its weights, and an equation a number, from the word to the
//! score. Formula, arithmetic, stepping order and the way back are all read off these lines.
//!
//! Attention alone, without layer norm: every number is a product, a softmax or a sum. Source: Vaswani et al. 2017;
//! torch.nn.MultiheadAttention.

use std::fmt;

/// What an attention network has beside the sizes of any other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Attention {
    pub heads: usize,
    /// Whether a word sees only itself and what was before it.
    pub causal: bool,
    /// Whether where a word stands is added to what it is.
    pub positions: bool,
    /// Units of a feed-forward part after each look (relu); 0 for none.
    pub inner: usize,
    /// Heads that are switched off: bit `layer · heads + head`.
    pub off: u32,
}

impl Attention {
    pub fn is_off(&self, layer: usize, head: usize) -> bool {
        self.off >> (layer * self.heads + head) & 1 == 1
    }
}

macro_rules! named {
    ($(#[$of:meta])* $enum:ident { $($(#[$doc:meta])* $variant:ident $name:literal),+ $(,)? }) => {
        $(#[$of])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $enum { $($(#[$doc])* $variant),+ }

        impl $enum {
            pub const ALL: &'static [$enum] = &[$($enum::$variant),+];
            /// As in value paths and traces.
            pub fn name(self) -> &'static str {
                match self { $($enum::$variant => $name),+ }
            }
        }
    };
}

named! {
    /// A family of numbers of an attention network. Indices t, j; of those between two words t (who asks), s (who is asked).
    Part {
        /// Where a word stands.
        Position "p",
        /// What the first layer reads: the word and where it stands.
        Placed "u",
        Query "query",
        Key "key",
        Value "value",
        /// The dot product of a query and a key.
        Dot "dot",
        /// The same, divided by the root of a head's width.
        Score "scores",
        /// What of s goes into the mix.
        Weight "attention",
        /// The values, mixed; heads side by side.
        Mix "mix",
        /// Through the output projection.
        Out "out",
        /// What a layer says: what it read, and what it found.
        Sum "y",
    }
}

named! {
    /// A tensor of one layer; as `torch.nn.TransformerEncoder` names them.
    Projection {
        In "self_attn.in_proj_weight",
        InBias "self_attn.in_proj_bias",
        Out "self_attn.out_proj.weight",
        OutBias "self_attn.out_proj.bias",
        First "linear1.weight",
        FirstBias "linear1.bias",
        Second "linear2.weight",
        SecondBias "linear2.bias",
    }
}

impl Projection {
    pub fn is_bias(self) -> bool {
        matches!(self, Projection::InBias | Projection::OutBias | Projection::FirstBias | Projection::SecondBias)
    }
    /// Rows and columns in a layer of width `width` with `inner` units; one number for a bias.
    pub fn shape(self, width: usize, inner: usize) -> Vec<usize> {
        match self {
            Projection::In => vec![3 * width, width],
            Projection::InBias => vec![3 * width],
            Projection::Out => vec![width, width],
            Projection::OutBias | Projection::SecondBias => vec![width],
            Projection::First => vec![inner, width],
            Projection::FirstBias => vec![inner],
            Projection::Second => vec![width, inner],
        }
    }
    /// Those of a layer, in their order.
    pub fn of(inner: usize) -> &'static [Projection] {
        if inner > 0 { Projection::ALL } else { &Projection::ALL[..4] }
    }
}

impl Part {
    /// Whether it lies between two words, a number a head.
    pub fn is_between(self) -> bool {
        matches!(self, Part::Dot | Part::Score | Part::Weight)
    }
    /// Whether every layer has its own.
    pub fn is_of_layer(self) -> bool {
        !matches!(self, Part::Position | Part::Placed)
    }
}

/// Layer, and head where there is one, both from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Site {
    pub layer: usize,
    pub head: usize,
}

/// `query_l0`, `scores_l0_h2`, `p`; heads count from 1, as in any path.
pub fn write(part: Part, site: Site, f: &mut fmt::Formatter) -> fmt::Result {
    f.write_str(part.name())?;
    if part.is_of_layer() {
        write!(f, "_l{}", site.layer)?;
    }
    if part.is_between() { write!(f, "_h{}", site.head + 1) } else { Ok(()) }
}

/// The other way round.
pub fn parse(text: &str, number: impl Fn(&str) -> Option<usize>) -> Option<(Part, Site)> {
    let Some((stem, rest)) = text.rsplit_once("_l") else {
        let part = Part::ALL.iter().find(|part| part.name() == text && !part.is_of_layer())?;
        return Some((*part, Site::default()));
    };
    let part = *Part::ALL.iter().find(|part| part.name() == stem && part.is_of_layer())?;
    let (layer, head) = match rest.split_once("_h") {
        Some((layer, head)) if part.is_between() => (number(layer)?, number(head)?.checked_sub(1)?),
        None if !part.is_between() => (number(rest)?, 0),
        _ => return None,
    };
    (layer < 16 && head < 16).then_some((part, Site { layer, head }))
}

/// What an equation reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// The row of the table that belongs to the word.
    Word,
    /// What the layer reads: the word with its place, or what the layer below says.
    Read,
    Part(Part),
}

/// How a number comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Of the step alone: a formula.
    Formula,
    /// `a + b`, element by element.
    Add(Operand, Operand),
    /// Row `block · D + j` of a weight times what stands at the same step, and its bias.
    Project { weight: Projection, bias: Projection, block: usize, of: Operand },
    /// `a_t · b_s` over the elements of a head.
    Dot(Part, Part),
    /// Divided by the root of a head's width.
    Scale(Part),
    /// Over all that step t sees.
    Softmax(Part),
    /// `Σ_s a_ts · b_s`.
    Mix(Part, Part),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Equation {
    pub part: Part,
    pub rule: Rule,
}

const fn project(part: Part, weight: Projection, bias: Projection, block: usize, of: Operand) -> Equation {
    Equation { part, rule: Rule::Project { weight, bias, block, of } }
}

/// In the order in which they are computed.
pub const EQUATIONS: [Equation; 11] = [
    Equation { part: Part::Position, rule: Rule::Formula },
    Equation { part: Part::Placed, rule: Rule::Add(Operand::Word, Operand::Part(Part::Position)) },
    project(Part::Query, Projection::In, Projection::InBias, 0, Operand::Read),
    project(Part::Key, Projection::In, Projection::InBias, 1, Operand::Read),
    project(Part::Value, Projection::In, Projection::InBias, 2, Operand::Read),
    Equation { part: Part::Dot, rule: Rule::Dot(Part::Query, Part::Key) },
    Equation { part: Part::Score, rule: Rule::Scale(Part::Dot) },
    Equation { part: Part::Weight, rule: Rule::Softmax(Part::Score) },
    Equation { part: Part::Mix, rule: Rule::Mix(Part::Weight, Part::Value) },
    project(Part::Out, Projection::Out, Projection::OutBias, 0, Operand::Part(Part::Mix)),
    Equation { part: Part::Sum, rule: Rule::Add(Operand::Read, Operand::Part(Part::Out)) },
];

/// How a part comes about.
pub fn rule(part: Part) -> Rule {
    EQUATIONS.iter().find(|equation| equation.part == part).expect("every part has an equation").rule
}

/// A stop of the transport inside one look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Queries, keys and values.
    Ask,
    /// Products.
    Compare,
    Scale,
    /// Softmax.
    Weigh,
    /// The mix, and what follows from it.
    Blend,
}

/// The stops in their order.
pub const OPERATIONS: [Op; 5] = [Op::Ask, Op::Compare, Op::Scale, Op::Weigh, Op::Blend];

impl Part {
    /// The stop that computes it.
    pub fn op(self) -> Op {
        match self {
            Part::Position | Part::Placed | Part::Query | Part::Key | Part::Value => Op::Ask,
            Part::Dot => Op::Compare,
            Part::Score => Op::Scale,
            Part::Weight => Op::Weigh,
            Part::Mix | Part::Out | Part::Sum => Op::Blend,
        }
    }
    /// The same as a number, from 1.
    pub fn operation(self) -> usize {
        self.op() as usize + 1
    }
    /// Whether it is made for all words before any of them looks.
    pub fn is_made_first(self) -> bool {
        self.op() == Op::Ask
    }
}
