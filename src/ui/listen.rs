//! What comes from outside the components: keys, Back, messages, swipes.

use crate::app::action::Action;
use crate::app::json::text;
use crate::app::message::{Request, got, read, resize};
use crate::app::state::State;
use crate::platform;
use crate::ui::keys::{Press, action};
use crate::ui::store::Send;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, EventTarget, KeyboardEvent, MessageEvent, TouchEvent};

/// The state as last drawn.
pub type Latest = Rc<RefCell<State>>;

pub fn on<E: wasm_bindgen::convert::FromWasmAbi + 'static>(
    target: &EventTarget,
    kind: &str,
    handler: impl FnMut(E) + 'static,
) {
    let closure = Closure::<dyn FnMut(E)>::new(handler);
    let _ = target.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
    // The page is the application: its listeners live as long as it does.
    closure.forget();
}

/// Starts listening, once.
pub fn listen(latest: &Latest, send: &Send) {
    let Some(window) = web_sys::window() else { return };
    let Some(document) = window.document() else { return };
    {
        let (latest, send) = (latest.clone(), send.clone());
        on(&document, "keydown", move |event: KeyboardEvent| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let inside = |selector: &str| {
                target.as_ref().is_some_and(|target| target.closest(selector).ok().flatten().is_some())
            };
            let key = event.key();
            let press = Press {
                key: &key,
                shift: event.shift_key(),
                modified: event.ctrl_key() || event.alt_key() || event.meta_key(),
                in_field: inside("input, select, textarea"),
                on_control: inside("button, a, summary"),
                in_figure: inside("#figure"),
                in_detail: inside("#detail"),
                scrolls: target.as_ref().is_some_and(|target| {
                    target.class_list().contains("scroll") && target.scroll_width() > target.client_width() + 1
                }),
            };
            // A range already moves by arrows; everything else in it stays the browser's.
            let action = action(&press, &latest.borrow());
            if let Some(action) = action {
                event.prevent_default();
                send.now(action);
            }
        });
    }
    {
        let (latest, send) = (latest.clone(), send.clone());
        on(&window, "popstate", move |_: web_sys::Event| {
            // A jump inside the page (the skip link) changes no query: nothing to do.
            let query = platform::query();
            if State::of(latest.borrow().part, &query, (*latest.borrow().preferences).clone()).link()
                != latest.borrow().link()
            {
                send.now(Action::Navigate(query));
            }
        });
    }
    {
        let (latest, send) = (latest.clone(), send.clone());
        on_message(&window, move |message| {
            let request = read(&message, &latest.borrow());
            match request {
                Some(Request::Do(action)) => send.now(action),
                Some(Request::Get(what, nonce)) => {
                    let answer = got(&latest.borrow(), &what, &nonce, platform::content_height());
                    if let Some(answer) = answer {
                        platform::post_to_parent(&text(&answer));
                    }
                }
                None => {}
            }
        });
    }
    swipes(&document, send);
    heights(&document, latest);
}

/// Hands over messages of the host, and of nobody else, as JSON of bounded size.
pub fn on_message(window: &web_sys::Window, handle: impl Fn(serde_json::Value) + 'static) {
    let parent = window.parent().ok().flatten();
    on(window, "message", move |event: MessageEvent| {
        let from_parent =
            matches!((event.source(), &parent), (Some(source), Some(parent)) if js_sys::Object::is(&source, parent));
        if !from_parent {
            return;
        }
        let text = js_sys::JSON::stringify(&event.data()).ok().and_then(|text| text.as_string());
        if let Some(message) =
            text.filter(|text| text.len() <= 64 << 10).and_then(|text| serde_json::from_str(&text).ok())
        {
            handle(message);
        }
    });
}

/// On the page of a measured job: answers `get speed`, now and later.
pub fn answer_speed(value: serde_json::Value) {
    let Some(window) = web_sys::window() else { return };
    on_message(&window, move |message| {
        if message["unrolled"] == 1 && message["type"] == "get" && message["what"] == "speed" {
            let answer = serde_json::json!({
                "unrolled": 1, "id": null, "type": "got", "what": "speed", "nonce": message["nonce"], "value": value,
            });
            platform::post_to_parent(&text(&answer));
        }
    });
    let ready = serde_json::json!({"unrolled": 1, "id": null, "type": "ready", "fig": "speed", "height": platform::content_height()});
    platform::post_to_parent(&text(&ready));
}

fn heights(document: &web_sys::Document, latest: &Latest) {
    let latest = latest.clone();
    tell_height(document, move || {
        let state = latest.borrow();
        (state.address.get("id").map(str::to_string), state.link())
    });
}

/// Tells the host when the height changes: at most every 100 ms, and only by more than 2 px. `who` gives the host's id and
/// the state's link.
pub fn tell_height(document: &web_sys::Document, who: impl Fn() -> (Option<String>, String) + 'static) {
    let (who, told, waiting) = (Rc::new(who), Rc::new(RefCell::new(0u32)), Rc::new(RefCell::new(false)));
    let closure = Closure::<dyn FnMut()>::new(move || {
        if waiting.replace(true) {
            return;
        }
        let (who, told, waiting) = (who.clone(), told.clone(), waiting.clone());
        platform::after(100, move || {
            waiting.replace(false);
            let height = platform::content_height();
            if height.abs_diff(*told.borrow()) > 2 {
                told.replace(height);
                let (id, link) = who();
                for message in resize(id.as_deref(), &link, height) {
                    platform::post_to_parent(&text(&message));
                }
            }
        });
    });
    let observer = web_sys::ResizeObserver::new(closure.as_ref().unchecked_ref());
    if let (Ok(observer), Some(body)) = (observer, document.body()) {
        observer.observe(&body);
    }
    closure.forget();
}

/// A sideways swipe over the figure is a step; it has buttons that do the same.
fn swipes(document: &web_sys::Document, send: &Send) {
    let start = Rc::new(RefCell::new(None::<(i32, i32)>));
    {
        let start = start.clone();
        on(document, "touchstart", move |event: TouchEvent| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let figure = target.and_then(|target| target.closest("#figure").ok().flatten());
            // A strip that scrolls sideways keeps the finger.
            let scrolls = figure.as_ref().is_some_and(|figure| figure.scroll_width() > figure.client_width() + 1);
            let touch =
                event.touches().item(0).filter(|_| figure.is_some() && !scrolls && event.touches().length() == 1);
            *start.borrow_mut() = touch.map(|touch| (touch.client_x(), touch.client_y()));
        });
    }
    let send = send.clone();
    on(document, "touchend", move |event: TouchEvent| {
        let Some((x, y)) = start.borrow_mut().take() else { return };
        let Some(touch) = event.changed_touches().item(0) else { return };
        let (dx, dy) = (touch.client_x() - x, touch.client_y() - y);
        if dx.abs() > 48 && dx.abs() > 2 * dy.abs() {
            send.now(Action::Step(dx < 0));
        }
    });
}
