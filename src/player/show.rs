//! What an address asks for, computed once and stepped for free.

use crate::device::compute;
use crate::engine::held::{Held, applied, can_be_held, exists};
use crate::engine::trace::{LossAt, Sequence, Trace};
use crate::math::order::descending;
use crate::model::cell::Cell;
use crate::model::names::ValuePath;
use crate::model::{Model, Network};
use crate::scene::lesson::Lesson;
use crate::shell::address::{Address, Notice};
use crate::shell::notes::Note;
use crate::shell::state::Shell;
use crate::tasks::corpus::Corpus;
use crate::tasks::examples::Example;
use crate::text::vocab;
use std::rc::Rc;

/// Derived from the address.
#[derive(Clone, Debug)]
pub struct Show {
    pub example: Example,
    pub corpus: Rc<Corpus>,
    /// The first of the lanes' cells.
    pub cell: Cell,
    pub hidden: usize,
    /// `None` for trained weights.
    pub seed: Option<u32>,
    /// The first lane.
    pub trace: Rc<Trace>,
    /// One a cell, all reading the same words.
    pub lanes: Vec<Rc<Trace>>,
    /// The lanes without anything changed by hand; the same ones where nothing is.
    pub untouched: Vec<Rc<Trace>>,
    /// Values changed by hand that exist here.
    pub edits: Vec<(ValuePath, f64)>,
    /// What stands beside the lanes: they on the sentence with the other noun, or other networks on the same one.
    pub swapped: Vec<Rc<Trace>>,
    /// How often each of those networks is right, where they are others than the lanes'.
    pub shares: Rc<Vec<f64>>,
    /// Classes to choose from when the question is asked.
    pub options: Vec<usize>,
    /// Answers of the same kind, from which the options are filled up.
    pub candidates: Vec<usize>,
    pub truth: Option<usize>,
    pub swap: Option<(String, String)>,
    /// Where each word of a shuffled sentence beside stands in this one, from 0.
    pub places: Vec<usize>,
    /// The network of somebody's own file, where that is the only lane.
    pub own: Option<Rc<Network>>,
}

impl Show {
    /// One run, and nothing beside it.
    pub fn of(example: Example, trace: Rc<Trace>) -> Show {
        let config = &trace.model.config;
        Show {
            example,
            corpus: Rc::default(),
            cell: config.cell,
            hidden: config.hidden_size,
            seed: None,
            untouched: vec![trace.clone()],
            lanes: vec![trace.clone()],
            trace,
            edits: Vec::new(),
            swapped: Vec::new(),
            shares: Rc::default(),
            options: Vec::new(),
            candidates: Vec::new(),
            truth: None,
            swap: None,
            places: Vec::new(),
            own: None,
        }
    }
    /// What the address calls what is shown.
    pub fn id(&self) -> &'static str {
        if self.own.is_some() { "own" } else { self.example.id() }
    }
}

/// `set` or `pins` name a value that does not exist here.
pub fn no_value(path: String) -> Note {
    Note::own("no-value", path, |lang, path| lang.messages().notice_no_value(path))
}

/// How many words the question offers.
const OPTIONS: usize = 4;

/// Reads the address; what it cannot have becomes a note and is taken out of it.
pub fn show(shell: &mut Shell, lesson: &'static Lesson, old: Option<&Show>) -> Show {
    // Of a network from a file nothing is taken over.
    let old = old.filter(|old| old.own.is_none());
    let example = example(shell, lesson, Example::has_corpus);
    let Shell { address, notes, .. } = shell;
    let cells = cells(address, lesson, notes);
    let hidden = address.number("hidden").unwrap_or(lesson.hidden);
    let usual = if lesson.starts_random { "random" } else { "trained" };
    if address.get("w").unwrap_or(usual) == "trained" && !cells.iter().all(|&cell| example.ships(cell, hidden)) {
        notes.push(untrained_size(hidden));
        address.set("w", "random");
    }
    if address.get("w") == Some(usual) {
        address.remove("w");
    }
    let seed = (address.get("w").unwrap_or(usual) == "random")
        .then(|| address.get("seed").and_then(|seed| seed.parse().ok()).unwrap_or(7));
    let words = words(address, lesson, example.words(), &|count| example.running_words(count), notes);
    let loss_at = loss_at(address, lesson);
    let truncation = address.number("trunc").unwrap_or(0);
    let mut show = build(lesson, example, &cells, hidden, seed, words, loss_at, truncation, old);
    apply_edits(address, &mut show, notes);
    show
}

