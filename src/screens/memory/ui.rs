//! Three kinds of network in lanes, on the words as columns.

use crate::model::cell::Cell;
use crate::player::state::Player;
use crate::screens::memory::scene::{MemoryLane, MemoryStage};
use crate::screens::memory::words::Words;
use crate::ui::number::{Depth, number};
use crate::ui::send::Send;
use crate::ui::strip::pins;
use yew::prelude::*;

pub fn stage(state: &Player, stage: &MemoryStage, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    html! {
        <div id="figure" class="memory" role="group" aria-label={m.title} tabindex="0">
            <div class="scroll lanes-together" tabindex="-1">
                { for stage.lanes.iter().enumerate().map(|(n, lane)| self::lane(state, lane, n == 0, send)) }
            </div>
            { pins(state, &stage.strip, send) }
        </div>
    }
}

fn lane(state: &Player, lane: &MemoryLane, leads: bool, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let lang = state.show.example.lang();
    let words = &state.show.trace.sequence.tokens;
    let other = state.show.swap.as_ref().map_or("", |(_, other)| other);
    html! {
        <section class="memory-lane" data-cell={lane.cell.id()}>
            <h2><b>{ &lane.name }</b>{ " " }<span class="small soft">{ &lane.text }</span></h2>
            <ol>
                { for lane.columns.iter().enumerate().map(|(index, column)| {
                    let t = index + 1;
                    let sees = lane.sees.contains(&t);
                    let is_now = t == state.view().read();
                    let arrow = t > 1 && Cell::RECURRENT.contains(&lane.cell);
                    html! {
                        // The first lane leads: all of them lie in one box that scrolls.
                        <li id={(is_now && leads).then_some("current-column")} class={classes!(sees.then_some("seen"), is_now.then_some("now"))}>
                            if arrow { <svg class="carry" viewBox="0 0 24 12" aria-hidden="true"><path d="M1 6H21M16 1l6 5-6 5" /></svg> }
                            <span class="reads"><bdi {lang}>{ &words[index] }</bdi></span>
                            <div class="cells">{ for column.iter().enumerate().map(|(unit, cell)| match cell {
                                Some(n) => number(n, classes!("cell", n.fill), Depth::Root, is_now && unit + 1 == state.unit, send),
                                None => html! { <span class="cell empty" /> },
                            }) }</div>
                        </li>
                    }
                }) }
                <li class="verdict">
                    if let Some(says) = &lane.says {
                        <p><bdi {lang}>{ &says.word }</bdi>{ " " }{ number(&says.number, "in-text", Depth::Root, true, send) }</p>
                        if let Some(word) = &says.other {
                            <p class="small soft">{ m.says_of_other(other, word) }</p>
                            <p class={classes!("small", "verdict-word", says.changes.then_some("moves"))}>{ if says.changes { m.changes } else { m.same } }</p>
                        }
                    } else {
                        <span class="blank" aria-hidden="true" />
                    }
                </li>
            </ol>
        </section>
    }
}
