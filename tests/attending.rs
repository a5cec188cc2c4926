//! Whole attention networks: PyTorch's values in every form, where words stand against the formula, and the arithmetic of every
//! number, forward and backward.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::attending::{AttendingCase, cases};
use common::{FORWARD_TOLERANCE, GRADIENT_TOLERANCE};
use std::rc::Rc;
use unrolled::device::compute;
use unrolled::device::cpu::{Kernels, Pass, run};
use unrolled::device::parallel::{self, Parallel};
use unrolled::engine::attention::{explain, value};
use unrolled::engine::explain::{Form, Leaf, Reading};
use unrolled::engine::trace::{LossAt, Sequence, Trace};
use unrolled::kernels::positions::encoding;
use unrolled::kernels::{positions, self_attend};
use unrolled::math::real::Real;
use unrolled::model::Model;
use unrolled::model::attention::{Attention, EQUATIONS, Part, Projection, Site};
use unrolled::model::config::Config;
use unrolled::model::names::{Name, ValuePath};
use unrolled::model::params::Params;

fn check<R: Real>(kernels: &Kernels<R>, within: [f64; 2]) {
    let mut tensors = 0;
    let cases = cases();
    assert_eq!(cases.len(), 7);
    for case in &cases {
        let (plan, mut buffers) = case.prepare::<R>();
        run(kernels, &plan.program, &mut buffers);
        tensors += case.compare(&plan, &buffers, within).unwrap_or_else(|why| panic!("{}: {why}", kernels.pass.name));
    }
    // Weights and activations with their gradients, the loss.
    assert!(tensors > 150, "{tensors}");
}

#[test]
fn every_form_agrees_with_pytorch() {
    check(&Kernels::<f64>::SCALAR, [1e-6; 2]);
    check(&Kernels::<f32>::SCALAR, [FORWARD_TOLERANCE, GRADIENT_TOLERANCE]);
    check(&Kernels::SIMD, [FORWARD_TOLERANCE, GRADIENT_TOLERANCE]);
}

/// Words that stand a step too late, and a look without its scale.
const LATE: Parallel<f32> = Parallel {
    positions_forward: |k| {
        let mut late = k.table.to_vec();
        late.rotate_right(k.dims.width);
        positions::simd::forward(positions::Forward { table: &late, ..k });
    },
    ..Parallel::SIMD
};
const UNSCALED: Parallel<f32> = Parallel {
    self_attend_forward: |k| {
        let root = k.dims.root() as f32;
        let mut louder = k.qkv.to_vec();
        let width = k.dims.width;
        louder.chunks_mut(3 * width).for_each(|row| row[..width].iter_mut().for_each(|q| *q *= root));
        self_attend::simd::forward(self_attend::Forward { qkv: &louder, ..k });
    },
    ..Parallel::SIMD
};

#[test]
fn a_planted_defect_is_caught() {
    let within = [FORWARD_TOLERANCE, GRADIENT_TOLERANCE];
    let forms: [Kernels<f32>; 3] = [
        Kernels {
            pass: Pass { parallel: |command, b| parallel::step(&LATE, command, b), ..Pass::SIMD },
            ..Kernels::SIMD
        },
        Kernels {
            pass: Pass { parallel: |command, b| parallel::step(&UNSCALED, command, b), ..Pass::SIMD },
            ..Kernels::SIMD
        },
        Kernels::SIMD,
    ];
    let two_heads = |case: &AttendingCase| case.name == "two_heads";
    let case = cases().into_iter().find(two_heads).expect("it is there");
    let passes = forms.map(|form| {
        let (plan, mut buffers) = case.prepare::<f32>();
        run(&form, &plan.program, &mut buffers);
        case.compare(&plan, &buffers, within).is_ok()
    });
    assert_eq!(passes, [false, false, true]);
}

#[test]
fn positions_are_those_of_the_formula() {
    // By rotation: where a word stands t + 1 is where it stands t, turned by the angle of its pair.
    for width in [2, 7, 16] {
        for t in 0..200 {
            for pair in 0..width / 2 {
                let angle = (-(2.0 * pair as f64 / width as f64) * std::f64::consts::LN_10 * 4.0).exp();
                let (sin, cos) = (encoding(t, 2 * pair, width), encoding(t, 2 * pair + 1, width));
                let turned = [sin * angle.cos() + cos * angle.sin(), cos * angle.cos() - sin * angle.sin()];
                let next = [encoding(t + 1, 2 * pair, width), encoding(t + 1, 2 * pair + 1, width)];
                assert!(turned.iter().zip(next).all(|(a, b)| (a - b).abs() < 1e-9), "{width} {t} {pair}");
            }
        }
    }
    assert_eq!((encoding(0, 0, 8), encoding(0, 1, 8)), (0.0, 1.0));
}

fn trace(attention: Attention, layers: usize) -> Trace {
    let vocab = (0..5).map(|word| format!("word{word}")).collect();
    let config = Config { attention, layers, ..Config::attending(6, vocab) };
    let params = Params::random(&config, 3);
    let ids = vec![0, 3, -1, 1, 4];
    let sequence = Sequence {
        tokens: ids.iter().map(|id| format!("{id}")).collect(),
        targets: vec![-100, 2, -100, 0, 4],
        ids,
        loss_at: LossAt::All,
        ..Sequence::default()
    };
    compute::trace(Rc::new(Model { config, params }), sequence)
}

