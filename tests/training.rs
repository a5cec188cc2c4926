//! A training run, natively: it learns, it replays to the bit, it survives what goes wrong. With feature `native-gpu` every
//! run is made on the GPU too, and its curve compared.
#![cfg(not(target_arch = "wasm32"))]

use pollster::block_on;
use std::rc::Rc;
use unrolled::device::gpu::{Gpu, GpuError};
use unrolled::engine::session::{Batch, Session, Settings};
use unrolled::model::Model;
use unrolled::model::cell::Cell;
use unrolled::model::config::Config;
use unrolled::model::params::Params;
use unrolled::run::choice::Why;
use unrolled::run::probe;
use unrolled::run::setup::Setup;
use unrolled::run::snapshot;
use unrolled::run::trainer::Trainer;
use unrolled::shell::address::Address;

fn setup(query: &str) -> Setup {
    let (address, notices) = Address::parse(query);
    assert_eq!(notices, [], "{query}");
    Setup::of(&address, false)
}

fn trainer(query: &str) -> Trainer {
    Trainer::new(setup(query), None, &|text| vec![text.to_string()]).expect("data that can be learnt from")
}

/// Runs to the end, in bites of some updates.
fn finish(trainer: &mut Trainer, bite: u32) {
    while !trainer.is_done() {
        block_on(trainer.advance(bite, &|| false));
    }
}

fn gpu() -> Option<Rc<Gpu>> {
    let gpu = block_on(Gpu::open());
    match gpu {
        Ok(gpu) => Some(Rc::new(gpu)),
        Err(why) if std::env::var_os("UNROLLED_REQUIRE_GPU").is_some() => panic!("a GPU is required: {why}"),
        Err(why) => {
            println!("SKIPPED: {why}");
            None
        }
    }
}

fn last_held_out(trainer: &Trainer) -> f32 {
    trainer.record.scored.last().expect("measured at the end").held_out
}

#[test]
fn a_rewind_replays_the_run_to_the_bit() {
    for query in
        ["data=apple&epoch=4&drop=0.2", "data=letters&epoch=1&hidden=16&opt=momentum", "data=recall&epoch=2&cell=gru"]
    {
        let mut run = trainer(query);
        finish(&mut run, 7);
        let (record, end) = (run.record.clone(), run.session.snapshot());
        assert!(record.losses.len() as u32 == run.total() && run.burst.is_none(), "{query}");
        run.rewind();
        finish(&mut run, 1000);
        assert_eq!(run.record, record, "{query}");
        assert_eq!(run.session.snapshot(), end, "{query}");
        let mut other = trainer(&format!("{query}&seed=8"));
        finish(&mut other, 1000);
        assert_ne!(other.record, record, "another seed is another run");
    }
}

#[test]
fn a_run_goes_on_from_its_bytes_as_if_nothing_had_happened() {
    let query = "data=letters&epoch=1&hidden=16&layers=2&drop=0.1";
    let mut whole = trainer(query);
    finish(&mut whole, 1000);
    let mut first = trainer(query);
    block_on(first.advance(5, &|| false));
    let bytes = first.keep(query).expect("small enough");
    let kept = snapshot::read(&bytes).expect("our own bytes");
    // Of other data, or of another network, it is not taken.
    for other in ["data=letters-th&epoch=1&hidden=16&layers=2&drop=0.1", "data=letters&epoch=1&hidden=8&layers=2"] {
        let mut other = trainer(other);
        other.resume(kept.clone());
        assert_eq!(other.session.updates(), 0);
    }
    let mut second = trainer(&kept.query);
    second.resume(kept);
    finish(&mut second, 1000);
    assert_eq!(second.record, whole.record);
    assert_eq!(second.session.snapshot(), whole.session.snapshot());
}

/// Query, the held-out loss that must be reached, and how far the two curves may lie apart at the end.
const LEARNT: [(&str, f32, f32); 3] = [
    // Chance is ln 8 = 2.08.
    ("data=recall&len=8&epoch=40&hidden=16", 0.05, 0.05),
    // Chance is ln 50 = 3.9; what the words before leave open is about 1.3.
    ("data=apple&epoch=30", 1.75, 0.05),
    // Chance is about ln 30 = 3.3.
    ("data=letters&epoch=8&hidden=32", 1.0, 0.1),
];

