//! The proof by training: networks of one size on the same data. First every learning rate of a common grid, for every cell, at
//! this delay; then each cell at the rate that did best there, over seeds that chose nothing. Workers take one run after the
//! other. Pure: what is to be asked of the workers comes back as a list.

use crate::engine::session::Recalled;
use crate::model::cell::Cell;
use crate::run::protocol::{Ask, Tell};
use crate::run::setup::Setup;
use crate::screens::gradient::trials::{Trial, TrialStage};
use crate::shell::address::Address;
use serde_json::{Value, json};

/// Learning rates of the common grid.
pub const RATES: [&str; 3] = ["0.003", "0.01", "0.03"];
/// Seeds that choose the rate (one alone would choose by luck: an RNN's runs differ), and seeds that are shown for it.
pub const CHOOSING: u32 = 2;
pub const SHOWN: u32 = 5;
/// Symbols in between: least, usual, most.
pub const DELAYS: (usize, usize, usize) = (5, 40, 60);
/// Rounds of 32 updates.
pub const ROUNDS: usize = 40;
pub const UPDATES_A_ROUND: u32 = 32;
/// What the LSTM's forget gate begins with: σ(5) keeps 0.993 a step.
const FORGET_BIAS: &str = "5";
/// Workers at once, at most.
pub const MOST_WORKERS: usize = 8;
/// Seconds that a run that is watched takes at the usual pace.
const SECONDS: f32 = 12.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Waiting,
    /// A worker reads its data.
    Starting,
    Ready,
    Done,
}

/// Where a trial runs, and the number of its `Start`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Run {
    phase: Phase,
    worker: usize,
    id: u32,
}

const WAITING: Run = Run { phase: Phase::Waiting, worker: 0, id: 0 };

#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    pub delay: usize,
    pub rounds: usize,
    /// One rate for all; `None`: each cell's best.
    pub rate: Option<&'static str>,
    seed: u32,
    pub trials: Vec<Trial>,
    runs: Vec<Run>,
    pub is_running: bool,
    /// Workers that take runs: as many as may start.
    pub workers: usize,
}

/// What to ask of which worker, about which run.
pub type Asks = Vec<(usize, u32, Ask)>;

impl Proof {
    pub fn new(address: &Address, workers: usize) -> Proof {
        let number = |key: &str, usual: usize| address.number(key).unwrap_or(usual);
        let mut proof = Proof {
            delay: number("len", DELAYS.1).clamp(DELAYS.0, DELAYS.2),
            rounds: number("epoch", ROUNDS).clamp(1, 400),
            rate: RATES.into_iter().find(|rate| address.get("lr") == Some(rate)),
            // Of its own stream: the network of the other looks is none of these.
            seed: address.get("seed").and_then(|seed| seed.parse().ok()).unwrap_or(7u32) ^ 3,
            trials: Vec::new(),
            runs: Vec::new(),
            is_running: false,
            workers: workers.clamp(1, MOST_WORKERS),
        };
        match proof.rate {
            Some(rate) => proof.show([rate; 3]),
            None => {
                let seeds = 0..CHOOSING;
                let all = seeds.flat_map(|seed| {
                    RATES.into_iter().flat_map(move |rate| Cell::RECURRENT.map(|cell| (seed, rate, cell)))
                });
                let seed = proof.seed;
                proof.add(
                    all.map(|(n, rate, cell)| Trial::new(TrialStage::Rates, cell, rate, seed.wrapping_add(n)))
                        .collect(),
                );
            }
        }
        proof
    }

    fn add(&mut self, trials: Vec<Trial>) {
        self.runs.extend(trials.iter().map(|_| WAITING));
        self.trials.extend(trials);
    }

