//! The equations of each cell as data. Formula, arithmetic, stepping order and spoken text are all read off these lines;
//! a test evaluates them against the kernels.

use crate::kernels::rnn::Nonlinearity;
use crate::math::activation::{relu_slope, sigmoid_slope, tanh_slope};
use crate::model::config::Cell;
use crate::model::names::Quantity::{self, *};

/// A function of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    Tanh,
    Relu,
    Sigmoid,
}

impl Function {
    pub fn apply(self, x: f64) -> f64 {
        match self {
            Function::Tanh => libm::tanh(x),
            Function::Relu => x.max(0.0),
            Function::Sigmoid => 1.0 / (1.0 + libm::exp(-x)),
        }
    }
    /// The derivative, given the result `y`.
    pub fn slope(self, y: f64) -> f64 {
        match self {
            Function::Tanh => tanh_slope(y),
            Function::Sigmoid => sigmoid_slope(y),
            Function::Relu => relu_slope(y),
        }
    }
    pub fn symbol(self) -> &'static str {
        match self {
            Function::Tanh => "tanh",
            Function::Relu => "relu",
            Function::Sigmoid => "σ",
        }
    }
}

/// A quantity of the same unit, now or one step before in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operand {
    pub quantity: Quantity,
    pub before: bool,
    /// `1 − value` instead of the value.
    pub complement: bool,
}

const fn now(quantity: Quantity) -> Operand {
    Operand { quantity, before: false, complement: false }
}
const fn before(quantity: Quantity) -> Operand {
    Operand { quantity, before: true, complement: false }
}
const fn complement(quantity: Quantity) -> Operand {
    Operand { quantity, before: false, complement: true }
}

/// A part of a sum. Blocks count the H-row blocks of the packed weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// `Σ_j weight_ih[block·H + unit, j] · x[j]`; a convolution sums over the steps of its window as well.
    Input {
        block: usize,
    },
    /// `bias_ih[block·H + unit]`
    InputBias {
        block: usize,
    },
    /// `Σ_j weight_hh[block·H + unit, j] · h_{t−1}[j]`
    Memory {
        block: usize,
    },
    /// `bias_hh[block·H + unit]`
    MemoryBias {
        block: usize,
    },
    Value(Operand),
    Product(Operand, Operand),
}

/// How a quantity comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    Sum(&'static [Term]),
    /// The cell's own nonlinearity where the equation says `Squash`.
    Squash(Quantity),
    Apply(Function, Quantity),
}

/// `quantity = rule`.
#[derive(Clone, Copy, Debug)]
pub struct Equation {
    pub quantity: Quantity,
    pub rule: Rule,
}

const fn sum(quantity: Quantity, terms: &'static [Term]) -> Equation {
    Equation { quantity, rule: Rule::Sum(terms) }
}
const fn apply(quantity: Quantity, function: Function, of: Quantity) -> Equation {
    Equation { quantity, rule: Rule::Apply(function, of) }
}
/// A gate's pre-activation: word and memory through block `block`.
macro_rules! pre {
    ($quantity:expr, $block:literal) => {
        sum(
            $quantity,
            &[
                Term::Input { block: $block },
                Term::InputBias { block: $block },
                Term::Memory { block: $block },
                Term::MemoryBias { block: $block },
            ],
        )
    };
}

const RNN: &[Equation] = &[
    sum(Xa, &[Term::Input { block: 0 }, Term::InputBias { block: 0 }]),
    sum(Ha, &[Term::Memory { block: 0 }, Term::MemoryBias { block: 0 }]),
    sum(A, &[Term::Value(now(Xa)), Term::Value(now(Ha))]),
    Equation { quantity: H, rule: Rule::Squash(A) },
];

const LSTM: &[Equation] = &[
    pre!(Af, 1),
    apply(F, Function::Sigmoid, Af),
    sum(Kept, &[Term::Product(now(F), before(C))]),
    pre!(Ai, 0),
    apply(I, Function::Sigmoid, Ai),
    pre!(Ag, 2),
    apply(G, Function::Tanh, Ag),
    sum(New, &[Term::Product(now(I), now(G))]),
    sum(C, &[Term::Value(now(Kept)), Term::Value(now(New))]),
    pre!(Ao, 3),
    apply(O, Function::Sigmoid, Ao),
    apply(TanhC, Function::Tanh, C),
    sum(H, &[Term::Product(now(O), now(TanhC))]),
];

const GRU: &[Equation] = &[
    pre!(Ar, 0),
    apply(R, Function::Sigmoid, Ar),
    sum(Q, &[Term::Memory { block: 2 }, Term::MemoryBias { block: 2 }]),
    sum(Xn, &[Term::Input { block: 2 }, Term::InputBias { block: 2 }]),
    sum(An, &[Term::Value(now(Xn)), Term::Product(now(R), now(Q))]),
    apply(N, Function::Tanh, An),
    pre!(Az, 1),
    apply(Z, Function::Sigmoid, Az),
    sum(Kept, &[Term::Product(now(Z), before(H))]),
    sum(New, &[Term::Product(complement(Z), now(N))]),
    sum(H, &[Term::Value(now(Kept)), Term::Value(now(New))]),
];

/// Without memory: the word alone, or the words in the window.
const MEMORYLESS: &[Equation] = &[
    sum(A, &[Term::Input { block: 0 }, Term::InputBias { block: 0 }]),
    Equation { quantity: H, rule: Rule::Squash(A) },
];

