//! `cargo xtask bench`, the native half: the trace of a lesson, and the jobs of FORMATS §5 beside the machine's own rate.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    use unrolled::app::speed::{JOB_SIZES, Job, lesson_trace_millis};
    use unrolled::model::config::Cell;
    use unrolled::platform::now_millis;

    println!(
        "trace of 20 words with BPTT, H = 16: {:.3} ms (rnn, lstm, gru: slowest of them)",
        lesson_trace_millis(&now_millis)
    );
    println!(
        "{:<8}{:<5}{:>5}{:>5}{:>4}{:>12}{:>10}{:>10}{:>8}",
        "job", "cell", "H", "T", "B", "median ms", "GFLOP/s", "peak", "share"
    );
    for (hidden, len, batch) in JOB_SIZES {
        for cell in Cell::RECURRENT {
            for is_training in [false, true] {
                let job = Job { is_training, cell, hidden, len, batch, input: 32, runs: 7, on_gpu: false };
                let result = pollster::block_on(job.measure(&now_millis));
                let number = |key: &str| result[key].as_f64().unwrap_or(f64::NAN);
                println!(
                    "{:<8}{:<5}{hidden:>5}{len:>5}{batch:>4}{:>12.4}{:>10.2}{:>10.2}{:>7.0}%",
                    result["job"].as_str().unwrap_or_default(),
                    cell.id(),
                    number("median_ms"),
                    number("gflops"),
                    number("peak_gflops"),
                    100.0 * number("gflops") / number("peak_gflops")
                );
            }
        }
    }
}
