//! `cargo xtask bench`, the native half: the trace of a lesson, and the jobs of FORMATS §5 beside the machine's own rate.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    use unrolled::model::cell::Cell;
    use unrolled::platform::now_millis;
    use unrolled::run::job::{JOB_SIZES, Job, lesson_trace_millis};

    unrolled::device::parallel::bring();
    if std::env::args().any(|arg| arg == "waits") {
        return waits();
    }
    println!(
        "trace of 20 words with BPTT, H = 16: {:.3} ms (rnn, lstm, gru: slowest of them)",
        lesson_trace_millis(&now_millis)
    );
    println!(
        "{:<8}{:<7}{:>5}{:>5}{:>4}{:>12}{:>10}{:>10}{:>8}",
        "job", "cell", "H", "T", "B", "median ms", "GFLOP/s", "peak", "share"
    );
    for (hidden, len, batch) in JOB_SIZES {
        for cell in [Cell::Rnn, Cell::Lstm, Cell::Gru, Cell::MinGru, Cell::Attention] {
            for is_training in [false, true] {
                let job = Job { is_training, cell, hidden, len, batch, input: 32, runs: 7, on_gpu: false };
                let result = pollster::block_on(job.measure(&now_millis));
                let number = |key: &str| result[key].as_f64().unwrap_or(f64::NAN);
                println!(
                    "{:<8}{:<7}{hidden:>5}{len:>5}{batch:>4}{:>12.4}{:>10.2}{:>10.2}{:>7.0}%",
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
    gpu();
    waits();
}

/// What waits and what does not, by length: one update of one sequence (B = 1, H = 64) on the GPU beside the processor.
#[cfg(not(target_arch = "wasm32"))]
fn waits() {
    use pollster::block_on;
    use unrolled::device::gpu::Gpu;
    use unrolled::model::cell::Cell;
    use unrolled::platform::now_millis;
    use unrolled::run::job::Job;

    let is_software = match block_on(Gpu::open()) {
        Ok(gpu) => gpu.is_software,
        Err(_) => return,
    };
    println!(
        "\nwhat waits and what does not: one update, H = 64, B = 1\n{:<8}{:>6}{:>12}{:>12}",
        "cell", "T", "GPU ms", "CPU ms"
    );
    let lens: &[usize] = if is_software { &[64] } else { &[64, 256, 1024] };
    for cell in [Cell::Rnn, Cell::Lstm, Cell::Gru, Cell::MinGru, Cell::Attention] {
        for &len in lens {
            let job = |on_gpu| Job { is_training: true, cell, hidden: 64, len, batch: 1, input: 32, runs: 5, on_gpu };
            let [gpu, cpu] = [true, false].map(|on_gpu| block_on(job(on_gpu).measure(&now_millis)));
            let millis = |value: &serde_json::Value| match value["median_ms"].as_f64() {
                Some(millis) => format!("{millis:.3}"),
                None => value["error"].as_str().unwrap_or("no answer").to_string(),
            };
            println!("{:<8}{len:>6}{:>12}{:>12}", cell.id(), millis(&gpu), millis(&cpu));
        }
    }
}

/// The same WGSL on native Vulkan (feature `native-gpu`): one update of an LSTM at many sizes, beside the processor. A
/// software adapter gets the small sizes only: its times say nothing of a GPU.
#[cfg(not(target_arch = "wasm32"))]
fn gpu() {
    use pollster::block_on;
    use unrolled::device::gpu::Gpu;
    use unrolled::model::cell::Cell;
    use unrolled::platform::now_millis;
    use unrolled::run::job::Job;

    let (adapter, is_software) = match block_on(Gpu::open()) {
        Ok(gpu) => (gpu.adapter.clone(), gpu.is_software),
        Err(why) => return println!("\nGPU, native: SKIPPED, {why}"),
    };
    println!("\nLSTM training on {adapter}, against the processor");
    println!(
        "{:>5}{:>5}{:>5}{:>12}{:>10}{:>12}{:>10}{:>12}",
        "H", "T", "B", "GPU ms", "GFLOP/s", "CPU ms", "GFLOP/s", "dispatches"
    );
    let hiddens: &[usize] = if is_software { &[64] } else { &[64, 128, 256, 512] };
    let batches: &[usize] = if is_software { &[1, 16] } else { &[1, 16, 64] };
    let lens: &[usize] = if is_software { &[64] } else { &[64, 256] };
    for &hidden in hiddens {
        for &batch in batches {
            for &len in lens {
                let job = |on_gpu| Job {
                    is_training: true,
                    cell: Cell::Lstm,
                    hidden,
                    len,
                    batch,
                    input: 32,
                    runs: 5,
                    on_gpu,
                };
                let [gpu, cpu] = [true, false].map(|on_gpu| block_on(job(on_gpu).measure(&now_millis)));
                let number = |value: &serde_json::Value, key: &str| value[key].as_f64().unwrap_or(f64::NAN);
                println!(
                    "{hidden:>5}{len:>5}{batch:>5}{:>12.3}{:>10.1}{:>12.3}{:>10.1}{:>12.1}",
                    number(&gpu, "median_ms"),
                    number(&gpu, "gflops"),
                    number(&cpu, "median_ms"),
                    number(&cpu, "gflops"),
                    number(&gpu["an_update"], "dispatches"),
                );
            }
        }
    }
}
