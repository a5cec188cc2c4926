//! What every screen's state begins with.

use crate::model::Network;
use crate::platform::Preferences;
use crate::scene::chart::Room;
use crate::shell::action::{Action, Effect, Own};
use crate::shell::address::Address;
use crate::shell::deck::Deck;
use crate::shell::notes::Note;
use crate::shell::settings::{Facts, LOOK};
use crate::words::Lang;
use std::rc::Rc;

#[derive(Clone, Debug)]
pub struct Shell {
    /// Which screen this is.
    pub facts: &'static Facts,
    /// All that there are.
    pub menu: &'static [&'static Facts],
    pub address: Address,
    /// The link that the screen was opened with: what Reset returns to.
    pub opened: Address,
    /// The words of a screen that reads some, while one is shown that reads none.
    pub sentence: Address,
    pub preferences: Rc<Preferences>,
    pub lang: Lang,
    pub notes: Vec<Note>,
    /// The card stands below the picture.
    pub is_narrow: bool,
    /// The room that a picture has.
    pub room: Room,
    /// The page is dark while somebody speaks.
    pub is_blank: bool,
    /// Only the row in hand is bright.
    pub is_spot: bool,
    /// What an earlier visit of this page left here.
    pub kept: Option<Own>,
    /// The network that somebody opened from a file.
    pub network: Option<Rc<Network>>,
    /// The lecture that is given, or written.
    pub deck: Option<Rc<Deck>>,
    /// What a worker is asked is counted from here.
    pub first_ask: u32,
    /// What is left to do outside, once.
    pub effects: Vec<Effect>,
}

impl Shell {
    /// For a screen, from an address that was read; `notes` say what was wrong with it so far.
    pub fn new(
        facts: &'static Facts,
        mut address: Address,
        mut notes: Vec<Note>,
        preferences: Rc<Preferences>,
    ) -> Self {
        let lang = language(&address, &preferences);
        facts.check(&mut address, &mut notes);
        let mut shell = Self {
            facts,
            menu: &[],
            opened: address.clone(),
            sentence: Address::default(),
            address,
            preferences,
            lang,
            notes,
            is_narrow: crate::platform::is_narrow(),
            room: Room::default(),
            is_blank: false,
            is_spot: false,
            kept: None,
            network: None,
            deck: None,
            first_ask: 0,
            effects: Vec::new(),
        };
        shell.measure();
        shell
    }

    /// Whether pictures have other room than they were drawn for.
    pub fn is_resized(&self) -> bool {
        let now = self.measured();
        // A scroll bar that comes and goes with the drawing's height must not make it come and go.
        let differs = |one: f64, other: f64| (one - other).abs() > 16.0;
        differs(now.width, self.room.width)
            || differs(now.height, self.room.height)
            || now.type_size != self.room.type_size
            || self.is_narrow != crate::platform::is_narrow()
    }

    /// Measures the room that pictures have.
    pub fn measure(&mut self) {
        self.room = self.measured();
    }

    /// The room that there is now, where it can be measured. On a wall type is 18 px or larger, with what a scroll bar takes of the drawing.
    fn measured(&self) -> Room {
        match crate::platform::room() {
            Some((width, height, window)) if self.is_presenting() => {
                Room { width, height, type_size: (0.014 * window).max(18.5) }
            }
            Some((width, height, _)) => Room { width: width.min(900.0), height, type_size: Room::TYPE },
            None => self.room,
        }
    }

    /// The same screen from another address; what it was opened with stays what it was.
    pub fn again(&self, query: &str) -> Self {
        let (address, notices) = Address::parse(query);
        let notes = notices.into_iter().map(Note::Address).collect();
        let fresh = Shell::new(self.facts, address, notes, self.preferences.clone());
        Self {
            menu: self.menu,
            opened: self.opened.clone(),
            sentence: self.sentence.clone(),
            is_blank: self.is_blank,
            is_spot: self.is_spot,
            network: self.network.clone(),
            deck: self.deck.clone(),
            first_ask: self.first_ask,
            ..fresh
        }
    }

