//! The proof by training: three networks of one size on the same data, each in a worker, or one after the other where
//! there is only one. Pure: what is to be asked of the workers comes back as a list.

use crate::app::address::Address;
use crate::app::train::protocol::{Ask, Tell};
use crate::app::train::setup::Setup;
use crate::model::config::Cell;
use crate::scene::proof::Runner;

/// Learning rates of the common grid, and the best of them for each cell at the usual setting (`tests/proof.rs` tries all).
pub const RATES: [&str; 3] = ["0.003", "0.01", "0.03"];
fn best_rate(cell: Cell) -> &'static str {
    match cell {
        Cell::Lstm => "0.003",
        _ => "0.03",
    }
}

/// Symbols in between: least, usual, most.
pub const DELAYS: (usize, usize, usize) = (5, 40, 60);
/// Rounds of 32 updates.
pub const ROUNDS: usize = 40;
pub const UPDATES_A_ROUND: u32 = 32;
/// What the LSTM's forget gate begins with: σ(5) keeps 0.993 a step.
const FORGET_BIAS: &str = "5";
/// Seconds that a whole run takes at the usual pace.
const SECONDS: f32 = 12.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Its worker is busy with another run, or nobody has pressed Start.
    Waiting,
    /// The worker reads the data.
    Starting,
    Ready,
    Done,
}

#[derive(Clone, Debug, PartialEq)]
struct Run {
    query: String,
    /// Number of its `Start`.
    id: u32,
    phase: Phase,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    pub delay: usize,
    pub rounds: usize,
    /// One rate for all; `None`: each cell's best.
    pub rate: Option<&'static str>,
    pub runners: Vec<Runner>,
    runs: Vec<Run>,
    pub is_running: bool,
    workers: usize,
}

/// What to ask of which worker, about which run.
pub type Asks = Vec<(usize, u32, Ask)>;

impl Proof {
    pub fn new(address: &Address, workers: usize) -> Proof {
        let number = |key: &str, usual: usize| address.number(key).unwrap_or(usual);
        let delay = number("len", DELAYS.1).clamp(DELAYS.0, DELAYS.2);
        let rounds = number("epoch", ROUNDS).clamp(1, 400);
        let rate = RATES.into_iter().find(|rate| address.get("lr") == Some(rate));
        let runners: Vec<Runner> = Cell::RECURRENT
            .map(|cell| Runner {
                cell,
                rate: rate.unwrap_or(best_rate(cell)),
                measured: Vec::new(),
                updates: 0,
                total: 0,
            })
            .to_vec();
        // Of its own stream: the usual link is the run that is tested over the whole grid.
        let seed = (address.get("seed").and_then(|seed| seed.parse().ok()).unwrap_or(7u32) ^ 3).to_string();
        let runs = runners.iter().map(|runner| Run {
            query: query(runner.cell, delay, runner.rate, rounds, &seed),
            id: 0,
            phase: Phase::Waiting,
        });
        Proof { delay, rounds, rate, runs: runs.collect(), runners, is_running: false, workers: workers.clamp(1, 3) }
    }

    /// Whether another proof asks for the same runs.
    pub fn is_of(&self, other: &Proof) -> bool {
        self.queries() == other.queries()
    }
    /// What each network learns, as addresses.
    pub fn queries(&self) -> Vec<String> {
        self.runs.iter().map(|run| run.query.clone()).collect()
    }
    pub fn updates(&self) -> u32 {
        self.runners.iter().map(|runner| runner.updates).sum()
    }
    pub fn total(&self) -> u32 {
        self.rounds as u32 * UPDATES_A_ROUND * self.runners.len() as u32
    }
    pub fn is_done(&self) -> bool {
        self.runners.iter().all(Runner::is_done)
    }
    fn worker(&self, run: usize) -> usize {
        run % self.workers
    }

