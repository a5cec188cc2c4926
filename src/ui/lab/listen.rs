//! What comes from outside: keys, dropped files, messages of the host.

use crate::app::json::text;
use crate::app::lab::reduce::file_limit;
use crate::app::lab::state::{Action, State};
use crate::app::message::envelope;
use crate::i18n::Lang;
use crate::platform;
use crate::ui::listen::{on, on_message, tell_height};
use crate::ui::store::Send;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, KeyboardEvent};

type Latest = Rc<RefCell<State>>;

pub fn listen(latest: &Latest, send: &Send<Action>) {
    let Some(window) = web_sys::window() else { return };
    let Some(document) = window.document() else { return };
    {
        let send = send.clone();
        on(&document, "keydown", move |event: KeyboardEvent| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let inside = |selector: &str| {
                target.as_ref().is_some_and(|target| target.closest(selector).ok().flatten().is_some())
            };
            if event.ctrl_key() || event.alt_key() || event.meta_key() || inside("input, select, textarea") {
                return;
            }
            let action = match event.key().as_str() {
                " " if !inside("button, a, summary, label") => Action::Go,
                "ArrowRight" => Action::Once,
                "ArrowLeft" => Action::Back,
                "Home" => Action::Rewind,
                _ => return,
            };
            event.prevent_default();
            send.now(action);
        });
    }
    on(&document, "dragover", move |event: DragEvent| event.prevent_default());
    {
        let send = send.clone();
        on(&document, "drop", move |event: DragEvent| {
            event.prevent_default();
            let send = send.clone();
            platform::read_file(&event, file_limit(true), move |name, file| {
                let is_network = name.ends_with(".safetensors");
                let over = |bytes: &Vec<u8>| !is_network && bytes.len() as f64 > file_limit(false);
                let file = file.and_then(|bytes| if over(&bytes) { Err(bytes.len() as f64) } else { Ok(bytes) });
                send.now(if is_network { Action::Network(file) } else { Action::File(file) });
            });
        });
    }
    {
        let (latest, send) = (latest.clone(), send.clone());
        on_message(&window, move |message| {
            if message["unrolled"] != 1 {
                return;
            }
            let word = |key: &str| message[key].as_str().filter(|text| text.len() <= 4096).map(str::to_string);
            let action = match message["type"].as_str() {
                Some("set") => word("state").map(|query| Action::Navigate(latest.borrow().address.onto(&query))),
                Some("goto") => message["t"].as_u64().and_then(|t| u32::try_from(t).ok()).map(Action::Goto),
                Some("play") => Some(Action::Run(true)),
                Some("pause") => Some(Action::Run(false)),
                Some("step") => match message["by"].as_i64() {
                    Some(1) => Some(Action::Once),
                    Some(-1) => Some(Action::Back),
                    _ => None,
                },
                Some("reset") => Some(Action::Reset),
                Some("lang") => word("lang").and_then(|id| Lang::from_id(&id)).map(Action::Lang),
                Some("theme") => word("theme").map(Action::Theme),
                Some("get") => {
                    got(&latest.borrow(), &message);
                    None
                }
                _ => None,
            };
            if let Some(action) = action {
                send.now(action);
            }
        });
    }
    let who = latest.clone();
    tell_height(&document, move || {
        let state = who.borrow();
        (state.address.get("id").map(str::to_string), state.link())
    });
    let state = latest.borrow();
    let fields = json!({"fig": state.fig(), "lang": state.lang.id(), "height": platform::content_height(), "state": state.link()});
    platform::post_to_parent(&text(&envelope(state.address.get("id"), "ready", fields)));
}

fn got(state: &State, message: &Value) {
    let value = match message["what"].as_str() {
        Some("state") => json!(state.link()),
        Some("height") => json!(platform::content_height()),
        _ => return,
    };
    let nonce = &message["nonce"];
    if nonce.is_object() || nonce.is_array() || nonce.as_str().is_some_and(|nonce| nonce.len() > 256) {
        return;
    }
    let fields = json!({"what": message["what"], "nonce": nonce, "value": value});
    platform::post_to_parent(&text(&envelope(state.address.get("id"), "got", fields)));
}

/// After each settled change.
pub fn settled(state: &State, caption: &str) {
    let fields = json!({"state": state.link(), "t": state.updates(), "steps": state.total(), "caption": caption});
    platform::post_to_parent(&text(&envelope(state.address.get("id"), "state", fields)));
}
