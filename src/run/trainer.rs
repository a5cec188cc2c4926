//! A run: data, network, device, and everything that was measured on the way. The page's worker drives it; tests drive it
//! natively.

use crate::device::cpu::{Kernels, execute, run};
use crate::device::gpu::{Gpu, GpuError, Pass, Resident};
use crate::engine::generate::{Drawn, Generator};
use crate::engine::session::{Batch, Burst, Recalled, Record, Scored, Session, Snapshot};
use crate::kernels::softmax_xent::IGNORED;
use crate::math::rng::Uniform;
use crate::model::Model;
use crate::model::config::Config;
use crate::model::initial::set_forget_bias;
use crate::model::params::Params;
use crate::run::choice::{Chosen, Why};
use crate::run::setup::Setup;
use crate::run::snapshot::{self, Kept};
use crate::tasks::accuracy::{Score, reach, score_batch};
use crate::tasks::dataset::Dataset;
use crate::tasks::tokens::DataError;
use std::rc::Rc;

/// Updates in one submit to the GPU, at most.
pub const MOST_PASSES: usize = 32;
/// Updates in a run, at most: the page keeps every loss.
const MOST_UPDATES: u32 = 200_000;
/// Held-out losses in a run.
const EVALUATIONS: u32 = 120;
/// Tokens of a sample.
const SAMPLE: usize = 60;

pub struct Trainer {
    pub setup: Setup,
    pub data: Dataset,
    pub session: Session,
    pub record: Record,
    /// Share of held-out questions answered right when last measured; `None` where every token is a question.
    pub accuracy: Option<f64>,
    /// The same over the run, with what reaches the first step.
    pub recalled: Vec<Recalled>,
    /// Set once a number left the finite; the network stands before that update.
    pub burst: Option<Burst>,
    pub chosen: Chosen,
    gpu: Option<(Rc<Gpu>, Resident)>,
    /// Updates that fit a submit without holding the device for long.
    pub passes: usize,
    /// The weights of a network that was opened: where a rewind leads.
    opened: Option<Params>,
}

impl Trainer {
    /// A run at its beginning, on the processor.
    pub fn new(setup: Setup, text: Option<&str>, segment: &dyn Fn(&str) -> Vec<String>) -> Result<Self, DataError> {
        let data = setup.dataset(text, segment)?;
        let session = Self::session(&setup, &data);
        let mut trainer = Self {
            setup,
            data,
            session,
            record: Record::default(),
            accuracy: None,
            recalled: Vec::new(),
            burst: None,
            chosen: Chosen::default(),
            gpu: None,
            passes: MOST_PASSES,
            opened: None,
        };
        trainer.evaluate();
        Ok(trainer)
    }

    fn session(setup: &Setup, data: &Dataset) -> Session {
        let config = setup.config(data.vocab.clone());
        let mut params = Params::random(&config, setup.seed);
        if let Some(bias) = setup.forget_bias {
            set_forget_bias(&mut params, &config, bias);
        }
        Session::new(Model { config, params }, setup.settings(data.carries_state()))
    }

    /// Back to the beginning: the same updates follow.
    pub fn rewind(&mut self) {
        self.session = Self::session(&self.setup, &self.data);
        if let Some(params) = self.opened.clone() {
            self.begin_with(params);
        }
        self.record = Record::default();
        self.recalled.clear();
        self.burst = None;
        self.gpu = None;
        self.evaluate();
    }

    /// Updates of the whole run.
    pub fn total(&self) -> u32 {
        self.data.round().saturating_mul(self.setup.rounds).min(MOST_UPDATES)
    }
    pub fn is_done(&self) -> bool {
        self.session.updates() >= self.total() || self.burst.is_some()
    }
    /// Updates between two held-out losses.
    pub fn every(&self) -> u32 {
        (self.total() / EVALUATIONS).max(1)
    }
    /// Begins with the weights of a saved network; `false` if it is another kind of network or speaks other words.
    pub fn open(&mut self, model: Model) -> bool {
        let own = self.session.config();
        let kind = |config: &Config| (config.cell, config.layers, config.directions, config.hidden_size, config.input);
        let lens = |params: &Params| params.tensors.iter().map(|tensor| tensor.data.len()).collect::<Vec<_>>();
        if model.config.vocab != own.vocab
            || kind(&model.config) != kind(own)
            || lens(&model.params) != lens(&self.session.model().params)
        {
            return false;
        }
        self.opened = Some(model.params);
        self.rewind();
        true
    }

