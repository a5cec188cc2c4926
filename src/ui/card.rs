//! The one short card beside the stage.

use crate::player::action::Act;
use crate::player::state::Player;
use crate::scene::card::{Choice, Offer};
use crate::scene::number::Number;
use crate::scene::step::Scene;
use crate::ui::number::{Depth, number};
use crate::ui::send::Send;
use yew::prelude::*;

/// The card; `settings` stand under what it says.
pub fn card(state: &Player, scene: &Scene, settings: Html, send: &Send) -> Html {
    let options = scene.card.options.iter().map(|offer| self::offer(state, offer, send));
    let mut numbers = &scene.card.numbers[..];
    html! {
        <aside class="card" id="card" tabindex="-1" aria-labelledby="card-title">
            <h2 id="card-title">{ rich(&scene.card.title, &mut numbers.to_vec().as_slice(), send) }</h2>
            { for scene.card.text.iter().map(|text| html! { <p>{ rich(text, &mut numbers, send) }</p> }) }
            { for options }
            { settings }
        </aside>
    }
}

fn offer(state: &Player, offer: &Offer, send: &Send) -> Html {
    let (act, name) = match offer.choice {
        Choice::Guess(n) => {
            let is_word = !state.kind.lesson.compares_nouns;
            let lang = is_word.then(|| state.show.example.lang());
            return html! {
                <button type="button" class="option" data-option={n.to_string()} onclick={send.on(Act::Guess(n))}>
                    <kbd aria-hidden="true">{ n + 1 }</kbd><bdi {lang}>{ &offer.text }</bdi>
                </button>
            };
        }
        Choice::Look(n) => {
            let lang = state.show.example.lang();
            return html! {
                <button type="button" class="option" data-look={n.to_string()} onclick={send.on(Act::Look(n))}><bdi {lang}>{ &offer.text }</bdi></button>
            };
        }
        Choice::ShowMe => (Act::ShowMe, ""),
        Choice::ChangeWord => (Act::ChangeWord, "change"),
        Choice::OtherDistance => (Act::OtherDistance, "distance"),
        Choice::Hold(gate, value) => (Act::Hold(gate, value), if value == Some(0) { "hold-0" } else { "hold" }),
        Choice::RestoreAll => (Act::RestoreAll, "restore-all"),
        Choice::Cut(path) => (Act::HoldOne(path, Some(0)), "cut"),
        Choice::Rolled(rolled) => (Act::Rolled(rolled), "roll"),
        Choice::Len(len) => (Act::Len(len), "twice"),
        Choice::Random(random) => (Act::Random(random), "random"),
    };
    let is_quiet = matches!(offer.choice, Choice::ShowMe | Choice::RestoreAll | Choice::Random(_));
    if is_quiet {
        return link(send.on(act), name, &offer.text);
    }
    html! {
        <button type="button" class="option" data-act={name} onclick={send.on(act)}>{ &offer.text }</button>
    }
}

fn link(onclick: Callback<MouseEvent>, name: &'static str, text: &str) -> Html {
    html! { <button type="button" class="link-button" data-act={name} {onclick}>{ text.to_string() }</button> }
}

/// A sentence in which numbers open, each looked for in turn from left to right, and `⟨f|words⟩` light up with `f`.
fn rich(text: &str, numbers: &mut &[Number], send: &Send) -> Html {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('⟨') {
        parts.push(with_numbers(before, numbers, send));
        let (marked, after) = after.split_once('⟩').unwrap_or((after, ""));
        let (quantity, words) = marked.split_once('|').unwrap_or(("", marked));
        parts.push(html! { <span class="mark-word" data-q={quantity.to_string()}>{ with_numbers(words, numbers, send) }</span> });
        rest = after;
    }
    parts.push(with_numbers(rest, numbers, send));
    parts.into_iter().collect()
}

fn with_numbers(text: &str, numbers: &mut &[Number], send: &Send) -> Html {
    let mut rest = text;
    let mut parts = Vec::new();
    // What stands in the title alone is passed over.
    while let Some(at) = numbers.iter().position(|n| rest.contains(n.text.as_str())) {
        let (n, others) = (&numbers[at], &numbers[at + 1..]);
        let Some((before, after)) = rest.split_once(n.text.as_str()) else { break };
        parts.push(html! { { before.to_string() } });
        parts.push(number(n, "in-text", Depth::Root, true, send));
        (rest, *numbers) = (after, others);
    }
    parts.push(html! { { rest.to_string() } });
    parts.into_iter().collect()
}
