//! What the network would say next. Shares are lengths, never colours.

use crate::player::state::Player;
use crate::scene::step::{Bar, Bars};
use crate::ui::number::{Depth, number};
use crate::ui::send::Send;
use yew::prelude::*;

pub fn bars(state: &Player, bars: &Bars, send: &Send) -> Html {
    html! {
        <section class={classes!("bars", state.view().is_asking().then_some("asking"))} aria-label={bars.title.clone()}>
            <p class="small soft">{ &bars.title }</p>
            <ul>{ for bars.bars.iter().map(|bar| self::bar(state, bar, send)) }</ul>
        </section>
    }
}

fn bar(state: &Player, bar: &Bar, send: &Send) -> Html {
    let lang = match &bar.number {
        Some(number) if number.path.is_none() => state.shell.lang.id(),
        _ => state.show.example.lang(),
    };
    html! {
        <li class={classes!("bar", bar.number.is_none().then_some("open"))}>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect class="length" x="0" y="0" width={format!("{:.2}", bar.share * 100.0)} height="10" />
            </svg>
            <bdi lang={lang}>{ &bar.word }</bdi>
            if let Some(n) = &bar.number {
                { number(n, "percent", Depth::Root, true, send) }
            } else {
                <span class="soft">{ "?" }</span>
            }
        </li>
    }
}
