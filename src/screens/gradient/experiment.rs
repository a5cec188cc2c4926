//! The gradient's screen: what its address asks for, computed at once on this thread, and what a person does there.

use crate::device::compute;
use crate::engine::error::MAX_TOKENS;
use crate::engine::flow::{self, Itemised};
use crate::engine::trace::{LossAt, Sequence};
use crate::kernels::rnn::Nonlinearity;
use crate::model::Model;
use crate::model::cell::Cell;
use crate::model::config::Config;
use crate::model::initial::{Initial, shape};
use crate::model::params::Params;
use crate::scene::refusal::input_error;
use crate::screens::gradient::lane::{Burst, Lane};
use crate::screens::gradient::look::{Look, Scale};
use crate::screens::gradient::plot::{GradientView, POINTS};
use crate::shell::action::{Action, Own};
use crate::shell::address::{Address, Notice};
use crate::shell::state::Shell;
use crate::tasks::examples::Example;
use crate::text::token::tokenize;
use crate::text::vocab;
use crate::words::Lang;
use std::rc::Rc;

/// Words where no length is asked for.
const LENGTH: f64 = 20.0;
/// What rounding to 32 bits does to a number near 1.
const ROUNDING: f64 = 6e-8;
/// Steps a guess moves at a press: half a decade.
const NUDGE: f64 = 0.5;
/// Where a guess may lie, in decades.
const GUESSES: (f64, f64) = (-8.0, 4.0);

/// What decides every number of the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub example: Example,
    /// The focused one first.
    pub cells: Vec<Cell>,
    pub words: Vec<String>,
    pub is_own: bool,
    pub hidden: usize,
    pub gain: f64,
    pub forget_bias: f64,
    pub nonlinearity: Nonlinearity,
    pub initial: Initial,
    pub seed: u32,
    pub loss_at: LossAt,
}

impl Settings {
    /// What an address asks for. What is beyond this screen is named and usual again.
    pub fn of(address: &mut Address, lang: Lang, notices: &mut Vec<Notice>) -> Settings {
        let asked = address.get("ex").and_then(Example::from_id);
        if let Some(id) = address.get("ex").filter(|_| asked.is_none()).map(str::to_string) {
            notices.push(Notice::Bad("ex".into(), id));
            address.remove("ex");
        }
        let example = asked.unwrap_or(Example::Apple.in_language(lang.id()));
        let number = |key: &str, usual: f64| address.get(key).and_then(crate::platform::number).unwrap_or(usual);
        let (gain, forget_bias) = (number("gain", 0.6), number("fbias", 3.0));
        // In the proof a length is a delay, and nothing of the picture depends on it.
        let is_proof = address.get("look") == Some(Look::Recall.id());
        let len = if is_proof { LENGTH } else { number("len", LENGTH) } as usize;
        let hidden = number("hidden", 16.0) as usize;
        let mut cells: Vec<Cell> = Vec::new();
        for id in address.list("cell") {
            match Cell::from_id(id).filter(|cell| Cell::RECURRENT.contains(cell)) {
                Some(cell) => cells.push(cell),
                None => notices.push(Notice::Bad("cell".into(), id.to_string())),
            }
        }
        if cells.is_empty() || cells == Cell::RECURRENT {
            cells = Cell::RECURRENT.to_vec();
            address.remove("cell");
        }
        let own: Option<Vec<String>> = address.get("text").map(|text| text.split(' ').map(str::to_string).collect());
        Settings {
            example,
            cells,
            is_own: own.is_some(),
            words: own.unwrap_or_else(|| example.running_words(len)),
            hidden,
            gain,
            forget_bias,
            nonlinearity: if address.get("nonlin") == Some("relu") { Nonlinearity::Relu } else { Nonlinearity::Tanh },
            initial: address.get("init").and_then(Initial::from_id).unwrap_or_default(),
            seed: address.get("seed").and_then(|seed| seed.parse().ok()).unwrap_or(7),
            loss_at: if address.get("loss") == Some("all") { LossAt::All } else { LossAt::Last },
        }
    }

