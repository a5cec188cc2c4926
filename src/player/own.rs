//! The network of somebody's own file, where a screen can show it.

use crate::device::compute;
use crate::engine::trace::{Sequence, Trace};
use crate::model::Network;
use crate::model::cell::Cell;
use crate::model::config::{Config, Head};
use crate::player::show::{self, Show, apply_edits, forget, loss_at, words};
use crate::scene::lesson::Lesson;
use crate::shell::address::Notice;
use crate::shell::notes::Note;
use crate::shell::settings::{Facts, Range};
use crate::shell::state::Shell;
use crate::tasks::examples::Example;
use std::rc::Rc;

/// Why a screen cannot show a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It has networks of its own.
    Screen,
    /// No RNN, LSTM or GRU that reads words.
    Input,
    /// More than one layer or direction.
    Layers,
    /// More units than so many.
    Units(usize),
    /// It says something else than the next word.
    Head,
}

/// Nothing where it can. A page may be twice as long for a file's network as for ours.
pub fn unfit(facts: &Facts, config: &Config) -> Option<Unfit> {
    let most = match facts.setting("hidden").map(|hidden| hidden.range) {
        Some(Range::Number(_, most)) => 2 * most as usize,
        _ => usize::MAX,
    };
    Some(match config {
        _ if !facts.setting("ex").is_some_and(|ex| ex.offers().contains(&"own")) => Unfit::Screen,
        _ if !Cell::RECURRENT.contains(&config.cell) || !config.reads_words() => Unfit::Input,
        _ if config.layers * config.directions > 1 => Unfit::Layers,
        _ if config.hidden_size > most => Unfit::Units(most),
        _ if facts.setting("trunc").is_some() && config.head != Head::NextToken => Unfit::Head,
        _ => return None,
    })
}

/// The network that an address asks for by `ex=own`, where it is here and fits; else the address asks for it no longer.
fn asked(shell: &mut Shell) -> Option<Rc<Network>> {
    if shell.address.get("ex") != Some("own") {
        return None;
    }
    let network = shell.network.clone()?;
    if unfit(shell.facts, &network.model.config).is_none() {
        return Some(network);
    }
    shell.notes.push(Note::own("own-unfit", "", |lang, _| lang.messages().notice_own_unfit.to_string()));
    forget(&mut shell.address);
    None
}

/// What an address asks for, computed: a network that ships, or somebody's own.
pub fn show(shell: &mut Shell, lesson: &'static Lesson, old: Option<&Show>) -> Show {
    match asked(shell) {
        Some(network) => of_own(shell, lesson, network, old),
        None => show::show(shell, lesson, old),
    }
}

/// The file says the cell, its size and its weights.
fn of_own(shell: &mut Shell, lesson: &'static Lesson, network: Rc<Network>, old: Option<&Show>) -> Show {
    let example = Example::from_id(lesson.example).expect("a lesson names an example that ships");
    let example = example.in_language(if network.model.config.is_thai() { "th" } else { "en" });
    let Shell { address, notes, .. } = shell;
    for key in ["cell", "hidden", "w", "seed"] {
        notes.extend(address.is_set(key).then_some(Note::NotHere(key)));
        address.remove(key);
    }
    let config = &network.model.config;
    let mut usual = network.words.clone();
    // The way back begins at a mistake: of words that nobody typed here the last is what should have been said.
    let truth = usual.last().and_then(|word| config.vocab.iter().position(|known| known == word));
    let truth = truth.filter(|_| lesson.goes_back && !address.is_set("text") && usual.len() > 2);
    usual.truncate(usual.len() - usize::from(truth.is_some()));
    // What was read is read here, as long as it is; only who asks for another length gets it round and round.
    let most = lesson.len_range.1;
    if most > 0 && !address.is_set("text") && !address.is_set("len") {
        if usual.len() > most {
            notes.push(Note::Address(Notice::Bad("text".into(), format!("{} > {most}", usual.len()))));
            usual.truncate(most);
        }
        address.set("text", &usual.join(" "));
    }
    let running = |count: usize| network.words.iter().cycle().take(count).cloned().collect();
    let words = words(address, lesson, usual, &running, notes);
    let sequence = Sequence::over(config, &words, truth, loss_at(address, lesson));
    let truncation = address.number("trunc").unwrap_or(0);
    let is_same = |lane: &&Rc<Trace>| {
        Rc::ptr_eq(&lane.model, &network.model) && lane.sequence == sequence && lane.truncation == truncation
    };
    let trace = match old.and_then(|old| old.untouched.first()).filter(is_same) {
        Some(done) => done.clone(),
        None => Rc::new(compute::trace_with(network.model.clone(), sequence, Default::default(), truncation)),
    };
    let mut show = Show { own: Some(network.clone()), truth, ..Show::of(example, trace) };
    apply_edits(address, &mut show, notes);
    // A tag or a class is no word that comes next: nothing is asked.
    if config.head != Head::NextToken {
        show.options = Vec::new();
    }
    show
}
