//! The sentence as the ruler: a word, and under it the memory after it.

use crate::player::action::Act;
use crate::player::state::Player;
use crate::scene::reading::When;
use crate::scene::step::{Column, Scene};
use crate::screens::step::words::Words;
use crate::ui::number::{Depth, number_with_id};
use crate::ui::send::Send;
use yew::prelude::*;

pub fn figure(state: &Player, scene: &Scene, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let size = match state.show.hidden {
        0..=5 => "roomy",
        6..=8 => "close",
        _ => "dense",
    };
    let many = (scene.columns.len() > 4).then_some("many");
    let last = scene.columns.len() - 1;
    html! {
        <div id="figure" class="figure" role="group" aria-label={m.strip} tabindex="0">
            <ol class={classes!("strip", size, many)} key={scene.columns.len()}>
                { for scene.columns.iter().enumerate().map(|(n, column)| html! {
                    <>
                        { self::column(state, column, send) }
                        if n < last { { link(state, column) } }
                    </>
                }) }
            </ol>
        </div>
    }
}

fn column(state: &Player, column: &Column, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let when = match column.when {
        When::Past => "past",
        When::Current => "current",
        When::Future => "future",
    };
    let lang = state.show.example.lang();
    let word = match &column.word {
        Some(word) => html! { <bdi lang={lang}>{ word }</bdi> },
        None => html! { <span class="blank" aria-hidden="true" /> },
    };
    let kind = classes!("column", when, column.is_answer.then_some("answer"), column.is_unknown.then_some("unknown"));
    let id = (column.when == When::Current).then_some("current-column");
    html! {
        <li class={kind} {id} aria-current={(column.when == When::Current).then_some("step")}>
            <button type="button" class="word" tabindex="-1" aria-label={column.label.clone()} data-step={column.t.to_string()}
                onclick={send.on(Act::Goto(column.t))}>
                { word }
            </button>
            if column.is_unknown { <span class="badge">{ m.unknown }</span> }
            <svg class="down" viewBox="0 0 12 26" aria-hidden="true"><path d="M6 0V24M2 19l4 5 4-5" /></svg>
            <div class="cells">
                { for column.cells.iter().enumerate().map(|(index, cell)| match cell {
                    Some(n) => {
                        let is_stop = column.t == state.view().read() && index + 1 == state.unit;
                        let changed = column.changed == Some(index + 1);
                        let class = classes!("cell", n.fill, is_stop.then_some("in-hand"), changed.then_some("changed"));
                        number_with_id(n, class, Depth::Root, is_stop, is_stop.then_some("in-hand"), send)
                    }
                    None => html! { <span class="cell empty" /> },
                }) }
            </div>
        </li>
    }
}

/// The arrow to the next moment.
fn link(state: &Player, column: &Column) -> Html {
    let m = Words::of(state.shell.lang);
    let used = column.when == When::Past;
    html! {
        <li class={classes!("link", used.then_some("used"))} aria-hidden="true">
            <span>{ m.remembers }</span>
            <svg viewBox="0 0 100 12" preserveAspectRatio="none"><path d="M0 6H97" /></svg>
            <svg class="tip" viewBox="0 0 8 12"><path d="M1 1l6 5-6 5" /></svg>
        </li>
    }
}
