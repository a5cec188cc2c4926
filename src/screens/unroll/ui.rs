//! The cell and its loop, or its ghosts, tied to one card of weights.

use crate::player::action::Act;
use crate::player::state::Player;
use crate::screens::unroll::scene::{Ghost, UnrollStage};
use crate::screens::unroll::words::Words;
use crate::ui::number::{Depth, number};
use crate::ui::send::Send;
use crate::ui::strip::pins;
use yew::prelude::*;

pub fn stage(state: &Player, stage: &UnrollStage, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let (least, most) = state.kind.lesson.len_range;
    let len = stage.ghosts.len();
    html! {
        <>
            <div id="figure" class={classes!("unroll", stage.is_rolled.then_some("rolled"), (len > 7).then_some("tight"))} role="group" aria-label={m.title} tabindex="0">
                <div class="row controls">
                    <button type="button" class="plain" data-act="rolled" aria-pressed={stage.is_rolled.to_string()} aria-keyshortcuts="U"
                        onclick={send.on(Act::Rolled(!stage.is_rolled))}>{ if stage.is_rolled { m.unroll_it } else { m.roll_it } }</button>
                    <div class="seg" role="group" aria-label={m.length}>
                        <button type="button" aria-label={m.shorter} aria-disabled={(len <= least).then_some("true")} data-act="shorter" onclick={send.on(Act::Len(len - 1))}>{ "−" }</button>
                        <output>{ format!("{}: {len}", m.length) }</output>
                        <button type="button" aria-label={m.longer} aria-disabled={(len >= most).then_some("true")} data-act="longer" onclick={send.on(Act::Len(len + 1))}>{ "+" }</button>
                    </div>
                    <dl class="counts">{ for stage.counts.iter().map(|(name, value)| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }) }</dl>
                </div>
                <div class="scroll" tabindex="-1">
                    <div class="tied">
                        <ol class="ghosts">{ for stage.ghosts.iter().map(|ghost| self::ghost(state, ghost, send)) }</ol>
                        { weight_card(state, stage, send) }
                    </div>
                </div>
            </div>
            { pins(state, &stage.strip, send) }
        </>
    }
}

fn ghost(state: &Player, ghost: &Ghost, send: &Send) -> Html {
    let changed = (!state.show.edits.is_empty() && ghost.cells.iter().all(Option::is_some)).then_some("pulled");
    html! {
        <li id={ghost.is_current.then_some("current-column")} class={classes!("ghost", ghost.is_current.then_some("current"), changed)}>
            <button type="button" class="word" tabindex="-1" data-step={ghost.t.to_string()} aria-label={ghost.label.clone()}
                onclick={send.on(Act::Goto(ghost.t))}><bdi lang={state.show.example.lang()}>{ &ghost.word }</bdi></button>
            <svg class="down" viewBox="0 0 12 26" aria-hidden="true"><path d="M6 0V24M2 19l4 5 4-5" /></svg>
            <div class="body">
                <div class="cells">{ for ghost.cells.iter().enumerate().map(|(unit, cell)| match cell {
                    Some(n) => number(n, classes!("cell", n.fill), Depth::Root, ghost.is_current && unit + 1 == state.unit, send),
                    None => html! { <span class="cell empty" /> },
                }) }</div>
                <svg class="loop" viewBox="0 0 64 92" aria-hidden="true"><path d="M4 30C40 -6 62 20 62 46S40 98 10 66M10 66l11 1M10 66l4 11" /></svg>
                <svg class="next" viewBox="0 0 24 12" aria-hidden="true"><path d="M1 6H21M16 1l6 5-6 5" /></svg>
            </div>
            <span class="tether" aria-hidden="true" />
        </li>
    }
}

fn weight_card(state: &Player, stage: &UnrollStage, send: &Send) -> Html {
    html! {
        <section class="weight-card" aria-labelledby="weight-card">
            <h2 id="weight-card">{ &stage.card_title }</h2>
            <p class="small soft">{ &stage.card_text }</p>
            <table class="matrix">
                <thead><tr><td />{ for stage.heads.iter().map(|head| html! { <th scope="col">{ head }</th> }) }</tr></thead>
                <tbody>{ for stage.rows.iter().enumerate().map(|(n, (name, cells))| html! {
                    <tr><th scope="row" class="small soft">{ name }</th>
                        { for cells.iter().map(|cell| html! { <td>{ number(cell, classes!("cell", cell.fill), Depth::Root, n + 1 == state.unit, send) }</td> }) }
                    </tr>
                }) }</tbody>
            </table>
        </section>
    }
}
