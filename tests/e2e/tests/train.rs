//! Training and speed in Chromium, with and without its software adapter.

use e2e::{Page, in_browser, root};
use fantoccini::Locator;
use serde_json::json;
use std::path::PathBuf;

/// Chromium's own WebGPU, on the processor.
const GPU: [&str; 2] = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

const READY: &str = "return document.querySelector('#go')?.getAttribute('aria-disabled') !== 'true'";
const VERDICT: &str = "return document.querySelector('[data-verdict]')?.dataset.verdict ?? ''";

async fn open(page: &Page, query: &str) {
    page.open(query).await;
    page.wait(READY, "the run to be ready").await;
}

async fn updates(page: &Page) -> f64 {
    page.value("[data-fact=updates]").await
}

async fn wait_for(page: &Page, count: u32) {
    page.wait(&format!("return +document.querySelector('[data-fact=updates]').dataset.value >= {count}"), "updates")
        .await;
}

/// Lets it run up to an update and no farther: whatever the machine, it stops there.
async fn run_to(page: &Page, update: u32) {
    page.script(&format!("postMessage({{unrolled: 1, type: 'goto', t: {update}}}, '*')")).await;
    page.wait(
        &format!("return document.querySelector('[data-fact=updates]').dataset.value === '{update}' && document.querySelector('#go .verb').textContent !== 'Pause'"),
        "the run to stop",
    )
    .await;
    assert_eq!(updates(page).await, f64::from(update));
}

async fn finish(page: &Page) {
    page.wait("return document.querySelector('[data-fact=left]')?.dataset.value === '0'", "the end of the run").await;
}

async fn losses(page: &Page) -> (String, String) {
    let of =
        async |key: &str| page.text(&format!("return document.querySelector('#losses').dataset.{key} ?? ''")).await;
    (of("training").await, of("heldOut").await)
}

fn loss((_, held_out): &(String, String)) -> f64 {
    held_out.parse().expect("a held-out loss")
}

/// A file of our own for a file field.
fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = root().join("target").join(name);
    std::fs::write(&path, bytes).expect("target can be written");
    path
}

async fn choose(page: &Page, css: &str, path: &std::path::Path) {
    let field = page.client.find(Locator::Css(css)).await.expect("a file field");
    field.send_keys(&path.display().to_string()).await.expect("a path");
    page.settle().await;
}

async fn select(page: &Page, css: &str, value: &str) {
    let code = format!(
        "const s = document.querySelector({css:?}); s.value = {value:?}; s.dispatchEvent(new Event('change', {{bubbles: true}}))"
    );
    page.script(&code).await;
    page.settle().await;
}

#[test]
fn the_loss_falls_it_pauses_makes_one_update_and_a_rewind_replays_the_same_run() {
    in_browser(1280, 800, &[], async |page| {
        open(page, "?fig=train&speed=2&device=cpu&epoch=40").await;
        assert_eq!(page.text(VERDICT).await, "idle");
        let start = loss(&losses(page).await);
        page.press(&['\u{e014}']).await;
        wait_for(page, 1).await;
        assert_eq!(updates(page).await, 1.0, "one update is one update");
        run_to(page, 60).await;
        page.click("[data-act=once]").await;
        wait_for(page, 61).await;
        assert_eq!(updates(page).await, 61.0);
        page.click("#go").await;
        finish(page).await;
        let end = losses(page).await;
        assert!(loss(&end) < 0.5 * start, "from {start} to {end:?}");
        page.click("[data-act=rewind]").await;
        page.wait("return document.querySelector('[data-fact=updates]').dataset.value === '0'", "the beginning").await;
        assert_eq!(loss(&losses(page).await), start);
        page.click("#go").await;
        finish(page).await;
        assert_eq!(losses(page).await, end, "the same seed gives the same run, to the bit");
        // The run before stands behind it, and can be compared with another cell's.
        assert!(page.text("return document.querySelector('.run.other text')?.textContent").await.starts_with("before"));
        page.click("[data-act=pin]").await;
        page.click("[data-value=gru]").await;
        page.wait(READY, "the other run").await;
        page.click("#go").await;
        wait_for(page, 30).await;
        assert_eq!(page.number("return document.querySelectorAll('.run.other').length").await, 2.0);
        page.wait(
            "return location.search.includes('cell=gru') && location.search.includes('fig=train')",
            "the address",
        )
        .await;
    });
}

