//! Messages between the page and its host (FORMATS §2). Both directions are checked here, away from the browser.

use crate::app::action::Action;
use crate::app::address::Address;
use crate::app::json::text;
use crate::app::state::State;
use crate::engine::export::to_json;
use crate::engine::trace::Trace;
use crate::i18n::Lang;
use serde_json::{Value, json};
use std::rc::Rc;

/// Longest string that is read from a message.
const MAX_STRING: usize = crate::app::address::MAX_CHARACTERS;

/// What a message asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    Do(Action),
    /// `get`: what, and the nonce to answer with.
    Get(String, Value),
}

/// Reads a message; `None` for anything that is not ours or not known.
pub fn read(message: &Value, state: &State) -> Option<Request> {
    if message.get("unrolled")? != 1 {
        return None;
    }
    let string = |key: &str| message.get(key)?.as_str().filter(|text| text.len() <= MAX_STRING);
    Some(Request::Do(match message.get("type")?.as_str()? {
        "set" => Action::Navigate(state.address.onto(string("state")?)),
        "step" => Action::Step(match message.get("by")?.as_i64()? {
            1 => true,
            -1 => false,
            _ => return None,
        }),
        "goto" => Action::GotoExactly(
            usize::try_from(message.get("t")?.as_u64()?).ok().filter(|&t| t <= state.view().last())?,
        ),
        "play" => Action::Play,
        "pause" => Action::Pause,
        "reset" => Action::Reset,
        "lang" if string("lang")? == "auto" => Action::Lang(Lang::preferred(&state.preferences.languages)),
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

/// What every message to a host begins with: our mark, its own id, what kind it is.
pub fn envelope(id: Option<&str>, kind: &str, fields: Value) -> Value {
    let mut out = json!({"unrolled": 1, "id": id, "type": kind});
    if let (Some(out), Value::Object(fields)) = (out.as_object_mut(), fields) {
        out.extend(fields);
    }
    out
}

pub fn ready(state: &State, height: u32) -> Value {
    envelope(
        state.address.get("id"),
        "ready",
        json!({"fig": state.show.screen.fig, "lang": state.lang.id(), "height": height, "state": state.link()}),
    )
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

/// After each settled step.
pub fn settled(state: &State) -> Value {
    let caption = (state.part.scene.scene)(&state.view()).spoken;
    envelope(
        state.address.get("id"),
        "state",
        json!({"state": state.link(), "t": state.t(), "steps": state.steps(), "caption": caption}),
    )
}

/// The answer to `get`; `None` for what cannot be got.
pub fn got(state: &State, what: &str, nonce: &Value, height: u32) -> Option<Value> {
    let value = match what {
        "state" => json!(state.link()),
        "height" => json!(height),
        "trace" => {
            let asking = state.show.screen.asks && state.predicts() && state.t() <= state.steps();
            let of = |trace: &Rc<Trace>| to_json(trace, asking.then(|| state.steps() - 1));
            match &state.show.lanes[..] {
                [one] => of(one),
                lanes => lanes.iter().map(of).collect(),
            }
        }
        _ => return None,
    };
    Some(envelope(state.address.get("id"), "got", json!({"what": what, "nonce": nonce, "value": value})))
}
