//! The optimisers against PyTorch: four weights, five updates with these gradients, in f64.
//!
//! Made with torch 2.15: `SGD(lr=0.1)`, `SGD(lr=0.1, momentum=0.9)`, `RMSprop(lr=0.01)`, `Adam(lr=0.01)`,
//! `AdamW(lr=0.01, weight_decay=0.01)`, twelve digits.
#![cfg(not(target_arch = "wasm32"))]

use unrolled::kernels::{adam, clip_norm, rmsprop, sgd};
use unrolled::math::real::Real;

const GRADIENTS: [[f64; 4]; 5] = [
    [0.5, -1.0, 0.25, 2.0],
    [-0.3, 0.8, 0.0, -1.5],
    [0.1, -0.2, 1e-4, 0.7],
    [2.0, 0.0, -0.5, 0.3],
    [-0.7, 0.4, 0.9, -0.1],
];
const START: [f64; 4] = [0.1, -0.2, 0.3, 1.5];

const SGD: [f64; 4] = [-0.06, -0.2, 0.23499, 1.36];
const MOMENTUM: [f64; 4] = [-0.338685, -0.05141, 0.2025954, 0.96013];
const RMSPROP: [f64; 4] = [-0.0294095655314, -0.177082894212, 0.204533529586, 1.42529097755];
const ADAM: [f64; 4] = [0.0761816388312, -0.187481661624, 0.278258010588, 1.48210976583];
const ADAMW: [f64; 4] = [0.076137346828, -0.187386258616, 0.278114756008, 1.48136492202];

/// Five updates by `update(k, weight, grad, first state, second state)`.
fn five<R: Real>(update: impl Fn(u32, &mut [R], &[R], &mut [R], &mut [R])) -> Vec<f64> {
    let real = |values: [f64; 4]| values.map(R::from_f64);
    let (mut weight, mut m, mut v) = (real(START), [R::ZERO; 4], [R::ZERO; 4]);
    for (k, grad) in (1..).zip(GRADIENTS) {
        update(k, &mut weight, &real(grad), &mut m, &mut v);
    }
    weight.map(|value| value.to_f64()).to_vec()
}

fn agree(what: &str, expected: [f64; 4], got: &[f64], tolerance: f64) {
    for (expected, got) in expected.iter().zip(got) {
        assert!((expected - got).abs() <= tolerance, "{what}: {got} where PyTorch has {expected}");
    }
}

fn sgd_settings(momentum: f64) -> sgd::Settings {
    sgd::Settings { learning_rate: 0.1, momentum }
}
fn adam_settings(weight_decay: f64) -> adam::Settings {
    adam::Settings { learning_rate: 0.01, weight_decay, ..Default::default() }
}

#[test]
fn scalar_agrees_with_pytorch() {
    for (what, expected, momentum) in [("sgd", SGD, 0.0), ("momentum", MOMENTUM, 0.9)] {
        let settings = sgd_settings(momentum);
        let got = five::<f64>(|_, weight, grad, velocity, _| {
            sgd::scalar::update(sgd::Update { settings, weight, grad, velocity })
        });
        agree(what, expected, &got, 1e-11);
    }
    let settings = rmsprop::Settings::default();
    let got = five::<f64>(|_, weight, grad, _, v| {
        rmsprop::scalar::update(rmsprop::Update { settings, weight, grad, v });
    });
    agree("rmsprop", RMSPROP, &got, 1e-11);
    for (what, expected, decay) in [("adam", ADAM, 0.0), ("adamw", ADAMW, 0.01)] {
        let settings = adam_settings(decay);
        let got = five::<f64>(|k, weight, grad, m, v| {
            adam::scalar::update(adam::Update { settings, k, weight, grad, m, v });
        });
        agree(what, expected, &got, 1e-11);
    }
}

#[test]
fn simd_agrees_with_pytorch() {
    let settings = rmsprop::Settings::default();
    let got = five::<f32>(|_, weight, grad, _, v| rmsprop::simd::update(rmsprop::Update { settings, weight, grad, v }));
    agree("rmsprop", RMSPROP, &got, 1e-6);
    let settings = adam_settings(0.01);
    let got = five::<f32>(|k, weight, grad, m, v| {
        adam::simd::update(adam::Update { settings, k, weight, grad, m, v });
    });
    agree("adamw", ADAMW, &got, 1e-6);
}

#[test]
#[should_panic(expected = "where PyTorch has")]
fn a_wrong_decay_is_caught() {
    let settings = adam_settings(0.02);
    let got = five::<f64>(|k, weight, grad, m, v| {
        adam::scalar::update(adam::Update { settings, k, weight, grad, m, v });
    });
    agree("adamw", ADAMW, &got, 1e-11);
}

#[test]
fn clipping_agrees_with_pytorch() {
    let (mut grad, mut norm) = ([3.0f64, 4.0], [0.0f64]);
    clip_norm::scalar::forward(1.0, &mut [&mut grad], &mut norm);
    assert!((norm[0] - 5.0).abs() < 1e-12 && (grad[0] - 0.6).abs() < 1e-6 && (grad[1] - 0.8).abs() < 1e-6);
}
