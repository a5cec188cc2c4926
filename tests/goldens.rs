//! Every PyTorch case on every twin; and the comparator must catch planted defects.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::golden::{CASES, Case, all};
use unrolled::device::cpu::{Kernels, run};
use unrolled::model::cell::Cell;

fn report<R: unrolled::math::real::Real>(kernels: &Kernels<R>) {
    let (cases, tensors) = all(kernels);
    println!(
        "{cases} PyTorch cases, {tensors} tensors agree on {} ({})",
        kernels.pass.name,
        std::any::type_name::<R>()
    );
}

#[test]
fn scalar_f64_agrees_with_pytorch() {
    report(&Kernels::<f64>::SCALAR);
}

#[test]
fn scalar_f32_agrees_with_pytorch() {
    report(&Kernels::<f32>::SCALAR);
}

#[test]
fn simd_agrees_with_pytorch() {
    report(&Kernels::SIMD);
}

/// The first case of a cell with one layer and direction, if the folder has one.
fn case(cell: Cell) -> Option<Case> {
    let simple =
        |case: &Case| case.config.cell == cell && case.source == 0 && case.config.layers * case.config.directions == 1;
    CASES.iter().map(|(_, bytes)| Case::read(bytes)).find(simple)
}

/// Spoils a case's weights, runs it, and demands that the comparison fails.
fn must_fail(cell: Cell, what: &str, spoil: impl Fn(&mut Case)) {
    let Some(mut spoiled) = case(cell) else {
        return println!("no {} among the cases: {what} is not planted", cell.id());
    };
    spoil(&mut spoiled);
    let (plan, buffers) = spoiled.run(&Kernels::SIMD);
    assert!(spoiled.compare(&plan, &buffers).is_err(), "{} with {what} passed the comparison", cell.id());
}

fn tensor<'a>(case: &'a mut Case, name: &str) -> &'a mut Vec<f32> {
    &mut case.params.tensors.iter_mut().find(|tensor| tensor.name == name).expect("the tensor").data
}

#[test]
fn planted_defects_are_caught() {
    for cell in [Cell::Lstm, Cell::Gru] {
        must_fail(cell, "its first two gates swapped", |case| {
            for part in ["weight_ih", "weight_hh", "bias_ih", "bias_hh"] {
                let data = tensor(case, &format!("rnn.{part}_l0"));
                let block = data.len() / cell.blocks();
                let (first, rest) = data.split_at_mut(block);
                first.swap_with_slice(&mut rest[..block]);
            }
        });
    }
    for cell in Cell::RECURRENT {
        must_fail(cell, "a missing bias", |case| tensor(case, "rnn.bias_hh_l0").fill(0.0));
        must_fail(cell, "a NaN", |case| tensor(case, "head.bias")[0] = f32::NAN);
        must_fail(cell, "a transposed matrix", |case| {
            let hidden = case.config.hidden_size;
            for block in tensor(case, "rnn.weight_hh_l0").chunks_exact_mut(hidden * hidden) {
                let old = block.to_vec();
                for row in 0..hidden {
                    for column in 0..hidden {
                        block[row * hidden + column] = old[column * hidden + row];
                    }
                }
            }
        });
    }
}

#[test]
fn a_window_read_the_wrong_way_round_is_caught() {
    for cell in [Cell::Ffn, Cell::Cnn] {
        must_fail(cell, "a missing bias", |case| tensor(case, "rnn.bias_ih_l0").fill(0.0));
    }
    must_fail(Cell::Cnn, "taps from new to old", |case| {
        tensor(case, "rnn.weight_ih_l0").chunks_exact_mut(3).for_each(|taps| taps.reverse());
    });
}

#[test]
fn a_wrong_gradient_alone_is_caught() {
    let case = Cell::RECURRENT.into_iter().find_map(case).expect("some simple case");
    let (plan, mut buffers) = case.run(&Kernels::SIMD);
    assert!(case.compare(&plan, &buffers).is_ok());
    let grad = &mut buffers.reals[plan.grads[1].0];
    grad[0] += 0.01 * grad.iter().fold(1e-3f32, |largest, value| largest.max(value.abs()));
    assert!(case.compare(&plan, &buffers).is_err(), "a wrong gradient passed the comparison");
    // And a NaN that appears in one result only.
    run(&Kernels::SIMD, &plan.program, &mut buffers);
    assert!(case.compare(&plan, &buffers).is_ok());
    buffers.reals[plan.layers[0].dh.0][0] = f32::NAN;
    assert!(case.compare(&plan, &buffers).is_err(), "a NaN gradient passed the comparison");
}

#[test]
fn every_cell_is_among_our_cases() {
    if option_env!("UNROLLED_GOLDENS").is_some() {
        return println!("another folder of cases: it may hold what it likes");
    }
    for cell in Cell::BY_UNIT {
        assert!(case(cell).is_some(), "no case for {}", cell.id());
    }
}

/// The other half of the promise is in `tests/browser.rs`.
#[test]
fn the_same_bits_on_every_machine() {
    assert_eq!(
        common::golden::fingerprint(),
        common::golden::FINGERPRINT,
        "native and browser would show different bits"
    );
}
