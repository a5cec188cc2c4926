//! The engine as a program of its own: in a worker it trains for the page, and on a page of its own (`?fig=speed&job=…`) it
//! measures one job. Nobody else loads it.

#[cfg(target_arch = "wasm32")]
fn main() {
    use unrolled::platform;
    unrolled::device::more::bring();
    unrolled::device::parallel::bring();
    if platform::is_started_by_page() {
        platform::spawn(unrolled::run::worker::serve(platform::Port::own()));
    } else {
        unrolled::ui::job::run();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This computes in the browser. `cargo xtask serve` builds and serves it.");
}