    /// The second half: each cell at its rate, over other seeds.
    fn show(&mut self, rates: [&'static str; 3]) {
        let seeds = (CHOOSING..CHOOSING + SHOWN).map(|n| self.seed.wrapping_add(n));
        let cells = || Cell::RECURRENT.into_iter().zip(rates);
        self.add(
            seeds
                .flat_map(|seed| cells().map(move |(cell, rate)| Trial::new(TrialStage::Seeds, cell, rate, seed)))
                .collect(),
        );
    }

    /// Everything that decides its numbers, in words.
    pub fn key(&self) -> String {
        format!("{} {} {} {}", self.delay, self.rounds, self.rate.unwrap_or("best"), self.seed)
    }
    /// Whether another proof asks for the same runs.
    pub fn is_of(&self, other: &Proof) -> bool {
        self.key() == other.key()
    }
    /// What a trial learns, as an address.
    pub fn query(&self, trial: &Trial) -> String {
        query(trial.cell, self.delay, trial.rate, self.rounds, &trial.seed.to_string())
    }
    pub fn updates(&self) -> u32 {
        self.trials.iter().map(|trial| trial.updates).sum()
    }
    pub fn each(&self) -> u32 {
        self.rounds as u32 * UPDATES_A_ROUND
    }
    /// Updates of all runs, those of the second half included.
    pub fn total(&self) -> u32 {
        let chosen = if self.rate.is_some() { 0 } else { CHOOSING * RATES.len() as u32 };
        self.each() * Cell::RECURRENT.len() as u32 * (chosen + SHOWN)
    }
    pub fn is_done(&self) -> bool {
        self.trials.iter().any(|trial| trial.stage == TrialStage::Seeds) && self.trials.iter().all(Trial::is_done)
    }

    /// Starts, goes on, or pauses. `next_id` numbers the asks.
    pub fn go(&mut self, pace: f32, next_id: &mut u32) -> Asks {
        self.is_running = !self.is_running;
        let mut asks = Asks::new();
        let ready: Vec<usize> = (0..self.runs.len()).filter(|&n| self.runs[n].phase == Phase::Ready).collect();
        if !self.is_running {
            asks.extend(ready.into_iter().map(|n| (self.runs[n].worker, self.runs[n].id, Ask::Pause)));
            return asks;
        }
        asks.extend(ready.into_iter().map(|n| self.run(n, pace)));
        for worker in 0..self.workers {
            self.start_next(worker, next_id, &mut asks);
        }
        asks
    }

    /// A worker without a run takes the next one.
    fn start_next(&mut self, worker: usize, next_id: &mut u32, asks: &mut Asks) {
        let is_busy = |run: &Run| run.worker == worker && matches!(run.phase, Phase::Starting | Phase::Ready);
        if !self.is_running || self.runs.iter().any(is_busy) {
            return;
        }
        let Some(next) = self.runs.iter().position(|run| run.phase == Phase::Waiting) else { return };
        *next_id += 1;
        self.runs[next] = Run { phase: Phase::Starting, worker, id: *next_id };
        let query = self.query(&self.trials[next]);
        asks.push((worker, *next_id, Ask::Start { query, text: None, temperature: 1.0 }));
    }

    /// The first seed at a pace that the eye can follow; everything else as fast as it goes.
    fn run(&self, n: usize, pace: f32) -> (usize, u32, Ask) {
        let trial = &self.trials[n];
        let is_watched = trial.stage == TrialStage::Seeds && trial.seed == self.seed.wrapping_add(CHOOSING);
        let most = self.each() as f32 * pace / SECONDS;
        let most_a_second = if most.is_finite() && is_watched { most } else { 0.0 };
        (self.runs[n].worker, self.runs[n].id, Ask::Run { most_a_second, until: None })
    }

    /// Another pace, in the middle.
    pub fn set_pace(&self, pace: f32) -> Asks {
        let ready = (0..self.runs.len()).filter(|&n| self.is_running && self.runs[n].phase == Phase::Ready);
        ready.map(|n| self.run(n, pace)).collect()
    }

    /// A worker said something about run number `id`; what follows from it.
    pub fn told(&mut self, id: u32, tell: Tell, pace: f32, next_id: &mut u32) -> Asks {
        let mut asks = Asks::new();
        let is_its = |run: &Run| run.id == id && id != 0 && run.phase != Phase::Done;
        let Some(n) = self.runs.iter().position(is_its) else { return asks };
        let trial = &mut self.trials[n];
        match tell {
            Tell::Begun(facts) => trial.total = facts.total,
            Tell::Recalled(all) => {
                let first = all.first().map_or(u32::MAX, |at| at.k);
                trial.measured.retain(|at| at.k < first);
                trial.measured.extend(all);
            }
            Tell::Progress { from, record, .. } => {
                trial.updates = from + record.losses.len() as u32;
                let is_done = trial.is_done();
                match self.runs[n].phase {
                    Phase::Starting => {
                        self.runs[n].phase = Phase::Ready;
                        if self.is_running {
                            asks.push(self.run(n, pace));
                        }
                    }
                    Phase::Ready if is_done => self.end(n, next_id, &mut asks),
                    _ => {}
                }
            }
            // A number left the finite: this network learns no more.
            Tell::Burst(_) => {
                trial.total = trial.updates;
                trial.burst = true;
                self.end(n, next_id, &mut asks);
            }
            _ => {}
        }
        asks
    }

    /// The worker of a run that has ended turns to the next one; when every rate was tried, each cell's best is taken.
    fn end(&mut self, n: usize, next_id: &mut u32, asks: &mut Asks) {
        self.runs[n].phase = Phase::Done;
        self.choose();
        if self.is_done() {
            self.is_running = false;
        }
        for worker in 0..self.workers {
            self.start_next(worker, next_id, asks);
        }
    }

    fn choose(&mut self) {
        let are_tried = self.trials.iter().all(Trial::is_done);
        if are_tried && self.trials.iter().all(|trial| trial.stage == TrialStage::Rates) {
            let best = Cell::RECURRENT.map(|cell| best_rate(&self.trials, cell));
            self.show(best);
        }
    }

    /// What was measured, for another visit: the runs that have ended.
    pub fn keep(&self) -> String {
        let row = |at: &Recalled| json!([at.k, at.right, at.reach]);
        let trial = |trial: &Trial| {
            json!({
                "cell": trial.cell.id(), "rate": trial.rate, "seed": trial.seed, "updates": trial.updates, "burst": trial.burst,
                "measured": trial.measured.iter().map(row).collect::<Vec<Value>>(),
            })
        };
        let done: Vec<Value> = self.trials.iter().filter(|trial| trial.is_done()).map(trial).collect();
        crate::shell::json::text(&json!({"version": 1, "key": self.key(), "trials": done}))
    }

    /// Takes what an earlier visit measured of these very runs; a run is the same to the bit, whenever it is made.
    pub fn recall(&mut self, kept: &str) {
        let Ok(kept) = serde_json::from_str::<Value>(kept) else { return };
        if kept["version"] != 1 || kept["key"] != self.key().as_str() || self.updates() > 0 {
            return;
        }
        // Twice: the second half is known once the first one is.
        for _ in 0..2 {
            for n in 0..self.trials.len() {
                if self.runs[n].phase == Phase::Waiting && self.fill(n, &kept).is_some() {
                    self.runs[n].phase = Phase::Done;
                }
            }
            self.choose();
        }
    }

    fn fill(&mut self, n: usize, kept: &Value) -> Option<()> {
        let each = self.each();
        let trial = &mut self.trials[n];
        let is_its =
            |kept: &&Value| kept["cell"] == trial.cell.id() && kept["rate"] == trial.rate && kept["seed"] == trial.seed;
        let found = kept["trials"].as_array()?.iter().find(is_its)?;
        let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
        let row = |row: &Value| {
            let (k, right) = (u32::try_from(row[0].as_u64()?).ok()?, number(&row[1]));
            (0.0..=1.0).contains(&right).then(|| Recalled { k, right, reach: number(&row[2]) })
        };
        let measured: Option<Vec<Recalled>> = found["measured"].as_array()?.iter().map(row).collect();
        let updates = u32::try_from(found["updates"].as_u64()?).ok().filter(|&updates| updates <= each)?;
        trial.measured = measured.filter(|measured| !measured.is_empty())?;
        (trial.updates, trial.total, trial.burst) = (updates, updates, found["burst"] == true);
        Some(())
    }
}

/// The rate at which a cell answered most; of equal ones the one that did so sooner.
pub fn best_rate(trials: &[Trial], cell: Cell) -> &'static str {
    let score = |rate: &str| {
        let mine =
            trials.iter().filter(|trial| trial.stage == TrialStage::Rates && trial.cell == cell && trial.rate == rate);
        let of = |trial: &Trial| {
            let all = trial.measured.iter().map(|at| at.right).sum::<f64>();
            (trial.right(), all / trial.measured.len().max(1) as f64)
        };
        mine.map(of).fold((0.0, 0.0), |sum: (f64, f64), of| (sum.0 + of.0, sum.1 + of.1))
    };
    RATES.into_iter().fold(RATES[0], |best, rate| if score(rate) > score(best) { rate } else { best })
}

/// A run of the proof as an address: everything but the cell, its rate and the seed is the same.
pub fn query(cell: Cell, delay: usize, rate: &str, rounds: usize, seed: &str) -> String {
    let mut address = Address::default();
    let values =
        [("data", "recall-noise"), ("cell", cell.id()), ("hidden", "16"), ("lr", rate), ("fbias", FORGET_BIAS)];
    for (key, value) in values.into_iter().chain([("seed", seed), ("device", "cpu")]) {
        address.set(key, value);
    }
    address.set("len", &delay.to_string());
    address.set("epoch", &rounds.to_string());
    Setup::of(&address, false).query()
}
