//! What can happen on this screen alone: another shape, a drawing, the twin of a review, a measurement.

use crate::math::rng::{Uniform, hash};
use crate::player::action::Act;
use crate::player::sentence::rebuild;
use crate::player::state::Player;
use crate::player::travel::goto;
use crate::screens::types::state::twin;
use crate::screens::types::task::{Task, is_two};
use crate::screens::types::{drawing, measure};
use crate::shell::action::{Action, Effect};
use crate::tasks::caption;
use std::rc::Rc;

/// What only this screen does.
#[derive(Clone, Debug, PartialEq)]
pub enum Own {
    Task(Task),
    /// Turns a pixel over.
    Pixel(usize),
    /// The pixel in the hand of the arrow keys.
    Hand(usize),
    Clear,
    /// Another scene, one pixel turned over.
    Another,
    /// The same drawing, other chances.
    Again,
    /// Puts a word into its mouth at a step of the decoder, from 1; nothing gives the step back to it.
    Say(usize, String),
    /// One word of a review: the plain case.
    Single,
    /// Measures the next piece, and then the one after it.
    Measure(Task),
}

/// The pixel in the hand of the arrow keys: the first, until one was chosen.
pub fn hand(s: &Player) -> usize {
    s.hand.min(caption::PIXELS - 1)
}

/// Does what only this screen does; says whether it did.
pub fn act(s: &mut Player, action: &Action) -> bool {
    if let Action::Own(own) = action
        && let Some(Act::ChangeWord) = own.clone().of::<Act>()
    {
        match Task::of(&s.shell.address) {
            Task::Translate => two_phrases(s),
            _ => read_twin(s),
        }
        return true;
    }
    let Action::Own(own) = action else { return false };
    let Some(own) = own.clone().of::<Own>() else { return false };
    s.playing = None;
    match own {
        Own::Task(task) => {
            to_task(s, task);
        }
        Own::Hand(pixel) => {
            s.hand = pixel;
            s.shell.effects.push(Effect::FocusFirst(vec![format!("[data-pixel='{pixel}']")]));
        }
        Own::Pixel(pixel) => {
            s.hand = pixel;
            let mut pixels = drawing::of(&s.shell.address);
            if let Some(slot) = pixels.get_mut(pixel) {
                *slot ^= 1;
            }
            draws(s, &pixels);
        }
        Own::Clear => draws(s, &vec![0; caption::PIXELS]),
        Own::Another => {
            let mut random =
                Uniform::new(hash(s.shell.address.get("seed").and_then(|seed| seed.parse().ok()).unwrap_or(7)));
            let scenes = caption::scenes(is_two(&s.shell.address));
            let scene = scenes[random.below(scenes.len())];
            let pixels = caption::turned(scene.pixels(), 1, &mut random);
            next_seed(s);
            draws(s, &pixels);
        }
        Own::Single => {
            to_task(s, Task::Review);
            let word = if s.show.example.lang() == "th" { "ดี" } else { "good" };
            s.shell.address.set("ex", s.show.example.id());
            s.shell.address.set("text", word);
            anew(s);
        }
        Own::Say(step, word) => say(s, step, &word),
        Own::Measure(task) => measure(s, task),
        Own::Again => {
            next_seed(s);
            s.shell.address.remove("say");
            rebuild(s);
        }
    }
    true
}

/// The pause between two pieces: the page is drawn in it.
const REST_MILLIS: u32 = 10;

fn measure(s: &mut Player, task: Task) {
    // Another task came meanwhile.
    if Task::of(&s.shell.address) != task {
        return;
    }
    let Some(share) = measure::piece(task, s.show.shares.len()) else { return };
    if s.show.shares.is_empty() {
        s.shell.focus("measured");
    }
    let mut show = (*s.show).clone();
    Rc::make_mut(&mut show.shares).push(share);
    s.show = Rc::new(show);
    s.shell.effects.push(Effect::After(REST_MILLIS, Action::Own(crate::shell::action::Own::new(Own::Measure(task)))));
}

/// What is put into its mouth, a step each.
fn say(s: &mut Player, step: usize, word: &str) {
    let now = s.shell.address.get("say").unwrap_or_default();
    let own = format!("{step}=");
    let mut all: Vec<String> =
        now.split(' ').filter(|item| !item.is_empty() && !item.starts_with(&own)).map(String::from).collect();
    if !word.is_empty() {
        all.push(format!("{step}={word}"));
    }
    if all.is_empty() {
        s.shell.address.remove("say");
    } else {
        s.shell.address.set("say", &all.join(" "));
    }
    let t = s.t();
    s.refresh();
    goto(s, t);
    s.close_if_empty();
}

fn next_seed(s: &mut Player) {
    let seed: u32 = s.shell.address.get("seed").and_then(|seed| seed.parse().ok()).unwrap_or(7);
    s.shell.address.set("seed", &seed.wrapping_add(1).to_string());
}

/// Another drawing: the words begin anew where they stood.
fn draws(s: &mut Player, pixels: &[i32]) {
    let usual = drawing::usual(&s.shell.address).pixels();
    if pixels == usual {
        s.shell.address.remove("pixels");
    } else {
        s.shell.address.set("pixels", &drawing::write(pixels));
    }
    s.shell.address.remove("say");
    rebuild(s);
}

fn to_task(s: &mut Player, task: Task) {
    const OF_TASKS: [&str; 15] = [
        "cell", "attend", "feed", "len", "hidden", "pixels", "text", "say", "temp", "set", "open", "pins", "ex",
        "zoom", "seed",
    ];
    OF_TASKS.iter().for_each(|key| s.shell.address.remove(key));
    s.shell.facts.set(&mut s.shell.address, "task", task.id());
    anew(s);
}

/// From the beginning, with another task.
fn anew(s: &mut Player) {
    s.shell.address.set("t", "0");
    s.shell.address.remove("op");
    s.guess = None;
    s.trail.clear();
    s.unit = 1;
    s.editor = None;
    s.refresh();
    s.close_if_empty();
}

/// What was read, and another phrase after it: more than one must cross over.
fn two_phrases(s: &mut Player) {
    const SECOND: &str = "three small blue cats";
    let first = s.show.trace.sequence.given().join(" ");
    s.shell.address.remove("say");
    s.shell.address.set("text", &format!("{first} and {SECOND}"));
    anew(s);
    s.shell.focus("card");
}

/// The same words in the other order, at the same place.
fn read_twin(s: &mut Player) {
    let thai = s.show.example.lang() == "th";
    let Some(words) = twin(thai, &s.show.trace.sequence.tokens) else { return };
    s.shell.address.set("ex", s.show.example.id());
    if words == s.show.example.words() {
        s.shell.address.remove("text");
    } else {
        s.shell.address.set("text", &words.join(" "));
    }
    s.guess = None;
    let t = s.t();
    s.refresh();
    goto(s, t);
    s.shell.focus("card");
}
