//! The state: an address, what it means, and the few things that no link carries.

use crate::engine::trace::Trace;
use crate::model::names::{Name, Place, ValuePath};
use crate::player::action::Act;
use crate::player::own::show;
use crate::player::show::{Show, no_value};
use crate::player::wipe;
use crate::scene::distance::DistanceCurve;
use crate::scene::lesson::Lesson;
use crate::scene::step::Scene;
use crate::scene::telling::Telling;
use crate::scene::view::{Field, Learning, Stop, View, Zoom};
use crate::shell::action::{Action, Effect};
use crate::shell::address::Notice;
use crate::shell::notes::Note;
use crate::shell::state::Shell;
use crate::tasks::examples::Example;
use std::rc::Rc;

/// The picture of the answer is drawn before the curves are measured.
const CURVES_MILLIS: u32 = 80;

/// The sentence editor: what is typed, and why it was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editor {
    pub text: String,
    pub refusal: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Player {
    pub shell: Shell,
    pub kind: &'static Kind,
    pub show: Rc<Show>,
    pub guess: Option<usize>,
    /// Guesses at the question since it was last asked.
    pub tries: u32,
    pub trail: Vec<ValuePath>,
    /// The field of the open number, once something was typed.
    pub field: Option<Field>,
    pub pins: Vec<ValuePath>,
    /// What the answer loses by unit, for each lane (see `player::wipe`).
    pub effects_of_units: Rc<Vec<Vec<f64>>>,
    /// Unit in the hand of the arrow keys, from 1.
    pub unit: usize,
    /// What a screen of its own kind has in the hand of the arrow keys, from 0.
    pub hand: usize,
    /// What was guessed at a question of a screen's own, on the way.
    pub own_guess: Option<usize>,
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
    pub curves: Option<Rc<Vec<DistanceCurve>>>,
    /// The run after the update, where it is shown.
    pub updated: Option<Rc<Trace>>,
}

impl Player {
    /// From an address. Anything wrong with it becomes a note; the rest applies.
    pub fn new(kind: &'static Kind, mut shell: Shell) -> Self {
        let show = Rc::new((kind.show)(&mut shell, kind.lesson, None));
        let mut state = Self {
            shell,
            kind,
            show,
            guess: None,
            tries: 0,
            trail: Vec::new(),
            field: None,
            pins: Vec::new(),
            effects_of_units: Rc::default(),
            unit: 1,
            hand: 0,
            own_guess: None,
            playing: None,
            ticks: 0,
            editor: None,
            is_random_for_size: false,
            is_table_open: false,
            are_weights_open: false,
            curves: None,
            updated: None,
        };
        state.check_position();
        state.check_pins();
        state.open_from_address();
        state.measure_effects();
        (kind.settle)(&mut state);
        state.come_to_rest();
        state
    }

    /// What is done wherever the cursor comes to rest: it is brought into view, and what is measured there is measured.
    pub fn come_to_rest(&mut self) {
        self.shell.effects.extend(["current-column", "at-work"].map(Effect::Reveal));
        let is_card_due = self.view().is_asking() || self.view().is_revealed();
        if is_card_due && self.shell.is_narrow {
            self.shell.effects.push(Effect::Reveal("card"));
        }
        if self.wants_curves() {
            self.shell.effects.push(Effect::After(CURVES_MILLIS, Act::MeasureCurves.into()));
        }
    }

    /// A position that does not exist here is named, and the start is shown.
    fn check_position(&mut self) {
        // On the way back a step has stops of its own.
        let last = self.last();
        let operations = if self.goes_back() { usize::MAX } else { self.view().operations() };
        // A link does not open what only a guess does.
        if self.shell.is_gated() && self.view().is_revealed() {
            self.shell.address.set("t", &self.steps().to_string());
        }
        for (key, most) in [("t", last), ("op", operations)] {
            if self.shell.address.number(key).is_some_and(|value| value > most) {
                let value = self.shell.address.get(key).unwrap_or_default().to_string();
                self.shell.notes.push(Note::Address(Notice::Bad(key.into(), value)));
                self.shell.address.remove(key);
            }
        }
    }

