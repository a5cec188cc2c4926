//! What is said in both languages: the form it has ([`list`]), what every screen says ([`messages`]), and where Thai may
//! break. What one screen says stands in its folder.
//!
//! Absent on purpose: numbers of the engine, layout. Symbols x, h, c and code are never translated.

pub mod list;
pub mod messages;
pub mod protect;

pub use messages::Messages;

/// Languages of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    En,
    Th,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Th];

    /// As in `<html lang>` and the address.
    pub fn id(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Th => "th",
        }
    }
    pub fn from_id(id: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.id() == id)
    }
    /// The first of the browser's languages that we speak, else English.
    pub fn preferred(languages: &[String]) -> Lang {
        languages.iter().find_map(|language| Lang::from_id(language.get(..2)?)).unwrap_or_default()
    }
    /// Some words as a sentence of their own; Thai has no full stop.
    pub fn sentence(self, text: &str) -> String {
        if self == Lang::En { format!("{text}.") } else { text.to_string() }
    }
    pub fn messages(self) -> &'static Messages {
        Messages::of(self)
    }
}
