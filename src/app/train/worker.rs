//! The worker's side: takes what the page asks, runs between two messages, tells what came of it.

use crate::app::address::Address;
use crate::app::speed::Work;
use crate::app::train::choice::{WEBGPU, choose, probe};
use crate::app::train::protocol::{Ask, Facts, Parcel, Tell};
use crate::app::train::setup::Setup;
use crate::app::train::snapshot;
use crate::app::train::trainer::Trainer;
use crate::device::gpu::{Gpu, GpuError};
use crate::engine::session::Record;
use crate::model::{Model, file};
use crate::platform::{self, Port};
use crate::tasks::dataset::DataError;
use std::rc::Rc;

/// Milliseconds of work between two looks at the messages, in a worker and on the page's own thread.
const SLICE: [f64; 2] = [40.0, 8.0];
/// Milliseconds between two reports, and between two snapshots.
const REPORT: f64 = 100.0;
const SNAPSHOT: f64 = 3000.0;

/// A run and what the page knows of it.
struct Run {
    id: u32,
    query: String,
    trainer: Trainer,
    is_running: bool,
    /// Updates and evaluations that the page has been told.
    told: (usize, usize),
    reported: f64,
    saved: f64,
    /// Updates, and the moment they were counted, for the rate.
    since: (u32, f64),
    burst_told: bool,
    device_told: bool,
}

pub struct Worker {
    port: Port,
    run: Option<Run>,
    /// Opened once; asked again only after it went away.
    gpu: Option<Result<Rc<Gpu>, GpuError>>,
}

