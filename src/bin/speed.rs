//! The program of measured jobs: `?fig=speed&job=…` loads it instead of the page's.

#[cfg(target_arch = "wasm32")]
fn main() {
    unrolled::ui::speed::run();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This measures in the browser. `cargo xtask bench` runs it there.");
}
