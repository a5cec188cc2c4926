//! The judge against finite differences, and the fast twin against the judge, on networks of every shape.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::shapes::{Shape, fill, shape, use_state};
use common::{agree_above, wide};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use unrolled::device::cpu::{Kernels, Pass, run};
use unrolled::device::more::{self, More};
use unrolled::device::parallel::{self, Parallel};
use unrolled::engine::blocks::Block;
use unrolled::engine::program::{Buffers, Program};
use unrolled::engine::session::{Optimiser, append_update};
use unrolled::kernels::rnn::Nonlinearity;
use unrolled::kernels::{adam, attend, conv1d, feed_forward, gru, lstm, min_gru, rmsprop, sgd};
use unrolled::model::cell::Cell;
use unrolled::model::config::{Config, Input};

/// f32 against f32: other order of summation, tanh by its polynomial (1.8e-7).
const TWIN_TOLERANCE: f64 = 2e-5;
/// A gradient of a single unit is a sum of shares that may cancel: below this it is compared absolutely.
const TWIN_FLOOR: f64 = 1e-2;
/// f64 against a central difference of step 1e-5: truncation 1e-10, cancellation 1e-11.
const DIFFERENCE_TOLERANCE: f64 = 1e-6;

fn shapes(max: usize) -> impl Strategy<Value = Shape> {
    let kinds = (0usize..8, 0usize..3, 1usize..=3, 1usize..=2);
    (kinds, (1..=max, 1..=max, 1..=max), (1usize..=6, 1usize..=3), any::<u32>()).prop_map(
        |((cell, input, layers, directions), (hidden, words, width), (steps, batch), seed)| {
            shape([cell, input, layers, directions], [hidden, words, width], [steps, batch], seed)
        },
    )
}

