//! What a decoder says by itself: word by word, reading each word it has said, until it says the mark.

use crate::device::cpu::{Pass, step};
use crate::engine::plan::{Plan, Shape};
use crate::engine::program::Command;
use crate::math::order::largest;
use crate::math::rng::Uniform;
use crate::model::Model;
use crate::tasks::item::{Item, batches};

/// How a word is chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Choose {
    /// The likeliest (greedy decoding).
    Likeliest,
    /// Drawn by its probability, from this seed: the same words for the same seed.
    Drawn(u32),
}

/// Draws a class by its probability.
pub fn draw(probs: &[f32], random: &mut Uniform) -> usize {
    let mut left = random.next() * probs.iter().sum::<f32>();
    for (class, p) in probs.iter().enumerate() {
        left -= p;
        if left < 0.0 {
            return class;
        }
    }
    largest(probs).unwrap_or(0)
}

/// What is said of each item's source, at most `most` words, without the mark. A decoder whose vocabulary is the mark alone reads
/// it at every step: it does not know what it has said.
pub fn decode(model: &Model, items: &[Item], most: usize, choose: Choose) -> Vec<Vec<i32>> {
    let config = &model.config;
    let (mark, reads) = (config.classes - 1, config.vocab.len() == config.classes);
    let mut said = vec![Vec::new(); items.len()];
    for (places, batch) in batches(config, items, 256) {
        let plan = Plan::of(config, Shape { steps: 1, ..batch.shape() }, false, None);
        let mut buffers = plan.buffers::<f32>(&model.params);
        if let Some(reader) = &plan.reader {
            buffers.set_ints(reader.ids, &batch.source);
        }
        let first = if reads { mark as i32 } else { 0 };
        let mut ids = vec![first; places.len()];
        let mut is_done = vec![false; places.len()];
        // Each item draws by itself: what it says does not hang on who stands beside it.
        let seed = |place: usize| match choose {
            Choose::Drawn(seed) => crate::math::rng::hash(seed).wrapping_add(place as u32),
            Choose::Likeliest => 0,
        };
        let mut randoms: Vec<Uniform> = places.iter().map(|&place| Uniform::new(seed(place))).collect();
        let mut from = 0;
        for _ in 0..most {
            buffers.set_ints(plan.ids, &ids);
            plan.program.commands[from..].iter().for_each(|command| step(&Pass::SIMD, command, &mut buffers));
            // From now on only the decoder goes on, from its own state.
            from = plan.bridge;
            for layer in &plan.layers {
                for (from, to) in [(layer.h, layer.h0), (layer.c, layer.c0)] {
                    if plan.program.buffers[to.0].len > 0 {
                        step(&Pass::SIMD, &Command::Copy { from, at: 0, to }, &mut buffers);
                    }
                }
            }
            for (b, &place) in places.iter().enumerate().filter(|(b, _)| !is_done[*b]).collect::<Vec<_>>() {
                let probs = &buffers.get(plan.probs)[b * config.classes..][..config.classes];
                let class = match choose {
                    Choose::Likeliest => largest(probs).unwrap_or(0),
                    Choose::Drawn(_) => draw(probs, &mut randoms[b]),
                };
                is_done[b] = class == mark;
                if !is_done[b] {
                    said[place].push(class as i32);
                    ids[b] = if reads { class as i32 } else { 0 };
                }
            }
            if is_done.iter().all(|&is_done| is_done) {
                break;
            }
        }
    }
    said
}

/// Share of items said right to the last word, and of words that stand where they should.
pub fn right(items: &[Item], said: &[Vec<i32>]) -> (f64, f64) {
    let (mut whole, mut words, mut count) = (0, 0, 0);
    for (item, said) in items.iter().zip(said) {
        let wanted = &item.targets[..item.targets.len() - 1];
        whole += usize::from(wanted == said);
        words += wanted.iter().zip(said).filter(|(a, b)| a == b).count();
        count += wanted.len();
    }
    (whole as f64 / items.len().max(1) as f64, words as f64 / count.max(1) as f64)
}
