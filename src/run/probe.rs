//! Which device a run gets: a GPU must agree with the processor first, and then save time on what the screen shows.

use crate::device::cpu::{Kernels, run};
use crate::device::gpu::{Gpu, GpuError, Pass, Resident};
use crate::engine::plan::Plan;
use crate::engine::program::{BufferId, Buffers};
use crate::engine::session::{Optimiser, append_update};
use crate::model::cell::Cell;
use crate::model::config::Config;
use crate::model::params::Params;
use crate::run::choice::{Chosen, WEBGPU, Why};
use crate::run::trainer::{MOST_PASSES, Trainer};
use std::rc::Rc;

/// The probe's tolerance, relative to the largest value: other order of summation, its own exponential.
const PROBE_TOLERANCE: f32 = 1e-3;
/// A submit should not hold the GPU, or the results back, for longer than this.
const SUBMIT_MILLIS: f64 = 60.0;

/// Whether a GPU computes what the processor computes: one update of a small network of each cell, every buffer compared.
pub async fn probe(gpu: &Gpu) -> Result<(), GpuError> {
    for cell in Cell::RECURRENT {
        let vocab = (0..11).map(|word| format!("word{word}")).collect();
        let config = Config { layers: 2, ..Config::words(cell, 13, vocab) };
        let plan = Plan::new(&config, 7, 3, true);
        let mut program = plan.program.clone();
        append_update(&mut program, &plan, Optimiser::Adam(Default::default()), Some(1.0), 1);
        let mut expected: Buffers<f32> = Buffers::of(&program);
        for (id, tensor) in plan.params.iter().zip(Params::random(&config, 3).tensors) {
            expected.put(*id, tensor.data);
        }
        let words: Vec<i32> = (0..21).map(|n| n * 5 % 12 - 1).collect();
        expected.set_ints(plan.ids, &words);
        expected.set_ints(plan.targets, &words);
        let all: Vec<BufferId> = (0..program.buffers.len()).map(BufferId).collect();
        let mut resident = Resident::new(gpu, &program, &expected, 1, &[]).await?;
        let got = resident.submit(gpu, &[Pass { program: &program, ints: &expected.ints }], &all)?.wait().await?;
        run(&Kernels::SIMD, &program, &mut expected);
        for ((declared, expected), got) in program.buffers.iter().zip(&expected.reals).zip(&got.buffers) {
            if !agree(expected, got) {
                return Err(GpuError::Disagrees(format!("{} of {}", declared.name, cell.id())));
            }
        }
    }
    Ok(())
}

/// Whether two devices found the same, to the probe's tolerance. A NaN never agrees.
fn agree(expected: &[f32], got: &[f32]) -> bool {
    let scale = expected.iter().fold(1e-3f32, |most, value| most.max(value.abs()));
    let same = |(a, b): (&f32, &f32)| (a - b).abs() <= PROBE_TOLERANCE * scale;
    expected.len() == got.len() && expected.iter().zip(got).all(same)
}

/// Gives a run its device. `gpu` is an open one that the probe has passed, or why there is none. Without force, the GPU
/// must save time on what the screen shows between two read-backs: at least twice the trip itself.
pub async fn choose(trainer: &mut Trainer, gpu: Result<Rc<Gpu>, GpuError>, now_millis: &dyn Fn() -> f64) {
    trainer.chosen = decide(trainer, gpu, now_millis).await;
}

