//! A training run as pictures: curves as coordinates. What is said of them is [`crate::screens::train::verdict`]'s.

use crate::engine::session::{Burst, Record, Scored};
use crate::scene::chart::{Chart, Room, decade, significant};
use crate::scene::number::{decimals, full, short};
use crate::screens::train::words::Words;
use crate::words::Lang;

/// Questions with one right answer each, where the task asks them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Questions {
    /// Share answered right when last measured.
    pub right: f64,
    /// What guessing would be right on.
    pub chance: f64,
    /// How many there were.
    pub count: usize,
    /// Whether any of them is never learnt from, and how many sequences there are in all.
    pub holds_out: bool,
    pub sequences: f64,
}

/// What is looked at.
pub struct TrainingView<'a> {
    pub lang: Lang,
    pub record: &'a Record,
    /// Updates of the whole run; 0 before it is known.
    pub total: u32,
    /// Distinct tokens.
    pub vocab: usize,
    /// Limit of the gradient's norm; 0 for none.
    pub clip: f64,
    pub room: Room,
    /// Other runs: name and record.
    pub others: Vec<(String, &'a Record)>,
    pub burst: Option<&'a Burst>,
    pub is_done: bool,
    /// The network came from a file: it has learnt before.
    pub is_opened: bool,
    /// Where each sequence asks one question.
    pub questions: Option<Questions>,
    /// Learning rate, and whether it is plain SGD's, with or without momentum.
    pub rate: f64,
    pub is_plain_sgd: bool,
    /// Updates of one pass through the data.
    pub round: f64,
}

impl TrainingView<'_> {
    /// What guessing has to choose from: the answers of a question, else every token.
    pub fn choices(&self) -> usize {
        self.questions.map_or(self.vocab, |questions| (1.0 / questions.chance) as usize)
    }
    /// Whether some of what there is is never learnt from.
    pub fn holds_out(&self) -> bool {
        self.questions.is_none_or(|questions| questions.holds_out)
    }
}

/// Points of a curve: no screen shows more.
const POINTS: usize = 220;

/// One value a bucket of updates: (update in the middle, `f` of the bucket).
fn buckets(values: &[f32], f: impl Fn(&[f32]) -> f64) -> Vec<(f64, f64)> {
    let size = values.len().div_ceil(POINTS).max(1);
    values.chunks(size).enumerate().map(|(n, part)| ((n * size) as f64 + part.len() as f64 / 2.0, f(part))).collect()
}

fn mean(part: &[f32]) -> f64 {
    part.iter().map(|&value| f64::from(value)).sum::<f64>() / part.len() as f64
}

/// The losses: training as it goes, held out where it was measured, other runs behind them.
pub fn losses(view: &TrainingView) -> Chart {
    let m = Words::of(view.lang);
    let guess = libm::log(view.choices().max(2) as f64);
    let all = std::iter::once(view.record).chain(view.others.iter().map(|(_, record)| *record));
    let scored = |at: &Scored| [at.training, at.held_out].map(f64::from);
    let top =
        all.flat_map(|record| &record.scored).flat_map(scored).filter(|loss| loss.is_finite()).fold(guess, f64::max);
    // A run that flies off does not press everything else to the floor.
    let most = f64::min(1.08 * top, 2.0 * guess);
    // The picture of the norms has the same axis; where it stands right below, that is enough.
    let has_ticks = view.room.is_narrow();
    let height = view.room.tall(236.0, if has_ticks { 0.33 } else { 0.24 });
    let chart = Chart::over_updates(view.room, height, has_ticks, view.total, (0.0, most, false));
    let rules = chart.y.rules(5);
    let places = usize::from(rules.iter().any(|rule| rule.fract() != 0.0));
    let mut chart = chart.ruled(rules, |loss| decimals(loss, places));
    // Behind the two that are measured alike: each batch before it moved anything.
    let batches = buckets(&view.record.losses, mean).into_iter().filter(|(_, loss)| loss.is_finite());
    chart.line("batches", "", &batches.collect::<Vec<(f64, f64)>>());
    let mut line = |class: &str, name: &str, record: &Record, loss: fn(&Scored) -> f32| {
        let points = record.scored.iter().map(|at| (f64::from(at.k), f64::from(loss(at))));
        let points: Vec<(f64, f64)> = points.filter(|(_, loss)| loss.is_finite()).collect();
        if let Some((_, last)) = points.last() {
            chart.line(class, format!("{name} {}", short(*last)), &points);
        }
    };
    const OTHERS: [&str; 5] = ["other", "other second", "other third", "other fourth", "other fifth"];
    for ((name, record), class) in view.others.iter().zip(OTHERS) {
        line(class, name, record, |at| at.held_out);
    }
    let has_parts = view.holds_out();
    if has_parts {
        line("training", m.training, view.record, |at| at.training);
    }
    line("held-out", if has_parts { m.held_out } else { m.all_there_are }, view.record, |at| at.held_out);
    chart.named((view.vocab > 0).then(|| (guess, m.guessing(&short(guess)))))
}

/// The gradient's norm on a logarithmic axis, the highest of each bucket: peaks are what clipping is for.
pub fn norms(view: &TrainingView) -> Chart {
    let highest = |part: &[f32]| part.iter().fold(1e-30f64, |most, &value| most.max(f64::from(value)));
    let points = buckets(&view.record.norms, highest);
    let log = |value: f64| libm::log10(value.max(1e-30));
    let (mut low, mut high) = if view.clip > 0.0 { (log(view.clip), log(view.clip)) } else { (0.0, 0.0) };
    for &(_, norm) in &points {
        (low, high) = (low.min(log(norm)), high.max(log(norm)));
    }
    let (low, high) = (libm::floor(low.min(high - 1.0)), libm::ceil(high.max(low + 1.0)));
    let height = view.room.tall(140.0, 0.16);
    let chart = Chart::over_updates(view.room, height, true, view.total, (low, high, true));
    let rules = chart.y.rules(3);
    let mut chart = chart.ruled(rules, decade);
    chart.line("norm", points.last().map_or(String::new(), |(_, norm)| significant(*norm)), &points);
    chart.named((view.clip > 0.0).then(|| (view.clip, Words::of(view.lang).clip_line(&full(view.clip)))))
}

/// Rows of the table beside the picture: update, training loss, held-out loss, as the picture has them; the last one always.
pub fn rows(view: &TrainingView) -> Vec<[String; 3]> {
    let all = &view.record.scored;
    let every = all.len().div_ceil(24).max(1);
    let row = |at: &Scored| [at.k.to_string(), short(f64::from(at.training)), short(f64::from(at.held_out))];
    all.iter()
        .enumerate()
        .filter(|(n, _)| *n == 0 || (all.len() - 1 - n).is_multiple_of(every))
        .map(|(_, at)| row(at))
        .collect()
}
