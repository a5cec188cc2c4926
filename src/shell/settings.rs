//! What a screen is, as the rest of the house knows it: its name, its bundle, the keys of the address that it honours with their
//! ranges. One table a screen: what a link may ask for, what Reset puts back, what is named when it does not fit.

use crate::shell::address::{Address, Notice};
use crate::shell::notes::Note;

/// Screens whose programs are loaded together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bundle {
    /// What every visit loads.
    Core,
    /// Through a network, forward.
    Walk,
    /// And back.
    Back,
    /// Training, and what it costs.
    Lab,
    /// Gradients over many steps, and the proof.
    Gradient,
    /// Shapes of task, and other networks than the plain one.
    Tasks,
    /// Every word looks at every word.
    Attention,
    /// All kinds beside one another.
    Compare,
    /// A file that somebody brings.
    Own,
    /// For whoever teaches with it.
    Teach,
}

/// What a screen is, without its code.
#[derive(Debug)]
pub struct Facts {
    /// As in the address.
    pub fig: &'static str,
    pub bundle: Bundle,
    pub words: ScreenWords,
    /// Keys that it honours, beside those that all screens do.
    pub settings: &'static [Setting],
    /// The archives of trained networks that it shows, by their files' names without the ending.
    pub networks: &'static [&'static str],
}

/// What is said of a screen on the others: each in English and Thai.
#[derive(Debug)]
pub struct ScreenWords {
    /// In the menu.
    pub name: [&'static str; 2],
    /// Behind "Next:", on the screen before.
    pub invites: [&'static str; 2],
    /// What one knows who has seen it, in a sentence.
    pub teaches: [&'static str; 2],
}

/// A key and what fits this screen.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub key: &'static str,
    pub range: Range,
    /// What stands there where nothing is said; nothing where that depends on other settings.
    pub usual: Option<&'static str>,
    /// Values that its control offers; of a list, all of it.
    offered: &'static [&'static str],
    /// What a slider moves by.
    pub step: f64,
}

#[derive(Clone, Copy, Debug)]
pub enum Range {
    /// Whatever the grammar of the address takes.
    Any,
    Number(f64, f64),
    OneOf(&'static [&'static str]),
}

impl Setting {
    pub const fn any(key: &'static str) -> Setting {
        Setting { key, range: Range::Any, usual: None, offered: &[], step: 1.0 }
    }
    pub const fn whole(key: &'static str, (least, most): (usize, usize), usual: Option<&'static str>) -> Setting {
        Setting { range: Range::Number(least as f64, most as f64), usual, ..Setting::any(key) }
    }
    pub const fn real(key: &'static str, (least, most): (f64, f64), usual: Option<&'static str>) -> Setting {
        Setting { range: Range::Number(least, most), usual, ..Setting::any(key) }
    }
    pub const fn one_of(key: &'static str, values: &'static [&'static str], usual: Option<&'static str>) -> Setting {
        Setting { range: Range::OneOf(values), usual, ..Setting::any(key) }
    }
    pub const fn offering(self, offered: &'static [&'static str]) -> Setting {
        Setting { offered, ..self }
    }
    pub const fn by(self, step: f64) -> Setting {
        Setting { step, ..self }
    }

    /// Values that its control offers.
    pub fn offers(&self) -> &'static [&'static str] {
        match self.range {
            Range::OneOf(values) if self.offered.is_empty() => values,
            _ => self.offered,
        }
    }

    fn takes(&self, value: &str) -> bool {
        match self.range {
            Range::Any => true,
            Range::Number(least, most) => {
                crate::platform::number(value).is_some_and(|number| (least..=most).contains(&number))
            }
            Range::OneOf(values) => values.contains(&value),
        }
    }
}

/// Keys that every screen honours: who looks at it, where, and how.
pub const SHARED: &[&str] = &[
    "v", "fig", "lang", "theme", "motion", "speed", "embed", "present", "deck", "beat", "show", "hide", "lock", "goal",
    "id", "keys", "fresh", "predict",
];

/// Keys that go along to another screen, and stay when a host sets a state or a person resets.
pub const LOOK: &[&str] = &[
    "lang", "theme", "motion", "speed", "embed", "present", "deck", "beat", "show", "hide", "lock", "goal", "id",
    "keys", "fresh", "predict",
];

impl PartialEq for Facts {
    fn eq(&self, other: &Self) -> bool {
        self.fig == other.fig
    }
}

impl Facts {
    pub fn setting(&self, key: &str) -> Option<&'static Setting> {
        self.settings.iter().find(|setting| setting.key == key)
    }

    /// Takes out of an address what this screen does not have or take, and says so; leaves out what is usual anyway.
    pub fn check(&self, address: &mut Address, notes: &mut Vec<Note>) {
        let keys: Vec<&'static str> = address.keys().filter(|key| !SHARED.contains(key)).collect();
        for key in keys {
            let value = address.get(key).unwrap_or_default().to_string();
            match self.setting(key) {
                None => notes.push(Note::NotHere(key)),
                Some(setting) if !setting.takes(&value) => {
                    notes.push(Note::Address(Notice::Bad(key.into(), value.chars().take(40).collect())));
                }
                Some(setting) if setting.usual != Some(value.as_str()) => continue,
                Some(_) => {}
            }
            address.remove(key);
        }
    }

    /// Puts a setting into an address; nothing is whatever is usual. Says whether it was taken.
    pub fn set(&self, address: &mut Address, key: &str, value: &str) -> bool {
        let Some(setting) = self.setting(key) else { return false };
        if value.is_empty() || setting.usual == Some(value) {
            address.remove(key);
            return true;
        }
        setting.takes(value) && address.set(key, value)
    }
}

/// The screen that a query asks for, its address, and what was wrong with it so far; the first screen where it names none of these.
pub fn asked(menu: &[&'static Facts], query: &str) -> (&'static Facts, Address, Vec<Note>) {
    let (mut address, notices) = Address::parse(query);
    let mut notes: Vec<Note> = notices.into_iter().map(Note::Address).collect();
    let fig = address.get("fig").unwrap_or_default();
    let facts = menu.iter().find(|facts| facts.fig == fig).copied().unwrap_or_else(|| {
        notes.push(Note::NoScreen(fig.to_string()));
        menu[0]
    });
    address.set("fig", facts.fig);
    (facts, address, notes)
}

/// Two tables as one.
pub const fn joined<const A: usize, const B: usize, const C: usize>(a: [Setting; A], b: [Setting; B]) -> [Setting; C] {
    assert!(A + B == C);
    let mut all = [Setting::any(""); C];
    let mut n = 0;
    while n < C {
        all[n] = if n < A { a[n] } else { b[n - A] };
        n += 1;
    }
    all
}
