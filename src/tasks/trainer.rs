//! Batches of sentences for a training session.

use crate::engine::session::Batch;
use crate::kernels::embedding::UNKNOWN;
use crate::kernels::softmax_xent::IGNORED;
use crate::math::rng::Uniform;
use crate::tasks::corpus::Sentence;
use crate::text::vocab::id;

/// Sentences side by side, the following word as target at every step; short ones end in unknown words without a target.
pub fn batch(vocab: &[String], sentences: &[&Sentence]) -> Batch {
    let steps = sentences.iter().map(|sentence| sentence.words.len()).max().unwrap_or(0);
    batch_of(vocab, sentences, steps, sentences.len())
}

/// The same in a given shape; what is missing is unknown words without a target.
pub fn batch_of(vocab: &[String], sentences: &[&Sentence], steps: usize, size: usize) -> Batch {
    let (mut ids, mut targets) = (vec![UNKNOWN; steps * size], vec![IGNORED; steps * size]);
    for (b, sentence) in sentences.iter().enumerate() {
        let following = sentence.words[1..].iter().chain([&sentence.answer]);
        for (t, (word, next)) in sentence.words.iter().zip(following).enumerate() {
            ids[t * size + b] = id(vocab, word);
            targets[t * size + b] = id(vocab, next);
        }
    }
    Batch::new(steps, size, ids, targets)
}

/// One epoch's batches, in random order.
pub fn epoch(vocab: &[String], sentences: &[Sentence], size: usize, random: &mut Uniform) -> Vec<Batch> {
    let mut order: Vec<&Sentence> = sentences.iter().collect();
    random.shuffle(&mut order);
    order.chunks(size).map(|chunk| batch(vocab, chunk)).collect()
}
