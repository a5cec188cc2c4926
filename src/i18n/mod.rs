//! Every sentence the interface says, in both languages. A missing one does not compile: both tables fill one struct.
//!
//! Absent on purpose: numbers of the engine, layout. Symbols x, h, c and code are never translated.

mod en;
pub mod messages;
pub mod protect;
mod th;

pub use messages::Messages;
use std::sync::OnceLock;

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
    pub fn messages(self) -> &'static Messages {
        static EN: OnceLock<Messages> = OnceLock::new();
        static TH: OnceLock<Messages> = OnceLock::new();
        match self {
            Lang::En => EN.get_or_init(en::messages),
            Lang::Th => TH.get_or_init(th::messages),
        }
    }
}
