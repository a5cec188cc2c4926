//! A student with a file: refused by its kind in their language, then opened, stepped by keys, and given back.

use e2e::{Page, in_browser, root};
use fantoccini::Locator;

async fn choose(page: &Page, file: &str) {
    let path = root().join("tests/fixtures/files").join(file);
    let field = page.client.find(Locator::Css("#own-network")).await.expect("the field");
    field.send_keys(&path.to_string_lossy()).await.expect("the file is chosen");
}

#[test]
fn a_file_is_refused_by_its_kind_then_opened_stepped_and_saved() {
    in_browser(1280, 800, &[], async |page| {
        page.open("?fig=own&lang=th").await;
        choose(page, "m33_lfs_pointer.safetensors").await;
        page.wait(
            "return document.querySelector('.refusal')?.textContent.includes('git lfs pull') ?? false",
            "the refusal",
        )
        .await;
        assert!(page.text("return document.querySelector('.refusal').textContent").await.contains("เปิดไฟล์นี้ไม่ได้"));
        // The same field takes the next one at once.
        choose(page, "m42_learnt_first_state.safetensors").await;
        page.wait(
            "return document.querySelector('.refusal') === null && document.querySelector('.warned') !== null",
            "the receipt",
        )
        .await;
        assert!(page.text("return document.querySelector('.warned').textContent").await.contains("h0 [1, 1, 8]"));
        page.script("document.querySelector('#figure').focus()").await;
        for t in 1..=3 {
            page.press(&['\u{e014}']).await;
            page.wait(&format!("return document.querySelector('.page').dataset.t === '{t}'"), "the next word").await;
        }
        let shown = "return [...document.querySelectorAll('.said-cell')].length";
        assert_eq!(page.number(shown).await, 3.0, "what is said after each word");
        assert!(page.number("return document.querySelectorAll('.units .unit[data-value]').length").await >= 24.0);
        // A bidirectional network is said whole only at its end.
        choose(page, "m15_bidirectional_same_words.safetensors").await;
        page.wait("return document.querySelectorAll('.attending tbody tr').length === 3", "its two directions").await;
        page.press(&['\u{e014}']).await;
        page.wait("return document.querySelector('.page').dataset.t === '1'", "a word").await;
        assert_eq!(page.number(shown).await, 0.0);
        // Its words have no names in the file: they are given by hand, and the same network is stepped on other screens.
        choose(page, "m20_bare.safetensors").await;
        page.wait("return document.querySelector('.names') !== null", "words without names").await;
        page.script("document.querySelector('.names').open = true; const count = document.querySelector('#own-names').value.split('\\n').length; \
            document.querySelector('#own-names').value = Array.from({length: count}, (_, at) => 'term' + at).join(', ')").await;
        page.click("[data-act=names]").await;
        page.wait("return document.querySelector('#own-words')?.value.startsWith('term0 term1') ?? false", "the names")
            .await;
        page.click("[data-to=step]").await;
        page.wait("return location.search.includes('ex=own') && document.querySelector('.column .word')?.textContent === 'term0'", "the step screen").await;
        page.press(&['\u{e014}']).await;
        page.wait("return document.querySelector('.cells .cell[data-path]') !== null", "its first state").await;
        page.script("document.querySelector('.cells .cell[data-path]').click()").await;
        page.wait("return document.querySelector('#detail[data-zoom=math]') !== null", "its arithmetic").await;
        page.script("history.back()").await;
        page.wait("return document.querySelector('#own-words')?.value.startsWith('term0') ?? false", "what was open")
            .await;
        // What the page gives to a host.
        page.script("window.got = null; addEventListener('message', (e) => e.data.type === 'got' && (window.got = e.data.value)); \
            postMessage({unrolled: 1, type: 'get', what: 'trace', nonce: 1}, '*')").await;
        page.wait("return window.got?.format === 'unrolled-trace'", "the trace").await;
    });
}
