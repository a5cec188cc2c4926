//! Recall of K pairs: `b3 f1 a4 f? a? b?`. A pair is one word, so that all that is needed is room for it; or key and value are two
//! words, `b 3 f 1 a 4 f 1 a`, and who looks for a key must find what stands behind it.

use crate::kernels::softmax_xent::IGNORED;
use crate::math::rng::Uniform;
use crate::tasks::item::Item;

pub const KEYS: usize = 8;
pub const VALUES: usize = 4;
/// Pairs at most: every key once.
pub const MOST: usize = KEYS;

/// Pairs, and the order in which they are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairs {
    pub pairs: Vec<(usize, usize)>,
    pub order: Vec<usize>,
}

fn shuffled(count: usize, random: &mut Uniform) -> Vec<usize> {
    let mut all: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        all.swap(last, random.below(last + 1));
    }
    all
}

/// So many pairs; keys differ, values need not.
pub fn sample(count: usize, random: &mut Uniform) -> Pairs {
    let keys = shuffled(KEYS, random);
    let pairs = keys[..count].iter().map(|&key| (key, random.below(VALUES))).collect();
    Pairs { pairs, order: shuffled(count, random) }
}

fn key_name(key: usize) -> char {
    char::from(b'a' + key as u8)
}

/// The words: pairs and questions, or keys and values.
pub fn vocab(apart: bool) -> Vec<String> {
    let keys = (0..KEYS).map(key_name);
    if apart {
        return keys.map(|key| key.to_string()).chain(values()).collect();
    }
    let asked = keys.clone().map(|key| format!("{key}?"));
    keys.flat_map(|key| values().into_iter().map(move |value| format!("{key}{value}"))).chain(asked).collect()
}

pub fn values() -> Vec<String> {
    (1..=VALUES).map(|value| value.to_string()).collect()
}

impl Pairs {
    /// Every pair, and then questions: all of them while learning, the first alone where it is judged.
    pub fn item(&self, apart: bool, questions: usize) -> Item {
        let (mut ids, mut targets) = (Vec::new(), Vec::new());
        let mut say = |id: usize, target: i32| {
            ids.push(id as i32);
            targets.push(target);
        };
        for &(key, value) in &self.pairs {
            if apart {
                say(key, IGNORED);
                say(KEYS + value, IGNORED);
            } else {
                say(key * VALUES + value, IGNORED);
            }
        }
        for (n, &asked) in self.order[..questions].iter().enumerate() {
            let (key, value) = self.pairs[asked];
            if apart {
                say(key, value as i32);
                if n + 1 < questions {
                    say(KEYS + value, IGNORED);
                }
            } else {
                say(KEYS * VALUES + key, value as i32);
            }
        }
        Item { ids, targets, ..Item::default() }
    }
}

/// The best that anyone could do who knows the values, but not which key each stood behind: the expected share of the commonest.
pub fn commonest(count: usize) -> f64 {
    let all = VALUES.pow(count as u32);
    let most = |mut n: usize| {
        let mut counts = [0usize; VALUES];
        for _ in 0..count {
            counts[n % VALUES] += 1;
            n /= VALUES;
        }
        counts.into_iter().max().unwrap_or(0)
    };
    (0..all).map(most).sum::<usize>() as f64 / (all * count) as f64
}

/// What must be carried to answer any of them: the logarithm of how many different lists of `count` pairs there are.
pub fn bits(count: usize) -> f64 {
    let choices = (0..count).map(|n| (KEYS - n) as f64 / (n + 1) as f64).product::<f64>();
    libm::log2(choices) + count as f64 * libm::log2(VALUES as f64)
}
