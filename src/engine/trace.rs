//! Everything one sequence did in a network, forward and backward. A trace never changes.

use crate::engine::error::{InputError, MAX_TOKENS};
use crate::engine::held::Held;
use crate::engine::plan::{Plan, Shape, hands_over_c};
use crate::engine::program::{BufferId, Buffers, Layer};
use crate::kernels::softmax_xent::IGNORED;
use crate::math::real::Real;
use crate::model::Model;
use crate::model::anatomy::{Operand, Rule, Term, rule};
use crate::model::cell::Weight;
use crate::model::config::{Config, Head, Input};
use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::text::vocab::ids;
use std::rc::Rc;

/// Where a loss is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LossAt {
    /// Every step with a target.
    #[default]
    All,
    /// The last such step.
    Last,
}

/// What a network reads, and what it should have said. Of an encoder–decoder the encoder's steps come first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sequence {
    pub tokens: Vec<String>,
    /// Word numbers; `kernels::embedding::UNKNOWN` outside the vocabulary.
    pub ids: Vec<i32>,
    /// Class per step; `kernels::softmax_xent::IGNORED` where there is none.
    pub targets: Vec<i32>,
    pub loss_at: LossAt,
    /// Steps that an encoder reads; 0 where there is none.
    pub source: usize,
    /// What a network of pictures reads instead of words: 0 or 1 a pixel, step by step.
    pub pixels: Vec<i32>,
    /// What a network of vectors reads instead of words: [T, I], row-major.
    pub vectors: Vec<f32>,
    /// The step, from 1, at which the answer is read off; 0 is the last.
    pub asked: usize,
}

/// The word after each, and `answer` after the last.
fn following(ids: &[i32], answer: Option<usize>) -> Vec<i32> {
    let next = ids.iter().skip(1).map(|&id| if id < 0 { IGNORED } else { id });
    next.chain([answer.map_or(IGNORED, |answer| answer as i32)]).collect()
}

impl Sequence {
    /// Next-word targets: each step's target is the following word, the last one's is `answer` where there is one.
    pub fn next_words(
        tokens: Vec<String>,
        ids: Vec<i32>,
        answer: Option<usize>,
        loss_at: LossAt,
    ) -> Result<Self, InputError> {
        if ids.is_empty() {
            return Err(InputError::Empty);
        }
        if ids.len() > MAX_TOKENS {
            return Err(InputError::TooLong { count: ids.len(), max: MAX_TOKENS });
        }
        let targets = following(&ids, answer);
        Ok(Self { tokens, ids, targets, loss_at, ..Self::default() })
    }
    /// Any words that a network of words reads; where it says next words, the following one is the target of each, and `answer` that of
    /// the last.
    pub fn over(config: &Config, words: &[String], answer: Option<usize>, loss_at: LossAt) -> Self {
        let ids = ids(&config.vocab, words);
        let says_next = config.head == Head::NextToken;
        let targets = if says_next { following(&ids, answer) } else { vec![IGNORED; words.len()] };
        Self { tokens: words.to_vec(), ids, targets, loss_at, ..Self::default() }
    }
    /// Rows of numbers, [T, I] row-major, without a target.
    pub fn of_vectors(vectors: Vec<f32>, width: usize) -> Self {
        let steps = vectors.len() / width.max(1);
        let tokens = (1..=steps).map(|t| format!("x{t}")).collect();
        Self { tokens, ids: vec![0; steps], targets: vec![IGNORED; steps], vectors, ..Self::default() }
    }
    /// What was given to be read, without what a decoder said of it.
    pub fn given(&self) -> &[String] {
        if self.source > 0 { &self.tokens[..self.source] } else { &self.tokens }
    }
    /// Targets that count under `loss_at`.
    fn counted_targets(&self) -> Vec<i32> {
        let last = self.targets.iter().rposition(|&target| target >= 0);
        let counts = |t: usize| self.loss_at == LossAt::All || Some(t) == last;
        self.targets.iter().enumerate().map(|(t, &target)| if counts(t) { target } else { IGNORED }).collect()
    }
}

