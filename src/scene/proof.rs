//! The proof by training: three networks that learn to recall, as curves and in words.

use crate::engine::session::Recalled;
use crate::i18n::Lang;
use crate::model::config::Cell;
use crate::scene::finding::Finding;
use crate::scene::gradient::class;
use crate::scene::number::{percent, share};
use crate::scene::training::{Chart, Frame, Line, power_rules, spread};

/// A run of the proof.
#[derive(Clone, Debug, PartialEq)]
pub struct Runner {
    pub cell: Cell,
    pub rate: &'static str,
    pub measured: Vec<Recalled>,
    pub updates: u32,
    /// Updates of the whole run; 0 before it is known.
    pub total: u32,
}

impl Runner {
    pub fn right(&self) -> f64 {
        self.measured.last().map_or(0.0, |at| at.right)
    }
    pub fn is_done(&self) -> bool {
        self.total > 0 && self.updates >= self.total
    }
}

/// Symbols to tell apart.
const SYMBOLS: f64 = 8.0;
/// What counts as learnt.
pub const LEARNT: f64 = 0.99;

pub fn chance() -> f64 {
    1.0 / SYMBOLS
}

pub fn finding(runners: &[Runner], delay: usize, lang: Lang) -> Finding {
    let m = lang.gradient();
    let said = |runner: &Runner| format!("{} {}", runner.cell.label(), percent(runner.right()));
    let all: Vec<String> = runners.iter().map(said).collect();
    let title = m.proof_title.with(&[&delay.to_string()]);
    if runners.iter().all(|runner| runner.updates == 0) {
        return Finding { title, text: vec![m.proof_text.with(&[&percent(chance())])] };
    }
    let mut text = vec![m.proof_running.with(&[&all.join(", ")])];
    let rnn = runners.iter().find(|runner| runner.cell == Cell::Rnn).and_then(|runner| runner.measured.first());
    text.extend(rnn.map(|first| m.proof_why.with(&[Cell::Rnn.label(), &share(first.reach)])));
    if !runners.iter().all(Runner::is_done) {
        return Finding { title, text };
    }
    let names = |learnt: bool| {
        let found = runners.iter().filter(|runner| (runner.right() >= LEARNT) == learnt);
        found.map(|runner| runner.cell.label()).collect::<Vec<&str>>().join(m.and)
    };
    let title = match (names(true), names(false)) {
        (learnt, _) if learnt.is_empty() => m.proof_none.to_string(),
        (_, failed) if failed.is_empty() => m.proof_all.to_string(),
        (learnt, failed) => m.proof_done.with(&[&learnt, &failed]),
    };
    Finding { title, text }
}

fn total(runners: &[Runner]) -> u32 {
    runners.iter().map(|runner| runner.total).max().unwrap_or(0)
}

fn lines(
    runners: &[Runner],
    frame: &Frame,
    y: impl Fn(&Recalled) -> f64,
    text: impl Fn(&Recalled) -> String,
) -> Vec<Line> {
    let total = total(runners);
    let line = |runner: &Runner| {
        let points: Vec<(f64, f64)> =
            runner.measured.iter().map(|at| (frame.x(f64::from(at.k), total), y(at))).collect();
        let (&end, last) = (points.last()?, runner.measured.last()?);
        let step = |(n, (x, y)): (usize, &(f64, f64))| format!("{}{x:.1} {y:.1}", if n == 0 { "M" } else { "L" });
        let path = points.iter().enumerate().map(step).collect();
        Some(Line {
            class: class(runner.cell),
            path,
            label: format!("{} {}", runner.cell.label(), text(last)),
            end,
            label_y: end.1,
        })
    };
    runners.iter().filter_map(line).collect()
}

/// Share of right answers over updates.
pub fn accuracy(runners: &[Runner], lang: Lang, is_narrow: bool) -> Chart {
    let frame = Frame::new(is_narrow);
    let (height, top, bottom) = (236.0, 14.0, 222.0);
    let y = |share: f64| bottom - share * (bottom - top);
    let mut lines = lines(runners, &frame, |at| y(at.right), |at| percent(at.right));
    spread(&mut lines, bottom);
    Chart {
        frame,
        height,
        rules: [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| (y(share), format!("{:.0}%", share * 100.0))).to_vec(),
        ticks: Vec::new(),
        lines,
        level: Some((y(chance()), lang.gradient().chance.with(&[&percent(chance())]))),
    }
}

/// What reaches the first symbol, over updates, on the fixed decades from 10⁻¹² to 10².
pub fn reach(runners: &[Runner], is_narrow: bool) -> Chart {
    let frame = Frame::new(is_narrow);
    let (height, top, bottom) = (196.0, 14.0, 150.0);
    let (low, high) = (-12.0, 2.0);
    let y = |reach: f64| {
        let decade = if reach > 0.0 && reach.is_finite() { libm::log10(reach) } else { low };
        bottom - (decade.clamp(low, high) - low) / (high - low) * (bottom - top)
    };
    let mut lines = lines(runners, &frame, |at| y(at.reach), |at| share(at.reach));
    spread(&mut lines, bottom);
    Chart {
        frame,
        height,
        rules: power_rules(&[-12.0, -8.0, -4.0, 0.0], y),
        ticks: frame.ticks(total(runners)),
        lines,
        level: None,
    }
}
