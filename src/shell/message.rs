//! Messages between the page and its host (FORMATS §2). Both directions are checked here, away from the browser.

use crate::shell::action::Action;
use crate::shell::address::{Address, MAX_CHARACTERS};
use crate::shell::json::text;
use crate::shell::state::Shell;
use crate::words::Lang;
use serde_json::{Value, json};

/// What a message asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    Do(Action),
    /// `get`: what, and the nonce to answer with.
    Get(String, Value),
}

/// Reads a message; `None` for anything that is not ours or not known.
pub fn read(message: &Value, shell: &Shell) -> Option<Request> {
    if message.get("unrolled")? != 1 {
        return None;
    }
    let string = |key: &str| message.get(key)?.as_str().filter(|text| text.len() <= MAX_CHARACTERS);
    Some(Request::Do(match message.get("type")?.as_str()? {
        "set" => Action::Navigate(shell.address.onto(string("state")?)),
        "step" => Action::Step(match message.get("by")?.as_i64()? {
            1 => true,
            -1 => false,
            _ => return None,
        }),
        "goto" => Action::Goto(usize::try_from(message.get("t")?.as_u64()?).ok()?),
        "play" => Action::Play(true),
        "pause" => Action::Play(false),
        "reset" => Action::Reset,
        "lang" if string("lang")? == "auto" => Action::Lang(Lang::preferred(&shell.preferences.languages)),
        "lang" => Action::Lang(Lang::from_id(string("lang")?)?),
        "theme" => {
            let theme = string("theme")?;
            Address::default().set("theme", theme).then(|| Action::Theme(theme.to_string()))?
        }
        "get" => {
            let nonce = message.get("nonce").cloned().unwrap_or(Value::Null);
            let small =
                !matches!(nonce, Value::Array(_) | Value::Object(_)) && nonce.as_str().is_none_or(|n| n.len() <= 256);
            return small.then(|| Request::Get(string("what").unwrap_or_default().to_string(), nonce));
        }
        _ => return None,
    }))
}

/// A message of ours, as it came.
pub fn ours(text: &str) -> Option<Value> {
    serde_json::from_str::<Value>(text).ok().filter(|message| message["unrolled"] == 1)
}

/// What every message to a host begins with: our mark, its own id, what kind it is.
pub fn envelope(id: Option<&str>, kind: &str, fields: Value) -> Value {
    let mut out = json!({"unrolled": 1, "id": id, "type": kind});
    if let (Some(out), Value::Object(fields)) = (out.as_object_mut(), fields) {
        out.extend(fields);
    }
    out
}

pub fn ready(shell: &Shell, link: &str, height: u32) -> Value {
    let fields = json!({"fig": shell.fig(), "lang": shell.lang.id(), "height": height, "state": link});
    envelope(shell.address.get("id"), "ready", fields)
}

/// What H5P's resizer is told: first that we are here, and once it has answered the height as well.
pub fn h5p(height: Option<u32>) -> Value {
    match height {
        None => json!({"context": "h5p", "action": "hello"}),
        Some(height) => json!({"context": "h5p", "action": "resize", "scrollHeight": height}),
    }
}

/// The height in every dialect that hosts speak: ours, Embedly's (a string), and Canvas'.
pub fn resize(id: Option<&str>, link: &str, height: u32) -> [Value; 3] {
    let embedly = json!({"src": link, "context": "iframe.resize", "height": height});
    [
        envelope(id, "resize", json!({"height": height})),
        Value::String(text(&embedly)),
        json!({"subject": "lti.frameResize", "height": height}),
    ]
}
