//! The fixed bar: one main button that says what it will do, and what moves the run or the cursor.

use crate::app::lab::gradient::{Act, Board};
use crate::app::lab::state::{Action, State, Status};
use crate::scene::finding::position;
use crate::ui::store::Send;
use crate::ui::transport::icon;
use web_sys::HtmlInputElement;
use yew::prelude::*;

fn disabled(yes: bool) -> Option<&'static str> {
    yes.then_some("true")
}

/// The main button: what it does, and what to.
fn go(verb: &'static str, will: String, is_ready: bool, send: &Send<Action>) -> Html {
    html! {
        <button type="button" class="go" id="go" data-act="go" aria-disabled={disabled(!is_ready)} onclick={send.on(Action::Go)}>
            <span class="verb">{ verb }</span>{ " " }<span class="will">{ will }</span>
        </button>
    }
}

fn square(
    name: &'static str,
    label: &'static str,
    keys: &'static str,
    is_off: bool,
    path: &'static str,
    action: Action,
    send: &Send<Action>,
) -> Html {
    html! {
        <button type="button" class="square" data-act={name} aria-label={label} title={label} aria-keyshortcuts={keys}
            aria-disabled={disabled(is_off)} onclick={send.on(action)}>{ icon(path) }</button>
    }
}

fn pace(state: &State, send: &Send<Action>) -> Html {
    let m = state.lang.lab();
    html! {
        <div class="seg speed" role="group" aria-label={m.pace}>
            { for [("0.5", "½×"), ("1", "1×"), ("2", m.full_speed)].map(|(id, text)| {
                let is_on = state.address.get("speed") == Some(id);
                html! { <button type="button" class={classes!(is_on.then_some("on"))} aria-pressed={is_on.to_string()} data-pace={id}
                    onclick={send.on(Action::Pace(id.into()))}>{ text }</button> }
            }) }
        </div>
    }
}

/// How far a run is.
fn progress(done: usize, all: usize, label: &'static str, state: &State) -> Html {
    let share = if all > 0 { 100.0 * done as f64 / all as f64 } else { 0.0 };
    let position = state.lang.lab().progress.with(&[&done.to_string(), &all.to_string(), &format!("{share:.0}%")]);
    html! {
        <div class="timeline" role="progressbar" aria-valuemin="0" aria-valuemax={all.to_string()} aria-valuenow={done.to_string()}
            aria-valuetext={position} aria-label={label}>
            <svg aria-hidden="true"><line x1="0" y1="50%" x2="100%" y2="50%" class="way" />
                <line x1="0" y1="50%" x2={format!("{share:.2}%")} y2="50%" class="done" />
                <circle cx={format!("{share:.2}%")} cy="50%" r="8" class="here" />
            </svg>
        </div>
    }
}

/// The bar with what stands in it.
pub fn transport(state: &State, bar: Html, send: &Send<Action>) -> Html {
    html! {
        <footer class="transport">
            <div role="group" aria-label={state.lang.lab().transport}>
                { bar }
                <button type="button" class="plain leave" onclick={send.on(Action::Present(false))}>{ state.lang.messages().leave_present }</button>
            </div>
        </footer>
    }
}

pub fn of_speed(state: &State, send: &Send<Action>) -> Html {
    let m = state.lang.lab();
    let (done, all) = state.speed.count();
    let (verb, will) = match state.status {
        Status::Running => (m.measuring, m.measured_of.with(&[&done.to_string(), &all.to_string()])),
        _ => (m.measure, m.will_measure.to_string()),
    };
    html! { <>{ go(verb, will, !state.speed.is_measuring(), send) }{ progress(done, all, m.measuring, state) }</> }
}

pub fn of_run(state: &State, send: &Send<Action>) -> Html {
    let m = state.lang.lab();
    let (done, all) = (state.updates() as usize, state.total() as usize);
    let (verb, will) = match state.status {
        Status::Running => (m.pause, m.will_pause.to_string()),
        _ if state.is_done() => (m.again, m.will_again.to_string()),
        _ if done == 0 => (m.start, if all > 0 { m.will_start.with(&[&all.to_string()]) } else { String::new() }),
        _ => (m.go_on, m.will_go_on.with(&[&all.saturating_sub(done).to_string()])),
    };
    let is_ready = state.is_ready();
    html! {
        <>
            { square("rewind", m.rewind, "Home", !is_ready || done == 0, "M4 4h2.2v12H4zM16 4v12L7.4 10z", Action::Rewind, send) }
            { go(verb, will, is_ready, send) }
            <button type="button" class="plain once" data-act="once" aria-keyshortcuts="ArrowRight"
                aria-disabled={disabled(!is_ready || state.is_done())} onclick={send.on(Action::Once)}>{ m.once }</button>
            { progress(done, all, m.updates, state) }
            { pace(state, send) }
        </>
    }
}

pub fn of_proof(state: &State, send: &Send<Action>) -> Html {
    let m = state.lang.gradient();
    let Some(proof) = &state.proof else { return go(m.start, String::new(), false, send) };
    let runs = (proof.total() / proof.each()).to_string();
    let (verb, will) = match proof.updates() {
        _ if proof.is_running => (m.pause, m.will_pause.to_string()),
        _ if proof.is_done() => (m.again, m.will_again.to_string()),
        0 => (m.start, m.will_prove_all.with(&[&runs, &proof.each().to_string()])),
        _ => (m.go_on, m.will_pause.to_string()),
    };
    html! {
        <>
            { square("rewind", state.lang.lab().rewind, "Home", proof.updates() == 0, "M4 4h2.2v12H4zM16 4v12L7.4 10z", Action::Rewind, send) }
            { go(verb, will, true, send) }
            { progress(proof.updates() as usize, proof.total() as usize, m.updates, state) }
            { pace(state, send) }
        </>
    }
}

/// The cursor: which step is read out.
pub fn of_cursor(state: &State, board: &Board, send: &Send<Action>) -> Html {
    let view = state.board_view(board);
    let m = view.m();
    if view.is_asking {
        return html! { <>{ go(m.show, m.will_show.to_string(), true, send) }<div class="timeline" /></> };
    }
    let (t, steps) = (view.t, view.steps());
    let share = format!("{:.2}%", 100.0 * (t - 1) as f64 / (steps.max(2) - 1) as f64);
    let slide = {
        let send = send.clone();
        Callback::from(move |event: InputEvent| {
            if let Ok(t) = event.target_unchecked_into::<HtmlInputElement>().value().parse() {
                send.now(Action::Gradient(Act::Step(t)));
            }
        })
    };
    html! {
        <>
            { square("earlier", m.earlier, "ArrowLeft", t == 1, "M13.5 4v12L5 10z", Action::Back, send) }
            { go(m.prove, m.will_prove.to_string(), true, send) }
            { square("later", m.later, "ArrowRight", t == steps, "M6.5 4v12L15 10z", Action::Once, send) }
            <div class="timeline">
                <svg aria-hidden="true"><line x1="0" y1="50%" x2="100%" y2="50%" class="way" />
                    <line x1={share.clone()} y1="50%" x2="100%" y2="50%" class="done" />
                    <circle cx={share} cy="50%" r="8" class="here" />
                </svg>
                <input type="range" id="cursor" min="1" max={steps.to_string()} step="1" value={t.to_string()} aria-label={m.cursor}
                    aria-valuetext={position(&view)} oninput={slide} />
            </div>
        </>
    }
}
