//! How the time of an update grows with the sequence, and what the engine gets out of the machine: measured jobs as a picture.

use crate::model::cell::Cell;
use crate::scene::chart::{Chart, Room, significant};
use crate::scene::number::{percent, short};
use crate::screens::speed::words::Words;
use crate::words::Lang;

use serde_json::Value;

/// Lengths that are measured.
pub const LENGTHS: [usize; 5] = [8, 16, 32, 64, 128];
/// Jobs before the engine's rates: each cell at each length, step by step and at once.
const PAIRS: usize = 2 * Cell::RECURRENT.len() * LENGTHS.len();
/// Units and one-hot width of the network that is measured.
const HIDDEN: usize = 64;
const INPUT: usize = 32;

/// A cell's milliseconds at a length: one step after the other, and all at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub cell: Cell,
    pub len: usize,
    pub in_a_row: f64,
    pub at_once: f64,
    /// By how much of themselves the readings of both differ.
    pub spread: f64,
}

/// How many times as long waiting takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Waiting {
    Longer(f64),
    Shorter(f64),
    /// The two differ by less than their own readings do, which is this part.
    NoDifference(f64),
}

impl Point {
    pub fn waiting(&self) -> Waiting {
        let ratio = self.in_a_row / self.at_once;
        match ratio {
            ratio if ratio.max(1.0 / ratio) <= 1.0 + self.spread => Waiting::NoDifference(self.spread),
            ratio if ratio > 1.0 => Waiting::Longer(ratio),
            ratio => Waiting::Shorter(ratio),
        }
    }
}

/// One thing to measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// As an address.
    pub query: String,
    /// Workers that do it at the same time, a share each.
    pub workers: usize,
}

/// What is measured, one job after the other, and what came back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    /// Cores that share what need not wait.
    pub cores: usize,
    jobs: Vec<Job>,
    /// Results of each job, one a worker.
    results: Vec<Vec<Value>>,
    /// The number under which the present job was asked.
    asked: u32,
}

impl Measured {
    /// Every cell and length, first in a row (one sequence, on one core), then at once (as many sequences of one word, over
    /// all cores: the same products, and no step waits for another). Then the engine's own rate on each device.
    pub fn begin(cores: usize) -> Self {
        let job = |cell: Cell, len: usize, batch: usize, workers: usize| Job {
            query: format!(
                "fig=speed&job=train&cell={}&hidden={HIDDEN}&len={len}&batch={batch}&input={INPUT}&runs=5&device=cpu",
                cell.id()
            ),
            workers,
        };
        let pair = |cell: Cell, len: usize| [job(cell, len, 1, 1), job(cell, 1, len.div_ceil(cores), cores.min(len))];
        let pairs = Cell::RECURRENT.into_iter().flat_map(|cell| LENGTHS.map(|len| pair(cell, len))).flatten();
        let rate = |device: &str| Job {
            query: format!("fig=speed&job=train&cell=lstm&hidden=128&len=64&batch=16&input=32&runs=5&device={device}"),
            workers: 1,
        };
        let jobs: Vec<Job> = pairs.chain([rate("cpu"), rate("webgpu")]).collect();
        Self { cores, results: vec![Vec::new(); jobs.len()], jobs, asked: 0 }
    }
    /// The job to ask for next.
    pub fn next(&self) -> Option<&Job> {
        self.jobs.get(self.count().0)
    }
    pub fn ask(&mut self, id: u32) {
        self.asked = id;
    }
    /// Takes a result; says whether its job is done.
    pub fn take(&mut self, id: u32, value: Value) -> bool {
        let at = self.count().0;
        let Some(job) = self.jobs.get(at).filter(|_| id == self.asked) else { return false };
        self.results[at].push(value);
        self.results[at].len() == job.workers
    }
    /// Nothing more is measured than has been.
    pub fn stop(&mut self) {
        let done = self.count().0;
        self.jobs.truncate(done);
        self.results.truncate(done);
    }
    /// Jobs done, of all.
    pub fn count(&self) -> (usize, usize) {
        let done = self.jobs.iter().zip(&self.results).filter(|(job, results)| results.len() >= job.workers).count();
        (done, self.jobs.len())
    }
    pub fn is_measuring(&self) -> bool {
        let (done, all) = self.count();
        done < all
    }

    /// What came back so far, a result a worker (FORMATS §5).
    pub fn json(&self) -> Value {
        Value::Array(self.results.iter().flatten().cloned().collect())
    }

