//! A training run as pictures: curves as coordinates. What is said of them is [`crate::screens::train::verdict`]'s.

use crate::engine::session::{Burst, Record, Scored};
use crate::scene::chart::{Chart, ChartFrame, ChartLine, path, significant, spread};
use crate::scene::number::{decimals, power, short};
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
    pub is_narrow: bool,
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

const TOP: f64 = 14.0;
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
    let (height, bottom, frame) = (236.0, 222.0, ChartFrame::new(view.is_narrow));
    let guess = libm::log(view.choices().max(2) as f64);
    let all = std::iter::once(view.record).chain(view.others.iter().map(|(_, record)| *record));
    let scored = |at: &Scored| [at.training, at.held_out].map(f64::from);
    let top =
        all.flat_map(|record| &record.scored).flat_map(scored).filter(|loss| loss.is_finite()).fold(guess, f64::max);
    // A run that flies off does not press everything else to the floor.
    let most = f64::min(1.08 * top, 2.0 * guess);
    let y = |loss: f64| bottom - (loss.min(most) / most) * (bottom - TOP);
    let step = if most > 6.0 {
        2.0
    } else if most > 2.5 {
        1.0
    } else {
        0.5
    };
    let rules = (0..=20).map(|n| f64::from(n) * step).take_while(|&loss| loss <= most);
    let mut lines = Vec::new();
    let mut line = |class: &'static str, name: &str, points: Vec<(f64, f64)>| {
        let Some(&(_, last)) = points.last() else { return };
        let points: Vec<(f64, f64)> = points.into_iter().map(|(k, loss)| (frame.x(k, view.total), y(loss))).collect();
        let end = points[points.len() - 1];
        lines.push(ChartLine {
            class: class.into(),
            path: path(&points),
            label: format!("{name} {}", short(last)),
            end,
            label_y: end.1,
        });
    };
    let of = |record: &Record, loss: fn(&Scored) -> f32| -> Vec<(f64, f64)> {
        let points = record.scored.iter().map(|at| (f64::from(at.k), f64::from(loss(at))));
        points.filter(|(_, loss)| loss.is_finite()).collect()
    };
    const OTHERS: [&str; 5] = ["other", "other second", "other third", "other fourth", "other fifth"];
    for ((name, record), class) in view.others.iter().zip(OTHERS) {
        line(class, name, of(record, |at| at.held_out));
    }
    // Behind the two that are measured alike: each batch before it moved anything.
    let batches = buckets(&view.record.losses, mean).into_iter().filter(|(_, loss)| loss.is_finite());
    let batches: Vec<(f64, f64)> = batches.map(|(k, loss)| (frame.x(k, view.total), y(loss))).collect();
    let has_parts = view.holds_out();
    if has_parts {
        line("training", m.training, of(view.record, |at| at.training));
    }
    line("held-out", if has_parts { m.held_out } else { m.all_there_are }, of(view.record, |at| at.held_out));
    if let Some(&end) = batches.last() {
        lines.insert(
            0,
            ChartLine { class: "batches".into(), path: path(&batches), label: String::new(), end, label_y: end.1 },
        );
    }
    spread(&mut lines, bottom);
    Chart {
        frame,
        height,
        rules: rules.map(|loss| (y(loss), decimals(loss, if step < 1.0 { 1 } else { 0 }))).collect(),
        // The picture below it has the same axis.
        ticks: Vec::new(),
        lines,
        level: (guess < most && view.vocab > 0).then(|| (y(guess), m.guessing(&short(guess)))),
    }
}

/// The gradient's norm on a logarithmic axis, the highest of each bucket: peaks are what clipping is for.
pub fn norms(view: &TrainingView) -> Chart {
    let (height, bottom, frame) = (140.0, 94.0, ChartFrame::new(view.is_narrow));
    let highest = |part: &[f32]| part.iter().fold(1e-30f64, |most, &value| most.max(f64::from(value)));
    let points = buckets(&view.record.norms, highest);
    let log = |value: f64| libm::log10(value.max(1e-30));
    let (mut low, mut high) = if view.clip > 0.0 { (log(view.clip), log(view.clip)) } else { (0.0, 0.0) };
    for &(_, norm) in &points {
        (low, high) = (low.min(log(norm)), high.max(log(norm)));
    }
    let (low, high) = (libm::floor(low.min(high - 1.0)), libm::ceil(high.max(low + 1.0)));
    let y = |norm: f64| bottom - (log(norm) - low) / (high - low) * (bottom - TOP);
    let every = ((high - low) / 3.0).ceil().max(1.0);
    let decades = (0..40).map(|n| low + f64::from(n) * every).take_while(|&decade| decade <= high);
    let drawn: Vec<(f64, f64)> = points.iter().map(|&(k, norm)| (frame.x(k, view.total), y(norm))).collect();
    let line = drawn.last().map(|&end| ChartLine {
        class: "norm".into(),
        path: path(&drawn),
        label: significant(points[points.len() - 1].1),
        end,
        label_y: end.1,
    });
    Chart {
        frame,
        height,
        rules: decades.map(|decade| (y(libm::pow(10.0, decade)), power(decade))).collect(),
        ticks: frame.ticks(view.total),
        lines: line.into_iter().collect(),
        level: (view.clip > 0.0)
            .then(|| (y(view.clip), Words::of(view.lang).clip_line(&crate::scene::number::full(view.clip)))),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_size_stay_short() {
        assert_eq!(
            [0.0, 0.00123, 0.5, 12.34, 1234.5, 4.56e7, 1e-9].map(significant),
            ["0.00", "0.00123", "0.500", "12.3", "1234", "4.6·10⁷", "1.0·10⁻⁹"]
        );
    }
}
