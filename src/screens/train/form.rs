//! What is learnt, and how: each setting is a key of the address.

use crate::model::cell::Cell;
use crate::run::setup::Data;
use crate::scene::number::full;
use crate::screens::train::reduce::file_limit;
use crate::screens::train::state::{Act, Training};
use crate::screens::train::words::Words;
use crate::ui::controls::Controls;
use crate::ui::file::file_button;
use crate::ui::send::Send;
use web_sys::{HtmlDetailsElement, HtmlTextAreaElement};
use yew::prelude::*;

pub fn form(state: &Training, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let setup = &state.setup;
    let controls = Controls { shell: &state.shell, send };
    let (plain, number) = (str::to_string, |value: f64| full(value));
    let none = |value: &str| if value == "0" { m.none.to_string() } else { value.to_string() };
    let more = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            send.now(Act::More(event.target_unchecked_into::<HtmlDetailsElement>().open()))
        })
    };
    let data = |id: &str| Data::from_id(id).map_or(id.to_string(), |data| m.data_name(data));
    let cell = |id: &str| Cell::from_id(id).map_or(id.to_string(), |cell| cell.label().into());
    html! {
        <div class="settings" role="group" aria-label={m.settings}>
            { controls.list("data", m.data, setup.data.id(), &data) }
            if setup.data == Data::Own { { own_text(state, send) } }
            { controls.buttons("cell", m.cell, setup.cell.id(), &cell) }
            { controls.list("hidden", m.units, &setup.hidden.to_string(), &plain) }
            { controls.list("lr", m.rate, &number(setup.rate), &plain) }
            <details class="tool" open={state.is_more_open} ontoggle={more}>
                <summary>{ m.more }</summary>
                { controls.list("opt", m.optimiser, &setup.optimiser, &|id| m.optimiser_name(id)) }
                { controls.list("clip", m.clip, &number(setup.clip), &none) }
                { controls.list("layers", m.layers, &setup.layers.to_string(), &plain) }
                { controls.list("drop", m.dropout, &number(setup.dropout), &none) }
                { controls.list("batch", m.batch, &setup.batch.to_string(), &plain) }
                if setup.data.has_length() {
                    { controls.list("len", if setup.data.is_recall() { m.delay } else { m.window }, &setup.len.to_string(), &plain) }
                }
                { controls.list("epoch", m.rounds, &setup.rounds.to_string(), &plain) }
                { controls.list("seed", m.seed, &setup.seed.to_string(), &plain) }
                if setup.cell == Cell::Rnn {
                    { controls.buttons("nonlin", m.nonlinearity, if setup.is_relu() { "relu" } else { "tanh" }, &plain) }
                }
                { controls.list("device", m.device, &setup.device, &|id| m.device_name(id)) }
                <p class="small soft">{ m.another_run }</p>
            </details>
        </div>
    }
}

/// A text of one's own: typed, pasted, chosen or dropped.
fn own_text(state: &Training, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
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
    let controls = Controls { shell: &state.shell, send };
    let unit = |id: &str| if id == "words" { m.by_words } else { m.by_characters }.to_string();
    html! {
        <form class="own" onsubmit={submit}>
            <label for="own-text">{ m.own_text }</label>
            <textarea id="own-text" key={state.typed.len()} rows="4" dir="auto" spellcheck="false" defaultvalue={state.typed.to_string()} aria-describedby="own-text-hint" />
            <p class="small soft" id="own-text-hint">{ m.own_hint }</p>
            <div class="row">
                <button type="submit" class="plain" data-act="own">{ m.own_read }</button>
                { file_button("own-file", m.choose_file, "plain", ".txt,text/plain", file_limit(false), send, |_, file| Act::File(file)) }
            </div>
            { controls.buttons("by", m.by, if state.setup.is_by_words() { "words" } else { "characters" }, &unit) }
        </form>
    }
}