    fn begin_with(&mut self, params: Params) {
        let mut start = self.session.snapshot();
        start.params = params.tensors.into_iter().map(|tensor| tensor.data).collect();
        self.session.restore(start);
    }

    /// The run as bytes; `None` where it is too large to be kept.
    pub fn keep(&self, query: &str) -> Option<Vec<u8>> {
        let bytes = snapshot::write(query, self.data.fingerprint(), &self.session.snapshot(), &self.record);
        (bytes.len() <= snapshot::MAX_BYTES).then_some(bytes)
    }

    /// Goes on from another visit, if it is of this very network and data.
    pub fn resume(&mut self, kept: Kept) {
        let own = self.session.snapshot();
        let lens = |params: &[Vec<f32>]| params.iter().map(Vec::len).collect::<Vec<_>>();
        let fits = lens(&kept.snapshot.params) == lens(&own.params) && kept.data == self.data.fingerprint();
        if fits && kept.record.losses.len() == kept.snapshot.updates as usize {
            self.restore(kept.snapshot, kept.record);
            self.score();
        }
    }

    /// Goes on from a snapshot; `record` is what was measured up to there.
    fn restore(&mut self, snapshot: Snapshot, record: Record) {
        self.session.restore(snapshot);
        self.record = record;
        self.burst = None;
        self.gpu = None;
    }

    /// Moves the run to the GPU, or back to the processor.
    pub async fn use_gpu(&mut self, gpu: Option<Rc<Gpu>>) -> Result<(), GpuError> {
        self.gpu = None;
        let Some(gpu) = gpu else { return Ok(()) };
        let (program, buffers, wanted) = self.session.resident(self.data.shape());
        let resident = Resident::new(&gpu, program, buffers, MOST_PASSES, &[wanted.loss, wanted.norm]).await?;
        self.gpu = Some((gpu, resident));
        Ok(())
    }
    pub fn is_on_gpu(&self) -> bool {
        self.gpu.is_some()
    }
    /// Throws the GPU away as a driver may; for tests of what follows.
    pub fn destroy_gpu(&self) {
        if let Some((gpu, _)) = &self.gpu {
            gpu.destroy();
        }
    }

    /// Some updates, at most `most`; stops where a held-out loss is due. On the processor it also stops when `is_late`.
    /// If the GPU fails, the run stands where the last results left it, and goes on on the processor.
    pub async fn advance(&mut self, most: u32, is_late: &dyn Fn() -> bool) {
        let left = self.total().saturating_sub(self.session.updates());
        let until_due = self.every() - self.session.updates() % self.every();
        let count = most.min(left).min(until_due);
        if count == 0 || self.is_done() {
            return;
        }
        if self.gpu.is_some() {
            let before = self.session.updates();
            if let Err(why) = self.advance_on_gpu(count.min(self.passes as u32)).await {
                self.gpu = None;
                self.chosen = Chosen { why: Why::Failed(why), ..Chosen::default() };
            }
            if self.session.updates() > before && self.is_due() {
                self.evaluate();
            }
            return;
        }
        for _ in 0..count {
            if !self.update_on_cpu() {
                return;
            }
            if self.is_due() {
                self.evaluate();
            }
            if is_late() {
                return;
            }
        }
    }

    /// Whether a held-out loss is due.
    fn is_due(&self) -> bool {
        let updates = self.session.updates();
        updates.is_multiple_of(self.every()) || updates == self.total()
    }

    fn note(&mut self, loss: f32, norm: f32) {
        self.record.losses.push(loss);
        self.record.norms.push(norm);
    }

    /// One update; `false` if a number left the finite. Then nothing has moved.
    fn update_on_cpu(&mut self) -> bool {
        let batch = self.data.batch(self.session.updates());
        let before = self.session.snapshot();
        let work = self.session.next(&batch);
        let (gradients, moves) = work.program.commands.split_at(work.gradients_done);
        gradients.iter().for_each(|command| execute(&Kernels::SIMD, command, work.buffers));
        let report = (work.buffers.get(work.loss)[0], work.buffers.get(work.norm)[0]);
        let is_finite = report.0.is_finite() && report.1.is_finite();
        if is_finite {
            moves.iter().for_each(|command| execute(&Kernels::SIMD, command, work.buffers));
        }
        if is_finite && self.session.is_finite() {
            self.note(report.0, report.1);
            return true;
        }
        self.burst = self.session.burst();
        debug_assert!(self.burst.is_some(), "what is not finite can be named");
        self.session.restore(before);
        false
    }

