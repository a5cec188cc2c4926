//! Who reads a review along with the judge, word for word: the judge itself on the twin, a window and a bag on the same words.

use crate::engine::trace::Trace;
use crate::model::names::{Name, ValuePath};
use crate::scene::number::{Number, percent, short};
use crate::scene::reading::opened;
use crate::scene::view::View;
use crate::screens::types::task::Task;
use crate::screens::types::told::{is_single, task, twin_of};
use crate::screens::types::words::Words;
use crate::tasks::review;

/// The difference of two scores after a word of a review.
#[derive(Clone, Debug, PartialEq)]
pub struct Meter {
    pub number: Number,
    /// −1 to 1.
    pub share: f64,
}

/// A reader beside the judge.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    pub name: String,
    /// Its own words; empty where they are the judge's.
    pub words: Vec<String>,
    /// One a word, once both have read it.
    pub meters: Vec<Option<Meter>>,
}

/// What a trace says after a word: the score of positive less that of negative.
fn margin(trace: &Trace, t: usize) -> Option<f64> {
    trace.value(&ValuePath::new(Name::Margin, t, 0))
}

/// The farthest that a meter goes, of whoever reads: no two different values look equal.
fn scale(view: &View) -> f64 {
    let farthest =
        |trace: &Trace| (1..=trace.steps()).filter_map(|t| margin(trace, t)).map(f64::abs).fold(1.0, f64::max);
    view.swapped.iter().map(|trace| farthest(trace)).fold(farthest(view.trace), f64::max)
}

/// The judge's own.
pub fn meters(view: &View) -> Vec<Option<Meter>> {
    if task(view) != Task::Review {
        return Vec::new();
    }
    let scale = scale(view);
    let of = |t: usize| {
        let path = ValuePath::new(Name::Margin, t, 0);
        let value = view.trace.value(&path).filter(|_| view.may_open(&path))?;
        let number = Number { text: short(value), ..opened(view, path, value, 2) };
        Some(Meter { number, share: value / scale })
    };
    (1..=view.trace.steps()).map(of).collect()
}

pub fn lanes(view: &View) -> Vec<Lane> {
    let ([_, window, bag, _], Task::Review, false) = (view.swapped, task(view), is_single(view)) else {
        return Vec::new();
    };
    let m = Words::of(view.lang);
    let steps = view.trace.steps();
    let known = review::ceilings(view.trace.model.config.is_thai());
    let scale = scale(view);
    // What may not be seen of the judge yet is not given away by another.
    let meter = |trace: &Trace, at: usize, t: usize| {
        let value = margin(trace, at).filter(|_| view.may_open(&ValuePath::new(Name::Margin, t, 0)))?;
        let number = Number { text: short(value), ..Number::plain(value, short(value)) };
        Some(Meter { number, share: value / scale })
    };
    let along = |trace: &Trace| (1..=steps).map(|t| meter(trace, t, t)).collect::<Vec<Option<Meter>>>();
    let twin = twin_of(view).map(|twin| Lane {
        name: m.twin_title.to_string(),
        words: twin.sequence.tokens.clone(),
        meters: along(twin),
    });
    let beside = [
        Lane { name: m.lane_window(&percent(known.window)), words: Vec::new(), meters: along(window) },
        // It reads all words at once, when there are no more.
        Lane {
            name: m.lane_bag(&percent(known.bag)),
            words: Vec::new(),
            meters: (1..=steps).map(|t| if t == steps { meter(bag, 1, t) } else { None }).collect(),
        },
    ];
    twin.into_iter().chain(beside).collect()
}