#[test]
fn pause_holds_a_run_that_goes() {
    in_browser(1280, 800, &[], async |page| {
        // More updates than any machine makes between two presses in one breath.
        open(page, "?fig=train&speed=2&device=cpu&epoch=100000").await;
        page.script("document.querySelector('#go').click(); setTimeout(() => document.querySelector('#go').click())")
            .await;
        page.wait("return document.querySelector('#go .verb').textContent === 'Go on'", "the pause").await;
        let paused = updates(page).await;
        page.click("[data-act=once]").await;
        wait_for(page, paused as u32 + 1).await;
        assert_eq!(updates(page).await, paused + 1.0);
        run_to(page, paused as u32 + 5).await;
        // Where it lies behind, from the beginning.
        run_to(page, 3).await;
    });
}

#[test]
fn a_text_of_ones_own_is_learnt_and_what_cannot_be_read_is_refused_in_words() {
    in_browser(1280, 900, &[], async |page| {
        open(page, "?fig=train&speed=2").await;
        select(page, "#set-data", "own").await;
        let refusal = "return document.querySelector('.card .refusal')?.textContent ?? ''";
        choose(page, "#own-file", &file("not-utf8.txt", b"abc\xff\xfedef")).await;
        page.wait(
            "return document.querySelector('.card .refusal')?.textContent.includes('byte 4') === true",
            "a refusal",
        )
        .await;
        choose(page, "#own-file", &file("empty.txt", b" \n ")).await;
        page.wait(
            "return document.querySelector('.card .refusal')?.textContent.includes('no text') === true",
            "a refusal",
        )
        .await;
        choose(page, "#own-file", &file("large.txt", &vec![b'a'; (1 << 20) + 1])).await;
        page.wait(
            "return document.querySelector('.card .refusal')?.textContent.includes('1025 KB') === true",
            "a refusal",
        )
        .await;
        let text = "แอปเปิ้ลมีสีแดง the apple is red. ".repeat(40);
        choose(page, "#own-file", &file("own.txt", text.as_bytes())).await;
        page.wait(READY, "the run to be ready").await;
        assert_eq!(page.text(refusal).await, "");
        page.click("#go").await;
        wait_for(page, 40).await;
        page.wait("return document.querySelector('#sample').textContent.length > 20", "a sample").await;
        // A file that is dropped anywhere on the page is as good.
        let drop = "const held = new DataTransfer(); held.items.add(new File(['one fish two fish red fish blue fish '.repeat(20)], 'a.txt'));
            document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: held, bubbles: true, cancelable: true}))";
        page.script(drop).await;
        page.wait(
            "return document.querySelector('#own-text')?.value.startsWith('one fish') === true",
            "the dropped text",
        )
        .await;
        page.wait(READY, "its run").await;
        page.click("[data-act=once]").await;
        wait_for(page, 1).await;
        // The field takes what is typed, too, cut into words; it begins by itself, for the person has said so.
        page.click(".own [data-value=words]").await;
        page.wait(READY, "the run by words").await;
        let typed = "document.querySelector('#own-text').value = 'one two three four five six seven eight nine ten '.repeat(30)";
        page.script(typed).await;
        page.click("[data-act=own]").await;
        wait_for(page, 5).await;
        finish(page).await;
        let count = updates(page).await;
        page.script("document.querySelector('#own-text').value = 'hi'").await;
        page.click("[data-act=own]").await;
        page.wait(
            "return document.querySelector('.card .refusal')?.textContent.includes('too few') === true",
            "a refusal",
        )
        .await;
        // The run of the text before stands where it stood.
        page.wait(READY, "the run before").await;
        assert_eq!(updates(page).await, count);
    });
}

