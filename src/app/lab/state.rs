//! What the page knows: an address, what it means, and what the worker has told.

use crate::app::address::{Address, Notice};
use crate::app::lab::gradient::{Act, Board};
use crate::app::lab::part::Part;
use crate::app::lab::proof::Proof;
use crate::app::train::choice::Chosen;
use crate::app::train::protocol::{Ask, Facts, Tell};
use crate::app::train::setup::{Data, Setup};
use crate::engine::generate::Drawn;
use crate::engine::session::{Burst, Record};
use crate::i18n::Lang;
use crate::model::config::Cell;
use crate::platform::Preferences;
use crate::scene::growth::Measured;
use crate::scene::training::View;
use crate::scene::verdict::Questions;
use crate::tasks::recall::SYMBOLS;
use std::rc::Rc;

/// Something a person or the worker did.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The big button: start, go on, pause, again; measure on the other screen.
    Go,
    Run(bool),
    Once,
    Back,
    Rewind,
    /// On to this update and no farther; where it lies behind, from the beginning.
    Goto(u32),
    /// A setting by its key of the address; it starts another run.
    Set(&'static str, String),
    /// Learn from what was typed.
    Submit(String),
    Pace(String),
    /// A file of text: its name and bytes, or its size where that is too much.
    File(Result<Vec<u8>, f64>),
    /// A saved network, likewise.
    Network(Result<Vec<u8>, f64>),
    Temperature(String),
    Sample,
    Pin,
    Unpin(usize),
    Save,
    TakeGpu,
    More(bool),
    Lang(Lang),
    Theme(String),
    Present(bool),
    Screen(String),
    CopyLink,
    Copied(bool),
    Reset,
    Dismiss(usize),
    /// What an earlier visit left: a snapshot of a run, and its text.
    Recalled(Option<Vec<u8>>, Option<Vec<u8>>),
    /// What an earlier visit left of the proof.
    ProofKept(Option<Vec<u8>>),
    /// The worker said something about a run.
    Told(u32, Box<Tell>, Rc<Vec<u8>>),
    /// The worker did not start, or does not answer.
    EngineFailed,
    /// Something that only the gradient's screen has.
    Gradient(Act),
    /// A whole new address.
    Navigate(String),
}

/// What the page has to do beyond drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Address,
    Copy(String),
    /// Loads another address, perhaps of another program.
    Open(String),
    /// The same in the place of this one: no entry of the history.
    Replace(String),
    /// Number, what, and the bytes that go along.
    Ask(u32, Ask, Rc<Vec<u8>>),
    /// The same to one of several workers, from 0.
    AskOne(usize, u32, Ask),
    /// Reads what an earlier visit left.
    Recall,
    /// Keeps a run, or a text, for another visit.
    KeepRun(Rc<Vec<u8>>),
    KeepText(Rc<Vec<u8>>),
    /// The same of what the proof has measured.
    RecallProof,
    KeepProof(Rc<Vec<u8>>),
    Download(String, Rc<Vec<u8>>),
    /// Saves the picture under a name: as pixels (`true`) or as lines.
    Picture(&'static str, bool),
    /// A new engine: in a worker again, or on this thread.
    Restart {
        on_this_thread: bool,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    Address(Notice),
    Restarted,
    Restored(u32),
    NoWorker,
    /// The device changed in the middle.
    Device,
    Copied,
    CopyFailed(String),
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
pub struct State {
    pub address: Address,
    pub preferences: Rc<Preferences>,
    pub lang: Lang,
    pub notes: Vec<Note>,
    pub setup: Setup,
    /// A text of one's own, once it is taken.
    pub text: Option<Rc<str>>,
    pub typed: Rc<str>,
    pub refusal: Option<String>,
    pub status: Status,
    /// Number of the run that is spoken of; what belongs to another is not listened to.
    pub run: u32,
    pub asks: u32,
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
    pub on_this_thread: bool,
    /// Engines that failed since the last progress.
    pub failures: u32,
    /// The run begins by itself once its data is read: the person has said so.
    pub runs_when_ready: bool,
    /// The network was opened from a file.
    pub is_opened: bool,
    /// The text that was learnt from, and its run, until the new one is taken.
    pub before_text: Option<TextRun>,
    /// The screen has little room.
    pub is_narrow: bool,
    pub speed: Measured,
    /// The gradient's screen.
    pub board: Option<Board>,
    pub proof: Option<Proof>,
    /// Length, rounds and rate of the looks that are not shown.
    pub aside: [Option<String>; 3],
    pub effects: Vec<Effect>,
    pub turn: u32,
}

impl State {
    pub fn new<P: Part>(query: &str, preferences: Preferences) -> Self {
        let (address, notices) = Address::parse(query);
        let lang = match address.get("lang").and_then(Lang::from_id) {
            Some(lang) => lang,
            None => Lang::preferred(&preferences.languages),
        };
        let (mut address, mut notices) = (address, notices);
        let is_gradient = address.get("fig") == Some("gradient");
        let is_train = !is_gradient && address.get("fig") != Some("speed");
        // Data and cells that this screen does not have.
        let unknown =
            |key: &str, knows: &dyn Fn(&str) -> bool| address.get(key).filter(|id| !knows(id)).map(str::to_string);
        let wrong = [
            ("data", unknown("data", &|id| Data::from_id(id).is_some())),
            ("cell", unknown("cell", &|id| Cell::from_id(id).is_some_and(|cell| Cell::RECURRENT.contains(&cell)))),
        ];
        for (key, value) in wrong {
            if let Some(value) = value.filter(|_| !is_gradient) {
                address.remove(key);
                notices.push(Notice::Bad(key.into(), value));
            }
        }
        // Larger than this screen trains: named, and usual again.
        for (key, most) in [("hidden", 256), ("layers", 3), ("batch", 64), ("len", 128), ("epoch", 100_000)] {
            if let Some(value) = address.number(key).filter(|&value| value > most && !is_gradient) {
                address.remove(key);
                notices.push(Notice::Bad(key.into(), value.to_string()));
            }
        }
        let setup = Setup::of(&address, lang == Lang::Th);
        let mut state = Self {
            address,
            preferences: Rc::new(preferences),
            lang,
            notes: notices.into_iter().map(Note::Address).collect(),
            status: if is_train { Status::Starting } else { Status::Resting },
            setup,
            text: None,
            typed: Rc::from(""),
            refusal: None,
            run: 0,
            asks: 0,
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
            on_this_thread: false,
            failures: 0,
            runs_when_ready: false,
            is_opened: false,
            before_text: None,
            is_narrow: crate::platform::is_narrow(),
            speed: Measured::default(),
            board: None,
            proof: None,
            aside: Default::default(),
            effects: if is_train { vec![Effect::Recall] } else { Vec::new() },
            turn: 1,
        };
        P::begin(&mut state);
        state
    }

    pub fn is_speed(&self) -> bool {
        self.address.get("fig") == Some("speed")
    }
    pub fn fig(&self) -> &'static str {
        if self.board.is_some() {
            "gradient"
        } else if self.is_speed() {
            "speed"
        } else {
            "train"
        }
    }
    pub fn link(&self) -> String {
        self.address.query()
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
    pub fn view(&self) -> View<'_> {
        let before = self.before.iter().map(|record| (self.lang.lab().before.to_string(), &**record));
        let pins = self.pins.iter().map(|(name, record)| (name.clone(), &**record));
        View {
            lang: self.lang,
            record: &self.record,
            total: self.total(),
            vocab: self.facts.as_ref().map_or(0, |facts| facts.vocab),
            clip: self.setup.clip,
            is_narrow: self.is_narrow,
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
