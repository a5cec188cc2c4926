//! What an address asks of this screen: which task, which network looks at it and how, and who reads the same words one by one.

use crate::device::compute;
use crate::engine::trace::{LossAt, Sequence, Trace};
use crate::kernels::softmax_xent::IGNORED;
use crate::math::rng::Uniform;
use crate::model::Model;
use crate::model::attention::Attention;
use crate::model::cell::Cell;
use crate::player::show::{Show, apply_edits, example};
use crate::scene::lesson::Lesson;
use crate::screens::attention::words::Words;
use crate::shell::address::{Address, Notice};
use crate::shell::notes::Note;
use crate::shell::state::Shell;
use crate::tasks::examples::Example;
use crate::tasks::looking::share;
use crate::tasks::nets::{self, Look, Net, Role};
use crate::tasks::{chase, pairs};
use crate::text::vocab::{id, ids};
use std::rc::Rc;

/// Networks of the table: how they look, without and with positions.
pub const TABLE: [[Look; 2]; 3] = [pair(1, false), pair(1, true), pair(2, true)];

const fn pair(layers: usize, causal: bool) -> [Look; 2] {
    [Look { layers, causal, positions: false }, Look { layers, causal, positions: true }]
}

/// What an address asks for, of those that ship.
pub fn look(address: &Address) -> Look {
    let causal = address.get("mask") == Some("causal");
    // Two layers that see everything need nothing that one does not have.
    let layers = if causal && address.get("layers") == Some("2") { 2 } else { 1 };
    Look { layers, causal, positions: address.get("positions") != Some("0") }
}

/// The network that ships for a look. Of one layer it is the same one: the last word, whose answer is learnt, sees all words either way.
pub fn stored(look: Look) -> Look {
    Look { causal: look.causal && look.layers > 1, ..look }
}

/// The network that looks.
pub fn net(address: &Address, example: Example) -> &'static Net {
    let role = match example {
        Example::Pairs => Role::Pairs { apart: false, layers: 1 },
        Example::Apart => Role::Pairs { apart: true, layers: if address.get("layers") == Some("1") { 1 } else { 2 } },
        _ => Role::Chased(stored(look(address))),
    };
    nets::find(role, example == Example::ChaseTh, Some(Cell::Attention)).expect("each of them ships")
}

/// The network that reads, word after word.
pub fn reader(example: Example) -> &'static Net {
    let (role, thai) = match example {
        Example::Pairs => (Role::Pairs { apart: false, layers: 1 }, false),
        Example::Apart => (Role::Pairs { apart: true, layers: 1 }, false),
        example => (Role::Chased(Look::READS), example == Example::ChaseTh),
    };
    let of_role = |net: &&Net| net.role == role && net.thai == thai && net.cell == Cell::Gru;
    nets::NETS.iter().rfind(of_role).expect("each task has one")
}

pub fn show(shell: &mut Shell, lesson: &'static Lesson, old: Option<&Show>) -> Show {
    let is_ours = |example: Example| lesson.shows.contains(&example.id());
    let example = example(shell, lesson, is_ours);
    tidy(shell, example, old.is_none());
    let words = words(shell, example);
    let address = &mut shell.address;
    let net = net(address, example);
    let seed = (address.get("w") == Some("random"))
        .then(|| address.get("seed").and_then(|seed| seed.parse().ok()).unwrap_or(7));
    let model = masked(net.model(seed), address);
    let truth = truth(&model, example, &words);
    let trace = Rc::new(run(&model, &words, truth));
    let read = Rc::new(run(&reader(example).model(None), &words, truth));
    let order = address.number("seed").unwrap_or(7) as u32;
    let is_same = |old: &&Show| old.example == example && old.trace.model.config == trace.model.config;
    // Of sentences how often it is right, with the heads that are off; of pairs what was measured.
    let known = old.filter(is_same).filter(|_| seed.is_none()).map(|old| old.shares.clone());
    let is_chase = matches!(example, Example::Chase | Example::ChaseTh);
    let shares = known.or_else(|| is_chase.then(|| Rc::new(vec![share(net, &model)])));
    let mut show = Show {
        corpus: old.map_or_else(Default::default, |old| old.corpus.clone()),
        seed,
        untouched: vec![trace.clone(), read.clone()],
        lanes: vec![trace.clone(), read],
        shares: shares.unwrap_or_default(),
        candidates: candidates(&model, example, &words),
        truth,
        ..Show::of(example, trace)
    };
    apply_edits(address, &mut show, &mut shell.notes);
    shuffle(&mut show, order);
    show
}

/// Puts another order of the words beside the sentence.
pub fn shuffle(show: &mut Show, seed: u32) {
    let words = &show.trace.sequence.tokens;
    show.places = places(words.len(), seed);
    let shuffled: Vec<String> = show.places.iter().map(|&at| words[at].clone()).collect();
    show.swapped = vec![Rc::new(run(&show.trace.model, &shuffled, None))];
}