    /// Starts, goes on, or pauses. `next_id` numbers the asks.
    pub fn go(&mut self, pace: f32, next_id: &mut u32) -> Asks {
        self.is_running = !self.is_running;
        let mut asks = Asks::new();
        if !self.is_running {
            let open = (0..self.runs.len()).filter(|&run| self.runs[run].phase == Phase::Ready);
            asks.extend(open.map(|run| (self.worker(run), self.runs[run].id, Ask::Pause)));
            return asks;
        }
        for run in 0..self.runs.len() {
            match self.runs[run].phase {
                Phase::Ready => asks.push(self.run(run, pace)),
                Phase::Waiting if !self.is_busy(self.worker(run)) => self.start(run, next_id, &mut asks),
                _ => {}
            }
        }
        asks
    }

    fn is_busy(&self, worker: usize) -> bool {
        let mine = self.runs.iter().enumerate().filter(|(run, _)| self.worker(*run) == worker);
        mine.into_iter().any(|(_, run)| matches!(run.phase, Phase::Starting | Phase::Ready))
    }

    fn start(&mut self, run: usize, next_id: &mut u32, asks: &mut Asks) {
        *next_id += 1;
        let worker = self.worker(run);
        let entry = &mut self.runs[run];
        (entry.id, entry.phase) = (*next_id, Phase::Starting);
        asks.push((worker, entry.id, Ask::Start { query: entry.query.clone(), text: None, temperature: 1.0 }));
    }

    /// As fast as it goes, or so that the eye can follow.
    fn run(&self, run: usize, pace: f32) -> (usize, u32, Ask) {
        let most = self.rounds as f32 * UPDATES_A_ROUND as f32 * pace / SECONDS;
        let ask = Ask::Run { most_a_second: if most.is_finite() { most } else { 0.0 }, until: None };
        (self.worker(run), self.runs[run].id, ask)
    }

    /// Another pace, in the middle.
    pub fn set_pace(&self, pace: f32) -> Asks {
        let ready = (0..self.runs.len()).filter(|&run| self.is_running && self.runs[run].phase == Phase::Ready);
        ready.map(|run| self.run(run, pace)).collect()
    }

    /// A worker said something about run number `id`; what follows from it.
    pub fn told(&mut self, id: u32, tell: Tell, pace: f32, next_id: &mut u32) -> Asks {
        let mut asks = Asks::new();
        let Some(run) = self.runs.iter().position(|run| run.id == id && id != 0) else { return asks };
        let runner = &mut self.runners[run];
        match tell {
            Tell::Begun(facts) => runner.total = facts.total,
            Tell::Recalled(all) => {
                let first = all.first().map_or(u32::MAX, |at| at.k);
                runner.measured.retain(|at| at.k < first);
                runner.measured.extend(all);
            }
            Tell::Progress { from, record, .. } => {
                runner.updates = from + record.losses.len() as u32;
                let is_done = runner.is_done();
                match self.runs[run].phase {
                    Phase::Starting => {
                        self.runs[run].phase = Phase::Ready;
                        if self.is_running {
                            asks.push(self.run(run, pace));
                        }
                    }
                    Phase::Ready if is_done => self.end(run, next_id, &mut asks),
                    _ => {}
                }
            }
            // A number left the finite: this network learns no more.
            Tell::Burst(_) => {
                runner.total = runner.updates;
                self.end(run, next_id, &mut asks);
            }
            _ => {}
        }
        asks
    }

    /// The worker of a run that has ended turns to the next one.
    fn end(&mut self, run: usize, next_id: &mut u32, asks: &mut Asks) {
        self.runs[run].phase = Phase::Done;
        let worker = self.worker(run);
        let next =
            (0..self.runs.len()).find(|&next| self.worker(next) == worker && self.runs[next].phase == Phase::Waiting);
        match next {
            Some(next) if self.is_running => self.start(next, next_id, asks),
            _ => self.is_running &= !self.is_done(),
        }
    }
}

/// A run of the proof as an address: everything but the cell and its rate is the same.
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
