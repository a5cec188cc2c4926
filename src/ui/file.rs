//! A button that asks for a file.

use crate::platform;
use crate::shell::action::Action;
use crate::ui::send::Send;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What becomes of a file: its name and its bytes, or its size where that is more than `limit` bytes.
pub fn file_button<A: Into<Action>>(
    id: &'static str,
    label: &'static str,
    class: &'static str,
    accept: &'static str,
    limit: f64,
    send: &Send,
    act: impl Fn(String, Result<Vec<u8>, f64>) -> A + Clone + 'static,
) -> Html {
    let chosen = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            let (send, act) = (send.clone(), act.clone());
            let field: HtmlInputElement = event.target_unchecked_into();
            platform::read_file(&event, limit, move |name, file| send.now(act(name, file)));
            // The same file, mended, is a choice again.
            field.set_value("");
        })
    };
    html! { <label class={classes!(class, "file")}><input type="file" {id} {accept} class="visually-hidden" onchange={chosen} />{ label }</label> }
}
