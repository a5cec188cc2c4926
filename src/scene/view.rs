//! What a scene is a function of.

use crate::engine::trace::Trace;
use crate::i18n::{Lang, Messages};
use crate::model::config::Cell;
use crate::model::names::{Name, ValuePath};

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

/// Trace, position, selection.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub trace: &'a Trace,
    pub lang: Lang,
    /// 0 = nothing read, T = all read, T + 1 = the answer revealed.
    pub t: usize,
    /// Whether the answer is asked for before it is shown.
    pub predict: bool,
    /// Words to choose from, as classes.
    pub options: &'a [usize],
    /// Which of the options was chosen.
    pub guess: Option<usize>,
    /// What the corpus says comes next, if it knows the sentence.
    pub truth: Option<usize>,
    /// The noun of the sentence and what it can be changed to.
    pub swap: Option<(&'a str, &'a str)>,
    /// The seed of random weights; `None` for trained ones.
    pub seed: Option<u32>,
    /// Unit in the hand of the arrow keys, from 1.
    pub unit: usize,
    pub zoom: Zoom,
    /// Opened numbers, the last one on top.
    pub trail: &'a [ValuePath],
}

impl View<'_> {
    pub fn messages(&self) -> &'static Messages {
        self.lang.messages()
    }
    /// Words read so far.
    pub fn read(&self) -> usize {
        self.t.min(self.trace.steps())
    }
    /// Whether the question is open: nothing may give its answer away.
    pub fn is_asking(&self) -> bool {
        self.predict && self.t == self.trace.steps()
    }
    /// Whether the answer stands in its box.
    pub fn is_revealed(&self) -> bool {
        self.t > self.trace.steps()
    }
    /// Whether the number at `path` may be seen at this position.
    pub fn may_open(&self, path: &ValuePath) -> bool {
        if path.cell.is_some_and(|cell| cell != self.trace.model.config.cell) {
            return false;
        }
        let says = matches!(path.name, Name::Logits | Name::Probs | Name::Loss);
        let hidden = match path.t() {
            Some(t) => t > self.read() || (says && t == self.trace.steps() && self.is_asking()),
            // The head's weights say nothing of this sentence.
            None => false,
        };
        !hidden && self.trace.value(path).is_some()
    }
    /// Numbers that go on from step to step: h, and for an LSTM c as well.
    pub fn kept_numbers(&self) -> usize {
        let config = &self.trace.model.config;
        config.hidden_size * if config.cell == Cell::Lstm { 2 } else { 1 }
    }
    pub fn word(&self, t: usize) -> &str {
        t.checked_sub(1).and_then(|index| self.trace.sequence.tokens.get(index)).map_or("", String::as_str)
    }
    /// The class with the largest probability after step `t`, and that probability.
    pub fn best(&self, t: usize) -> (usize, f64) {
        let probs = self.trace.probs(t);
        let class = (0..probs.len()).max_by(|&a, &b| probs[a].total_cmp(&probs[b])).unwrap_or(0);
        (class, f64::from(probs[class]))
    }
    /// The unit that step `t` changed most (from 1), with its value before and after.
    pub fn biggest_change(&self, t: usize) -> (usize, f64, f64) {
        let after = self.trace.hidden(t);
        let before: Vec<f32> = if t > 1 { self.trace.hidden(t - 1).to_vec() } else { vec![0.0; after.len()] };
        let change = |unit: usize| (after[unit] - before[unit]).abs();
        let unit = (0..after.len()).max_by(|&a, &b| change(a).total_cmp(&change(b))).unwrap_or(0);
        (unit + 1, f64::from(before[unit]), f64::from(after[unit]))
    }
}
