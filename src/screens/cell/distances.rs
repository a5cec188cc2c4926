//! How well the shipped networks answer at each distance, measured in the page.

use crate::model::Model;
use crate::model::cell::Cell;
use crate::scene::distance::DistanceCurve;
use crate::tasks::accuracy::{different, score};
use crate::tasks::corpus::Sentence;
use crate::tasks::examples::{Example, SPLIT_SEED};
use crate::tasks::story;

/// Sentences a distance and pair of name and noun that a curve is measured on.
const EACH: usize = 10;
/// Most sentences in between that a curve reaches.
const FARTHEST: usize = 6;

/// How well the shipped recurrent networks of an example answer held-out stories, by distance; empty where the example
/// has no stories or that size did not ship.
pub fn curves(example: Example, hidden: usize) -> Vec<DistanceCurve> {
    let corpus = example.corpus();
    let cells = Cell::RECURRENT.into_iter().filter(|&cell| corpus.is_story() && example.ships(cell, hidden));
    let models: Vec<(Cell, Model)> = cells.filter_map(|cell| Some((cell, example.trained(cell, hidden)?))).collect();
    let short =
        Sentence { noun: 0, template: 0, words: example.other_words(), answer: corpus.nouns[0].facts[0].1.clone() };
    let empty = |(cell, model): &(Cell, Model)| DistanceCurve {
        cell: *cell,
        points: Vec::new(),
        sentences: EACH * corpus.names.len(),
        different: usize::MAX,
        short: {
            let score = score(model, std::slice::from_ref(&short));
            (libm::exp(-score.loss), score.right == 1.0)
        },
    };
    let mut curves: Vec<DistanceCurve> = models.iter().map(empty).collect();
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
