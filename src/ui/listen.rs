//! What comes from outside the components: keys, Back, messages, files, swipes, a turned phone.

use crate::platform;
use crate::shell::action::Action;
use crate::shell::json::text;
use crate::shell::message::{Request, envelope, h5p, read, resize};
use crate::ui::history::{Pen, is_foreign};
use crate::ui::keys::{Place, STEPPING, action};
use crate::ui::screen::{Catalogue, Latest, Press, Screen};
use crate::ui::send::Send;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{DragEvent, Element, EventTarget, KeyboardEvent, MessageEvent, TouchEvent};

fn on<E: wasm_bindgen::convert::FromWasmAbi + 'static>(
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
pub fn listen(latest: &Latest, pen: &Pen, catalogue: Catalogue, send: &Send) {
    let aids = catalogue.aids;
    let Some(window) = web_sys::window() else { return };
    let Some(document) = window.document() else { return };
    {
        let (latest, send) = (latest.clone(), send.clone());
        on(&document, "keydown", move |event: KeyboardEvent| key(&event, &**latest.borrow(), &send));
    }
    {
        let (pen, send) = (pen.clone(), send.clone());
        on(&window, "popstate", move |_: web_sys::Event| {
            // A jump inside the page (the skip link) changes no query: nothing to do.
            let query = platform::query();
            if is_foreign(&pen, &query) {
                send.now(Action::Navigate(query));
            }
        });
    }
    let speaks_h5p = Rc::new(Cell::new(false));
    {
        let (latest, send, speaks_h5p) = (latest.clone(), send.clone(), speaks_h5p.clone());
        on_message(&window, move |message| {
            if message["context"] == "h5p" && message["action"] == "hello" && !speaks_h5p.replace(true) {
                return tell(&h5p(Some(platform::content_height())));
            }
            let screen = latest.borrow().clone();
            match read(&message, screen.shell()) {
                Some(Request::Do(action)) => send.now(action),
                Some(Request::Get(what, nonce)) if matches!(what.as_str(), "still" | "slide") => {
                    platform::spawn(async move {
                        if let Some(aids) = aids().await {
                            (aids.still)(screen, what, nonce).await;
                        }
                    });
                }
                Some(Request::Get(what, nonce)) => tell(&got(&*screen, &what, nonce)),
                None => {}
            }
        });
    }
    {
        let (send, latest) = (send.clone(), latest.clone());
        on(&window, "resize", move |_: web_sys::Event| {
            if latest.borrow().shell().is_resized() {
                send.now(Action::Resized);
            }
        });
    }
    files(&document, latest, send);
    swipes(&document, latest, send);
    heights(&document, latest, speaks_h5p);
    if platform::is_framed() {
        tell(&h5p(None));
        sleeps(&document, latest, send);
    }
}

/// Where a frame cannot be seen nothing in it runs; what ran goes on when it is seen again.
fn sleeps(document: &web_sys::Document, latest: &Latest, send: &Send) {
    let (latest, send, ran) = (latest.clone(), send.clone(), Cell::new(false));
    let closure = Closure::<dyn FnMut(js_sys::Array)>::new(move |seen: js_sys::Array| {
        let last = seen.at(-1);
        let is_seen = js_sys::Reflect::get(&last, &"isIntersecting".into()).is_ok_and(|seen| seen.is_truthy());
        let frame = latest.borrow().frame();
        let is_running = frame.is_running || frame.is_playing;
        if is_seen && ran.replace(false) {
            send.now(Action::Play(true));
        } else if !is_seen && is_running {
            ran.set(true);
            send.now(Action::Play(false));
        }
    });
    let observer = web_sys::IntersectionObserver::new(closure.as_ref().unchecked_ref());
    if let (Ok(observer), Some(body)) = (observer, document.body()) {
        observer.observe(&body);
    }
    closure.forget();
}

fn key(event: &KeyboardEvent, screen: &dyn Screen, send: &Send) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let inside =
        |selector: &str| target.as_ref().is_some_and(|target| target.closest(selector).ok().flatten().is_some());
    let key = event.key();
    let press = Press {
        key: &key,
        shift: event.shift_key(),
        is_repeated: event.repeat(),
        on_control: inside("button, a, summary, label"),
        in_figure: inside("#figure"),
        in_detail: inside("#detail"),
    };
    let place = Place {
        modified: event.ctrl_key() || event.alt_key() || event.meta_key(),
        in_field: inside("input, select, textarea"),
        scrolls: target.as_ref().is_some_and(|target| {
            target.class_list().contains("scroll") && target.scroll_width() > target.client_width() + 1
        }),
    };
    let shell = screen.shell();
    if key == "?" && !place.in_field {
        event.prevent_default();
        return if platform::fold("keys") { platform::focus("go") } else { platform::unfold("keys") };
    }
    // What lies over everything closes first.
    if key == "Escape" && !shell.is_blank && platform::fold("keys") {
        event.prevent_default();
        return platform::focus("go");
    }
    // A closed list is walked through without choosing: it opens by Enter, Space or Alt with an arrow.
    let walks = key.starts_with("Arrow") || matches!(key.as_str(), "Home" | "End" | "PageUp" | "PageDown");
    let is_letter = key.chars().count() == 1 && key != " ";
    if inside("#screen") && (walks || is_letter) && !place.modified {
        event.prevent_default();
        return platform::open_list("screen");
    }
    let id = shell.address.get("id");
    let is_button_s = press.on_control && key == " ";
    let is_for_host = shell.address.get("keys") == Some("host") && !place.in_field && !place.modified && !is_button_s;
    if is_for_host && STEPPING.contains(&key.as_str()) {
        event.prevent_default();
        return tell(&envelope(id, "key", json!({"key": key})));
    }
    // A key that is held down runs past nothing: the main button is pressed, not leant on.
    if press.is_repeated && matches!(key.as_str(), " " | "PageDown") && !place.in_field && !press.on_control {
        return event.prevent_default();
    }
    match action(&press, &place, screen) {
        Some(action) => {
            event.prevent_default();
            send.now(action);
        }
        // Nothing more to close: the keyboard goes back to the host.
        None if key == "Escape" => {
            tell(&envelope(id, "release", json!({})));
            platform::leave_frame();
        }
        None => {}
    }
}

