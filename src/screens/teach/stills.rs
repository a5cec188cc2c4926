//! A picture of every beat, 16:9, as lines and as pixels, with what is said: in one archive, for slides made elsewhere.

use crate::platform;
use crate::shell::deck::{Beat, Deck};
use std::rc::Rc;

/// CSS pixels of the frame in which a beat is shown, as a projector would.
const SIZE: (u32, u32) = (1280, 720);
/// Pixels of a picture, across.
const PIXELS: f64 = 1920.0;

/// Shows each beat in a frame that nobody sees, takes its picture, and saves the archive. Says how far it is.
pub async fn take(deck: Rc<Deck>, look: String, say: impl Fn(Option<(usize, usize)>)) {
    let all = deck.beats.len();
    let (mut files, mut text) = (Vec::new(), String::new());
    for (at, beat) in deck.beats.iter().enumerate() {
        let query = format!("{look}&motion=off&{}&present=1&embed=1&hide=controls", beat.query);
        let Some(svg) = platform::still_of(&query, SIZE).await else { return say(None) };
        let name = file_name(at + 1, &beat.query);
        if let Some(bytes) = platform::pixels(&svg, PIXELS).await {
            files.push((format!("{name}.png"), bytes));
        }
        files.push((format!("{name}.svg"), svg.into_bytes()));
        text.push_str(&said(at + 1, beat));
        say(Some((at + 1, all)));
    }
    files.push(("notes.txt".into(), text.into_bytes()));
    platform::download(&format!("unrolled-{}-{}.zip", deck.name, deck.lang.id()), &platform::zip(&files));
    say(Some((all, all)));
}

/// Numbered, by its screen.
pub fn file_name(number: usize, query: &str) -> String {
    let (address, _) = crate::shell::address::Address::parse(query);
    format!("{number:02}-{}", address.get("fig").unwrap_or("step"))
}

fn said(number: usize, beat: &Beat) -> String {
    let link = platform::link(&beat.query);
    format!("{number}. {}\n{}\n{link}\n\n", beat.claim, beat.notes.join("\n"))
}
