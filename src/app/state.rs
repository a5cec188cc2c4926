//! The state: an address, what it means, and the few things that no link carries.

use crate::app::address::{Address, Notice};
use crate::app::effect;
use crate::app::part::{Part, WALK};
use crate::app::show::{Show, show};
use crate::engine::trace::Trace;
use crate::i18n::Lang;
use crate::model::names::{Name, ValuePath};
use crate::platform::Preferences;
use crate::scene::back::Stop;
use crate::scene::curves::Curve;
use crate::scene::view::{Field, Learning, View, Zoom};
use std::rc::Rc;

/// What the page has to do beyond drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Writes the address.
    Address,
    /// Writes the address as a new entry of the history: another screen.
    Push,
    /// Loads an address of another program.
    Open(String),
    /// The same in the place of this one: no entry of the history.
    Replace(String),
    /// Sends `Action::Tick` with this number after so many milliseconds.
    Tick(u32, u32),
    Copy(String),
    /// Moves the focus to an element.
    Focus(&'static str),
    /// Sends `Action::MeasureCurves` once the picture is drawn.
    Measure,
    /// Brings an element into view.
    Reveal(&'static str),
    /// Moves it back to the number in the picture that was open, or to where the arrow keys are.
    FocusNumber(ValuePath),
}

impl Effect {
    /// Whether the address is written with it.
    pub fn writes_address(&self) -> bool {
        matches!(self, Effect::Address | Effect::Push | Effect::Open(_) | Effect::Replace(_))
    }
}

/// Something to say once, until it is dismissed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    Address(Notice),
    NoScreen(String),
    UntrainedSize(usize),
    NotHere(&'static str),
    OwnFile,
    HiddenValue(String),
    /// `set` names a value that does not exist here.
    NoValue(String),
    /// In the person's words.
    Refused(String),
    Copied,
    /// The clipboard is denied: here is the link.
    CopyFailed(String),
}

/// The sentence editor: what is typed, and why it was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editor {
    pub text: String,
    pub refusal: Option<String>,
}

#[derive(Clone, Debug)]
pub struct State {
    /// Which program this is.
    pub part: &'static Part,
    pub address: Address,
    pub preferences: Rc<Preferences>,
    pub lang: Lang,
    pub show: Rc<Show>,
    pub notes: Vec<Note>,
    pub guess: Option<usize>,
    pub trail: Vec<ValuePath>,
    /// The field of the open number, once something was typed.
    pub field: Option<Field>,
    pub pins: Vec<ValuePath>,
    /// What the answer loses by unit, for each lane (see `app::effect`).
    pub effects_of_units: Rc<Vec<Vec<f64>>>,
    /// Unit in the hand of the arrow keys, from 1.
    pub unit: usize,
    /// Number of the running clock; `None` when paused.
    pub playing: Option<u32>,
    pub ticks: u32,
    /// The sentence editor, if it is open.
    pub editor: Option<Editor>,
    /// The weights became random only because this size was never trained.
    pub is_random_for_size: bool,
    pub is_table_open: bool,
    pub are_weights_open: bool,
    /// How well each cell answers at each distance, once it was asked for.
    pub curves: Option<Rc<Vec<Curve>>>,
    /// The run after the update, where it is shown.
    pub updated: Option<Rc<Trace>>,
    /// What is left to do outside, once.
    pub effects: Vec<Effect>,
    /// Counts reductions that left effects to do.
    pub turn: u32,
}

impl State {
    /// From a query string. Anything wrong with it becomes a note; the rest applies.
    pub fn new(query: &str, preferences: Preferences) -> Self {
        Self::of(&WALK, query, preferences)
    }
    /// The same for one of the page's programs.
    pub fn of(part: &'static Part, query: &str, preferences: Preferences) -> Self {
        let (mut address, notices) = Address::parse(query);
        let mut notes: Vec<Note> = notices.into_iter().map(Note::Address).collect();
        let lang = match address.get("lang").and_then(Lang::from_id) {
            Some(lang) => lang,
            None => Lang::preferred(&preferences.languages),
        };
        let show = Rc::new(show(&mut address, lang, None, &mut notes));
        let mut state = Self {
            part,
            address,
            preferences: Rc::new(preferences),
            lang,
            show,
            notes,
            guess: None,
            trail: Vec::new(),
            field: None,
            pins: Vec::new(),
            effects_of_units: Rc::default(),
            unit: 1,
            playing: None,
            ticks: 0,
            editor: None,
            is_random_for_size: false,
            is_table_open: false,
            are_weights_open: false,
            curves: None,
            updated: None,
            effects: Vec::new(),
            turn: 0,
        };
        state.check_position();
        state.check_pins();
        state.open_from_address();
        state.measure_effects();
        (part.settle)(&mut state);
        if state.wants_curves() {
            state.effects.push(Effect::Measure);
            state.turn = 1;
        }
        state
    }

