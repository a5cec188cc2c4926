//! One measured job (FORMATS §5): a forward pass, or one training update, on this machine.

use crate::device::cpu::{Kernels, run};
use crate::device::gpu::{Gpu, GpuError, Pass, Resident};
use crate::engine::cost::reading;
use crate::engine::plan::Plan;
use crate::engine::program::{Buffers, Program};
use crate::engine::session::{Optimiser, append_update};
use crate::engine::trace::{LossAt, Sequence};
use crate::kernels::adam;
use crate::math::order::median;
use crate::math::rng::Uniform;
use crate::math::timing::{Readings, peak_gflops, step as clock_step};
use crate::model::attention::Attention;
use crate::model::cell::Cell;
use crate::model::config::Config;
use crate::model::params::Params;
use crate::run::choice::WEBGPU;
use crate::run::trainer::MOST_PASSES;
use crate::shell::address::{Address, Notice};
use crate::tasks::examples::Example;
use serde_json::{Value, json};

/// (H, T, B) of the benchmark.
pub const JOB_SIZES: [(usize, usize, usize); 4] = [(8, 8, 1), (32, 32, 1), (128, 100, 1), (128, 64, 16)];
/// A job whose buffers hold more values than this is refused: the page must not run out of memory.
const MAX_VALUES: usize = 48_000_000;
/// No further run begins after this.
const MAX_MILLIS: f64 = 60_000.0;

/// The machine's rate, read once a program: its many jobs are on one machine.
fn peak(now_millis: &dyn Fn() -> f64) -> f64 {
    thread_local! { static PEAK: std::cell::OnceCell<f64> = const { std::cell::OnceCell::new() }; }
    PEAK.with(|peak| *peak.get_or_init(|| peak_gflops(now_millis)))
}

/// Milliseconds for the whole trace of 20 words with BPTT at 16 units: the slowest of the three cells, median of 20 readings.
pub fn lesson_trace_millis(now_millis: &dyn Fn() -> f64) -> f64 {
    let of = |cell: Cell| {
        let model = std::rc::Rc::new(Example::Apple.random(cell, 16, 7));
        let words: Vec<String> = model.config.vocab.iter().cycle().take(20).cloned().collect();
        let ids = (0..20).collect();
        let sequence = Sequence::next_words(words, ids, Some(0), LossAt::All).expect("20 words");
        let mut work = || drop(std::hint::black_box(crate::device::compute::trace(model.clone(), sequence.clone())));
        let runs = Readings::take(&mut work, 20, MAX_MILLIS, now_millis).runs;
        median(&runs)
    };
    Cell::RECURRENT.into_iter().map(of).fold(0.0, f64::max)
}

const WARM_UPS: usize = 2;
/// Browsers compile a function well only after some calls: no reading is taken before this much time was spent.
const WARM_MILLIS: f64 = 400.0;
const RUNS: usize = 7;
/// A reading on the GPU lasts so long, and so many steps of the clock, at least; of so many submits, at most.
const GPU_MILLIS: f64 = 60.0;
const STEPS: f64 = 20.0;
const MOST_SUBMITS: usize = 4096;

/// What an address asks to be measured.
#[derive(Clone, Debug, PartialEq)]
pub enum Work {
    Job(Job),
    /// The trace of a lesson: 20 words, 16 units, forward and backward.
    Trace,
    /// What was asked for cannot be measured, and why.
    Refused(String),
}

impl Work {
    /// The work an address asks for, if it asks for any. What it does not take as asked is refused: another size would be
    /// measured in its name.
    pub fn of(query: &str) -> Option<Work> {
        let (address, notices) = Address::parse(query);
        let kind = (address.get("fig") == Some("speed")).then(|| address.get("job"))??;
        let bad = notices.iter().find_map(|notice| match notice {
            Notice::Bad(key, value) => Some(format!("{key}={value} cannot be measured")),
            _ => None,
        });
        Some(match (bad, kind) {
            (Some(why), _) => Work::Refused(why),
            (None, "trace") => Work::Trace,
            (None, kind) => Job::of(&address, kind == "train").map_or_else(Work::Refused, Work::Job),
        })
    }
    pub async fn measure(&self, now_millis: &dyn Fn() -> f64) -> Value {
        match self {
            Work::Job(job) => job.measure(now_millis).await,
            Work::Refused(why) => json!({"error": why}),
            Work::Trace => {
                json!({"job": "trace", "hidden": 16, "len": 20, "median_ms": lesson_trace_millis(now_millis)})
            }
        }
    }
}

