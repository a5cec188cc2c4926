//! Attention, as a person uses it: by keyboard, by the mouse, by messages.

use e2e::in_browser;
use serde_json::json;

const RIGHT: char = '\u{e014}';
const ENTER: char = '\u{e007}';
const ESCAPE: char = '\u{e00c}';

/// Words whose row of shares is drawn.
const ROWS: &str =
    "return [...document.querySelectorAll('.look-rows tr')].filter((r) => r.querySelector('button.share')).length";
const CARD: &str = "return document.querySelector('#card').textContent";

fn is(script: &str, wanted: &str) -> String {
    format!("return String((() => {{ {script} }})()) === '{wanted}'")
}

#[test]
fn a_row_is_stepped_opened_and_answered_by_keyboard() {
    in_browser(1280, 900, &[], async |page| {
        page.open("?fig=attention&lang=en").await;
        assert_eq!(page.number(ROWS).await, 0.0);
        // Query, products, scale: no shares yet; softmax makes them.
        page.press(&[RIGHT, RIGHT, RIGHT]).await;
        page.wait(&is("return document.querySelectorAll('.bench tr').length", "3"), "the products").await;
        assert_eq!(page.number(ROWS).await, 0.0);
        page.press(&[RIGHT]).await;
        page.wait(&is(ROWS, "1"), "the shares").await;
        // The largest share opens from the picture, down to a weight of a word.
        page.script("document.querySelector('#figure').focus()").await;
        page.press(&[ENTER]).await;
        page.wait("return document.querySelector('#detail') !== null", "its arithmetic").await;
        let path = "return document.querySelector('#detail').dataset.path";
        assert!(page.text(path).await.starts_with("attn:attention_l0_h1.1."));
        for part in ["scores_l0_h1", "dot_l0_h1", "query_l0", "u.1", "p.1"] {
            page.click(&format!("#detail [data-path^='attn:{part}']")).await;
            assert!(page.text(path).await.starts_with(&format!("attn:{part}")), "{part}");
        }
        for _ in 0..6 {
            page.press(&[ESCAPE]).await;
        }
        page.wait("return document.querySelector('#detail') === null", "the picture again").await;
        // To the question, and its answer.
        for t in 2..=10 {
            page.click("[data-act=word]").await;
            page.wait(&format!("return document.querySelector('.page').dataset.t === '{t}'"), "the next word").await;
        }
        page.press(&['2']).await;
        page.wait("return document.querySelector('.page').dataset.t === '11'", "the answer").await;
        assert!(page.text(CARD).await.contains("It says “cat”"), "{}", page.text(CARD).await);
        let covered = "return document.querySelectorAll('.waiting tbody tr').length";
        assert_eq!(page.number(covered).await, 10.0);
    });
}

#[test]
fn a_shuffle_is_guessed_and_measured_and_heads_are_switched_off() {
    in_browser(1280, 900, &[], async |page| {
        page.open("?fig=attention&lang=en&look=order&positions=0").await;
        assert_eq!(page.script("return document.querySelector('.measured-line')").await, json!(null));
        page.click("[data-look='0']").await;
        page.wait("return document.querySelector('.measured-line') !== null", "the measurement").await;
        let difference = "return document.querySelector('.measured-line').dataset.difference";
        assert!(page.number(difference).await < 1e-6);
        assert!(page.text(CARD).await.contains("As you said."));
        page.click("[data-act=shuffle]").await;
        page.wait("return location.search.includes('seed=')", "another order in the address").await;
        assert!(page.number(difference).await < 1e-6);
        // Another network of the table: with positions, and asked anew.
        page.click(".who-knows tbody tr:first-child td:last-child button").await;
        page.wait("return !location.search.includes('positions=')", "positions again").await;
        page.click("[data-look='2']").await;
        page.wait("return document.querySelector('.measured-line') !== null", "the measurement").await;
        assert!(page.number(difference).await > 0.1);
        // Without its heads it answers by chance.
        page.click("[data-key=look] [data-value=words]").await;
        page.click("[data-key=off] [data-value='1']").await;
        page.click("[data-key=off] [data-value='2']").await;
        page.wait("return location.search.includes('off=1%2C2') || location.search.includes('off=1,2')", "both").await;
        page.script("postMessage({unrolled: 1, type: 'goto', t: 10}, '*')").await;
        page.wait("return document.querySelector('.page').dataset.t === '10'", "the end").await;
        page.press(&['1']).await;
        page.wait(&format!("return (() => {{ {CARD} }})().includes('All heads are off')"), "what that does").await;
    });
}

#[test]
fn recall_is_measured_in_the_page_and_everything_goes_by_messages() {
    in_browser(1280, 900, &[], async |page| {
        page.open("?fig=attention&lang=en&ex=pairs&predict=off&t=7").await;
        page.click("[data-act=measure]").await;
        page.wait("return document.querySelector('.measured .curves svg') !== null", "the curves").await;
        let row = "return [...document.querySelectorAll('.measured tbody tr')][0].textContent";
        assert!(page.text(row).await.contains("100%"));
        let send = |message: &str| format!("postMessage(Object.assign({{unrolled: 1}}, {message}), '*')");
        page.script(&send("{type: 'set', state: 'fig=attention&look=back&t=11'}")).await;
        page.wait("return document.querySelector('.to-words .curves svg') !== null", "the way back").await;
        page.click("[data-act=longer]").await;
        page.wait("return document.querySelectorAll('.to-words thead th').length === 40", "words in between").await;
        page.script("window.got = null; addEventListener('message', (e) => e.data.type === 'got' && (window.got = e.data.value))").await;
        page.script(&send("{type: 'get', what: 'trace', nonce: 'a'}")).await;
        page.wait("return window.got !== null", "both traces").await;
        let got = page.script("return [got.length, got[0].model.cell, got[0].steps[39].attention[0].length, got[0].steps[39].attention[0][0].length, got[1].model.cell]").await;
        assert_eq!(got, json!([2, "attn", 2, 40, "gru"]));
        // A word that is none of the task is named, and nothing is lost.
        page.script(&send("{type: 'set', state: 'fig=attention&ex=pairs&text=b3%20zebra'}")).await;
        page.wait("return document.querySelector('.notices')?.textContent.includes('zebra')", "why not").await;
        assert!(page.number("return document.querySelectorAll('.attending thead th').length").await == 6.0);
    });
}
