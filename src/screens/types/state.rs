//! What an address asks of this screen, computed: the words that go in, and for a decoder those that it says, one after another.

use crate::device::compute;
use crate::engine::held::{applied, can_be_held, exists};
use crate::engine::trace::{LossAt, Sequence, Trace};
use crate::kernels::softmax_xent::IGNORED;
use crate::math::order::largest;
use crate::math::rng::{Uniform, hash};
use crate::model::Model;
use crate::model::names::{Name, ValuePath};
use crate::player::given;
use crate::player::show::{Show, example, no_value};
use crate::scene::lesson::Lesson;
use crate::screens::types::drawing;
use crate::screens::types::task::{Feed, Task, attends, is_two, net};
use crate::screens::types::told::task_of;
use crate::screens::types::words::Words;
use crate::shell::address::{Address, Notice};
use crate::shell::notes::Note;
use crate::shell::state::Shell;
use crate::tasks::decode::draw;
use crate::tasks::examples::Example;
use crate::tasks::nets::{self, Role};
use crate::tasks::{caption, phrases, reverse, review};
use crate::text::vocab::{id, ids};
use crate::words::Lang;
use std::rc::Rc;

/// Words said at most: four phrases have thirty-one.
const LONGEST: usize = 34;

pub fn show(shell: &mut Shell, lesson: &'static Lesson, old: Option<&Show>) -> Show {
    let task = Task::of(&shell.address);
    let fits = |example: Example| example == task.example() || example == task.example().twin();
    let example = in_task(shell, lesson, task, &fits);
    let thai = example.lang() == "th";
    let lang = shell.lang;
    let Shell { address, notes, .. } = shell;
    tidy(address, task, notes, old.is_none());
    let net = net(address, thai);
    let seed = (address.get("w") == Some("random"))
        .then(|| address.get("seed").and_then(|seed| seed.parse().ok()).unwrap_or(7));
    // Networks of one task differ by what they learnt from alone: each is taken anew from its archive.
    let model = net.model(seed);
    let words = words(address, task, example, lang, notes);
    let asked = Asked::new(address, task, thai, &model, &words);
    let untouched = Rc::new(asked.run(&model, &[]));
    let mut edits = Vec::new();
    for (path, value) in address.edits() {
        let is_there = exists(&model, untouched.sequence.source, untouched.steps(), &path);
        if path.cell.is_none() && is_there && can_be_held(path.name, value) {
            edits.push((path, value));
        } else {
            notes.push(no_value(path.to_string()));
        }
    }
    address.set_edits(&edits);
    let trace = if edits.is_empty() { untouched.clone() } else { Rc::new(asked.run(&model, &edits)) };
    let truth = asked.label;
    let swapped = beside(task, thai, &words, &trace.model);
    let options = if task == Task::Review { (0..model.config.classes).collect() } else { Vec::new() };
    let shares = old.filter(|old| task_of(&old.trace.model.config) == task);
    Show {
        corpus: old.map_or_else(Default::default, |old| old.corpus.clone()),
        seed,
        untouched: vec![untouched],
        edits,
        swapped,
        shares: shares.map_or_else(Default::default, |old| old.shares.clone()),
        options,
        truth,
        ..Show::of(example, trace)
    }
}

/// The example of the task, in the language of the reader unless the link says otherwise.
fn in_task(shell: &mut Shell, lesson: &'static Lesson, task: Task, fits: &dyn Fn(Example) -> bool) -> Example {
    let found = example(shell, lesson, fits);
    if fits(found) { found } else { task.example().in_language(shell.lang.id()) }
}

/// Takes out what does not go with a task; of a link it is said.
fn tidy(address: &mut Address, task: Task, notes: &mut Vec<Note>, is_link: bool) {
    let attends = attends(address, task);
    let fits = |key: &str, value: &str| match key {
        "cell" => task == Task::Review && ["lstm", "gru", "rnn"].contains(&value),
        "attend" => task.may_attend(),
        "feed" => match value {
            "own" => true,
            "truth" => task.has_encoder(),
            _ => task == Task::Caption,
        },
        "len" => match task {
            Task::Translate if attends => ["3", "4"].contains(&value),
            Task::Translate => ["1", "3"].contains(&value),
            Task::Caption => value == "2",
            _ => false,
        },
        "hidden" => task == Task::Reverse && ["4", "8", "16", "32"].contains(&value),
        "pixels" => task == Task::Caption && drawing::read(value).is_some(),
        "text" => task != Task::Caption,
        "say" => task.has_encoder(),
        "temp" => task == Task::Caption,
        _ => true,
    };
    for key in ["cell", "attend", "feed", "len", "hidden", "pixels", "text", "say", "temp"] {
        let value = address.get(key).unwrap_or_default().to_string();
        if !value.is_empty() && !fits(key, &value) {
            notes.extend(is_link.then(|| Note::Address(Notice::Bad(key.into(), value.chars().take(40).collect()))));
            address.remove(key);
        }
    }
    if address.get("w") == Some("trained") {
        address.remove("w");
    }
}

