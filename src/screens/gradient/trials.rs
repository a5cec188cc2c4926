//! The proof by training: networks that learn to recall, as curves and in words. What is said is built from what was measured
//! now: the median over seeds, its spread, and how that stands to chance.

use crate::engine::session::Recalled;
use crate::math::order::{descending, median};
use crate::model::cell::Cell;
use crate::scene::chart::{Chart, ChartFrame, ChartLine, power_rules, spread};
use crate::scene::number::{percent, share};
use crate::screens::gradient::finding::Finding;
use crate::screens::gradient::words::Words;
use crate::words::Lang;

use crate::scene::chance::{ALL_RIGHT, most_by_chance};

/// What a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrialStage {
    /// It tries a learning rate.
    Rates,
    /// It shows what its cell can do at the rate that was chosen.
    Seeds,
}

/// A run of the proof.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    pub stage: TrialStage,
    pub cell: Cell,
    pub rate: &'static str,
    pub seed: u32,
    pub measured: Vec<Recalled>,
    pub updates: u32,
    /// Updates of the whole run; 0 before it is known.
    pub total: u32,
    /// A number left the finite, and it ended there.
    pub burst: bool,
}

impl Trial {
    pub fn new(stage: TrialStage, cell: Cell, rate: &'static str, seed: u32) -> Trial {
        Trial { stage, cell, rate, seed, measured: Vec::new(), updates: 0, total: 0, burst: false }
    }
    pub fn right(&self) -> f64 {
        self.measured.last().map_or(0.0, |at| at.right)
    }
    pub fn is_done(&self) -> bool {
        self.burst || (self.total > 0 && self.updates >= self.total)
    }
}

/// Symbols to tell apart, and sequences that a share is measured on.
const SYMBOLS: f64 = 8.0;
const QUESTIONS: usize = 96;

pub fn chance() -> f64 {
    1.0 / SYMBOLS
}

/// How well a cell does, by its median over seeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Degree {
    Learnt,
    Partly,
    AtChance,
}

/// What a cell reached over the seeds that have ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reached {
    pub cell: Cell,
    pub rate: &'static str,
    pub seeds: usize,
    pub least: f64,
    pub median: f64,
    pub most: f64,
}

impl Reached {
    pub fn degree(&self) -> Degree {
        match self.median {
            median if median >= ALL_RIGHT => Degree::Learnt,
            median if median > most_by_chance(chance(), QUESTIONS) => Degree::Partly,
            _ => Degree::AtChance,
        }
    }
}

/// What a cell has reached so far; `None` before one of its seeds has ended.
pub fn reached(trials: &[Trial], cell: Cell) -> Option<Reached> {
    let mine: Vec<&Trial> = trials
        .iter()
        .filter(|trial| trial.stage == TrialStage::Seeds && trial.cell == cell && trial.is_done())
        .collect();
    let rights: Vec<f64> = mine.iter().map(|trial| trial.right()).collect();
    let (least, most) =
        rights.iter().fold((f64::INFINITY, 0.0f64), |(least, most), &right| (least.min(right), most.max(right)));
    Some(Reached { cell, rate: mine.first()?.rate, seeds: mine.len(), least, median: median(&rights), most })
}

pub fn finding(trials: &[Trial], is_done: bool, delay: usize, lang: Lang) -> Finding {
    let m = Words::of(lang);
    let title = m.proof_title(&delay.to_string());
    if trials.iter().all(|trial| trial.updates == 0) {
        return Finding { title, text: vec![m.proof_text(&percent(chance())), m.proof_plan.to_string()] };
    }
    let shown: Vec<Reached> = Cell::RECURRENT.iter().filter_map(|&cell| reached(trials, cell)).collect();
    if is_done {
        let mut text: Vec<String> = shown.iter().map(|reached| line(reached, m)).collect();
        text.extend(why(trials, m));
        text.push(m.proof_differs.to_string());
        return Finding { title: verdict(&shown, m), text };
    }
    let tried: Vec<&Trial> = trials.iter().filter(|trial| trial.stage == TrialStage::Rates).collect();
    let ended = tried.iter().filter(|trial| trial.is_done()).count();
    if ended < tried.len() {
        let text = m.proof_trying(&ended.to_string(), &tried.len().to_string());
        return Finding { title, text: std::iter::once(text).chain(why(trials, m)).collect() };
    }
    // Of the runs that go on, as they stand.
    let now = |cell: Cell| {
        let going = |trial: &&Trial| {
            trial.stage == TrialStage::Seeds && trial.cell == cell && !trial.measured.is_empty() && !trial.is_done()
        };
        let trial = trials.iter().find(going)?;
        Some(format!("{} {}", cell.label(), percent(trial.right())))
    };
    let going: Vec<String> = Cell::RECURRENT.into_iter().filter_map(now).collect();
    let mut text: Vec<String> = shown.iter().map(|reached| line(reached, m)).collect();
    text.extend((!going.is_empty()).then(|| m.proof_running(&going.join(", "))));
    text.extend(why(trials, m));
    Finding { title, text }
}

