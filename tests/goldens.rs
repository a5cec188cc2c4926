//! Every PyTorch case on every twin; and the comparator must catch planted defects.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::golden::{CASES, Case, all};
use unrolled::device::cpu::{Scalar, Simd, Twin, run};
use unrolled::model::config::Cell;

fn report<R: unrolled::math::real::Real, K: Twin<R>>() {
    let (cases, tensors) = all::<R, K>();
    println!("{cases} PyTorch cases, {tensors} tensors agree on {} ({})", K::NAME, std::any::type_name::<R>());
}

#[test]
fn scalar_f64_agrees_with_pytorch() {
    report::<f64, Scalar>();
}

#[test]
fn scalar_f32_agrees_with_pytorch() {
    report::<f32, Scalar>();
}

#[test]
fn simd_agrees_with_pytorch() {
    report::<f32, Simd>();
}

fn case(name: &str) -> Case {
    Case::read(CASES.iter().find(|(found, _)| *found == name).unwrap_or_else(|| panic!("{name} is missing")).1)
}

/// Spoils a case's weights, runs it, and demands that the comparison fails.
fn must_fail(name: &str, what: &str, spoil: impl Fn(&mut Case)) {
    let mut spoiled = case(name);
    spoil(&mut spoiled);
    let (plan, buffers) = spoiled.run::<f32, Simd>();
    assert!(spoiled.compare(&plan, &buffers).is_err(), "{name} with {what} passed the comparison");
}

#[test]
fn planted_defects_are_caught() {
    fn tensor<'a>(case: &'a mut Case, name: &str) -> &'a mut Vec<f32> {
        &mut case.params.tensors.iter_mut().find(|tensor| tensor.name == name).expect("the tensor").data
    }
    for (name, blocks) in [("lstm_small", 4), ("gru_small", 3)] {
        must_fail(name, "its first two gates swapped", |case| {
            for part in ["weight_ih", "weight_hh", "bias_ih", "bias_hh"] {
                let data = tensor(case, &format!("rnn.{part}_l0"));
                let block = data.len() / blocks;
                let (first, rest) = data.split_at_mut(block);
                first.swap_with_slice(&mut rest[..block]);
            }
        });
    }
    for name in ["rnn_tanh_small", "lstm_small", "gru_small"] {
        must_fail(name, "a missing bias", |case| tensor(case, "rnn.bias_hh_l0").fill(0.0));
        must_fail(name, "a NaN", |case| tensor(case, "head.bias")[0] = f32::NAN);
        must_fail(name, "a transposed matrix", |case| {
            let hidden = case.config.hidden_size;
            let data = tensor(case, "rnn.weight_hh_l0");
            for block in data.chunks_exact_mut(hidden * hidden) {
                let old = block.to_vec();
                for row in 0..hidden {
                    for column in 0..hidden {
                        block[row * hidden + column] = old[column * hidden + row];
                    }
                }
            }
        });
    }
    // A wrong gradient alone: forward stays right.
    let case = case("lstm_small");
    let (plan, mut buffers) = case.run::<f32, Simd>();
    assert!(case.compare(&plan, &buffers).is_ok());
    buffers.reals[plan.grads[1].0][0] += 1e-2;
    assert!(case.compare(&plan, &buffers).is_err(), "a wrong gradient passed the comparison");
    // And a NaN that appears in one result only.
    run::<f32, Simd>(&plan.program, &mut buffers);
    buffers.reals[plan.layers[0].dh.0][0] = f32::NAN;
    assert!(case.compare(&plan, &buffers).is_err(), "a NaN gradient passed the comparison");
}

#[test]
fn every_cell_is_among_the_cases() {
    for cell in Cell::ALL {
        assert!(CASES.iter().any(|(_, bytes)| Case::read(bytes).config.cell == cell), "no case for {}", cell.id());
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
