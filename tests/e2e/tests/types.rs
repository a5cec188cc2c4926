//! The shapes of task and both ways, as a person uses them: by keyboard, by the mouse, by messages.

use e2e::in_browser;
use serde_json::json;

const RIGHT: char = '\u{e014}';
const SPACE: char = ' ';
const T: &str = "return Number(document.querySelector('.page').dataset.t)";

fn at(t: usize) -> String {
    format!("return document.querySelector('.page').dataset.t === '{t}'")
}

/// The words that have come out, in order.
const SAID: &str =
    "return [...document.querySelectorAll('.lamps.above .done bdi')].map((e) => e.textContent).join(' ')";

#[test]
fn a_matched_pair_is_judged_by_keyboard() {
    in_browser(1280, 800, &[], async |page| {
        page.open("?fig=types&lang=en").await;
        let last = 15;
        for t in 1..=last {
            page.press(&[RIGHT]).await;
            page.wait(&at(t), "the next word").await;
        }
        // The question is open: the last meter is its answer.
        assert_eq!(
            page.number("return document.querySelectorAll('.meters .meter').length").await,
            42.0,
            "of the judge, on the twin, of the window"
        );
        page.press(&['1']).await;
        page.wait(&at(last + 1), "the answer").await;
        assert_eq!(page.text(SAID).await, "negative");
        assert!(
            page.text("return document.querySelector('#card').textContent").await.contains("You said “negative” too")
        );
        let rivals = page.text("return document.querySelector('.waiting').textContent").await;
        assert!(rivals.contains("50") || rivals.contains("48"), "{rivals}");
        page.script("document.querySelector('[data-act=change]').click()").await;
        page.wait("return location.search.includes('text=')", "the twin in the address").await;
        page.wait(&format!("return (() => {{ {SAID} }})() === 'positive'"), "the opposite answer").await;
        // A number opens: the meter is the difference of two scores.
        page.script("document.querySelector('.meters button').click()").await;
        page.wait("return document.querySelector('#detail .line') !== null", "its terms").await;
    });
}

#[test]
fn a_drawing_is_made_and_captioned_by_keyboard() {
    in_browser(1280, 900, &[], async |page| {
        page.open("?fig=types&task=caption&lang=en").await;
        page.script("document.querySelector('.canvas .pixel[tabindex=\"0\"]').focus()").await;
        // One to the right, one down, and over: the focus goes along.
        page.press(&[RIGHT]).await;
        page.wait("return document.activeElement.dataset.pixel === '1'", "the pixel to the right").await;
        page.press(&['\u{e015}']).await;
        page.wait("return document.activeElement.dataset.pixel === '9'", "the pixel below").await;
        page.press(&[SPACE]).await;
        page.wait(
            "return document.querySelector('[data-pixel=\"9\"]').getAttribute('aria-pressed') === 'true'",
            "the pixel",
        )
        .await;
        page.wait("return location.search.includes('pixels=')", "the drawing in the address").await;
        assert_eq!(page.number(T).await, 0.0, "an arrow in the drawing is no step");
        page.script("document.querySelector('#go').focus()").await;
        for t in 1..=4 {
            page.press(&[RIGHT]).await;
            page.wait(&at(t), "a step").await;
        }
        let said = page.text(SAID).await;
        assert_eq!(said.split(' ').count(), 3, "{said}");
        // An empty sheet is said, and still it speaks.
        page.script("document.querySelector('[data-act=clear]').click()").await;
        page.wait("return document.querySelector('.picture [role=status]') !== null", "that it is empty").await;
        assert!(!page.text(SAID).await.is_empty());
    });
}

