//! The sentence: another word in it, one of one's own, the same question from another distance.

use crate::engine::error::{InputError, MAX_TOKENS};
use crate::player::action::Act;
use crate::player::show::UNTRAINED;
use crate::player::state::{Editor, Player};
use crate::player::travel::goto;
use crate::scene::refusal::input_error;
use crate::shell::action::Effect;
use crate::shell::address::MAX_CHARACTERS;
use crate::text::token::tokenize;

/// The sentence; gives back what is something else.
pub fn reads(s: &mut Player, act: Act) -> Option<Act> {
    match act {
        Act::ChangeWord => change_word(s),
        Act::Editor(open) => {
            s.playing = None;
            s.editor = open.then(|| Editor { text: s.show.trace.sequence.given().join(" "), refusal: None });
            s.shell.focus(if open { "own-sentence" } else { "own-open" });
        }
        Act::Typed(text) => {
            if let Some(editor) = &mut s.editor {
                editor.text = text;
            }
        }
        Act::Submit(text) => submit(s, &text),
        Act::Len(len) => {
            let (least, most) = s.kind.lesson.len_range;
            s.shell.address.remove("text");
            s.shell.address.set("len", &len.clamp(least, most).to_string());
            rebuild(s);
        }
        Act::Rolled(rolled) => {
            s.shell.address.set("rolled", if rolled { "1" } else { "0" });
            // Every moment is there to be seen.
            if !rolled && s.t() == 0 {
                let t = s.steps();
                goto(s, t);
            }
        }
        Act::OtherDistance => other_distance(s),
        Act::MeasureCurves => {
            s.measure_curves();
            // At the answer it stands in the picture.
            s.shell.effects.extend((!s.view().is_revealed()).then_some(Effect::Reveal("curves")));
        }
        act => return Some(act),
    }
    None
}

fn change_word(s: &mut Player) {
    let Some((from, to)) = s.show.swap.clone() else { return };
    let words: Vec<String> =
        s.show.trace.sequence.tokens.iter().map(|word| if *word == from { to.clone() } else { word.clone() }).collect();
    // Where the answers stand side by side, the change is seen in them; else the question is asked again, at once.
    let is_seen = s.kind.lesson.compares_nouns && s.view().is_revealed();
    read_sentence(s, &words);
    let t = s.steps() + usize::from(is_seen);
    goto(s, t);
    s.shell.focus("card");
}

/// The same question from the other distance.
fn other_distance(s: &mut Player) {
    let example = s.show.example;
    let tokens = &s.show.trace.sequence.tokens;
    let (noun, other) = example.swap();
    let is_own = tokens.len() == example.words().len();
    let is_swapped = tokens.iter().any(|word| word == other) && !tokens.iter().any(|word| word == noun);
    let mut words = if is_own { example.other_words() } else { example.words() };
    // The same question: whichever noun it is asked about.
    for word in words.iter_mut().filter(|word| is_swapped && *word == noun) {
        *word = other.to_string();
    }
    read_sentence(s, &words);
    let t = s.steps();
    goto(s, t);
    s.shell.focus("card");
}

/// Starts a new sentence; the example's own leaves the address short.
fn read_sentence(s: &mut Player, words: &[String]) {
    s.playing = None;
    let usual = match &s.show.own {
        _ if s.kind.lesson.len_range.1 > 0 => Vec::new(),
        // What the last word of a file's is for depends on the screen: its words are written out.
        Some(_) => Vec::new(),
        None => (s.kind.usual)(s.show.example),
    };
    s.shell.address.remove("len");
    if *words == usual {
        s.shell.address.remove("text");
    } else {
        s.shell.address.set("ex", s.show.id());
        s.shell.address.set("text", &words.join(" "));
    }
    s.shell.address.set("t", "0");
    s.shell.address.remove("op");
    s.shell.address.remove("pass");
    s.guess = None;
    s.trail.clear();
    s.refresh();
    s.close_if_empty();
}

fn submit(s: &mut Player, text: &str) {
    let (lang, example) = (s.shell.lang, s.show.example);
    let vocab = s.show.trace.config(1).vocab.clone();
    let words = tokenize(text, example.script(), &vocab, &|rest| crate::platform::segment(rest, example.lang()));
    let accepted = if words.is_empty() {
        Err(input_error(lang, &InputError::Empty))
    } else if words.len() > MAX_TOKENS {
        Err(input_error(lang, &InputError::TooLong { count: words.len(), max: MAX_TOKENS }))
    } else if !fits_a_link(s, &words) {
        Err(lang.messages().error_too_many_characters.to_string())
    } else {
        (s.kind.accepts)(&s.shell, words)
    };
    let words = match accepted {
        Ok(words) => words,
        Err(refusal) => {
            s.editor = Some(Editor { text: text.to_string(), refusal: Some(refusal) });
            return s.shell.focus("own-sentence");
        }
    };
    s.editor = None;
    read_sentence(s, &words);
    s.shell.focus("go");
}

/// Whether a link with this sentence stays readable, with room for the keys that may follow.
fn fits_a_link(s: &Player, words: &[String]) -> bool {
    const ROOM: usize = 400;
    let mut address = s.shell.address.clone();
    address.set("ex", s.show.id());
    address.set("text", &words.join(" ")) && address.query().len() + ROOM <= MAX_CHARACTERS
}

/// Another network reads the same sentence: the position stays, the opened number closes.
pub fn rebuild(s: &mut Player) {
    s.playing = None;
    s.trail.clear();
    s.guess = None;
    s.shell.notes.retain(|note| note.code() != UNTRAINED);
    let was_revealed = s.view().is_revealed();
    s.refresh();
    // Another length, or a cell with other operations. What was not revealed stays so.
    let view = s.view();
    let (last, operations) = (view.last(), view.operations());
    let t = if was_revealed { last } else { s.t().min(s.steps()) };
    s.shell.address.set("t", &t.to_string());
    if !s.goes_back() && (operations == 1 || s.shell.address.number("op").is_some_and(|op| op > operations)) {
        s.shell.address.remove("op");
    }
    s.close_if_empty();
}