    pub fn points(&self) -> Vec<Point> {
        let done = self.count().0;
        // Of workers that share a job the slowest counts. A reading that is no time at all is none.
        let of = |at: usize, key: &str| {
            let results = self.results.get(at).filter(|_| at < done)?;
            results.iter().map(|result| result[key].as_f64()).try_fold(0.0, |most: f64, value| Some(most.max(value?)))
        };
        let point = |n: usize| {
            let (cell, len) = (Cell::RECURRENT[n / LENGTHS.len()], LENGTHS[n % LENGTHS.len()]);
            let [in_a_row, at_once] = [of(2 * n, "min_ms")?, of(2 * n + 1, "min_ms")?];
            let spread = of(2 * n, "spread")?.max(of(2 * n + 1, "spread")?);
            let is_time = |millis: f64| millis > 0.0 && millis.is_finite();
            (is_time(in_a_row) && is_time(at_once)).then_some(Point { cell, len, in_a_row, at_once, spread })
        };
        (0..Cell::RECURRENT.len() * LENGTHS.len()).filter_map(point).collect()
    }

    /// Heading and text: what was found so far; at the end, what was found of each cell at the greatest length.
    pub fn finding(&self, lang: Lang) -> (String, Vec<String>) {
        let m = Words::of(lang);
        let points = self.points();
        let Some(point) = points.last() else {
            return (m.speed_idle_title.into(), vec![m.speed_idle_text.into()]);
        };
        let cores = self.cores.to_string();
        if self.is_measuring() {
            let times = [point.in_a_row, point.at_once].map(significant);
            let len = point.len.to_string();
            let title = m.speed_found_title(point.cell.label(), &len, &times[0], &times[1], &cores);
            return (title, vec![m.speed_found_text(&cores)]);
        }
        let longest = |cell: &Cell| points.iter().rfind(|point| point.cell == *cell);
        let last: Vec<&Point> = Cell::RECURRENT.iter().filter_map(longest).collect();
        let kinds = last.iter().map(|point| point.waiting());
        let title = match kinds.clone().filter(|kind| matches!(kind, Waiting::Longer(_))).count() {
            0 => m.speed_no_gain.to_string(),
            count if count == last.len() => {
                let ratios = kinds.filter_map(|kind| match kind {
                    Waiting::Longer(ratio) => Some(ratio),
                    _ => None,
                });
                let (low, high) = ratios.fold((f64::INFINITY, 0.0f64), |(low, high), r| (low.min(r), high.max(r)));
                m.speed_gain(&short(low), &short(high))
            }
            _ => m.speed_some_gain.to_string(),
        };
        let line = |point: &&Point| {
            let times = [point.in_a_row, point.at_once].map(significant);
            let said = match point.waiting() {
                Waiting::Longer(ratio) | Waiting::Shorter(ratio) => m.speed_times(&short(ratio)),
                Waiting::NoDifference(spread) => m.speed_same(&percent(spread)),
            };
            format!("{} {said}", m.speed_line(point.cell.label(), &point.len.to_string(), &times[0], &times[1]))
        };
        let lines = last.iter().map(line).chain([m.speed_found_text(&cores)]);
        (title, lines.collect())
    }

    /// The engine's rate on each device, in words.
    pub fn throughput(&self, lang: Lang) -> Vec<String> {
        let m = Words::of(lang);
        // They are measured after all lengths; where that was stopped there is none.
        let rate = |device: usize| self.results.get(PAIRS + device)?.first();
        let number = |value: &Value, key: &str| value[key].as_f64().unwrap_or(0.0);
        let mut lines = Vec::new();
        if let Some(cpu) = rate(0) {
            let (got, peak) = (number(cpu, "gflops"), number(cpu, "peak_gflops"));
            lines.push(m.throughput_cpu(&significant(got), &significant(peak), &percent(got / peak.max(1e-9))));
        }
        if let Some(gpu) = rate(1) {
            let adapter = gpu["adapter"].as_str().unwrap_or_default();
            lines.push(match gpu["error"].as_str() {
                Some(why) if why.starts_with("no adapter") => m.throughput_no_gpu(m.why_no_adapter),
                Some(why) => m.throughput_no_gpu(why),
                None => m.throughput_gpu(&significant(number(gpu, "gflops")), adapter),
            });
        }
        lines
    }

