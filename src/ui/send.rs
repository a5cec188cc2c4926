//! A short way to say what happened.

use crate::shell::action::Action;
use web_sys::{HtmlInputElement, SubmitEvent};
use yew::prelude::*;

/// Sends what happens to the store.
#[derive(Clone, PartialEq)]
pub struct Send(pub Callback<Action>);

impl Send {
    pub fn now(&self, action: impl Into<Action>) {
        self.0.emit(action.into());
    }
    /// A handler that sends `action`.
    pub fn on<E>(&self, action: impl Into<Action>) -> Callback<E> {
        let (send, action) = (self.0.clone(), action.into());
        Callback::from(move |_| send.emit(action.clone()))
    }
    /// A handler for a field: sends what stands in it.
    pub fn on_value<E: JsEvent, A: Into<Action>>(&self, action: impl Fn(String) -> A + 'static) -> Callback<E> {
        let send = self.clone();
        Callback::from(move |event: E| send.now(action(event.field())))
    }
    /// A handler for a form of one field: sends what stands in it.
    pub fn on_submit<A: Into<Action> + 'static>(&self, action: fn(String) -> A) -> Callback<SubmitEvent> {
        let send = self.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form: web_sys::HtmlElement = event.target_unchecked_into();
            if let Ok(Some(field)) = form.query_selector("input, textarea") {
                // A text area's text is read as a field's is.
                let field: HtmlInputElement = wasm_bindgen::JsCast::unchecked_into(field);
                send.now(action(field.value()));
            }
        })
    }
}

/// An event of a field.
pub trait JsEvent: 'static {
    /// What stands in the field.
    fn field(&self) -> String;
}

impl JsEvent for InputEvent {
    fn field(&self) -> String {
        self.target_unchecked_into::<HtmlInputElement>().value()
    }
}

impl JsEvent for web_sys::Event {
    fn field(&self) -> String {
        self.target_unchecked_into::<HtmlInputElement>().value()
    }
}
