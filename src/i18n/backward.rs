//! What the backward pass says.

use super::messages::{Template, messages};

messages! { Backward:
    pub title: &'static str,
    pub lede: &'static str,
    pub locked: &'static str,
    pub states: &'static str,
    pub gradients: &'static str,
    pub blame: &'static str,
    /// Word, number.
    pub blame_of: Template,
    pub loss_short: &'static str,
    /// Word, number.
    pub loss_at: Template,
    /// Step, number.
    pub norm_of: Template,
    pub cut: &'static str,
    pub waiting: &'static str,
    /// From, to, factor.
    pub arrow: Template,
    pub stop_name: fn(&str) -> &'static str,
    pub will: fn(&str) -> &'static str,
    /// Step, word, operation.
    pub step_title: Template,
    /// Step, steps, word, operation.
    pub position: Template,
    pub position_start: &'static str,
    pub position_update: &'static str,
    pub position_after: &'static str,
    // The card.
    /// Loss.
    pub start_title: Template,
    /// Answer, probability.
    pub start_text: Template,
    pub nothing_title: &'static str,
    pub nothing_text: &'static str,
    /// Count.
    pub start_all: Template,
    /// Unit, from the output, from the next step, sum.
    pub arrive_text: Template,
    /// Mean slope.
    pub squash_text: Template,
    pub mix_text: &'static str,
    /// Gate, mean slope.
    pub gate_text: Template,
    /// Mean forget gate.
    pub rail_text: Template,
    /// Mean z.
    pub share_text: Template,
    /// Mean slope of the candidate.
    pub candidate_text: Template,
    pub state_text: &'static str,
    /// Unit.
    pub weights_text: Template,
    /// Norm of W, what it does here, whole factor.
    pub hand_text: Template,
    /// Mean forget gate, factor through the gates.
    pub hand_lstm: Template,
    /// Mean z, whole factor.
    pub hand_gru: Template,
    pub untrained: &'static str,
    pub trained: &'static str,
    pub hand_first: &'static str,
    /// Steps.
    pub hand_cut: Template,
    /// Optimiser, rate.
    pub update_title: Template,
    /// Count, norm, rate, how many have a gradient.
    pub update_text: Template,
    /// Limit, share.
    pub clip_text: Template,
    /// Limit.
    pub clip_none: Template,
    /// Before, after.
    pub after_title: Template,
    pub after_same_title: Template,
    pub after_same_text: Template,
    /// Answer, before, after.
    pub after_text: Template,
    pub after_worse: &'static str,
    pub after_worse_cut: &'static str,
    // The tables.
    /// Unit.
    pub slices_title: Template,
    /// Unit.
    pub from_unit: Template,
    pub sum: &'static str,
    pub sum_so_far: &'static str,
    /// Unit.
    pub update_caption: Template,
    pub column_weight: &'static str,
    pub column_gradient: &'static str,
    pub column_clipped: &'static str,
    pub column_move: &'static str,
    pub column_old: &'static str,
    pub column_new: &'static str,
    pub from_output: &'static str,
    pub from_next: &'static str,
    /// Word.
    pub slice: Template,
    /// Number's name.
    pub slope_of: Template,
    pub minus: &'static str,
    /// Count.
    pub share_of: Template,
    pub target: &'static str,
    pub root: &'static str,
    pub no_loss: &'static str,
    // Controls.
    pub loss: &'static str,
    pub loss_last: &'static str,
    pub loss_all: &'static str,
    pub truncation: &'static str,
    pub never: &'static str,
    /// Steps.
    pub every: Template,
    pub cell: &'static str,
    pub optimiser_name: fn(&str) -> &'static str,
    pub optimiser: &'static str,
    pub rate: &'static str,
    pub clip: &'static str,
    pub off: &'static str,
    pub settings: &'static str,
    /// Loss.
    pub say_start: Template,
    pub hand_nothing: &'static str,
    pub arrow_waits: Template,
    pub decay: &'static str,
    /// Unit, gate.
    pub slices_gate: Template,
    pub update_gate: Template,
}
