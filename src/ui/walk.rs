//! The screens that walk forward through a network.

use crate::app::part::{Part, WALK};
use crate::app::state::State;
use crate::scene::step::{Scene, Stage};
use crate::ui::page::Program;
use crate::ui::store::Send;
use crate::ui::{bars, cell, curves, detail, figure, memory, strip, unroll};
use yew::prelude::*;

/// The first program.
pub struct Walk;

impl Program for Walk {
    fn part() -> &'static Part {
        &WALK
    }
    fn stage(state: &State, scene: &Scene, send: &Send) -> Html {
        stage(state, scene, send)
    }
    fn tools(state: &State, scene: &Scene, send: &Send) -> [Html; 2] {
        let by_operation = state.show.screen.by_operation;
        let is_revealed = state.view().is_revealed();
        let above = if by_operation && is_revealed {
            curves::picture(state)
        } else {
            html! {}
        };
        let details = html! {
            <>
                if let Stage::Cell(stage) = &scene.stage { { cell::weights(state, stage, send) } }
                if by_operation && !is_revealed { { curves::curves(state, send) } }
            </>
        };
        [above, details]
    }
}

fn stage(state: &State, scene: &Scene, send: &Send) -> Html {
    match &scene.stage {
        Stage::Step(strip) => html! {
            <>
                { figure::figure(state, scene, send) }
                { strip::pins(state, strip, send) }
                { detail::detail(state, scene, send) }
                if scene.panel.is_none() && scene.cell.is_none() { { bars::bars(state, scene, send) } }
            </>
        },
        Stage::Cell(stage) => cell::stage(state, stage, send),
        Stage::Memory(stage) => memory::stage(state, stage, send),
        Stage::Unroll(stage) => unroll::stage(state, stage, send),
        Stage::Other(_) => html! {},
    }
}
