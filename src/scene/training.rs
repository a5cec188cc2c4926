//! A training run as pictures and sentences: curves as coordinates, and what they mean.

use crate::engine::session::{Burst, Record};
use crate::i18n::Lang;
use crate::i18n::lab::Lab;
use crate::scene::number::{decimals, power, short};

/// What is looked at.
pub struct View<'a> {
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
}

/// A curve, labelled at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub class: &'static str,
    pub path: String,
    pub label: String,
    pub end: (f64, f64),
    pub label_y: f64,
}

/// Curves as coordinates of a picture of `width` × `height`; one unit is a CSS pixel where there is room.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    pub frame: Frame,
    pub height: f64,
    pub rules: Vec<(f64, String)>,
    pub ticks: Vec<(f64, String)>,
    pub lines: Vec<Line>,
    /// A level across, with what it is.
    pub level: Option<(f64, String)>,
}

/// Where curves stand between the numbers of the axis and their own labels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub width: f64,
    pub left: f64,
    pub right: f64,
}

impl Frame {
    /// For a desktop, or for a phone.
    pub fn new(is_narrow: bool) -> Frame {
        if is_narrow {
            Frame { width: 360.0, left: 38.0, right: 246.0 }
        } else {
            Frame { width: 840.0, left: 46.0, right: 690.0 }
        }
    }
    pub fn x(&self, update: f64, total: u32) -> f64 {
        self.left + update / f64::from(total.max(1)) * (self.right - self.left)
    }
    pub fn ticks(&self, total: u32) -> Vec<(f64, String)> {
        [0, total / 2, total].iter().map(|&at| (self.x(f64::from(at), total), at.to_string())).collect()
    }
}

const TOP: f64 = 14.0;
/// Points of a curve: no screen shows more.
const POINTS: usize = 220;
/// The least room between two labels.
const LABEL: f64 = 21.0;

/// What the curves mean, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub kind: Kind,
    pub title: &'static str,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Idle,
    Opened,
    Learning,
    ByHeart,
    TooWeak,
    Unstable,
    Agree,
    Apart,
    Burst,
}

/// Mean of the last losses: one batch says little.
fn recent(losses: &[f32], until: usize) -> Option<f64> {
    let window =
        &losses[until.saturating_sub(until.div_ceil(20).clamp(1, 50)).min(losses.len())..until.min(losses.len())];
    (!window.is_empty()).then(|| window.iter().map(|&loss| f64::from(loss)).sum::<f64>() / window.len() as f64)
}

/// A rise by less than this (and by less than so many percent) is noise.
const RISE: (f64, f64) = (0.03, 0.05);

pub fn verdict(view: &View) -> Verdict {
    let m = view.lang.lab();
    let say = |kind, title, text| Verdict { kind, title, text };
    if let Some(burst) = view.burst {
        let step = burst.step.map_or_else(String::new, |step| m.burst_step.with(&[&step.to_string()]));
        let text = m.burst_text.with(&[&burst.k.to_string(), &tensor(&burst.tensor, m), &step]);
        return say(Kind::Burst, m.burst_title, format!("{text} {}", m.burst_hint));
    }
    let guess = libm::log(view.vocab.max(1) as f64);
    let held: Vec<(u32, f64)> = view.record.held_out.iter().map(|&(k, loss)| (k, f64::from(loss))).collect();
    let losses = &view.record.losses;
    let (Some(&first), Some(&last), Some(now)) = (held.first(), held.last(), recent(losses, losses.len())) else {
        let loss = held.first().map_or_else(|| "…".to_string(), |(_, loss)| short(*loss));
        if view.is_opened {
            return say(Kind::Opened, m.opened_title, m.opened_text.with(&[&loss, &short(guess)]));
        }
        let text = m.idle_text.with(&[&loss, &view.vocab.to_string(), &short(guess)]);
        return say(Kind::Idle, m.idle_title, text);
    };
    // Three in a row say more than one.
    let smooth = |n: usize| {
        let window = &held[n.saturating_sub(1)..(n + 2).min(held.len())];
        (held[n].0, window.iter().map(|(_, loss)| loss).sum::<f64>() / window.len() as f64)
    };
    let best =
        (0..held.len()).map(smooth).fold((first.0, f64::INFINITY), |best, at| if at.1 < best.1 { at } else { best });
    let end = smooth(held.len() - 1);
    let lowest = (1..=10).filter_map(|part| recent(losses, losses.len() * part / 10)).fold(f64::INFINITY, f64::min);
    let shares = losses.len() as f64 / f64::from(view.total.max(1));
    // Training itself went wrong way.
    if now > 1.5 * lowest + 0.2 && now > 0.5 * first.1 {
        return say(Kind::Unstable, m.unstable_title, m.unstable_text.with(&[&short(lowest), &short(now)]));
    }
    let then = recent(losses, best.0 as usize).unwrap_or(first.1);
    let is_past = f64::from(best.0) < 0.85 * losses.len() as f64 && best.0 > 0;
    if end.1 > best.1 + RISE.0.max(RISE.1 * best.1) && now < then && is_past {
        let values = [short(best.1), short(end.1), short(then), short(now)];
        let text = m.by_heart_text.with(&[&best.0.to_string(), &values[0], &values[1], &values[2], &values[3]]);
        return say(Kind::ByHeart, m.by_heart_title, text);
    }
    let pair = [short(now), short(last.1)];
    if shares > 0.3 && now > 0.75 * guess && last.1 > 0.75 * guess {
        return say(Kind::TooWeak, m.too_weak_title, m.too_weak_text.with(&[&pair[0], &pair[1], &short(guess)]));
    }
    if !view.is_done {
        return say(Kind::Learning, m.learning_title, m.learning_text.with(&[&short(first.1), &short(last.1)]));
    }
    if last.1 > 1.12 * now + 0.03 {
        return say(Kind::Apart, m.apart_title, m.apart_text.with(&[&pair[0], &pair[1]]));
    }
    say(Kind::Agree, m.agree_title, m.agree_text.with(&[&pair[0], &pair[1]]))
}

