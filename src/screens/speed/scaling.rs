//! How time and memory grow with the sequence: measured jobs, what came back, and what is said of it.

use crate::model::cell::Cell;
use crate::scene::chart::significant;
use crate::scene::number::{grouped, percent, short};
use crate::screens::speed::kinds::Place;
use crate::screens::speed::words::Words;
use crate::words::Lang;
use serde_json::Value;

/// Lengths that are measured.
pub const LENGTHS: [usize; 5] = [8, 32, 128, 512, 1024];
/// The greatest.
pub const LAST: usize = LENGTHS[LENGTHS.len() - 1];
/// Networks: those whose steps wait, and those whose steps do not.
pub const CELLS: [Cell; 5] = [Cell::Rnn, Cell::Lstm, Cell::Gru, Cell::MinGru, Cell::Attention];
/// Units and one-hot width of the network that is measured.
const HIDDEN: usize = 64;
const INPUT: usize = 32;

/// A job by what it measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    pub place: Place,
    pub cell: Cell,
    pub len: usize,
    pub is_training: bool,
}

/// What a job gave: milliseconds, by how much its readings differ as a part of them, memory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    pub millis: f64,
    pub spread: f64,
    pub bytes: f64,
}

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
    /// What of the picture it is; nothing for the engine's own rate.
    pub key: Option<Key>,
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
    /// Every network and length, on one core; the same work of those that wait as if it need not, on all cores; all of it on
    /// WebGPU; and the engine's own rate on each device.
    pub fn begin(cores: usize) -> Self {
        let job = |key: Key| {
            let Key { place, cell, len, is_training } = key;
            let workers = if place == Place::Cores { cores.min(len) } else { 1 };
            let (len, batch) = if place == Place::Cores { (1, len.div_ceil(cores)) } else { (len, 1) };
            let (kind, device) =
                (["forward", "train"][usize::from(is_training)], ["cpu", "webgpu"][usize::from(place == Place::Gpu)]);
            let query = format!(
                "fig=speed&job={kind}&cell={}&hidden={HIDDEN}&len={len}&batch={batch}&input={INPUT}&runs=3&device={device}",
                cell.id()
            );
            Job { key: Some(key), query, workers }
        };
        let all = |place: Place, cells: &'static [Cell], is_training: bool| {
            let key = move |cell: Cell| LENGTHS.map(|len| Key { place, cell, len, is_training });
            cells.iter().copied().flat_map(key)
        };
        let rate = |device: &str| Job {
            key: None,
            query: format!("fig=speed&job=train&cell=lstm&hidden=128&len=64&batch=16&input=32&runs=5&device={device}"),
            workers: 1,
        };
        let keys = all(Place::One, &CELLS, true).chain(all(Place::Cores, &Cell::RECURRENT, true)).chain(all(
            Place::One,
            &CELLS,
            false,
        ));
        let gpu = all(Place::Gpu, &CELLS, true).chain(all(Place::Gpu, &CELLS, false));
        let jobs: Vec<Job> = keys.map(job).chain([rate("cpu"), rate("webgpu")]).chain(gpu.map(job)).collect();
        Self { cores, results: vec![Vec::new(); jobs.len()], jobs, asked: 0 }
    }
    /// The job to ask for next.
    pub fn next(&self) -> Option<&Job> {
        self.jobs.get(self.count().0)
    }
    pub fn ask(&mut self, id: u32) {
        self.asked = id;
    }
    /// Takes a result; says whether its job is done. Where there is no GPU worth asking, the rest of its jobs falls away.
    pub fn take(&mut self, id: u32, value: Value) -> bool {
        let at = self.count().0;
        let Some(job) = self.jobs.get(at).filter(|_| id == self.asked) else { return false };
        let is_gpu_rate = job.key.is_none() && job.query.ends_with("webgpu");
        let is_none = value["error"].is_string() || is_software(&value);
        self.results[at].push(value);
        let is_done = self.results[at].len() == self.jobs[at].workers;
        if is_gpu_rate && is_none {
            self.stop();
        }
        is_done
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

    /// What a job gave, once all its workers are done: of those that share one the slowest counts, and their memory adds up. A
    /// reading that is no time at all is none.
    pub fn reading(&self, key: Key) -> Option<Reading> {
        let at = self.jobs.iter().position(|job| job.key == Some(key))?;
        let results = self.results.get(at).filter(|_| at < self.count().0)?;
        let most = |key: &str| {
            results.iter().map(|result| result[key].as_f64()).try_fold(0.0, |most: f64, value| Some(most.max(value?)))
        };
        let bytes = results.iter().filter_map(|result| result["bytes"].as_f64()).sum();
        let reading = Reading { millis: most("min_ms")?, spread: most("spread")?, bytes };
        (reading.millis > 0.0 && reading.millis.is_finite()).then_some(reading)
    }

    /// Of each cell that waits and length, both ways of an update.
    pub fn points(&self) -> Vec<Point> {
        let point = |cell: Cell, len: usize| {
            let of = |place| self.reading(Key { place, cell, len, is_training: true });
            let (row, once) = (of(Place::One)?, of(Place::Cores)?);
            Some(Point { cell, len, in_a_row: row.millis, at_once: once.millis, spread: row.spread.max(once.spread) })
        };
        Cell::RECURRENT.into_iter().flat_map(|cell| LENGTHS.map(|len| point(cell, len))).flatten().collect()
    }

    /// A network's readings by length.
    pub fn line(&self, place: Place, cell: Cell, is_training: bool) -> Vec<(usize, Reading)> {
        let of = |len: usize| Some((len, self.reading(Key { place, cell, len, is_training })?));
        LENGTHS.into_iter().filter_map(of).collect()
    }

    /// What is being measured, in words.
    pub fn present(&self, lang: Lang) -> String {
        let m = Words::of(lang);
        match self.next().and_then(|job| job.key) {
            Some(key) => {
                let work = if key.is_training { m.pass_update } else { m.pass_forward };
                m.measuring_now(&m.net_word(key.cell), &grouped(key.len), work, &m.place_name(key.place))
            }
            None => m.measuring_rate.to_string(),
        }
    }

    /// An update on one core.
    fn update(&self, cell: Cell, len: usize) -> Option<Reading> {
        self.reading(Key { place: Place::One, cell, len, is_training: true })
    }

    /// Heading and text: what was found so far; at the end, what was found at the greatest length.
    pub fn finding(&self, lang: Lang) -> (String, Vec<String>) {
        let m = Words::of(lang);
        if self.count().1 == 0 {
            return (m.speed_idle_title.into(), vec![m.speed_idle_text.into()]);
        }
        let here = CELLS.into_iter().filter_map(|cell| Some((cell, self.update(cell, LAST)?)));
        let times: Vec<String> =
            here.map(|(cell, found)| m.speed_takes(&m.net_word(cell), &significant(found.millis))).collect();
        if times.is_empty() {
            return (m.speed_begun.into(), Vec::new());
        }
        let mut text = vec![m.speed_one_core(&grouped(LAST), &times.join(", "))];
        text.extend(self.growth(lang));
        let (title, waiting) = self.waiting(lang);
        text.extend(waiting);
        let title = title.unwrap_or_else(|| match self.slowest(&CELLS) {
            Some(Some(cell)) => m.speed_slowest(&m.net_word(cell)),
            Some(None) => m.speed_no_slowest.into(),
            None => m.speed_so_far.into(),
        });
        (title, text)
    }

    /// How the times of attention and of the LSTM grow over the last two lengths: an honest price tag. What their readings cannot
    /// tell apart is not told.
    fn growth(&self, lang: Lang) -> Option<String> {
        let m = Words::of(lang);
        let before = LENGTHS[LENGTHS.len() - 2];
        let of = |cell: Cell| Some((self.update(cell, before)?, self.update(cell, LAST)?));
        let (attention, lstm) = (of(Cell::Attention)?, of(Cell::Lstm)?);
        let spread = [attention.0, attention.1, lstm.0, lstm.1].iter().map(|found| found.spread).fold(0.0, f64::max);
        let [more, less] = [attention, lstm].map(|(short, long)| long.millis / short.millis);
        Some(if more / less > 1.0 + spread {
            m.speed_growth(&(LAST / before).to_string(), &short(more), &short(less))
        } else {
            m.speed_growth_untold(&percent(spread))
        })
    }

    /// Which of these takes longest for an update at the greatest length, on one core: nothing until all are measured, and none
    /// where the two slowest differ by no more than their own readings do.
    fn slowest(&self, cells: &[Cell]) -> Option<Option<Cell>> {
        let mut all: Vec<(Cell, Reading)> =
            cells.iter().map(|&cell| Some((cell, self.update(cell, LAST)?))).collect::<Option<_>>()?;
        all.sort_by(|a, b| b.1.millis.total_cmp(&a.1.millis));
        let [(cell, first), (_, second), ..] = all[..] else { return Some(None) };
        let is_told = first.millis / second.millis > 1.0 + first.spread.max(second.spread);
        Some(is_told.then_some(cell))
    }

    /// What waiting costs the three cells, at the greatest length that both were measured at.
    fn waiting(&self, lang: Lang) -> (Option<String>, Vec<String>) {
        let m = Words::of(lang);
        let points = self.points();
        let longest = |cell: &Cell| points.iter().rfind(|point| point.cell == *cell);
        let last: Vec<&Point> = Cell::RECURRENT.iter().filter_map(longest).collect();
        if last.is_empty() {
            return (None, Vec::new());
        }
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
            format!("{} {said}", m.speed_line(&m.net_word(point.cell), &grouped(point.len), &times[0], &times[1]))
        };
        let text = last.iter().map(line).chain([m.speed_found_text(&self.cores.to_string())]);
        (Some(title), text.collect())
    }

    /// What came of the guess: whether that network was the slowest on one core at the greatest length.
    pub fn verdict(&self, lang: Lang, guess: Cell) -> Option<String> {
        let m = Words::of(lang);
        Some(match self.slowest(&GUESSES)? {
            Some(slowest) if slowest == guess => m.guess_was_slowest(&m.net_word(guess)),
            Some(slowest) => m.guess_slowest(&m.net_word(guess), &m.net_word(slowest)),
            None => m.guess_untold(&m.net_word(guess)),
        })
    }

    /// The engine's rate on each device, in words.
    pub fn throughput(&self, lang: Lang) -> Vec<String> {
        let m = Words::of(lang);
        // Where it was stopped before, there is none.
        let rates = self.jobs.iter().zip(&self.results).filter(|(job, _)| job.key.is_none());
        let number = |value: &Value, key: &str| value[key].as_f64().unwrap_or(0.0);
        let mut lines = Vec::new();
        for (job, value) in rates.filter_map(|(job, results)| Some((job, results.first()?))) {
            if job.query.ends_with("cpu") {
                let (got, peak) = (number(value, "gflops"), number(value, "peak_gflops"));
                lines.push(m.throughput_cpu(&significant(got), &significant(peak), &percent(got / peak.max(1e-9))));
                continue;
            }
            let adapter = value["adapter"].as_str().unwrap_or_default();
            lines.push(match value["error"].as_str() {
                Some(why) if why.starts_with("no adapter") => m.throughput_no_gpu(m.why_no_adapter),
                Some(why) => m.throughput_no_gpu(why),
                None => m.throughput_gpu(&significant(number(value, "gflops")), adapter),
            });
        }
        lines
    }

    /// Why there is nothing of WebGPU, once that is known.
    pub fn no_gpu(&self, lang: Lang) -> Option<String> {
        let rate = self.jobs.iter().position(|job| job.key.is_none() && job.query.ends_with("webgpu"))?;
        let value = self.results[rate].first()?;
        (value["error"].is_string() || is_software(value)).then(|| Words::of(lang).gpu_none.to_string())
    }
}