/// Serves until the thread ends.
pub async fn serve(port: Port) {
    let slice = SLICE[usize::from(!platform::is_worker())];
    let mut worker = Worker { port, run: None, gpu: None };
    worker.tell(0, Tell::Ready);
    loop {
        while let Some(parcel) = worker.port.receive() {
            worker.answer(parcel).await;
        }
        if worker.is_busy() {
            worker.work(slice).await;
            platform::breathe().await;
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
        self.run.as_ref().is_some_and(|run| run.is_running && !run.trainer.is_done())
    }

    async fn answer(&mut self, (head, bytes): (String, Vec<u8>)) {
        let parcel = Parcel { head, bytes };
        let Some((id, ask)) = Ask::unpack(&parcel) else { return };
        match ask {
            Ask::Start { query, text } => self.start(id, query, text, &parcel.bytes).await,
            Ask::Measure { query } => {
                let (address, _) = Address::parse(&query);
                if let Some(work) = Work::of(&address) {
                    let value = work.measure(&platform::now_millis).await;
                    self.tell(id, Tell::Measured(value));
                }
            }
            ask => self.direct(ask).await,
        }
    }

    async fn start(&mut self, id: u32, query: String, text: Option<String>, bytes: &[u8]) {
        self.run = None;
        let (address, _) = Address::parse(&query);
        let mut setup = Setup::of(&address, false);
        let kept = snapshot::read(bytes).filter(|(from, ..)| *from == query);
        let opened = if kept.is_none() && !bytes.is_empty() { Some(file::read(bytes)) } else { None };
        let network = match opened.transpose() {
            Ok(network) => network,
            Err(why) => return self.tell(id, Tell::Refused(DataError::File(why.to_string()))),
        };
        if let Some(Model { config, .. }) = &network {
            (setup.cell, setup.nonlinearity) = (config.cell, config.nonlinearity);
            (setup.layers, setup.hidden) = (config.layers, config.hidden_size);
        }
        let query = setup.query();
        let mut trainer = match Trainer::new(setup, text.as_deref(), &|text| platform::segment(text, "th")) {
            Ok(trainer) => trainer,
            Err(why) => return self.tell(id, Tell::Refused(why)),
        };
        if let Some(model) = network {
            if !trainer.open(model) {
                return self.tell(id, Tell::Refused(DataError::File(String::new())));
            }
            self.tell(id, Tell::Opened(query.clone()));
        }
        if let Some((_, at, record)) = kept {
            trainer.resume(at, record);
        }
        self.tell(
            id,
            Tell::Begun(Facts {
                total: trainer.total(),
                every: trainer.every(),
                steps: trainer.data.steps,
                batch: trainer.data.batch,
                vocab: trainer.data.vocab.len(),
                tokens: trainer.data.tokens,
                unknown: trainer.data.unknown,
                parameters: trainer.session.config().parameter_count(),
            }),
        );
        let gpu = self.gpu(&trainer.setup.device).await;
        choose(&mut trainer, gpu, &platform::now_millis).await;
        let now = platform::now_millis();
        let since = (trainer.session.updates(), now);
        self.run = Some(Run {
            id,
            query,
            trainer,
            is_running: false,
            told: (0, 0),
            reported: now,
            saved: now,
            since,
            burst_told: false,
            device_told: false,
        });
        self.report();
        self.sample(0.0, 1);
    }

    /// An open device that agrees with the processor, or why there is none.
    async fn gpu(&mut self, device: &str) -> Result<Rc<Gpu>, GpuError> {
        if device == "cpu" {
            return Err(GpuError::NoAdapter(String::new()));
        }
        let is_lost = |gpu: &Result<Rc<Gpu>, GpuError>| gpu.as_ref().is_ok_and(|gpu| gpu.is_lost());
        if let Some(known) = self.gpu.as_ref().filter(|gpu| !is_lost(gpu)) {
            return known.clone();
        }
        let opened = open(device).await;
        self.gpu = Some(opened.clone());
        opened
    }

    /// What concerns the run there is.
    async fn direct(&mut self, ask: Ask) {
        let Some(run) = &mut self.run else { return };
        match ask {
            Ask::Run => {
                run.is_running = true;
                run.since = (run.trainer.session.updates(), platform::now_millis());
                self.report();
            }
            Ask::Pause => {
                run.is_running = false;
                self.report();
                self.save();
            }
            Ask::Once => {
                run.is_running = false;
                run.trainer.advance(1, &|| true).await;
                self.report();
                self.save();
            }
            Ask::Rewind => {
                run.is_running = false;
                let on_gpu = run.trainer.is_on_gpu();
                run.trainer.rewind();
                run.told = (0, 0);
                run.burst_told = false;
                if let Some(Ok(gpu)) = self.gpu.clone().filter(|_| on_gpu) {
                    let _ = run.trainer.use_gpu(Some(gpu)).await;
                }
                self.report();
                self.sample(0.0, 1);
                self.save();
            }
            Ask::Sample { temperature, seed } => {
                run.trainer.setup.temperature = f64::from(temperature);
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
            Ask::Start { .. } | Ask::Measure { .. } => {}
        }
    }

    /// A slice of the run.
    async fn work(&mut self, slice: f64) {
        let Some(run) = &mut self.run else { return };
        let begin = platform::now_millis();
        let mut now = begin;
        let late = || platform::now_millis() - begin > slice;
        while now - begin <= slice && !run.trainer.is_done() {
            run.trainer.advance(u32::MAX, &late).await;
            now = platform::now_millis();
        }
        let is_over = run.trainer.is_done();
        if is_over {
            run.is_running = false;
        }
        if is_over || now - run.reported >= REPORT {
            let temperature = run.trainer.setup.temperature as f32;
            self.report();
            if is_over || self.run.as_ref().is_some_and(|run| now - run.saved >= SNAPSHOT) {
                self.save();
                self.sample(temperature, 1);
            }
        }
    }

    /// Everything that the page does not know yet.
    fn report(&mut self) {
        let Some(run) = &mut self.run else { return };
        let now = platform::now_millis();
        let record = &run.trainer.record;
        let updates = run.trainer.session.updates();
        let elapsed = now - run.since.1;
        let rate = if elapsed > 0.0 { f64::from(updates - run.since.0) / elapsed * 1000.0 } else { 0.0 };
        if elapsed > 2000.0 {
            run.since = (updates, now);
        }
        let fresh = Record {
            losses: record.losses[run.told.0..].to_vec(),
            norms: record.norms[run.told.0..].to_vec(),
            held_out: record.held_out[run.told.1..].to_vec(),
        };
        let accuracy = (!fresh.held_out.is_empty()).then(|| run.trainer.accuracy()).flatten();
        let progress = Tell::Progress {
            from: run.told.0 as u32,
            record: fresh,
            is_running: run.is_running,
            updates_a_second: rate,
            accuracy,
        };
        run.told = (record.losses.len(), record.held_out.len());
        run.reported = now;
        let (id, mut more) = (run.id, Vec::new());
        let is_other = run.trainer.chosen.device == "webgpu" && !run.trainer.is_on_gpu();
        if !run.device_told
            || is_other
            || matches!(run.trainer.chosen.why, crate::app::train::choice::Why::Failed(GpuError::Lost))
        {
            run.device_told = true;
            more.push(Tell::Device(run.trainer.chosen.clone()));
        }
        if let Some(burst) = run.trainer.burst.clone().filter(|_| !run.burst_told) {
            run.burst_told = true;
            more.push(Tell::Burst(burst));
        }
        self.tell(id, progress);
        more.into_iter().for_each(|tell| self.tell(id, tell));
    }

    fn save(&mut self) {
        let Some(run) = &mut self.run else { return };
        run.saved = platform::now_millis();
        let bytes = snapshot::write(&run.query, &run.trainer.session.snapshot(), &run.trainer.record);
        let id = run.id;
        self.tell_with(id, Tell::Snapshot, bytes);
    }

    fn sample(&self, temperature: f32, seed: u32) {
        let Some(run) = &self.run else { return };
        let tokens = run.trainer.sample(temperature, seed);
        self.tell(run.id, Tell::Sample { updates: run.trainer.session.updates(), tokens });
    }
}

async fn open(device: &str) -> Result<Rc<Gpu>, GpuError> {
    let mut gpu = Gpu::open().await?;
    if gpu.adapter.is_empty() {
        gpu.adapter = platform::adapter_name().await;
    }
    // What is only software is not worth the probe, unless it was asked for.
    if !gpu.is_software || device == WEBGPU {
        probe(&gpu).await?;
    }
    Ok(Rc::new(gpu))
}
