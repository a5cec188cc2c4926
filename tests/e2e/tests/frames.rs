//! The page where others put it: framed from another origin, sandboxed, below the fold, translated, blocked, half missing.

use e2e::{Faults, Page, in_browser, on_host};
use serde_json::json;

/// Every screen there is, with what can be seen to move when it is stepped.
const SCREENS: [(&str, &str); 14] = [
    ("step", "return document.querySelector('.page').dataset.t"),
    ("memory", "return document.querySelector('.page').dataset.t"),
    ("unroll", "return document.querySelector('.page').dataset.t"),
    ("cell", "return document.querySelector('[type=range]').value"),
    ("bptt", "return document.querySelector('[type=range]').value"),
    ("train", "return document.querySelector('[data-fact=updates]')?.dataset.value ?? '0'"),
    ("gradient", "return String(document.querySelectorAll('.norms .line').length)"),
    ("types", "return document.querySelector('.page').dataset.t"),
    ("brnn", "return document.querySelector('.page').dataset.t"),
    ("attention", "return document.querySelector('[type=range]').value"),
    ("compare", "return document.querySelector('.page').dataset.t"),
    ("speed", "return document.querySelector('#go .verb').textContent"),
    ("own", "return document.querySelector('h1').textContent"),
    ("teach", "return document.querySelector('#go').textContent"),
];

const READY: &str = "return document.querySelector('#go').getAttribute('aria-disabled') !== 'true'";

/// Whether the style has arrived: the bar stands at the foot, and nothing is as tall as an unstyled page.
const STYLED: &str = "const bar = document.querySelector('.transport'); \
    return getComputedStyle(bar).position !== 'static' && getComputedStyle(document.querySelector('main')).display === 'grid'";

async fn press_go(page: &Page, moved: &str) {
    page.wait(READY, "the main button").await;
    let before = page.text(moved).await;
    page.script("document.querySelector('#go').click()").await;
    page.wait(&format!("return (() => {{ {moved} }})() !== {before:?}"), "the next step").await;
}

#[test]
fn sandboxed_in_another_origin_every_screen_is_styled_and_steps() {
    in_browser(1000, 900, &[], async |page| {
        for (fig, moved) in SCREENS {
            let frame = format!(
                "<iframe sandbox='allow-scripts' src='SITE?fig={fig}&embed=1&predict=on&lang=en' width=960 height=820></iframe>"
            );
            page.host("sandbox.html", &frame).await;
            page.enter().await;
            assert_eq!(page.script("return location.origin === 'null' || origin === 'null'").await, json!(true));
            assert_eq!(page.script(STYLED).await, json!(true), "{fig} has no style");
            press_go(page, moved).await;
            page.leave().await;
        }
        page.open("").await;
    });
}

#[test]
fn a_frame_below_the_fold_moves_nothing_outside_itself() {
    in_browser(1000, 700, &[], async |page| {
        for query in [
            "?embed=1&t=2",
            "?fig=cell&embed=1&t=3&op=2",
            "?fig=memory&embed=1&t=3",
            "?fig=bptt&embed=1&pass=bwd&t=2",
            "?fig=gradient&embed=1&t=2",
            "?fig=train&embed=1",
        ] {
            let html = format!(
                "<p style='height:3000px'>above</p><iframe src='SITE{query}' width=900 height=420></iframe><p style='height:3000px'>below</p>"
            );
            page.host("tall.html", &html).await;
            page.enter().await;
            page.leave().await;
            let send = "const frame = document.querySelector('iframe').contentWindow; \
                window.heard = window.heard ?? (addEventListener('message', (e) => e.data.type === 'got' && (window.got = e.data.nonce)), 1); \
                for (const m of MESSAGES) frame.postMessage({unrolled: 1, ...m}, '*'); frame.postMessage({unrolled: 1, type: 'get', what: 'state', nonce: NONCE}, '*')";
            for (nonce, messages) in [
                "[{type: 'step', by: 1}, {type: 'step', by: 1}]",
                "[{type: 'goto', t: 1}]",
                "[{type: 'play'}]",
                "[{type: 'pause'}, {type: 'set', state: 'fig=step&t=3'}]",
            ]
            .iter()
            .enumerate()
            {
                page.script(&send.replace("MESSAGES", messages).replace("NONCE", &nonce.to_string())).await;
                page.wait(&format!("return window.got === {nonce}"), "the frame to have done it").await;
                page.settle().await;
                let at = page.script("return [scrollX, scrollY, document.activeElement.tagName]").await;
                assert_eq!(at, json!([0, 0, "BODY"]), "{query} after {messages}");
            }
        }
        // The host asked for a frame of another origin; nothing else was asked for.
        page.open("").await;
    });
}

#[test]
fn set_keeps_how_the_frame_looks_and_loads_nothing() {
    in_browser(1280, 800, &[], async |page| {
        for (fig, _) in SCREENS {
            page.open(&format!("?fig={fig}&embed=1&id=mine&lang=th&theme=dark&hide=lang")).await;
            page.wait(READY, "the screen").await;
            page.script(
                "window.mine = 1; addEventListener('message', (e) => e.data.type === 'got' && (window.got = e.data))",
            )
            .await;
            let entries = page.number("return history.length").await;
            page.script(&format!("postMessage({{unrolled: 1, type: 'set', state: 'fig={fig}&cell=gru&theme=light'}}, '*'); postMessage({{unrolled: 1, type: 'get', what: 'state', nonce: 1}}, '*')")).await;
            page.wait("return window.got?.nonce === 1", "the answer").await;
            let got = page.script("return [got.id, got.value]").await;
            let link = got[1].as_str().unwrap_or_default();
            for kept in ["embed=1", "id=mine", "lang=th", "hide=lang", "theme=light"] {
                assert!(link.contains(kept), "{fig} lost {kept}: {link}");
            }
            assert_eq!(got[0], json!("mine"));
            assert!(
                link.contains("gru") || ["memory", "attention", "compare", "speed", "own", "teach"].contains(&fig),
                "{fig}: {link}"
            );
            page.wait(READY, "the screen as it was set").await;
            assert_eq!(page.script("return window.mine").await, json!(1), "{fig} was loaded anew");
            assert_eq!(page.number("return history.length").await, entries, "{fig} wrote into the history");
        }
    });
}

