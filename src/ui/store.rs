//! The reducer as Yew wants it, and a short way to send actions.

use crate::app::action::Action;
use crate::app::reduce::reduce;
use crate::app::state::State;
use std::rc::Rc;
use yew::prelude::*;

pub struct Store(pub State);

impl Reducible for Store {
    type Action = Action;
    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Store(reduce(&self.0, action)))
    }
}

/// Sends actions to the store.
#[derive(Clone, PartialEq)]
pub struct Send(pub Callback<Action>);

impl Send {
    pub fn now(&self, action: Action) {
        self.0.emit(action);
    }
    /// A handler that sends `action`.
    pub fn on<E>(&self, action: Action) -> Callback<E> {
        let send = self.0.clone();
        Callback::from(move |_| send.emit(action.clone()))
    }
}
