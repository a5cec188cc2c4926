//! What is said of a deck's text, line by line, before anybody stands in front of a room with it.

use crate::screens::teach::words::Words;
use crate::shell::deck::{Deck, Fault};
use crate::shell::settings::asked;
use crate::shell::state::Shell;

/// What the page would say of a query, each in the person's words: unknown keys, values that do not fit the screen, screens that are
/// not there.
pub fn lint(shell: &Shell, query: &str) -> Vec<String> {
    let (facts, mut address, mut notes) = asked(shell.menu, query);
    facts.check(&mut address, &mut notes);
    notes.iter().map(|note| note.words(shell.lang)).collect()
}

/// Everything that a text has wrong, in the order of its lines.
pub fn faults(shell: &Shell, text: &str) -> Vec<String> {
    let m = Words::of(shell.lang);
    let (deck, faults) = Deck::read(text, "own", shell.lang);
    let mut found: Vec<(usize, String)> = faults
        .into_iter()
        .map(|fault| match fault {
            Fault::NoBar(line) => (line, m.fault_no_bar(&line.to_string())),
            Fault::NoClaim(line) => (line, m.fault_no_claim(&line.to_string())),
            Fault::NoBeat(line) => (line, m.fault_no_beat(&line.to_string())),
            Fault::TooLong => (usize::MAX, m.fault_too_long.to_string()),
        })
        .collect();
    for beat in &deck.beats {
        let wrong = lint(shell, &beat.query).into_iter();
        found.extend(wrong.map(|why| (beat.line, m.fault_line(&beat.line.to_string(), &why))));
    }
    found.sort_by_key(|(line, _)| *line);
    found.into_iter().map(|(_, text)| text).collect()
}

/// The text of a deck.
pub fn written(deck: &Deck) -> String {
    let mut out = String::new();
    for beat in &deck.beats {
        out.push_str(&format!("{} | {}\n", beat.claim, beat.query));
        beat.notes.iter().for_each(|note| out.push_str(&format!("# {note}\n")));
    }
    out
}

/// `m:ss` of some milliseconds.
pub fn clock(millis: f64) -> String {
    let seconds = (millis / 1000.0).max(0.0) as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