async fn decide(trainer: &mut Trainer, gpu: Result<Rc<Gpu>, GpuError>, now_millis: &dyn Fn() -> f64) -> Chosen {
    let on_cpu = |adapter: &str, why| Chosen { adapter: adapter.into(), why, ..Chosen::default() };
    if trainer.setup.device == "cpu" {
        return on_cpu("", Why::Asked);
    }
    let gpu = match gpu {
        Ok(gpu) => gpu,
        Err(why) => return on_cpu("", Why::Failed(why)),
    };
    let adapter = gpu.adapter.clone();
    let is_asked = trainer.setup.device == WEBGPU;
    if gpu.is_software && !is_asked {
        return on_cpu(&adapter, Why::Software);
    }
    let times = match measure(trainer, &gpu, now_millis).await {
        Ok(times) => times,
        Err(why) => return on_cpu(&adapter, Why::Failed(why)),
    };
    trainer.passes = ((SUBMIT_MILLIS / times.gpu.max(1e-3)) as usize).clamp(1, MOST_PASSES);
    let (cpu, gpu_millis, trip) = (times.cpu, times.gpu, times.trip);
    let pays = cpu * trainer.passes as f64 > 2.0 * trip && cpu > gpu_millis;
    if !is_asked && !pays {
        return on_cpu(&adapter, Why::Slower { cpu, gpu: gpu_millis, trip });
    }
    let why = if is_asked { Why::Asked } else { Why::Faster { cpu, gpu: gpu_millis, trip } };
    match trainer.use_gpu(Some(gpu)).await {
        Ok(()) => Chosen { is_on_gpu: true, adapter, why },
        Err(why) => on_cpu(&adapter, Why::Failed(why)),
    }
}

/// One reading of so many milliseconds is enough.
const SLOW_MILLIS: f64 = 200.0;

/// Milliseconds of one update on each device, and of an empty submit with its read-back.
struct Times {
    cpu: f64,
    gpu: f64,
    trip: f64,
}

async fn measure(trainer: &mut Trainer, gpu: &Gpu, now_millis: &dyn Fn() -> f64) -> Result<Times, GpuError> {
    let ints = trainer.data.batch(0).ints();
    let (program, buffers, wanted) = trainer.session.resident(trainer.data.shape());
    // On copies: the run itself does not move.
    let mut copy = buffers.clone();
    copy.ints = ints.to_vec();
    let mut resident = Resident::new(gpu, program, &copy, MOST_PASSES, &[wanted.loss]).await?;
    let mut least = Times { cpu: f64::INFINITY, gpu: f64::INFINITY, trip: f64::INFINITY };
    const TOGETHER: usize = 4;
    for round in 0..3 {
        let start = now_millis();
        run(&Kernels::SIMD, program, &mut copy);
        least.cpu = least.cpu.min(now_millis() - start);
        let expected = copy.get(wanted.loss)[0];
        let start = now_millis();
        resident.submit(gpu, &[], &[wanted.loss])?.wait().await?;
        least.trip = least.trip.min(now_millis() - start);
        let start = now_millis();
        let passes: Vec<Pass> = (0..TOGETHER).map(|_| Pass { program, ints: &ints }).collect();
        let results = resident.submit(gpu, &passes, &[wanted.loss])?.wait().await?;
        // This very program, from the same weights: what a browser silently refuses to run gives zeros.
        let got = results.reports[0][0];
        let agrees = (got - expected).abs() <= PROBE_TOLERANCE * expected.abs().max(1e-3);
        if round == 0 && !agrees {
            return Err(GpuError::Disagrees(format!("loss {got}, {expected} expected")));
        }
        least.gpu = least.gpu.min((now_millis() - start - least.trip).max(0.0) / TOGETHER as f64);
        // Large runs are not held up for the sake of a better reading.
        if least.cpu > SLOW_MILLIS || least.gpu > SLOW_MILLIS {
            break;
        }
    }
    Ok(least)
}

#[cfg(test)]
mod tests {
    use super::agree;

    #[test]
    fn a_device_that_computes_something_else_is_caught() {
        let expected = [1.0f32, -0.5, 0.0];
        assert!(agree(&expected, &[1.0005, -0.5, 0.0]));
        for wrong in [[1.002, -0.5, 0.0], [1.0, 0.5, 0.0], [1.0, -0.5, f32::NAN], [0.0; 3]] {
            assert!(!agree(&expected, &wrong), "{wrong:?}");
        }
        assert!(!agree(&expected, &expected[..2]));
    }
}
