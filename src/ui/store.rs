//! The reducer as Yew wants it, and a short way to send actions.

use crate::app::action::Action;
use crate::app::reduce::reduce;
use crate::app::state::{Effect, State};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{HtmlInputElement, SubmitEvent};
use yew::prelude::*;

/// What reductions have left to do. Several may happen before the page is drawn, and each has its own.
pub struct Due<E>(Rc<RefCell<Vec<E>>>);

impl<E: Clone> Due<E> {
    pub fn new(effects: &[E]) -> Self {
        Self(Rc::new(RefCell::new(effects.to_vec())))
    }
    pub fn add(&self, effects: &[E]) -> Self {
        self.0.borrow_mut().extend_from_slice(effects);
        Self(self.0.clone())
    }
    /// All of it, once.
    pub fn take(&self) -> Vec<E> {
        self.0.take()
    }
}

pub struct Store(pub State, pub Due<Effect>);

impl Store {
    pub fn new(state: State) -> Self {
        let due = Due::new(&state.effects);
        Self(state, due)
    }
}

impl Reducible for Store {
    type Action = Action;
    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let next = reduce(&self.0, action);
        let due = self.1.add(&next.effects);
        Rc::new(Store(next, due))
    }
}

/// Sends actions to the store.
#[derive(Clone, PartialEq)]
pub struct Send<A = Action>(pub Callback<A>);

impl<A: Clone + 'static> Send<A> {
    pub fn now(&self, action: A) {
        self.0.emit(action);
    }
    /// A handler that sends `action`.
    pub fn on<E>(&self, action: A) -> Callback<E> {
        let send = self.0.clone();
        Callback::from(move |_| send.emit(action.clone()))
    }
    /// A handler for a field: sends what is typed.
    pub fn on_typed(&self, action: fn(String) -> A) -> Callback<InputEvent> {
        let send = self.0.clone();
        Callback::from(move |event: InputEvent| {
            send.emit(action(event.target_unchecked_into::<HtmlInputElement>().value()));
        })
    }
    /// A handler for a form of one field: sends what stands in it.
    pub fn on_submit(&self, action: fn(String) -> A) -> Callback<SubmitEvent> {
        let send = self.0.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form: web_sys::HtmlElement = event.target_unchecked_into();
            if let Ok(Some(field)) = form.query_selector("input") {
                let field: HtmlInputElement = wasm_bindgen::JsCast::unchecked_into(field);
                send.emit(action(field.value()));
            }
        })
    }
}
