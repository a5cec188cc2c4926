//! Several windows of one lecture: the line between them and its frames, and what a link carries behind its `#`.

use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// The name of the line; only pages of the same site hear it.
const LINE: &str = "unrolled-lecture";
/// Longer messages are none of ours.
const MOST: usize = 64 << 10;

thread_local! {
    static CHANNEL: RefCell<Option<BroadcastChannel>> = const { RefCell::new(None) };
    /// Who hears already: a listener lives as long as the page.
    static HEARING: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// Whether somebody of that name hears already; from now on somebody does.
fn hears_already(name: &'static str) -> bool {
    HEARING.with_borrow_mut(|names| {
        let hears = names.contains(&name);
        if !hears {
            names.push(name);
        }
        hears
    })
}

/// Hands over what other windows of this site say, to one listener of a name.
pub fn hear_windows(name: &'static str, handle: impl Fn(String) + 'static) {
    if hears_already(name) {
        return;
    }
    let open = CHANNEL.with_borrow(Option::clone);
    let Some(channel) = open.or_else(|| BroadcastChannel::new(LINE).ok()) else { return };
    let closure = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(text) = event.data().as_string().filter(|text| text.len() <= MOST) {
            handle(text);
        }
    });
    let _ = channel.add_event_listener_with_callback("message", closure.as_ref().unchecked_ref());
    closure.forget();
    CHANNEL.set(Some(channel));
}

/// Says something to the other windows, where the line is open.
pub fn post_to_windows(json: &str) {
    CHANNEL.with_borrow(|channel| {
        if let Some(channel) = channel {
            let _ = channel.post_message(&JsValue::from(json));
        }
    });
}

/// Hands over what the page in a frame says, and nobody else, as JSON; to one listener.
pub fn hear_frame(id: &'static str, handle: impl Fn(String) + 'static) {
    if hears_already(id) {
        return;
    }
    let Some(window) = web_sys::window() else { return };
    let closure = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let frame = web_sys::window().and_then(|window| window.document()?.get_element_by_id(id));
        let inside = frame.and_then(|frame| js_sys::Reflect::get(&frame, &"contentWindow".into()).ok());
        let is_its =
            matches!((event.source(), inside), (Some(source), Some(inside)) if js_sys::Object::is(&source, &inside));
        if let Some(text) =
            js_sys::JSON::stringify(&event.data()).ok().filter(|_| is_its).and_then(|text| text.as_string())
        {
            handle(text);
        }
    });
    let _ = window.add_event_listener_with_callback("message", closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Says something to the page in a frame.
pub fn tell_frame(id: &str, json: &str) {
    let frame = web_sys::window().and_then(|window| window.document()?.get_element_by_id(id));
    let inside = frame.and_then(|frame| js_sys::Reflect::get(&frame, &"contentWindow".into()).ok());
    if let (Some(inside), Ok(value)) = (inside.filter(|inside| inside.is_object()), js_sys::JSON::parse(json)) {
        let _ = inside.unchecked_into::<web_sys::Window>().post_message(&value, "*");
    }
}

/// Puts something behind the query of this page.
pub fn set_fragment(packed: &str) {
    let Some(window) = web_sys::window() else { return };
    let search = window.location().search().unwrap_or_default();
    if let Ok(history) = window.history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{search}{packed}")));
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = unrolledPack, catch)]
    async fn pack_text(text: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = unrolledUnpack, catch)]
    async fn unpack_text(packed: &str, most: u32) -> Result<JsValue, JsValue>;
}

/// A text as the part of a link behind `#`, with its mark. Nothing in a browser that cannot fold it.
pub async fn pack(text: &str) -> Option<String> {
    pack_text(text).await.ok()?.as_string()
}

/// The text of such a part; nothing where it is none, or longer than `MOST` bytes.
pub async fn unpack(packed: &str) -> Option<String> {
    unpack_text(packed, MOST as u32).await.ok()?.as_string()
}

/// Texts of the elements that a selector finds.
pub fn texts(selector: &str) -> Vec<String> {
    let found = web_sys::window().and_then(|window| window.document()?.query_selector_all(selector).ok());
    let text = |found: &web_sys::NodeList, n: u32| found.get(n)?.text_content();
    found.map_or_else(Vec::new, |found| (0..found.length()).filter_map(|n| text(&found, n)).collect())
}