    /// The address that Reset leads to: the link that was opened, looked at as it is looked at now.
    pub fn reset_query(&self) -> String {
        let mut address = self.opened.clone();
        for key in LOOK.iter().filter(|key| **key != "predict" && **key != "speed") {
            address.remove(key);
            if self.address.is_set(key) {
                address.set(key, self.address.get(key).unwrap_or_default());
            }
        }
        address.query()
    }

    /// Looked at as another shell is: what was chosen there stays chosen.
    pub fn look_as(&mut self, other: &Shell) {
        for key in LOOK {
            self.address.remove(key);
            if other.address.is_set(key) {
                self.address.set(key, other.address.get(key).unwrap_or_default());
            }
        }
        (self.lang, self.is_narrow, self.room) = (other.lang, other.is_narrow, other.room);
        self.effects.clear();
    }

    pub fn fig(&self) -> &'static str {
        self.facts.fig
    }
    /// The question is asked everywhere but in embeds, unless the address says otherwise.
    pub fn predicts(&self) -> bool {
        match self.address.get("predict") {
            Some(predict) => predict != "off",
            None => self.address.get("embed") == Some("0"),
        }
    }
    /// The answer stays hidden until something was guessed.
    pub fn is_gated(&self) -> bool {
        self.address.get("predict") == Some("gate")
    }
    /// The deck that the address names, where its text is here.
    pub fn lecture(&self) -> Option<&Rc<Deck>> {
        self.deck.as_ref().filter(|deck| self.address.get("deck") == Some(&deck.name))
    }
    pub fn is_presenting(&self) -> bool {
        self.address.get("present") == Some("1")
    }
    pub fn hides(&self, part: &str) -> bool {
        self.address.list("hide").contains(&part)
    }
    /// Whether a control must not be touched here.
    pub fn locks(&self, control: &str) -> bool {
        self.address.list("lock").contains(&control)
    }
    /// Whether anything may move: the system's wish, unless the address says otherwise.
    pub fn is_moving(&self) -> bool {
        match self.address.get("motion") {
            Some("full") => true,
            Some("off") => false,
            _ => !self.preferences.reduced_motion,
        }
    }
    pub fn focus(&mut self, id: &'static str) {
        self.effects.push(Effect::Focus(id));
    }

    /// Does what concerns no screen; gives back what does.
    pub fn apply(&mut self, action: Action) -> Option<Action> {
        match action {
            Action::Theme(theme) => drop(self.address.set("theme", &theme)),
            Action::Present(presents) => {
                self.address.set("present", if presents { "1" } else { "0" });
                (self.is_blank, self.is_spot) = (false, false);
                self.effects.extend([Effect::FullScreen(presents), Effect::Focus("go")]);
            }
            Action::Lang(lang) => {
                self.lang = lang;
                self.address.set("lang", lang.id());
                return Some(Action::Lang(lang));
            }
            Action::Blank(is_blank) => self.is_blank = is_blank,
            Action::Spot(is_spot) => self.is_spot = is_spot,
            Action::Resized => {
                self.is_narrow = crate::platform::is_narrow();
                self.measure();
                return Some(Action::Resized);
            }
            Action::Copied(link, done) => {
                self.notes.retain(|note| !matches!(note, Note::Copied | Note::CopyFailed(_)));
                if link.contains("ex=own") {
                    self.notes.retain(|note| note.code() != "own-link");
                    self.notes.push(Note::own("own-link", "", |lang, _| lang.messages().notice_own_link.to_string()));
                }
                self.notes.push(if done { Note::Copied } else { Note::CopyFailed(link) });
            }
            Action::Dismiss(n) => {
                if n < self.notes.len() {
                    self.notes.remove(n);
                    self.focus("go");
                }
            }
            Action::NotArrived(facts) => {
                self.notes.retain(|note| !matches!(note, Note::NotArrived(_)));
                self.notes.push(Note::NotArrived(facts.words.name));
            }
            other => return Some(other),
        }
        None
    }
}

/// The language of an address, or the first of the person's that there is.
pub fn language(address: &Address, preferences: &Preferences) -> Lang {
    match address.get("lang").and_then(Lang::from_id) {
        Some(lang) => lang,
        None => Lang::preferred(&preferences.languages),
    }
}
