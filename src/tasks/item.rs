//! Examples of a task as numbers, side by side in a batch.

use crate::engine::session::Batch;
use crate::kernels::embedding::UNKNOWN;
use crate::kernels::softmax_xent::IGNORED;
use crate::model::cell::Cell;
use crate::model::config::Config;

/// What an encoder reads, what the network itself reads, and what it should say at each step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Word numbers or pixels; empty where there is no encoder.
    pub source: Vec<i32>,
    /// Steps of the encoder.
    pub source_steps: usize,
    /// A number a step; or, of all words at once, how often each is there.
    pub ids: Vec<i32>,
    /// One a step; `IGNORED` where nothing is asked.
    pub targets: Vec<i32>,
    /// Another thing to say that is as right, without the mark; empty where there is none.
    pub also: Vec<i32>,
}

impl Item {
    /// Words with one answer, asked at step `at` (from 0).
    pub fn asked(ids: Vec<i32>, at: usize, answer: i32) -> Self {
        let mut targets = vec![IGNORED; ids.len()];
        targets[at] = answer;
        Self { ids, targets, ..Self::default() }
    }
    /// What a decoder says, word for word: it reads `mark` and then its own words, and says them and then `mark`.
    pub fn said(source: Vec<i32>, source_steps: usize, words: &[i32], mark: i32) -> Self {
        let ids = [mark].iter().chain(words).copied().collect();
        let targets = words.iter().copied().chain([mark]).collect();
        Self { source, source_steps, ids, targets, also: Vec::new() }
    }
}

/// Side by side. All encoders read equally many steps; what is missing at the end is unknown words without a target.
pub fn batch(items: &[&Item]) -> Batch {
    let size = items.len();
    let steps = items.iter().map(|item| item.targets.len()).max().unwrap_or(0);
    // Word numbers, or counts of all words at once.
    let width = items.first().map_or(1, |item| item.ids.len() / item.targets.len());
    let (mut ids, mut targets) = (vec![UNKNOWN; steps * size * width], vec![IGNORED; steps * size]);
    for (b, item) in items.iter().enumerate() {
        for (t, (read, &target)) in item.ids.chunks_exact(width).zip(&item.targets).enumerate() {
            let row = t * size + b;
            ids[row * width..][..width].copy_from_slice(read);
            targets[row] = target;
        }
    }
    let source_steps = items.first().map_or(0, |item| item.source_steps);
    debug_assert!(items.iter().all(|item| item.source_steps == source_steps), "encoders read side by side");
    let mut source = Vec::new();
    for t in 0..source_steps {
        for item in items {
            let width = item.source.len() / source_steps;
            source.extend(&item.source[t * width..][..width]);
        }
    }
    Batch { source, source_steps, ..Batch::new(steps, size, ids, targets) }
}

/// Examples side by side, all of one length: what is missing of an encoder's words stands in front, as words that nobody knows.
pub fn filled(items: &[Item], source: usize, steps: usize) -> Batch {
    let full = |item: &Item| {
        let missing = source.saturating_sub(item.source_steps);
        let mut item = item.clone();
        item.source = vec![UNKNOWN; missing].into_iter().chain(item.source).collect();
        item.source_steps = source;
        item.ids.resize(steps, UNKNOWN);
        item.targets.resize(steps, IGNORED);
        item
    };
    let items: Vec<Item> = items.iter().map(full).collect();
    batch(&items.iter().collect::<Vec<&Item>>())
}

/// All items in as few batches as a network of this kind allows, each with the places of its items: encoders read equally many steps,
/// and who looks at all words at once would see those that fill up a shorter item.
pub fn batches(config: &Config, items: &[Item], size: usize) -> Vec<(Vec<usize>, Batch)> {
    let looks = config.cell == Cell::Attention;
    let length_of = |item: &Item| if looks { item.targets.len() } else { item.source_steps };
    let mut lengths: Vec<usize> = items.iter().map(length_of).collect();
    lengths.sort_unstable();
    lengths.dedup();
    let mut out = Vec::new();
    for length in lengths {
        let of_length: Vec<usize> = (0..items.len()).filter(|&n| length_of(&items[n]) == length).collect();
        for chunk in of_length.chunks(size) {
            let side_by_side: Vec<&Item> = chunk.iter().map(|&n| &items[n]).collect();
            out.push((chunk.to_vec(), batch(&side_by_side)));
        }
    }
    out
}