#[test]
fn an_explosion_stops_the_run_before_it_says_where_and_clipping_cures_it() {
    in_browser(1280, 800, &[], async |page| {
        open(page, "?fig=train&speed=2&data=letters&cell=rnn&nonlin=relu&opt=sgd&lr=3&clip=0&hidden=32&device=cpu")
            .await;
        page.click("#go").await;
        page.wait("return document.querySelector('[data-verdict]')?.dataset.verdict === 'burst'", "the explosion")
            .await;
        let said = page.text("return document.querySelector('.card p').textContent").await;
        assert!(
            said.contains("In update 220, the gates or pre-activations of layer 1 was the first (step 9)"),
            "{said}"
        );
        assert_eq!(updates(page).await, 219.0, "the run stands on the update before");
        select(page, "#set-clip", "0.5").await;
        page.wait(READY, "the run with a clip").await;
        page.click("#go").await;
        wait_for(page, 300).await;
        assert_ne!(page.text(VERDICT).await, "burst");
    });
}

/// Waits until the run that the database keeps is the one of 30 updates.
const KEPT: &str = "const done = arguments[arguments.length - 1]; \
    const look = () => { const open = indexedDB.open('unrolled', 1); open.onsuccess = () => { \
        const get = open.result.transaction('runs').objectStore('runs').get('run'); \
        get.onsuccess = () => { open.result.close(); \
            if (new TextDecoder().decode(get.result ?? new Uint8Array()).includes('\"updates\":30')) done(1); else setTimeout(look, 50); }; }; }; look();";

#[test]
fn a_reload_goes_on_where_the_run_was() {
    in_browser(1280, 800, &[], async |page| {
        open(page, "?fig=train&speed=2&device=cpu&data=letters&hidden=32").await;
        run_to(page, 30).await;
        let (count, before) = (updates(page).await, losses(page).await);
        page.client.execute_async(KEPT, vec![]).await.expect("the database");
        open(page, "?fig=train&speed=2&device=cpu&data=letters&hidden=32").await;
        wait_for(page, 1).await;
        assert_eq!((updates(page).await, losses(page).await), (count, before));
        assert!(
            page.text("return document.querySelector('.notices').textContent")
                .await
                .contains(&format!("update {count}"))
        );
        page.click("#go").await;
        wait_for(page, count as u32 + 10).await;
    });
}

