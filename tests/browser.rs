//! The engine in a real browser: every PyTorch case on the scalar and the SIMD path, fixtures embedded at build.
#![cfg(target_arch = "wasm32")]

mod common;

use unrolled::device::cpu::Kernels;
use unrolled::device::gpu::lower::Form;
use unrolled::device::gpu::{Gpu, Pass, Resident};
use unrolled::engine::program::BufferId;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn scalar_f64_agrees_with_pytorch() {
    let (cases, tensors) = common::golden::all(&Kernels::<f64>::SCALAR);
    console_log!("{cases} PyTorch cases, {tensors} tensors agree on the scalar path (f64) in the browser");
}

#[wasm_bindgen_test]
fn scalar_f32_agrees_with_pytorch() {
    let (cases, tensors) = common::golden::all(&Kernels::<f32>::SCALAR);
    console_log!("{cases} PyTorch cases, {tensors} tensors agree on the scalar path (f32) in the browser");
}

#[wasm_bindgen_test]
fn simd_agrees_with_pytorch() {
    let (cases, tensors) = common::golden::all(&Kernels::SIMD);
    console_log!("{cases} PyTorch cases, {tensors} tensors agree on the SIMD path in the browser");
}

/// The other half of the promise is in `tests/goldens.rs`.
#[wasm_bindgen_test]
fn the_browser_computes_the_same_bits() {
    assert_eq!(common::golden::fingerprint(), common::golden::FINGERPRINT);
}

/// On Chromium's software adapter (webdriver.json asks for it), which compiles the shaders with its own, stricter compiler.
#[wasm_bindgen_test]
async fn webgpu_agrees_with_pytorch() {
    let gpu = match Gpu::open().await {
        Ok(gpu) => gpu,
        Err(why) => return console_log!("SKIPPED: {why}"),
    };
    for form in [Form::ByWidth, Form::Alternating] {
        let mut tensors = 0;
        for (name, bytes) in common::golden::CASES {
            let case = common::golden::Case::read(bytes);
            let (plan, mut buffers) = case.prepare::<f32>();
            let mut resident = Resident::new(&gpu, &plan.program, &buffers, 1, &[]).await.expect("it fits");
            resident.form = form;
            let all: Vec<BufferId> = (0..plan.program.buffers.len()).map(BufferId).collect();
            let pass = Pass { program: &plan.program, ints: &buffers.ints };
            let pending = resident.submit(&gpu, &[pass], &all).expect("it is there");
            buffers.reals = pending.wait().await.expect("it runs").buffers;
            match case.compare_within(&plan, &buffers, common::GPU_TOLERANCES) {
                Ok(count) => tensors += count,
                Err(wrong) => panic!("{name} on WebGPU:\n  {}", wrong.join("\n  ")),
            }
        }
        console_log!("{} PyTorch cases, {tensors} tensors agree on WebGPU ({form:?})", common::golden::CASES.len());
    }
}
