//! How a figure behaves in somebody else's page: it says the height that it needs, in each dialect; its button stays where it is; out
//! of sight it sleeps; after it was hidden it has the right size; and on paper it is black on white, with its caption and address.

use e2e::{Page, in_browser};
use serde_json::json;

const FIGS: [&str; 13] = [
    "step",
    "memory",
    "unroll",
    "cell",
    "types",
    "train",
    "bptt",
    "gradient",
    "brnn",
    "attention",
    "compare",
    "speed",
    "own",
];

/// A host that gives a frame the height it asks for, and keeps what it hears.
fn growing(query: &str, width: u32) -> String {
    format!(
        "<iframe src='SITE?{query}' width={width} height=620 style='border:0'></iframe><script>\
         window.heard = []; addEventListener('message', (e) => {{ heard.push(e.data); \
         if (e.data.unrolled === 1 && ['ready', 'resize'].includes(e.data.type)) document.querySelector('iframe').height = e.data.height; }})</script>"
    )
}

const READY: &str = "return heard.find((m) => m.type === 'ready')?.height ?? 0";

async fn until_ready(page: &Page) -> f64 {
    page.wait(&format!("return (() => {{ {READY} }})() > 0"), "the figure").await;
    page.number(READY).await
}

#[test]
fn every_figure_says_the_height_it_needs_and_its_button_stays() {
    in_browser(1100, 900, &[], async |page| {
        for (fig, width) in FIGS.iter().flat_map(|fig| [(fig, 960), (fig, 340)]) {
            page.host("growing.html", &growing(&format!("fig={fig}&embed=1&lang=en&predict=on"), width)).await;
            until_ready(page).await;
            page.settle().await;
            page.enter().await;
            let room = "const main = document.querySelector('main'); const last = Math.max(...[...main.children].filter(e => \
                !e.classList.contains('visually-hidden')).map(e => e.getBoundingClientRect().bottom)); return innerHeight - last";
            let fits = format!("const spare = (() => {{ {room} }})(); return spare >= 0 && spare <= 24");
            page.wait(&fits, &format!("{fig} at {width} to fit its frame")).await;
            let across = "return document.scrollingElement.scrollWidth - innerWidth";
            assert!(page.number(across).await <= 0.0, "{fig} at {width} is wider than its frame");
            let top = "return Math.round(document.querySelector('#go').getBoundingClientRect().top)";
            page.wait("return scrollY === 0", "the frame to have grown").await;
            let first = page.number(top).await;
            // What measures or trains goes on by itself: one press.
            let presses = if ["train", "speed", "compare", "own"].contains(fig) { 1 } else { 3 };
            for _ in 0..presses {
                page.script("document.querySelector('#go').click()").await;
                page.settle().await;
                // A frame that is about to grow may have scrolled to what is new.
                let stays = format!("return scrollY === 0 && (() => {{ {top} }})() === {first}");
                page.wait(&stays, &format!("the button of {fig} at {width} to stand at {first}")).await;
            }
            page.leave().await;
        }
        page.open("").await;
    });
}

#[test]
fn hosts_that_speak_other_dialects_hear_the_height_too() {
    in_browser(1000, 900, &[], async |page| {
        let answer = "<script>addEventListener('message', (e) => { if (e.data.context === 'h5p' && e.data.action === 'hello') \
            e.source.postMessage({context: 'h5p', action: 'hello'}, '*'); })</script>";
        page.host("dialects.html", &format!("{answer}{}", growing("fig=cell&ex=tom&embed=1&lang=en", 900))).await;
        until_ready(page).await;
        page.wait("return heard.some((m) => m.action === 'resize' && m.scrollHeight > 100)", "H5P's form").await;
        // A step that grows.
        page.enter().await;
        page.script("for (let n = 0; n < 4; n += 1) document.querySelector('#go').click()").await;
        page.leave().await;
        page.wait("return heard.some((m) => m.subject === 'lti.frameResize' && m.height > 100)", "Canvas' form").await;
        let embedly = "return heard.some((m) => typeof m === 'string' && JSON.parse(m).context === 'iframe.resize')";
        page.wait(embedly, "Embedly's form").await;
        page.open("").await;
    });
}

