//! `cargo xtask bench`, the browser half: jobs in Chromium beside the machine's own rate (and TensorFlow.js with `peers`),
//! download sizes, and how the page loads on a slow phone.

use e2e::{Driver, Page, root, site, sizes};
use serde_json::json;
use std::path::Path;

const SIZES: [(usize, usize, usize); 4] = [(8, 8, 1), (32, 32, 1), (128, 100, 1), (128, 64, 16)];

fn main() {
    let with_peers = std::env::args().any(|arg| arg == "peers");
    let served = packed_site();
    let port = xtask::server::start(&served, "127.0.0.1:0").expect("a free port");
    let driver = Driver::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        download();
        load(&driver, port).await;
        edits(&driver, port).await;
        ticks(&driver, port).await;
        proof(&driver, port).await;
        frames(&driver, port).await;
        webgpu(&driver, port).await;
        jobs(&driver, port, with_peers).await;
    });
}

/// The built site with a brotli twin beside every file, as a static host serves it.
fn packed_site() -> std::path::PathBuf {
    let target = root().join("target/bench-site");
    let _ = std::fs::remove_dir_all(&target);
    copy(&site(), &target);
    target
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("target can be written");
    for entry in std::fs::read_dir(from).expect("readable").flatten() {
        let (path, goal) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &goal);
            continue;
        }
        std::fs::copy(&path, &goal).expect("target can be written");
        if path.extension().is_some_and(|ending| ending != "woff2") {
            let twin = to.join(format!("{}.br", entry.file_name().to_string_lossy()));
            std::fs::write(twin, e2e::brotli(&path)).expect("target can be written");
        }
    }
}

fn download() {
    println!("\ndownload after brotli, bytes");
    for (name, size) in sizes() {
        println!("{size:>9}  {name}");
    }
    let found = e2e::download();
    println!("{:>9}  core (budget 200 000)", found.core);
    println!("{:>9}  first load, both Thai fonts included (budget 290 000)", found.first);
    for (fig, size) in found.screens {
        println!("{size:>9}  {fig}, as the first of its bundle (budget 120 000)");
    }
    println!("{:>9}  engine (budget 200 000)\n{:>9}  the whole site (budget 800 000)", found.engine, found.site);
}

/// A cold load at 1.6 Mbit/s, 150 ms, a processor four times slower; then thirty steps.
async fn load(driver: &Driver, port: u16) {
    let page = Page::new(driver.browser(412, 823, &[]).await, port);
    page.open("?lang=en").await;
    page.cdp("Network.enable", json!({})).await;
    page.cdp("Network.clearBrowserCache", json!({})).await;
    page.cdp(
        "Network.emulateNetworkConditions",
        json!({"offline": false, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}),
    )
    .await;
    page.cdp("Emulation.setCPUThrottlingRate", json!({"rate": 4})).await;
    page.cdp("Page.enable", json!({})).await;
    // Presses → from the first moment on and notes when the first step is made; watches paints and shifts.
    page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": "
        window.seen = {shift: 0, paint: 0, worst: 0};
        new PerformanceObserver(l => l.getEntries().forEach(e => e.hadRecentInput || (seen.shift += e.value))).observe({type: 'layout-shift', buffered: true});
        new PerformanceObserver(l => l.getEntries().forEach(e => seen.paint = e.startTime)).observe({type: 'largest-contentful-paint', buffered: true});
        new PerformanceObserver(l => l.getEntries().forEach(e => seen.worst = Math.max(seen.worst, e.duration))).observe({type: 'event', durationThreshold: 16, buffered: true});
        const look = () => { const p = document.querySelector('#app > .page'); if (p) seen.ready = performance.now(); else requestAnimationFrame(look); };
        requestAnimationFrame(look);"})).await;
    page.open("?lang=en").await;
    page.settle().await;
    let ready = page.number("return seen.ready").await;
    let (paint, shift) = (page.number("return seen.paint").await, page.number("return seen.shift").await);
    for round in 0..30 {
        page.press(&[if round % 10 < 5 { '\u{e014}' } else { '\u{e012}' }]).await;
    }
    let worst = page.number("return seen.worst").await;
    println!(
        "\nload at 1.6 Mbit/s, 150 ms, 4× slower processor\n  first step possible {ready:>7.0} ms (budget 1800)\n  largest paint       {paint:>7.0} ms (budget 1200)\n  layout shift        {shift:>7.3}    (budget 0.02)\n  worst of 30 steps   {worst:>7.0} ms (budget 100)"
    );
    let _ = page.client.clone().close().await;
}