/// Every number of a network that exists.
fn numbers(trace: &Trace) -> Vec<ValuePath> {
    let config = &trace.model.config;
    let mut all = Vec::new();
    for equation in EQUATIONS {
        for layer in 0..if equation.part.is_of_layer() { config.layers } else { 1 } {
            for head in 0..if equation.part.is_between() { config.attention.heads } else { 1 } {
                let name = Name::Part(equation.part, Site { layer, head });
                let width = if equation.part.is_between() { trace.steps() } else { config.hidden_size };
                all.extend((1..=trace.steps()).flat_map(|t| (1..=width).map(move |at| ValuePath::new(name, t, at))));
            }
        }
    }
    for t in 1..=trace.steps() {
        all.extend((1..=config.hidden_size).map(|j| ValuePath::new(Name::X, t, j)));
        all.extend((1..=config.classes).map(|class| ValuePath::new(Name::Logits, t, class)));
    }
    all.retain(|path| trace.value(path).is_some());
    all
}

fn weights(trace: &Trace) -> Vec<ValuePath> {
    let config = &trace.model.config;
    let mut all = Vec::new();
    for layer in 0..config.layers {
        for &projection in Projection::of(0) {
            let shape = projection.shape(config.hidden_size, 0);
            let columns = shape.get(1).copied().unwrap_or(0);
            let name = Name::Projection(projection, layer);
            all.extend(
                (1..=shape[0]).flat_map(|row| (columns.min(1)..=columns).map(move |c| ValuePath::new(name, row, c))),
            );
        }
    }
    all.extend((1..=5).flat_map(|word| (1..=6).map(move |j| ValuePath::new(Name::Embedding, word, j))));
    all.extend((1..=5).flat_map(|class| (1..=6).map(move |j| ValuePath::new(Name::HeadWeight, class, j))));
    all
}

/// f32 values against their arithmetic in f64.
const ARITHMETIC: f64 = 5e-6;

#[test]
fn every_number_is_what_its_arithmetic_says() {
    let mut read_back = 0;
    for (layers, causal, positions, off) in [(1, false, true, 0), (2, true, false, 0), (2, false, true, 2)] {
        let attention = Attention { heads: 2, causal, positions, off, inner: 0 };
        let trace = trace(attention, layers);
        for path in numbers(&trace) {
            let found = explain(&trace, path).unwrap_or_else(|| panic!("{path} has no arithmetic"));
            // Where a head is off its mix is 0 and no sum; where a word stands is a formula.
            if let Form::Leaf(leaf) = &found.form {
                assert!(matches!(leaf, Leaf::Off | Leaf::Position | Leaf::UnknownWord { .. }), "{path}");
                assert!(*leaf != Leaf::Off || found.value == 0.0);
                continue;
            }
            let got = found.recomputed();
            assert!(
                (got - found.value).abs() <= ARITHMETIC * found.value.abs().max(1.0),
                "{path}: {got} {}",
                found.value
            );
            for operand in found.operands() {
                let Some(at) = operand.path else {
                    assert!(matches!(operand.reading, Reading::Root(3)));
                    continue;
                };
                assert_eq!(value(&trace, &at), Some(operand.value), "{at} in {path}");
                read_back += 1;
            }
        }
    }
    assert!(read_back > 5000, "{read_back}");
}

#[test]
fn every_gradient_is_what_its_arithmetic_says() {
    for (layers, causal, positions, off) in [(1, false, true, 0), (2, true, false, 0), (2, false, true, 2)] {
        let trace = trace(Attention { heads: 2, causal, positions, off, inner: 0 }, layers);
        let all = numbers(&trace).into_iter().chain(weights(&trace));
        let mut count = 0;
        for path in all.filter(|path| !matches!(path.name, Name::Part(Part::Position, _))) {
            let path = path.as_gradient();
            let found = explain(&trace, path).unwrap_or_else(|| panic!("{path} has no arithmetic"));
            let got = found.recomputed();
            assert!((got - found.value).abs() <= ARITHMETIC, "{path}: {got} against {}", found.value);
            for operand in found.operands() {
                if let Some(at) = operand.path {
                    assert_eq!(value(&trace, &at), Some(operand.value), "{at} in {path}");
                }
            }
            count += usize::from(found.value != 0.0);
        }
        assert!(count > 400, "{count}");
    }
}

#[test]
fn what_does_not_exist_has_no_arithmetic() {
    let trace = trace(Attention { heads: 2, causal: true, positions: false, ..Attention::default() }, 1);
    for path in
        ["scores_l0_h1.2.3", "scores_l0_h3.2.1", "query_l0.6.1", "query_l0.1.7", "query_l1.1.1", "p.1.1", "u.1.1"]
    {
        let path = ValuePath::parse(path).expect("a path");
        assert_eq!(explain(&trace, path).map(|found| found.value), None, "{path}");
        assert_eq!(explain(&trace, path.as_gradient()).map(|found| found.value), None, "d{path}");
    }
}