/// The words of a link, if they can be read here; else the example's own.
fn words(address: &mut Address, task: Task, example: Example, lang: Lang, notes: &mut Vec<Note>) -> Vec<String> {
    if task == Task::Caption {
        return Vec::new();
    }
    if let Some(text) = address.get("text") {
        let typed: Vec<String> = text.split(' ').map(str::to_string).collect();
        match accepts(lang, task, typed) {
            Ok(words) => return words,
            Err(why) => {
                notes.push(Note::Refused(why));
                address.remove("text");
            }
        }
    }
    example.words()
}

/// Words as a task reads them, or why it cannot.
pub fn accepts(lang: Lang, task: Task, words: Vec<String>) -> Result<Vec<String>, String> {
    let m = Words::of(lang);
    match task {
        Task::Translate => given::phrases(lang, words),
        Task::Reverse => {
            // Letters may be typed with spaces or without.
            let letters: Vec<String> = words.concat().to_lowercase().chars().map(|c| c.to_string()).collect();
            let vocab = reverse::vocab(false);
            match letters.iter().find(|letter| id(&vocab, letter) < 0) {
                Some(unknown) => Err(m.refuse_letter(unknown)),
                None if letters.len() > reverse::LONGEST => Err(m.refuse_letters(&reverse::LONGEST.to_string())),
                None => Ok(letters),
            }
        }
        Task::Review | Task::Caption => Ok(words),
    }
}

/// How a decoder comes to the next word.
struct Asked {
    task: Task,
    feed: Feed,
    /// What the encoder reads, or the only network: words, numbers, pixels.
    source: Vec<String>,
    ids: Vec<i32>,
    pixels: Vec<i32>,
    /// What should be said, where that is known.
    truth: Option<Vec<i32>>,
    /// Of a review: what it means.
    label: Option<usize>,
    /// Words that were put into its mouth, by number of the step from 1.
    forced: Vec<(usize, i32)>,
    /// Draws words by chance; `None` takes the likeliest.
    draws: Option<u32>,
}

impl Asked {
    fn new(address: &Address, task: Task, thai: bool, model: &Model, words: &[String]) -> Self {
        let config = &model.config;
        let encoder = config.encoder.as_ref();
        let vocab = encoder.map_or(&config.vocab, |encoder| &encoder.vocab);
        let said = if config.labels.is_empty() { &config.vocab } else { &config.labels };
        let (mut label, mut truth, mut pixels) = (None, None, Vec::new());
        match task {
            Task::Review => label = review::meaning(thai, words),
            Task::Caption => {
                pixels = drawing::of(address);
                let scenes = caption::scenes(is_two(address));
                let scene = drawing::shows(&pixels, &scenes);
                truth = scene.map(|scene| ids(said, &scene.captions(thai)[0]));
            }
            Task::Translate => truth = phrases::translation(words).map(|(thai, _)| ids(said, &thai)),
            Task::Reverse => truth = Some(ids(said, &words.iter().rev().cloned().collect::<Vec<String>>())),
        }
        let draws = task == Task::Caption && address.get("temp") != Some("0");
        let seed = address.get("seed").and_then(|seed| seed.parse().ok()).unwrap_or(7);
        let forced = (address.get("say").unwrap_or_default().split(' '))
            .filter_map(|item| {
                let (step, word) = item.split_once('=')?;
                Some((step.parse().ok()?, id(said, word))).filter(|(_, id)| *id >= 0)
            })
            .collect();
        let source = if task == Task::Caption { vec![drawing::NAME.to_string()] } else { words.to_vec() };
        let ids = if task == Task::Caption { vec![0] } else { ids(vocab, words) };
        Self { task, feed: Feed::of(address), source, ids, pixels, truth, label, forced, draws: draws.then_some(seed) }
    }

