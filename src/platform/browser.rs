//! The real thing. Every service may be denied (sandboxed frames, private windows): then the answer is nothing.

use super::Preferences;
use wasm_bindgen::prelude::*;
use web_sys::window;

pub fn preferences() -> Preferences {
    let Some(window) = window() else { return Preferences::default() };
    let languages = window.navigator().languages().iter().filter_map(|language| language.as_string()).collect();
    let query = window.match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    Preferences { languages, reduced_motion: query.is_some_and(|query| query.matches()) }
}

/// The query string, without its question mark.
pub fn query() -> String {
    let search = window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    search.strip_prefix('?').unwrap_or(&search).to_string()
}

pub fn replace_query(query: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("?{query}{}", fragment())));
    }
}

/// Another screen: Back leads to the one before.
pub fn push_query(query: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&format!("?{query}{}", fragment())));
    }
}

/// What stands behind the query, with its mark: a lecture that somebody wrote travels there, and no server sees it.
pub fn fragment() -> String {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    if hash.starts_with("#deck=") { hash } else { String::new() }
}

/// The full address with another query.
pub fn link(query: &str) -> String {
    let location = window().map(|window| window.location());
    let part = |f: &dyn Fn(&web_sys::Location) -> Result<String, JsValue>| {
        location.as_ref().and_then(|l| f(l).ok()).unwrap_or_default()
    };
    // A lecture that somebody wrote travels with the link to it.
    let behind = if query.contains("deck=own") { fragment() } else { String::new() };
    format!("{}{}?{query}{behind}", part(&|l| l.origin()), part(&|l| l.pathname()))
}

/// Copies, and says whether the clipboard took it. It is absent outside secure contexts and denied in some frames.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    let navigator = js_sys::Reflect::get(&js_sys::global(), &"navigator".into()).unwrap_or(JsValue::UNDEFINED);
    let clipboard =
        js_sys::Reflect::get(&navigator, &"clipboard".into()).ok().filter(|clipboard| clipboard.is_object());
    let Some(clipboard) = clipboard else { return done(false) };
    let promise = clipboard.unchecked_into::<web_sys::Clipboard>().write_text(text);
    let done = std::rc::Rc::new(std::cell::Cell::new(Some(done)));
    let answer = |is_done: bool| {
        let done = done.clone();
        Closure::once_into_js(move |_: JsValue| {
            if let Some(done) = done.take() {
                done(is_done);
            }
        })
    };
    let then = js_sys::Reflect::get(&promise, &"then".into());
    let _ =
        then.and_then(|then| then.unchecked_into::<js_sys::Function>().call2(&promise, &answer(true), &answer(false)));
}

/// Attributes of the root element that style and language hang on.
pub fn set_root(attributes: &[(&str, &str)], title: &str) {
    let Some(document) = window().and_then(|window| window.document()) else { return };
    document.set_title(title);
    if let Some(root) = document.document_element() {
        for (name, value) in attributes {
            let _ = root.set_attribute(name, value);
        }
    }
}

/// Milliseconds from some fixed moment.
pub fn now_millis() -> f64 {
    PERFORMANCE.with(web_sys::Performance::now)
}

#[wasm_bindgen]
extern "C" {
    /// On a page and in a worker alike.
    #[wasm_bindgen(js_name = performance, thread_local_v2)]
    static PERFORMANCE: web_sys::Performance;
    #[wasm_bindgen(js_namespace = Intl)]
    type Segmenter;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(lang: &str, options: &JsValue) -> Result<Segmenter, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn segment(this: &Segmenter, text: &str) -> Result<JsValue, JsValue>;
}

/// Words of a text by the browser's own dictionary; the text itself where there is none.
pub fn segment(text: &str, lang: &str) -> Vec<String> {
    try_segment(text, lang).unwrap_or_else(|_| vec![text.to_string()])
}

fn try_segment(text: &str, lang: &str) -> Result<Vec<String>, JsValue> {
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"granularity".into(), &"word".into())?;
    let segments = Segmenter::new(lang, &options)?.segment(text)?;
    let mut words = Vec::new();
    for item in js_sys::try_iter(&segments)?.ok_or(JsValue::NULL)? {
        words.extend(js_sys::Reflect::get(&item?, &"segment".into())?.as_string());
    }
    Ok(words)
}