/// A job with its sizes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Job {
    pub is_training: bool,
    pub cell: Cell,
    pub hidden: usize,
    pub len: usize,
    pub batch: usize,
    /// One-hot width, also the classes.
    pub input: usize,
    pub runs: usize,
    /// On the GPU, whatever adapter there is.
    pub on_gpu: bool,
}

impl Job {
    /// The sizes of an address, or why they cannot be measured.
    fn of(address: &Address, is_training: bool) -> Result<Job, String> {
        let cell = address
            .get("cell")
            .map_or(Some(Cell::Lstm), Cell::from_id)
            .ok_or("cell must be rnn, lstm, gru, mingru or attn")?;
        let number = |key: &str, usual: usize| address.number(key).unwrap_or(usual);
        let job = Job {
            is_training,
            cell,
            hidden: number("hidden", 128),
            len: number("len", 64),
            batch: number("batch", 16),
            input: number("input", 32),
            runs: number("runs", RUNS),
            on_gpu: address.get("device") == Some(WEBGPU),
        };
        let values: usize = job.plan().1.buffers.iter().map(|buffer| buffer.len).sum();
        if values > MAX_VALUES {
            return Err(format!("{values} values are too many for one job; at most {MAX_VALUES} are measured"));
        }
        Ok(job)
    }

    /// Products and sums executed. A gather counts none; the input is a dense one-hot product here, so it counts.
    pub fn flops(&self) -> f64 {
        let config = self.config();
        let readout = self.len * config.head_input() * config.classes;
        let forward = 2.0 * self.batch as f64 * (reading(&config, self.len).products + readout) as f64;
        // Backward: with respect to the inputs and to the weights, two products of the same size each.
        if self.is_training { 3.0 * forward } else { forward }
    }

    /// The network: one layer; attention of four heads where the width allows it, all see all, with positions.
    fn config(&self) -> Config {
        let vocab = (0..self.input).map(|word| format!("word{word}")).collect();
        if self.cell != Cell::Attention {
            return Config::words(self.cell, self.hidden, vocab);
        }
        let config = Config::attending(self.hidden, vocab);
        let heads = if self.hidden.is_multiple_of(4) { 4 } else { 1 };
        Config { attention: Attention { heads, ..config.attention }, ..config }
    }

    /// The work, before anything is allocated.
    fn plan(&self) -> (Plan, Program, Config) {
        let config = self.config();
        let plan = Plan::new(&config, self.len, self.batch, self.is_training);
        let mut program = plan.program.clone();
        if self.is_training {
            append_update(&mut program, &plan, Optimiser::Adam(adam::Settings::default()), None, 1);
        }
        (plan, program, config)
    }

    fn program(&self) -> (Program, Buffers<f32>) {
        let (plan, program, config) = self.plan();
        let mut buffers = Buffers::of(&program);
        plan.fill(&mut buffers);
        for (id, tensor) in plan.params.iter().zip(Params::random(&config, 7).tensors) {
            buffers.put(*id, tensor.data);
        }
        let mut random = Uniform::new(7);
        let mut words = || (0..self.len * self.batch).map(|_| random.below(self.input) as i32).collect::<Vec<_>>();
        buffers.set_ints(plan.ids, &words());
        buffers.set_ints(plan.targets, &words());
        (program, buffers)
    }

    /// Runs the job; `now_millis` reads a clock. A run too short for the clock is repeated inside one reading.
    pub async fn measure(&self, now_millis: &dyn Fn() -> f64) -> Value {
        if self.on_gpu {
            return match self.measure_on_gpu(now_millis).await {
                Ok(value) => value,
                Err(why) => json!({"error": why.to_string()}),
            };
        }
        let (program, mut buffers) = self.program();
        let mut work = || run(&Kernels::SIMD, &program, &mut buffers);
        let begin = now_millis();
        // Fewer readings are prepared for shorter.
        let warm = WARM_MILLIS * (self.runs as f64 / RUNS as f64).min(1.0);
        let mut warm_ups = 0;
        while warm_ups < WARM_UPS || now_millis() - begin < warm {
            work();
            warm_ups += 1;
        }
        let readings = Readings::take(&mut work, self.runs, MAX_MILLIS, now_millis);
        self.result(&readings, Kernels::SIMD.pass.name, peak(now_millis), Value::Null, None)
    }