pub fn tell(message: &Value) {
    platform::post_to_parent(&text(message));
}

/// The answer to `get`; `null` for what the screen does not have.
fn got(screen: &dyn Screen, what: &str, nonce: Value) -> Value {
    let value = match what {
        "state" => json!(screen.link()),
        "height" => json!(platform::content_height()),
        what => screen.get(what).unwrap_or(Value::Null),
    };
    envelope(screen.shell().address.get("id"), "got", json!({"what": what, "nonce": nonce, "value": value}))
}

/// Hands over messages of the host, and of nobody else, as JSON of bounded size.
pub fn on_message(window: &web_sys::Window, handle: impl Fn(Value) + 'static) {
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
pub fn answer_speed(value: Value) {
    let Some(window) = web_sys::window() else { return };
    on_message(&window, move |message| {
        if message["unrolled"] == 1 && message["type"] == "get" && message["what"] == "speed" {
            tell(&envelope(None, "got", json!({"what": "speed", "nonce": message["nonce"], "value": value})));
        }
    });
    tell(&envelope(None, "ready", json!({"fig": "speed", "height": platform::content_height()})));
}

/// Tells the host when the height changes: at most every 100 ms, and only by more than 2 px.
fn heights(document: &web_sys::Document, latest: &Latest, speaks_h5p: Rc<Cell<bool>>) {
    let (latest, told, waiting) = (latest.clone(), Rc::new(RefCell::new(0u32)), Rc::new(RefCell::new(false)));
    let closure = Closure::<dyn FnMut()>::new(move || {
        if waiting.replace(true) {
            return;
        }
        let (latest, told, waiting, speaks_h5p) = (latest.clone(), told.clone(), waiting.clone(), speaks_h5p.clone());
        platform::after(100, move || {
            waiting.replace(false);
            let height = platform::content_height();
            if height.abs_diff(*told.borrow()) > 2 {
                told.replace(height);
                let screen = latest.borrow().clone();
                resize(screen.shell().address.get("id"), &screen.link(), height).iter().for_each(tell);
                if speaks_h5p.get() {
                    tell(&h5p(Some(height)));
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

/// Files that are dropped anywhere, where the screen takes some. Text that is dragged into a field stays the browser's.
fn files(document: &web_sys::Document, latest: &Latest, send: &Send) {
    let carries_file = |event: &DragEvent| {
        event.data_transfer().is_some_and(|data| (0..data.types().length()).any(|n| data.types().get(n) == "Files"))
    };
    on(document, "dragover", move |event: DragEvent| {
        if carries_file(&event) {
            event.prevent_default();
        }
    });
    let (latest, send) = (latest.clone(), send.clone());
    on(document, "drop", move |event: DragEvent| {
        if !carries_file(&event) {
            return;
        }
        event.prevent_default();
        let Some(limit) = latest.borrow().takes_files() else { return };
        let (latest, send) = (latest.clone(), send.clone());
        platform::read_file(&event, limit, move |name, file| {
            let action = latest.borrow().dropped((name, file));
            if let Some(action) = action {
                send.now(action);
            }
        });
    });
}

/// A sideways swipe over the figure is a step; it has buttons that do the same.
fn swipes(document: &web_sys::Document, latest: &Latest, send: &Send) {
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
    let (latest, send) = (latest.clone(), send.clone());
    on(document, "touchend", move |event: TouchEvent| {
        let Some((x, y)) = start.borrow_mut().take() else { return };
        let Some(touch) = event.changed_touches().item(0) else { return };
        let (dx, dy) = (touch.client_x() - x, touch.client_y() - y);
        if dx.abs() > 48 && dx.abs() > 2 * dy.abs() {
            let is_blank = latest.borrow().shell().is_blank;
            send.now(if is_blank { Action::Blank(false) } else { Action::Step(dx < 0) });
        }
    });
}