#[test]
fn out_of_sight_a_figure_sleeps_and_after_it_was_hidden_it_has_the_right_size() {
    in_browser(1000, 700, &[], async |page| {
        let frame = growing("fig=cell&ex=tom&embed=1&lang=en&speed=0.5", 900);
        page.host("sleeps.html", &format!("{frame}<p style='height:4000px'>below</p>")).await;
        until_ready(page).await;
        let states = "return heard.filter((m) => m.type === 'state').length";
        let say = "document.querySelector('iframe').contentWindow.postMessage({unrolled: 1, type: 'play'}, '*')";
        page.script(say).await;
        page.wait(&format!("return (() => {{ {states} }})() > 3"), "it to play").await;
        page.script("scrollTo(0, 3000)").await;
        // Whatever was on its way arrives; then nothing more for as long as many steps would take.
        page.wait(
            &format!(
                "const now = (() => {{ {states} }})(); if (window.last !== now) {{ window.last = now; window.still = performance.now(); }} \
                 return performance.now() - window.still > 6000"
            ),
            "it to sleep",
        )
        .await;
        let slept = page.number(states).await;
        page.script("scrollTo(0, 0)").await;
        page.wait(&format!("return (() => {{ {states} }})() > {slept}"), "it to go on").await;
        // A tab that was closed when the figure came.
        let hidden = growing("fig=gradient&embed=1&lang=en", 700)
            .replace("<iframe", "<div hidden><iframe")
            .replace("</iframe>", "</iframe></div>");
        page.host("hidden.html", &hidden).await;
        page.wait("return document.querySelector('iframe').contentWindow.length === 0", "the frame").await;
        page.settle().await;
        page.script("document.querySelector('div').hidden = false").await;
        page.enter().await;
        page.wait(
            "const plot = document.querySelector('.stage svg'); const stage = document.querySelector('.stage').clientWidth; \
             return stage > 600 && plot !== null && Math.abs(plot.getBoundingClientRect().width - stage) < 80 \
                 && document.scrollingElement.scrollWidth <= innerWidth",
            "a picture as wide as its frame",
        )
        .await;
        page.leave().await;
        page.open("").await;
    });
}

#[test]
fn a_goal_is_said_when_it_is_reached() {
    in_browser(1000, 800, &[], async |page| {
        page.host("goal.html", &growing("ex=apple&t=3&embed=1&lang=en&predict=on&goal=answer", 900)).await;
        until_ready(page).await;
        page.enter().await;
        page.wait("return document.querySelectorAll('.option[data-option]').length === 4", "the question").await;
        page.script(
            "[...document.querySelectorAll('.option[data-option]')].find((e) => e.textContent.includes('red')).click()",
        )
        .await;
        page.leave().await;
        page.wait("return heard.some((m) => m.type === 'goal' && m.goal === 'answer')", "the goal").await;
        page.host("goal.html", &growing("ex=apple&t=3&embed=1&lang=en&predict=off&goal=end", 900)).await;
        until_ready(page).await;
        assert!(!page.script("return heard.some((m) => m.type === 'goal')").await.as_bool().unwrap_or(true));
        page.script(
            "document.querySelector('iframe').contentWindow.postMessage({unrolled: 1, type: 'goto', t: 4}, '*')",
        )
        .await;
        page.wait("return heard.some((m) => m.type === 'goal' && m.goal === 'end')", "the goal").await;
        page.open("").await;
    });
}

/// Words that are lighter than a middle grey: what stood on something dark, which is not printed.
const PALE: &str = "const pale = [], walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT); \
    while (walk.nextNode()) { \
        const node = walk.currentNode, e = node.parentElement, style = getComputedStyle(e), box = e.getBoundingClientRect(); \
        if (!node.textContent.trim() || box.width < 2 || style.visibility === 'hidden' || style.clipPath !== 'none' || e.ownerSVGElement \
            || parseFloat(style.textIndent) > 20) continue; \
        const [r, g, b] = style.color.match(/[0-9.]+/g).map(Number); \
        if (0.2126 * r + 0.7152 * g + 0.0722 * b > 150) pale.push(e.className + ' ' + node.textContent.trim()); \
    } \
    return [...new Set(pale)].join('; ')";

