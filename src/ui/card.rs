//! The one short card beside the stage.

use crate::app::action::Action;
use crate::app::state::State;
use crate::scene::card::Choice;
use crate::scene::step::Scene;
use crate::ui::number::{Depth, number};
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
            <h2 id="card-title">{ with_numbers(&scene.card.title, scene, send) }</h2>
            { for scene.card.text.iter().map(|text| html! { <p>{ with_numbers(text, scene, send) }</p> }) }
            { for options }
        </aside>
    }
}

/// A sentence whose numbers open: each is looked for in turn, from left to right.
fn with_numbers(text: &str, scene: &Scene, send: &Send) -> Html {
    let mut rest = text;
    let mut parts = Vec::new();
    for n in &scene.card.numbers {
        if let Some((before, after)) = rest.split_once(n.text.as_str()) {
            parts.push(html! { { before.to_string() } });
            parts.push(number(n, "in-text", Depth::Root, true, send));
            rest = after;
        }
    }
    parts.push(html! { { rest.to_string() } });
    parts.into_iter().collect()
}
