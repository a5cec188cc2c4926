//! Numbers of a trace as they are shown, and where the reading stands.

use crate::model::anatomy::Operation;
use crate::model::names::{Name, Quantity, ValuePath};
use crate::scene::labels::name;
use crate::scene::number::{Number, percent};
use crate::scene::palette::fill;
use crate::scene::view::View;
use crate::words::protect::plain;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Past,
    Current,
    Future,
}

/// The operation that was done last in this lane, if any.
pub fn present(view: &View) -> Option<&'static Operation> {
    (view.t > 0).then(|| &view.cell().spec().operations[view.done().clamp(1, view.cell().spec().operations.len()) - 1])
}

/// The hidden state of a unit after step `t`, which was read; both from 1.
pub fn state(view: &View, t: usize, unit: usize) -> Number {
    let path = ValuePath::unit(Quantity::H, view.place, t, unit);
    opened(view, path, view.trace.value(&path).expect("a unit that was read has a value"), 2)
}

/// The likeliest word after step `t`, and its probability.
pub fn says(view: &View, t: usize) -> (String, Number) {
    let (class, _) = view.best(t);
    (view.trace.model.config.class_name(class), probability(view, t, class))
}

/// What the network gives a class (from 0) after step `t`, in percent; the label says the same percents.
pub fn probability(view: &View, t: usize, class: usize) -> Number {
    let (path, p) = (ValuePath::new(Name::Probs, t, class + 1), f64::from(view.trace.probs(t)[class]));
    let label = view.messages().bar_value(&view.trace.model.config.class_name(class), &percent(p));
    Number { text: percent(p), label: plain(&label), ..opened(view, path, p, 2) }
}

/// A number that opens, named by the trace.
pub fn opened(view: &View, path: ValuePath, value: f64, digits: usize) -> Number {
    let m = view.messages();
    // Gradients come in any size, and are no values of the network.
    let text =
        if path.gradient { crate::scene::number::signed(value) } else { crate::scene::number::decimals(value, digits) };
    let mut label = m.opens(&format!("{}: {text}", name(view.trace, m, &path)));
    let original = view.original(&path);
    if let Some(original) = original {
        label = format!("{label}. {}", m.was(&crate::scene::number::decimals(original, digits)));
    }
    let path = view.path(path);
    let fill = if path.gradient { "gradient" } else { fill(value) };
    Number { text, value, path: Some(path), label: plain(&label), fill, is_edited: original.is_some() }
}

/// Where the weights come from.
pub fn note(view: &View) -> String {
    match view.seed {
        Some(seed) => view.messages().random_note(&seed.to_string()),
        None => {
            let own = view.file.map(|file| view.messages().own_note(file));
            let what = view.trace.model.config.trained_on.as_deref();
            let said = what.map(|what| trained_on(view, what));
            own.into_iter().chain(said).collect::<Vec<String>>().join(" ")
        }
    }
}

/// What the network was trained on: our own examples say how many sentences, a file says it in its own words.
fn trained_on(view: &View, what: &str) -> String {
    let m = view.messages();
    match what.split_once(' ').filter(|(count, _)| count.bytes().all(|byte| byte.is_ascii_digit())) {
        Some((count, _)) if view.is_story => m.trained_on_stories(count),
        Some((count, _)) => m.trained_on_frames(count),
        None => m.trained_on(what),
    }
}
