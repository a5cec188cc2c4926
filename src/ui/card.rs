//! The one short card beside the stage.

use crate::app::action::Action;
use crate::app::state::State;
use crate::scene::card::Choice;
use crate::scene::step::Scene;
use crate::ui::store::Send;
use yew::prelude::*;

pub fn card(state: &State, scene: &Scene, send: &Send) -> Html {
    let lang = state.show.example.lang();
    let options = scene.card.options.iter().map(|option| match option.choice {
        Choice::Guess(n) => html! {
            <button type="button" class="option" data-option={n.to_string()} onclick={send.on(Action::Guess(n))}>
                <kbd aria-hidden="true">{ n + 1 }</kbd><bdi lang={lang}>{ &option.text }</bdi>
            </button>
        },
        Choice::ShowMe => html! {
            <button type="button" class="link-button" onclick={send.on(Action::ShowMe)}>{ &option.text }</button>
        },
        Choice::ChangeWord => html! {
            <button type="button" class="option" data-act="change" onclick={send.on(Action::ChangeWord)}>{ &option.text }</button>
        },
    });
    html! {
        <aside class="card" id="card" tabindex="-1" aria-labelledby="card-title">
            <h2 id="card-title">{ &scene.card.title }</h2>
            { for scene.card.text.iter().map(|text| html! { <p>{ text }</p> }) }
            { for options }
        </aside>
    }
}
