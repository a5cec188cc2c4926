//! How the time of an update grows with the sequence, and what the engine gets out of the machine: measured jobs as a picture.

use crate::i18n::Lang;
use crate::model::config::Cell;
use crate::scene::number::{percent, short};
use crate::scene::training::{Chart, Frame, Line, significant};
use serde_json::Value;

/// Lengths that are measured.
pub const LENGTHS: [usize; 5] = [8, 16, 32, 64, 128];
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
}

/// What was asked and what came back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    expected: Vec<u32>,
    /// In the order of [`Measured::queries`].
    results: Vec<Option<Value>>,
}

impl Measured {
    /// The jobs as addresses: every cell and length, first in a row (one sequence), then at once (as many sequences of one
    /// word: the same products, and no step waits for another). Then the engine's own rate on each device.
    pub fn queries(&self) -> Vec<String> {
        let job = |cell: Cell, len: usize, batch: usize| {
            let cell = cell.id();
            format!(
                "fig=speed&job=train&cell={cell}&hidden={HIDDEN}&len={len}&batch={batch}&input={INPUT}&runs=3&device=cpu"
            )
        };
        let pairs =
            Cell::RECURRENT.into_iter().flat_map(|cell| LENGTHS.map(|len| [job(cell, len, 1), job(cell, 1, len)]));
        let rate = |device: &str| {
            format!("fig=speed&job=train&cell=lstm&hidden=128&len=64&batch=16&input=32&runs=5&device={device}")
        };
        pairs.flatten().chain([rate("cpu"), rate("webgpu")]).collect()
    }
    pub fn begin(&mut self) {
        *self = Measured { expected: Vec::new(), results: vec![None; self.queries().len()] };
    }
    pub fn expect(&mut self, id: u32) {
        self.expected.push(id);
    }
    pub fn take(&mut self, id: u32, value: Value) {
        if let Some(at) = self.expected.iter().position(|expected| *expected == id) {
            self.results[at] = Some(value);
        }
    }
    pub fn count(&self) -> (usize, usize) {
        (self.results.iter().flatten().count(), self.results.len())
    }
    pub fn is_measuring(&self) -> bool {
        let (done, all) = self.count();
        done < all
    }

    pub fn points(&self) -> Vec<Point> {
        let millis = |at: usize| self.results.get(at)?.as_ref()?["median_ms"].as_f64();
        let point = |n: usize| {
            let (cell, len) = (Cell::RECURRENT[n / LENGTHS.len()], LENGTHS[n % LENGTHS.len()]);
            Some(Point { cell, len, in_a_row: millis(2 * n)?, at_once: millis(2 * n + 1)? })
        };
        (0..Cell::RECURRENT.len() * LENGTHS.len()).filter_map(point).collect()
    }

    /// Heading and text: what was found.
    pub fn finding(&self, lang: Lang) -> (String, String) {
        let m = lang.lab();
        let points = self.points();
        let Some(point) = points.iter().rfind(|point| point.cell == Cell::Lstm).or(points.last()) else {
            return (m.speed_idle_title.into(), m.speed_idle_text.into());
        };
        let (row, once) = (significant(point.in_a_row), significant(point.at_once));
        let title = m.speed_found_title.with(&[point.cell.label(), &point.len.to_string(), &row, &once]);
        (title, m.speed_found_text.with(&[&short(point.in_a_row / point.at_once)]))
    }

    /// The engine's rate on each device, in words.
    pub fn throughput(&self, lang: Lang) -> Vec<String> {
        let m = lang.lab();
        let rate = |from_end: usize| self.results.get(self.results.len().checked_sub(from_end)?)?.as_ref();
        let number = |value: &Value, key: &str| value[key].as_f64().unwrap_or(0.0);
        let mut lines = Vec::new();
        if let Some(cpu) = rate(2) {
            let (got, peak) = (number(cpu, "gflops"), number(cpu, "peak_gflops"));
            lines.push(m.throughput_cpu.with(&[&significant(got), &significant(peak), &percent(got / peak.max(1e-9))]));
        }
        if let Some(gpu) = rate(1) {
            let adapter = gpu["adapter"].as_str().unwrap_or_default();
            lines.push(match gpu["error"].is_string() {
                true => m.throughput_no_gpu.with(&[m.why_no_adapter]),
                false => m.throughput_gpu.with(&[&significant(number(gpu, "gflops")), adapter]),
            });
        }
        lines
    }

