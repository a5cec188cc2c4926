//! The fixed bar: one main button that says what it will do, and what moves the run or the cursor.

use crate::run::words::Runs;
use crate::shell::action::Action;
use crate::shell::state::Shell;
use crate::ui::send::Send;
use crate::ui::transport::icon;
use crate::words::Lang;
use yew::prelude::*;

/// Back to the beginning.
pub const REWIND: &str = "M4 4h2.2v12H4zM16 4v12L7.4 10z";

pub fn disabled(yes: bool) -> Option<&'static str> {
    yes.then_some("true")
}

/// The main button: what it does, and what to.
pub fn go(verb: &'static str, will: String, is_ready: bool, send: &Send) -> Html {
    html! {
        <button key="go" type="button" class="go" id="go" data-act="go" aria-disabled={disabled(!is_ready)} onclick={send.on(Action::Go)}>
            <span class="verb">{ verb }</span>{ " " }<span class="will">{ will }</span>
        </button>
    }
}

pub fn square(
    name: &'static str,
    label: &'static str,
    keys: &'static str,
    is_off: bool,
    path: &'static str,
    action: impl Into<Action>,
    send: &Send,
) -> Html {
    html! {
        <button key={name} type="button" class="square" data-act={name} aria-label={label} title={label} aria-keyshortcuts={keys}
            aria-disabled={disabled(is_off)} onclick={send.on(action)}>{ icon(path) }</button>
    }
}

pub fn pace(shell: &Shell, send: &Send) -> Html {
    let m = Runs::of(shell.lang);
    html! {
        <div key="pace" class="seg speed" role="group" aria-label={m.pace}>
            { for [("0.5", "½×"), ("1", "1×"), ("2", m.full_speed)].map(|(id, text)| {
                let is_on = shell.address.get("speed") == Some(id);
                html! { <button type="button" class={classes!(is_on.then_some("on"))} aria-pressed={is_on.to_string()} data-pace={id}
                    onclick={send.on(Action::Pace(id.into()))}>{ text }</button> }
            }) }
        </div>
    }
}

/// How far a run is.
pub fn progress(done: usize, all: usize, label: &'static str, lang: Lang) -> Html {
    let share = if all > 0 { 100.0 * done as f64 / all as f64 } else { 0.0 };
    let position = Runs::of(lang).progress(&done.to_string(), &all.to_string(), &format!("{share:.0}%"));
    html! {
        <div key="timeline" class="timeline" role="progressbar" aria-valuemin="0" aria-valuemax={all.to_string()} aria-valuenow={done.to_string()}
            aria-valuetext={position} aria-label={label}>
            <svg aria-hidden="true"><line x1="0" y1="50%" x2="100%" y2="50%" class="way" />
                <line x1="0" y1="50%" x2={format!("{share:.2}%")} y2="50%" class="done" />
                <circle cx={format!("{share:.2}%")} cy="50%" r="8" class="here" />
            </svg>
        </div>
    }
}