    /// A position that does not exist here is named, and the start is shown.
    fn check_position(&mut self) {
        // On the way back a step has stops of its own.
        let (last, own) = (self.view().last(), self.view().operations());
        let operations = if self.goes_back() { usize::MAX } else { own };
        for (key, most) in [("t", last), ("op", operations)] {
            if self.address.number(key).is_some_and(|value| value > most) {
                let value = self.address.get(key).unwrap_or_default().to_string();
                self.notes.push(Note::Address(Notice::Bad(key.into(), value)));
                self.address.remove(key);
            }
        }
    }

    /// Pins of numbers that do not exist here are named and taken out.
    fn check_pins(&mut self) {
        let (mut kept, mut lost) = (Vec::new(), Vec::new());
        for path in self.address.pins() {
            let follows = path.name.is_over_time() && path.name != Name::Loss;
            let view = self.view();
            let lanes = (0..view.lanes.len()).map(|index| view.lane(index));
            let fits =
                |lane: &View| path.cell.is_none_or(|cell| cell == lane.cell()) && lane.trace.value(&path).is_some();
            match lanes.filter(|_| follows).find(fits) {
                // A pin has no step of its own.
                Some(lane) => {
                    let pin = lane.path(ValuePath { first: 1, ..path });
                    if !kept.contains(&pin) {
                        kept.push(pin);
                    }
                }
                None => lost.push(Note::NoValue(path.to_string())),
            }
        }
        self.notes.extend(lost);
        self.set_pins(kept);
    }
    pub fn set_pins(&mut self, pins: Vec<ValuePath>) {
        self.address.set_list("pins", &pins.iter().map(ValuePath::to_string).collect::<Vec<String>>());
        self.pins = pins;
    }

    /// At the answer of a story the page shows how far each cell remembers, and measures it then.
    pub fn wants_curves(&self) -> bool {
        self.show.screen.by_operation
            && self.show.corpus.is_story()
            && self.view().is_revealed()
            && self.curves.is_none()
    }

    /// Which units carry the noun across, found by holding each at 0 after this step.
    pub fn measure_effects(&mut self) {
        let view = self.view();
        // The last whole step that still has one after it: at the end, what the last word was handed.
        let whole = view.read() - usize::from(view.t > 0 && !view.is_complete());
        let step = whole.min(self.steps().saturating_sub(1));
        let is_across = view.screen.by_operation && view.noun_step().is_some_and(|noun| noun <= step);
        let of = |lane: &Rc<crate::engine::trace::Trace>| effect::of_units(lane, step);
        self.effects_of_units = Rc::new(if is_across { self.show.lanes.iter().map(of).collect() } else { Vec::new() });
    }

