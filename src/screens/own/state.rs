//! What lies on the desk: a file that was opened, the words that it reads, and how far it has read.

use crate::device::compute;
use crate::engine::error::MAX_TOKENS;
use crate::engine::export::{to_csv, to_json};
use crate::engine::trace::{LossAt, Sequence, Trace};
use crate::model::cell::Cell;
use crate::model::file::refusal::{FileError, Receipt};
use crate::model::file::{self, MAX_FILE_BYTES};
use crate::model::{Model, Network};
use crate::screens::own::reads::{self, Misread, first_rows};
use crate::screens::own::snippet::{snippet, sums};
use crate::screens::own::tensors::{Seen, Warning, look};
use crate::screens::own::words::Words;
use crate::shell::action::{Action, Effect, Own};
use crate::shell::address::Address;
use crate::shell::state::Shell;
use crate::tasks::examples::Example;
use crate::tasks::own::first_words;
use std::rc::Rc;

/// What only this screen does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// A file's name and bytes, or its size where that is too much.
    File(String, Result<Vec<u8>, f64>),
    Sample,
    /// What stands in a field, while it is typed.
    Typed(Field, String),
    /// What to read: words with spaces between, or rows of numbers.
    Read(String),
    /// To read words (`true`) or rows of numbers, where the file does not say.
    As(bool),
    /// The names of its words, where the file has none.
    Names(String),
    Save,
    /// As JSON or, `true`, as CSV.
    Trace(bool),
    Snippet,
}

/// A field of the desk. What was typed in it stays until it was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Read,
    Names,
}

/// A network that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The file's name.
    pub name: String,
    pub model: Rc<Model>,
    pub receipt: Receipt,
    pub trace: Rc<Trace>,
    /// What PyTorch is compared by, and the lines that it runs: made once a run (see `snippet`).
    pub sums: [f64; 3],
    pub lines: Option<String>,
    /// The first line of the rows that it reads, where that was a heading and was passed over.
    pub heading: Option<String>,
    /// Its tensors and what may trouble it, looked at once.
    pub seen: Rc<(Vec<Seen>, Vec<Warning>)>,
    /// The names of its words that were given here.
    pub named: Option<Vec<String>>,
    /// It reads what it began with: nobody gave it anything yet.
    pub is_first: bool,
    /// Whether it reads words or rows was chosen by hand.
    pub is_chosen: bool,
}

#[derive(Clone, Debug)]
pub struct Desk {
    pub shell: Shell,
    pub opened: Option<Rc<Opened>>,
    /// Why the last file, or the last words, were not taken. What was open stays.
    pub refusal: Option<String>,
    /// What stands in the fields and was not taken yet.
    pub typed: [Option<String>; 2],
    /// Words read.
    pub t: usize,
}

/// Bytes of a file that are read.
pub const LIMIT: f64 = MAX_FILE_BYTES as f64;
/// How the name of a file of numbers or words ends.
pub const TEXTS: [&str; 3] = [".csv", ".tsv", ".txt"];

fn over_words(model: &Rc<Model>, words: &[String]) -> Trace {
    compute::trace(model.clone(), Sequence::over(&model.config, words, None, LossAt::All))
}

fn over_rows(model: &Rc<Model>, vectors: Vec<f32>) -> Trace {
    compute::trace(model.clone(), Sequence::of_vectors(vectors, model.config.input_size))
}

/// What it reads until it is given something else.
fn at_first(model: &Rc<Model>) -> Rc<Trace> {
    Rc::new(match model.config.reads_words() {
        true => over_words(model, &first_words(&model.config)),
        false => over_rows(model, first_rows(model.config.input_size)),
    })
}

impl Desk {
    pub fn new(shell: Shell) -> Self {
        let opened = shell.kept.as_ref().and_then(Own::of::<Rc<Opened>>);
        let mut desk = Self { shell, opened, refusal: None, typed: [None, None], t: 0 };
        if desk.opened.is_some() {
            desk.hand_on();
        }
        desk
    }

    pub fn trace(&self) -> Option<&Trace> {
        Some(&self.opened.as_ref()?.trace)
    }
    pub fn steps(&self) -> usize {
        self.trace().map_or(0, Trace::steps)
    }