    /// The same on the GPU: many updates in one submit, one read-back of the loss for all of them.
    async fn measure_on_gpu(&self, now_millis: &dyn Fn() -> f64) -> Result<Value, GpuError> {
        let gpu = Gpu::open().await?;
        let result = self.measure_on(&gpu, now_millis).await;
        // Not when somebody collects it: a machine opens only so many, and there are more jobs than that.
        gpu.destroy();
        result
    }

    async fn measure_on(&self, gpu: &Gpu, now_millis: &dyn Fn() -> f64) -> Result<Value, GpuError> {
        let (plan, _, _) = self.plan();
        let (program, buffers) = self.program();
        let mut resident = Resident::new(gpu, &program, &buffers, MOST_PASSES, &[plan.loss]).await?;
        // As many updates a submit as fit it, and as many submits a reading as the clock needs.
        let step = clock_step(now_millis);
        let reading = GPU_MILLIS.max(STEPS * step);
        let (mut passes, mut submits) = (1, 1);
        let mut runs = Vec::new();
        let mut warm_ups = 0;
        let begin = now_millis();
        let mut counts = gpu.counts();
        while runs.len() < self.runs && (runs.is_empty() || now_millis() - begin < MAX_MILLIS) {
            let before = gpu.counts();
            let start = now_millis();
            for _ in 0..submits {
                let all: Vec<Pass> = (0..passes).map(|_| Pass { program: &program, ints: &buffers.ints }).collect();
                resident.submit(gpu, &all, &[])?.wait().await?;
            }
            let whole = now_millis() - start;
            let millis = whole.max(step) / (passes * submits) as f64;
            if whole < reading && (passes < MOST_PASSES || submits < MOST_SUBMITS) {
                passes = ((GPU_MILLIS / millis) as usize).clamp(passes, MOST_PASSES);
                submits = ((1.1 * reading / millis / passes as f64).ceil() as usize).clamp(submits + 1, MOST_SUBMITS);
            } else if warm_ups < WARM_UPS {
                warm_ups += 1;
            } else {
                runs.push(millis);
                counts = gpu.counts().since(&before);
            }
        }
        let each = |count: u64| count as f64 / (passes * submits) as f64;
        let counted = json!({
            "updates_a_submit": passes, "dispatches": each(counts.dispatches), "submits": each(counts.submits),
            "read_backs": each(counts.read_backs), "bytes_up": each(counts.bytes_up), "bytes_down": each(counts.bytes_down),
        });
        let readings = Readings { grain: step / reading, runs };
        Ok(self.result(&readings, WEBGPU, peak(now_millis), json!(gpu.adapter), Some(counted)))
    }

    /// Memory of all that it computes with: weights, what the optimiser keeps, and every number in between.
    fn bytes(&self) -> usize {
        self.plan().1.buffers.iter().map(|buffer| 4 * buffer.len).sum()
    }

    fn result(&self, readings: &Readings, device: &str, peak: f64, adapter: Value, counted: Option<Value>) -> Value {
        let median = median(&readings.runs);
        let mut value = json!({
            "job": if self.is_training { "train" } else { "forward" },
            "cell": self.cell.id(),
            "hidden": self.hidden,
            "len": self.len,
            "batch": self.batch,
            "input": self.input,
            "device": device,
            "median_ms": median,
            "min_ms": readings.best(),
            "runs_ms": readings.runs,
            "spread": readings.spread(),
            "flops": self.flops(),
            "bytes": self.bytes(),
            "gflops": self.flops() / median * 1e-6,
            "peak_gflops": peak,
            "adapter": adapter,
        });
        if let Some(counted) = counted {
            value["an_update"] = counted;
        }
        value
    }
}