fn compare_all(program: &Program, judge: &Buffers<f32>, fast: &Buffers<f32>) -> Result<(), String> {
    for (index, declared) in program.buffers.iter().enumerate() {
        agree_above(&declared.name, &wide(&judge.reals[index]), &wide(&fast.reals[index]), TWIN_TOLERANCE, TWIN_FLOOR)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn simd_agrees_with_scalar(shape in shapes(19)) {
        let plan = shape.plan(None);
        let optimisers = [
            Optimiser::Adam(adam::Settings { weight_decay: 0.1, ..Default::default() }),
            Optimiser::Sgd(sgd::Settings { learning_rate: 0.1, momentum: 0.9 }),
            Optimiser::RmsProp(rmsprop::Settings::default()),
        ];
        for optimiser in optimisers {
            let mut program = plan.program.clone();
            append_update(&mut program, &plan, optimiser, Some(0.5), 3);
            let mut judge = fill::<f32>(&shape, &plan, &program);
            use_state(&shape, &program, &mut judge);
            let mut fast = judge.clone();
            run(&Kernels::SCALAR, &program, &mut judge);
            run(&Kernels::SIMD, &program, &mut fast);
            let result = compare_all(&program, &judge, &fast);
            prop_assert!(result.is_ok(), "{} (shape {shape:?})", result.unwrap_err());
        }
    }

    #[test]
    fn scalar_f64_agrees_with_finite_differences(shape in shapes(4)) {
        let plan = shape.plan(None);
        let mut base = fill::<f64>(&shape, &plan, &plan.program);
        run(&Kernels::SCALAR, &plan.program, &mut base);
        // relu has a corner, where a difference across it is not the derivative: such draws are left out.
        let corner = |layer: &unrolled::engine::program::Layer| base.get(layer.gates).iter().any(|a| a.abs() < 1e-3);
        prop_assume!(shape.config.nonlinearity == Nonlinearity::Tanh || !plan.layers.iter().any(corner));
        prop_assume!(!plan.blocks.iter().filter_map(Block::inner_layer).any(corner));
        let loss = |buffers: &Buffers<f64>| {
            let mut buffers = buffers.clone();
            run(&Kernels::SCALAR, &plan.program, &mut buffers);
            buffers.get(plan.loss)[0]
        };
        let mut pairs: Vec<_> = plan.params.iter().copied().zip(plan.grads.iter().copied()).collect();
        // A decoder's first state is what its encoder hands over.
        let first = plan.reader.as_ref().map_or(&plan.layers, |reader| &reader.layers);
        pairs.extend(first.iter().flat_map(|layer| [(layer.h0, layer.dh0), (layer.c0, layer.dc0)]));
        if shape.config.input == Input::Vectors {
            pairs.push((plan.x, plan.dx));
        }
        for (value, grad) in pairs {
            for index in 0..base.get(value).len() {
                let step = 1e-5;
                let mut moved = base.clone();
                moved.reals[value.0][index] += step;
                let up = loss(&moved);
                moved.reals[value.0][index] -= 2.0 * step;
                let slope = (up - loss(&moved)) / (2.0 * step);
                let got = base.get(grad)[index];
                let error = (slope - got).abs() / slope.abs().max(got.abs()).max(1e-2);
                let name = &plan.program.buffers[value.0].name;
                prop_assert!(error <= DIFFERENCE_TOLERANCE, "{name}[{index}]: {got} against {slope} (shape {shape:?})");
            }
        }
    }
}

/// Kernels with planted defects.
const BROKEN: More<f32> = More {
    // The nonlinearity's slope goes missing.
    feed_forward_backward: |k| {
        feed_forward::simd::backward(feed_forward::Backward { nonlinearity: Nonlinearity::Relu, ..k });
    },
    // The window looks ahead.
    conv1d_forward: |mut k| {
        k.dims.reverse = !k.dims.reverse;
        conv1d::simd::forward(k);
    },
    ..More::SIMD
};
const BROKEN_SCAN: Parallel<f32> = Parallel {
    // What is kept is not gated.
    min_gru_backward: |k| {
        let open: Vec<f32> = k.gates.iter().map(|gate| gate * 0.99).collect();
        min_gru::simd::backward(min_gru::Backward { gates: &open, ..k });
    },
    ..Parallel::SIMD
};
/// What is cut is looked at all the same.
const LOOKS_AT_CUT: More<f32> = More {
    attend_forward: |k| {
        let open = vec![0.0; k.cut.len()];
        attend::simd::forward(attend::Forward { cut: &open, ..k });
    },
    ..More::SIMD
};
/// The query's own gradient goes missing.
const LOSES_QUERY: More<f32> = More {
    attend_backward: |k| {
        let mut lost = vec![0.0; k.dquery.len()];
        attend::simd::backward(attend::Backward { dquery: &mut lost, ..k });
    },
    ..More::SIMD
};

/// A form with planted defects, one a cell.
fn defective() -> Kernels<f32> {
    let pass = Pass {
        name: "broken",
        // It forgets that the memory is gated.
        lstm_forward: |k| lstm::simd::forward(lstm::Forward { c0: k.h0, ..k }),
        // The reset gate's factor goes missing on the recurrent side.
        gru_backward: |k| {
            let q: Vec<f32> = k.q.iter().map(|q| q * 1.001).collect();
            gru::simd::backward(gru::Backward { q: &q, ..k });
        },
        more: |command, b| more::step(&BROKEN, command, b),
        parallel: |command, b| parallel::step(&BROKEN_SCAN, command, b),
        ..Pass::SIMD
    };
    Kernels { pass, ..Kernels::SIMD }
}

#[test]
fn a_broken_twin_is_caught() {
    for cell in [Cell::Lstm, Cell::Gru, Cell::MinGru, Cell::Ffn, Cell::Cnn] {
        let config = Config::words(cell, 5, (0..6).map(|word| format!("word{word}")).collect());
        let shape = Shape { config, source: 0, steps: 4, batch: 2, seed: 11 };
        let plan = shape.plan(None);
        let mut judge = fill::<f32>(&shape, &plan, &plan.program);
        let mut broken = judge.clone();
        run(&Kernels::SCALAR, &plan.program, &mut judge);
        run(&defective(), &plan.program, &mut broken);
        assert!(compare_all(&plan.program, &judge, &broken).is_err(), "the defect of the {} passed", cell.id());
    }
}

/// The same for attention, forward and backward each by itself.
#[test]
fn a_broken_look_back_is_caught() {
    let shape = shape([3, 0, 1, 1], [5, 6, 6], [4, 2], 6);
    assert!(shape.config.attends() && shape.source > 1);
    let plan = shape.plan(None);
    let mut judge = fill::<f32>(&shape, &plan, &plan.program);
    let start = judge.clone();
    run(&Kernels::SCALAR, &plan.program, &mut judge);
    let forms = [
        Pass { more: |command, b| more::step(&LOOKS_AT_CUT, command, b), ..Pass::SIMD },
        Pass { more: |command, b| more::step(&LOSES_QUERY, command, b), ..Pass::SIMD },
        Pass::SIMD,
    ];
    let agrees = forms.map(|pass| {
        let mut got = start.clone();
        run(&Kernels { pass, ..Kernels::SIMD }, &plan.program, &mut got);
        compare_all(&plan.program, &judge, &got).is_ok()
    });
    assert_eq!(agrees, [false, false, true]);
}