/// A rate below this is no GPU's: a program stands in for one.
const SOFTWARE_GFLOPS: f64 = 1.0;

fn is_software(value: &Value) -> bool {
    let name = value["adapter"].as_str().unwrap_or_default().to_lowercase();
    let rate = value["gflops"].as_f64().unwrap_or(0.0);
    ["swiftshader", "llvmpipe", "software", "basic render"].iter().any(|known| name.contains(known))
        || rate < SOFTWARE_GFLOPS
}

/// Networks that a guess may name.
pub const GUESSES: [Cell; 3] = [Cell::Lstm, Cell::MinGru, Cell::Attention];

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// All jobs done, each with what `of` makes of it.
    fn done(cores: usize, of: impl Fn(&Job) -> Value) -> Measured {
        let mut measured = Measured::begin(cores);
        let mut id = 0;
        while let Some(job) = measured.next().cloned() {
            id += 1;
            measured.ask(id);
            assert!(!measured.take(id + 1, json!({})), "what was not asked is not taken");
            for worker in 1..=job.workers {
                assert_eq!(measured.take(id, of(&job)), worker == job.workers);
            }
        }
        measured
    }

    fn millis(job: &Job) -> f64 {
        let Some(key) = job.key else { return 1.0 };
        match key.cell {
            Cell::Attention => (key.len * key.len) as f64 / 1000.0,
            Cell::MinGru => key.len as f64 / 100.0,
            _ if key.place == Place::Cores => key.len as f64 / 20.0,
            _ => key.len as f64 / 10.0,
        }
    }

    #[test]
    fn what_comes_back_lands_where_it_was_asked() {
        let gpu = json!("a real one");
        let measured = done(
            2,
            |job| json!({"min_ms": millis(job), "spread": 0.01, "bytes": 8.0, "gflops": 40.0, "peak_gflops": 80.0, "adapter": gpu}),
        );
        assert!(!measured.is_measuring());
        let all = CELLS.len() * LENGTHS.len();
        assert_eq!(measured.count(), (4 * all + 15 + 2, 4 * all + 15 + 2));
        for place in [Place::One, Place::Gpu] {
            for is_training in [true, false] {
                assert!(CELLS.iter().all(|&cell| measured.line(place, cell, is_training).len() == LENGTHS.len()));
            }
        }
        let key = Key { place: Place::Cores, cell: Cell::Gru, len: 128, is_training: true };
        assert_eq!(measured.reading(key), Some(Reading { millis: 6.4, spread: 0.01, bytes: 16.0 }));
        assert_eq!(measured.points().len(), 15);
        let (title, text) = measured.finding(Lang::En);
        assert_eq!(title, "Waiting takes 2.00 to 2.00 times as long here");
        assert!(text[0].contains("attention 1049 ms"), "{text:?}");
        assert!(text[1].contains("4.00 times as long") && text[1].contains("2.00"), "{text:?}");
        assert_eq!(measured.throughput(Lang::En).len(), 2);
        assert_eq!(measured.no_gpu(Lang::En), None);
        // A guess is right where that network was the slowest, and told what was where not.
        assert!(measured.verdict(Lang::En, Cell::Attention).is_some_and(|said| said.starts_with("As you guessed")));
        assert!(measured.verdict(Lang::En, Cell::Lstm).is_some_and(|said| said.contains("attention")));
    }

    #[test]
    fn every_job_is_of_the_network_it_is_told_of() {
        use crate::run::job::Work;
        assert!(matches!(Work::of("fig=speed&job=train&len=4096"), Some(Work::Refused(_))));
        for job in (1..20).flat_map(|cores| Measured::begin(cores).jobs) {
            let Some(Work::Job(made)) = Work::of(&job.query) else { panic!("{} is refused", job.query) };
            let Some(key) = job.key else { continue };
            assert_eq!(
                (made.cell, made.is_training, made.on_gpu),
                (key.cell, key.is_training, key.place == Place::Gpu)
            );
            let share = made.len * made.batch * job.workers;
            assert!(share >= key.len && share < key.len + job.workers, "{}", job.query);
        }
    }

    #[test]
    fn without_a_gpu_its_jobs_fall_away() {
        for gpu in
            [json!({"error": "no adapter"}), json!({"min_ms": 1.0, "gflops": 9.0, "adapter": "SwiftShader Device"})]
        {
            let measured = done(1, |job| match job.query.ends_with("webgpu") {
                true => gpu.clone(),
                false => json!({"min_ms": millis(job), "spread": 9.0, "bytes": 8.0, "gflops": 2.0, "peak_gflops": 4.0}),
            });
            assert_eq!(measured.count().1, 2 * CELLS.len() * LENGTHS.len() + 15 + 2);
            assert!(measured.no_gpu(Lang::En).is_some() && measured.line(Place::Gpu, Cell::Lstm, true).is_empty());
            // Readings that differ by more than the two ways do are no difference.
            let (title, text) = measured.finding(Lang::En);
            assert_eq!(title, "Waiting was not seen to take longer here");
            assert!(text[2].contains("no difference here"), "{text:?}");
        }
    }

    #[test]
    fn the_slowest_is_told_once_all_are_measured_and_the_readings_tell() {
        let of = |spread: f64| {
            done(
                1,
                |job| json!({"min_ms": millis(job), "spread": spread, "gflops": 2.0, "peak_gflops": 4.0, "error": "no adapter"}),
            )
        };
        let clear = of(0.1);
        assert_eq!(clear.slowest(&CELLS), Some(Some(Cell::Attention)));
        // Readings that differ twelvefold tell nothing, neither of the guess nor of how the times grow.
        let noisy = of(12.0);
        assert_eq!(noisy.slowest(&CELLS), Some(None));
        assert!(noisy.verdict(Lang::En, Cell::Attention).is_some_and(|said| said.contains("too much")));
        assert!(noisy.growth(Lang::En).is_some_and(|said| said.contains("1200%")));
        // With one network measured of five, none is the slowest.
        let mut begun = Measured::begin(1);
        for (id, _) in (1..).zip(LENGTHS) {
            begun.ask(id);
            begun.take(id, json!({"min_ms": f64::from(id), "spread": 0.01}));
        }
        assert_eq!((begun.slowest(&CELLS), begun.verdict(Lang::En, Cell::Lstm)), (None, None));
        assert_eq!(begun.finding(Lang::En).0, "Measured so far");
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
    fn what_took_no_time_or_was_not_measured_is_not_told() {
        let mut measured = Measured::begin(1);
        assert_eq!(Measured::default().finding(Lang::En).0, "Nothing measured yet");
        assert_eq!(measured.finding(Lang::En), ("Measuring".to_string(), vec![]));
        for (id, ms) in [(1, 0.0), (2, 1.0), (3, f64::NAN)] {
            measured.ask(id);
            measured.take(id, json!({"min_ms": ms, "spread": 0.01}));
        }
        let line = measured.line(Place::One, Cell::Rnn, true);
        assert_eq!(line.iter().map(|(len, _)| *len).collect::<Vec<_>>(), [LENGTHS[1]]);
        assert!(measured.present(Lang::En).contains("512"));
        measured.stop();
        assert_eq!((measured.count(), measured.throughput(Lang::En)), ((3, 3), vec![]));
        assert_eq!(measured.verdict(Lang::En, Cell::Lstm), None);
        assert!(measured.points().is_empty() && measured.finding(Lang::En).1.is_empty());
    }
}
