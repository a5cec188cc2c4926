//! Every sentence the interface says, in both languages. A missing one does not compile: both tables fill one struct.
//!
//! Absent on purpose: numbers of the engine, layout. Symbols x, h, c and code are never translated.

mod en;
pub mod lab;
mod lab_en;
mod lab_th;
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
        static TH: OnceLock<Messages> = OnceLock::new();
        static EN: Messages = en::MESSAGES;
        match self {
            Lang::En => &EN,
            // Protected once; the texts live as long as the page.
            Lang::Th => TH.get_or_init(|| th::MESSAGES.map(&|text| protect::protect(text).leak())),
        }
    }
    /// What the screens of the second program say (training, speed).
    pub fn lab(self) -> &'static lab::Lab {
        static TH: OnceLock<lab::Lab> = OnceLock::new();
        static EN: lab::Lab = lab_en::LAB;
        match self {
            Lang::En => &EN,
            Lang::Th => TH.get_or_init(|| lab_th::LAB.map(&|text| protect::protect(text).leak())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    /// Every fixed text of a language, in the order of the list.
    fn texts(messages: Messages) -> Vec<&'static str> {
        let found = RefCell::new(Vec::new());
        messages.map(&|text| {
            found.borrow_mut().push(text);
            text
        });
        found.into_inner()
    }

    #[test]
    fn both_languages_have_the_same_places_for_values() {
        let collect = |found: &RefCell<Vec<&'static str>>, text| {
            found.borrow_mut().push(text);
            text
        };
        let lab = |list: lab::Lab| {
            let found = RefCell::new(Vec::new());
            list.map(&|text| collect(&found, text));
            found.into_inner()
        };
        let english: Vec<_> = texts(en::MESSAGES).into_iter().chain(lab(lab_en::LAB)).collect();
        let thai: Vec<_> = texts(th::MESSAGES).into_iter().chain(lab(lab_th::LAB)).collect();
        assert_eq!(english.len(), thai.len());
        assert!(english.len() > 230, "only {} texts were compared", english.len());
        let places = |text: &str| ["{0}", "{1}", "{2}", "{3}"].map(|place| text.contains(place));
        for (english, thai) in english.into_iter().zip(thai) {
            assert_eq!(places(english), places(thai), "{english:?} and {thai:?}");
            assert!(!english.is_empty() && !thai.is_empty());
        }
    }

    #[test]
    fn values_stand_in_their_places() {
        assert_eq!(messages::Template("{1} of {0}, {1}").with(&["a", "b"]), "b of a, b");
        assert!(messages::Template("“{0}”").with(&["แอปเปิ้ล"]).contains('\u{2060}'));
    }
}
