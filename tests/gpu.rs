//! The WGSL twins on a native Vulkan adapter (a software one will do), against the judge and every PyTorch case.
//! Where there is no adapter the tests say so and pass, unless `UNROLLED_REQUIRE_GPU` is set.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::golden::{CASES, Case};
use common::shapes::{Shape, fill, shape, use_state};
use common::{GPU_TOLERANCES, agree_above, wide};
use pollster::block_on;
use unrolled::device::cpu::{Kernels, run};
use unrolled::device::gpu::lower::Form;
use unrolled::device::gpu::{Gpu, GpuError, Pass, Resident};
use unrolled::engine::program::{BufferId, Buffers, Program};
use unrolled::engine::session::{Optimiser, append_update};
use unrolled::kernels::{adam, dropout, rmsprop, sgd};
use unrolled::math::rng::Uniform;

/// A gradient of a single unit is a sum of shares that may cancel: below this it is compared absolutely.
const FLOOR: f64 = 1e-2;

fn gpu() -> Option<Gpu> {
    match block_on(Gpu::open()) {
        Ok(gpu) => Some(gpu),
        Err(why) if std::env::var_os("UNROLLED_REQUIRE_GPU").is_some() => panic!("a GPU is required: {why}"),
        Err(why) => {
            println!("SKIPPED: {why}");
            None
        }
    }
}

/// Runs a program once and brings every buffer back.
fn run_on(gpu: &Gpu, program: &Program, buffers: &mut Buffers<f32>, form: Form) -> Result<(), GpuError> {
    let mut resident = block_on(Resident::new(gpu, program, buffers, 1, &[]))?;
    resident.form = form;
    let all: Vec<BufferId> = (0..program.buffers.len()).map(BufferId).collect();
    let pending = resident.submit(gpu, &[Pass { program, ints: &buffers.ints }], &all)?;
    buffers.reals = block_on(pending.wait())?.buffers;
    Ok(())
}

#[test]
fn wgsl_agrees_with_pytorch() {
    let Some(gpu) = gpu() else { return };
    for form in [Form::ByWidth, Form::Alternating] {
        let mut tensors = 0;
        for (name, bytes) in CASES {
            let case = Case::read(bytes);
            let (plan, mut buffers) = case.prepare::<f32>();
            run_on(&gpu, &plan.program, &mut buffers, form).expect("it runs");
            match case.compare_within(&plan, &buffers, GPU_TOLERANCES) {
                Ok(count) => tensors += count,
                Err(wrong) => panic!("{name} ({form:?}):\n  {}", wrong.join("\n  ")),
            }
        }
        println!("{} PyTorch cases, {tensors} tensors agree on {} ({form:?})", CASES.len(), gpu.adapter);
    }
}

#[test]
fn wgsl_attends_as_pytorch_does() {
    let Some(gpu) = gpu() else { return };
    let all = common::attention::cases();
    for case in &all {
        let (program, attend, mut buffers) = case.prepare::<f32>();
        run_on(&gpu, &program, &mut buffers, Form::ByWidth).expect("it runs");
        case.compare(&attend, &buffers, GPU_TOLERANCES).unwrap_or_else(|why| panic!("{why}"));
        // A head that is switched on, or off, is noticed.
        let live = &mut buffers.reals[attend.live.0];
        live[0] = 1.0 - live[0];
        run_on(&gpu, &program, &mut buffers, Form::ByWidth).expect("it runs");
        assert!(case.compare(&attend, &buffers, GPU_TOLERANCES).is_err(), "{}", case.name);
    }
    assert_eq!(all.len(), 6);
    for case in common::attending::cases() {
        let (plan, mut buffers) = case.prepare::<f32>();
        run_on(&gpu, &plan.program, &mut buffers, Form::ByWidth).expect("it runs");
        case.compare(&plan, &buffers, GPU_TOLERANCES).unwrap_or_else(|why| panic!("{why}"));
        // Two words that stand the other way round are noticed, a word alone has no other.
        let Some(placed) = plan.placed.as_ref().filter(|_| case.shape.steps > 1) else { continue };
        let width = case.config.hidden_size;
        buffers.reals[placed.table.0].rotate_left(width);
        run_on(&gpu, &plan.program, &mut buffers, Form::ByWidth).expect("it runs");
        assert!(case.compare(&plan, &buffers, GPU_TOLERANCES).is_err(), "{}", case.name);
    }
}

