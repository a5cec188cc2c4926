//! How often a network answers right: run over whole batches at once.

use crate::device::cpu::{Simd, pass};
use crate::engine::plan::Plan;
use crate::engine::session::Batch;
use crate::kernels::softmax_xent::IGNORED;
use crate::math::matrix::norm;
use crate::math::order::largest;
use crate::model::Model;
use crate::model::config::Cell;
use crate::scene::curves::Curve;
use crate::tasks::corpus::Sentence;
use crate::tasks::examples::{Example, SPLIT_SEED};
use crate::tasks::story;
use crate::tasks::trainer::batch;

/// Share of sentences whose answer is the first choice, and the mean loss of the answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    pub right: f64,
    pub loss: f64,
}

impl Score {
    pub fn is_better_than(&self, other: &Score) -> bool {
        (self.right, -self.loss) > (other.right, -other.loss)
    }
}

/// Sentences a distance and pair of name and noun that a curve is measured on.
const EACH: usize = 10;
/// Most sentences in between that a curve reaches.
const FARTHEST: usize = 6;

/// How well the shipped recurrent networks of an example answer held-out stories, by distance; empty where the example
/// has no stories or that size did not ship.
pub fn curves(example: Example, hidden: usize) -> Vec<Curve> {
    let corpus = example.corpus();
    let cells = Cell::RECURRENT.into_iter().filter(|&cell| corpus.is_story() && example.ships(cell, hidden));
    let models: Vec<(Cell, Model)> = cells.filter_map(|cell| Some((cell, example.trained(cell, hidden)?))).collect();
    let short =
        Sentence { noun: 0, template: 0, words: example.other_words(), answer: corpus.nouns[0].facts[0].1.clone() };
    let empty = |(cell, model): &(Cell, Model)| Curve {
        cell: *cell,
        points: Vec::new(),
        sentences: EACH * corpus.names.len(),
        different: usize::MAX,
        short: {
            let score = score(model, std::slice::from_ref(&short));
            (libm::exp(-score.loss), score.right == 1.0)
        },
    };
    let mut curves: Vec<Curve> = models.iter().map(empty).collect();
    for between in 0..=FARTHEST {
        let sentences = story::held_out(&corpus, between, EACH, SPLIT_SEED);
        for ((_, model), curve) in models.iter().zip(&mut curves) {
            let distance = story::distance(&corpus, &sentences[0]);
            curve.points.push((distance, score(model, &sentences).right));
            curve.different = curve.different.min(different(&sentences));
        }
    }
    curves
}

/// Sentences that differ from all before them: drawn by chance, some come twice.
pub fn different(sentences: &[Sentence]) -> usize {
    let is_new = |n: &usize| sentences[..*n].iter().all(|before| before.words != sentences[*n].words);
    (0..sentences.len()).filter(is_new).count()
}

/// Leaves each sentence only its last target.
pub fn answers_only(batch: &mut Batch) {
    for b in 0..batch.batch {
        let last = last(batch, b);
        for t in 0..last {
            batch.targets[t * batch.batch + b] = IGNORED;
        }
    }
}

/// The step at which sentence `b` is asked.
fn last(batch: &Batch, b: usize) -> usize {
    (0..batch.steps).rev().find(|t| batch.targets[t * batch.batch + b] >= 0).expect("a sentence has an answer")
}

pub fn score(model: &Model, sentences: &[Sentence]) -> Score {
    let all: Vec<&Sentence> = sentences.iter().collect();
    let mut all = batch(&model.config.vocab, &all);
    answers_only(&mut all);
    score_batch(model, &all)
}

/// The same of every step of a batch that has a target.
pub fn score_batch(model: &Model, batch: &Batch) -> Score {
    let plan = Plan::new(&model.config, batch.steps, batch.batch, false);
    let mut buffers = plan.buffers(&model.params);
    buffers.set_ints(plan.ids, &batch.ids);
    buffers.set_ints(plan.targets, &batch.targets);
    pass::<f32, Simd>(&plan.program, &mut buffers);
    let probs = buffers.get(plan.probs).chunks_exact(model.config.classes);
    let (mut right, mut count) = (0, 0);
    for (probs, &target) in probs.zip(&batch.targets).filter(|(_, target)| **target >= 0) {
        count += 1;
        right += usize::from(largest(probs).is_some_and(|first| first as i32 == target));
    }
    Score { right: right as f64 / f64::from(count.max(1)), loss: f64::from(buffers.get(plan.loss)[0]) }
}

/// What of the gradient reaches the first step: `‖∂L/∂h_1‖ / ‖∂L/∂h_T‖` over all sequences of a batch, first layer.
pub fn reach(model: &Model, batch: &Batch) -> f64 {
    let plan = Plan::new(&model.config, batch.steps, batch.batch, true);
    let mut buffers = plan.buffers(&model.params);
    buffers.set_ints(plan.ids, &batch.ids);
    buffers.set_ints(plan.targets, &batch.targets);
    pass::<f32, Simd>(&plan.program, &mut buffers);
    let row = batch.batch * model.config.hidden_size;
    let gradients = buffers.get(plan.layers[0].dh);
    let size = |row: &[f32]| norm(row.iter().map(|&d| f64::from(d)));
    size(&gradients[..row]) / size(&gradients[gradients.len() - row..])
}
