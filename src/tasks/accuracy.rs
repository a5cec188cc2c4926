//! How often a network answers right: run over whole batches at once.

use crate::device::cpu::{Pass, pass};
use crate::engine::plan::Plan;
use crate::engine::session::Batch;
use crate::kernels::softmax_xent::IGNORED;
use crate::math::matrix::norm;
use crate::math::order::largest;
use crate::model::Model;
use crate::tasks::corpus::Sentence;
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
    let plan = Plan::of(&model.config, batch.shape(), false, None);
    let mut buffers = plan.buffers(&model.params);
    batch.put(&plan, &mut buffers);
    pass(&Pass::SIMD, &plan.program, &mut buffers);
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
    let plan = Plan::of(&model.config, batch.shape(), true, None);
    let mut buffers = plan.buffers(&model.params);
    batch.put(&plan, &mut buffers);
    pass(&Pass::SIMD, &plan.program, &mut buffers);
    let row = batch.batch * model.config.hidden_size;
    let gradients = buffers.get(plan.layers[0].dh);
    let size = |row: &[f32]| norm(row.iter().map(|&d| f64::from(d)));
    size(&gradients[..row]) / size(&gradients[gradients.len() - row..])
}
