//! A lecture as the page's reducer keeps it: which deck is asked for, where beats were left, what lies over the page.

use crate::shell::address::Address;
use crate::shell::deck::{Aid, Deck};
use crate::shell::settings::LOOK;
use crate::shell::state::Shell;
use crate::words::Lang;

#[derive(Clone, Default)]
pub struct Lecture {
    /// The deck that was asked for last.
    asked: Option<(String, Lang)>,
    /// The links at which beats were left, without how the page looked: the clicker goes back to where it was.
    left: Vec<(usize, String)>,
    pub aid: Option<Aid>,
}

/// Keys that say how the page looks, for whatever is shown on it.
const ROOM: [&str; 13] =
    ["lang", "theme", "motion", "speed", "embed", "present", "show", "hide", "lock", "goal", "id", "keys", "fresh"];

/// The beat that is shown, and the deck that it is of.
pub fn here(shell: &Shell) -> Option<(&Deck, usize)> {
    Some((shell.lecture()?, shell.address.number("beat").unwrap_or(0)))
}

impl Lecture {
    /// The deck to bring, once.
    pub fn wants(&mut self, shell: &Shell) -> Option<(String, Lang)> {
        let wanted = shell.address.get("deck").map(|name| (name.to_string(), shell.lang));
        let is_new = wanted != self.asked;
        self.asked = wanted.clone();
        wanted.filter(|_| is_new)
    }

    /// A deck may be asked for again: another text has its name.
    pub fn forget(&mut self) {
        *self = Lecture { aid: self.aid.take(), ..Lecture::default() };
    }

    /// Remembers where the beat was left.
    pub fn leave(&mut self, shell: &Shell, link: &str) {
        if let Some((_, beat)) = here(shell) {
            self.left.retain(|(other, _)| *other != beat);
            self.left.push((beat, without_look(link)));
        }
    }

    /// The screen of the beat after this one.
    pub fn next_fig(&self, shell: &Shell) -> Option<String> {
        let (deck, beat) = here(shell).filter(|(_, beat)| *beat > 0)?;
        let (address, _) = Address::parse(&deck.beat(beat + 1)?.query);
        address.get("fig").map(str::to_string)
    }

    /// The query of a beat: as it begins, or (`true`) as it was left. Nothing where there is none.
    pub fn query(&self, shell: &Shell, number: usize, as_left: bool) -> Option<String> {
        let (deck, _) = here(shell)?;
        let beat = deck.beat(number)?;
        let left = self.left.iter().find(|(beat, _)| as_left && *beat == number);
        let state = left.map_or(&beat.query, |(_, link)| link);
        // What a beat says of the room and of the lecture is not its own to say.
        Some(format!("{}&{state}&deck={}&beat={number}", shell.address.only(&ROOM).query(), deck.name))
    }
}

/// Keys that are the room's, not those of who reads a link later.
const ROOMS: [&str; 5] = ["present", "theme", "motion", "deck", "beat"];

/// A link as its reader wants it: without what is this room's.
pub fn for_readers(link: &str) -> String {
    let (mut address, _) = Address::parse(link);
    ROOMS.into_iter().for_each(|key| address.remove(key));
    address.query()
}

/// A link without how the page looks.
pub fn without_look(link: &str) -> String {
    let (mut place, _) = Address::parse(link);
    LOOK.iter().filter(|key| **key != "predict").for_each(|key| place.remove(key));
    place.query()
}
