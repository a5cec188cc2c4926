//! In front of a room: on every screen, in several states, nothing is smaller than can be read from its back, nothing is wider than the
//! wall, and the main button is there.

use e2e::in_browser;
use serde_json::json;

/// States of every screen; the first of each screen is as it begins.
const STATES: [&str; 42] = [
    "",
    "fig=nowhere",
    "t=2&zoom=cell",
    "t=2&open=h_l0.2.1",
    "t=3",
    "t=4",
    "fig=memory&t=3",
    "fig=memory&t=4",
    "fig=unroll&t=3",
    "fig=unroll&t=3&rolled=0",
    "fig=cell&t=5&op=2",
    "fig=cell&cell=gru&t=5",
    "fig=cell&cell=rnn,lstm,gru&t=5",
    "fig=cell&t=14",
    "fig=cell&t=15",
    "fig=types",
    "fig=types&t=5",
    "fig=types&task=translate&attend=1&t=8",
    "fig=types&task=caption&t=3",
    "fig=types&task=reverse&t=6",
    "fig=train",
    "fig=bptt",
    "fig=bptt&pass=bwd&t=2",
    "fig=bptt&cell=lstm&pass=bwd&t=2",
    "fig=bptt&pass=upd&op=1",
    "fig=bptt&ex=translate&pass=bwd&t=2",
    "fig=gradient&predict=off",
    "fig=gradient&look=units&predict=off",
    "fig=gradient&look=losses&predict=off",
    "fig=gradient&look=back&predict=off",
    "fig=gradient&look=proof",
    "fig=brnn&t=3",
    "fig=brnn&t=4",
    "fig=attention&t=3",
    "fig=attention&by=all&t=6",
    "fig=attention&look=order",
    "fig=attention&look=back",
    "fig=compare",
    "fig=compare&look=table",
    "fig=speed",
    "fig=own",
    "fig=teach&deck=10",
];

/// What is too small, each kind once: its size, its words, its place. Text of a chart is measured as it is drawn. Half a tenth of a pixel
/// is rounding.
const SMALL: &str = "const out = {}; \
    const walk = document.createTreeWalker(document.querySelector('.page'), NodeFilter.SHOW_TEXT); \
    while (walk.nextNode()) { \
        const node = walk.currentNode, e = node.parentElement, style = getComputedStyle(e), box = e.getBoundingClientRect(); \
        const hidden = !node.textContent.trim() || box.width < 2 || style.visibility === 'hidden' || style.clipPath !== 'none' \
            || e.closest('.visually-hidden, details:not([open]) > :not(summary)') || parseFloat(style.textIndent) > 20; \
        if (hidden) continue; \
        const svg = e.ownerSVGElement; \
        const size = parseFloat(style.fontSize) * (svg ? e.getScreenCTM()?.a ?? 1 : 1); \
        if (size < (svg ? 18 : 16) - .05) { \
            out[e.tagName + '.' + e.getAttribute('class') + ' in ' + e.parentElement.getAttribute('class')] ??= size.toFixed(1) + ' ' + node.textContent.trim(); \
        } \
    } \
    return Object.entries(out).map(([where, what]) => what + ' (' + where + ')').join('; ')";

/// Wider than the wall, or without its button.
const PLACED: &str = "const go = document.querySelector('#go')?.getBoundingClientRect(); \
    return document.documentElement.scrollWidth <= innerWidth \
        && (go === undefined || go.top > 0 && go.bottom <= innerHeight && go.right <= innerWidth)";

#[test]
fn everything_is_read_from_the_back_of_the_room() {
    in_browser(1280, 900, &[], async |page| {
        let mut wrong = Vec::new();
        for (width, height, lang) in [(1280, 720, "en"), (1280, 720, "th"), (1920, 1080, "en")] {
            let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
            page.cdp("Emulation.setDeviceMetricsOverride", size).await;
            for state in STATES {
                page.open(&format!("?{state}&present=1&lang={lang}")).await;
                page.wait(
                    "return document.querySelector('main h1') !== null && document.fonts.status === 'loaded'",
                    "its picture",
                )
                .await;
                let small = page.text(SMALL).await;
                if !small.is_empty() {
                    wrong.push(format!("{width} {lang} {state}: {small}"));
                }
                if page.script(PLACED).await != json!(true) {
                    wrong.push(format!("{width} {lang} {state}: not placed"));
                }
            }
        }
        // A network that was opened: its states, its tensors, its receipt, the lines for PyTorch.
        page.open("?fig=own&present=1&lang=en").await;
        let file = e2e::root().join("tests/fixtures/files/m20_bare.safetensors");
        let field = page.client.find(fantoccini::Locator::Css("#own-network")).await.expect("the field");
        field.send_keys(&file.to_string_lossy()).await.expect("the file is chosen");
        page.wait("return document.querySelector('.names') !== null", "the network").await;
        page.script("document.querySelector('.names').open = true; document.querySelector('#go').click()").await;
        page.settle().await;
        let small = page.text(SMALL).await;
        if !small.is_empty() {
            wrong.push(format!("a network of one's own: {small}"));
        }
        // Seen to fail: a word of 15 pixels, and one of 17 in a chart.
        page.script("document.querySelector('main h1').style.fontSize = '15px'").await;
        assert!(page.text(SMALL).await.contains("15.0"));
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}