/// Nothing private is ever in a message, so any parent may read it.
pub fn post_to_parent(json: &str) {
    let parent = window().and_then(|window| window.parent().ok().flatten());
    if let (Some(parent), Ok(value)) = (parent, js_sys::JSON::parse(json)) {
        let _ = parent.post_message(&value, "*");
    }
}
/// Gives the keyboard back to the page around this one.
pub fn leave_frame() {
    if let Some(parent) = window().filter(|_| is_framed()).and_then(|window| window.parent().ok().flatten()) {
        let _ = parent.focus();
    }
}
fn element(id: &str) -> Option<web_sys::Element> {
    window()?.document()?.get_element_by_id(id)
}
/// Moves the keyboard's focus, where the element exists.
pub fn focus(id: &str) {
    focus_first(&[&format!("#{id}")]);
}
/// The same without scrolling; gives the element that has it now.
fn focus_quietly(selectors: &[&str]) -> Option<web_sys::HtmlElement> {
    let document = window()?.document()?;
    // Whoever writes in the page around a frame goes on writing there.
    if is_framed() && !document.has_focus().unwrap_or(true) {
        return None;
    }
    let found = selectors.iter().find_map(|selector| document.query_selector(selector).ok().flatten());
    let element = found?.dyn_into::<web_sys::HtmlElement>().ok()?;
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
    Some(element)
}
/// Begins a screen: at its top, with the focus on the first of these that is there.
pub fn arrive(selectors: &[&str]) {
    focus_quietly(selectors);
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}
/// Moves the keyboard's focus to the first of these selectors that finds something.
pub fn focus_first(selectors: &[&str]) {
    if let Some(element) = focus_quietly(selectors) {
        // What is typed takes the place of what stands there.
        if let Some(input) = element.dyn_ref::<web_sys::HtmlInputElement>() {
            input.select();
        }
        // Whatever part of it asks to be seen, not its whole length: what was chosen stays in view.
        let part = element.query_selector(".reveal").ok().flatten();
        scroll_to(part.as_ref().unwrap_or(&element));
    }
}
/// An attribute of the element that has the focus.
pub fn focused(attribute: &str) -> Option<String> {
    window()?.document()?.active_element()?.get_attribute(attribute)
}
/// The card stands below the picture, not beside it.
pub fn is_narrow() -> bool {
    matches_media("(max-width: 900px)")
}
/// Width of what holds the pictures, height and width of the window, in CSS pixels; nothing while the page is hidden.
pub fn room() -> Option<(f64, f64, f64)> {
    let window = window()?;
    let [wide, tall] =
        [window.inner_width(), window.inner_height()].map(|size| size.ok().and_then(|size| size.as_f64()));
    let (wide, tall) = (wide?, tall?);
    let stage = window.document()?.query_selector(".stage").ok().flatten();
    let stage = stage.map(|stage| f64::from(stage.client_width())).filter(|width| *width > 100.0);
    // Before anything stands there: beside the card, or above it.
    let guess = if is_narrow() { wide - 32.0 } else { wide.min(1240.0) - 416.0 };
    (wide > 100.0).then(|| (stage.unwrap_or(guess), tall, wide))
}
fn matches_media(query: &str) -> bool {
    window().and_then(|window| window.match_media(query).ok().flatten()).is_some_and(|query| query.matches())
}
/// Brings an element into view inside its scrolling box; nothing outside this page moves.
pub fn reveal(id: &str) {
    if let Some(element) = element(id) {
        scroll_to(&element);
    }
}
#[wasm_bindgen]
extern "C" {
    /// In static/boot.js: as little as needed, past the margins that the style gives the element.
    #[wasm_bindgen(js_name = unrolledReveal)]
    fn scroll_to(element: &web_sys::Element);
    /// In static/boot.js: how often somebody else changed the page so far; `true` once it has been drawn.
    #[wasm_bindgen(js_name = unrolledAltered)]
    pub fn alterations(is_drawn: bool) -> u32;
}
/// Height of the page's content in CSS pixels.
pub fn content_height() -> u32 {
    let body = window().and_then(|window| window.document()).and_then(|document| document.body());
    body.map_or(0, |body| body.offset_height().max(0) as u32)
}
/// Whether the page stands in a frame of another.
pub fn is_framed() -> bool {
    window().is_some_and(|window| {
        window.parent().ok().flatten().is_some_and(|parent| !js_sys::Object::is(&parent, &window))
    })
}
/// Every element that a selector finds.
fn all(selector: &str) -> Vec<web_sys::Element> {
    let found = window().and_then(|window| window.document()?.query_selector_all(selector).ok());
    found.map_or_else(Vec::new, |found| (0..found.length()).filter_map(|n| found.get(n)?.dyn_into().ok()).collect())
}
/// Takes controls by these names (what they do, their id, or the setting they are) out of everybody's reach.
pub fn lock(names: &[&str]) {
    // The page's elements are used again for other things: every drawing begins unlocked.
    for element in all("#app [data-locked]") {
        let _ = element.remove_attribute("inert").and_then(|()| element.remove_attribute("data-locked"));
    }
    for name in names {
        // A setting is meant where there is one of that name, else the control.
        let settings = all(&format!("#app [data-key='{name}'], #app #set-{name}"));
        let controls = || all(&format!("#app [data-act='{name}'], #app #{name}"));
        for element in if settings.is_empty() { controls() } else { settings } {
            let _ = element.set_attribute("inert", "").and_then(|()| element.set_attribute("data-locked", ""));
        }
    }
}
/// Covers the whole screen, where that is allowed.
pub fn full_screen(is_full: bool) {
    let Some(document) = window().and_then(|window| window.document()) else { return };
    let is_now = document.fullscreen_element().is_some();
    match (is_full, document.document_element()) {
        (true, Some(root)) if !is_now => {
            // Denied in most frames: then presenting is the page's own look alone.
            if let Ok(asked) = js_sys::Reflect::get(&root, &"requestFullscreen".into())
                && let Ok(ask) = asked.dyn_into::<js_sys::Function>()
                && let Ok(promise) = ask.call0(&root).and_then(|promise| promise.dyn_into::<js_sys::Promise>())
            {
                let ignore = Closure::once_into_js(|_: JsValue| {});
                let catch = js_sys::Reflect::get(&promise, &"catch".into());
                let _ = catch.and_then(|catch| catch.unchecked_into::<js_sys::Function>().call1(&promise, &ignore));
            }
        }
        (false, _) if is_now => document.exit_fullscreen(),
        _ => {}
    }
}
/// Opens a list of choices without choosing.
pub fn open_list(id: &str) {
    let list = element(id).map(JsValue::from).unwrap_or_default();
    if let Ok(show) =
        js_sys::Reflect::get(&list, &"showPicker".into()).and_then(|show| show.dyn_into::<js_sys::Function>())
    {
        let _ = show.call0(&list);
    }
}
/// Every list shows what is drawn as chosen. Once a hand has chosen, the browser minds the attribute no more (HTML, "dirtiness").
pub fn mend_lists() {
    for option in all("#app option[selected]") {
        let is_shown = js_sys::Reflect::get(&option, &"selected".into()).is_ok_and(|shown| shown.is_truthy());
        if !is_shown {
            let _ = js_sys::Reflect::set(&option, &"selected".into(), &true.into());
        }
    }
}
/// Opens a part that is folded away, and goes there.
pub fn unfold(id: &str) {
    if let Some(part) = details(id) {
        part.set_open(true);
        focus_first(&[&format!("#{id} summary")]);
    }
}
/// Folds it again; says whether it was open.
pub fn fold(id: &str) -> bool {
    let open = details(id).filter(web_sys::HtmlDetailsElement::open);
    if let Some(part) = &open {
        part.set_open(false);
    }
    open.is_some()
}
fn details(id: &str) -> Option<web_sys::HtmlDetailsElement> {
    element(id).and_then(|part| part.dyn_into().ok())
}
/// Where what had the focus is no longer in the page, the main button has it.
pub fn mend_focus() {
    thread_local! {
        static LAST: std::cell::RefCell<Option<web_sys::Element>> = const { std::cell::RefCell::new(None) };
    }
    let Some(document) = window().and_then(|window| window.document()) else { return };
    let now = document.active_element().filter(|now| now.tag_name() != "BODY");
    let is_lost = now.is_none() && LAST.with_borrow(|last| last.as_ref().is_some_and(|last| !last.is_connected()));
    if is_lost {
        focus("go");
    }
    LAST.set(document.active_element());
}
/// Calls back after some milliseconds.
pub fn after(millis: u32, then: impl FnOnce() + 'static) {
    if let Some(window) = window() {
        let callback = Closure::once_into_js(then);
        let millis = i32::try_from(millis).unwrap_or(i32::MAX);
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), millis);
    }
}
/// Tells the start script that the application has taken over.
pub fn arrived() {
    if let (Some(window), Ok(event)) = (window(), web_sys::Event::new("unrolled-ready")) {
        let _ = window.dispatch_event(&event);
    }
}

