//! The fixed bar at the bottom edge: start, back, the one filled button, play, timeline, speed.

use crate::player::action::Act;
use crate::player::state::Player;
use crate::scene::step::Scene;
use crate::shell::action::Action;
use crate::ui::send::Send;
use yew::prelude::*;

pub fn icon(path: &'static str) -> Html {
    html! { <svg viewBox="0 0 20 20" width="20" height="20" fill="currentColor" aria-hidden="true"><path d={path} /></svg> }
}

pub fn bar(state: &Player, scene: &Scene, send: &Send) -> Html {
    let m = state.shell.lang.messages();
    let bar = &scene.transport;
    let at_start = bar.t == 0;
    let is_playing = state.playing.is_some();
    let by_operation = state.kind.lesson.by_operation;
    // Its stops are not words.
    let by_stop = by_operation || state.goes_back();
    let here = bar.at;
    let slide = send.on_value::<InputEvent, _>(move |value| {
        let to = value.parse().unwrap_or(here);
        if by_stop { Act::Operation(to) } else { Act::Goto(to) }
    });
    let speed = state.shell.address.get("speed").unwrap_or("1").to_string();
    let speeds = [("0.5", "½×"), ("1", "1×"), ("2", "2×")].map(|(id, text)| {
        let on = speed == id;
        html! {
            <button type="button" class={classes!(on.then_some("on"))} aria-pressed={on.to_string()}
                onclick={send.on(Action::Pace(id.into()))}>{ text }</button>
        }
    });
    html! {
        <>
                <button type="button" class="square" aria-label={m.first} title={m.first} aria-disabled={at_start.then_some("true")}
                    onclick={send.on(Action::Goto(0))}>{ icon("M4 4h2.2v12H4zM16 4v12L7.4 10z") }</button>
                <button type="button" class="square" aria-label={m.back} title={m.back} aria-disabled={at_start.then_some("true")}
                    aria-keyshortcuts="ArrowLeft" onclick={send.on(Action::Step(false))}>{ icon("M13.5 4v12L5 10z") }</button>
                <button type="button" class="go" id="go" data-act="advance" aria-keyshortcuts="ArrowRight"
                    onclick={send.on(Action::Go)}>
                    <span class="verb">{ &bar.verb }</span>{ " " }<span class="will">{ &bar.will }</span>if bar.t < bar.last || bar.at < bar.stops { <kbd aria-hidden="true">{ "→" }</kbd> }
                </button>
                if by_operation {
                    <button type="button" class="plain next-word" data-act="word" aria-keyshortcuts="Shift+ArrowRight" aria-disabled={(bar.t >= bar.last).then_some("true")}
                        onclick={send.on(Act::Word(true))}>{ m.next_word }</button>
                }
                <button type="button" class="square" aria-label={if is_playing { m.pause } else { m.play }}
                    title={if is_playing { m.pause } else { m.play }}
                    onclick={send.on(Action::Play(!is_playing))}>
                    { icon(if is_playing { "M5 4h3.4v12H5zM11.6 4H15v12h-3.4z" } else { "M4 4.5v11L10.5 10zM10.5 4.5v11L17 10z" }) }
                </button>
                <div class="timeline">
                    <svg aria-hidden="true"><line x1="0" y1="50%" x2="100%" y2="50%" class="way" />
                        <line x1="0" y1="50%" x2={percent(bar.at, bar.stops)} y2="50%" class="done" />
                        { for (0..=bar.stops).map(|t| html! {
                            <circle cx={percent(t, bar.stops)} cy="50%" r={if t == bar.at { "8" } else { "4.5" }}
                                class={if t == bar.at { "here" } else if t < bar.at { "done" } else { "way" }} />
                        }) }
                    </svg>
                    <input type="range" min="0" max={bar.stops.to_string()} step="1" value={bar.at.to_string()} aria-label={if by_operation { m.operations } else { m.timeline }}
                        aria-valuetext={bar.position.clone()} oninput={slide} />
                </div>
                <div class="seg speed" role="group" aria-label={m.speed}>{ for speeds }</div>
        </>
    }
}

fn percent(part: usize, whole: usize) -> String {
    format!("{:.3}%", part as f64 * 100.0 / whole as f64)
}
