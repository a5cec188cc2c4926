//! Kinds of cell, and the tensors that a layer of them may have. What each cell is stands in one table:
//! [`crate::model::anatomy::CELLS`].

/// What stands at every timestep: a recurrent cell, or one of the networks without memory that they are compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    Rnn,
    Lstm,
    Gru,
    /// A gate that sees the input alone, so that the recurrence is linear.
    MinGru,
    /// Feed-forward: each step alone.
    Ffn,
    /// 1-D convolution: each step sees a window of three.
    Cnn,
    /// Self-attention: each step looks at all steps, or at all before it.
    Attention,
}

impl Cell {
    pub const ALL: [Cell; 7] = [Cell::Rnn, Cell::Lstm, Cell::Gru, Cell::MinGru, Cell::Ffn, Cell::Cnn, Cell::Attention];
    /// Those whose every number belongs to a unit at a step; what self-attention computes stands in [`crate::model::attention`].
    pub const BY_UNIT: [Cell; 6] = [Cell::Rnn, Cell::Lstm, Cell::Gru, Cell::MinGru, Cell::Ffn, Cell::Cnn];
    pub const RECURRENT: [Cell; 3] = [Cell::Rnn, Cell::Lstm, Cell::Gru];
}

/// A tensor of one layer and direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    Ih,
    Hh,
    BiasIh,
    BiasHh,
}

impl Weight {
    pub const ALL: [Weight; 4] = [Weight::Ih, Weight::Hh, Weight::BiasIh, Weight::BiasHh];
    pub fn name(self) -> &'static str {
        match self {
            Weight::Ih => "weight_ih",
            Weight::Hh => "weight_hh",
            Weight::BiasIh => "bias_ih",
            Weight::BiasHh => "bias_hh",
        }
    }
}
