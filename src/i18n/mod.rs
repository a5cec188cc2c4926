//! Every sentence the interface says, in both languages. A missing one does not compile: both tables fill one struct.
//!
//! Absent on purpose: numbers of the engine, layout. Symbols x, h, c and code are never translated.

pub mod backward;
mod backward_en;
mod backward_th;
mod en;
pub mod gradient;
mod gradient_en;
mod gradient_th;
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
    /// What the backward pass says.
    pub fn backward(self) -> &'static backward::Backward {
        static TH: OnceLock<backward::Backward> = OnceLock::new();
        static EN: backward::Backward = backward_en::BACKWARD;
        match self {
            Lang::En => &EN,
            Lang::Th => TH.get_or_init(|| backward_th::BACKWARD.map(&|text| protect::protect(text).leak())),
        }
    }
    /// What the gradient's screen says.
    pub fn gradient(self) -> &'static gradient::Gradient {
        static TH: OnceLock<gradient::Gradient> = OnceLock::new();
        static EN: gradient::Gradient = gradient_en::GRADIENT;
        match self {
            Lang::En => &EN,
            Lang::Th => TH.get_or_init(|| gradient_th::GRADIENT.map(&|text| protect::protect(text).leak())),
        }
    }
    /// What the screens of training and speed say (training, speed).
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

    /// Every fixed text of a list, in its order.
    fn texts(map: impl FnOnce(&dyn Fn(&'static str) -> &'static str)) -> Vec<&'static str> {
        let found = RefCell::new(Vec::new());
        map(&|text| {
            found.borrow_mut().push(text);
            text
        });
        found.into_inner()
    }

    #[test]
    fn both_languages_have_the_same_places_for_values() {
        let english = texts(|f| {
            let _ = (en::MESSAGES.map(f), lab_en::LAB.map(f));
            let _ = (gradient_en::GRADIENT.map(f), backward_en::BACKWARD.map(f));
        });
        let thai = texts(|f| {
            let _ = (th::MESSAGES.map(f), lab_th::LAB.map(f));
            let _ = (gradient_th::GRADIENT.map(f), backward_th::BACKWARD.map(f));
        });
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
