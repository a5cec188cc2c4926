//! The stage: columns of memory, what was pinned, what is open, what it would say.

use crate::player::state::Player;
use crate::scene::step::Scene;
use crate::scene::strip::Strip;
use crate::screens::step::figure;
use crate::ui::bars::bars;
use crate::ui::send::Send;
use crate::ui::{detail, strip};
use yew::prelude::*;

pub fn stage(state: &Player, scene: &Scene, send: &Send) -> Html {
    html! {
        <>
            { figure::figure(state, scene, send) }
            if let Some(pinned) = scene.stage.of::<Strip>() { { strip::pins(state, pinned, send) } }
            { detail::detail(state, scene, send) }
            if scene.panel.is_none() && scene.cell.is_none() { { bars(state, &scene.bars, send) } }
        </>
    }
}
