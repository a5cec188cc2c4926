//! One page, two programs: the screens that walk forward through a network, and the one that walks back. What each adds to
//! the page is a table of functions, so that a program carries nothing that it does not show.

use crate::app::accuracy;
use crate::app::action::Action;
use crate::app::state::State;
use crate::scene;
use crate::scene::back::Stop;
use crate::scene::curves::Curve;
use crate::scene::view::Learning;
use crate::tasks::examples::Example;

/// What a program adds.
#[derive(Debug)]
pub struct Part {
    /// As in `lesson::program`.
    pub program: &'static str,
    pub scene: scene::view::Part,
    /// Where the backward pass stands and how it updates.
    pub locate: fn(&State) -> (Stop, Learning),
    /// How well shipped networks answer at each distance.
    pub curves: fn(Example, usize) -> Vec<Curve>,
    /// Does what only its screens do; says whether it did.
    pub act: fn(&mut State, &Action) -> bool,
    /// Computes what follows from a state, after every action.
    pub settle: fn(&mut State),
}

/// The first program: everything that the page itself knows.
pub static WALK: Part = Part {
    program: "main",
    scene: scene::view::Part { scene: scene::step::scene, may_open: |_, _| false, panel: scene::arithmetic::panel },
    locate: |_| Default::default(),
    curves: accuracy::curves,
    act: |_, _| false,
    settle: |_| {},
};
