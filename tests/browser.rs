//! The engine in a real browser: every PyTorch case on the scalar and the SIMD path, fixtures embedded at build.
#![cfg(target_arch = "wasm32")]

mod common;

use unrolled::device::cpu::{Scalar, Simd};
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn scalar_f64_agrees_with_pytorch() {
    let (cases, tensors) = common::golden::all::<f64, Scalar>();
    console_log!("{cases} PyTorch cases, {tensors} tensors agree on the scalar path (f64) in the browser");
}

#[wasm_bindgen_test]
fn scalar_f32_agrees_with_pytorch() {
    let (cases, tensors) = common::golden::all::<f32, Scalar>();
    console_log!("{cases} PyTorch cases, {tensors} tensors agree on the scalar path (f32) in the browser");
}

#[wasm_bindgen_test]
fn simd_agrees_with_pytorch() {
    let (cases, tensors) = common::golden::all::<f32, Simd>();
    console_log!("{cases} PyTorch cases, {tensors} tensors agree on the SIMD path in the browser");
}

/// The other half of the promise is in `tests/goldens.rs`.
#[wasm_bindgen_test]
fn the_browser_computes_the_same_bits() {
    assert_eq!(common::golden::fingerprint(), common::golden::FINGERPRINT);
}
