//! Self-attention: against PyTorch, the judge against finite differences, the fast twin against the judge; and what it does to a
//! sentence whose words change places.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::attention::{cases, operands, program};
use common::{FORWARD_TOLERANCE, GRADIENT_TOLERANCE, agree_above, wide};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use unrolled::device::cpu::{Kernels, Pass, run};
use unrolled::device::parallel::{self, Parallel};
use unrolled::engine::program::{Buffers, Program, SelfAttend};
use unrolled::kernels::self_attend::{self, Dims};
use unrolled::math::real::Real;
use unrolled::math::rng::Uniform;

const WITHIN: [f64; 2] = [FORWARD_TOLERANCE, GRADIENT_TOLERANCE];

fn agrees<R: Real>(kernels: &Kernels<R>) -> Result<usize, String> {
    let all = cases();
    for case in &all {
        let (program, attend, mut buffers) = case.prepare::<R>();
        run(kernels, &program, &mut buffers);
        case.compare(&attend, &buffers, WITHIN)?;
    }
    Ok(all.len())
}

#[test]
fn every_form_agrees_with_pytorch() {
    assert_eq!(agrees(&Kernels::<f64>::SCALAR), Ok(6));
    assert_eq!(agrees(&Kernels::<f32>::SCALAR), Ok(6));
    assert_eq!(agrees(&Kernels::SIMD), Ok(6));
}

/// It looks ahead.
const LOOKS_AHEAD: Parallel<f32> = Parallel {
    self_attend_forward: |mut k| {
        k.dims.causal = false;
        self_attend::simd::forward(k);
    },
    ..Parallel::SIMD
};
/// A head that is switched off says something.
const SAYS_ALL: Parallel<f32> = Parallel {
    self_attend_forward: |k| {
        let live = vec![1.0; k.live.len()];
        self_attend::simd::forward(self_attend::Forward { live: &live, ..k });
    },
    ..Parallel::SIMD
};
/// What comes back is a thousandth too much.
const TOO_MUCH: Parallel<f32> = Parallel {
    self_attend_backward: |k| {
        let by: Vec<f32> = k.dy.iter().map(|dy| dy * 1.001).collect();
        self_attend::simd::backward(self_attend::Backward { dy: &by, ..k });
    },
    ..Parallel::SIMD
};

#[test]
fn planted_defects_are_caught() {
    let with = |parallel| Kernels { pass: Pass { parallel, ..Pass::SIMD }, ..Kernels::SIMD };
    let forms = [
        with(|command, b| parallel::step(&LOOKS_AHEAD, command, b)),
        with(|command, b| parallel::step(&SAYS_ALL, command, b)),
        with(|command, b| parallel::step(&TOO_MUCH, command, b)),
        Kernels::SIMD,
    ];
    assert_eq!(forms.map(|form| agrees(&form).is_ok()), [false, false, false, true]);
}

fn dims() -> impl Strategy<Value = Dims> {
    (1usize..=7, 1usize..=3, 1usize..=5, 1usize..=3, any::<bool>())
        .prop_map(|(steps, batch, part, heads, causal)| Dims { steps, batch, width: part * heads, heads, causal })
}

/// Inputs drawn from a seed; every head on but the last of several.
fn filled<R: Real>(dims: Dims, seed: u32) -> (Program, SelfAttend, Buffers<R>) {
    let (program, attend) = program(dims);
    let mut buffers = Buffers::of(&program);
    let mut random = Uniform::new(seed);
    for id in [attend.qkv, attend.dy] {
        let len = buffers.get(id).len();
        buffers.set(id, (0..len).map(|_| R::from_f64(f64::from(random.symmetric(2.0)))));
    }
    let live = |head: usize| R::from_f64(f64::from(u8::from(head + 1 < dims.heads || dims.heads == 1)));
    buffers.set(attend.live, (0..dims.heads).map(live));
    (program, attend, buffers)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn simd_agrees_with_scalar(dims in dims(), seed in any::<u32>()) {
        let (program, attend, mut judge) = filled::<f32>(dims, seed);
        let mut fast = judge.clone();
        run(&Kernels::SCALAR, &program, &mut judge);
        run(&Kernels::SIMD, &program, &mut fast);
        for (name, id) in operands(&attend) {
            let result = agree_above(name, &wide(judge.get(id)), &wide(fast.get(id)), 2e-5, 1e-2);
            prop_assert!(result.is_ok(), "{} {dims:?}", result.unwrap_err());
        }
    }

    #[test]
    fn the_judge_agrees_with_finite_differences(dims in dims(), seed in any::<u32>()) {
        let (program, attend, mut base) = filled::<f64>(dims, seed);
        run(&Kernels::SCALAR, &program, &mut base);
        // The loss is Σ y · dy.
        let loss = |moved: &Buffers<f64>| -> f64 {
            let mut moved = moved.clone();
            run(&Kernels::SCALAR, &program, &mut moved);
            moved.get(attend.y).iter().zip(base.get(attend.dy)).map(|(y, dy)| y * dy).sum()
        };
        for index in 0..base.get(attend.qkv).len() {
            let step = 1e-5;
            let mut moved = base.clone();
            moved.reals[attend.qkv.0][index] += step;
            let up = loss(&moved);
            moved.reals[attend.qkv.0][index] -= 2.0 * step;
            let slope = (up - loss(&moved)) / (2.0 * step);
            let got = base.get(attend.dqkv)[index];
            prop_assert!((slope - got).abs() <= 1e-6 * slope.abs().max(got.abs()).max(1e-2), "{index}: {got} {slope} {dims:?}");
        }
    }

    /// Without positions the order of the words is nothing but the order of the answers, both ways; a mask sees order.
    #[test]
    fn a_shuffle_of_the_words_is_a_shuffle_of_what_is_said(dims in dims(), seed in any::<u32>()) {
        let (program, attend, mut plain) = filled::<f32>(dims, seed);
        // Turned round: every step changes its place but a middle one.
        let row = dims.batch * 3 * dims.width;
        let turned: Vec<f32> = plain.get(attend.qkv).chunks(row).rev().flatten().copied().collect();
        let mut shuffled = plain.clone();
        shuffled.set(attend.qkv, turned);
        run(&Kernels::SIMD, &program, &mut plain);
        run(&Kernels::SIMD, &program, &mut shuffled);
        let back: Vec<f32> = shuffled.get(attend.y).chunks(dims.batch * dims.width).rev().flatten().copied().collect();
        let most = plain.get(attend.y).iter().zip(&back).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        if dims.causal && dims.steps > 1 {
            prop_assert!(most > 1e-4, "{most} {dims:?}");
        } else {
            prop_assert!(most < 1e-6, "{most} {dims:?}");
        }
    }

    /// Weights of a step add up to 1 over what it sees, whatever the head says of them.
    #[test]
    fn weights_are_shares(dims in dims(), seed in any::<u32>()) {
        let (program, attend, mut buffers) = filled::<f32>(dims, seed);
        run(&Kernels::SIMD, &program, &mut buffers);
        for (n, weights) in buffers.get(attend.weights).chunks(dims.steps).enumerate() {
            let t = n / dims.heads / dims.batch;
            let sum: f32 = weights.iter().sum();
            prop_assert!((sum - 1.0).abs() < 1e-5);
            prop_assert!(!dims.causal || weights[t + 1..].iter().all(|&weight| weight == 0.0));
        }
    }
}