/// Takes out what does not go with a task; of a link it is said.
fn tidy(shell: &mut Shell, example: Example, is_link: bool) {
    let Shell { address, notes, .. } = shell;
    let is_chase = matches!(example, Example::Chase | Example::ChaseTh);
    let causal = address.get("mask") == Some("causal");
    let fits = |key: &str, value: &str| match key {
        "positions" | "mask" => is_chase,
        "layers" if is_chase => causal || value == "1",
        "layers" => example == Example::Apart,
        "look" => is_chase || value != "order",
        "w" => value != "trained",
        _ => false,
    };
    for key in ["positions", "mask", "layers", "look", "cell", "hidden", "loss", "w"] {
        let value = address.get(key).unwrap_or_default().to_string();
        if !value.is_empty() && !fits(key, &value) {
            notes.extend((is_link && key != "w").then(|| Note::Address(Notice::Bad(key.into(), value))));
            address.remove(key);
        }
    }
    let heads = net(address, example).config().attention.heads * net(address, example).config().layers;
    let asked: Vec<String> = address.list("off").into_iter().map(str::to_string).collect();
    let (known, lost): (Vec<String>, Vec<String>) =
        asked.into_iter().partition(|head| head.parse().is_ok_and(|head| (1..=heads).contains(&head)));
    if let Some(lost) = lost.into_iter().next() {
        notes.push(Note::Address(Notice::Bad("off".into(), lost)));
    }
    address.set_list("off", &known);
}

/// The network as an address asks for it: its mask, and the heads that are off, counted from 1 through all layers.
fn masked(mut model: Rc<Model>, address: &Address) -> Rc<Model> {
    let now = model.config.attention;
    let causal = now.causal || address.get("mask") == Some("causal");
    let off = address
        .list("off")
        .iter()
        .filter_map(|head| head.parse::<u32>().ok())
        .fold(0, |off, head| off | 1 << (head - 1));
    let attention = Attention { off, causal, ..now };
    if attention != now {
        Rc::make_mut(&mut model).config.attention = attention;
    }
    model
}

fn words(shell: &mut Shell, example: Example) -> Vec<String> {
    let Some(text) = shell.address.get("text") else { return example.words() };
    let typed = text.split(' ').map(str::to_string).collect();
    match accepted(shell.lang, example, typed) {
        Ok(words) => words,
        Err(why) => {
            shell.notes.push(Note::Refused(why));
            shell.address.remove("text");
            example.words()
        }
    }
}

/// Words as a task reads them, or why it cannot. Of sentences any word may be typed; keys and values are what they are.
pub fn accepts(shell: &Shell, words: Vec<String>) -> Result<Vec<String>, String> {
    let example = shell.address.get("ex").and_then(Example::from_id).unwrap_or(Example::Chase);
    accepted(shell.lang, example, words)
}

fn accepted(lang: crate::words::Lang, example: Example, words: Vec<String>) -> Result<Vec<String>, String> {
    let m = Words::of(lang);
    if matches!(example, Example::Chase | Example::ChaseTh) {
        return Ok(words);
    }
    let vocab = pairs::vocab(example == Example::Apart);
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    match words.iter().find(|word| id(&vocab, word) < 0) {
        Some(unknown) if example == Example::Apart => Err(m.refuse_apart(unknown)),
        Some(unknown) => Err(m.refuse_pair(unknown)),
        None => Ok(words),
    }
}

/// The answer, where the task knows one.
fn truth(model: &Model, example: Example, words: &[String]) -> Option<usize> {
    let answer = match example {
        Example::Pairs => {
            let key = words.last()?.strip_suffix('?')?;
            words.iter().rev().skip(1).find_map(|word| word.strip_prefix(key)).map(str::to_string)?
        }
        Example::Apart => {
            let (key, before) = words.split_last()?;
            let at = before.chunks_exact(2).rposition(|pair| pair[0] == *key)?;
            before[2 * at + 1].clone()
        }
        example => {
            // Stops that were put in between change nothing.
            let mut plain = words.to_vec();
            plain.dedup_by(|a, b| a == "." && b == ".");
            chase::answer(example == Example::ChaseTh, &plain)?.clone()
        }
    };
    class(model, &answer)
}

pub fn class(model: &Model, word: &str) -> Option<usize> {
    model.config.labels.iter().position(|label| label == word)
}

/// Animals of the sentence: what else could be chosen.
fn candidates(model: &Model, example: Example, words: &[String]) -> Vec<usize> {
    match example {
        Example::Chase | Example::ChaseTh => words.iter().filter_map(|word| class(model, word)).collect(),
        _ => Vec::new(),
    }
}

pub fn run(model: &Rc<Model>, words: &[String], truth: Option<usize>) -> Trace {
    let mut targets = vec![IGNORED; words.len()];
    if let (Some(last), Some(truth)) = (targets.last_mut(), truth) {
        *last = truth as i32;
    }
    let sequence = Sequence {
        tokens: words.to_vec(),
        ids: ids(&model.config.vocab, words),
        targets,
        loss_at: LossAt::Last,
        ..Sequence::default()
    };
    compute::trace(model.clone(), sequence)
}

/// Where each word of a shuffled sentence stood, from 0: the first order that is another one, where there is one.
pub fn places(count: usize, seed: u32) -> Vec<usize> {
    let mut random = Uniform::new(seed);
    let mut places: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        places.swap(last, random.below(last + 1));
    }
    if places.is_sorted() {
        places.reverse();
    }
    places
}