/// The example that an address asks for, if it is one that this screen shows; else the lesson's own, in the language of the reader.
pub fn example(shell: &mut Shell, lesson: &'static Lesson, fits: impl Fn(Example) -> bool) -> Example {
    let Shell { address, notes, lang, .. } = shell;
    let own = Example::from_id(lesson.example).expect("a lesson names an example that ships");
    let native = own.in_language(lang.id());
    match address.get("ex").map(|id| (Example::from_id(id).filter(|example| fits(*example)), id)) {
        None => native,
        Some((Some(example), _)) => example,
        Some((None, id)) => {
            let own = || Note::own("own-file", "", |lang, _| lang.messages().notice_own_file.to_string());
            let is_own = id == "own";
            notes.push(if is_own { own() } else { Note::Address(Notice::Bad("ex".into(), id.into())) });
            address.remove("ex");
            if is_own {
                forget(address);
            }
            native
        }
    }
}

/// What was said of a network that is not here is not said of another.
pub fn forget(address: &mut Address) {
    ["ex", "text", "set", "pins", "open", "zoom", "t", "op", "pass"].iter().for_each(|key| address.remove(key));
}

/// The weights are random only because this size was never trained.
pub fn untrained_size(units: usize) -> Note {
    Note::own(UNTRAINED, units.to_string(), |lang, units| lang.messages().notice_untrained_size(units))
}

pub const UNTRAINED: &str = "untrained-size";

/// The cells that an address asks for, of those that this screen shows.
pub fn cells(address: &mut Address, lesson: &'static Lesson, notes: &mut Vec<Note>) -> Vec<Cell> {
    let asked: Vec<String> = address.list("cell").into_iter().map(str::to_string).collect();
    let mut cells: Vec<Cell> = Vec::new();
    for id in &asked {
        match Cell::from_id(id).filter(|cell| lesson.choice.contains(cell)) {
            Some(cell) if cells.len() < lesson.most_cells => cells.push(cell),
            Some(_) => notes.push(Note::NotHere("cell")),
            None => notes.push(Note::Address(Notice::Bad("cell".into(), id.clone()))),
        }
    }
    notes.dedup();
    if cells.is_empty() {
        cells = lesson.cells.to_vec();
    }
    if cells == lesson.cells {
        address.remove("cell");
    } else {
        address.set("cell", &cells.iter().map(|cell| cell.id()).collect::<Vec<&str>>().join(","));
    }
    cells
}

/// Where learning is looked at, one mistake alone is the usual case.
pub fn loss_at(address: &Address, lesson: &'static Lesson) -> LossAt {
    let usual = if lesson.goes_back { "last" } else { "all" };
    if address.get("loss").unwrap_or(usual) == "last" { LossAt::Last } else { LossAt::All }
}

/// The words that an address asks for: its own, the usual ones, or as many of an endless text as fit the lesson.
pub fn words(
    address: &mut Address,
    lesson: &'static Lesson,
    usual: Vec<String>,
    running: &dyn Fn(usize) -> Vec<String>,
    notes: &mut Vec<Note>,
) -> Vec<String> {
    let (least, most) = lesson.len_range;
    if let Some(text) = address.get("text") {
        let mut words: Vec<String> = text.split(' ').map(str::to_string).collect();
        if most > 0 && words.len() > most {
            notes.push(Note::Address(Notice::Bad("text".into(), format!("{} > {most}", words.len()))));
            words.truncate(most);
            address.set("text", &words.join(" "));
        }
        address.remove("len");
        return words;
    }
    if most == 0 {
        return usual;
    }
    let default = (usual.len() + 1).clamp(least, most);
    let len = match address.number("len") {
        Some(len) if !(least..=most).contains(&len) => {
            notes.push(Note::Address(Notice::Bad("len".into(), len.to_string())));
            default
        }
        len => len.unwrap_or(default),
    };
    if len == default {
        address.remove("len");
    }
    running(len)
}