/// Every intermediate of one sequence (batch 1), by value path: in f32 as the page computes, in f64 where the way back
/// goes through slopes that f32 cannot tell from 0.
#[derive(Clone, Debug)]
pub struct Trace<R = f32> {
    pub model: Rc<Model>,
    pub sequence: Sequence,
    /// The name of the device that ran it.
    pub device: &'static str,
    /// Values that were held fixed while it was computed (one-cell paths, rounded to f32).
    pub held: Held,
    /// Steps after which backpropagation is cut, counted from the first; 0 for never. The state still crosses.
    pub truncation: usize,
    /// The encoder as a network of its own.
    reader: Option<Config>,
    plan: Plan,
    buffers: Buffers<R>,
}

/// The half of an encoder–decoder that a step belongs to; of any other network all of it.
struct Half<'a> {
    layers: &'a [Layer],
    x: BufferId,
    dx: BufferId,
    /// Steps before its first.
    first: usize,
}

impl<R: Real> Trace<R> {
    /// The program for one sequence and its buffers, ready to run.
    pub fn plan(model: &Model, sequence: &Sequence) -> (Plan, Buffers<R>) {
        let (source, total) = (sequence.source, sequence.ids.len());
        let plan = Plan::of(&model.config, Shape { source, steps: total - source, batch: 1 }, true, None);
        let mut buffers = plan.buffers(&model.params);
        let reads = |words: &[i32], input: Input| match input {
            Input::Pixels => sequence.pixels.clone(),
            _ => words.to_vec(),
        };
        if let (Some(stack), Some(encoder)) = (&plan.reader, &model.config.encoder) {
            buffers.set_ints(stack.ids, &reads(&sequence.ids[..source], encoder.input));
        }
        buffers.set_ints(plan.ids, &reads(&sequence.ids[source..], model.config.input));
        if model.config.input == Input::Vectors {
            buffers.set(plan.x, sequence.vectors.iter().map(|&x| R::from_f64(f64::from(x))));
        }
        buffers.set_ints(plan.targets, &sequence.counted_targets()[source..]);
        (plan, buffers)
    }

    /// The results of [`Trace::plan`]'s program.
    pub fn new(model: Rc<Model>, sequence: Sequence, device: &'static str, plan: Plan, buffers: Buffers<R>) -> Self {
        let reader = model.config.reader();
        Self { model, sequence, device, held: Held::default(), truncation: 0, reader, plan, buffers }
    }
    /// The same, with backpropagation cut every so many steps.
    pub fn with_truncation(self, truncation: usize) -> Self {
        Self { truncation, ..self }
    }
    /// The same, computed with values held fixed.
    pub fn with_held(self, held: Held) -> Self {
        Self { held, ..self }
    }