#[test]
fn two_phrases_are_lost_over_the_bridge_and_found_by_looking_back() {
    in_browser(1280, 900, &[], async |page| {
        let text = "two+big+red+apples+and+a+black+cat";
        page.open(&format!("?fig=types&task=translate&lang=en&text={text}&attend=0&t=30")).await;
        page.wait("return document.querySelector('.page') !== null", "the page").await;
        page.script("document.querySelector('.timeline input').value = 40; document.querySelector('.timeline input').dispatchEvent(new InputEvent('input', {bubbles: true}))").await;
        page.wait("return document.querySelectorAll('.first-wrong').length === 1", "the first wrong word").await;
        assert_eq!(page.script("return document.querySelector('.looks-at') === null").await, json!(true));
        page.script("document.querySelector('[data-key=attend] [data-value=\"1\"]').click()").await;
        page.wait("return document.querySelector('.looks-at') !== null", "the grid").await;
        page.script("const i = document.querySelector('.timeline input'); i.value = i.max; i.dispatchEvent(new InputEvent('input', {bubbles: true}))").await;
        page.wait(
            &format!("return (() => {{ {SAID} }})() === 'แอปเปิ้ล ลูก ใหญ่ สี แดง สอง ลูก และ แมว สี ดำ ตัว หนึ่ง end'"),
            "the translation",
        )
        .await;
        assert_eq!(page.number("return document.querySelectorAll('.first-wrong').length").await, 0.0);
        // An arrow is cut where the word stands, and given back.
        page.script("const i = document.querySelector('.timeline input'); i.value = 9; i.dispatchEvent(new InputEvent('input', {bubbles: true}))").await;
        page.wait("return document.querySelector('[data-act=cut]') !== null", "the offer").await;
        page.script("document.querySelector('[data-act=cut]').click()").await;
        page.wait(
            "return document.querySelector('.look.cut') !== null && location.search.includes('attention.9')",
            "the cut arrow",
        )
        .await;
        page.script("document.querySelector('[data-act=restore-all]').click()").await;
        page.wait("return document.querySelector('.look.cut') === null", "the arrow again").await;
        // Bad input is named where it was typed, and loses nothing.
        page.script("document.querySelector('[data-act=own]').click()").await;
        page.wait("return document.querySelector('#own-sentence') !== null", "the field").await;
        page.script("const f = document.querySelector('#own-sentence'); f.value = 'two purple apples'; f.dispatchEvent(new InputEvent('input', {bubbles: true})); f.form.requestSubmit()").await;
        page.wait("return document.querySelector('#own-refusal')?.textContent.includes('purple')", "why not").await;
    });
}

#[test]
fn the_future_is_covered_and_everything_goes_by_messages_too() {
    in_browser(1280, 900, &[], async |page| {
        page.open("?fig=brnn&lang=en").await;
        page.script("document.querySelector('[data-key=cover] [data-value=future]').click()").await;
        page.wait(
            "return document.querySelector('[data-rail=backward]').classList.contains('absent')",
            "the rail that is not there",
        )
        .await;
        page.wait("return location.search.includes('cover=future')", "the address").await;
        let send = |message: &str| format!("postMessage(Object.assign({{unrolled: 1}}, {message}), '*')");
        page.script(&send("{type: 'set', state: 'fig=brnn&cover=past&t=3'}")).await;
        page.wait(
            "return document.querySelector('[data-rail=forward]').classList.contains('absent')",
            "the past is covered",
        )
        .await;
        page.script(&send("{type: 'set', state: 'fig=brnn&off=backward&t=4'}")).await;
        page.wait("return document.querySelector('[data-rail=backward]').classList.contains('off')", "a direction off")
            .await;
        // From one screen to the other, to a step, and what the network did.
        page.script(&send("{type: 'set', state: 'fig=types&task=translate&attend=1'}")).await;
        page.wait("return document.querySelector('main').classList.contains('on-types')", "the other screen").await;
        page.script(&send("{type: 'goto', t: 6}")).await;
        page.wait(&at(6), "the step").await;
        page.script("window.got = null; addEventListener('message', (e) => e.data.type === 'got' && (window.got = e.data.value))").await;
        page.script(&send("{type: 'get', what: 'trace', nonce: 'a'}")).await;
        page.wait("return window.got !== null", "the trace").await;
        let got = page.script("return [got.source, got.model.encoder.attends, got.steps[4].attention.length]").await;
        assert_eq!(got, json!([4, true, 4]));
        page.script(&send("{type: 'step', by: 1}")).await;
        page.wait(&at(7), "one step on").await;
        page.script(&send("{type: 'set', state: 'fig=types&task=caption&pixels=60909060000000&t=1'}")).await;
        page.wait("return document.querySelector('.notices li') !== null", "that the drawing is none").await;
    });
}
