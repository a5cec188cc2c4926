//! What can happen on this screen alone: another task, another picture, a shuffle, words in between, a measurement.

use crate::model::attention::Part;
use crate::player::action::Act;
use crate::player::reduce::open_root;
use crate::player::sentence::rebuild;
use crate::player::state::Player;
use crate::screens::attention::names::between;
use crate::screens::attention::told::Shown;
use crate::screens::attention::{measure, state};
use crate::shell::action::{Action, Effect};
use crate::tasks::examples::Example;
use std::rc::Rc;

/// What only this screen does.
#[derive(Clone, Debug, PartialEq)]
pub enum Own {
    Task(Example),
    Shown(Shown),
    /// Another order of the words.
    Shuffle,
    /// Words in between, or none.
    Longer(bool),
    /// A head, from 1 through all layers: off, or on again.
    Head(usize),
    /// One layer, or two.
    Layers(bool),
    /// A network of the table.
    Look(crate::tasks::nets::Look),
    /// Measures the next piece, and then the one after it.
    Measure(Example),
}

/// The pause between two pieces: the page is drawn in it.
const REST_MILLIS: u32 = 10;
/// Words that are put in between.
const BETWEEN: usize = 30;

/// Does what only this screen does; says whether it did.
pub fn act(s: &mut Player, action: &Action) -> bool {
    let Action::Own(own) = action else { return false };
    if let Some(Act::OpenUnit) = own.clone().of::<Act>() {
        open_largest(s);
        return true;
    }
    let Some(own) = own.clone().of::<Own>() else { return false };
    s.playing = None;
    match own {
        Own::Task(example) => {
            for key in ["text", "off", "look", "mask", "layers", "positions", "t", "op", "open", "zoom", "set", "pins"]
            {
                s.shell.address.remove(key);
            }
            s.shell.address.set("ex", example.id());
            s.shell.address.set("t", "0");
            rebuild(s);
        }
        Own::Shown(shown) => {
            let now = if shown == Shown::Words { "" } else { shown.id() };
            s.shell.facts.set(&mut s.shell.address, "look", now);
            s.own_guess = None;
            // The way back begins where the answer is known.
            if shown == Shown::Back {
                let last = s.last();
                s.shell.address.set("t", &last.to_string());
                s.shell.address.remove("op");
            }
            rebuild(s);
        }
        Own::Shuffle => {
            let seed = s.shell.address.number("seed").unwrap_or(7);
            s.shell.address.set("seed", &(seed % 1000 + 1).to_string());
            // The sentence is the same, and so is what was said of it.
            let mut show = (*s.show).clone();
            state::shuffle(&mut show, seed as u32 % 1000 + 1);
            s.show = Rc::new(show);
        }
        Own::Longer(longer) => longer_sentence(s, longer),
        Own::Head(head) => {
            let id = head.to_string();
            let mut off: Vec<String> = s.shell.address.list("off").into_iter().map(str::to_string).collect();
            match off.iter().position(|other| *other == id) {
                Some(at) => drop(off.remove(at)),
                None => off.push(id),
            }
            s.shell.address.set_list("off", &off);
            rebuild(s);
        }
        Own::Layers(two) => {
            // What is usual hangs on the task.
            let usual = s.show.example == Example::Apart;
            if two == usual {
                s.shell.address.remove("layers");
            } else {
                s.shell.address.set("layers", if two { "2" } else { "1" });
            }
            rebuild(s);
        }
        Own::Look(look) => {
            let put =
                |s: &mut Player, key: &'static str, value: &str| s.shell.facts.set(&mut s.shell.address, key, value);
            put(s, "mask", if look.causal { "causal" } else { "" });
            put(s, "layers", if look.layers == 2 { "2" } else { "" });
            put(s, "positions", if look.positions { "" } else { "0" });
            s.shell.address.remove("off");
            rebuild(s);
        }
        Own::Measure(example) => measure(s, example),
    }
    true
}

/// The way in by keyboard: the largest share of the word at hand.
fn open_largest(s: &mut Player) {
    let view = s.view();
    let (t, layer) = (view.read(), view.trace.model.config.layers - 1);
    let share = |&at: &usize| view.trace.value(&between(Part::Weight, layer, 0, t, at)).unwrap_or(0.0);
    let largest = (1..=view.trace.steps()).max_by(|a, b| share(a).total_cmp(&share(b)));
    // Before there are shares, the query.
    let paths = [
        largest.map(|at| between(Part::Weight, layer, 0, t, at)),
        Some(crate::screens::attention::names::element(Part::Query, layer, t, 1)),
    ];
    let path = paths.into_iter().flatten().map(|path| view.path(path)).find(|path| view.may_open(path));
    if let Some(path) = path {
        open_root(s, path);
    }
}

fn longer_sentence(s: &mut Player, longer: bool) {
    let mut words = s.show.trace.sequence.tokens.clone();
    words.dedup_by(|a, b| a == "." && b == ".");
    if let Some(stop) = words.iter().position(|word| word == ".").filter(|_| longer) {
        words.splice(stop..=stop, std::iter::repeat_n(".".to_string(), BETWEEN + 1));
    }
    s.shell.address.set("ex", s.show.example.id());
    if words == s.show.example.words() {
        s.shell.address.remove("text");
    } else {
        s.shell.address.set("text", &words.join(" "));
    }
    s.refresh();
    let last = s.last();
    s.shell.address.set("t", &last.to_string());
    s.close_if_empty();
}

fn measure(s: &mut Player, example: Example) {
    // Another task came meanwhile.
    if s.show.example != example {
        return;
    }
    let Some(share) = measure::piece(example == Example::Apart, s.show.shares.len()) else { return };
    if s.show.shares.is_empty() {
        s.shell.focus("measured");
    }
    let mut show = (*s.show).clone();
    Rc::make_mut(&mut show.shares).push(share);
    s.show = Rc::new(show);
    let next = Action::Own(crate::shell::action::Own::new(Own::Measure(example)));
    s.shell.effects.push(Effect::After(REST_MILLIS, next));
}
