//! The gradient by step in Chromium: guess, drag, clip, overflow, take the numbers home, and prove it.

use e2e::{Page, in_browser};
use serde_json::json;

/// WebDriver's keys.
const ENTER: char = '\u{e007}';
const LEFT: char = '\u{e012}';
const RIGHT: char = '\u{e014}';

const FINDING: &str = "return document.querySelector('#finding').textContent";

async fn finding(page: &Page) -> String {
    page.text(FINDING).await
}

/// Moves a slider as a hand does, through every place on the way.
async fn slide(page: &Page, id: &str, places: &[f64]) {
    for place in places {
        let code = format!(
            "const s = document.getElementById({id:?}); s.value = {place}; s.dispatchEvent(new Event('input', {{bubbles: true}}))"
        );
        page.script(&code).await;
    }
    page.settle().await;
}

/// Norms of a cell as the table has them, from the first step to the last.
async fn norms(page: &Page, column: usize) -> Vec<f64> {
    let code = format!(
        "document.querySelector('.tools details').open = true;
         return [...document.querySelectorAll('.numbers tbody tr')].map((row) => +row.children[{column}].dataset.value)"
    );
    let found = page.script(&code).await;
    found.as_array().expect("a list").iter().map(|value| value.as_f64().unwrap_or(f64::NAN)).collect()
}

/// Drags something of the picture to a height, given as a share of it.
async fn drag(page: &Page, css: &str, share: f64) {
    let code = format!(
        "const svg = document.querySelector('#picture svg'), box = svg.getBoundingClientRect();
         const from = document.querySelector({css:?}), at = from.getBoundingClientRect();
         const send = (target, type, y) => target.dispatchEvent(new PointerEvent(type, {{bubbles: true, cancelable: true,
           pointerId: 1, buttons: 1, clientX: at.left + at.width / 2, clientY: y}}));
         svg.setPointerCapture = () => {{}};
         send(from, 'pointerdown', at.top + at.height / 2);
         send(svg, 'pointermove', box.top + box.height * {share});
         send(svg, 'pointerup', box.top + box.height * {share});"
    );
    page.script(&code).await;
    page.settle().await;
}

#[test]
fn a_guess_is_drawn_and_the_truth_laid_over_it() {
    in_browser(1280, 900, &[], async |page| {
        page.open("?fig=gradient&lang=en").await;
        assert_eq!(finding(page).await, "Draw it before you see it");
        assert_eq!(page.script("return document.querySelectorAll('.norms .line').length").await, json!(0));
        // With buttons, by keyboard alone.
        page.script("document.querySelector(\"[data-point='0−']\").focus()").await;
        page.press(&[ENTER, ENTER]).await;
        drag(page, ".guess .handle:nth-of-type(6)", 0.5).await;
        let drawn =
            page.text("return [...document.querySelectorAll('.points output')].map((o) => o.textContent).join()").await;
        assert!(drawn.starts_with("0.10,") && !drawn.starts_with("0.10,1.00,1.00"), "{drawn}");
        page.script("document.activeElement.blur()").await;
        page.press(&[' ']).await;
        page.wait("return document.querySelectorAll('.norms .line').length === 5", "the curves").await;
        assert!(
            page.script("return document.querySelectorAll('.guess path').length").await == json!(1),
            "the guess stays"
        );
        assert!(finding(page).await.starts_with("The first word receives 0.0"), "{}", finding(page).await);
        let card = page.text("return document.querySelector('#card').textContent").await;
        assert!(card.contains("your line stands at 0.10"), "{card}");
    });
}

#[test]
fn the_gain_tilts_the_line_and_every_step_can_be_read_out() {
    in_browser(1280, 900, &[], async |page| {
        page.open("?fig=gradient&t=1&gain=0.5&lang=en").await;
        let low = norms(page, 2).await;
        assert!(low[0] < 1e-4 * low[19], "{low:?}");
        slide(page, "set-gain", &[0.6, 0.8, 1.0, 1.2, 1.4, 1.5]).await;
        let high = norms(page, 2).await;
        assert!(high[0] > 2.0 * high[19], "{high:?}");
        assert!(finding(page).await.contains("times what the last word receives"), "{}", finding(page).await);
        page.wait("return location.search.includes('gain=1.5')", "the address").await;
        page.script("document.activeElement.blur()").await;
        page.press(&[RIGHT, RIGHT, LEFT]).await;
        assert!(finding(page).await.starts_with("Word 2,"), "{}", finding(page).await);
        let read = page.text("return document.querySelector('#cursor').getAttribute('aria-valuetext')").await;
        assert!(read.starts_with("Step 2 of 20"), "{read}");
        // All looks, by their buttons.
        for (look, what) in [("units", ".heat"), ("losses", ".heat"), ("back", ".theory")] {
            page.click(&format!("[data-look='{look}']")).await;
            page.wait(&format!("return document.querySelector('#picture {what}') !== null"), look).await;
        }
    });
}