    /// Milliseconds over length, both axes logarithmic, a pair of lines a cell.
    pub fn chart(&self, lang: Lang, room: Room) -> Option<Chart> {
        let m = Words::of(lang);
        let points = self.points();
        let all = || points.iter().flat_map(|point| [point.in_a_row, point.at_once]);
        let (low, high) = all().fold((f64::INFINITY, 0.0f64), |(low, high), ms| (low.min(ms), high.max(ms)));
        if points.is_empty() {
            return None;
        }
        // From a power of two to one.
        let two = |ms: f64, to: fn(f64) -> f64| libm::exp2(to(libm::log2(ms.max(1e-6))));
        let (low, high) = (two(low, libm::floor), two(high, libm::ceil).max(2.0 * two(low, libm::floor)));
        let ends = |low: f64, high: f64| (libm::log10(low), libm::log10(high), true);
        let (short, long) = (LENGTHS[0] as f64, LENGTHS[LENGTHS.len() - 1] as f64);
        let x = ends(0.9 * short, 1.1 * long);
        let chart = Chart::new(room, room.tall(380.0, 0.56), true, x, ends(low, high));
        // 1, 2, 5 and their tens, as many as have room.
        let round = (-5..5).flat_map(|tens| [1.0, 2.0, 5.0].map(|digit| digit * libm::pow(10.0, f64::from(tens))));
        let inside: Vec<f64> = round.filter(|ms| (low..=high).contains(ms)).collect();
        let every = inside.len().div_ceil(7).max(1);
        let full = |ms: f64| crate::scene::number::full(libm::round(ms * 1e5) / 1e5);
        let mut chart = chart.ruled(inside.into_iter().step_by(every), full);
        chart.ticks = LENGTHS.map(|len| (chart.x.place(len as f64), len.to_string())).to_vec();
        for cell in Cell::RECURRENT {
            let mine = || points.iter().filter(|point| point.cell == cell);
            let line = |of: fn(&Point) -> f64| mine().map(|point| (point.len as f64, of(point))).collect::<Vec<_>>();
            chart.line(cell.id(), cell.label(), &line(|point| point.in_a_row));
            chart.line(
                format!("{} once", cell.id()),
                format!("{} {}", cell.label(), m.at_once),
                &line(|point| point.at_once),
            );
        }
        Some(chart.named(None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_comes_back_lands_where_it_was_asked() {
        let mut measured = Measured::begin(2);
        assert!(
            measured.is_measuring()
                && measured.points().is_empty()
                && measured.chart(Lang::En, Room::default()).is_none()
        );
        let mut id = 0;
        while let Some(workers) = measured.next().map(|job| job.workers) {
            id += 1;
            measured.ask(id);
            assert!(!measured.take(id + 1, json!({})), "what was not asked is not taken");
            for worker in 1..=workers {
                let value =
                    json!({"min_ms": f64::from(id) * worker as f64, "spread": 9.0, "gflops": 2.0, "peak_gflops": 4.0});
                assert_eq!(measured.take(id, value), worker == workers);
            }
        }
        assert_eq!(measured.count(), (32, 32));
        assert!(!measured.is_measuring());
        let points = measured.points();
        assert_eq!((points.len(), points[0].in_a_row, points[0].at_once, points[0].len), (15, 1.0, 4.0, 8));
        let (title, lines) = measured.finding(Lang::En);
        assert_eq!(title, "Waiting was not seen to take longer here");
        assert!(lines[1].starts_with("LSTM, 128 words:") && lines[1].contains("no difference here"), "{lines:?}");
        assert_eq!(measured.throughput(Lang::En).len(), 2);
        let chart = measured.chart(Lang::Th, Room { width: 328.0, ..Room::default() }).expect("points");
        assert_eq!(chart.lines.len(), 6);
    }

    fn point(in_a_row: f64, at_once: f64, spread: f64) -> Point {
        Point { cell: Cell::Lstm, len: 8, in_a_row, at_once, spread }
    }

    #[test]
    fn a_ratio_within_its_own_spread_is_no_difference() {
        assert_eq!(point(2.0, 1.0, 0.1).waiting(), Waiting::Longer(2.0));
        assert_eq!(point(1.0, 2.0, 0.1).waiting(), Waiting::Shorter(0.5));
        for (row, once) in [(1.0, 1.0), (1.09, 1.0), (1.0, 1.09)] {
            assert_eq!(point(row, once, 0.1).waiting(), Waiting::NoDifference(0.1));
        }
    }

    #[test]
    fn what_took_no_time_is_not_drawn() {
        let mut measured = Measured::begin(1);
        for (id, ms) in [(1, 0.0), (2, 1.0), (3, 1.0), (4, 0.5)] {
            measured.ask(id);
            measured.take(id, json!({"min_ms": ms, "spread": 0.01}));
        }
        assert_eq!(measured.points().iter().map(|point| point.len).collect::<Vec<_>>(), [16]);
        assert_eq!(measured.points()[0].waiting(), Waiting::Longer(2.0));
        // Stopped before the engine's rates: nothing is said of them.
        measured.stop();
        assert_eq!((measured.count(), measured.throughput(Lang::En)), ((4, 4), vec![]));
    }
}
