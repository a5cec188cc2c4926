//! The worker's side: takes what the page asks, runs between two messages, tells what came of it.

use crate::device::gpu::{Gpu, GpuError};
use crate::engine::session::Record;
use crate::model::config::Input;
use crate::model::file;
use crate::model::file::refusal::{FileError, Receipt, Unlike};
use crate::platform::{self, Port};
use crate::run::choice::{Chosen, WEBGPU, Why};
use crate::run::job::Work;
use crate::run::probe::{choose, probe};
use crate::run::protocol::{Ask, Facts, Parcel, Tell};
use crate::run::setup::Setup;
use crate::run::snapshot;
use crate::run::trainer::Trainer;
use crate::shell::address::Address;
use crate::tasks::tokens::DataError;
use std::rc::Rc;

/// Milliseconds of work between two looks at the messages, in a worker and on the page's own thread.
const SLICE: [f64; 2] = [40.0, 8.0];
/// Milliseconds between two reports, two samples, two snapshots.
const REPORT: f64 = 100.0;
const SAMPLE: f64 = 700.0;
const SNAPSHOT: f64 = 3000.0;
/// Weights of a network that is kept more often.
const SMALL: usize = 30_000;

/// A run and what the page knows of it.
struct Run {
    id: u32,
    query: String,
    text: Option<String>,
    trainer: Trainer,
    is_running: bool,
    /// The update to stop after.
    until: u32,
    temperature: f32,
    pace: Pace,
    /// Updates, evaluations and questions that the page has been told.
    told: (usize, usize, usize),
    told_device: Option<Chosen>,
    told_burst: bool,
    reported: f64,
    saved: f64,
    sampled: f64,
    /// Updates, and the moment they were counted, for the rate.
    since: (u32, f64),
}

impl Run {
    /// Whether it has come to its end, or to where it was to stop.
    fn is_over(&self) -> bool {
        self.trainer.is_done() || self.trainer.session.updates() >= self.until
    }
}

/// How fast a run may go: so that people can watch it.
#[derive(Clone, Copy, Default)]
struct Pace {
    /// 0: as fast as it goes.
    most_a_second: f64,
    from: f64,
    made: u32,
}

impl Pace {
    /// Updates that may be made now.
    fn allowed(&self, now: f64) -> u32 {
        if self.most_a_second <= 0.0 {
            return u32::MAX;
        }
        (((now - self.from) / 1000.0 * self.most_a_second) as u32 + 1).saturating_sub(self.made)
    }
}

/// A GPU that was opened, and whether it was seen to compute what the processor computes.
struct Opened {
    gpu: Rc<Gpu>,
    is_probed: bool,
}

pub struct Worker {
    port: Port,
    run: Option<Run>,
    gpu: Option<Opened>,
    /// There is none: asked once.
    no_gpu: Option<GpuError>,
}

/// Serves until the thread ends.
pub async fn serve(port: Port) {
    let slice = SLICE[usize::from(!platform::is_worker())];
    let mut worker = Worker { port, run: None, gpu: None, no_gpu: None };
    worker.tell(0, Tell::Ready);
    loop {
        while let Some((head, bytes)) = worker.port.receive() {
            worker.answer(Parcel { head, bytes }).await;
        }
        if worker.is_busy() {
            if worker.work(slice).await {
                platform::breathe().await;
            } else {
                platform::sleep(10).await;
            }
        } else {
            worker.port.arrival().await;
        }
    }
}

impl Worker {
    fn tell(&self, run: u32, tell: Tell) {
        self.tell_with(run, tell, Vec::new());
    }
    fn tell_with(&self, run: u32, tell: Tell, bytes: Vec<u8>) {
        let Parcel { head, bytes } = tell.pack(run, bytes);
        self.port.post(&head, bytes);
    }
    fn is_busy(&self) -> bool {
        self.run.as_ref().is_some_and(|run| run.is_running && !run.is_over())
    }

