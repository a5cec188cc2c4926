//! The proof by training: networks that learn to recall, as curves and in words. What is said is built from what was measured
//! now: the median over seeds, its spread, and how that stands to chance.

use crate::engine::session::Recalled;
use crate::math::order::{descending, median};
use crate::model::cell::Cell;
use crate::scene::chart::{Chart, Room, decade};
use crate::scene::number::{percent, share};
use crate::screens::gradient::finding::Finding;
use crate::screens::gradient::words::Words;
use crate::tasks::dataset::SCORED;
use crate::tasks::recall;
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

/// What guessing would be right on.
pub fn chance() -> f64 {
    1.0 / recall::SYMBOLS as f64
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
            median if median > most_by_chance(chance(), SCORED) => Degree::Partly,
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

/// A thin line a run, of those that chose a rate until there are others, the cell's last one with its name; then a bold one a
/// cell, which takes over the name: the run whose end is the median of its seeds.
fn draw(chart: &mut Chart, trials: &[Trial], value: fn(&Recalled) -> f64, text: fn(f64) -> String) {
    let mut line = |trial: &Trial, class: String, label: String| {
        let points: Vec<(f64, f64)> = trial.measured.iter().map(|at| (f64::from(at.k), value(at))).collect();
        chart.line(class, label, &points);
    };
    let stage = trials.last().map(|trial| trial.stage);
    let shown: Vec<&Trial> = trials.iter().filter(|trial| Some(trial.stage) == stage).collect();
    for (n, trial) in shown.iter().enumerate() {
        let is_last = shown[n + 1..].iter().all(|later| later.cell != trial.cell || later.measured.is_empty());
        let is_named = stage == Some(TrialStage::Rates) && is_last;
        line(
            trial,
            format!("{} thin", trial.cell.id()),
            if is_named { trial.cell.label().into() } else { String::new() },
        );
    }
    for cell in Cell::RECURRENT {
        let mine: Vec<&Trial> = trials
            .iter()
            .filter(|trial| trial.stage == TrialStage::Seeds && trial.cell == cell && !trial.measured.is_empty())
            .collect();
        let order = descending(&mine.iter().map(|trial| trial.right() as f32).collect::<Vec<f32>>());
        let Some(trial) = order.get(order.len().saturating_sub(1) / 2).map(|&n| mine[n]) else { continue };
        let last = trial.measured.last().map_or(String::new(), |at| text(value(at)));
        line(trial, cell.id().into(), format!("{} {last}", cell.label()));
    }
}

/// Share of right answers over updates.
pub fn accuracy(trials: &[Trial], total: u32, lang: Lang, room: Room) -> Chart {
    let chart = Chart::over_updates(room, room.tall(236.0, 0.27), false, total, (0.0, 1.0, false));
    let mut chart = chart.ruled([0.0, 0.25, 0.5, 0.75, 1.0], |share| format!("{:.0}%", share * 100.0));
    draw(&mut chart, trials, |at| at.right, percent);
    chart.named(Some((chance(), Words::of(lang).chance(&percent(chance())))))
}

/// What reaches the first symbol, over updates, on the fixed decades from 10⁻¹² to 10².
pub fn reach(trials: &[Trial], total: u32, room: Room) -> Chart {
    let chart = Chart::over_updates(room, room.tall(196.0, 0.22), true, total, (-12.0, 2.0, true));
    let mut chart = chart.ruled([1e-12, 1e-8, 1e-4, 1.0], decade);
    // What is no number stands where nothing arrives.
    draw(&mut chart, trials, |at| if at.reach.is_finite() { at.reach } else { 0.0 }, share);
    chart.named(None)
}