    async fn advance_on_gpu(&mut self, count: u32) -> Result<(), GpuError> {
        let first = self.session.updates();
        let batches: Vec<Batch> = (0..count).map(|n| self.data.batch(first + n)).collect();
        let programs: Vec<_> = (1..=count).map(|ahead| self.session.ahead(ahead)).collect();
        let (_, _, wanted) = self.session.resident(self.data.shape());
        let ints: Vec<Vec<Vec<i32>>> = batches.into_iter().map(Batch::ints).collect();
        let passes: Vec<Pass> =
            programs.iter().zip(&ints).map(|(program, ints)| Pass { program, ints: &ints[..] }).collect();
        let Some((gpu, resident)) = &mut self.gpu else { return Ok(()) };
        let results = resident.submit(gpu, &passes, &wanted.buffers)?.wait().await?;
        let is_finite = |values: &Vec<f32>| values.iter().all(|value| value.is_finite());
        if !results.reports.iter().all(is_finite) || !results.buffers.iter().all(is_finite) {
            // Somewhere in this submit. The session still stands before it: the processor finds the place.
            self.gpu = None;
            while !self.is_done() && self.session.updates() < first + count && self.update_on_cpu() {}
            return match self.burst {
                Some(_) => Ok(()),
                None => Err(GpuError::Disagrees("NaN".into())),
            };
        }
        for report in &results.reports {
            self.note(report[0], report[1]);
        }
        self.session.accept_resident(count, results.buffers);
        Ok(())
    }

    /// Measures how the network stands, unless that was just done: what is said of a run at rest is said of that moment.
    pub fn settle(&mut self) {
        if self.record.scored.last().is_none_or(|last| last.k != self.session.updates()) {
            self.evaluate();
        }
    }

    /// Losses of the network as it stands, on the processor, measured alike.
    fn evaluate(&mut self) {
        let [training, held_out] = self.score();
        if let Some(score) = held_out {
            let k = self.session.updates();
            let training = training.map_or(f32::NAN, |score| score.loss as f32);
            self.record.scored.push(Scored { k, training, held_out: score.loss as f32 });
            if self.data.asks() {
                let reach = reach(&self.session.model(), self.data.held_out());
                self.recalled.push(Recalled { k, right: score.right, reach });
            }
        }
    }

    /// How the network as it stands does on what it learns from and on what it does not; `None` where nothing has a target.
    fn score(&mut self) -> [Option<Score>; 2] {
        let model = self.session.model();
        let scores = self.data.scored.each_ref().map(|batch| {
            let has_targets = batch.targets.iter().any(|&target| target >= 0);
            has_targets.then(|| score_batch(&model, batch))
        });
        self.accuracy = scores[1].filter(|_| self.data.asks()).map(|score| score.right);
        scores
    }

    /// What the network says when it goes on by itself.
    pub fn sample(&self, temperature: f32, seed: u32) -> Vec<Drawn> {
        let mut random = Uniform::new(seed);
        let model = self.session.model();
        if let Some(said) = self.data.shows(&model, &mut random) {
            return said;
        }
        let batch = self.data.held_out();
        let b = random.below(batch.batch);
        let ids: Vec<i32> = (0..batch.steps).map(|t| batch.ids[t * batch.batch + b]).collect();
        let last = (0..batch.steps).rev().find(|t| batch.targets[t * batch.batch + b] != IGNORED).unwrap_or(0);
        // A question is put whole; of a sentence the first two words are given, of a text the first character.
        let (given, count) = match (self.data.asks(), self.data.carries_state()) {
            (true, _) => (last + 1, 1),
            (_, false) => (2.min(last + 1), self.data.steps + 1),
            (_, true) => (1, SAMPLE),
        };
        let answer = self.data.asks().then(|| batch.targets[last * batch.batch + b]);
        let token = |id: usize| self.data.vocab.get(id).cloned().unwrap_or_else(|| "…".into());
        let mut generator = Generator::new(&model);
        let mut out = Vec::new();
        for &id in &ids[..given] {
            let (program, buffers) = generator.feed(id);
            run(&Kernels::SIMD, program, buffers);
            out.push(Drawn { token: token(id as usize), is_given: true, is_right: None });
        }
        for n in 0..count {
            let id = generator.draw(temperature, &mut random);
            let is_right = answer.map(|answer| answer == id as i32);
            out.push(Drawn { token: token(id), is_given: false, is_right });
            if self.data.ends(id) {
                break;
            }
            if n + 1 < count {
                let (program, buffers) = generator.feed(id as i32);
                run(&Kernels::SIMD, program, buffers);
            }
        }
        out
    }
}
