//! What a scene is a function of.

use crate::engine::trace::Trace;
use crate::math::order::largest;
use crate::model::anatomy::{Function, Rule, is_gate, operation_of, rule};
use crate::model::attention::{Part, Site};
use crate::model::cell::Cell;
use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::scene::chart::Room;
use crate::scene::lesson::Lesson;
use crate::scene::words::Pictures;
use crate::words::Lang;
use std::rc::Rc;

/// Levels of detail, expanded in place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zoom {
    #[default]
    Sentence,
    /// One timestep.
    Cell,
    /// One number.
    Math,
}

/// What is typed into the field of an open number, and why it was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    pub text: String,
    pub refusal: Option<String>,
}

/// Where the pass stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stop {
    /// Forward is done, nothing has come back.
    #[default]
    Waiting,
    /// Operation `op` of step `t` of a direction is done, both from 1; the step that it read last comes first.
    At { place: Place, t: usize, op: usize },
    /// The weights move.
    Update,
    /// The sentence is read again.
    After,
}

/// How an update is made.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Learning {
    pub rate: f64,
    /// Limit of the gradient's norm; 0 for none.
    pub clip: f64,
    pub optimiser: &'static str,
}

/// Trace, position, selection.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub lesson: &'static Lesson,
    /// Whether a gradient may be opened.
    pub may_open_gradient: fn(&View, &ValuePath) -> bool,
    /// The lane that is spoken of; the first one of `lanes` but inside [`View::lane`].
    pub trace: &'a Trace,
    /// The direction of it that is spoken of.
    pub place: Place,
    /// Cells side by side, on one sentence and one cursor.
    pub lanes: &'a [Rc<Trace>],
    pub lang: Lang,
    /// What a chart may take of the page.
    pub room: Room,
    /// 0 = nothing read, T = all read, T + 1 = the answer revealed.
    pub t: usize,
    /// Operations done at step `t`, of [`View::operations`].
    pub op: usize,
    /// Whether the answer is asked for before it is shown.
    pub predict: bool,
    /// Whether only a guess opens the answer.
    pub is_gated: bool,
    /// Words to choose from, as classes.
    pub options: &'a [usize],
    /// Which of the options was chosen.
    pub guess: Option<usize>,
    /// What the corpus says comes next, if it knows the sentence.
    pub truth: Option<usize>,
    /// The noun of the sentence and what it can be changed to.
    pub swap: Option<(&'a str, &'a str)>,
    /// Trained on stories, where other sentences stand in between.
    pub is_story: bool,
    /// What each lane says of the sentence with the other noun (`memory` only).
    pub swapped: &'a [Rc<Trace>],
    /// Where each word of a shuffled sentence among them stands in this one, from 0.
    pub places: &'a [usize],
    /// How often each of them is right, where they are other networks.
    pub shares: &'a [f64],
    /// The same question from another distance is at hand, and whether it is the farther one.
    pub other_distance: Option<bool>,
    /// The seed of random weights; `None` for trained ones.
    pub seed: Option<u32>,
    /// Unit in the hand of the arrow keys, from 1.
    pub unit: usize,
    pub zoom: Zoom,
    /// Opened numbers, the last one on top.
    pub trail: &'a [ValuePath],
    /// Values changed by hand, and the lanes as they were without them.
    pub edits: &'a [(ValuePath, f64)],
    pub untouched: &'a [Rc<Trace>],
    pub field: Option<&'a Field>,
    pub pins: &'a [ValuePath],
    /// By lane and unit: what the answer loses when the unit's memory is held at 0 after this step.
    pub effects: &'a [Vec<f64>],
    pub rolled: bool,
    /// Which of its pictures a screen shows, as in the address.
    pub look: &'a str,
    /// All words are looked at in one step, not one word after another.
    pub at_once: bool,
    /// As many words as the screen begins with.
    pub has_usual_length: bool,
    /// The backward pass: where it stands, how it updates, and the run after the update.
    pub stop: Stop,
    pub learning: Learning,
    pub updated: Option<&'a Trace>,
    /// What was guessed at a question of a screen's own, on the way.
    pub own_guess: Option<usize>,
    /// The name of the file that the network is from, where it is somebody's own.
    pub file: Option<&'a str>,
}