    pub fn t(&self) -> usize {
        self.address.number("t").unwrap_or(0)
    }
    pub fn steps(&self) -> usize {
        self.show.trace.steps()
    }
    /// The value of a key whose default depends on the place: the question is asked everywhere but in embeds.
    pub fn predicts(&self) -> bool {
        match self.address.get("predict") {
            Some(predict) => predict != "off",
            None => self.address.get("embed") == Some("0"),
        }
    }
    pub fn zoom(&self) -> Zoom {
        match self.address.get("zoom") {
            Some("cell") => Zoom::Cell,
            Some("math") => Zoom::Math,
            _ => Zoom::Sentence,
        }
    }
    /// Operations of the present step that are done; an address without `op` means a whole step.
    fn op(&self, operations: usize) -> usize {
        match self.address.number("op") {
            Some(op) if op > 0 && (1..=self.steps()).contains(&self.t()) => op.min(operations),
            _ => operations,
        }
    }
    /// Whether the cursor is that of the backward pass.
    pub fn goes_back(&self) -> bool {
        self.show.screen.keys.contains(&"pass")
    }
    pub fn is_rolled(&self) -> bool {
        self.address.get("rolled") != Some("0")
    }
    pub fn view(&self) -> View<'_> {
        let mut view = View {
            screen: self.show.screen,
            trace: &self.show.lanes[0],
            lanes: &self.show.lanes,
            lang: self.lang,
            t: self.t(),
            op: 0,
            predict: self.predicts(),
            options: &self.show.options,
            guess: self.guess,
            truth: self.show.truth,
            swap: self.show.swap.as_ref().map(|(from, to)| (from.as_str(), to.as_str())),
            seed: self.show.seed,
            unit: self.unit,
            zoom: self.zoom(),
            trail: &self.trail,
            is_story: self.show.corpus.is_story(),
            swapped: &self.show.swapped,
            other_distance: self.other_distance(),
            edits: &self.show.edits,
            untouched: &self.show.untouched,
            field: self.field.as_ref(),
            pins: &self.pins,
            effects: &self.effects_of_units,
            rolled: self.is_rolled(),
            has_usual_length: !self.address.is_set("len") && !self.address.is_set("text"),
            part: &self.part.scene,
            stop: Stop::default(),
            learning: Learning::default(),
            updated: self.updated.as_deref(),
        };
        if self.goes_back() {
            // The way forward is done, whatever the cursor says of the way back.
            view.t = self.steps();
            (view.stop, view.learning) = (self.part.locate)(self);
        }
        view.op = self.op(view.operations());
        view
    }
    /// Whether the sentence is the example's own at its farther distance; `None` where it is another one.
    fn other_distance(&self) -> Option<bool> {
        let (example, words) = (self.show.example, &self.show.trace.sequence.tokens);
        let (noun, other) = example.swap();
        let plain: Vec<String> =
            words.iter().map(|word| if word == other { noun.to_string() } else { word.clone() }).collect();
        if plain == example.words() {
            Some(example.words().len() > example.other_words().len())
        } else {
            (plain == example.other_words()).then(|| example.words().len() < example.other_words().len())
        }
    }
    /// Whether anything may move: the system's wish, unless the address says otherwise.
    pub fn is_moving(&self) -> bool {
        match self.address.get("motion") {
            Some("full") => true,
            Some("off") => false,
            _ => !self.preferences.reduced_motion,
        }
    }
    /// The address as a link: the example is always written, for the language of the reader may differ.
    pub fn link(&self) -> String {
        let mut address = self.address.clone();
        address.set("ex", self.show.example.id());
        address.query()
    }
    /// Computes what the address asks for; keeps what does not change.
    pub fn refresh(&mut self) {
        let old = self.show.clone();
        self.show = Rc::new(show(&mut self.address, self.lang, Some(&old), &mut self.notes));
        self.unit = self.unit.min(self.show.hidden);
        if self.curves.is_some() && (old.example, old.hidden) != (self.show.example, self.show.hidden) {
            self.curves = Some(Rc::new((self.part.curves)(self.show.example, self.show.hidden)));
        }
        self.check_pins();
    }

    /// Opens what `zoom` and `open` say, if it may be seen here.
    fn open_from_address(&mut self) {
        if let Some(mut path) = self.address.path("open") {
            // With one cell on the screen its name may be left out; with several, the first is meant without one.
            if let Some(lane) = self.view().lane_of(&path) {
                path = lane.path(path);
            }
            if self.view().may_open(&path) {
                if let (Name::Unit(..), 1..) = (path.name, path.second) {
                    self.unit = path.second;
                }
                self.address.set("open", &path.to_string());
                self.trail = vec![path];
                self.address.set("zoom", "math");
            } else {
                self.notes.push(Note::HiddenValue(path.to_string()));
                self.address.remove("open");
            }
        }
        self.close_if_empty();
    }
    /// A level without anything to show is closed.
    pub fn close_if_empty(&mut self) {
        let empty = match self.zoom() {
            Zoom::Math => self.trail.last().is_none_or(|path| !self.view().may_open(path)),
            Zoom::Cell => self.t() == 0,
            Zoom::Sentence => false,
        };
        if empty {
            self.trail.clear();
            self.address.remove("open");
            self.address.set("zoom", "sentence");
        }
        if self.zoom() != Zoom::Math {
            self.trail.clear();
            self.address.remove("open");
        }
        // What was typed belongs to the number that was open.
        self.field = None;
    }
}
