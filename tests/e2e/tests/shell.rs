//! What every screen has from the page: one page for all, Back, the clicker, a bundle that does not arrive.

use e2e::{Faults, in_browser, on_host};
use serde_json::json;

const FIGS: [&str; 12] =
    ["step", "memory", "unroll", "cell", "types", "train", "bptt", "gradient", "brnn", "attention", "compare", "speed"];
const FIG: &str = "return new URLSearchParams(location.search).get('fig') ?? 'step'";
const PAGE_DOWN: char = '\u{e00f}';
const PAGE_UP: char = '\u{e00e}';

fn shows(fig: &str) -> String {
    format!("return document.querySelector('main').classList.contains('on-{fig}')")
}

#[test]
fn one_page_shows_all_screens_and_back_undoes_what_was_chosen() {
    in_browser(1280, 800, &[], async |page| {
        page.open("?lang=en").await;
        page.script("window.same = true").await;
        let entries = page.number("return history.length").await;
        // By the keyboard: on through all of them, and the focus stays in the page.
        for fig in &FIGS[1..] {
            page.press(&[']']).await;
            page.wait(&shows(fig), fig).await;
            assert_eq!(page.script("return window.same === true").await, json!(true), "{fig} came without a reload");
        }
        assert_eq!(page.number("return history.length").await, entries + FIGS.len() as f64 - 1.0, "an entry a screen");
        page.back().await;
        page.wait(&shows("compare"), "the screen before").await;
        page.back().await;
        page.wait(&shows("attention"), "one Back is one screen").await;
        for fig in ["compare", "speed"] {
            page.forward().await;
            page.wait(&shows(fig), "Forward leads to where Back came from").await;
        }
        assert_eq!(page.script("return window.same === true").await, json!(true));
        assert_eq!(
            page.number("return history.length").await,
            entries + FIGS.len() as f64 - 1.0,
            "and writes no entries"
        );
        // A setting is an entry; a step is none.
        page.open("?fig=bptt&lang=en").await;
        let entries = page.number("return history.length").await;
        page.script("document.querySelector('#go').click()").await;
        page.wait("return location.search.includes('pass=bwd')", "the address of the step").await;
        assert_eq!(page.number("return history.length").await, entries, "a step is no entry");
        page.script("document.querySelector('[data-act=own]').click()").await;
        page.script("const f = document.querySelector('#own-sentence'); f.value = 'the sky is'; f.dispatchEvent(new InputEvent('input', {bubbles: true})); f.form.requestSubmit()").await;
        page.wait("return location.search.includes('text=the+sky')", "the sentence in the address").await;
        assert_eq!(page.number("return history.length").await, entries + 1.0, "a sentence is one");
        page.back().await;
        page.wait("return !location.search.includes('text=') && document.querySelector('.passing').textContent.includes('apple')", "the sentence before").await;
    });
}

#[test]
fn a_bundle_that_does_not_arrive_is_said_and_the_screen_stays() {
    let faults = || Faults { missing: Some("split_walk"), ..Faults::default() };
    on_host(faults(), 1280, 800, &[], async |page| {
        page.open("?t=2&lang=en").await;
        page.press(&[']']).await;
        page.wait("return document.querySelector('[data-note=not-arrived]') !== null", "a sentence").await;
        let said = page.text("return document.querySelector('[data-note]').textContent").await;
        assert!(said.contains("Without memory") && said.contains("choose it again"), "{said}");
        assert_eq!(page.script(&shows("step")).await, json!(true));
        assert_eq!((page.text(FIG).await.as_str(), page.t().await), ("step", 2));
        assert_eq!(
            page.text("return document.querySelector('#screen').value").await,
            "step",
            "the list says what is shown"
        );
        // Others arrive.
        page.script("const s = document.querySelector('#screen'); s.value = 'train'; s.dispatchEvent(new Event('change', {bubbles: true}))").await;
        page.wait(&shows("train"), "another bundle's screen").await;
        page.complaints().await;
    });
    // At the start: the first screen is there, and says what is not.
    on_host(faults(), 1280, 800, &[], async |page| {
        page.open("?fig=memory&lang=en").await;
        page.wait("return document.querySelector('[data-note=not-arrived]') !== null", "a sentence").await;
        assert_eq!(page.script(&shows("step")).await, json!(true));
        page.complaints().await;
    });
}

#[test]
fn the_clicker_drives_the_main_button_and_reaches_no_slider_and_no_list() {
    in_browser(1280, 720, &[], async |page| {
        page.open("?fig=gradient&present=1&lang=en&predict=off&t=3").await;
        let gain = page.number("return document.querySelector('#set-gain').value").await;
        page.script("document.querySelector('#set-gain').focus()").await;
        page.press(&[PAGE_UP]).await;
        page.wait("return new URLSearchParams(location.search).get('t') === '2'", "a step back").await;
        assert_eq!(page.number("return document.querySelector('#set-gain').value").await, gain);
        page.open("?fig=train&present=1&lang=en").await;
        page.wait("return document.querySelector('#go').getAttribute('aria-disabled') !== 'true'", "the run").await;
        page.script("document.querySelector('#set-hidden').focus()").await;
        page.press(&[PAGE_DOWN]).await;
        page.wait("return document.querySelector('#go .verb').textContent === 'Pause'", "the run to go").await;
        page.press(&[PAGE_UP]).await;
        page.wait("return document.querySelector('#go .verb').textContent !== 'Pause'", "the run to rest").await;
        assert_eq!(page.text("return document.querySelector('#set-hidden').value").await, "8");
        // Presenting keeps the menu, and a dark page is one press.
        assert_eq!(
            page.script("return document.querySelector('#screen').getBoundingClientRect().width > 50").await,
            json!(true)
        );
        page.script("document.activeElement.blur()").await;
        page.press(&['.']).await;
        page.wait("return getComputedStyle(document.querySelector('.page')).visibility === 'hidden'", "the dark").await;
        page.press(&['.']).await;
        page.wait("return getComputedStyle(document.querySelector('.page')).visibility === 'visible'", "the light")
            .await;
        page.press(&['?']).await;
        page.wait("return document.querySelector('#keys').open", "the keys").await;
    });
}

#[test]
fn the_menu_is_walked_through_by_keyboard_without_leaving() {
    in_browser(1280, 800, &[], async |page| {
        page.open("?lang=en").await;
        page.script("document.querySelector('#screen').focus()").await;
        page.press(&['\u{e015}']).await;
        page.script("return new Promise(requestAnimationFrame)").await;
        assert_eq!(page.text(FIG).await, "step", "an arrow on a closed list chooses nothing");
    });
}

#[test]
fn a_list_shows_what_stands_after_reset_and_undo() {
    in_browser(1280, 800, &[], async |page| {
        page.open("?fig=bptt&lang=en").await;
        // By hand: from then on the browser no longer minds the attribute.
        page.script("document.querySelector('#set-opt').focus()").await;
        page.press(&['\u{e015}']).await;
        page.wait("return location.search.includes('opt=momentum')", "the choice").await;
        page.script("document.querySelector('[data-act=reset]').click()").await;
        page.wait("return document.querySelector('#set-opt').value === 'sgd'", "what was usual").await;
        page.script("[...document.querySelectorAll('.notices button')].find((b) => b.textContent === 'Undo').click()")
            .await;
        page.wait("return document.querySelector('#set-opt').value === 'momentum'", "what was undone").await;
    });
}
