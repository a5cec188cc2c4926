//! How the gradient flows back: against PyTorch step by step, against finite differences, against 400 decimal digits; and
//! what is said about vanishing must be so.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::golden::{CASES, Case};
use std::rc::Rc;
use unrolled::device::compute;
use unrolled::device::cpu::{Kernels, Pass};
use unrolled::engine::flow::{self, Itemised};
use unrolled::engine::trace::{LossAt, Sequence, Trace};
use unrolled::math::matrix::norm;
use unrolled::model::Model;
use unrolled::model::cell::Cell;
use unrolled::model::config::Config;
use unrolled::model::initial::{Initial, shape};
use unrolled::model::names::Quantity;
use unrolled::model::params::Params;

/// A case of one sequence, one layer and one direction as a trace.
fn trace(bytes: &[u8]) -> Option<(Trace, Case)> {
    let case = Case::read(bytes);
    let is_simple = case.batch == 1 && case.source == 0 && case.config.layers * case.config.directions == 1;
    // Some files hold only what a network gives.
    let has_inside = case.tensors.contains_key("grad.h_l0");
    if !is_simple || !has_inside || !Cell::RECURRENT.contains(&case.config.cell) {
        return None;
    }
    let (plan, buffers) = case.run(&Kernels::SIMD);
    let sequence = Sequence {
        tokens: vec![String::new(); case.steps],
        ids: vec![0; case.steps],
        targets: case.targets.clone(),
        loss_at: LossAt::All,
        ..Sequence::default()
    };
    let model = Model { config: case.config.clone(), params: case.params.clone() };
    Some((Trace::new(Rc::new(model), sequence, Pass::SIMD.name, plan, buffers), case))
}

fn long(name: &str) -> (Trace, Case) {
    let (_, bytes) =
        CASES.iter().find(|(found, _)| found.starts_with(name)).unwrap_or_else(|| panic!("no case {name}"));
    trace(bytes).expect("one sequence")
}

/// A network made for the lab, over as many steps of a few words.
fn lab(cell: Cell, steps: usize, hidden: usize, loss_at: LossAt, gain: f64, forget_bias: f64) -> Trace {
    let config = Config::words(cell, hidden, (0..6).map(|word| word.to_string()).collect());
    let mut params = Params::random(&config, 3);
    shape(&mut params, &config, Initial::Uniform, gain, forget_bias);
    let ids: Vec<i32> = (0..steps).map(|t| (t * t % 6) as i32).collect();
    let targets = ids.iter().map(|id| (id + 1) % 6).collect();
    let sequence = Sequence { tokens: vec![String::new(); steps], ids, targets, loss_at, ..Sequence::default() };
    compute::trace(Rc::new(Model { config, params }), sequence)
}

fn is_near(got: f64, expected: f64, tolerance: f64) -> bool {
    (got - expected).abs() <= tolerance * expected.abs()
}

/// Each step's norm to a thousandth of its own size, however small: a comparison by the largest would see only the last.
fn agree_step_by_step(trace: &Trace, case: &Case, spoil: f64) -> Result<usize, String> {
    let states = if case.config.cell == Cell::Lstm { vec![Quantity::H, Quantity::C] } else { vec![Quantity::H] };
    let mut compared = 0;
    for quantity in states {
        let expected = &case.tensors[&format!("grad.{}_l0", quantity.name())];
        let got = flow::norms(trace, quantity).ok_or("no such state")?;
        for (t, (row, got)) in expected.chunks_exact(case.config.hidden_size).zip(got).enumerate() {
            let expected = norm(row.iter().copied());
            if expected > 1e-30 {
                compared += 1;
                // Written so that NaN fails.
                if !is_near(got * spoil, expected, 1e-3) {
                    return Err(format!("step {}: {got:e} instead of {expected:e}", t + 1));
                }
            }
        }
    }
    Ok(compared)
}

#[test]
fn every_norm_is_pytorchs_to_a_thousandth_of_its_own_size() {
    let mut steps = 0;
    for (name, bytes) in CASES {
        let Some((trace, case)) = trace(bytes) else { continue };
        steps += agree_step_by_step(&trace, &case, 1.0).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert!(agree_step_by_step(&trace, &case, 1.002).is_err(), "{name}: a wrong norm passed");
    }
    assert!(steps > 500, "{steps} steps compared");
    let (vanishing, _) = long("rnn_tanh_long_vanishing");
    let norms = flow::norms(&vanishing, Quantity::H).expect("h");
    assert!(norms[0] < 1e-15 && norms[119] > 1e-2, "{:e} {:e}", norms[0], norms[119]);
    let (exploding, _) = long("rnn_tanh_long_exploding");
    let norms = flow::norms(&exploding, Quantity::H).expect("h");
    assert!(norms[0] > 1e3 * norms[49], "{:e} {:e}", norms[0], norms[49]);
}