/// A buffer's name as people read it: `drnn.weight_hh_l0` is a gradient, `v.rnn.weight_hh_l0` the optimiser's.
fn tensor(name: &str, m: &Lab) -> String {
    let plain = |name: &str| match name.strip_prefix("gates_l").and_then(|layer| layer.parse::<usize>().ok()) {
        Some(layer) => m.gates_of.with(&[&(layer + 1).to_string()]),
        None => name.trim_start_matches("rnn.").to_string(),
    };
    if let Some(of) = name.strip_prefix("m.").or(name.strip_prefix("v.")) {
        return m.moment_of.with(&[&plain(of)]);
    }
    match name.strip_prefix('d').filter(|_| name != "dropped_l0") {
        Some(of) => m.gradient_of.with(&[&plain(of)]),
        None => plain(name),
    }
}

fn path(points: &[(f64, f64)]) -> String {
    let step = |(n, (x, y)): (usize, &(f64, f64))| format!("{}{x:.1} {y:.1}", if n == 0 { "M" } else { "L" });
    points.iter().enumerate().map(step).collect()
}

/// One value a bucket of updates: (update in the middle, `f` of the bucket).
fn buckets(values: &[f32], f: impl Fn(&[f32]) -> f64) -> Vec<(f64, f64)> {
    let size = values.len().div_ceil(POINTS).max(1);
    values.chunks(size).enumerate().map(|(n, part)| ((n * size) as f64 + part.len() as f64 / 2.0, f(part))).collect()
}

fn mean(part: &[f32]) -> f64 {
    part.iter().map(|&value| f64::from(value)).sum::<f64>() / part.len() as f64
}

/// Labels that would touch move apart, in the order in which they stand.
pub fn spread(lines: &mut [Line], floor: f64) {
    let mut order: Vec<usize> = Vec::new();
    for n in 0..lines.len() {
        let at = order.iter().position(|&other| lines[other].label_y > lines[n].label_y).unwrap_or(order.len());
        order.insert(at, n);
    }
    for pair in 1..order.len() {
        let above = lines[order[pair - 1]].label_y;
        let line = &mut lines[order[pair]];
        line.label_y = line.label_y.max(above + LABEL);
    }
    for pair in (0..order.len()).rev() {
        let limit = if pair + 1 < order.len() { lines[order[pair + 1]].label_y - LABEL } else { floor };
        let line = &mut lines[order[pair]];
        line.label_y = line.label_y.min(limit);
    }
}

/// The losses: training as it goes, held out where it was measured, other runs behind them.
pub fn losses(view: &View) -> Chart {
    let m = view.lang.lab();
    let (height, bottom, frame) = (236.0, 222.0, Frame::new(view.is_narrow));
    let guess = libm::log(view.vocab.max(2) as f64);
    let all = std::iter::once(view.record).chain(view.others.iter().map(|(_, record)| *record));
    let top = all.flat_map(|record| &record.held_out).map(|(_, loss)| f64::from(*loss)).fold(guess, f64::max);
    // A run that flies off does not press everything else to the floor.
    let most = (1.08 * top).min(2.0 * guess);
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
        lines.push(Line { class, path: path(&points), label: format!("{name} {}", short(last)), end, label_y: end.1 });
    };
    let held = |record: &Record| record.held_out.iter().map(|&(k, loss)| (f64::from(k), f64::from(loss))).collect();
    const OTHERS: [&str; 5] = ["other", "other second", "other third", "other fourth", "other fifth"];
    for ((name, record), class) in view.others.iter().zip(OTHERS) {
        line(class, name, held(record));
    }
    line("training", m.training, buckets(&view.record.losses, mean));
    if view.record.held_out.len() > 1 || view.record.losses.is_empty() {
        line("held-out", m.held_out, held(view.record));
    }
    spread(&mut lines, bottom);
    Chart {
        frame,
        height,
        rules: rules.map(|loss| (y(loss), decimals(loss, if step < 1.0 { 1 } else { 0 }))).collect(),
        // The picture below it has the same axis.
        ticks: Vec::new(),
        lines,
        level: (guess < most && view.vocab > 0).then(|| (y(guess), m.guessing.with(&[&short(guess)]))),
    }
}