    async fn answer(&mut self, parcel: Parcel) {
        let Some((id, ask)) = Ask::unpack(&parcel) else { return };
        match ask {
            Ask::Start { query, text, temperature } => {
                self.run = None;
                let trainer = match begin(&query, text.as_deref()) {
                    Ok(trainer) => trainer,
                    Err(why) => return self.tell(id, Tell::Refused(why)),
                };
                let kept = snapshot::read(&parcel.bytes).filter(|kept| kept.query == query);
                self.start(id, query, text, temperature, trainer, kept).await;
            }
            Ask::Measure { query } => {
                if let Some(work) = Work::of(&query) {
                    let value = work.measure(&platform::now_millis).await;
                    self.tell(id, Tell::Measured(crate::shell::json::text(&value)));
                }
            }
            Ask::Open => self.open(&parcel.bytes).await,
            ask => self.direct(ask).await,
        }
    }

    /// A run of its own: says what it is, gives it a device, tells where it stands.
    async fn start(
        &mut self,
        id: u32,
        query: String,
        text: Option<String>,
        temperature: f32,
        mut trainer: Trainer,
        kept: Option<snapshot::Kept>,
    ) {
        if let Some(kept) = kept {
            trainer.resume(kept);
        }
        let facts = Facts {
            total: trainer.total(),
            every: trainer.every(),
            steps: trainer.data.steps,
            batch: trainer.data.batch,
            vocab: trainer.data.vocab.len(),
            tokens: trainer.data.tokens,
            unknown: trainer.data.unknown,
            parameters: trainer.session.config().parameter_count(),
            read: trainer.data.read_an_update(),
            sequences: trainer.data.sequences().map_or(0.0, |(count, _)| count as f64),
            holds_out: trainer.data.sequences().is_none_or(|(_, holds_out)| holds_out),
            round: trainer.data.round(),
            questions: trainer.data.held_out().batch,
        };
        self.tell(id, Tell::Begun(facts));
        let gpu = self.gpu(&trainer.setup.device).await;
        choose(&mut trainer, gpu, &platform::now_millis).await;
        let now = platform::now_millis();
        self.run = Some(Run {
            id,
            query,
            text,
            is_running: false,
            until: u32::MAX,
            temperature,
            pace: Pace::default(),
            told: (0, 0, 0),
            told_device: None,
            told_burst: false,
            reported: now,
            saved: now,
            sampled: now,
            since: (trainer.session.updates(), now),
            trainer,
        });
        self.report();
        self.sample(0.0, 1);
    }

    /// A saved network in the place of the run that stands, if it fits the same data.
    async fn open(&mut self, bytes: &[u8]) {
        let Some(run) = &self.run else { return };
        let (id, text, temperature) = (run.id, run.text.clone(), run.temperature);
        match opened(&run.trainer.setup, text.as_deref(), bytes) {
            Ok((query, trainer, receipt)) => {
                self.tell(id, Tell::Opened(query.clone(), receipt));
                self.start(id, query, text, temperature, trainer, None).await;
                self.save();
            }
            Err(why) => self.tell(id, Tell::Refused(DataError::File(why))),
        }
    }

    /// An open device that agrees with the processor, or why there is none.
    async fn gpu(&mut self, device: &str) -> Result<Rc<Gpu>, GpuError> {
        if device == "cpu" {
            return Err(GpuError::NoAdapter(String::new()));
        }
        if let Some(why) = &self.no_gpu {
            return Err(why.clone());
        }
        let opened = match self.gpu.take().filter(|opened| !opened.gpu.is_lost()) {
            Some(opened) => opened,
            None => match Gpu::open().await {
                Ok(gpu) => Opened { gpu: Rc::new(gpu), is_probed: false },
                Err(why) => {
                    self.no_gpu = Some(why.clone());
                    return Err(why);
                }
            },
        };
        // What is only software is not worth the probe, unless it was asked for.
        if !opened.is_probed && (!opened.gpu.is_software || device == WEBGPU) {
            probe(&opened.gpu).await?;
            self.gpu = Some(Opened { is_probed: true, gpu: opened.gpu.clone() });
            return Ok(opened.gpu);
        }
        let gpu = opened.gpu.clone();
        self.gpu = Some(opened);
        Ok(gpu)
    }

