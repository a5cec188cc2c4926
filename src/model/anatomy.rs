//! The equations of each cell as data. Formula, arithmetic, stepping order and spoken text are all read off these lines;
//! a test evaluates them against the kernels.

use crate::kernels::conv1d;
use crate::kernels::rnn::Nonlinearity;
use crate::math::activation::{relu_slope, sigmoid_slope, tanh_slope};
use crate::model::attention;
use crate::model::cell::{Cell, Weight};
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

const MIN_GRU: &[Equation] = &[
    sum(Az, &[Term::Input { block: 0 }, Term::InputBias { block: 0 }]),
    apply(Z, Function::Sigmoid, Az),
    sum(N, &[Term::Input { block: 1 }, Term::InputBias { block: 1 }]),
    sum(Kept, &[Term::Product(complement(Z), before(H))]),
    sum(New, &[Term::Product(now(Z), now(N))]),
    sum(H, &[Term::Value(now(Kept)), Term::Value(now(New))]),
];

/// Without memory: the word alone, or the words in the window.
const MEMORYLESS: &[Equation] = &[
    sum(A, &[Term::Input { block: 0 }, Term::InputBias { block: 0 }]),
    Equation { quantity: H, rule: Rule::Squash(A) },
];

/// What an operation of a cell does, as lessons tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// RNN.
    Mix,
    Squash,
    /// LSTM.
    Forget,
    Input,
    Update,
    Output,
    /// GRU.
    Reset,
    Candidate,
    Share,
    State,
}

impl Op {
    /// As the page marks it.
    pub fn name(self) -> &'static str {
        match self {
            Op::Mix => "mix",
            Op::Squash => "squash",
            Op::Forget => "forget",
            Op::Input => "input",
            Op::Update => "update",
            Op::Output => "output",
            Op::Reset => "reset",
            Op::Candidate => "candidate",
            Op::Share => "share",
            Op::State => "state",
        }
    }
}

/// A stop of the transport inside one timestep: what it computes, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    pub op: Op,
    pub quantities: &'static [Quantity],
    /// The gate that decides here, if one does.
    pub gate: Option<Quantity>,
}

const fn operation(op: Op, quantities: &'static [Quantity], gate: Option<Quantity>) -> Operation {
    Operation { op, quantities, gate }
}

const RNN_OPERATIONS: &[Operation] = &[operation(Op::Mix, &[Xa, Ha, A], None), operation(Op::Squash, &[H], None)];
const LSTM_OPERATIONS: &[Operation] = &[
    operation(Op::Forget, &[Af, F, Kept], Some(F)),
    operation(Op::Input, &[Ai, I, Ag, G, New], Some(I)),
    operation(Op::Update, &[C], Some(F)),
    operation(Op::Output, &[Ao, O, TanhC, H], Some(O)),
];
const GRU_OPERATIONS: &[Operation] = &[
    operation(Op::Reset, &[Ar, R, Q], Some(R)),
    operation(Op::Candidate, &[Xn, An, N], Some(R)),
    operation(Op::Share, &[Az, Z, New, Kept], Some(Z)),
    operation(Op::State, &[H], Some(Z)),
];
const MIN_GRU_OPERATIONS: &[Operation] = &[
    operation(Op::Share, &[Az, Z, Kept], Some(Z)),
    operation(Op::Candidate, &[N, New], Some(Z)),
    operation(Op::State, &[H], Some(Z)),
];
const MEMORYLESS_OPERATIONS: &[Operation] = &[operation(Op::Mix, &[A], None), operation(Op::Squash, &[H], None)];

/// Which operation computes a quantity, from 1; `None` if the cell has no such quantity.
pub fn operation_of(cell: Cell, quantity: Quantity) -> Option<usize> {
    cell.spec().operations.iter().position(|operation| operation.quantities.contains(&quantity)).map(|index| index + 1)
}

/// Whether a quantity is a gate: between 0 and 1, one valve a unit.
pub fn is_gate(quantity: Quantity) -> bool {
    matches!(quantity, I | F | O | R | Z)
}

/// How `quantity` comes about in `cell`; `None` if the cell has no such quantity. `Squash` is resolved.
pub fn rule(cell: Cell, nonlinearity: Nonlinearity, quantity: Quantity) -> Option<Rule> {
    let equation = cell.spec().equations.iter().find(|equation| equation.quantity == quantity)?;
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

#[rustfmt::skip]
const MIN_GRU_LINE: &[Piece] = &[
    value(before(H)), TIMES, value(complement(Z)), EQUALS, value(now(Kept)), Piece::Join("+"),
    value(now(N)), TIMES, value(now(Z)), EQUALS, value(now(New)), Piece::Join("="),
    value(now(H)),
];

const MEMORYLESS_LINE: &[Piece] = &[value(now(A)), Piece::Squash, value(now(H))];

/// The shape that stands for a cell beside its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Circle,
    Square,
    Triangle,
}

