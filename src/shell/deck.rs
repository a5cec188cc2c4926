//! A lecture (FORMATS §6): beats, each a claim and the address of the state that shows it, with what its speaker says; and what
//! helps whoever stands in front of a room.

use crate::words::Lang;

/// At most this much of a deck is read, in bytes.
pub const MAX_BYTES: usize = 64 << 10;
pub const MAX_BEATS: usize = 200;
/// Characters of a claim.
const MAX_CLAIM: usize = 200;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beat {
    /// What the room is to see.
    pub claim: String,
    /// The state that shows it: a query as in the address.
    pub query: String,
    /// What the speaker says.
    pub notes: Vec<String>,
    /// Where it stands in the text, from 1.
    pub line: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deck {
    /// As in the address.
    pub name: String,
    pub lang: Lang,
    pub beats: Vec<Beat>,
}

/// What is wrong with a line of a deck; the others stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No `|` between a claim and a query.
    NoBar(usize),
    /// Nothing stands before the `|`.
    NoClaim(usize),
    /// A note with no beat above it.
    NoBeat(usize),
    /// It is longer than is read.
    TooLong,
}

impl Deck {
    /// Reads a text. Empty lines are passed over.
    pub fn read(text: &str, name: &str, lang: Lang) -> (Deck, Vec<Fault>) {
        let (mut beats, mut faults) = (Vec::<Beat>::new(), Vec::new());
        let end = (0..=text.len().min(MAX_BYTES)).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
        if end < text.len() {
            faults.push(Fault::TooLong);
        }
        for (at, line) in text[..end].trim_start_matches('\u{feff}').lines().enumerate() {
            let (line, number) = (line.trim(), at + 1);
            if let Some(note) = line.strip_prefix('#') {
                match beats.last_mut() {
                    Some(beat) => beat.notes.push(note.trim().to_string()),
                    None => faults.push(Fault::NoBeat(number)),
                }
                continue;
            }
            match line.rsplit_once('|') {
                _ if line.is_empty() => {}
                None => faults.push(Fault::NoBar(number)),
                Some((claim, _)) if claim.trim().is_empty() => faults.push(Fault::NoClaim(number)),
                Some(_) if beats.len() == MAX_BEATS => {
                    faults.push(Fault::TooLong);
                    break;
                }
                Some((claim, query)) => beats.push(Beat {
                    claim: claim.trim().chars().take(MAX_CLAIM).collect(),
                    query: query.trim().trim_start_matches('?').to_string(),
                    notes: Vec::new(),
                    line: number,
                }),
            }
        }
        (Deck { name: name.to_string(), lang, beats }, faults)
    }

    /// The beat with that number, from 1.
    pub fn beat(&self, number: usize) -> Option<&Beat> {
        self.beats.get(number.checked_sub(1)?)
    }
}

/// What lies over the page for the room to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aid {
    /// A show of hands: who is for which answer, by the answers' words.
    Hands([u32; 4], Vec<String>),
    /// The way to this state, for cameras.
    Code,
}