#[test]
fn a_spoiled_weight_is_caught() {
    let Some(gpu) = gpu() else { return };
    let mut caught = 0;
    for (_, bytes) in CASES.iter().filter(|(name, _)| name.ends_with("_small")) {
        let case = Case::read(bytes);
        let (plan, mut buffers) = case.prepare::<f32>();
        let weight = &mut buffers.reals[plan.params[1].0];
        weight[0] += 0.01 * weight.iter().fold(0.1f32, |most, value| most.max(value.abs()));
        run_on(&gpu, &plan.program, &mut buffers, Form::ByWidth).expect("it runs");
        caught += usize::from(case.compare_within(&plan, &buffers, GPU_TOLERANCES).is_err());
    }
    assert!(caught >= 3, "{caught} spoiled weights were noticed");
}

fn agree_with_the_judge(gpu: &Gpu, shape: &Shape, optimiser: Optimiser, form: Form) -> Result<(), String> {
    let dropped = shape.seed.is_multiple_of(2).then_some(dropout::Settings { rate: 0.3, seed: shape.seed });
    let plan = shape.plan(dropped);
    let mut program = plan.program.clone();
    append_update(&mut program, &plan, optimiser, Some(0.5), 3);
    let mut judge = fill::<f32>(shape, &plan, &program);
    use_state(shape, &program, &mut judge);
    let mut fast = judge.clone();
    run(&Kernels::SCALAR, &program, &mut judge);
    run_on(gpu, &program, &mut fast, form).map_err(|why| why.to_string())?;
    for (index, declared) in program.buffers.iter().enumerate() {
        let (expected, got) = (wide(&judge.reals[index]), wide(&fast.reals[index]));
        agree_above(&declared.name, &expected, &got, GPU_TOLERANCES[1], FLOOR)?;
    }
    Ok(())
}

#[test]
fn wgsl_agrees_with_the_judge_on_every_shape() {
    let Some(gpu) = gpu() else { return };
    let mut random = Uniform::new(7);
    let optimisers = [
        Optimiser::Adam(adam::Settings { weight_decay: 0.1, ..Default::default() }),
        Optimiser::Sgd(sgd::Settings { learning_rate: 0.1, momentum: 0.9 }),
        Optimiser::RmsProp(rmsprop::Settings::default()),
    ];
    let mut seen = 0;
    for cell in 0..8 {
        for round in 0..12 {
            let mut below = |most: usize| random.below(most);
            let kinds = [cell, below(3), 1 + below(3), 1 + below(2)];
            // Some wider than a tile, some wider than a workgroup's state.
            let widest = [19, 19, 70, 150][round % 4];
            let sizes = [1 + below(widest), 1 + below(widest), 1 + below(30)];
            let shape = shape(kinds, sizes, [1 + below(7), 1 + below(5)], below(1 << 30) as u32);
            let form = if round % 2 == 0 { Form::ByWidth } else { Form::Alternating };
            let result = agree_with_the_judge(&gpu, &shape, optimisers[round % 3], form);
            result.unwrap_or_else(|why| panic!("{why} ({form:?}, {shape:?})"));
            seen += 1;
        }
    }
    for cell in 0..8 {
        let wide = shape([cell, 0, 1, 1], [300, 5, 5], [2, 3], 8);
        agree_with_the_judge(&gpu, &wide, optimisers[0], Form::ByWidth).unwrap_or_else(|why| panic!("{why} (H = 300)"));
    }
    println!("{seen} shapes agree on {}", gpu.adapter);
}

#[test]
fn a_lost_device_says_so() {
    let Some(gpu) = gpu() else { return };
    let shape = shape([2, 0, 1, 1], [5, 5, 5], [4, 2], 3);
    let plan = shape.plan(None);
    let mut buffers = fill::<f32>(&shape, &plan, &plan.program);
    run_on(&gpu, &plan.program, &mut buffers, Form::ByWidth).expect("it runs");
    gpu.destroy();
    assert_eq!(run_on(&gpu, &plan.program, &mut buffers, Form::ByWidth), Err(GpuError::Lost));
}

#[test]
fn a_program_that_does_not_fit_is_refused_before_anything_is_allocated() {
    let Some(gpu) = gpu() else { return };
    let mut program = Program::default();
    program.buffer("vast", (gpu.most_bytes / 4) as usize + 1);
    let refused = block_on(Resident::new(&gpu, &program, &Buffers { reals: vec![], ints: vec![] }, 1, &[]));
    assert!(matches!(refused.err(), Some(GpuError::TooLarge { .. })));
}