    /// The whole of it, with numbers changed by hand.
    fn run(&self, model: &Rc<Model>, edits: &[(ValuePath, f64)]) -> Trace {
        let (model, held) = applied(model, edits.iter().copied());
        if self.task == Task::Review {
            return compute::trace_with(model, self.review(), held, 0);
        }
        let mark = model.config.classes as i32 - 1;
        let mut said: Vec<i32> = Vec::new();
        let mut random = Uniform::new(hash(self.draws.unwrap_or(0)));
        // One word more each time: what was read before does not change.
        loop {
            let sequence = self.sequence(&model, &said, mark);
            let trace = compute::trace_with(model.clone(), sequence, held.clone(), 0);
            let t = trace.steps();
            let step = said.len() + 1;
            let own = match self.draws {
                Some(_) => draw(trace.probs(t), &mut random),
                None => largest(trace.probs(t)).unwrap_or(0),
            };
            let word = self.forced.iter().find(|(at, _)| *at == step).map_or(own as i32, |(_, word)| *word);
            let truth = self.truth.as_ref().filter(|_| self.feed == Feed::Truth);
            // With the truth it goes as far as the truth does.
            let is_done = match truth {
                Some(truth) => said.len() == truth.len(),
                None => word == mark || said.len() + 1 >= LONGEST,
            };
            if is_done {
                return trace;
            }
            said.push(truth.and_then(|truth| truth.get(said.len()).copied()).unwrap_or(word));
        }
    }

    fn review(&self) -> Sequence {
        let mut targets = vec![IGNORED; self.ids.len()];
        if let (Some(last), Some(label)) = (targets.last_mut(), self.label) {
            *last = label as i32;
        }
        Sequence {
            tokens: self.source.clone(),
            ids: self.ids.clone(),
            targets,
            loss_at: LossAt::Last,
            ..Sequence::default()
        }
    }

    /// The source, the mark, and what was said so far.
    fn sequence(&self, model: &Model, said: &[i32], mark: i32) -> Sequence {
        let config = &model.config;
        let name = |&word: &i32| config.class_name(usize::try_from(word).unwrap_or(0));
        let source = self.ids.len();
        let read: Vec<i32> = [mark].iter().chain(said).copied().collect();
        let tokens = self.source.iter().cloned().chain(read.iter().map(name)).collect();
        // Who does not read what it said reads the mark, whatever that was.
        let is_blind = config.vocab.len() < config.classes;
        let fed = read.iter().map(|&word| if is_blind { 0 } else { word });
        let truth = |step: usize| match &self.truth {
            Some(truth) if step < truth.len() => truth[step],
            Some(truth) if step == truth.len() => mark,
            _ => IGNORED,
        };
        Sequence {
            tokens,
            ids: self.ids.iter().copied().chain(fed).collect(),
            targets: vec![IGNORED; source].into_iter().chain((0..read.len()).map(truth)).collect(),
            loss_at: LossAt::All,
            source,
            pixels: self.pixels.clone(),
            ..Sequence::default()
        }
    }
}

/// What stands beside: of a review its twin, read by the same network, and what a window and a bag make of it.
fn beside(task: Task, thai: bool, words: &[String], judge: &Rc<Model>) -> Vec<Rc<Trace>> {
    if task != Task::Review {
        return Vec::new();
    }
    let run = |role: Role, words: &[String]| {
        let model = match role {
            Role::Judge => judge.clone(),
            role => Rc::new(nets::find(role, thai, None)?.trained()?),
        };
        let vocab = &model.config.vocab;
        let read = ids(vocab, words);
        let sequence = if role == Role::Bag {
            let counts = (0..vocab.len() as i32).map(|id| read.iter().filter(|&&word| word == id).count() as i32);
            let tokens = vec![words.join(" ")];
            Sequence { tokens, ids: vec![0], targets: vec![IGNORED], pixels: counts.collect(), ..Sequence::default() }
        } else {
            let targets = vec![IGNORED; words.len()];
            Sequence { tokens: words.to_vec(), ids: read, targets, ..Sequence::default() }
        };
        Some(Rc::new(compute::trace(model, sequence)))
    };
    let twin = twin(thai, words).unwrap_or_else(|| words.to_vec());
    [(Role::Judge, &twin[..]), (Role::Window, words), (Role::Bag, words), (Role::Window, &twin[..])]
        .into_iter()
        .filter_map(|(role, words)| run(role, words))
        .collect()
}

/// The same words in another order that mean the opposite, if the sentence has such a twin.
pub fn twin(thai: bool, words: &[String]) -> Option<Vec<String>> {
    let tails = [None].into_iter().chain((0..4).map(Some));
    tails.into_iter().find_map(|tail| {
        let pair =
            review::matched_pairs(thai, tail).into_iter().find(|pair| pair.iter().any(|one| one.words == words))?;
        pair.into_iter().find(|one| one.words != words).map(|other| other.words)
    })
}

/// Whether an arrow of attention is cut.
pub fn is_cut(trace: &Trace, t: usize, s: usize) -> bool {
    trace.held.get(&ValuePath::new(Name::Attention, t, s)).is_some()
}
