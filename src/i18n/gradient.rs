//! What the gradient's screen says.

use super::messages::{Template, messages};

messages! { Gradient:
    // The gradient by step.
    pub title: &'static str,
    pub lede: &'static str,
    pub lede_all: &'static str,
    /// Steps on the floor, of all, cell.
    pub lede_linear: Template,
    pub lede_linear_even: &'static str,
    pub lede_units: &'static str,
    pub lede_losses: &'static str,
    pub lede_jacobian: &'static str,
    pub lede_recall: &'static str,
    pub direction: &'static str,
    pub explodes: &'static str,
    pub too_small: &'static str,
    pub all_weights: &'static str,
    /// The limit.
    pub clip_at: Template,
    /// The factor to the power n.
    pub theory: Template,
    pub theory_rail: Template,
    pub rail_alone: &'static str,
    pub lost: &'static str,
    pub largest: &'static str,
    pub smallest: &'static str,
    pub your_guess: &'static str,
    /// In a number that is read aloud.
    pub times_ten_to: &'static str,
    // What it means.
    pub ask_title: &'static str,
    /// Words, cell.
    pub ask_text: Template,
    pub ask_text_all: Template,
    pub first_word: &'static str,
    /// Step, word.
    pub word_at: Template,
    /// Who, share.
    pub receives: Template,
    /// Who, factor.
    pub receives_times: Template,
    pub last_word: &'static str,
    /// Cell, step.
    pub burst_title: Template,
    pub burst_text: &'static str,
    /// Cell, step.
    pub flown_title: Template,
    pub flown_text: &'static str,
    /// Cells.
    pub chaotic: Template,
    /// Cell, factor.
    pub each_step: Template,
    /// Factor.
    pub rail_is: Template,
    /// Factor of the rail alone, of all ways.
    pub rail_differs: Template,
    pub explodes_text: &'static str,
    /// Share of the nearest losses, of the last one.
    pub all_losses_text: Template,
    /// Who, share.
    pub losses_title: Template,
    /// Total, part of the last loss.
    pub losses_text: Template,
    pub losses_one: &'static str,
    /// Who, largest.
    pub jacobian_title: Template,
    /// Smallest.
    pub jacobian_text: Template,
    pub jacobian_rail: &'static str,
    /// Cell, length, limit, share.
    pub clip_cuts: Template,
    /// Cell, length, limit.
    pub clip_spares: Template,
    /// Guess, truth.
    pub guess_was: Template,
    /// Least factor.
    pub guess_far: Template,
    /// Factor.
    pub guess_low: Template,
    /// Factor.
    pub guess_high: Template,
    pub guess_near: &'static str,
    // Controls.
    pub look: &'static str,
    pub look_name: fn(&str) -> &'static str,
    pub focus: &'static str,
    pub cells: &'static str,
    pub gain: &'static str,
    pub gain_hint: &'static str,
    pub length: &'static str,
    pub forget_bias: &'static str,
    pub clip: &'static str,
    pub off: &'static str,
    pub axis: &'static str,
    pub axis_name: fn(&str) -> &'static str,
    pub loss: &'static str,
    pub loss_last: &'static str,
    pub loss_all: &'static str,
    pub activation: &'static str,
    pub initial: &'static str,
    pub initial_name: fn(&str) -> &'static str,
    pub units: &'static str,
    pub seed: &'static str,
    pub own: &'static str,
    pub own_read: &'static str,
    /// Words it knows.
    pub own_hint: Template,
    pub own_drop: &'static str,
    pub more: &'static str,
    pub settings: &'static str,
    /// Which point.
    pub higher: Template,
    /// Which point.
    pub lower: Template,
    /// Step.
    pub step: Template,
    // The transport and the tools.
    pub show: &'static str,
    pub will_show: &'static str,
    pub prove: &'static str,
    pub will_prove: &'static str,
    pub earlier: &'static str,
    pub later: &'static str,
    pub cursor: &'static str,
    /// Step, steps, word, value.
    pub position: Template,
    pub guess_again: &'static str,
    pub as_svg: &'static str,
    pub as_png: &'static str,
    pub as_csv: &'static str,
    pub as_json: &'static str,
    pub table: &'static str,
    pub column_step: &'static str,
    pub column_word: &'static str,
    pub copy_link: &'static str,
    pub reset: &'static str,
    // The proof.
    pub accuracy_title: &'static str,
    pub reach_title: &'static str,
    pub updates: &'static str,
    /// Share.
    pub chance: Template,
    pub delay: &'static str,
    pub budget: &'static str,
    pub rate: &'static str,
    pub rate_best: &'static str,
    pub rate_text: &'static str,
    /// Cells with rates.
    pub rate_used: Template,
    /// Symbols in between.
    pub proof_title: Template,
    /// Chance.
    pub proof_text: Template,
    /// Cells with accuracy.
    pub proof_running: Template,
    pub proof_plan: &'static str,
    /// Runs that have ended, of all that try a rate.
    pub proof_trying: Template,
    /// Cells.
    pub proof_learnt: Template,
    pub proof_partly: Template,
    pub proof_chance: Template,
    /// Cell, rate, seeds, median, least, most.
    pub proof_line: Template,
    pub proof_line_one: Template,
    pub proof_line_each: Template,
    pub proof_differs: &'static str,
    /// Cell, share.
    pub proof_why: Template,
    pub and: &'static str,
    pub start: &'static str,
    /// Updates.
    pub will_start: Template,
    pub pause: &'static str,
    pub will_pause: &'static str,
    /// Runs, updates of each.
    pub will_prove_all: Template,
    pub go_on: &'static str,
    pub again: &'static str,
    pub will_again: &'static str,
    pub theory_relu: Template,
}
