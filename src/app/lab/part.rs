//! One page, two programs: what all its screens have in common is here, what one program adds is its [`Part`].

use crate::app::lab::state::{Action, Effect, Note, State};
use crate::lesson;

/// What a program adds to the page: its screens' state and reducer.
pub trait Part: 'static {
    /// Completes the state that an address begins with.
    fn begin(state: &mut State);
    /// Does what belongs to its screens, and gives back what does not.
    fn apply(state: &mut State, action: Action) -> Option<Action>;
}

/// State and action to the next state. Pure; what has to be done outside becomes an effect.
pub fn reduce<P: Part>(state: &State, action: Action) -> State {
    let mut next = state.clone();
    next.effects.clear();
    if let Some(action) = P::apply(&mut next, action) {
        common(&mut next, action);
    }
    if next.address != state.address && !next.effects.iter().any(|effect| matches!(effect, Effect::Open(_))) {
        next.effects.push(Effect::Address);
    }
    next.turn = state.turn.wrapping_add(u32::from(!next.effects.is_empty()));
    next
}

/// What every screen does alike.
fn common(s: &mut State, action: Action) {
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
        Action::Navigate(query) => s.effects.push(Effect::Open(query)),
        _ => {}
    }
}
