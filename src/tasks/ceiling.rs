//! The best that anyone who sees only so much could do: group what there is by what is seen, and answer each group with what is
//! most often right there. No function of what is seen does better.

use std::collections::HashMap;
use std::hash::Hash;

/// Share answered right, of `(what is seen, answer, weight)`.
pub fn ceiling<S: Hash + Eq, A: Hash + Eq>(items: impl IntoIterator<Item = (S, A, f64)>) -> f64 {
    let mut groups: HashMap<S, HashMap<A, f64>> = HashMap::new();
    let mut total = 0.0;
    for (seen, answer, weight) in items {
        *groups.entry(seen).or_default().entry(answer).or_insert(0.0) += weight;
        total += weight;
    }
    let best = |answers: &HashMap<A, f64>| answers.values().copied().fold(0.0, f64::max);
    groups.values().map(best).sum::<f64>() / total
}

/// The words without their order.
pub fn bag(words: &[String]) -> Vec<String> {
    let mut bag = words.to_vec();
    bag.sort_unstable();
    bag
}

/// The last `n` words.
pub fn last(words: &[String], n: usize) -> Vec<String> {
    words[words.len().saturating_sub(n)..].to_vec()
}