/// "LSTM and GRU learnt it; RNN stayed at chance": cells of one degree together, the best first.
fn verdict(shown: &[Reached], m: &Words) -> String {
    let said = |degree: Degree| {
        let names: Vec<&str> =
            shown.iter().filter(|reached| reached.degree() == degree).map(|r| r.cell.label()).collect();
        let (last, others) = names.split_last()?;
        let listed = if others.is_empty() { last.to_string() } else { others.join(", ") + m.and + last };
        Some(match degree {
            Degree::Learnt => m.proof_learnt(&listed),
            Degree::Partly => m.proof_partly(&listed),
            Degree::AtChance => m.proof_chance(&listed),
        })
    };
    let all: Vec<String> = [Degree::Learnt, Degree::Partly, Degree::AtChance].into_iter().filter_map(said).collect();
    all.join("; ")
}

/// What a cell reached: the median and where its seeds lie.
fn line(reached: &Reached, m: &Words) -> String {
    let values = [reached.median, reached.least, reached.most].map(percent);
    let (cell, rate, seeds) = (reached.cell.label(), reached.rate, reached.seeds.to_string());
    match reached {
        Reached { seeds: 1, .. } => m.proof_line_one(cell, rate, &values[0]),
        Reached { least, most, .. } if least == most => m.proof_line_each(cell, rate, &seeds, &values[0]),
        _ => m.proof_line(cell, rate, &seeds, &values[0], &values[1], &values[2]),
    }
}

/// What reached the first symbol in the RNN before the first update.
fn why(trials: &[Trial], m: &Words) -> Option<String> {
    let first = trials.iter().filter(|trial| trial.cell == Cell::Rnn).find_map(|trial| trial.measured.first())?;
    Some(m.proof_why(Cell::Rnn.label(), &share(first.reach)))
}

/// A thin line a run, of those that chose a rate until there are others; a bold one a cell, with its name: the run whose end is
/// the median of its seeds.
fn lines(
    trials: &[Trial],
    frame: &ChartFrame,
    total: u32,
    y: impl Fn(&Recalled) -> f64,
    text: impl Fn(Cell, &Recalled) -> String,
) -> Vec<ChartLine> {
    let line = |trial: &Trial, label: String| {
        let points = trial.measured.iter().map(|at| (frame.x(f64::from(at.k), total), y(at)));
        let points: Vec<(f64, f64)> = points.collect();
        let &end = points.last()?;
        let step = |(n, (x, y)): (usize, &(f64, f64))| format!("{}{x:.1} {y:.1}", if n == 0 { "M" } else { "L" });
        let path = points.iter().enumerate().map(step).collect();
        Some(ChartLine { class: format!("{} thin", trial.cell.id()), path, label, end, label_y: end.1 })
    };
    let stage = trials.last().map(|trial| trial.stage);
    let shown = trials.iter().filter(|trial| Some(trial.stage) == stage);
    let mut out: Vec<ChartLine> = shown.filter_map(|trial| line(trial, String::new())).collect();
    for cell in Cell::RECURRENT {
        let mine: Vec<&Trial> = trials
            .iter()
            .filter(|trial| trial.stage == TrialStage::Seeds && trial.cell == cell && !trial.measured.is_empty())
            .collect();
        let order = descending(&mine.iter().map(|trial| trial.right() as f32).collect::<Vec<f32>>());
        let Some(trial) = order.get(order.len().saturating_sub(1) / 2).map(|&n| mine[n]) else { continue };
        let label = trial.measured.last().map(|at| text(cell, at)).unwrap_or_default();
        out.extend(line(trial, label).map(|line| ChartLine { class: cell.id().into(), ..line }));
    }
    out
}

/// Share of right answers over updates.
pub fn accuracy(trials: &[Trial], total: u32, lang: Lang, is_narrow: bool) -> Chart {
    let frame = ChartFrame::new(is_narrow);
    let (height, top, bottom) = (236.0, 14.0, 222.0);
    let y = |share: f64| bottom - share * (bottom - top);
    let label = |cell: Cell, at: &Recalled| format!("{} {}", cell.label(), percent(at.right));
    let mut lines = lines(trials, &frame, total, |at| y(at.right), label);
    spread(&mut lines, bottom);
    Chart {
        frame,
        height,
        rules: [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| (y(share), format!("{:.0}%", share * 100.0))).to_vec(),
        ticks: Vec::new(),
        lines,
        level: Some((y(chance()), Words::of(lang).chance(&percent(chance())))),
    }
}

/// What reaches the first symbol, over updates, on the fixed decades from 10⁻¹² to 10².
pub fn reach(trials: &[Trial], total: u32, is_narrow: bool) -> Chart {
    let frame = ChartFrame::new(is_narrow);
    let (height, top, bottom) = (196.0, 14.0, 150.0);
    let (low, high) = (-12.0, 2.0);
    let y = |reach: f64| {
        let decade = if reach > 0.0 && reach.is_finite() { libm::log10(reach) } else { low };
        bottom - (decade.clamp(low, high) - low) / (high - low) * (bottom - top)
    };
    let label = |cell: Cell, at: &Recalled| format!("{} {}", cell.label(), share(at.reach));
    let mut lines = lines(trials, &frame, total, |at| y(at.reach), label);
    spread(&mut lines, bottom);
    Chart {
        frame,
        height,
        rules: power_rules(&[-12.0, -8.0, -4.0, 0.0], y),
        ticks: frame.ticks(total),
        lines,
        level: None,
    }
}
