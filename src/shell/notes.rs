//! Things to say once, until they are dismissed.

use crate::shell::address::Notice;
use crate::words::Lang;

/// How something is said, and whether anything is wrong. The name beside it tells one from another.
#[derive(Clone, Copy, Debug)]
pub struct Wording {
    say: fn(Lang, &str) -> String,
    is_fault: bool,
}

impl PartialEq for Wording {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// What was wrong with the address.
    Address(Notice),
    NoScreen(String),
    /// A key that this screen does not have.
    NotHere(&'static str),
    /// The program of that screen did not come.
    NotArrived([&'static str; 2]),
    /// The text of a lecture did not come, or the link has none.
    NoDeck,
    Copied,
    /// The clipboard is denied: here is the link.
    CopyFailed(String),
    /// Everything was put back; that can be undone.
    Reset,
    /// What had been learnt or measured is gone; that can be undone.
    Anew,
    /// In the person's words.
    Refused(String),
    /// Of one screen alone: its name, what it speaks of, and how it is said.
    Own(&'static str, String, Wording),
}

impl Note {
    pub fn own(code: &'static str, of: impl Into<String>, words: fn(Lang, &str) -> String) -> Note {
        Note::Own(code, of.into(), Wording { say: words, is_fault: true })
    }
    /// The same where all is well.
    pub fn news(code: &'static str, of: impl Into<String>, words: fn(Lang, &str) -> String) -> Note {
        Note::Own(code, of.into(), Wording { say: words, is_fault: false })
    }

    /// A stable word for it, as hosts are told.
    pub fn code(&self) -> &'static str {
        match self {
            Note::Address(Notice::Bad(..)) => "bad-value",
            Note::Address(Notice::Unknown(..)) => "unknown-key",
            Note::Address(Notice::TooLong) => "too-long",
            Note::NoScreen(_) => "no-screen",
            Note::NotHere(_) => "not-here",
            Note::NotArrived(_) => "not-arrived",
            Note::NoDeck => "no-deck",
            Note::Copied => "copied",
            Note::CopyFailed(_) => "copy-failed",
            Note::Reset => "reset",
            Note::Anew => "anew",
            Note::Refused(_) => "refused",
            Note::Own(code, ..) => code,
        }
    }

    /// Whether something is wrong, which a host hears of.
    pub fn is_fault(&self) -> bool {
        match self {
            Note::Copied | Note::Reset | Note::Anew => false,
            Note::Own(_, _, wording) => wording.is_fault,
            _ => true,
        }
    }

    pub fn words(&self, lang: Lang) -> String {
        let m = lang.messages();
        match self {
            Note::Address(Notice::Bad(key, value)) => m.notice_bad(key, value),
            Note::Address(Notice::Unknown(key, None)) => m.notice_unknown_key(key),
            Note::Address(Notice::Unknown(key, Some(near))) => m.notice_unknown_near(key.as_str(), near),
            Note::Address(Notice::TooLong) => m.notice_too_long.to_string(),
            Note::NoScreen(screen) => m.notice_no_screen(screen),
            Note::NotHere(key) => m.notice_not_here(key),
            Note::NotArrived(name) => m.notice_not_arrived(name[lang as usize]),
            Note::NoDeck => m.notice_no_deck.to_string(),
            Note::Copied => m.copied.to_string(),
            Note::CopyFailed(link) => m.copy_failed(link),
            Note::Reset => m.was_reset.to_string(),
            Note::Anew => m.was_begun_anew.to_string(),
            Note::Refused(why) => why.clone(),
            Note::Own(_, of, wording) => (wording.say)(lang, of),
        }
    }
}