#[test]
fn recall_sentences_and_letters_are_learnt_on_both_devices() {
    let gpu = gpu();
    for (query, enough, apart) in LEARNT {
        let mut cpu = trainer(query);
        let start = last_held_out(&cpu);
        finish(&mut cpu, 1000);
        println!("{query}: {start:.3} to {:.3} in {} updates (cpu)", last_held_out(&cpu), cpu.total());
        assert!(last_held_out(&cpu) < enough, "{query}: {}", last_held_out(&cpu));
        let Some(gpu) = &gpu else { continue };
        let mut other = trainer(query);
        block_on(other.use_gpu(Some(gpu.clone()))).expect("it fits");
        finish(&mut other, 1000);
        println!("{query}: {:.3} ({})", last_held_out(&other), gpu.adapter);
        assert!(other.is_on_gpu(), "the run stayed on the GPU");
        assert!(last_held_out(&other) < enough, "{query} on the GPU: {}", last_held_out(&other));
        // The same curve: at first to rounding, then as close as two devices stay on such a surface.
        for (n, (a, b)) in cpu.record.losses.iter().zip(&other.record.losses).enumerate().take(20) {
            assert!((a - b).abs() <= 1e-3 * a.abs(), "{query}: update {}: {a} and {b}", n + 1);
        }
        let end = (last_held_out(&cpu) - last_held_out(&other)).abs();
        assert!(end <= apart, "{query}: {end} apart at the end");
    }
}

#[test]
fn every_optimiser_learns() {
    for (opt, rate) in [("sgd", "1"), ("momentum", "0.3"), ("rmsprop", "0.01"), ("adam", "0.01"), ("adamw", "0.01")] {
        let mut run = trainer(&format!("data=apple&epoch=12&opt={opt}&lr={rate}"));
        let start = last_held_out(&run);
        finish(&mut run, 1000);
        let end = last_held_out(&run);
        assert!(end < 0.75 * start, "{opt}: {start} to {end}");
    }
}

#[test]
fn numbers_that_leave_the_finite_stop_the_run_before_they_do_harm() {
    let query = "data=letters&epoch=20&cell=rnn&nonlin=relu&opt=sgd&lr=3&clip=0&hidden=32";
    let mut run = trainer(query);
    finish(&mut run, 1000);
    let burst = run.burst.clone().expect("it bursts");
    println!("update {}: {} first, at step {:?}", burst.k, burst.tensor, burst.step);
    assert_eq!(burst.k, run.session.updates() + 1, "the run stands on the update before");
    assert!(run.session.is_finite() && run.record.losses.iter().chain(&run.record.norms).all(|v| v.is_finite()));
    assert_eq!(run.record.losses.len() as u32, run.session.updates());
    let Some(gpu) = gpu() else { return };
    let mut other = trainer(query);
    block_on(other.use_gpu(Some(gpu))).expect("it fits");
    finish(&mut other, 1000);
    let other_burst = other.burst.clone().expect("it bursts on the GPU too");
    assert_eq!(other_burst.k, other.session.updates() + 1);
    assert!(other.session.is_finite() && other.record.norms.iter().all(|norm| norm.is_finite()));
}

#[test]
fn a_gpu_that_goes_away_costs_nothing_but_speed() {
    let Some(gpu) = gpu() else { return };
    let query = "data=apple&epoch=6&device=webgpu";
    let mut run = trainer(query);
    block_on(probe::probe(&gpu)).expect("it agrees");
    block_on(probe::choose(&mut run, Ok(gpu.clone()), &unrolled::platform::now_millis));
    assert_eq!((run.chosen.device(), &run.chosen.why), ("webgpu", &Why::Asked));
    block_on(run.advance(40, &|| false));
    let before = run.session.updates();
    assert!(before > 0 && run.is_on_gpu());
    run.destroy_gpu();
    finish(&mut run, 40);
    assert_eq!((run.chosen.device(), &run.chosen.why), ("cpu-simd", &Why::Failed(GpuError::Lost)));
    assert_eq!(run.record.losses.len() as u32, run.total(), "no update is lost and none is made twice");
    let mut cpu = trainer(query);
    finish(&mut cpu, 1000);
    let apart = (last_held_out(&run) - last_held_out(&cpu)).abs();
    assert!(apart < 0.02, "{apart} from the run that stayed on the processor");
}

