//! The fixed bar at the bottom edge: start, back, the one filled button, play, timeline, speed.

use crate::app::action::Action;
use crate::app::state::State;
use crate::scene::step::Scene;
use crate::ui::store::Send;
use web_sys::HtmlInputElement;
use yew::prelude::*;

pub fn icon(path: &'static str) -> Html {
    html! { <svg viewBox="0 0 20 20" width="20" height="20" fill="currentColor" aria-hidden="true"><path d={path} /></svg> }
}

pub fn transport(state: &State, scene: &Scene, send: &Send) -> Html {
    let m = state.lang.messages();
    let bar = &scene.transport;
    let at_start = bar.t == 0;
    let is_playing = state.playing.is_some();
    let by_operation = state.show.screen.by_operation;
    let slide = {
        let send = send.clone();
        Callback::from(move |event: InputEvent| {
            if let Ok(t) = event.target_unchecked_into::<HtmlInputElement>().value().parse() {
                send.now(if by_operation { Action::Operation(t) } else { Action::Goto(t) });
            }
        })
    };
    let speed = state.address.get("speed").unwrap_or("1").to_string();
    let speeds = [("0.5", "½×"), ("1", "1×"), ("2", "2×")].map(|(id, text)| {
        let on = speed == id;
        html! {
            <button type="button" class={classes!(on.then_some("on"))} aria-pressed={on.to_string()}
                onclick={send.on(Action::Speed(id.into()))}>{ text }</button>
        }
    });
    html! {
        <footer class="transport">
            <div role="group" aria-label={m.transport}>
                <button type="button" class="square" aria-label={m.first} title={m.first} aria-disabled={at_start.then_some("true")}
                    onclick={send.on(Action::Goto(0))}>{ icon("M4 4h2.2v12H4zM16 4v12L7.4 10z") }</button>
                <button type="button" class="square" aria-label={m.back} title={m.back} aria-disabled={at_start.then_some("true")}
                    aria-keyshortcuts="ArrowLeft" onclick={send.on(Action::Step(false))}>{ icon("M13.5 4v12L5 10z") }</button>
                <button type="button" class="go" id="go" data-act="advance" aria-keyshortcuts="ArrowRight"
                    onclick={send.on(Action::Advance)}>
                    <span class="verb">{ &bar.verb }</span>{ " " }<span class="will">{ &bar.will }</span>if bar.t < bar.last || bar.at < bar.stops { <kbd aria-hidden="true">{ "→" }</kbd> }
                </button>
                if by_operation {
                    <button type="button" class="plain next-word" data-act="word" aria-keyshortcuts="Shift+ArrowRight" aria-disabled={(bar.t >= bar.last).then_some("true")}
                        onclick={send.on(Action::Word(true))}>{ m.next_word }</button>
                }
                <button type="button" class="square" aria-label={if is_playing { m.pause } else { m.play }}
                    title={if is_playing { m.pause } else { m.play }}
                    onclick={send.on(if is_playing { Action::Pause } else { Action::Play })}>
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
                <button type="button" class="plain leave" onclick={send.on(Action::Present(false))}>{ m.leave_present }</button>
                <div class="seg speed" role="group" aria-label={m.speed}>{ for speeds }</div>
            </div>
        </footer>
    }
}

fn percent(part: usize, whole: usize) -> String {
    format!("{:.3}%", part as f64 * 100.0 / whole as f64)
}