/// A gate held at 0 and let go in turn, from the click until the picture has changed.
async fn edits(driver: &Driver, port: u16) {
    let page = Page::new(driver.browser(1280, 800, &[]).await, port);
    println!("\na gate held or let go, from the click to the changed picture (a frame is 16.7 ms)");
    for query in ["hidden=4", "hidden=8"] {
        page.open(&format!("?fig=cell&lang=en&predict=off&t=14&op=1&{query}")).await;
        page.settle().await;
        let times = page
            .script(
                "return (async () => {
                    const times = [];
                    for (let n = 0; n < 20; n++) {
                        const button = document.querySelector(n % 2 ? '[data-act=restore-all]' : '[data-act=hold-0]');
                        const changed = new Promise(done => new MutationObserver((_, o) => { o.disconnect(); done(); })
                            .observe(document.querySelector('.stage'), {subtree: true, childList: true, attributes: true, characterData: true}));
                        const start = performance.now();
                        button.click();
                        await changed;
                        times.push(performance.now() - start);
                        await new Promise(requestAnimationFrame);
                    }
                    return times.sort((a, b) => a - b);
                })()",
            )
            .await;
        let at = |n: usize| times[n].as_f64().unwrap_or(f64::NAN);
        println!("  {query:<10} median {:>5.1} ms, worst {:>5.1} ms", at(10), at(19));
    }
    let _ = page.client.clone().close().await;
}

/// The gain of the gradient's screen moved place by place: from the event until the picture has changed.
async fn ticks(driver: &Driver, port: u16) {
    let page = Page::new(driver.browser(1280, 800, &[]).await, port);
    println!("\na tick of the gradient's slider, three cells, 16 units, from the event to the changed picture");
    let looks = [
        ("steps, T 60", "len=60", "16"),
        ("units, T 60", "len=60&look=units", "16"),
        ("losses, T 60", "len=60&look=losses&loss=all", "16"),
        ("way back, T 60", "len=60&look=back", "16"),
        ("steps, T 200", "len=200", "100"),
        ("losses, T 200", "len=200&look=losses&loss=all", "100"),
        ("way back, T 200", "len=200&look=back", "100"),
    ];
    for (name, query, budget) in looks {
        page.open(&format!("?fig=gradient&lang=en&t=1&{query}")).await;
        page.settle().await;
        let times = page
            .script(
                "return (async () => {
                    const slider = document.getElementById('set-gain'), times = [];
                    for (let n = 0; n < 30; n++) {
                        slider.value = 0.5 + 0.05 * (n % 20);
                        const changed = new Promise(done => new MutationObserver((_, o) => { o.disconnect(); done(); })
                            .observe(document.querySelector('#picture'), {subtree: true, childList: true, attributes: true, characterData: true}));
                        const start = performance.now();
                        slider.dispatchEvent(new Event('input', {bubbles: true}));
                        await changed;
                        times.push(performance.now() - start);
                        await new Promise(requestAnimationFrame);
                    }
                    return times.sort((a, b) => a - b);
                })()",
            )
            .await;
        let at = |n: usize| times[n].as_f64().unwrap_or(f64::NAN);
        println!("  {name:<16} median {:>6.1} ms, worst of 30 {:>6.1} ms (budget {budget})", at(15), at(29));
    }
    let _ = page.client.clone().close().await;
}

/// The proof by training as it ships, as fast as it goes: 18 runs that choose a rate, 15 that show, a worker a core.
async fn proof(driver: &Driver, port: u16) {
    let page = Page::new(driver.browser(1280, 800, &[]).await, port);
    page.open("?fig=gradient&look=proof&speed=2&lang=en").await;
    page.settle().await;
    page.click("#go").await;
    let start = std::time::Instant::now();
    page.wait("return document.querySelector('#go .verb').textContent === 'Again'", "the end of the proof").await;
    println!("\nthe proof: 33 runs of 1280 updates over 42 steps in {:.1} s", start.elapsed().as_secs_f64());
    let _ = page.client.clone().close().await;
}

/// The longest frames of the page while the largest network on offer trains in the worker.
async fn frames(driver: &Driver, port: u16) {
    let page = Page::new(driver.browser(1280, 800, &[]).await, port);
    println!("\nframes of the page while it trains, 10 s (a frame should stay under 50 ms)");
    for query in ["data=apple&epoch=100000", "data=letters&hidden=256&layers=3&len=100&batch=64&epoch=1000"] {
        page.open(&format!("?fig=train&speed=2&device=cpu&{query}")).await;
        page.wait("return document.querySelector('#go').getAttribute('aria-disabled') !== 'true'", "the run").await;
        page.click("#go").await;
        let gaps = page
            .script(
                "return new Promise(done => {
                    const gaps = []; let last = performance.now(); const end = last + 10000;
                    const look = now => { gaps.push(now - last); last = now; now < end ? requestAnimationFrame(look) : done(gaps.sort((a, b) => a - b)); };
                    requestAnimationFrame(look);
                })",
            )
            .await;
        let gaps: Vec<f64> = gaps.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect();
        let at = |share: f64| gaps[((gaps.len() - 1) as f64 * share) as usize];
        let rate = page.value("[data-fact=rate]").await;
        println!(
            "  {query:<64} {rate:>7.1} updates/s, frames: median {:>5.1} ms, 99 % {:>5.1} ms, worst {:>5.1} ms",
            at(0.5),
            at(0.99),
            at(1.0)
        );
    }
    let _ = page.client.clone().close().await;
}