#[test]
fn no_gpu_a_software_one_and_a_wrong_one_leave_the_run_on_the_processor() {
    let now = &unrolled::platform::now_millis;
    let mut run = trainer("data=apple");
    let reasons = [
        GpuError::NoAdapter("none".into()),
        GpuError::NoDevice("none".into()),
        GpuError::OutOfMemory,
        GpuError::Lost,
        GpuError::TooLarge { needed: 2, most: 1 },
        GpuError::Disagrees("h_l0".into()),
    ];
    for why in reasons {
        block_on(probe::choose(&mut run, Err(why.clone()), now));
        assert_eq!((run.chosen.device(), &run.chosen.why), ("cpu-simd", &Why::Failed(why)));
    }
    let Some(gpu) = gpu() else { return };
    if gpu.is_software {
        block_on(probe::choose(&mut run, Ok(gpu.clone()), now));
        assert_eq!((run.chosen.device(), &run.chosen.why, run.is_on_gpu()), ("cpu-simd", &Why::Software, false));
        assert_eq!(run.chosen.adapter, gpu.adapter);
    }
    let mut run = trainer("data=apple&device=cpu");
    block_on(probe::choose(&mut run, Ok(gpu), now));
    assert_eq!((run.chosen.device(), &run.chosen.why), ("cpu-simd", &Why::Asked));
}

/// Cut into windows, with the state carried over the cuts, a text gives the losses it gives whole.
#[test]
fn the_forward_state_crosses_where_backpropagation_is_cut() {
    use unrolled::device::cpu::{Kernels, run};
    let words: Vec<i32> = (0..25).map(|n| n * 3 % 7).collect();
    for cell in Cell::RECURRENT {
        let config = Config { layers: 2, ..Config::words(cell, 6, (0..7).map(|n| n.to_string()).collect()) };
        let model = Model { params: Params::random(&config, 5), config };
        let still = unrolled::kernels::sgd::Settings { learning_rate: 0.0, momentum: 0.0 };
        let settings =
            Settings { carries_state: true, ..Settings::new(unrolled::engine::session::Optimiser::Sgd(still), None) };
        let loss = |session: &mut Session, from: usize, steps: usize| {
            let (ids, targets) = (words[from..from + steps].to_vec(), words[from + 1..=from + steps].to_vec());
            let work = session.next(&Batch::new(steps, 1, ids, targets));
            run(&Kernels::SIMD, work.program, work.buffers);
            work.buffers.get(work.loss)[0]
        };
        let whole = loss(&mut Session::new(model.clone(), settings), 0, 24);
        let mut cut = Session::new(model, settings);
        let parts: f32 = (0..4).map(|n| loss(&mut cut, 6 * n, 6)).sum::<f32>() / 4.0;
        assert!((whole - parts).abs() < 1e-6, "{}: {whole} whole, {parts} in parts", cell.id());
    }
}

/// Every shape of task learns here too: far below guessing, and what it says of what it never met is mostly right.
#[test]
fn every_shape_of_task_learns_live_on_both_devices() {
    let gpu = gpu();
    for (data, updates, below) in [
        ("trees", 400, 0.3),
        ("review-th", 900, 0.6),
        ("caption", 700, 0.9),
        ("translate", 500, 0.5),
        ("reverse", 700, 1.2),
    ] {
        let query = format!("data={data}&cell=gru&epoch=1000&lr=0.01");
        let mut run = trainer(&query);
        let guessing = (run.data.vocab.len() as f32).ln();
        let first = last_held_out(&run);
        assert!((first - guessing).abs() < 0.8, "{data}: {first} at first, guessing {guessing}");
        assert!(run.data.batch(3) == trainer(&query).data.batch(3), "a batch follows from the seed alone");
        while run.session.updates() < updates {
            block_on(run.advance(50, &|| false));
        }
        run.settle();
        let learnt = last_held_out(&run);
        let said: Vec<bool> =
            (0..20).flat_map(|seed| run.sample(0.0, seed)).filter_map(|drawn| drawn.is_right).collect();
        let right = said.iter().filter(|right| **right).count() as f64 / said.len() as f64;
        println!(
            "{data}: {first:.2} → {learnt:.2} (guessing {guessing:.2}), {:.0} % of what it says is right",
            100.0 * right
        );
        assert!(learnt < below && right > 0.5, "{data}: {learnt}, {right}");
        // The same run on the GPU, where there is one: the same curve.
        let Some(gpu) = &gpu else { continue };
        let mut other = trainer(&query);
        block_on(other.use_gpu(Some(gpu.clone()))).expect("it fits");
        assert!(other.is_on_gpu());
        while other.session.updates() < 40 {
            block_on(other.advance(20, &|| false));
        }
        let mut here = trainer(&query);
        while here.session.updates() < 40 {
            block_on(here.advance(20, &|| false));
        }
        for (n, (a, b)) in here.record.losses.iter().zip(&other.record.losses).enumerate() {
            assert!(
                (a - b).abs() < 0.02 * a.abs().max(0.1),
                "{data}, update {n}: {a} on the processor, {b} on the GPU"
            );
        }
    }
}