#[test]
fn a_network_is_saved_and_opened_again() {
    in_browser(1280, 800, &[], async |page| {
        let folder = root().join("target/downloads");
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("target can be written");
        let parameters = json!({"behavior": "allow", "downloadPath": folder.display().to_string()});
        page.cdp("Page.setDownloadBehavior", parameters).await;
        open(page, "?fig=train&speed=2&device=cpu&epoch=20&cell=gru").await;
        page.click("#go").await;
        finish(page).await;
        let end = loss(&losses(page).await);
        page.click("[data-act=save]").await;
        let saved = folder.join("apple-gru-8.safetensors");
        for _ in 0..200 {
            if saved.is_file() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        let bytes = std::fs::read(&saved).expect("the download");
        let model = unrolled::model::file::read(&bytes).expect("a file as FORMATS has it");
        assert_eq!(model.config.cell.id(), "gru");
        // In another setting: the file brings its own cell and size.
        open(page, "?fig=train&speed=2&device=cpu&cell=rnn").await;
        choose(page, "#open-network", &saved).await;
        page.wait(
            "return document.querySelector('[data-value=gru]').getAttribute('aria-pressed') === 'true'",
            "the cell",
        )
        .await;
        page.wait(READY, "the run to be ready").await;
        assert!((loss(&losses(page).await) - end).abs() < 1e-6, "the loss it was saved with");
        page.click("[data-act=once]").await;
        wait_for(page, 1).await;
        choose(page, "#open-network", &file("no.safetensors", b"<!doctype html>")).await;
        page.wait("return document.querySelector('.card .refusal') !== null", "a refusal").await;
        assert_eq!(updates(page).await, 1.0, "a wrong file loses nothing");
        page.click("[data-act=once]").await;
        wait_for(page, 2).await;
    });
}

#[test]
fn on_webgpu_it_learns_and_goes_on_when_the_device_is_taken_away() {
    in_browser(1280, 800, &GPU, async |page| {
        open(page, "?fig=train&speed=2&device=webgpu&data=recall&len=5").await;
        assert_eq!(page.text("return document.querySelector('.device').dataset.device").await, "webgpu");
        assert!(page.text("return document.querySelector('.device').textContent").await.contains("swiftshader"));
        run_to(page, 5).await;
        page.click("[data-act=take-gpu]").await;
        page.click("#go").await;
        page.wait("return document.querySelector('.device').dataset.device === 'cpu-simd'", "the processor").await;
        assert!(
            page.text("return document.querySelector('.notices').textContent").await.contains("Now on the processor")
        );
        finish(page).await;
        assert!(loss(&losses(page).await) < 0.1, "it has learnt: {:?}", losses(page).await);
        // Left to choose, it does not take an adapter that is only software.
        open(page, "?fig=train&speed=2&data=recall&len=5").await;
        assert_eq!(page.text("return document.querySelector('.device').dataset.device").await, "cpu-simd");
        assert!(page.text("return document.querySelector('.device').textContent").await.contains("swiftshader"));
    });
}

#[test]
fn without_workers_and_without_storage_it_trains_all_the_same() {
    in_browser(1280, 800, &[], async |page| {
        let source = "globalThis.Worker = class { constructor() { throw new DOMException('no', 'SecurityError'); } }; \
                      Object.defineProperty(globalThis, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } });";
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": source})).await;
        open(page, "?fig=train&speed=2&device=cpu&epoch=20").await;
        assert!(page.text("return document.querySelector('.notices').textContent").await.contains("own thread"));
        page.click("#go").await;
        finish(page).await;
        assert!(loss(&losses(page).await) < 1.6);
    });
}

#[test]
fn the_speed_of_this_machine_is_measured_and_shown() {
    in_browser(1280, 800, &[], async |page| {
        page.open("?fig=speed").await;
        page.click("[data-guess=lstm]").await;
        assert!(page.text("return document.querySelector('.sketch-plot svg').ariaLabel").await.contains("waits"));
        page.click("#go").await;
        page.wait("return document.querySelector('#go .verb').textContent === 'Stop'", "the measurement").await;
        page.wait("return document.querySelector('#go .verb').textContent === 'Measure'", "its end").await;
        page.wait("return document.querySelectorAll('.run').length === 5", "the curves").await;
        assert!(page.text("return document.querySelector('#card strong').textContent").await.contains("LSTM"));
        for (look, count) in [("forward", 5), ("cores", 6), ("gpu", 0), ("memory", 5)] {
            page.click(&format!(".seg [data-value={look}]")).await;
            page.wait(&format!("return location.search.includes('look={look}') && document.querySelectorAll('.run').length === {count}"), look).await;
        }
        assert!(page.text("return document.querySelector('#go').textContent").await.contains("Measure"));
        let rows = "return [...document.querySelectorAll('.numbers tbody tr')].map(r => [...r.querySelectorAll('[data-value]')].map(c => +c.dataset.value))";
        let rows = page.script(rows).await;
        assert_eq!(rows.as_array().map(Vec::len), Some(25));
        assert!(
            rows.as_array()
                .into_iter()
                .flatten()
                .flat_map(|row| row.as_array().cloned().unwrap_or_default())
                .all(|ms| ms.as_f64().is_some_and(|ms| ms > 0.0))
        );
        assert!(page.text("return document.querySelector('.rates').textContent").await.contains("GFLOP/s"));
    });
}

#[test]
fn the_screens_lead_to_one_another_across_the_two_programs() {
    in_browser(1280, 800, &[], async |page| {
        page.open("?lang=th").await;
        select(page, "#screen", "train").await;
        page.wait("return document.querySelector('main.on-train') !== null", "the training screen").await;
        page.wait(READY, "the run to be ready").await;
        assert_eq!(page.text("return document.documentElement.lang").await, "th");
        select(page, "#screen", "cell").await;
        page.wait("return document.querySelector('main.on-cell') !== null", "the cell").await;
        page.back().await;
        page.wait("return document.querySelector('main.on-train') !== null", "Back to the training screen").await;
    });
}