#[test]
fn on_paper_every_screen_is_black_on_white_with_its_caption_and_address() {
    in_browser(1280, 900, &[], async |page| {
        for fig in FIGS {
            page.cdp("Emulation.setEmulatedMedia", json!({"media": ""})).await;
            page.open(&format!("?fig={fig}&lang=en&theme=dark&present=1&predict=off&t=3")).await;
            page.wait("return document.querySelector('#go') !== null", "the screen").await;
            page.cdp("Emulation.setEmulatedMedia", json!({"media": "print"})).await;
            let seen = page
                .script(
                    "const shown = (css) => [...document.querySelectorAll(css)].some((e) => e.getClientRects().length > 0); \
                     const paper = document.querySelector('.on-paper'); \
                     return [shown('.transport'), shown('.top'), getComputedStyle(document.body).backgroundColor, \
                         paper.innerText.includes('fig='+FIG) || FIG === 'step', paper.innerText.includes('present'), paper.innerText.trim().length > 10, \
                         getComputedStyle(document.querySelector('h1')).color]"
                        .replace("FIG", &format!("'{fig}'"))
                        .as_str(),
                )
                .await;
            assert_eq!(seen, json!([false, false, "rgb(255, 255, 255)", true, false, true, "rgb(0, 0, 0)"]), "{fig}");
            assert_eq!(page.text(PALE).await, "", "{fig}: pale on white");
        }
        // Seen to fail.
        page.script("document.querySelector('main h1').style.color = '#ccc'").await;
        assert!(!page.text(PALE).await.is_empty());
        page.cdp("Emulation.setEmulatedMedia", json!({"media": ""})).await;
    });
}

#[test]
fn escape_gives_the_keyboard_back_to_the_page_around_it() {
    in_browser(1000, 900, &[], async |page| {
        let heard = "<script>window.heard = []; addEventListener('keydown', (e) => heard.push(e.key)); \
            addEventListener('message', (e) => e.data.type === 'release' && (window.released = true));</script>";
        page.host(
            "escape.html",
            &format!("{heard}<iframe src='SITE?embed=1&t=1&lang=en' width=900 height=760></iframe>"),
        )
        .await;
        page.enter().await;
        page.click("#go").await;
        page.wait("return document.querySelector('.page').dataset.t === '2'", "a step").await;
        page.press(&['\u{e014}']).await;
        page.wait("return document.querySelector('.page').dataset.t === '3'", "a step by key: the keyboard is here")
            .await;
        page.press(&['\u{e00c}']).await;
        page.leave().await;
        page.wait("return window.released === true", "the message").await;
        assert_eq!(page.script("return heard").await, json!([]), "until then nothing was heard outside");
        page.press(&['x']).await;
        page.wait("return heard.includes('x')", "a key outside").await;
        // The console of the last page is read.
        page.open("").await;
    });
}

#[test]
fn a_picture_can_be_taken_of_every_figure_however_narrow() {
    in_browser(1000, 900, &[], async |page| {
        for fig in FIGS {
            page.host("picture.html", &growing(&format!("fig={fig}&embed=1&lang=en"), 640)).await;
            page.wait("return heard.some((said) => said.type === 'ready')", fig).await;
            page.script(
                "document.querySelector('iframe').contentWindow.postMessage({unrolled: 1, type: 'get', what: 'still', nonce: 1}, '*')",
            )
            .await;
            page.wait("return heard.some((said) => said.type === 'got')", "the picture").await;
            // What is drawn, without the caption and the address below it.
            let drawn = page
                .script(
                    "const svg = new DOMParser().parseFromString(heard.find((said) => said.type === 'got').value, 'image/svg+xml').documentElement; \
                    return [svg.querySelector('parsererror') === null, +svg.getAttribute('width') > 400, +svg.getAttribute('height') > 160, \
                        svg.querySelectorAll('text, path, rect').length > 8]",
                )
                .await;
            assert_eq!(drawn, json!([true, true, true, true]), "{fig}");
        }
        // The console of the last page is read.
        page.open("").await;
    });
}