    /// Timesteps T, an encoder's included.
    pub fn steps(&self) -> usize {
        self.sequence.source + self.plan.steps
    }
    /// The step, from 1, at which the answer is read off.
    pub fn asked(&self) -> usize {
        if self.sequence.asked == 0 { self.steps() } else { self.sequence.asked }
    }
    /// How many steps a direction of the first layer has read when it comes to step `t`, that one included.
    pub fn reached(&self, place: Place, t: usize) -> usize {
        if place.reverse { self.steps() + 1 - t } else { t }
    }
    /// Steps of reading until the answer can be read off: both directions go at once, each as far as the step that is asked.
    pub fn stops(&self) -> usize {
        let places = self.model.config.places();
        let is_stacked = self.model.config.layers > 1 && places.iter().any(|place| place.reverse);
        let needed = places.into_iter().map(|place| self.reached(place, self.asked())).max();
        needed.filter(|_| !is_stacked).unwrap_or(self.steps())
    }
    /// The network that reads step `t`: the encoder, where it is one of its steps.
    pub fn config(&self, t: usize) -> &Config {
        self.reader.as_ref().filter(|_| t <= self.sequence.source).unwrap_or(&self.model.config)
    }
    fn half(&self, t: usize) -> Half<'_> {
        match &self.plan.reader {
            Some(reader) if t <= self.sequence.source => {
                Half { layers: &reader.layers, x: reader.x, dx: reader.dx, first: 0 }
            }
            _ => Half { layers: &self.plan.layers, x: self.plan.x, dx: self.plan.dx, first: self.sequence.source },
        }
    }
    /// Whether step `t` says something: an encoder does not.
    pub fn speaks(&self, t: usize) -> bool {
        t > self.sequence.source
    }
    /// Where the weights of step `t` stand.
    pub fn place(&self, place: Place, t: usize) -> Place {
        Place { encoder: !self.speaks(t), ..place }
    }
    /// Mean loss over the counted steps; `None` if there are none.
    pub fn loss(&self) -> Option<R> {
        self.sequence.targets.iter().any(|&target| target >= 0).then(|| self.buffers.get(self.plan.loss)[0])
    }
    /// Loss of one step, from 1; `None` if it does not count.
    pub fn step_loss(&self, t: usize) -> Option<R> {
        let target = self.sequence.counted_targets().get(t.checked_sub(1)?).copied()?;
        (target >= 0 && self.speaks(t)).then(|| self.row(self.plan.losses, t, 1)[0])
    }
    /// Probabilities after step `t`, from 1; none at an encoder's step.
    pub fn probs(&self, t: usize) -> &[R] {
        if !self.speaks(t) {
            return &[];
        }
        self.row(self.plan.probs, t, self.model.config.classes)
    }
    /// The hidden state of the first layer after step `t`, from 1.
    pub fn hidden(&self, t: usize) -> &[R] {
        self.row(self.half(t).layers[0].h, t, self.model.config.hidden_size)
    }
    /// Gradients of the parameters, by PyTorch's name.
    pub fn parameter_gradients(&self) -> impl Iterator<Item = (&crate::model::params::Tensor, &[R])> {
        self.model.params.tensors.iter().zip(&self.plan.grads).map(|(tensor, id)| (tensor, self.buffers.get(*id)))
    }
    /// One step's row of a `[T, 1, width]` buffer of the half that step `t` belongs to; `t` from 1.
    pub(super) fn row(&self, id: BufferId, t: usize, width: usize) -> &[R] {
        let t = t - self.half(t).first;
        &self.buffers.get(id)[(t - 1) * width..t * width]
    }
    pub(super) fn plan_ids(&self) -> &Plan {
        &self.plan
    }

    /// The layer at a place, as step `t` runs through it.
    fn layer(&self, place: Place, t: usize) -> Option<&Layer> {
        let config = &self.model.config;
        let is_second = config.directions == 2 && place.reverse;
        let exists = place.layer < config.layers && (config.directions == 2 || place.reverse == config.reversed);
        self.half(t).layers.get(place.layer * config.directions + usize::from(is_second)).filter(|_| exists)
    }
    /// The step read before `t` by the layer, both from 1; `None` at its first. A decoder goes on from its encoder's last.
    pub fn before(&self, place: Place, t: usize) -> Option<usize> {
        let first = self.half(t).first;
        match self.layer(place, t)?.dims.before(t - 1 - first) {
            Some(before) => Some(first + before + 1),
            None => (first > 0).then_some(first),
        }
    }
    /// The step whose state of this kind `t` begins with; `None` where that is 0.
    pub fn memory(&self, quantity: Quantity, place: Place, t: usize) -> Option<usize> {
        let is_bridge = |before: usize| !self.speaks(before) && self.speaks(t);
        let passes =
            |before: &usize| quantity != Quantity::C || !is_bridge(*before) || hands_over_c(&self.model.config);
        self.before(place, t).filter(passes)
    }

    /// A stored row of a quantity or of its gradient; `None` for quantities that the anatomy derives.
    pub(super) fn stored(&self, quantity: Quantity, place: Place, t: usize, gradient: bool) -> Option<&[R]> {
        let layer = self.layer(place, t)?;
        let (hidden, slot) = (self.model.config.hidden_size, layer.slot(self.config(t).cell, quantity)?);
        let row = self.row(if gradient { slot.gradient? } else { slot.value }, t, slot.blocks * hidden);
        Some(&row[slot.block * hidden..][..hidden])
    }

    /// What enters the network at step `t`.
    pub(super) fn read(&self, t: usize) -> &[R] {
        self.row(self.half(t).x, t, self.config(t).input_size)
    }
    /// What enters a layer at step `t`.
    fn layer_input(&self, place: Place, t: usize) -> Option<&[R]> {
        Some(self.row(self.layer(place, t)?.x, t, self.config(t).layer_input(place.layer)))
    }
    /// The step under each tap of the layer's window at `t`, oldest first; one tap where there is no window.
    pub fn taps(&self, place: Place, t: usize) -> Vec<Option<usize>> {
        let mut taps = vec![Some(t)];
        while taps.len() < self.config(t).cell.spec().window {
            taps.insert(0, taps[0].and_then(|t| self.before(place, t)));
        }
        taps
    }
    /// What the head reads at step `t`.
    pub(super) fn top(&self, t: usize) -> &[R] {
        self.row(self.plan.top, t, self.model.config.head_input())
    }

    /// What the decoder's step `t` takes of each of the encoder's.
    pub fn attention(&self, t: usize) -> Option<&[R]> {
        let attend = self.plan.attend.as_ref().filter(|_| self.speaks(t))?;
        Some(self.row(attend.weights, t, self.sequence.source))
    }
    /// The gradient of a row of attention: of scores, weights or the context.
    pub(super) fn attention_gradient(&self, name: Name, t: usize) -> Option<&[R]> {
        let attend = self.plan.attend.as_ref().filter(|_| self.speaks(t))?;
        match name {
            Name::Scores => Some(self.row(attend.dscores, t, self.sequence.source)),
            Name::Attention => Some(self.row(attend.dweights, t, self.sequence.source)),
            _ => Some(self.row(attend.dcontext, t, self.model.config.hidden_size)),
        }
    }

    /// `∂L/∂x_t` and `∂L/∂logits_t`.
    pub(super) fn input_gradient(&self, t: usize) -> &[R] {
        self.row(self.half(t).dx, t, self.config(t).input_size)
    }
    pub(super) fn logit_gradient(&self, t: usize) -> &[R] {
        self.row(self.plan.dlogits, t, self.model.config.classes)
    }
    /// `∂L/∂h_t` as it comes from the head alone, and `∂L/∂x_t`, a value at a time.
    pub fn head_gradient(&self, t: usize) -> impl Iterator<Item = f64> + Clone {
        self.row(self.half(t).layers[0].dy, t, self.model.config.hidden_size).iter().map(|d| d.to_f64())
    }
    pub fn word_gradient(&self, t: usize) -> impl Iterator<Item = f64> + Clone {
        self.input_gradient(t).iter().map(|d| d.to_f64())
    }
    /// The step that reads `t` as its memory, both from 1.
    pub fn after(&self, place: Place, t: usize) -> Option<usize> {
        (1..=self.steps()).find(|&after| self.before(place, after) == Some(t))
    }
    /// Whether backpropagation stops between step `t` and the one after it.
    pub fn is_cut_after(&self, t: usize) -> bool {
        self.truncation > 0 && t.is_multiple_of(self.truncation)
    }

    /// Value of a quantity of one unit; t and unit from 1. Stored, or derived by the anatomy.
    pub fn quantity(&self, quantity: Quantity, place: Place, t: usize, unit: usize) -> Option<f64> {
        let config = &self.model.config;
        if t == 0 || t > self.steps() || unit == 0 || unit > config.hidden_size {
            return None;
        }
        if let Some(value) = self.held.get(&ValuePath::unit(quantity, place, t, unit)) {
            return Some(value);
        }
        if let Some(row) = self.stored(quantity, place, t, false) {
            return Some(row[unit - 1].to_f64());
        }
        self.layer(place, t)?;
        self.derive(quantity, place, t, unit)
    }

    /// Evaluates the anatomy's rule from what it names, in f64.
    pub fn derive(&self, quantity: Quantity, place: Place, t: usize, unit: usize) -> Option<f64> {
        let config = self.config(t);
        match rule(config.cell, config.nonlinearity, quantity)? {
            Rule::Apply(function, of) => Some(function.apply(self.quantity(of, place, t, unit)?)),
            Rule::Squash(_) => None,
            Rule::Sum(terms) => terms.iter().map(|term| self.term(*term, place, t, unit)).sum(),
        }
    }

    fn term(&self, term: Term, place: Place, t: usize, unit: usize) -> Option<f64> {
        match term {
            Term::Value(operand) => self.operand(operand, place, t, unit),
            Term::Product(a, b) => Some(self.operand(a, place, t, unit)? * self.operand(b, place, t, unit)?),
            Term::InputBias { block } | Term::MemoryBias { block } | Term::Input { block } | Term::Memory { block } => {
                let row = block * self.model.config.hidden_size + unit;
                let own = self.place(place, t);
                let weight =
                    |weight, column| self.model.params.value(Name::Weight(weight, own), row, column).map(f64::from);
                match term {
                    Term::InputBias { .. } => weight(Weight::BiasIh, 0),
                    Term::MemoryBias { .. } => weight(Weight::BiasHh, 0),
                    Term::Input { .. } => {
                        let (taps, mut sum) = (self.taps(place, t), 0.0);
                        for (k, seen) in taps.iter().enumerate() {
                            let Some(x) = seen.and_then(|seen| self.layer_input(place, seen)) else { continue };
                            for (j, x) in x.iter().enumerate() {
                                sum += weight(Weight::Ih, j * taps.len() + k + 1)? * x.to_f64();
                            }
                        }
                        Some(sum)
                    }
                    _ => (1..=self.model.config.hidden_size)
                        .map(|j| Some(weight(Weight::Hh, j)? * self.state_before(Quantity::H, place, t, j)?))
                        .sum(),
                }
            }
        }
    }

    /// A state one step before in reading order; 0 before the first.
    pub fn state_before(&self, quantity: Quantity, place: Place, t: usize, unit: usize) -> Option<f64> {
        match self.memory(quantity, place, t) {
            Some(before) => self.quantity(quantity, place, before, unit),
            None => Some(0.0),
        }
    }

    /// Value of an operand of the anatomy.
    pub fn operand(&self, operand: Operand, place: Place, t: usize, unit: usize) -> Option<f64> {
        let value = if operand.before {
            self.state_before(operand.quantity, place, t, unit)?
        } else {
            self.quantity(operand.quantity, place, t, unit)?
        };
        Some(if operand.complement { 1.0 - value } else { value })
    }

    /// Any number of the trace or of the weights by its path; `None` if there is no such number.
    pub fn value(&self, path: &ValuePath) -> Option<f64> {
        let (config, source) = (&self.model.config, self.sequence.source);
        let cell = |row: &[R]| row.get(path.second.checked_sub(1)?).map(|value| value.to_f64());
        let is_outside = path.name.is_over_time() && (path.first == 0 || path.first > self.steps());
        // Gradients have arithmetic of their own (`engine::backward`).
        if is_outside || path.gradient {
            return None;
        }
        match path.name {
            Name::Unit(quantity, place) => self.quantity(quantity, place, path.first, path.second),
            Name::Part(part, site) => self.part(part, site, path.first, path.second),
            Name::X => cell(self.read(path.first)),
            Name::Logits | Name::Margin | Name::Scores | Name::Attention | Name::Context
                if !self.speaks(path.first) =>
            {
                None
            }
            Name::Margin => {
                let scores = self.row(self.plan.logits, path.first, config.classes);
                Some(scores[config.classes - 1].to_f64() - scores[0].to_f64())
            }
            Name::Scores => cell(self.row(self.plan.attend.as_ref()?.scores, path.first, source)),
            Name::Attention => cell(self.attention(path.first)?),
            Name::Context => cell(self.row(self.plan.attend.as_ref()?.context, path.first, config.hidden_size)),
            Name::Logits => cell(self.row(self.plan.logits, path.first, config.classes)),
            Name::Probs => cell(self.probs(path.first)),
            Name::Loss => self.step_loss(path.first).map(Real::to_f64),
            name => self.model.params.value(name, path.first, path.second).map(f64::from),
        }
    }
}
