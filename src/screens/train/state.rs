//! What the screen of training knows: a setting, and what the worker has told.

use crate::engine::generate::Drawn;
use crate::engine::session::{Burst, Record};
use crate::run::choice::Chosen;
use crate::run::engines::{Engines, Order};
use crate::run::protocol::Facts;
use crate::run::setup::{Data, Setup};
use crate::screens::train::scene::Questions;
use crate::screens::train::scene::TrainingView;
use crate::screens::train::words::Words;
use crate::shell::action::{Action, Own};
use crate::shell::state::Shell;
use crate::tasks::recall::SYMBOLS;
use crate::words::Lang;
use std::rc::Rc;

/// Names under which a run and a text are kept between visits.
pub const KEPT: [&str; 2] = [RUN, TEXT];
pub const RUN: &str = "run";
pub const TEXT: &str = "text";

/// Something a person did that only this screen knows.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    Once,
    Rewind,
    /// Learn from what was typed.
    Submit(String),
    /// A file of text: its bytes, or its size where that is too much.
    File(Result<Vec<u8>, f64>),
    /// A saved network, likewise.
    Network(Result<Vec<u8>, f64>),
    Sample,
    Pin,
    Unpin(usize),
    Save,
    TakeGpu,
    More(bool),
}

impl From<Act> for Action {
    fn from(act: Act) -> Action {
        Action::Own(Own::new(act))
    }
}

/// A text of one's own and the run that learns from it, as a snapshot.
#[derive(Clone, Debug)]
pub struct TextRun {
    pub text: Rc<str>,
    pub run: Option<Rc<Vec<u8>>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The worker reads the data and looks at the devices.
    Starting,
    /// A text is missing.
    Waiting,
    Resting,
    Running,
    /// The engine did not load, neither in a worker nor here.
    Failed,
}

#[derive(Clone, Debug)]
pub struct Training {
    pub shell: Shell,
    pub engines: Engines,
    pub setup: Setup,
    /// A text of one's own, once it is taken.
    pub text: Option<Rc<str>>,
    pub typed: Rc<str>,
    pub refusal: Option<String>,
    pub status: Status,
    /// Number of the run that is spoken of; what belongs to another is not listened to.
    pub run: u32,
    pub facts: Option<Facts>,
    pub record: Rc<Record>,
    /// The run before a setting changed, or before a rewind.
    pub before: Option<Rc<Record>>,
    pub pins: Vec<(String, Rc<Record>)>,
    pub updates_a_second: f64,
    pub accuracy: Option<f64>,
    pub chosen: Option<Chosen>,
    pub burst: Option<Burst>,
    pub sample: Option<(u32, Vec<Drawn>)>,
    pub samples: u32,
    pub snapshot: Option<Rc<Vec<u8>>>,
    pub is_more_open: bool,
    /// The run begins by itself once its data is read: the person has said so.
    pub runs_when_ready: bool,
    /// The update that a run goes on to by itself, once its data is read; 0 for none.
    pub resumes_at: u32,
    /// The network was opened from a file.
    pub is_opened: bool,
    /// The text that was learnt from, and its run, until the new one is taken.
    pub before_text: Option<TextRun>,
}

impl Training {
    pub fn new(shell: Shell) -> Self {
        let setup = Setup::of(&shell.address, shell.lang == Lang::Th);
        let mut engines = Engines::from(shell.first_ask);
        // In somebody else's page, and where it is asked for, nothing that is kept is read.
        let is_fresh = shell.address.get("fresh") == Some("1") || shell.address.get("embed") == Some("1");
        engines.orders.push(if is_fresh { Order::Recall(&[]) } else { Order::Recall(&KEPT) });
        Self {
            shell,
            engines,
            status: Status::Starting,
            setup,
            text: None,
            typed: Rc::from(""),
            refusal: None,
            run: 0,
            facts: None,
            record: Rc::default(),
            before: None,
            pins: Vec::new(),
            updates_a_second: 0.0,
            accuracy: None,
            chosen: None,
            burst: None,
            sample: None,
            samples: 0,
            snapshot: None,
            is_more_open: false,
            runs_when_ready: false,
            resumes_at: 0,
            is_opened: false,
            before_text: None,
        }
    }

    pub fn updates(&self) -> u32 {
        self.record.losses.len() as u32
    }
    pub fn total(&self) -> u32 {
        self.facts.as_ref().map_or(0, |facts| facts.total)
    }
    pub fn is_done(&self) -> bool {
        self.burst.is_some() || (self.total() > 0 && self.updates() >= self.total())
    }
    /// Whether the run can be started or led on.
    pub fn is_ready(&self) -> bool {
        self.facts.is_some() && matches!(self.status, Status::Resting | Status::Running)
    }
    pub fn needs_text(&self) -> bool {
        self.setup.data == Data::Own && self.text.is_none()
    }

    /// A loss as it was last measured.
    pub fn last_loss(&self, held_out: bool) -> Option<f64> {
        self.record.scored.last().map(|at| f64::from(if held_out { at.held_out } else { at.training }))
    }

    /// What recall asks, once it was measured.
    fn questions(&self) -> Option<Questions> {
        let (right, facts) = (self.accuracy?, self.facts.as_ref()?);
        let Facts { holds_out, sequences, questions: count, .. } = *facts;
        Some(Questions { right, chance: 1.0 / SYMBOLS as f64, count, holds_out, sequences })
    }

    /// The run as the scene looks at it.
    pub fn view(&self) -> TrainingView<'_> {
        let before = self.before.iter().map(|record| (Words::of(self.shell.lang).before.to_string(), &**record));
        let pins = self.pins.iter().map(|(name, record)| (name.clone(), &**record));
        TrainingView {
            lang: self.shell.lang,
            record: &self.record,
            total: self.total(),
            vocab: self.facts.as_ref().map_or(0, |facts| facts.vocab),
            clip: self.setup.clip,
            room: self.shell.room,
            others: pins.chain(before).collect(),
            burst: self.burst.as_ref(),
            is_done: self.is_done(),
            is_opened: self.is_opened,
            questions: self.questions(),
            rate: self.setup.rate,
            is_plain_sgd: matches!(self.setup.optimiser.as_str(), "sgd" | "momentum"),
            round: self.facts.as_ref().map_or(1.0, |facts| f64::from(facts.round)),
        }
    }
}
