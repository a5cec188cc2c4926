//! What a trace of a task says of itself: which task, what was said, what of it was wrong.

use crate::engine::trace::Trace;
use crate::model::config::Config;
use crate::scene::view::View;
use crate::screens::types::task::Task;
use crate::screens::types::words::Words;
use crate::tasks::caption::MARK;
use crate::tasks::phrases;
use crate::words::Lang;
use std::rc::Rc;

/// Which task a trace is of.
pub fn task(view: &View) -> Task {
    task_of(&view.trace.model.config)
}

pub fn task_of(config: &Config) -> Task {
    match &config.encoder {
        None => Task::Review,
        Some(encoder) if encoder.vocab.is_empty() => Task::Caption,
        Some(encoder) if encoder.vocab.len() > 8 => Task::Translate,
        Some(_) => Task::Reverse,
    }
}

/// What was said at a decoder's step, as a class.
pub fn said(view: &View, t: usize) -> usize {
    let trace = view.trace;
    // What it reads next is what it said, but at the last step, where it says the likeliest.
    match trace.sequence.ids.get(t) {
        Some(_) => {
            let word = view.word(t + 1);
            let config = &trace.model.config;
            (0..config.classes).find(|&class| config.class_name(class) == word).unwrap_or(0)
        }
        None => view.best(t).0,
    }
}

/// The first step at which something else is said than should be, of what may be seen.
pub fn first_wrong(view: &View) -> Option<usize> {
    let trace = view.trace;
    let is_wrong = |t: &usize| {
        let target = trace.sequence.targets[t - 1];
        target >= 0 && view.best(*t).0 as i32 != target
    };
    let steps = trace.sequence.source + 1..=view.read();
    steps.into_iter().find(is_wrong).filter(|_| matches!(task(view), Task::Translate | Task::Reverse))
}

/// Whether a decoder is not told what it said.
pub fn is_blind(view: &View) -> bool {
    let config = &view.trace.model.config;
    task(view) == Task::Caption && config.vocab.len() < config.classes
}

/// What a step read, as a word or as the mark: who is not told what it said reads the mark.
pub fn read_at<'a>(view: &View<'a>, t: usize) -> &'a str {
    if t > 0 && view.trace.speaks(t) && is_blind(view) { MARK } else { view.word(t) }
}

/// A class as it is told in the card: in an English page with what a Thai word means.
pub fn told(view: &View, class: usize) -> String {
    let word = view.trace.model.config.class_name(class);
    let shown = named(Words::of(view.lang), &word, false);
    match gloss(task(view), &word).filter(|_| view.lang == Lang::En) {
        Some(gloss) => format!("{shown} ({gloss})"),
        None => shown,
    }
}

/// A Thai word of a translation in English.
pub fn gloss(task: Task, word: &str) -> Option<String> {
    (task == Task::Translate).then(|| phrases::gloss(word)).flatten().map(str::to_string)
}

/// Steps at which something is due, the end included, where the corpus knows what: also those that were never said.
pub fn due(view: &View) -> Option<usize> {
    let sequence = &view.trace.sequence;
    let source = &sequence.tokens[..sequence.source];
    match task(view) {
        Task::Translate => phrases::translation(source).map(|(thai, _)| thai.len() + 1),
        Task::Reverse => Some(source.len() + 1),
        Task::Review | Task::Caption => None,
    }
}

/// Whether what was said at a step is what it reads next: it was not told otherwise.
pub fn is_drawn(view: &View, t: usize) -> bool {
    task(view) == Task::Caption && t < view.trace.steps()
}

/// A word as it is shown: the mark is no word.
pub fn named(m: &Words, word: &str, is_input: bool) -> String {
    match (word, is_input) {
        (MARK, true) => m.start_mark.to_string(),
        (MARK, false) => m.end_mark.to_string(),
        (word, _) => word.to_string(),
    }
}

/// One word in and one answer out: the plain case.
pub fn is_single(view: &View) -> bool {
    task(view) == Task::Review && view.trace.steps() == 1
}

/// The step at which a translator says a classifier after a number: where it is asked which word it looks at.
pub fn asks_at(view: &View) -> Option<usize> {
    let trace = view.trace;
    let first = trace.sequence.source + 1;
    if task(view) != Task::Translate || !view.predict || !view.edits.is_empty() || trace.attention(first).is_none() {
        return None;
    }
    let says = |t: usize| trace.model.config.class_name(view.best(t).0);
    (first + 1..=trace.steps()).find(|&t| phrases::is_classifier(&says(t)) && phrases::is_number(&says(t - 1)))
}

/// Whether that question is open: the row that answers it is not shown.
pub fn is_asking_where(view: &View) -> bool {
    view.own_guess.is_none() && asks_at(view) == Some(view.t)
}

/// The twin of a review, if its sentence has one.
pub fn twin_of<'a>(view: &View<'a>) -> Option<&'a Rc<Trace>> {
    view.swapped.first().filter(|twin| twin.sequence.tokens != view.trace.sequence.tokens)
}