impl<'a> View<'a> {
    pub fn messages(&self) -> &'static Pictures {
        Pictures::of(self.lang)
    }
    /// Whether a question stands at the end: there is something to choose from.
    pub fn asks(&self) -> bool {
        self.lesson.asks && !self.options.is_empty()
    }
    /// Steps of reading until the answer can be read off: all words, or as far as both directions need.
    pub fn stops(&self) -> usize {
        self.trace.stops()
    }
    /// Steps of reading that are done: words, where they are read one by one.
    pub fn read(&self) -> usize {
        self.t.min(self.stops())
    }
    /// The last position.
    pub fn last(&self) -> usize {
        self.stops() + usize::from(self.asks())
    }
    pub fn cell(&self) -> Cell {
        self.trace.model.config.cell
    }
    /// Stops of one timestep: those of the cell with the most, so that all go in lock-step; 1 where steps are whole.
    pub fn operations(&self) -> usize {
        if !self.lesson.by_operation {
            return 1;
        }
        self.lanes.iter().map(|lane| lane.model.config.cell.stops()).max().unwrap_or(1)
    }
    /// Operations of this lane that are done at step `t`.
    pub fn done(&self) -> usize {
        (self.op * self.cell().stops()).div_ceil(self.operations())
    }
    /// Whether the plain network squashes by relu.
    pub fn is_relu(&self) -> bool {
        matches!(
            rule(self.cell(), self.trace.model.config.nonlinearity, Quantity::H),
            Some(Rule::Apply(Function::Relu, _))
        )
    }
    pub fn is_complete(&self) -> bool {
        self.op == self.operations()
    }
    /// Whether the question is open: nothing may give its answer away.
    pub fn is_asking(&self) -> bool {
        self.asks() && self.predict && self.t == self.stops() && self.is_complete()
    }
    /// Whether the answer stands in its box.
    pub fn is_revealed(&self) -> bool {
        self.t > self.stops()
    }
    /// Several cells stand side by side: their numbers carry the cell's name.
    pub fn is_comparing(&self) -> bool {
        self.lanes.len() > 1
    }
    /// The view on one of the lanes.
    pub fn lane(&self, index: usize) -> View<'a> {
        let lanes = self.lanes;
        View { trace: &lanes[index], ..*self }
    }
    /// The lane that a path speaks of.
    pub fn lane_of(&self, path: &ValuePath) -> Option<View<'a>> {
        let is_it = |lane: &Rc<Trace>| path.cell.is_none_or(|cell| cell == lane.model.config.cell);
        self.lanes.iter().position(is_it).map(|index| self.lane(index))
    }
    /// Which of the lanes this is.
    pub fn lane_index(&self) -> usize {
        self.lanes.iter().position(|lane| std::ptr::eq(&**lane, self.trace)).unwrap_or(0)
    }
    /// A path of this lane, with the cell's name where several stand side by side.
    pub fn path(&self, path: ValuePath) -> ValuePath {
        ValuePath { cell: self.is_comparing().then(|| self.cell()), ..path }
    }
    /// Whether a quantity of step `t` has been computed at this position, by the direction that it belongs to.
    pub fn is_computed(&self, quantity: Quantity, place: Place, t: usize) -> bool {
        let reached = self.trace.reached(place, t);
        let is_needed = reached <= self.trace.reached(place, self.trace.asked());
        is_needed
            && (reached < self.t.min(self.stops() + 1)
                || (reached == self.t
                    && operation_of(self.trace.config(t).cell, quantity).is_some_and(|op| op <= self.done())))
    }
    /// Whether a word has been read by any direction.
    pub fn is_read(&self, t: usize) -> bool {
        let trace = self.trace;
        let reads = |place| trace.reached(place, t) <= self.read().min(trace.reached(place, trace.asked()));
        trace.model.config.places().into_iter().any(reads)
    }
    /// Whether what is said at step `t` may be seen. Where a sentence is read from its end as well, only the step that is asked says
    /// anything.
    fn is_said(&self, t: usize) -> bool {
        let is_one_way = self.trace.model.config.places().iter().all(|place| !place.reverse);
        let is_done = if is_one_way {
            t < self.t || (t == self.t && self.is_complete())
        } else {
            t == self.trace.asked() && self.t >= self.stops()
        };
        is_done && !(t == self.trace.asked() && self.is_asking())
    }
    /// Whether a number of an attention network has been computed: words look one after the other here, but for all of them at once
    /// where that is chosen; what they are asked by is made for all of them first, and a layer below is done before.
    fn has_looked(&self, part: Part, site: Site, t: usize) -> bool {
        let is_first = part.is_made_first() && site.layer == 0;
        let is_below = site.layer + 1 < self.trace.model.config.layers;
        let needed = if is_below { 1 } else { part.operation() };
        let is_done = self.done() >= needed || self.t > self.stops() || (self.at_once && self.t > 1);
        t < self.t || (self.t > 0 && (t == self.t || is_first || self.at_once) && is_done)
    }
    /// Whether the number at `path` may be seen at this position.
    pub fn may_open(&self, path: &ValuePath) -> bool {
        let Some(view) = self.lane_of(path) else { return false };
        if path.gradient {
            return (self.may_open_gradient)(&view, path);
        }
        let is_shown = match (path.name, path.t()) {
            (Name::Unit(quantity, place), Some(t)) => view.is_computed(quantity, place, t),
            (Name::Logits | Name::Probs | Name::Loss | Name::Margin, Some(t)) => view.is_said(t),
            (Name::Part(part, site), Some(t)) => view.has_looked(part, site, t),
            // Who looks at all words at once has them at once.
            (Name::X, Some(_)) if view.cell() == Cell::Attention => view.t > 0,
            (_, Some(t)) => view.is_read(t),
            // Weights say nothing of this sentence.
            (_, None) => true,
        };
        is_shown && view.trace.value(path).is_some()
    }
    /// The value that was changed by hand at `path`, as it was before.
    pub fn original(&self, path: &ValuePath) -> Option<f64> {
        let same = |edit: &ValuePath| {
            ValuePath { cell: None, ..*edit } == ValuePath { cell: None, ..*path }
                && edit.cell.is_none_or(|cell| cell == self.cell())
        };
        self.edits.iter().find(|(edit, _)| same(edit))?;
        self.untouched.get(self.lane_index())?.value(path)
    }
    /// Whether the gate is held by hand at step `t` for every unit, and at which value.
    pub fn held_gate(&self, gate: Quantity, t: usize) -> Option<f64> {
        debug_assert!(is_gate(gate));
        let of = |unit| self.trace.held.get(&ValuePath::unit(gate, Place::FIRST, t, unit));
        let first = of(1)?;
        (2..=self.trace.model.config.hidden_size).all(|unit| of(unit) == Some(first)).then_some(first)
    }
    /// Numbers that go on from step to step: h, and for an LSTM c as well.
    pub fn kept_numbers(&self) -> usize {
        let config = &self.trace.model.config;
        config.hidden_size * (1 + usize::from(config.cell.has_rail()))
    }
    pub fn word(&self, t: usize) -> &'a str {
        let trace = self.trace;
        t.checked_sub(1).and_then(|index| trace.sequence.tokens.get(index)).map_or("", String::as_str)
    }
    /// The words as a sentence is written: no space before a full stop.
    pub fn sentence(&self) -> String {
        self.trace.sequence.tokens.iter().fold(String::new(), |said, word| {
            let is_close = said.is_empty() || matches!(word.as_str(), "." | "," | "?" | "!");
            format!("{said}{}{word}", if is_close { "" } else { " " })
        })
    }
    /// The step at which the noun is read.
    pub fn noun_step(&self) -> Option<usize> {
        let (noun, _) = self.swap?;
        self.trace.sequence.tokens.iter().position(|word| word == noun).map(|index| index + 1)
    }
    /// The class with the largest probability after step `t`, and that probability.
    pub fn best(&self, t: usize) -> (usize, f64) {
        best(self.trace, t)
    }
    /// The unit that step `t` changed most (from 1), with its value before and after.
    pub fn biggest_change(&self, t: usize) -> (usize, f64, f64) {
        let after = self.trace.hidden(t);
        let before: Vec<f32> = if t > 1 { self.trace.hidden(t - 1).to_vec() } else { vec![0.0; after.len()] };
        let change: Vec<f32> = after.iter().zip(&before).map(|(after, before)| (after - before).abs()).collect();
        let unit = largest(&change).unwrap_or(0);
        (unit + 1, f64::from(before[unit]), f64::from(after[unit]))
    }
}

/// The class with the largest probability after step `t` of a trace, and that probability.
pub fn best(trace: &Trace, t: usize) -> (usize, f64) {
    let probs = trace.probs(t);
    let class = largest(probs).unwrap_or(0);
    (class, f64::from(probs[class]))
}