    /// What concerns the run there is.
    async fn direct(&mut self, ask: Ask) {
        let Some(run) = &mut self.run else { return };
        match ask {
            Ask::Run { most_a_second, until } => {
                let now = platform::now_millis();
                run.until = until.unwrap_or(u32::MAX);
                run.is_running = !run.is_over();
                run.pace = Pace { most_a_second: f64::from(most_a_second), from: now, made: 0 };
                run.since = (run.trainer.session.updates(), now);
                self.report();
            }
            Ask::Pause => {
                run.is_running = false;
                run.trainer.settle();
                self.report();
                self.save();
            }
            Ask::Once => {
                run.is_running = false;
                run.trainer.advance(1, &|| true).await;
                run.trainer.settle();
                self.report();
                self.save();
            }
            Ask::Rewind => {
                run.is_running = false;
                run.trainer.rewind();
                (run.told, run.told_burst) = ((0, 0, 0), false);
                run.since = (0, platform::now_millis());
                if run.trainer.chosen.is_on_gpu {
                    let gpu = self.gpu.as_ref().map(|opened| opened.gpu.clone()).filter(|gpu| !gpu.is_lost());
                    let moved = match gpu {
                        Some(gpu) => run.trainer.use_gpu(Some(gpu)).await,
                        None => Err(GpuError::Lost),
                    };
                    if let Err(why) = moved {
                        run.trainer.chosen = Chosen { why: Why::Failed(why), ..Chosen::default() };
                    }
                }
                self.report();
                self.sample(0.0, 1);
                self.save();
            }
            Ask::Sample { temperature, seed } => {
                run.temperature = temperature;
                self.sample(temperature, seed);
            }
            Ask::Save => {
                let mut model = run.trainer.session.model();
                model.config.name = Some(format!("{}-{}", run.trainer.setup.data.id(), model.config.cell.id()));
                model.config.trained_on = Some(format!("{} updates of {}", run.trainer.session.updates(), run.query));
                let (id, bytes) = (run.id, file::write(&model));
                self.tell_with(id, Tell::File, bytes);
            }
            Ask::LoseDevice => run.trainer.destroy_gpu(),
            Ask::Start { .. } | Ask::Open | Ask::Measure { .. } => {}
        }
    }

    /// A slice of the run; `false` if it is ahead of its pace.
    async fn work(&mut self, slice: f64) -> bool {
        let Some(run) = &mut self.run else { return false };
        let begin = platform::now_millis();
        let mut now = begin;
        let is_late = || platform::now_millis() - begin > slice;
        let mut has_more = true;
        while now - begin <= slice && !run.is_over() {
            let allowed = run.pace.allowed(now).min(run.until - run.trainer.session.updates());
            if allowed == 0 {
                has_more = false;
                break;
            }
            let before = run.trainer.session.updates();
            run.trainer.advance(allowed, &is_late).await;
            run.pace.made += run.trainer.session.updates() - before;
            now = platform::now_millis();
        }
        let is_over = run.is_over();
        run.is_running = !is_over;
        if is_over {
            run.trainer.settle();
        }
        let temperature = run.temperature;
        // A small run is cheap to keep.
        let every = if run.trainer.session.config().parameter_count() < SMALL { SNAPSHOT / 3.0 } else { SNAPSHOT };
        let (is_save_due, is_sample_due) = (now - run.saved >= every, now - run.sampled >= SAMPLE);
        if is_over || now - run.reported >= REPORT {
            self.report();
            if is_over || is_save_due {
                self.save();
            }
            if is_over || is_sample_due {
                self.sample(temperature, 1);
            }
        }
        has_more
    }