/// A cell's equations in the order in which they are computed.
pub fn equations(cell: Cell) -> &'static [Equation] {
    match cell {
        Cell::Rnn => RNN,
        Cell::Lstm => LSTM,
        Cell::Gru => GRU,
        Cell::Ffn | Cell::Cnn => MEMORYLESS,
    }
}

/// A stop of the transport inside one timestep: what it computes, in order. `name` is the word for it in lessons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    pub name: &'static str,
    pub quantities: &'static [Quantity],
    /// The gate that decides here, if one does.
    pub gate: Option<Quantity>,
}

const fn operation(name: &'static str, quantities: &'static [Quantity], gate: Option<Quantity>) -> Operation {
    Operation { name, quantities, gate }
}

const RNN_OPERATIONS: &[Operation] = &[operation("mix", &[Xa, Ha, A], None), operation("squash", &[H], None)];
const LSTM_OPERATIONS: &[Operation] = &[
    operation("forget", &[Af, F, Kept], Some(F)),
    operation("input", &[Ai, I, Ag, G, New], Some(I)),
    operation("update", &[C], Some(F)),
    operation("output", &[Ao, O, TanhC, H], Some(O)),
];
const GRU_OPERATIONS: &[Operation] = &[
    operation("reset", &[Ar, R, Q], Some(R)),
    operation("candidate", &[Xn, An, N], Some(R)),
    operation("share", &[Az, Z, New, Kept], Some(Z)),
    operation("state", &[H], Some(Z)),
];
const MEMORYLESS_OPERATIONS: &[Operation] = &[operation("mix", &[A], None), operation("squash", &[H], None)];

/// The operations of a timestep, in order. Together they compute every quantity of the cell once.
pub fn operations(cell: Cell) -> &'static [Operation] {
    match cell {
        Cell::Rnn => RNN_OPERATIONS,
        Cell::Lstm => LSTM_OPERATIONS,
        Cell::Gru => GRU_OPERATIONS,
        Cell::Ffn | Cell::Cnn => MEMORYLESS_OPERATIONS,
    }
}

/// Which operation computes a quantity, from 1; `None` if the cell has no such quantity.
pub fn operation_of(cell: Cell, quantity: Quantity) -> Option<usize> {
    operations(cell).iter().position(|operation| operation.quantities.contains(&quantity)).map(|index| index + 1)
}

/// What the blocks of a cell's packed weights compute, in PyTorch's order; also how kernels pack their gates.
pub fn packed(cell: Cell) -> &'static [Quantity] {
    match cell {
        Cell::Lstm => &[I, F, G, O],
        Cell::Gru => &[R, Z, N],
        Cell::Rnn | Cell::Ffn | Cell::Cnn => &[A],
    }
}

/// Whether a quantity is a gate: between 0 and 1, one valve a unit.
pub fn is_gate(quantity: Quantity) -> bool {
    matches!(quantity, I | F | O | R | Z)
}

/// How `quantity` comes about in `cell`; `None` if the cell has no such quantity. `Squash` is resolved.
pub fn rule(cell: Cell, nonlinearity: Nonlinearity, quantity: Quantity) -> Option<Rule> {
    let equation = equations(cell).iter().find(|equation| equation.quantity == quantity)?;
    Some(match equation.rule {
        Rule::Squash(of) => match nonlinearity {
            Nonlinearity::Tanh => Rule::Apply(Function::Tanh, of),
            Nonlinearity::Relu => Rule::Apply(Function::Relu, of),
        },
        rule => rule,
    })
}

/// A piece of the line in which an opened cell reads from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    Value(Operand),
    Sign(&'static str),
    /// The cell's nonlinearity, as a word.
    Squash,
    /// Between groups: what stands left and right of it is taken together first.
    Join(&'static str),
    /// A new sentence begins.
    Gap,
}

const fn value(operand: Operand) -> Piece {
    Piece::Value(operand)
}
const PLUS: Piece = Piece::Sign("+");
const TIMES: Piece = Piece::Sign("×");
const EQUALS: Piece = Piece::Sign("=");

const RNN_LINE: &[Piece] = &[value(now(Xa)), PLUS, value(now(Ha)), EQUALS, value(now(A)), Piece::Squash, value(now(H))];

#[rustfmt::skip]
const LSTM_LINE: &[Piece] = &[
    value(before(C)), TIMES, value(now(F)), EQUALS, value(now(Kept)), Piece::Join("+"),
    value(now(I)), TIMES, value(now(G)), EQUALS, value(now(New)), Piece::Join("="),
    value(now(C)), Piece::Gap,
    value(now(O)), TIMES, value(now(TanhC)), EQUALS, value(now(H)),
];

#[rustfmt::skip]
const GRU_LINE: &[Piece] = &[
    value(now(R)), TIMES, value(now(Q)), PLUS, value(now(Xn)), EQUALS, value(now(An)), Piece::Sign("tanh"), value(now(N)),
    TIMES, value(complement(Z)), EQUALS, value(now(New)), Piece::Join("+"),
    value(before(H)), TIMES, value(now(Z)), EQUALS, value(now(Kept)), Piece::Join("="),
    value(now(H)),
];

const MEMORYLESS_LINE: &[Piece] = &[value(now(A)), Piece::Squash, value(now(H))];

/// One unit of the opened cell as arithmetic that is true read from left to right; a test evaluates it.
pub fn line(cell: Cell) -> &'static [Piece] {
    match cell {
        Cell::Rnn => RNN_LINE,
        Cell::Lstm => LSTM_LINE,
        Cell::Gru => GRU_LINE,
        Cell::Ffn | Cell::Cnn => MEMORYLESS_LINE,
    }
}