    /// Does what happened.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Go if self.opened.is_none() => self.act(Act::Sample),
            Action::Go if self.t >= self.steps() => self.t = 0,
            Action::Go | Action::Step(true) => self.stand((self.t + 1).min(self.steps())),
            Action::Step(false) => self.stand(self.t.saturating_sub(1)),
            Action::Goto(t) => self.stand(t.min(self.steps())),
            Action::Own(own) => {
                if let Some(act) = own.of::<Act>() {
                    self.act(act);
                }
            }
            _ => {}
        }
    }

    /// After so many words, with the column of the last in view.
    fn stand(&mut self, t: usize) {
        self.t = t;
        self.shell.effects.push(Effect::Reveal("current-column"));
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::File(_, Err(size)) => self.refuse(&FileError::TooLarge(size as usize)),
            Act::File(name, Ok(bytes)) if self.opened.is_some() && is_text(&name) => {
                self.read(&String::from_utf8_lossy(&bytes));
            }
            Act::File(name, Ok(bytes)) => self.open(name, &bytes),
            Act::Sample => {
                let example = if self.shell.lang.id() == "th" { Example::AppleTh } else { Example::Apple };
                // A file like any other: written, and read again.
                if let Some(model) = example.trained(Cell::Lstm, 8) {
                    self.open(format!("{}-lstm-8.safetensors", example.id()), &file::write(&model));
                }
            }
            Act::Typed(field, text) => self.typed[field as usize] = Some(text),
            Act::Read(text) => self.read(&text),
            Act::As(words) => self.read_as(words),
            Act::Names(text) => self.name_words(&text),
            Act::Save => {
                if let Some(opened) = &self.opened {
                    let bytes = file::write(&opened.model);
                    self.shell.effects.push(Effect::Download(saved_name(&opened.name), Rc::new(bytes)));
                }
            }
            Act::Trace(as_csv) => {
                if let Some(trace) = self.trace() {
                    let text = if as_csv { to_csv(trace) } else { to_json(trace, None).to_string() };
                    let name = if as_csv { "trace.csv" } else { "trace.json" };
                    self.shell.effects.push(Effect::Download(name.into(), Rc::new(text.into_bytes())));
                }
            }
            Act::Snippet => {
                if let Some(text) = self.snippet().map(str::to_string) {
                    self.shell.effects.push(Effect::Download("snippet.py".into(), Rc::new(text.into_bytes())));
                }
            }
        }
    }

    pub fn snippet(&self) -> Option<&str> {
        self.opened.as_ref()?.lines.as_deref()
    }

    fn refuse(&mut self, why: &FileError) {
        self.refusal = Some(crate::run::files::refusal(self.shell.lang, why));
    }

    fn open(&mut self, name: String, bytes: &[u8]) {
        match file::open(bytes) {
            Err(why) => self.refuse(&why),
            Ok((model, receipt)) => {
                let model = Rc::new(model);
                let trace = at_first(&model);
                let seen = Rc::new(look(&model));
                let (heading, named, sums, lines) = (None, None, [0.0; 3], None);
                self.typed = [None, None];
                self.take(Opened {
                    name,
                    model,
                    receipt,
                    trace,
                    sums,
                    lines,
                    heading,
                    seen,
                    named,
                    is_first: true,
                    is_chosen: false,
                });
                self.shell.focus("card");
            }
        }
    }

    /// Words or rows of numbers, whichever the network reads.
    fn read(&mut self, text: &str) {
        let Some(opened) = self.opened.clone() else { return };
        let config = &opened.model.config;
        let lang = if config.is_thai() { "th" } else { "en" };
        let read = match config.reads_words() {
            true => reads::words(text, config, &|rest| crate::platform::segment(rest, lang))
                .map(|words| (over_words(&opened.model, &words), None)),
            false => {
                reads::rows(text, config.input_size).map(|rows| (over_rows(&opened.model, rows.values), rows.heading))
            }
        };
        match read {
            Ok((trace, heading)) => {
                self.typed[Field::Read as usize] = None;
                self.take(Opened { trace: Rc::new(trace), heading, is_first: false, ..(*opened).clone() });
            }
            Err(why) => {
                self.typed[Field::Read as usize] = Some(text.to_string());
                self.misread(&why);
            }
        }
    }

    fn name_words(&mut self, text: &str) {
        let Some(opened) = self.opened.clone().filter(|opened| opened.model.config.reads_words()) else { return };
        let named = reads::names(text, opened.model.config.vocab.len()).and_then(|vocab| {
            let mut model = (*opened.model).clone();
            model.config.vocab = vocab;
            // What cannot be opened again is not given out.
            if file::read(&file::write(&model)).is_ok() { Ok(model) } else { Err(Misread::Long) }
        });
        match named {
            Ok(model) => {
                let model = Rc::new(model);
                // The same words go on under their names; what nobody chose may be a better sentence now.
                let sequence = &opened.trace.sequence;
                let name = |(id, word): (&i32, &String)| {
                    usize::try_from(*id).map_or_else(|_| word.clone(), |id| model.config.vocab[id].clone())
                };
                let words: Vec<String> = sequence.ids.iter().zip(&sequence.tokens).map(name).collect();
                let trace = if opened.is_first { at_first(&model) } else { Rc::new(over_words(&model, &words)) };
                self.typed[Field::Names as usize] = None;
                self.take(Opened { named: Some(model.config.vocab.clone()), model, trace, ..(*opened).clone() });
            }
            Err(why) => {
                self.typed[Field::Names as usize] = Some(text.to_string());
                self.misread(&why);
            }
        }
    }

    fn read_as(&mut self, words: bool) {
        let Some(opened) = self.opened.clone().filter(|opened| opened.receipt.guesses_input) else { return };
        let mut model = if words == self.reads_words() { return } else { file::read_as(&opened.model, words) };
        if let Some(names) = opened.named.clone().filter(|_| words) {
            model.config.vocab = names;
        }
        let model = Rc::new(model);
        let trace = at_first(&model);
        self.typed = [None, None];
        let (is_first, is_chosen) = (true, true);
        self.take(Opened { model, trace, heading: None, is_first, is_chosen, ..(*opened).clone() });
    }

    fn misread(&mut self, why: &Misread) {
        let m = Words::of(self.shell.lang);
        let text = |n: &usize| n.to_string();
        self.refusal = Some(match why {
            Misread::Count(has) if self.reads_words() => m.refuse_words(&MAX_TOKENS.to_string(), &text(has)),
            Misread::Count(has) => m.refuse_rows(&MAX_TOKENS.to_string(), &text(has)),
            Misread::NoNumber { line, text: found } => m.refuse_number(&text(line), found),
            Misread::Width { line, has, needs } => m.refuse_width(&text(line), &text(has), &text(needs)),
            Misread::Names { has, needs } => m.refuse_names(&text(needs), &text(has)),
            Misread::Twice(name) => m.refuse_twice(name),
            Misread::Json => m.refuse_json.to_string(),
            Misread::Long => m.refuse_long.to_string(),
        });
        self.shell.effects.push(Effect::Reveal("own-refusal"));
    }

    pub fn reads_words(&self) -> bool {
        self.opened.as_ref().is_some_and(|opened| opened.model.config.reads_words())
    }

    /// Lays it on the desk, at its beginning; says so where what it computes is no number.
    fn take(&mut self, mut opened: Opened) {
        opened.sums = sums(&opened.trace);
        opened.lines = snippet(&opened.trace, opened.sums, &saved_name(&opened.name));
        (self.opened, self.t) = (Some(Rc::new(opened)), 0);
        self.refusal = (!self.is_finite()).then(|| Words::of(self.shell.lang).not_finite.to_string());
        self.hand_on();
    }

    fn is_finite(&self) -> bool {
        self.opened.as_ref().is_some_and(|opened| opened.sums.iter().all(|sum| sum.is_finite()))
    }

    /// From here on `ex=own` means this network, and whoever goes to another screen finds it there; not where it computes no numbers.
    fn hand_on(&mut self) {
        let Some(opened) = self.opened.as_ref().filter(|_| self.reads_words() && self.is_finite()) else {
            (self.shell.network, self.shell.sentence) = (None, Address::default());
            return;
        };
        let words = opened.trace.sequence.tokens.clone();
        self.shell.network = Some(Rc::new(Network { name: opened.name.clone(), model: opened.model.clone(), words }));
        let mut sentence = Address::default();
        sentence.set("ex", "own");
        self.shell.sentence = sentence;
    }
}

fn is_text(name: &str) -> bool {
    let name = name.to_lowercase();
    TEXTS.iter().any(|end| name.ends_with(end))
}

/// What a save is called: with names as PyTorch's modules have them, so that the snippet reads it.
pub fn saved_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let plain: String = stem.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).take(60).collect();
    format!("{}.unrolled.safetensors", if plain.is_empty() { "network" } else { &plain })
}