#[wasm_bindgen]
extern "C" {
    /// In static/boot.js: says that a file did not arrive, or is damaged.
    #[wasm_bindgen(js_name = unrolledTrouble)]
    pub fn trouble(file: &str);
}

/// An archive of trained networks.
pub async fn networks(name: &str) -> Vec<u8> {
    file(&format!("{name}.bin")).await
}

/// A file that stands beside the program, which boot.js fetches; empty if it does not come.
pub async fn file(name: &str) -> Vec<u8> {
    let fetch = js_sys::Reflect::get(&js_sys::global(), &"unrolledFile".into());
    let asked = fetch
        .and_then(|fetch| fetch.dyn_into::<js_sys::Function>())
        .and_then(|fetch| fetch.call1(&JsValue::NULL, &name.into()));
    let Ok(Ok(promise)) = asked.map(|asked| asked.dyn_into::<js_sys::Promise>()) else { return Vec::new() };
    let bytes = wasm_bindgen_futures::JsFuture::from(promise).await;
    bytes
        .ok()
        .and_then(|bytes| bytes.dyn_into::<js_sys::Uint8Array>().ok())
        .map_or_else(Vec::new, |bytes| bytes.to_vec())
}

/// The browser's reader of numbers, for a text that is one.
pub(super) fn parse_decimal(text: &str) -> f64 {
    js_sys::Number::parse_float(text)
}