    /// Milliseconds over length, both axes logarithmic, a pair of lines a cell.
    pub fn chart(&self, lang: Lang, is_narrow: bool) -> Option<Chart> {
        let m = lang.lab();
        let points = self.points();
        let all = || points.iter().flat_map(|point| [point.in_a_row, point.at_once]);
        let (low, high) = all().fold((f64::INFINITY, 0.0f64), |(low, high), ms| (low.min(ms), high.max(ms)));
        if points.is_empty() {
            return None;
        }
        let log = |value: f64| libm::log2(value.max(1e-6));
        let (low, high) = (libm::floor(log(low)), libm::ceil(log(high)).max(libm::floor(log(low)) + 1.0));
        let frame = Frame::new(is_narrow);
        let (left, right, top, bottom) = (frame.left + 10.0, frame.right - 20.0, 14.0, 330.0);
        let x = |len: usize| left + (log(len as f64) - 3.0) / 4.0 * (right - left);
        let y = |ms: f64| bottom - (log(ms) - low) / (high - low) * (bottom - top);
        let mut lines = Vec::new();
        for cell in Cell::RECURRENT {
            let mine: Vec<&Point> = points.iter().filter(|point| point.cell == cell).collect();
            let Some(last) = mine.last() else { continue };
            let mut line = |class: &'static str, of: fn(&Point) -> f64, name: &str| {
                let step = |(n, point): (usize, &&Point)| {
                    format!("{}{:.1} {:.1}", if n == 0 { "M" } else { "L" }, x(point.len), y(of(point)))
                };
                let end = (x(last.len), y(of(last)));
                let label = if name.is_empty() { cell.label().to_string() } else { format!("{} {name}", cell.label()) };
                lines.push(Line {
                    class,
                    path: mine.iter().enumerate().map(step).collect(),
                    label,
                    end,
                    label_y: end.1,
                });
            };
            let [row, once] = match cell {
                Cell::Rnn => ["rnn", "rnn once"],
                Cell::Lstm => ["lstm", "lstm once"],
                _ => ["gru", "gru once"],
            };
            line(row, |point| point.in_a_row, "");
            line(once, |point| point.at_once, m.at_once);
        }
        crate::scene::training::spread(&mut lines, bottom);
        let rules =
            (0..30).map(|n| low + f64::from(n) * ((high - low) / 5.0).ceil().max(1.0)).take_while(|at| *at <= high);
        Some(Chart {
            frame,
            height: 380.0,
            rules: rules.map(|at| (y(libm::exp2(at)), significant(libm::exp2(at)))).collect(),
            ticks: LENGTHS.map(|len| (x(len), len.to_string())).to_vec(),
            lines,
            level: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_comes_back_lands_where_it_was_asked() {
        let mut measured = Measured::default();
        measured.begin();
        let queries = measured.queries();
        assert_eq!(queries.len(), 3 * 2 * LENGTHS.len() + 2);
        for id in 0..queries.len() as u32 {
            measured.expect(100 + id);
        }
        assert!(measured.is_measuring() && measured.points().is_empty() && measured.chart(Lang::En, false).is_none());
        for id in (0..queries.len() as u32).rev() {
            measured.take(100 + id, json!({"median_ms": f64::from(id + 1), "gflops": 2.0, "peak_gflops": 4.0}));
        }
        assert!(!measured.is_measuring());
        let points = measured.points();
        assert_eq!((points.len(), points[0].in_a_row, points[0].at_once, points[0].len), (15, 1.0, 2.0, 8));
        assert!(measured.finding(Lang::En).0.starts_with("LSTM: 128 words"));
        assert_eq!(measured.throughput(Lang::En).len(), 2);
        let chart = measured.chart(Lang::Th, true).expect("points");
        assert_eq!(chart.lines.len(), 6);
    }
}
