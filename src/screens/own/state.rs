//! What lies on the desk: a file that was opened, the words that it reads, and how far it has read.

use crate::device::compute;
use crate::engine::error::MAX_TOKENS;
use crate::engine::export::to_json;
use crate::engine::trace::{LossAt, Sequence, Trace};
use crate::kernels::softmax_xent::IGNORED;
use crate::model::Model;
use crate::model::cell::Cell;
use crate::model::config::{Config, Head, Input};
use crate::model::file::refusal::{FileError, Receipt};
use crate::model::file::{self, MAX_FILE_BYTES};
use crate::screens::own::snippet::{snippet, sums};
use crate::screens::own::words::Words;
use crate::shell::action::{Action, Effect, Own};
use crate::shell::state::Shell;
use crate::tasks::examples::Example;
use crate::text::vocab::ids;
use std::rc::Rc;

/// What only this screen does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// A file's name and bytes, or its size where that is too much.
    File(String, Result<Vec<u8>, f64>),
    Sample,
    /// Words to read, with spaces between.
    Read(String),
    Save,
    Trace,
    Snippet,
}

/// A network that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The file's name.
    pub name: String,
    pub model: Rc<Model>,
    pub receipt: Receipt,
    /// Nothing where it reads something else than words.
    pub trace: Option<Rc<Trace>>,
}

#[derive(Clone, Debug)]
pub struct Desk {
    pub shell: Shell,
    pub opened: Option<Rc<Opened>>,
    /// Why the last file, or the last words, were not taken. What was open stays.
    pub refusal: Option<String>,
    /// Words read.
    pub t: usize,
}

/// Words that are read before others are asked for.
const FIRST_WORDS: usize = 5;
/// Bytes of a file that are read.
pub const LIMIT: f64 = MAX_FILE_BYTES as f64;

fn reads_words(config: &Config) -> bool {
    matches!(config.input, Input::OneHot | Input::Embedding) && config.encoder.is_none()
}

/// The run over the words; the next word is the target of each, where it says next words.
fn trace(model: &Rc<Model>, words: &[String]) -> Trace {
    let config = &model.config;
    let ids = ids(&config.vocab, words);
    let next = ids.iter().skip(1).copied().chain([IGNORED]);
    let targets = if config.head == Head::NextToken { next.collect() } else { vec![IGNORED; words.len()] };
    let sequence = Sequence { tokens: words.to_vec(), ids, targets, loss_at: LossAt::All, ..Sequence::default() };
    compute::trace(model.clone(), sequence)
}

impl Desk {
    pub fn new(shell: Shell) -> Self {
        let opened = shell.kept.as_ref().and_then(Own::of::<Rc<Opened>>);
        Self { shell, opened, refusal: None, t: 0 }
    }

    pub fn trace(&self) -> Option<&Trace> {
        self.opened.as_ref()?.trace.as_deref()
    }
    pub fn steps(&self) -> usize {
        self.trace().map_or(0, Trace::steps)
    }

    /// Does what happened.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Go if self.opened.is_none() => self.act(Act::Sample),
            Action::Go if self.t >= self.steps() => self.t = 0,
            Action::Go | Action::Step(true) => self.t = (self.t + 1).min(self.steps()),
            Action::Step(false) => self.t = self.t.saturating_sub(1),
            Action::Goto(t) => self.t = t.min(self.steps()),
            Action::Own(own) => {
                if let Some(act) = own.of::<Act>() {
                    self.act(act);
                }
            }
            _ => {}
        }
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::File(_, Err(size)) => self.refuse(&FileError::TooLarge(size as usize)),
            Act::File(name, Ok(bytes)) => self.open(name, &bytes),
            Act::Sample => {
                let example = if self.shell.lang.id() == "th" { Example::AppleTh } else { Example::Apple };
                // A file like any other: written, and read again.
                if let Some(model) = example.trained(Cell::Lstm, 8) {
                    self.open(format!("{}-lstm-8.safetensors", example.id()), &file::write(&model));
                }
            }
            Act::Read(text) => self.read(&text),
            Act::Save => {
                if let Some(opened) = &self.opened {
                    let bytes = file::write(&opened.model);
                    self.shell.effects.push(Effect::Download(saved_name(&opened.name), Rc::new(bytes)));
                }
            }
            Act::Trace => {
                if let Some(trace) = self.trace() {
                    let bytes = to_json(trace, None).to_string().into_bytes();
                    self.shell.effects.push(Effect::Download("trace.json".into(), Rc::new(bytes)));
                }
            }
            Act::Snippet => {
                if let Some(text) = self.snippet() {
                    self.shell.effects.push(Effect::Download("snippet.py".into(), Rc::new(text.into_bytes())));
                }
            }
        }
    }

    pub fn snippet(&self) -> Option<String> {
        let opened = self.opened.as_ref()?;
        snippet(opened.trace.as_ref()?, &saved_name(&opened.name))
    }

    fn refuse(&mut self, why: &FileError) {
        self.refusal = Some(crate::run::files::refusal(self.shell.lang, why));
    }

    fn open(&mut self, name: String, bytes: &[u8]) {
        match file::open(bytes) {
            Err(why) => self.refuse(&why),
            Ok((model, receipt)) => {
                let model = Rc::new(model);
                let words: Vec<String> = first_words(&model.config);
                let trace = reads_words(&model.config).then(|| Rc::new(trace(&model, &words)));
                self.take(Opened { name, model, receipt, trace });
                self.shell.focus("card");
            }
        }
    }

    fn read(&mut self, text: &str) {
        let Some(opened) = self.opened.clone().filter(|opened| opened.trace.is_some()) else { return };
        let words: Vec<String> = text.split_whitespace().map(str::to_string).collect();
        let m = Words::of(self.shell.lang);
        if words.is_empty() || words.len() > MAX_TOKENS {
            self.refusal = Some(m.refuse_words(&MAX_TOKENS.to_string()));
            return;
        }
        self.take(Opened { trace: Some(Rc::new(trace(&opened.model, &words))), ..(*opened).clone() });
    }

    /// Lays it on the desk, at its beginning; says so where what it computes is no number.
    fn take(&mut self, opened: Opened) {
        let is_finite = opened.trace.as_ref().is_none_or(|trace| sums(trace).iter().all(|sum| sum.is_finite()));
        self.refusal = (!is_finite).then(|| Words::of(self.shell.lang).not_finite.to_string());
        (self.opened, self.t) = (Some(Rc::new(opened)), 0);
    }
}

/// A sentence of ours where the words are ours, else the first words that it has.
fn first_words(config: &Config) -> Vec<String> {
    let ours = [Example::Apple, Example::AppleTh, Example::Tom, Example::TomTh].map(Example::words);
    let known = |words: &Vec<String>| words.iter().all(|word| config.vocab.contains(word));
    let first = || config.vocab.iter().take(FIRST_WORDS).cloned().collect();
    ours.into_iter().find(known).unwrap_or_else(first)
}

/// What a save is called: with names as PyTorch's modules have them, so that the snippet reads it.
pub fn saved_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let plain: String = stem.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).take(60).collect();
    format!("{}.unrolled.safetensors", if plain.is_empty() { "network" } else { &plain })
}