    /// Everything that the page does not know yet.
    fn report(&mut self) {
        let Some(run) = &mut self.run else { return };
        let now = platform::now_millis();
        let record = &run.trainer.record;
        let updates = run.trainer.session.updates();
        let elapsed = now - run.since.1;
        let made = f64::from(updates.saturating_sub(run.since.0));
        let rate = if elapsed > 0.0 { made / elapsed * 1000.0 } else { 0.0 };
        if elapsed > 2000.0 {
            run.since = (updates, now);
        }
        let fresh = Record {
            losses: record.losses[run.told.0..].to_vec(),
            norms: record.norms[run.told.0..].to_vec(),
            scored: record.scored[run.told.1..].to_vec(),
        };
        let accuracy = run.trainer.accuracy.filter(|_| !fresh.scored.is_empty());
        let progress = Tell::Progress {
            from: run.told.0 as u32,
            record: fresh,
            is_running: run.is_running,
            updates_a_second: rate,
            accuracy,
        };
        let recalled = run.trainer.recalled[run.told.2..].to_vec();
        run.told = (record.losses.len(), record.scored.len(), run.trainer.recalled.len());
        run.reported = now;
        let (id, mut tells) = (run.id, vec![progress]);
        if !recalled.is_empty() {
            // Before the news that it has ended.
            tells.insert(0, Tell::Recalled(recalled));
        }
        if run.told_device.as_ref() != Some(&run.trainer.chosen) {
            run.told_device = Some(run.trainer.chosen.clone());
            tells.push(Tell::Device(run.trainer.chosen.clone()));
        }
        if let Some(burst) = run.trainer.burst.clone().filter(|_| !run.told_burst) {
            run.told_burst = true;
            tells.push(Tell::Burst(burst));
        }
        tells.into_iter().for_each(|tell| self.tell(id, tell));
    }

    fn save(&mut self) {
        let Some(run) = &mut self.run else { return };
        run.saved = platform::now_millis();
        if let Some(bytes) = run.trainer.keep(&run.query) {
            let id = run.id;
            self.tell_with(id, Tell::Snapshot, bytes);
        }
    }

    fn sample(&mut self, temperature: f32, seed: u32) {
        let Some(run) = &mut self.run else { return };
        run.sampled = platform::now_millis();
        let tokens = run.trainer.sample(temperature, seed);
        let (id, updates) = (run.id, run.trainer.session.updates());
        self.tell(id, Tell::Sample { updates, tokens });
    }
}

fn begin(query: &str, text: Option<&str>) -> Result<Trainer, DataError> {
    let (address, _) = Address::parse(query);
    Trainer::new(Setup::of(&address, false), text, &|text| platform::segment(text, "th"))
}

/// The run that a saved network fits, and what of the file is not in it; or why it fits none.
fn opened(now: &Setup, text: Option<&str>, bytes: &[u8]) -> Result<(String, Trainer, Receipt), FileError> {
    let (model, receipt) = file::open(bytes)?;
    let config = &model.config;
    match (config.directions, config.input) {
        (2, _) => return Err(FileError::Unlike(Unlike::Directions)),
        (_, Input::Embedding) => return Err(FileError::Unlike(Unlike::Table)),
        _ if !receipt.names_words => return Err(FileError::Unlike(Unlike::Unnamed)),
        _ => {}
    }
    let setup = Setup {
        cell: config.cell,
        nonlinearity: config.nonlinearity,
        layers: config.layers,
        hidden: config.hidden_size,
        ..now.clone()
    };
    let query = setup.query();
    let mut trainer = begin(&query, text).map_err(|_| FileError::Unlike(Unlike::Sizes))?;
    // What the settings cannot express comes back as another setting.
    if trainer.setup != (Setup { temperature: trainer.setup.temperature, ..setup }) {
        return Err(FileError::Unlike(Unlike::Sizes));
    }
    if trainer.open(model) { Ok((query, trainer, receipt)) } else { Err(FileError::Unlike(Unlike::Words)) }
}