/// What an update costs on WebGPU: dispatches, submits, read-backs, bytes. On Chromium's software adapter, whose times say
/// nothing of a GPU.
async fn webgpu(driver: &Driver, port: u16) {
    let flags = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];
    let page = Page::new(driver.browser(1280, 800, &flags).await, port);
    println!(
        "\none update on WebGPU\n{:<5}{:>5}{:>5}{:>4}{:>12}{:>12}{:>10}{:>12}{:>10}{:>12}  adapter",
        "cell", "H", "T", "B", "dispatches", "submits", "read-backs", "bytes up", "down", "median ms"
    );
    for cell in ["rnn", "lstm", "gru"] {
        for (hidden, len, batch) in [(16, 16, 4), (64, 64, 1)] {
            let query =
                format!("job=train&cell={cell}&hidden={hidden}&len={len}&batch={batch}&input=32&runs=3&device=webgpu");
            let result = page.output(&format!("?fig=speed&{query}")).await;
            let number = |key: &str| result["an_update"][key].as_f64().unwrap_or(f64::NAN);
            println!(
                "{cell:<5}{hidden:>5}{len:>5}{batch:>4}{:>12.1}{:>12.2}{:>10.2}{:>12.0}{:>10.1}{:>12.1}  {}",
                number("dispatches"),
                number("submits"),
                number("read_backs"),
                number("bytes_up"),
                number("bytes_down"),
                result["median_ms"].as_f64().unwrap_or(f64::NAN),
                result["adapter"].as_str().unwrap_or("none")
            );
        }
    }
    let _ = page.client.clone().close().await;
}

async fn jobs(driver: &Driver, port: u16, with_peers: bool) {
    let page = Page::new(driver.browser(1280, 800, &[]).await, port);
    let trace = page.output("?fig=speed&job=trace").await;
    println!(
        "\nin the browser\ntrace of 20 words with BPTT, H = 16: {:.3} ms (budget 1)",
        trace["median_ms"].as_f64().unwrap_or(f64::NAN)
    );
    let peers =
        with_peers.then(|| xtask::server::start(&root().join("benches/peers"), "127.0.0.1:0").expect("a free port"));
    println!(
        "{:<8}{:<7}{:>5}{:>5}{:>4}{:>12}{:>10}{:>8}{:>7}{:>14}{:>8}{:>14}{:>8}",
        "job",
        "cell",
        "H",
        "T",
        "B",
        "median ms",
        "GFLOP/s",
        "peak",
        "share",
        "tfjs-wasm ms",
        "ratio",
        "ort-wasm ms",
        "ratio"
    );
    for (hidden, len, batch) in SIZES {
        for cell in ["rnn", "lstm", "gru", "mingru", "attn"] {
            for job in ["forward", "train"] {
                let query = format!("job={job}&cell={cell}&hidden={hidden}&len={len}&batch={batch}&input=32");
                let ours = page.output(&format!("?fig=speed&{query}")).await;
                let number = |key: &str| ours[key].as_f64().unwrap_or(f64::NAN);
                let (median, rate, peak) = (number("median_ms"), number("gflops"), number("peak_gflops"));
                let mut line = format!(
                    "{job:<8}{cell:<7}{hidden:>5}{len:>5}{batch:>4}{median:>12.4}{rate:>10.2}{peak:>8.2}{:>6.0}%",
                    100.0 * rate / peak
                );
                if let Some(port) = peers.filter(|_| ["rnn", "lstm", "gru"].contains(&cell)) {
                    let peer = Page::new(page.client.clone(), port);
                    // ONNX Runtime for the web runs networks; it does not train them.
                    let pages: &[&str] = if job == "forward" { &["index", "ort"] } else { &["index"] };
                    for file in pages {
                        let theirs = peer.output(&format!("{file}.html?{query}")).await;
                        match theirs["median_ms"].as_f64() {
                            Some(millis) => line += &format!("{millis:>14.3}{:>7.2}×", millis / median),
                            None => line += &format!("  {}", theirs["error"].as_str().unwrap_or("no answer")),
                        }
                    }
                }
                println!("{line}");
            }
        }
    }
    let _ = page.client.clone().close().await;
}
