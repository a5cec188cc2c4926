//! What is learnt, and how: each setting is a key of the address.

use crate::model::cell::Cell;
use crate::platform;
use crate::run::setup::{Data, OPTIMISERS, RATES, SIZES};
use crate::scene::number::full;
use crate::screens::train::reduce::file_limit;
use crate::screens::train::state::{Act, Training};
use crate::screens::train::words::Words;
use crate::shell::action::Action;
use crate::ui::send::Send;
use web_sys::{HtmlDetailsElement, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// A choice: the values of a key with their names.
fn choice(key: &'static str, label: &str, now: &str, options: Vec<(String, String)>, send: &Send) -> Html {
    let mut options = options;
    // A value from a link that is not among the usual ones is one of them now.
    if !options.iter().any(|(value, _)| value == now) {
        options.push((now.to_string(), now.to_string()));
    }
    let send = send.clone();
    let pick = Callback::from(move |event: Event| {
        send.now(Action::Set(key, event.target_unchecked_into::<HtmlInputElement>().value()));
    });
    html! {
        <div class="setting"><label for={format!("set-{key}")}>{ label }</label>
            <select id={format!("set-{key}")} onchange={pick}>
                { for options.into_iter().map(|(value, name)| html! {
                    <option value={value.clone()} selected={value == now}>{ name }</option>
                }) }
            </select></div>
    }
}

fn plain<T: ToString>(values: impl IntoIterator<Item = T>) -> Vec<(String, String)> {
    values.into_iter().map(|value| (value.to_string(), value.to_string())).collect()
}

pub fn form(state: &Training, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let setup = &state.setup;
    let rate = full(setup.rate);
    let toggle = |key: &'static str, value: &str, name: &str, is_on: bool| {
        html! {
            <button type="button" class={classes!(is_on.then_some("on"))} aria-pressed={is_on.to_string()} data-value={value.to_string()}
                onclick={send.on(Action::Set(key, value.into()))}>{ name }</button>
        }
    };
    let none = |values: &[&str]| {
        let first = ("0".to_string(), m.none.to_string());
        std::iter::once(first).chain(plain(values.iter().copied())).collect::<Vec<_>>()
    };
    let more = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            send.now(Act::More(event.target_unchecked_into::<HtmlDetailsElement>().open()))
        })
    };
    let data = Data::ALL.map(|data| (data.id().to_string(), m.data_name(data))).to_vec();
    html! {
        <div class="settings" role="group" aria-label={m.settings}>
            { choice("data", m.data, setup.data.id(), data, send) }
            if setup.data == Data::Own { { own_text(state, send) } }
            <div class="setting"><span>{ m.cell }</span>
                <div class="seg" role="group" aria-label={m.cell}>
                    { for Cell::RECURRENT.map(|cell| toggle("cell", cell.id(), cell.label(), setup.cell == cell)) }
                </div></div>
            { choice("hidden", m.units, &setup.hidden.to_string(), plain(SIZES), send) }
            { choice("lr", m.rate, &rate, plain(RATES), send) }
            <details class="tool" open={state.is_more_open} ontoggle={more}>
                <summary>{ m.more }</summary>
                { choice("opt", m.optimiser, &setup.optimiser, OPTIMISERS.map(|id| (id.to_string(), m.optimiser_name(id).to_string())).to_vec(), send) }
                { choice("clip", m.clip, &full(setup.clip), none(&["0.1", "0.5", "1", "5", "25"]), send) }
                { choice("layers", m.layers, &setup.layers.to_string(), plain(1..=3), send) }
                { choice("drop", m.dropout, &full(setup.dropout), none(&["0.1", "0.2", "0.3", "0.5"]), send) }
                { choice("batch", m.batch, &setup.batch.to_string(), plain([1, 4, 8, 16, 32, 64]), send) }
                if setup.data.has_length() {
                    { choice("len", if setup.data.is_recall() { m.delay } else { m.window }, &setup.len.to_string(), plain([5, 10, 16, 20, 32, 40, 64, 100]), send) }
                }
                { choice("epoch", m.rounds, &setup.rounds.to_string(), plain([10, 20, 30, 40, 80, 150, 300, 1000]), send) }
                { choice("seed", m.seed, &setup.seed.to_string(), plain(1..=9), send) }
                if setup.cell == Cell::Rnn {
                    <div class="setting"><span>{ m.nonlinearity }</span>
                        <div class="seg" role="group" aria-label={m.nonlinearity}>
                            { toggle("nonlin", "tanh", "tanh", !setup.is_relu()) }
                            { toggle("nonlin", "relu", "relu", setup.is_relu()) }
                        </div></div>
                }
                { choice("device", m.device, &setup.device, ["auto", "webgpu", "cpu"].map(|id| (id.to_string(), m.device_name(id).to_string())).to_vec(), send) }
                <p class="small soft">{ m.another_run }</p>
            </details>
        </div>
    }
}

/// A text of one's own: typed, pasted, chosen or dropped.
fn own_text(state: &Training, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let chosen = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            let send = send.clone();
            platform::read_file(&event, file_limit(false), move |_, file| send.now(Act::File(file)));
        })
    };
    let submit = {
        let send = send.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            // Read here, not at every key: it may be a megabyte.
            let form: web_sys::HtmlElement = event.target_unchecked_into();
            if let Ok(Some(field)) = form.query_selector("textarea") {
                let field: HtmlTextAreaElement = wasm_bindgen::JsCast::unchecked_into(field);
                send.now(Act::Submit(field.value()));
            }
        })
    };
    let unit = |value: &'static str, name: &str, is_on: bool| {
        html! {
            <button type="button" class={classes!(is_on.then_some("on"))} aria-pressed={is_on.to_string()} data-value={value}
                onclick={send.on(Action::Set("by", value.into()))}>{ name }</button>
        }
    };
    html! {
        <form class="own" onsubmit={submit}>
            <label for="own-text">{ m.own_text }</label>
            <textarea id="own-text" key={state.typed.len()} rows="4" dir="auto" spellcheck="false" defaultvalue={state.typed.to_string()} aria-describedby="own-text-hint" />
            <p class="small soft" id="own-text-hint">{ m.own_hint }</p>
            <div class="row">
                <button type="submit" class="plain" data-act="own">{ m.own_read }</button>
                <label class="plain file"><input type="file" id="own-file" accept=".txt,text/plain" class="visually-hidden" onchange={chosen} />{ m.choose_file }</label>
            </div>
            <div class="setting"><span>{ m.by }</span>
                <div class="seg" role="group" aria-label={m.by}>
                    { unit("characters", m.by_characters, !state.setup.is_by_words()) }
                    { unit("words", m.by_words, state.setup.is_by_words()) }
                </div></div>
        </form>
    }
}