    /// Pins of numbers that do not exist here are named and taken out.
    fn check_pins(&mut self) {
        let (mut kept, mut lost) = (Vec::new(), Vec::new());
        for path in self.shell.address.pins() {
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
                None => lost.push(no_value(path.to_string())),
            }
        }
        self.shell.notes.extend(lost);
        self.set_pins(kept);
    }
    pub fn set_pins(&mut self, pins: Vec<ValuePath>) {
        self.shell.address.set_list("pins", &pins.iter().map(ValuePath::to_string).collect::<Vec<String>>());
        self.pins = pins;
    }

    /// At the answer of a story the page shows how far each cell remembers, and measures it then.
    pub fn wants_curves(&self) -> bool {
        self.kind.curves.is_some() && self.show.corpus.is_story() && self.view().is_revealed() && self.curves.is_none()
    }

    /// Which units carry the noun across, found by holding each at 0 after this step.
    pub fn measure_effects(&mut self) {
        let view = self.view();
        // The last whole step that still has one after it: at the end, what the last word was handed.
        let whole = view.read() - usize::from(view.t > 0 && !view.is_complete());
        let step = whole.min(self.steps().saturating_sub(1));
        let is_across = view.lesson.by_operation && view.noun_step().is_some_and(|noun| noun <= step);
        let of = |lane: &Rc<Trace>| wipe::of_units(lane, step);
        self.effects_of_units = Rc::new(if is_across { self.show.lanes.iter().map(of).collect() } else { Vec::new() });
    }

    pub fn t(&self) -> usize {
        self.shell.address.number("t").unwrap_or(0)
    }
    /// Steps of reading until the answer can be read off; on the way back all of them.
    pub fn steps(&self) -> usize {
        if self.goes_back() { self.show.trace.steps() } else { self.show.trace.stops() }
    }
    /// The last position: a word, or the answer where one is asked for.
    pub fn last(&self) -> usize {
        if self.goes_back() { self.steps() } else { self.view().last() }
    }
    /// The word that the direction of a number reads at a stop; what the network says stands where it is asked.
    pub fn reads(&self, path: &ValuePath, stop: usize) -> usize {
        let trace = &self.show.trace;
        match path.name {
            Name::Unit(_, place) => trace.reached(place, stop.min(trace.reached(place, trace.asked()))),
            _ if trace.model.config.places().iter().any(|place| place.reverse) => trace.asked(),
            _ => stop,
        }
    }
    pub fn zoom(&self) -> Zoom {
        match self.shell.address.get("zoom") {
            Some("cell") => Zoom::Cell,
            Some("math") => Zoom::Math,
            _ => Zoom::Sentence,
        }
    }
    /// Operations of the present step that are done; an address without `op` means a whole step.
    fn op(&self, operations: usize) -> usize {
        match self.shell.address.number("op") {
            Some(op) if op > 0 && (1..=self.steps()).contains(&self.t()) => op.min(operations),
            _ => operations,
        }
    }
    /// Whether the cursor is that of the backward pass.
    pub fn goes_back(&self) -> bool {
        self.kind.lesson.goes_back
    }
    pub fn is_rolled(&self) -> bool {
        self.shell.address.get("rolled") != Some("0")
    }
    /// What is seen now.
    pub fn scene(&self) -> Scene {
        self.kind.telling.scene(&self.view())
    }
    pub fn view(&self) -> View<'_> {
        let mut view = View {
            lesson: self.kind.lesson,
            may_open_gradient: self.kind.may_open_gradient,
            trace: &self.show.lanes[0],
            place: Place::FIRST,
            lanes: &self.show.lanes,
            lang: self.shell.lang,
            room: self.shell.room,
            t: self.t(),
            op: 0,
            predict: self.shell.predicts(),
            is_gated: self.shell.is_gated(),
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
            places: &self.show.places,
            shares: &self.show.shares,
            other_distance: self.other_distance(),
            edits: &self.show.edits,
            untouched: &self.show.untouched,
            field: self.field.as_ref(),
            pins: &self.pins,
            effects: &self.effects_of_units,
            rolled: self.is_rolled(),
            look: self.shell.address.get("look").unwrap_or_default(),
            at_once: self.shell.address.get("by") == Some("all"),
            has_usual_length: !self.shell.address.is_set("len") && !self.shell.address.is_set("text"),
            stop: Stop::default(),
            learning: Learning::default(),
            updated: self.updated.as_deref(),
            own_guess: self.own_guess,
            file: self.show.own.as_ref().map(|own| own.name.as_str()),
        };
        if self.goes_back() {
            // The way forward is done, whatever the cursor says of the way back.
            view.t = self.show.trace.stops();
            (view.stop, view.learning) = (self.kind.locate)(self);
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
    /// The address as a link: the example is always written, for the language of the reader may differ.
    pub fn link(&self) -> String {
        let mut address = self.shell.address.clone();
        address.set("ex", self.show.id());
        address.query()
    }
    /// Computes what the address asks for; keeps what does not change.
    pub fn refresh(&mut self) {
        let old = self.show.clone();
        self.show = Rc::new((self.kind.show)(&mut self.shell, self.kind.lesson, Some(&old)));
        self.unit = self.unit.min(self.show.hidden);
        if self.curves.is_some() && (old.example, old.hidden) != (self.show.example, self.show.hidden) {
            self.measure_curves();
        }
        self.check_pins();
    }

    pub fn measure_curves(&mut self) {
        self.curves = self.kind.curves.map(|curves| Rc::new(curves(self.show.example, self.show.hidden)));
    }

    /// Opens what `zoom` and `open` say, if it may be seen here.
    fn open_from_address(&mut self) {
        if let Some(mut path) = self.shell.address.path("open") {
            // With one cell on the screen its name may be left out; with several, the first is meant without one.
            if let Some(lane) = self.view().lane_of(&path) {
                path = lane.path(path);
            }
            if self.view().may_open(&path) {
                if let (Name::Unit(..), 1..) = (path.name, path.second) {
                    self.unit = path.second;
                }
                self.shell.address.set("open", &path.to_string());
                self.trail = vec![path];
                self.shell.address.set("zoom", "math");
            } else {
                self.shell.notes.push(Note::own("hidden-value", path.to_string(), |lang, path| {
                    lang.messages().notice_hidden_value(path)
                }));
                self.shell.address.remove("open");
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
            self.shell.address.remove("open");
            self.shell.address.set("zoom", "sentence");
        }
        if self.zoom() != Zoom::Math {
            self.trail.clear();
            self.shell.address.remove("open");
        }
        // What was typed belongs to the number that was open.
        self.field = None;
    }
}

/// What a screen that steps through a network adds to the player: its lesson, and what only it can do.
#[derive(Debug)]
pub struct Kind {
    pub lesson: &'static Lesson,
    pub telling: &'static Telling,
    /// What the address asks for, computed.
    pub show: fn(&mut Shell, &'static Lesson, Option<&Show>) -> Show,
    /// The words that were typed as they are read here, or why they cannot be.
    pub accepts: fn(&Shell, Vec<String>) -> Result<Vec<String>, String>,
    /// The words that an example begins with here.
    pub usual: fn(Example) -> Vec<String>,
    /// Whether a gradient may be opened.
    pub may_open_gradient: fn(&View, &ValuePath) -> bool,
    /// Where the backward pass stands and how it updates.
    pub locate: fn(&Player) -> (Stop, Learning),
    /// How well shipped networks answer at each distance, where that is shown at the answer.
    pub curves: Option<fn(Example, usize) -> Vec<DistanceCurve>>,
    /// Does what only this screen does; says whether it did.
    pub act: fn(&mut Player, &Action) -> bool,
    /// Computes what follows from a state, after every action.
    pub settle: fn(&mut Player),
}

impl Kind {
    /// The way forward, and nothing beyond it.
    pub const fn forward(lesson: &'static Lesson, telling: &'static Telling) -> Kind {
        Kind {
            lesson,
            telling,
            show,
            accepts: |_, words| Ok(words),
            usual: Example::words,
            may_open_gradient: |_, _| false,
            locate: |_| (Stop::Waiting, NO_LEARNING),
            curves: None,
            act: |_, _| false,
            settle: |_| {},
        }
    }
}

const NO_LEARNING: Learning = Learning { rate: 0.0, clip: 0.0, optimiser: "" };
