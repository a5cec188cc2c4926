//! What a screen that steps through a network adds to the player: its lesson, and what only it can do.

use crate::player::state::Player;
use crate::scene::curves::Curve;
use crate::scene::lesson::Lesson;
use crate::scene::view::{Learning, Stop};
use crate::shell::action::Action;
use crate::tasks::examples::Example;

#[derive(Debug)]
pub struct Kind {
    pub lesson: &'static Lesson,
    /// Where the backward pass stands and how it updates.
    pub locate: fn(&Player) -> (Stop, Learning),
    /// How well shipped networks answer at each distance, where that is shown at the answer.
    pub curves: Option<fn(Example, usize) -> Vec<Curve>>,
    /// Does what only this screen does; says whether it did.
    pub act: fn(&mut Player, &Action) -> bool,
    /// Computes what follows from a state, after every action.
    pub settle: fn(&mut Player),
}

impl Kind {
    /// The way forward, and nothing beyond it.
    pub const fn forward(lesson: &'static Lesson) -> Kind {
        Kind { lesson, locate: |_| (Stop::Waiting, NO_LEARNING), curves: None, act: |_, _| false, settle: |_| {} }
    }
}

const NO_LEARNING: Learning = Learning { rate: 0.0, clip: 0.0, optimiser: "" };