#[test]
fn the_parts_of_each_loss_add_up_to_the_gradient() {
    for cell in Cell::RECURRENT {
        for (steps, gain) in [(1, 0.9), (2, 0.9), (30, 0.6), (30, 1.5)] {
            let trace = lab(cell, steps, 5, LossAt::All, gain, 1.0);
            let Itemised { norms, shares, total, .. } = flow::itemised(&trace).expect("recurrent");
            for t in 1..=steps {
                let kernel: Vec<f64> =
                    flow::gradient(&trace, Quantity::H, t).expect("h").iter().map(|&d| d.into()).collect();
                let size = norm(kernel.iter().copied());
                let apart = norm(kernel.iter().zip(&total[(t - 1) * 5..]).map(|(a, b)| a - b));
                assert!(apart < 1e-4 * size, "{cell:?} step {t}: {apart:e} of {size:e}");
                let sum: f64 = (t..=steps).map(|k| shares[(k - 1) * steps + t - 1]).sum();
                assert!((sum - 1.0).abs() < 1e-9, "{sum}");
                assert!((1..t).all(|k| norms[(k - 1) * steps + t - 1] == 0.0), "no loss teaches a later step");
            }
        }
    }
}

/// The network with its state pushed at one step, in f64, by the anatomy alone: h_t after each step.
fn states(trace: &Trace, from: usize, h: &[f64], c: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let config = &trace.model.config;
    let (n, vocab) = (config.hidden_size, config.input_size);
    let get = |name: &str| -> Vec<f64> {
        trace.model.params.get(&format!("rnn.{name}_l0")).expect("a weight").data.iter().map(|&w| w.into()).collect()
    };
    let [w_ih, w_hh, b_ih, b_hh] = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map(get);
    let (mut h, mut c) = (h.to_vec(), c.to_vec());
    let sigma = |x: f64| 1.0 / (1.0 + (-x).exp());
    for t in from..=trace.steps() {
        let id = trace.sequence.ids[t - 1] as usize;
        let word = |row: usize| w_ih[row * vocab + id] + b_ih[row];
        let memory = |row: usize| (0..n).map(|j| w_hh[row * n + j] * h[j]).sum::<f64>() + b_hh[row];
        let pre = |gate: usize, unit: usize| word(gate * n + unit) + memory(gate * n + unit);
        let next: Vec<(f64, f64)> = (0..n)
            .map(|u| match config.cell {
                Cell::Rnn => (pre(0, u).tanh(), 0.0),
                Cell::Lstm => {
                    let c = sigma(pre(1, u)) * c[u] + sigma(pre(0, u)) * pre(2, u).tanh();
                    (sigma(pre(3, u)) * c.tanh(), c)
                }
                _ => {
                    let (r, z) = (sigma(pre(0, u)), sigma(pre(1, u)));
                    let candidate = (word(2 * n + u) + r * memory(2 * n + u)).tanh();
                    ((1.0 - z) * candidate + z * h[u], 0.0)
                }
            })
            .collect();
        (h, c) = next.into_iter().unzip();
    }
    (h, c)
}

