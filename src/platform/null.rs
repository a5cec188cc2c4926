//! What there is without a browser: nothing, politely.

use super::Preferences;

pub fn preferences() -> Preferences {
    Preferences::default()
}
/// The query string, without its question mark.
pub fn query() -> String {
    String::new()
}
/// An archive of trained networks.
pub async fn networks(_name: &str) -> Vec<u8> {
    Vec::new()
}
/// A file that stands beside the program.
pub async fn file(_name: &str) -> Vec<u8> {
    Vec::new()
}
/// What stands behind the query.
pub fn fragment() -> String {
    String::new()
}
/// A text as the part of a link behind `#`.
pub async fn pack(_text: &str) -> Option<String> {
    None
}
pub async fn unpack(_packed: &str) -> Option<String> {
    None
}
/// Hands over what other windows of this site say.
pub fn hear_windows(_name: &'static str, _handle: impl Fn(String) + 'static) {}
pub fn post_to_windows(_json: &str) {}
/// Hands over what the page in a frame says.
pub fn hear_frame(_id: &'static str, _handle: impl Fn(String) + 'static) {}
pub fn tell_frame(_id: &str, _json: &str) {}
/// Puts something behind the query of this page.
pub fn set_fragment(_packed: &str) {}
/// Texts of the elements that a selector finds.
pub fn texts(_selector: &str) -> Vec<String> {
    Vec::new()
}
/// Whether the page stands in a frame of another.
pub fn is_framed() -> bool {
    false
}
/// Takes controls by these names out of everybody's reach.
pub fn lock(_names: &[&str]) {}
/// Covers the whole screen, where that is allowed.
pub fn full_screen(_is_full: bool) {}
/// Runs a future on this thread; natively nothing waits for anything.
pub fn spawn(_future: impl Future<Output = ()> + 'static) {}
pub fn push_query(_query: &str) {}

pub fn replace_query(_query: &str) {}
/// The full address with another query.
pub fn link(query: &str) -> String {
    format!("?{query}")
}
/// Copies, and says whether the clipboard took it.
pub fn copy(_text: &str, _done: impl FnOnce(bool) + 'static) {}
/// Attributes of the root element that style and language hang on.
pub fn set_root(_attributes: &[(&str, &str)], _title: &str) {}
/// Milliseconds from some fixed moment.
pub fn now_millis() -> f64 {
    use std::sync::OnceLock;
    static START: OnceLock<std::time::Instant> = OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed().as_secs_f64() * 1000.0
}
/// Words of a text by the browser's own dictionary.
pub fn segment(text: &str, _lang: &str) -> Vec<String> {
    vec![text.to_string()]
}
pub fn post_to_parent(_json: &str) {}
/// Gives the keyboard back to the page around this one.
pub fn leave_frame() {}
/// Moves the keyboard's focus, where the element exists.
pub fn focus(_id: &str) {}
/// Moves it to the first of these selectors that finds something.
pub fn focus_first(_selectors: &[&str]) {}
pub fn arrive(_selectors: &[&str]) {}
/// Width of what holds the pictures, height and width of the window.
pub fn room() -> Option<(f64, f64, f64)> {
    None
}
pub fn is_narrow() -> bool {
    false
}
pub fn focused(_attribute: &str) -> Option<String> {
    None
}
/// Brings an element into view inside its scrolling box.
pub fn reveal(_id: &str) {}
/// Where what had the focus is no longer in the page, the main button has it.
pub fn mend_focus() {}
/// How often somebody else changed the page.
pub fn alterations(_is_drawn: bool) -> u32 {
    0
}
/// Height of the page's content in CSS pixels.
pub fn content_height() -> u32 {
    0
}
/// Calls back after some milliseconds; never, natively.
pub fn after(_millis: u32, _then: impl FnOnce() + 'static) {}
/// Tells the start script that the application has taken over.
pub fn arrived() {}

pub(super) fn parse_decimal(text: &str) -> f64 {
    text.parse().expect("the caller has checked it")
}

/// A line to another thread: natively there is none.
#[derive(Clone)]
pub struct Port;

impl Port {
    pub fn engine(_on_this_thread: bool, _on_failure: impl Fn() + 'static) -> Option<Port> {
        None
    }
    pub fn on_arrival(&self, _then: impl Fn() + 'static) {}
    pub fn post(&self, _head: &[u8], _bytes: Vec<u8>) {}
    pub fn receive(&self) -> Option<(Vec<u8>, Vec<u8>)> {
        None
    }
    pub async fn arrival(&self) {}
    pub fn end(&self) {}
}
pub fn cores() -> usize {
    1
}
pub fn is_worker() -> bool {
    false
}
pub async fn breathe() {}
pub async fn sleep(_millis: u32) {}
pub async fn adapter_name() -> String {
    String::new()
}
/// Keeps bytes for another visit.
pub fn keep(_key: &str, _bytes: &[u8]) {}
/// What was kept; nothing.
pub fn kept(_key: &str, then: impl FnOnce(Option<Vec<u8>>) + 'static) {
    then(None);
}
/// Offers bytes as a file.
pub fn download(_name: &str, _bytes: &[u8]) {}
/// Saves a drawing of the page.
pub fn picture(_id: &'static str, _name: &'static str, _as_pixels: bool) {}
/// The first element that a selector finds as an SVG.
pub async fn still(_selector: &str, _lines: Vec<String>) -> Option<String> {
    None
}
pub async fn still_of(_query: &str, _size: (u32, u32)) -> Option<String> {
    None
}
pub async fn pixels(_svg: &str, _width: f64) -> Option<Vec<u8>> {
    None
}
pub async fn save_picture(_svg: &str, _name: &str, _as_pixels: bool) {}
/// Bytes of the file that a person chose or dropped.
pub fn read_file(_event: &web_sys::Event, _limit: f64, _then: impl FnOnce(String, Result<Vec<u8>, f64>) + 'static) {}
/// Whether the engine was started on the page's own thread.
pub fn has_engine() -> bool {
    false
}
pub fn mend_lists() {}