/// What a translator does: every text becomes an element of its own with other words in it.
const TRANSLATE: &str = "const walk = document.createTreeWalker(document.querySelector('#app'), NodeFilter.SHOW_TEXT), all = []; \
    while (walk.nextNode()) if (walk.currentNode.data.trim()) all.push(walk.currentNode); \
    for (const text of all) { const font = document.createElement('font'); font.textContent = 'translated'; text.replaceWith(font); }";

#[test]
fn a_page_that_somebody_else_altered_goes_on_and_says_nothing_old() {
    in_browser(1280, 800, &[], async |page| {
        assert_eq!(page.script("return 1").await, json!(1));
        for (fig, moved) in SCREENS {
            for alter in [
                TRANSLATE,
                "document.querySelector('#app .seg button, #app select').remove(); document.querySelector('#go').remove()",
            ] {
                page.open(&format!("?fig={fig}&lang=en&predict=on&speed=2")).await;
                page.wait(READY, "the screen").await;
                assert_eq!(page.script("return [document.documentElement.translate, document.querySelector('meta[name=google]').content]").await, json!([false, "notranslate"]));
                page.script(alter).await;
                page.press(&['\u{e014}', '\u{e014}']).await;
                page.script("postMessage({unrolled: 1, type: 'lang', lang: 'th'}, '*')").await;
                page.wait("return document.documentElement.lang === 'th'", "the language").await;
                page.settle().await;
                assert_eq!(
                    page.number("return [...document.querySelectorAll('#app font')].length").await,
                    0.0,
                    "{fig} keeps old words"
                );
                assert!(
                    page.script("return document.querySelector('#trouble').hidden").await == json!(true),
                    "{fig} died"
                );
                if fig != "speed" {
                    page.script("postMessage({unrolled: 1, type: 'lang', lang: 'en'}, '*')").await;
                }
                press_go(page, moved).await;
            }
        }
    });
}

/// The sentence is on the screen, not below it.
const SEEN: &str = "const box = [...document.querySelectorAll('.trouble')].find((e) => !e.hidden && getComputedStyle(e).visibility === 'visible'); \
    if (!box) return false; const at = box.getBoundingClientRect(); return at.top >= 0 && at.bottom <= innerHeight && at.height > 20";

async fn sentence(page: &Page, query: &str, words: &str) {
    page.client.goto(&format!("{}{query}", page.base)).await.expect("the page opens");
    page.wait(SEEN, "a sentence").await;
    let said = page.text("return [...document.querySelectorAll('.trouble')].filter((e) => !e.hidden).map((e) => e.textContent).join('|')").await;
    assert!(said.contains(words), "{said}");
    assert!(!said.contains('|'), "one sentence: {said}");
    // It was meant to be reported.
    assert!(!page.complaints().await.is_empty());
}

#[test]
fn what_fails_before_the_program_starts_is_said_where_it_is_seen() {
    for (faults, words) in [
        (Faults { script_type: Some("text/plain"), ..Faults::default() }, "could not be loaded"),
        (Faults { missing: Some("page_bg"), ..Faults::default() }, "could not be loaded"),
        (Faults { missing: Some("boot"), ..Faults::default() }, "has not started"),
        (Faults { missing: Some("networks"), ..Faults::default() }, "networks.bin"),
    ] {
        on_host(faults, 1280, 800, &[], async |page| sentence(page, "?lang=en", words).await);
    }
}

#[test]
fn a_page_opened_from_a_file_says_so() {
    in_browser(1280, 800, &[], async |page| {
        let file = format!("file://{}", e2e::site().join("index.html").display());
        page.client.goto(&file).await.expect("the file opens");
        page.wait(SEEN, "a sentence").await;
        let said = page.text("return document.querySelector('#trouble').textContent").await;
        assert!(said.contains("opened from a file"), "{said}");
        page.complaints().await;
    });
}

#[test]
fn an_engine_that_is_missing_is_said_once() {
    on_host(Faults { missing: Some("engine"), ..Faults::default() }, 1280, 800, &[], async |page| {
        page.open("?fig=train&lang=en").await;
        page.wait("return document.querySelector('[data-verdict=failed]') !== null", "what failed").await;
        let said = page
            .text("return document.querySelector('main').textContent + document.querySelector('#trouble').textContent")
            .await;
        assert_eq!(said.matches("did not load").count(), 1, "{said}");
        for other in ["worker", "own thread", "could not be loaded", "Paste"] {
            assert!(!said.contains(other), "it says {other} too: {said}");
        }
        page.open("?fig=gradient&look=proof&lang=en").await;
        page.script("document.querySelector('#go').click()").await;
        page.wait("return document.querySelector('#finding').textContent.includes('did not load')", "the same there")
            .await;
    });
}
