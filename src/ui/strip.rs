//! The sentence as a time axis: words, and rows of numbers under them.

use crate::player::action::Act;
use crate::player::state::Player;
use crate::scene::reading::When;
use crate::scene::strip::{Strip, Track, TrackKind};
use crate::ui::number::{Depth, glyphs, number};
use crate::ui::send::Send;
use yew::prelude::*;

pub fn strip(state: &Player, strip: &Strip, send: &Send) -> Html {
    let m = state.shell.lang.messages();
    let lang = state.show.example.lang();
    let when = |when: When| match when {
        When::Past => "past",
        When::Current => "current",
        When::Future => "future",
    };
    html! {
        <div class="time scroll" tabindex="0" role="region" aria-label={m.strip}>
            <table>
                <thead><tr>
                    <td />
                    { for strip.words.iter().map(|word| html! {
                        <th scope="col" class={classes!(when(word.when), word.is_unknown.then_some("unknown"), word.is_edited.then_some("edited"))} id={(word.when == When::Current).then_some("current-column")}>
                            <button type="button" data-step={word.t.to_string()} aria-label={word.label.clone()} aria-current={(word.when == When::Current).then_some("step")}
                                tabindex="-1" onclick={send.on(Act::Goto(word.t))}>
                                if let Some(word) = &word.word { <bdi {lang}>{ word }</bdi> } else { <span class="blank" /> }
                            </button>
                        </th>
                    }) }
                </tr></thead>
                <tbody>{ for strip.tracks.iter().map(|track| self::track(strip, track, send)) }</tbody>
            </table>
        </div>
    }
}

/// Only what was pinned, on screens whose own picture is the strip.
pub fn pins(state: &Player, strip: &Strip, send: &Send) -> Html {
    if strip.tracks.is_empty() {
        html! {}
    } else {
        self::strip(state, strip, send)
    }
}

fn track(strip: &Strip, track: &Track, send: &Send) -> Html {
    let class = match track.rail {
        TrackKind::C => "rail-c",
        TrackKind::H => "rail-h",
        TrackKind::Pin => "pin",
    };
    html! {
        <tr {class}>
            <th scope="row" class="small soft" title={track.name.clone()}>
                if track.symbol.is_empty() { { &track.name } } else { <span class="formula">{ glyphs(&track.symbol) }</span><span class="track-name">{ &track.short }</span> }
                if let Some(path) = track.pin {
                    <button type="button" class="unpin" aria-label={track.label.clone()} title={track.label.clone()} data-pin={path.to_string()}
                        onclick={send.on(Act::Pin(path))}>{ "✕" }</button>
                }
            </th>
            { for track.cells.iter().zip(&strip.words).map(|(cell, word)| html! {
                <td class={(word.when == When::Current).then_some("current")}>
                    if let Some(n) = cell { { number(n, classes!("cell", n.fill), Depth::Root, false, send) } } else { <span class="cell empty" /> }
                </td>
            }) }
        </tr>
    }
}