#[test]
fn clipping_is_a_line_that_can_be_dragged() {
    in_browser(1280, 900, &[], async |page| {
        page.open("?fig=gradient&t=1&clip=1&lang=en").await;
        drag(page, ".clip .handle", 0.34).await;
        let card = page.text("return document.querySelector('#card').textContent").await;
        assert!(card.contains("keeps its direction"), "{card}");
        let limit: f64 =
            page.text("return new URLSearchParams(location.search).get('clip') ?? ''").await.parse().unwrap_or(1.0);
        page.wait("return /clip=0\\.\\d+/.test(location.search)", "the address").await;
        assert!(limit <= 1.0, "{limit}");
        slide(page, "set-clip", &[21.0]).await;
        assert_eq!(page.script("return document.querySelectorAll('.clip').length").await, json!(0), "off");
    });
}

#[test]
fn what_overflows_is_hatched_said_and_comes_back() {
    in_browser(1280, 900, &[], async |page| {
        page.open("?fig=gradient&t=1&nonlin=relu&init=identity&gain=4&len=200&lang=en").await;
        assert!(finding(page).await.starts_with("RNN: at step"), "{}", finding(page).await);
        assert!(page.script("return document.querySelectorAll('.norms rect.lost').length").await.as_u64() >= Some(1));
        for look in ["units", "losses", "back", "steps"] {
            page.click(&format!("[data-look='{look}']")).await;
            assert!(!finding(page).await.is_empty());
        }
        slide(page, "set-gain", &[2.0, 1.0]).await;
        assert!(finding(page).await.starts_with("The first word receives"), "{}", finding(page).await);
    });
}

#[test]
fn the_numbers_that_are_saved_are_those_on_the_screen() {
    in_browser(1280, 900, &[], async |page| {
        page.open("?fig=gradient&t=1&len=12&lang=en").await;
        page.script(
            "window.saved = []; const make = URL.createObjectURL;
             URL.createObjectURL = (blob) => { blob.text().then((text) => saved.push([blob.type, text])); return make.call(URL, blob); }",
        )
        .await;
        let [rnn, rail] = [norms(page, 2).await, norms(page, 4).await];
        page.click("[data-act='csv']").await;
        page.wait("return saved.length === 1", "the file").await;
        let csv = page.text("return saved[0][1]").await;
        let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
        assert_eq!(rows[0], ["t", "token", "rnn_dh", "lstm_dh", "lstm_dc", "gru_dh"]);
        for (t, row) in rows[1..].iter().enumerate() {
            // The number reader of this test rounds the last bit.
            let is_same = |text: &str, shown: f64| (text.parse::<f64>().expect("a number") / shown - 1.0).abs() < 1e-15;
            assert!(is_same(row[2], rnn[t]) && is_same(row[4], rail[t]), "step {}: {row:?}", t + 1);
        }
        page.click("[data-act='svg']").await;
        page.wait("return saved.length === 2", "the picture").await;
        let svg = page.script("return [new DOMParser().parseFromString(saved[1][1], 'image/svg+xml').querySelectorAll('parsererror').length, /stroke=\"rgb/.test(saved[1][1])]").await;
        assert_eq!(svg, json!([0, true]), "a whole drawing with its colours");
        page.click("[data-act='png']").await;
        // The drawing goes into an image, and comes out as pixels.
        page.wait("return saved.some(([, text]) => text.startsWith('\\ufffdPNG'))", "the pixels").await;
    });
}

#[test]
fn the_proof_finds_each_cell_s_rate_and_what_it_found_stays() {
    in_browser(1280, 900, &[], async |page| {
        // A short delay, which the RNN can do as well; few rounds.
        page.open("?fig=gradient&look=proof&len=5&speed=2&lang=en").await;
        assert!(
            page.text("return document.querySelector('#card').textContent")
                .await
                .contains("three learning rates, twice")
        );
        page.script("document.activeElement.blur()").await;
        page.press(&[' ']).await;
        page.wait("return document.querySelector('#go .verb').textContent === 'Again'", "the end of all runs").await;
        let of = async |what: &str| {
            let code = format!(
                "return ['rnn', 'lstm', 'gru'].map((cell) => +document.querySelector(`[data-cell=${{cell}}]`).dataset.{what})"
            );
            page.script(&code)
                .await
                .as_array()
                .expect("three")
                .iter()
                .map(|value| value.as_f64().expect("a share"))
                .collect::<Vec<f64>>()
        };
        let (median, least, seeds) = (of("value").await, of("least").await, of("seeds").await);
        assert!(
            median.iter().zip(&least).all(|(median, least)| *median >= 0.99 && least <= median),
            "{median:?} {least:?}"
        );
        assert_eq!(seeds, [5.0; 3]);
        let said = finding(page).await;
        assert_eq!(said, "RNN, LSTM and GRU learnt it", "what the RNN can do it is seen to do");
        // Another look and back, and a reload: nothing is trained again.
        page.click("[data-look='units']").await;
        page.wait("return document.querySelector('#picture .heat') !== null", "the other look").await;
        page.click("[data-look='proof']").await;
        page.wait("return document.querySelector('#proof') !== null", "the proof").await;
        assert_eq!((finding(page).await, of("value").await), (said.clone(), median.clone()));
        page.wait("return location.search.includes('len=5')", "its delay in the address").await;
        let here = page.text("return location.search").await;
        page.open(&here).await;
        page.wait("return document.querySelectorAll('[data-cell]').length === 3", "what was measured before").await;
        assert_eq!((finding(page).await, of("value").await), (said, median));
    });
}