/// The gradient's norm on a logarithmic axis, the highest of each bucket: peaks are what clipping is for.
pub fn norms(view: &View) -> Chart {
    let (height, bottom, frame) = (140.0, 94.0, Frame::new(view.is_narrow));
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
    let line = drawn.last().map(|&end| Line {
        class: "norm",
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
            .then(|| (y(view.clip), view.lang.lab().clip_line.with(&[&crate::scene::number::full(view.clip)]))),
    }
}

/// Rules at powers of ten.
pub fn power_rules(decades: &[f64], y: impl Fn(f64) -> f64) -> Vec<(f64, String)> {
    decades.iter().map(|&decade| (y(libm::pow(10.0, decade)), power(decade))).collect()
}

/// Three digits that count, or a power of ten.
pub fn significant(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return short(value);
    }
    let exponent = libm::floor(libm::log10(value.abs()));
    match exponent as i32 {
        -3..=-1 => decimals(value, (2.0 - exponent) as usize),
        0 => decimals(value, 2),
        1 => decimals(value, 1),
        2..=4 => decimals(value, 0),
        _ => format!("{}·{}", decimals(value / libm::pow(10.0, exponent), 1), power(exponent)),
    }
}

/// Rows of the table beside the picture: update, training loss up to there, held-out loss.
pub fn rows(view: &View) -> Vec<[String; 3]> {
    let every = view.record.held_out.len().div_ceil(24).max(1);
    let row = |&(k, loss): &(u32, f32)| {
        let training = recent(&view.record.losses, k as usize);
        [k.to_string(), training.map_or("–".into(), short), short(f64::from(loss))]
    };
    view.record.held_out.iter().step_by(every).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(losses: &[f32], held_out: &[(u32, f32)], total: u32) -> Kind {
        let record = Record { losses: losses.to_vec(), norms: losses.to_vec(), held_out: held_out.to_vec() };
        let view = View {
            lang: Lang::En,
            record: &record,
            total,
            vocab: 20,
            clip: 1.0,
            is_narrow: total == 100,
            others: Vec::new(),
            burst: None,
            is_done: losses.len() as u32 >= total,
            is_opened: false,
        };
        // Whatever the verdict, the pictures stand inside their frame.
        for chart in [super::losses(&view), norms(&view)] {
            for line in &chart.lines {
                assert!(line.end.1 >= TOP - 0.1 && line.label_y <= chart.height, "{chart:?}");
            }
        }
        verdict(&view).kind
    }

    fn falling(from: f32, to: f32, n: usize) -> Vec<f32> {
        (0..n).map(|k| to + (from - to) * libm::expf(-(k as f32) * 5.0 / n as f32)).collect()
    }

    #[test]
    fn the_curves_are_read_right() {
        assert_eq!(kind(&[], &[(0, 3.0)], 100), Kind::Idle);
        assert_eq!(kind(&falling(3.0, 1.0, 40), &[(0, 3.0), (40, 1.1)], 100), Kind::Learning);
        assert_eq!(kind(&falling(3.0, 1.0, 100), &[(0, 3.0), (100, 1.05)], 100), Kind::Agree);
        assert_eq!(kind(&falling(3.0, 0.2, 100), &[(0, 3.0), (50, 0.9), (100, 0.9)], 100), Kind::Apart);
        assert_eq!(
            kind(&falling(3.0, 0.2, 100), &[(0, 3.0), (40, 0.9), (60, 0.9), (80, 1.2), (100, 1.4)], 100),
            Kind::ByHeart
        );
        assert_eq!(kind(&[2.9; 100], &[(0, 3.0), (100, 2.9)], 100), Kind::TooWeak);
        let mut wild = falling(3.0, 1.0, 50);
        wild.extend([40.0; 50]);
        assert_eq!(kind(&wild, &[(0, 3.0), (50, 1.0), (100, 39.0)], 100), Kind::Unstable);
    }

    #[test]
    fn a_burst_is_told_with_its_place() {
        let record = Record::default();
        let burst = Burst { k: 7, tensor: "drnn.weight_hh_l0".into(), step: Some(3) };
        let view = View {
            lang: Lang::En,
            record: &record,
            total: 9,
            vocab: 5,
            clip: 0.0,
            is_narrow: false,
            others: vec![],
            burst: Some(&burst),
            is_done: true,
            is_opened: false,
        };
        let said = verdict(&view);
        assert_eq!(said.kind, Kind::Burst);
        assert!(
            said.text.contains("update 7") && said.text.contains("weight_hh_l0") && said.text.contains("step 3"),
            "{}",
            said.text
        );
    }

    #[test]
    fn numbers_of_any_size_stay_short() {
        assert_eq!(
            [0.0, 0.00123, 0.5, 12.34, 1234.5, 4.56e7, 1e-9].map(significant),
            ["0.00", "0.00123", "0.500", "12.3", "1234", "4.6·10⁷", "1.0·10⁻⁹"]
        );
    }
}