    pub fn is_relu(&self) -> bool {
        self.nonlinearity == Nonlinearity::Relu
    }
    pub fn is_loss_at_all(&self) -> bool {
        self.loss_at == LossAt::All
    }

    /// The network and its run, forward and backward.
    fn lane(&self, cell: Cell) -> Lane {
        let vocab = self.example.corpus().vocab();
        let ids = vocab::ids(&vocab, &self.words);
        let mut config = Config::words(cell, self.hidden, vocab);
        config.nonlinearity = self.nonlinearity;
        let mut params = Params::random(&config, self.seed);
        shape(&mut params, &config, self.initial, self.gain, self.forget_bias);
        // Each word foretells the next; the last one what would come if it went on.
        let next = self.example.running_words(self.words.len() + 1).pop();
        let answer = next.and_then(|word| config.vocab.iter().position(|known| *known == word)).unwrap_or(0);
        let following = ids[1..].iter().copied().chain([answer as i32]);
        let targets = following.map(|id| if id < 0 { crate::kernels::softmax_xent::IGNORED } else { id }).collect();
        let sequence =
            Sequence { tokens: self.words.clone(), ids, targets, loss_at: self.loss_at, ..Sequence::default() };
        let model = Rc::new(Model { config, params });
        // In f64: where a gate or a state saturates, an f32 slope is noise. Below a gain of 1 nothing grows.
        let pushed = (self.gain > 1.0).then(|| compute::trace_f64(model.clone(), sequence.clone(), ROUNDING));
        Lane::new(Rc::new(compute::trace_f64(model, sequence, 0.0)), pushed.as_ref())
    }
}

/// Everything the screen shows.
#[derive(Clone, Debug)]
pub struct Experiment {
    pub settings: Settings,
    pub look: Look,
    pub scale: Scale,
    pub clip: f64,
    pub lanes: Rc<Vec<Lane>>,
    pub parts: Option<Rc<Itemised>>,
    pub singular: Option<Rc<Vec<(f64, f64)>>>,
    pub guess: [f64; POINTS],
    /// Somebody has drawn it.
    pub is_drawn: bool,
    /// What is being dragged.
    pub hand: Option<Hand>,
    /// What is typed as one's own words, and why they were refused.
    pub typed: String,
    pub refusal: Option<String>,
}

/// What can be dragged in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    Clip,
    Guess(usize),
    Cursor,
}

/// Something a person did on this screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    Look(Look),
    /// Brings a cell to the front.
    Front(Cell),
    /// Shows a cell, or takes it away.
    Toggle(Cell),
    /// Takes hold of something, or lets it go.
    Grab(Option<Hand>),
    /// The hand is at this place of the picture.
    Drag(f64, f64),
    /// One point of the guess by half decades.
    Nudge(usize, bool),
    /// Shows the curves.
    Show,
    /// Covers them again; the guess stays.
    Hide,
    GuessAgain,
    /// The step that is read out.
    Step(usize),
    /// Another one, later or earlier.
    Move(bool),
    Typed(String),
    Submit(String),
    DropWords,
    Export(Format),
}

impl From<Act> for Action {
    fn from(act: Act) -> Action {
        Action::Own(Own::new(act))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Svg,
    Png,
    Csv,
    Json,
}

impl Act {
    /// The setting that it chooses, by which a host may lock it.
    pub fn control(&self) -> Option<&'static str> {
        match self {
            Act::Look(_) => Some("look"),
            Act::Front(_) | Act::Toggle(_) => Some("cell"),
            Act::Grab(Some(Hand::Clip)) => Some("clip"),
            _ => None,
        }
    }
}

impl Experiment {
    pub fn new(address: &mut Address, lang: Lang, notices: &mut Vec<Notice>) -> Experiment {
        let settings = Settings::of(address, lang, notices);
        let mut experiment = Experiment {
            look: Look::default(),
            scale: Scale::default(),
            clip: 0.0,
            lanes: Rc::new(Vec::new()),
            parts: None,
            singular: None,
            guess: [0.0; POINTS],
            is_drawn: false,
            hand: None,
            typed: settings.words.join(" "),
            refusal: None,
            settings,
        };
        experiment.read(address);
        experiment.compute();
        experiment
    }

