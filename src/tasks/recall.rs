//! Delayed recall: a symbol, silence or distraction, a question: the answer is the symbol.

use crate::engine::session::Batch;
use crate::kernels::softmax_xent::IGNORED;
use crate::math::rng::{Uniform, hash};

/// Symbols to be recalled.
pub const SYMBOLS: usize = 8;
/// Of the sequences with distraction one in so many is never learnt from.
const HELD_OUT_EVERY: u32 = 5;
/// Of so many sequences in all, those that are held out are all asked.
const FEW: usize = 512;

/// A symbol, silence or distraction, a question: the answer is the symbol. `held_out`: only of those that are never learnt
/// from, or only of the others; `None` for silence, where there is nothing to choose.
pub fn draw(delay: usize, held_out: Option<bool>, batch: usize, seed: u32) -> Batch {
    let mut random = Uniform::new(seed);
    let mut drawn: Vec<Vec<i32>> = Vec::new();
    while drawn.len() < batch {
        let symbols = if held_out.is_some() { delay + 1 } else { 1 };
        let sequence: Vec<i32> = (0..symbols).map(|_| random.below(SYMBOLS) as i32).collect();
        if held_out.is_none_or(|held_out| is_held_out(&sequence) == held_out) {
            drawn.push(sequence);
        }
    }
    asked(delay, &drawn)
}

/// Whether a sequence of recall is one that is never learnt from: the same for every seed.
fn is_held_out(symbols: &[i32]) -> bool {
    symbols.iter().fold(1, |sum, &symbol| hash(sum ^ symbol as u32)).is_multiple_of(HELD_OUT_EVERY)
}

/// Every sequence there is where silence lies between.
pub fn every_symbol(delay: usize) -> Batch {
    asked(delay, &(0..SYMBOLS as i32).map(|symbol| vec![symbol]).collect::<Vec<_>>())
}

/// Every sequence with distraction that is never learnt from, where they are few enough to ask each of them once.
pub fn every_held_out(delay: usize) -> Option<Batch> {
    let count = SYMBOLS.checked_pow(delay as u32 + 1).filter(|&count| count <= FEW)?;
    let digits = |n: usize| (0..=delay as u32).map(|place| (n / SYMBOLS.pow(place) % SYMBOLS) as i32).collect();
    let all: Vec<Vec<i32>> = (0..count).map(digits).filter(|sequence: &Vec<i32>| is_held_out(sequence)).collect();
    Some(asked(delay, &all))
}

/// Each sequence as it is read: what is missing of it is silence.
fn asked(delay: usize, drawn: &[Vec<i32>]) -> Batch {
    let (steps, batch, question, between) = (delay + 2, drawn.len(), SYMBOLS as i32, SYMBOLS as i32 + 1);
    let (mut ids, mut targets) = (vec![between; steps * batch], vec![IGNORED; steps * batch]);
    for (b, sequence) in drawn.iter().enumerate() {
        ids[b] = sequence[0];
        for (t, symbol) in (1..).zip(&sequence[1..]) {
            ids[t * batch + b] = between + symbol;
        }
        ids[(steps - 1) * batch + b] = question;
        targets[(steps - 1) * batch + b] = sequence[0];
    }
    Batch::new(steps, batch, ids, targets)
}