fn build(
    lesson: &'static Lesson,
    example: Example,
    cells: &[Cell],
    hidden: usize,
    seed: Option<u32>,
    words: Vec<String>,
    loss_at: LossAt,
    truncation: usize,
    old: Option<&Show>,
) -> Show {
    let same = old.filter(|old| (old.example, old.hidden, old.seed) == (example, hidden, seed));
    let corpus = match old.filter(|old| old.example == example) {
        Some(old) => old.corpus.clone(),
        None => Rc::new(example.corpus()),
    };
    let model = |cell: Cell| -> Rc<Model> {
        let known = same.and_then(|old| old.untouched.iter().find(|lane| lane.model.config.cell == cell));
        known.map_or_else(
            || {
                Rc::new(match seed {
                    Some(seed) => example.random(cell, hidden, seed),
                    None => example.trained(cell, hidden).expect("only shipped sizes are called trained"),
                })
            },
            |lane| lane.model.clone(),
        )
    };
    let known = corpus.answer(&words);
    let swap = swap(example, &words);
    let first = model(cells[0]);
    let class = |word: &str| first.config.vocab.iter().position(|known| known == word);
    let truth = known.as_ref().and_then(|(_, answer)| class(answer));
    let run = |model: Rc<Model>, words: &[String], truth: Option<usize>| -> Rc<Trace> {
        let ids = vocab::ids(&model.config.vocab, words);
        let sequence = Sequence::next_words(words.to_vec(), ids, truth, loss_at);
        let sequence = sequence.expect("the address holds 1 to 64 words");
        let old = old.into_iter().flat_map(|old| &old.untouched);
        let same = |lane: &&Rc<Trace>| Rc::ptr_eq(&lane.model, &model) && lane.sequence == sequence;
        let done = old.clone().find(|lane| same(lane) && lane.truncation == truncation);
        done.cloned().unwrap_or_else(|| Rc::new(compute::trace_with(model, sequence, Held::default(), truncation)))
    };
    let lanes: Vec<Rc<Trace>> = cells.iter().map(|&cell| run(model(cell), &words, truth)).collect();
    let first_lane = lanes[0].clone();
    let swapped = match &swap {
        Some((from, to)) if lesson.compares_nouns => {
            let other: Vec<String> = words.iter().map(|word| if word == from { to } else { word }.clone()).collect();
            lanes.iter().map(|lane| run(lane.model.clone(), &other, None)).collect()
        }
        _ => Vec::new(),
    };
    let candidates: Vec<usize> = match &known {
        Some((property, _)) => corpus.values(property).iter().filter_map(|word| class(word)).collect(),
        None => Vec::new(),
    };
    Show {
        corpus,
        hidden,
        seed,
        lanes: lanes.clone(),
        untouched: lanes,
        swapped,
        candidates,
        truth,
        swap,
        ..Show::of(example, first_lane)
    }
}

/// Applies `set`: weights to the networks, values at a step to the run. What does not exist is named and taken out.
pub fn apply_edits(address: &mut Address, show: &mut Show, notes: &mut Vec<Note>) {
    let mut kept: Vec<(ValuePath, f64)> = Vec::new();
    for (path, value) in address.edits() {
        let fits = |lane: &&Rc<Trace>| {
            path.cell.is_none_or(|cell| cell == lane.model.config.cell)
                && exists(&lane.model, lane.sequence.source, lane.steps(), &path)
                && can_be_held(path.name, value)
        };
        // One cell alone needs no name; of several, a path without one means each that has such a number.
        let is_alone = show.untouched.len() == 1;
        let name = |lane: &Rc<Trace>| (!is_alone).then_some(lane.model.config.cell);
        let before = kept.len();
        kept.extend(show.untouched.iter().filter(fits).map(|lane| (ValuePath { cell: name(lane), ..path }, value)));
        if kept.len() == before {
            notes.push(no_value(path.to_string()));
        }
    }
    address.set_edits(&kept);
    if !kept.is_empty() {
        show.lanes = show.untouched.iter().map(|lane| edited(lane, &kept)).collect();
        show.swapped = show.swapped.iter().map(|lane| edited(lane, &kept)).collect();
        show.trace = show.lanes[0].clone();
    }
    show.edits = kept;
    show.options = options(&show.trace, show.truth, &show.candidates);
}

pub fn edited(lane: &Rc<Trace>, edits: &[(ValuePath, f64)]) -> Rc<Trace> {
    let ours = |path: &ValuePath| {
        path.cell.is_none_or(|cell| cell == lane.model.config.cell)
            && exists(&lane.model, lane.sequence.source, lane.steps(), path)
    };
    let (model, held) = applied(&lane.model, edits.iter().copied().filter(|(path, _)| ours(path)));
    Rc::new(compute::trace_with(model, lane.sequence.clone(), held, lane.truncation))
}

/// The noun in the sentence, and what it can be changed to: there and back.
fn swap(example: Example, words: &[String]) -> Option<(String, String)> {
    let (noun, other) = example.swap();
    let has = |word: &str| words.iter().any(|found| found == word);
    if has(noun) {
        Some((noun.into(), other.into()))
    } else if has(other) {
        Some((other.into(), noun.into()))
    } else {
        None
    }
}

/// Words to choose from, in the order of the vocabulary so that the place says nothing: the true answer, the network's
/// own, others of the same kind, then whatever it finds likely.
fn options(trace: &Trace, truth: Option<usize>, candidates: &[usize]) -> Vec<usize> {
    let likely = descending(trace.probs(trace.asked()));
    let mut chosen: Vec<usize> = Vec::new();
    for class in truth.into_iter().chain([likely[0]]).chain(candidates.iter().copied()).chain(likely) {
        if chosen.len() < OPTIONS && !chosen.contains(&class) {
            chosen.push(class);
        }
    }
    (0..trace.model.config.classes).filter(|class| chosen.contains(class)).collect()
}