    /// What is looked at, and how: nothing is computed for it but what only some looks need.
    fn read(&mut self, address: &Address) {
        let of = |look: &&Look| address.get("look") == Some(look.id());
        self.look = Look::ALL.iter().find(of).copied().unwrap_or_default();
        self.scale = address.get("axis").and_then(Scale::from_id).unwrap_or_default();
        self.clip = address.get("clip").and_then(crate::platform::number).unwrap_or(0.0);
    }

    fn compute(&mut self) {
        self.lanes = Rc::new(self.settings.cells.iter().map(|&cell| self.settings.lane(cell)).collect());
        (self.parts, self.singular) = (None, None);
        self.look_closer();
    }

    /// What the present look needs beyond the norms, of the focused cell.
    fn look_closer(&mut self) {
        let trace = &self.lanes[0].trace;
        let needs_parts = self.look == Look::Losses || self.settings.loss_at == LossAt::All;
        if needs_parts && self.parts.is_none() {
            self.parts = flow::itemised(trace).map(Rc::new);
        }
        if self.look == Look::Jacobian && self.singular.is_none() {
            // Where the way forward left 32-bit numbers there is no way back to speak of.
            self.singular = match self.lanes[0].burst() {
                Some(Burst::Forward(_)) => Some(Rc::new(vec![(f64::NAN, f64::NAN); trace.steps()])),
                _ => flow::singular_values(trace).map(Rc::new),
            };
        }
    }

    /// After the address changed: computes what follows from it, and keeps what does not change.
    pub fn refresh(&mut self, address: &mut Address, lang: Lang, notices: &mut Vec<Notice>) {
        let settings = Settings::of(address, lang, notices);
        self.read(address);
        if settings == self.settings {
            return self.look_closer();
        }
        let same_cells = Settings { cells: self.settings.cells.clone(), ..settings.clone() } == self.settings;
        if settings.words != self.settings.words {
            self.typed = settings.words.join(" ");
            self.refusal = None;
        }
        self.settings = settings;
        if !same_cells {
            return self.compute();
        }
        let known = |cell: Cell| self.lanes.iter().find(|lane| lane.cell() == cell).cloned();
        let lanes = self.settings.cells.iter().map(|&cell| known(cell).unwrap_or_else(|| self.settings.lane(cell)));
        self.lanes = Rc::new(lanes.collect());
        (self.parts, self.singular) = (None, None);
        self.look_closer();
    }

    pub fn steps(&self) -> usize {
        self.settings.words.len()
    }

    /// Whether the curves are still a question.
    pub fn is_asking(&self, shell: &Shell) -> bool {
        shell.predicts() && self.look == Look::Steps && shell.address.get("t") == Some("0")
    }
    /// The step that is read out.
    pub fn t(&self, address: &Address) -> usize {
        address.number("t").unwrap_or(0).clamp(1, self.steps())
    }

