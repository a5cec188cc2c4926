//! One page, two programs: what all its screens have in common is here, what one program adds is its [`Part`].

use crate::app::address::Address;
use crate::app::lab::state::{Action, Effect, Note, State};
use crate::lesson;

/// What a program adds to the page: its screens' state and reducer.
pub trait Part: 'static {
    /// Completes the state that an address begins with.
    fn begin(state: &mut State);
    /// Brings to rest what runs, for another state takes its place.
    fn leave(state: &mut State);
    /// Does what belongs to its screens, and gives back what does not.
    fn apply(state: &mut State, action: Action) -> Option<Action>;
}

/// State and action to the next state. Pure; what has to be done outside becomes an effect.
pub fn reduce<P: Part>(state: &State, action: Action) -> State {
    let mut next = state.clone();
    next.effects.clear();
    if let Some(action) = P::apply(&mut next, action) {
        common::<P>(&mut next, action);
    }
    if next.address != state.address
        && !next.effects.iter().any(|effect| matches!(effect, Effect::Open(_) | Effect::Replace(_)))
    {
        next.effects.push(Effect::Address);
    }
    next.turn = state.turn.wrapping_add(u32::from(!next.effects.is_empty()));
    next
}

/// What every screen does alike.
fn common<P: Part>(s: &mut State, action: Action) {
    match action {
        Action::Theme(theme) => {
            s.address.set("theme", &theme);
        }
        Action::Present(presents) => {
            s.address.set("present", if presents { "1" } else { "0" });
        }
        Action::Screen(fig) if lesson::MENU.contains(&fig.as_str()) => {
            s.effects.push(Effect::Open(s.address.of_screen(&fig).query()));
        }
        Action::Screen(_) => {}
        Action::CopyLink => s.effects.push(Effect::Copy(s.link())),
        Action::Copied(done) => {
            s.notes.retain(|note| !matches!(note, Note::Copied | Note::CopyFailed(_)));
            s.notes.push(if done { Note::Copied } else { Note::CopyFailed(s.link()) });
        }
        Action::Dismiss(n) if n < s.notes.len() => {
            s.notes.remove(n);
        }
        Action::Dismiss(_) => {}
        // The same screen from another state: its engine goes on, and what belonged to the old one is not heard any more.
        Action::Navigate(query) if Address::parse(&query).0.get("fig") == Some(s.fig()) => {
            P::leave(s);
            let fresh = State::new::<P>(&query, (*s.preferences).clone());
            let mut effects = std::mem::take(&mut s.effects);
            effects.extend(fresh.effects.iter().cloned());
            *s = State { asks: s.asks, turn: s.turn, on_this_thread: s.on_this_thread, effects, ..fresh };
        }
        Action::Navigate(query) => s.effects.push(Effect::Replace(query)),
        _ => {}
    }
}