/// A state that is handed on beside h, changed only by what a gate lets through: the constant error carousel of an LSTM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rail {
    pub state: Quantity,
    /// The gate that keeps it.
    pub gate: Quantity,
}

/// What a cell is.
#[derive(Debug)]
pub struct CellSpec {
    pub cell: Cell,
    /// As in addresses, files and classes of style.
    pub id: &'static str,
    /// As it is written for people.
    pub label: &'static str,
    pub mark: Mark,
    /// What the blocks of H rows in `weight_ih` and `weight_hh` compute, in PyTorch's order; also how kernels pack their gates.
    pub packed: &'static [Quantity],
    /// The tensors of one layer and direction.
    pub weights: &'static [Weight],
    /// Steps of the input that one step sees through `weight_ih`.
    pub window: usize,
    pub rail: Option<Rail>,
    /// What the trace format lists per layer and step (FORMATS §4).
    pub listed: &'static [Quantity],
    /// In the order in which they are computed.
    pub equations: &'static [Equation],
    /// The stops of a timestep, in order. Together they compute every quantity of the cell once.
    pub operations: &'static [Operation],
    /// One unit of the opened cell as arithmetic that is true read from left to right; a test evaluates it.
    pub line: &'static [Piece],
}

const INPUT_ONLY: &[Weight] = &[Weight::Ih, Weight::BiasIh];

/// Every cell, in the order of [`Cell::ALL`].
#[rustfmt::skip]
pub static CELLS: [CellSpec; 7] = [
    CellSpec {
        cell: Cell::Rnn, id: "rnn", label: "RNN", mark: Mark::Circle,
        packed: &[A], weights: &Weight::ALL, window: 1, rail: None, listed: &[A, H],
        equations: RNN, operations: RNN_OPERATIONS, line: RNN_LINE,
    },
    CellSpec {
        cell: Cell::Lstm, id: "lstm", label: "LSTM", mark: Mark::Square,
        packed: &[I, F, G, O], weights: &Weight::ALL, window: 1, rail: Some(Rail { state: C, gate: F }), listed: &[I, F, G, O, C, H],
        equations: LSTM, operations: LSTM_OPERATIONS, line: LSTM_LINE,
    },
    CellSpec {
        cell: Cell::Gru, id: "gru", label: "GRU", mark: Mark::Triangle,
        packed: &[R, Z, N], weights: &Weight::ALL, window: 1, rail: None, listed: &[R, Z, N, H],
        equations: GRU, operations: GRU_OPERATIONS, line: GRU_LINE,
    },
    CellSpec {
        cell: Cell::MinGru, id: "mingru", label: "minGRU", mark: Mark::Triangle,
        packed: &[Z, N], weights: INPUT_ONLY, window: 1, rail: None, listed: &[Z, N, H],
        equations: MIN_GRU, operations: MIN_GRU_OPERATIONS, line: MIN_GRU_LINE,
    },
    CellSpec {
        cell: Cell::Ffn, id: "ffn", label: "FFN", mark: Mark::Circle,
        packed: &[A], weights: INPUT_ONLY, window: 1, rail: None, listed: &[A, H],
        equations: MEMORYLESS, operations: MEMORYLESS_OPERATIONS, line: MEMORYLESS_LINE,
    },
    CellSpec {
        cell: Cell::Cnn, id: "cnn", label: "CNN", mark: Mark::Circle,
        packed: &[A], weights: INPUT_ONLY, window: conv1d::WIDTH, rail: None, listed: &[A, H],
        equations: MEMORYLESS, operations: MEMORYLESS_OPERATIONS, line: MEMORYLESS_LINE,
    },
    // Its numbers are no unit's: `model::attention` has its equations.
    CellSpec {
        cell: Cell::Attention, id: "attn", label: "Attention", mark: Mark::Square,
        packed: &[], weights: &[], window: 1, rail: None, listed: &[],
        equations: &[], operations: &[], line: &[],
    },
];

impl Cell {
    pub fn spec(self) -> &'static CellSpec {
        &CELLS[self as usize]
    }
    pub fn id(self) -> &'static str {
        self.spec().id
    }
    pub fn label(self) -> &'static str {
        self.spec().label
    }
    pub fn from_id(id: &str) -> Option<Cell> {
        CELLS.iter().find(|spec| spec.id == id).map(|spec| spec.cell)
    }
    /// Blocks of H rows in `weight_ih` and `weight_hh` (G).
    pub fn blocks(self) -> usize {
        self.spec().packed.len()
    }
    /// Stops of the transport inside one timestep.
    pub fn stops(self) -> usize {
        if self == Cell::Attention { attention::OPERATIONS.len() } else { self.spec().operations.len() }
    }
    pub fn has_rail(self) -> bool {
        self.spec().rail.is_some()
    }
    pub fn has(self, quantity: Quantity) -> bool {
        self.spec().equations.iter().any(|equation| equation.quantity == quantity)
    }
}