#[test]
fn the_jacobian_of_a_step_is_that_of_finite_differences() {
    for cell in Cell::RECURRENT {
        let (n, steps, t) = (6, 9, 8);
        let trace = lab(cell, steps, n, LossAt::Last, 1.1, 0.5);
        let jacobian = flow::jacobian(&trace, t + 1).expect("recurrent");
        let of = |quantity| -> Vec<f64> {
            (1..=n)
                .map(|u| trace.quantity(quantity, unrolled::model::names::Place::FIRST, t, u).unwrap_or(0.0))
                .collect()
        };
        let (h, c) = (of(Quantity::H), of(Quantity::C));
        let push = 1e-5;
        let mut compared = 0;
        for j in 0..n {
            let moved = |by: f64, of_c: bool| {
                let (mut h, mut c) = (h.clone(), c.clone());
                if of_c {
                    c[j] += by
                } else {
                    h[j] += by
                }
                states(&trace, t + 1, &h, &c)
            };
            let mut check = |i: usize, plus: f64, minus: f64, got: f64| {
                let expected = (plus - minus) / (2.0 * push);
                if expected.abs() > 1e-6 {
                    compared += 1;
                    assert!(is_near(got, expected, 1e-4), "{cell:?} [{i}, {j}]: {got:e} instead of {expected:e}");
                }
            };
            let (plus, minus) = (moved(push, false), moved(-push, false));
            (0..n).for_each(|i| check(i, plus.0[i], minus.0[i], jacobian.hh[i * n + j]));
            if cell == Cell::Lstm {
                (0..n).for_each(|i| check(i, plus.1[i], minus.1[i], jacobian.ch[i * n + j]));
                let (plus, minus) = (moved(push, true), moved(-push, true));
                check(j, plus.0[j], minus.0[j], jacobian.hc[j]);
                check(j, plus.1[j], minus.1[j], jacobian.cc[j]);
            }
        }
        assert!(compared >= n * n, "{compared}");
    }
}

#[test]
fn the_singular_values_are_those_of_400_digits() {
    let fixture: serde_json::Value = serde_json::from_str(include_str!("fixtures/spectrum.json")).expect("JSON");
    for (name, points) in fixture.as_object().expect("cases") {
        let (trace, _) = long(name);
        let found = flow::singular_values(&trace).expect("recurrent");
        for (t, values) in points.as_object().expect("steps") {
            let expected = [0, 1].map(|n| values[n].as_str().expect("a number").parse::<f64>().expect("a number"));
            let (largest, smallest) = found[t.parse::<usize>().expect("a step") - 1];
            assert!(is_near(largest, expected[0], 1e-3), "{name} at {t}: {largest:e} instead of {:e}", expected[0]);
            assert!(is_near(smallest, expected[1], 1e-3), "{name} at {t}: {smallest:e} instead of {:e}", expected[1]);
        }
    }
}

#[test]
fn a_forget_gate_half_open_makes_the_lstm_vanish_too() {
    let reach = |bias: f64| {
        let trace = lab(Cell::Lstm, 40, 16, LossAt::Last, 0.6, bias);
        let norms = flow::norms(&trace, Quantity::C).expect("c");
        norms[0] / norms[39]
    };
    let (half, open) = (reach(0.0), reach(6.0));
    // f = 0.5 for 39 steps alone is 2e-12.
    assert!(half < 1e-7, "{half:e}");
    assert!(open > 0.1, "{open:e}");
}

#[test]
fn the_total_stays_while_the_far_part_vanishes() {
    let steps = 40;
    let trace = lab(Cell::Rnn, steps, 16, LossAt::All, 0.6, 0.0);
    let norms = flow::norms(&trace, Quantity::H).expect("h");
    let parts = flow::itemised(&trace).expect("recurrent").norms;
    let part = |k: usize, t: usize| parts[(k - 1) * steps + t - 1];
    assert!(norms[0] > 0.2 * norms[steps / 2], "the first word is taught: {:e} of {:e}", norms[0], norms[steps / 2]);
    assert!(
        part(steps, 1) < 1e-6 * part(1, 1),
        "by its own loss, not by the last: {:e} of {:e}",
        part(steps, 1),
        part(1, 1)
    );
}

#[test]
fn the_gain_is_the_spectral_radius_whatever_the_first_weights() {
    for initial in Initial::ALL {
        for cell in Cell::RECURRENT {
            let config = Config::words(cell, 16, vec!["a".into(), "b".into()]);
            let mut params = Params::random(&config, 5);
            shape(&mut params, &config, initial, 1.3, 2.0);
            for block in params.get("rnn.weight_hh_l0").expect("recurrent").data.chunks_exact(256) {
                let block: Vec<f64> = block.iter().map(|&w| w.into()).collect();
                assert!(
                    (unrolled::math::matrix::spectral_radius(&block, 16) - 1.3).abs() < 1e-4,
                    "{initial:?} {cell:?}"
                );
            }
            if cell == Cell::Lstm {
                let sum = |row: usize| params.tensors[2].data[row] + params.tensors[3].data[row];
                assert!((16..32).all(|row| sum(row) == 2.0) && sum(0) != 2.0 && sum(32) != 2.0);
            }
        }
    }
}