    pub fn view<'a>(&'a self, shell: &Shell) -> GradientView<'a> {
        let is_asking = self.is_asking(shell);
        GradientView {
            lang: shell.lang,
            lanes: &self.lanes,
            parts: self.parts.as_deref(),
            singular: self.singular.as_ref().map(|values| &values[..]),
            look: self.look,
            scale: self.scale,
            clip: self.clip,
            gain: self.settings.gain,
            forget_bias: self.settings.forget_bias,
            loss_at: self.settings.loss_at,
            t: self.t(&shell.address),
            guess: (is_asking || self.is_drawn && self.scale == Scale::Log).then_some(self.guess),
            is_asking,
            room: shell.room,
        }
    }

    /// Does what a person did; says whether the address asks for other numbers now.
    pub fn act(&mut self, act: Act, shell: &mut Shell) -> bool {
        let lang = shell.lang;
        match act {
            Act::Look(look) => {
                shell.facts.set(&mut shell.address, "look", look.id());
                // Whoever looks closer has seen it.
                if shell.address.get("t") == Some("0") {
                    shell.address.set("t", "1");
                }
                true
            }
            Act::Front(cell) => {
                let mut cells = self.settings.cells.clone();
                cells.retain(|&other| other != cell);
                cells.insert(0, cell);
                set_cells(&mut shell.address, &cells);
                true
            }
            Act::Toggle(cell) => {
                let mut cells = self.settings.cells.clone();
                match cells.iter().position(|&other| other == cell) {
                    Some(_) if cells.len() == 1 => return false,
                    Some(at) => drop(cells.remove(at)),
                    None => cells.push(cell),
                }
                set_cells(&mut shell.address, &cells);
                true
            }
            Act::Grab(hand) => {
                self.hand = hand;
                false
            }
            Act::Drag(x, y) => self.drag(x, y, shell),
            Act::Nudge(point, up) if point < POINTS => {
                self.draw(point, self.guess[point] + if up { NUDGE } else { -NUDGE });
                false
            }
            Act::Nudge(..) => false,
            Act::Show => {
                shell.address.set("t", "1");
                false
            }
            Act::Hide => {
                shell.address.set("t", "0");
                false
            }
            Act::GuessAgain => {
                for key in ["t", "look", "axis"] {
                    shell.address.remove(key);
                }
                shell.address.set("predict", "on");
                self.guess = [0.0; POINTS];
                self.is_drawn = false;
                true
            }
            Act::Step(t) => {
                shell.address.set("t", &t.clamp(1, self.steps()).to_string());
                false
            }
            Act::Move(later) => {
                if !self.is_asking(shell) {
                    let t = self.t(&shell.address);
                    let t = if later { (t + 1).min(self.steps()) } else { t.saturating_sub(1).max(1) };
                    shell.address.set("t", &t.to_string());
                }
                false
            }
            Act::Typed(text) => {
                self.typed = text;
                false
            }
            Act::Submit(text) => self.take_words(&text, &mut shell.address, lang),
            Act::DropWords => {
                shell.address.remove("text");
                shell.address.remove("ex");
                true
            }
            Act::Export(_) => false,
        }
    }

    /// The hand is at this place of the picture; says whether the address asks for other numbers now.
    fn drag(&mut self, x: f64, y: f64, shell: &mut Shell) -> bool {
        let view = self.view(shell);
        let (decade, step) = (view.axis().value(y), view.step_at(x));
        match self.hand {
            Some(Hand::Clip) => {
                // Two digits are enough for a hand.
                let limit = libm::pow(10.0, (decade * 20.0).round() / 20.0).clamp(1e-6, 1e3);
                shell.address.set("clip", &format!("{:.1$}", limit, (2.0 - decade).clamp(0.0, 8.0) as usize));
                return true;
            }
            Some(Hand::Guess(point)) => self.draw(point, (decade / NUDGE).round() * NUDGE),
            Some(Hand::Cursor) => drop(shell.address.set("t", &step.to_string())),
            None => {}
        }
        false
    }

    fn draw(&mut self, point: usize, decade: f64) {
        self.guess[point] = decade.clamp(GUESSES.0, GUESSES.1);
        self.is_drawn = true;
    }

    fn take_words(&mut self, text: &str, address: &mut Address, lang: Lang) -> bool {
        use crate::engine::error::InputError;
        let example = self.settings.example;
        let vocab = example.corpus().vocab();
        let words = tokenize(text, example.script(), &vocab, &|rest| crate::platform::segment(rest, example.lang()));
        self.typed = text.to_string();
        let refused = match words.len() {
            0 => Some(InputError::Empty),
            count if count > MAX_TOKENS => Some(InputError::TooLong { count, max: MAX_TOKENS }),
            _ => None,
        };
        self.refusal = refused.map(|error| input_error(lang, &error));
        if self.refusal.is_some() {
            return false;
        }
        address.set("ex", example.id());
        address.set("text", &words.join(" "));
        address.remove("len");
        address.set("t", "1");
        true
    }
}

fn set_cells(address: &mut Address, cells: &[Cell]) {
    address.set("cell", &cells.iter().map(|cell| cell.id()).collect::<Vec<&str>>().join(","));
}
