//! The backward pass in Chromium: stepped from the loss to the first word and on to the update, by keyboard alone.

use e2e::{Page, in_browser};
use serde_json::json;

const RIGHT: char = '\u{e014}';
const LEFT: char = '\u{e012}';
const SHIFT: char = '\u{e008}';

async fn go(page: &Page) -> String {
    page.text("return document.querySelector('#go').textContent").await
}

/// Gradients under the words, as they are in full; null where nothing has come back.
async fn gradients(page: &Page) -> Vec<Vec<Option<f64>>> {
    let code = "return [...document.querySelectorAll('.moment')].map((moment) =>
        [...moment.querySelectorAll('.coming > .cell')].map((cell) => cell.dataset.value === undefined ? null : +cell.dataset.value))";
    let columns = page.script(code).await;
    let numbers =
        |column: &serde_json::Value| column.as_array().expect("cells").iter().map(serde_json::Value::as_f64).collect();
    columns.as_array().expect("columns").iter().map(numbers).collect()
}

#[test]
fn a_whole_backward_pass_by_keyboard() {
    in_browser(1280, 900, &[], async |page| {
        page.open("?fig=bptt&lang=en").await;
        let states = "return [...document.querySelectorAll('.states .cell')].map((cell) => cell.dataset.value).join()";
        let locked = page.text(states).await;
        assert!(gradients(page).await.iter().flatten().all(Option::is_none));
        assert_eq!(go(page).await.trim_end_matches('→').trim(), "Step begin at the loss");
        let mut stops = 0;
        while !go(page).await.starts_with("Again") {
            page.press(&[RIGHT]).await;
            stops += 1;
            assert!(stops < 60, "the pass ends");
            assert_eq!(page.text(states).await, locked, "h never changes");
            let spoken =
                page.text("return document.querySelector('main > [role=status][aria-live]').textContent").await;
            assert!(spoken.len() > 20, "{spoken}");
        }
        assert_eq!(stops, 17, "3 words by 5 moves, the update, the second reading");
        assert!(gradients(page).await.iter().flatten().all(Option::is_some));
        let title = page.text("return document.querySelector('#card-title').textContent").await;
        assert!(title.starts_with("Read again, the loss is"), "{title}");
        // And back to the beginning, and word by word.
        for _ in 0..stops {
            page.press(&[LEFT]).await;
        }
        assert!(gradients(page).await.iter().flatten().all(Option::is_none));
        use fantoccini::actions::{InputSource, KeyAction, KeyActions};
        let word = KeyActions::new("word".into())
            .then(KeyAction::Down { value: SHIFT })
            .then(KeyAction::Down { value: RIGHT })
            .then(KeyAction::Up { value: RIGHT })
            .then(KeyAction::Up { value: SHIFT });
        page.client.perform_actions(word).await.expect("keys");
        page.settle().await;
        let known: Vec<bool> = gradients(page).await.iter().map(|column| column[0].is_some()).collect();
        assert_eq!(known, [false, false, true], "one word back");
    });
}

#[test]
fn what_moved_by_less_than_is_shown_is_not_said_to_have_moved() {
    in_browser(1280, 900, &[], async |page| {
        page.open("?fig=bptt&lr=0.03&clip=0.05&lang=en").await;
        page.click("body").await;
        for _ in 0..17 {
            page.press(&[RIGHT]).await;
        }
        let said = page.text("return document.querySelector('#card').textContent").await;
        assert!(said.contains("as before: so small a step"), "{said}");
        assert!(!said.contains("now it has"), "{said}");
    });
}

#[test]
fn every_number_opens_and_what_is_shown_adds_up() {
    in_browser(1280, 900, &[], async |page| {
        page.open("?fig=bptt&cell=lstm&pass=bwd&t=2&op=7&lang=en").await;
        page.click(".moment:nth-child(2) .coming button.cell").await;
        for level in 0..3 {
            let parts = page
                .script("return [...document.querySelectorAll('#detail .product')].map((line) => +line.dataset.term)")
                .await;
            let sum: f64 =
                parts.as_array().expect("products").iter().map(|part| part.as_f64().expect("a number")).sum();
            let shown = page.value("#detail").await;
            assert!((sum - shown).abs() < 1e-6, "level {level}: {sum} and {shown}");
            page.click("#detail .product button[data-path^='d']").await;
        }
        // A link to the open number, read anew.
        page.wait(
            "return new URLSearchParams(location.search).get('open') === document.querySelector('#detail').dataset.path",
            "the address",
        )
        .await;
        let path = page.text("return document.querySelector('#detail').dataset.path").await;
        let here = page.text("return location.search").await;
        page.open(&here).await;
        assert_eq!(page.text("return document.querySelector('#detail').dataset.path").await, path);
    });
}

#[test]
fn truncation_cuts_and_learning_moves_the_weights() {
    in_browser(1280, 900, &[], async |page| {
        page.open("?fig=bptt&w=random&loss=all&trunc=1&pass=bwd&t=1&op=5&lang=en").await;
        assert_eq!(page.script("return document.querySelectorAll('.hand-over.cut').length").await, json!(2));
        let select = async |key: &str, value: &str| {
            let code = format!(
                "const s = document.querySelector('#set-{key}'); s.value = {value:?}; s.dispatchEvent(new Event('change', {{bubbles: true}}))"
            );
            page.script(&code).await;
            page.settle().await;
        };
        let cut = gradients(page).await;
        select("trunc", "0").await;
        let whole = gradients(page).await;
        assert!(cut[2] == whole[2] && cut[0] != whole[0], "only what comes from later is missing");
        page.press(&[RIGHT]).await;
        select("clip", "0.1").await;
        assert_eq!(
            page.text("return document.querySelector('.update thead th:nth-child(3)').textContent").await,
            "clipped"
        );
        page.press(&[RIGHT]).await;
        let title = page.text("return document.querySelector('#card-title').textContent").await;
        let numbers: Vec<f64> = title.split([' ', ',']).filter_map(|word| word.parse().ok()).collect();
        assert!(numbers[0] < numbers[1], "{title}");
        // On to the next screen, in the other program.
        page.click("[data-act='next']").await;
        page.wait("return location.search.includes('fig=gradient')", "the next screen").await;
    });
}

/// The numbers that come back to every word, until the sentence has been read again.
async fn to_the_end(page: &Page) -> usize {
    let mut stops = 0;
    while !go(page).await.starts_with("Again") {
        page.press(&[RIGHT]).await;
        stops += 1;
        assert!(stops < 120, "the pass ends");
    }
    assert!(gradients(page).await.iter().flatten().all(Option::is_some));
    stops
}

#[test]
fn the_gradient_crosses_the_bridge_and_forks_at_the_gap() {
    in_browser(1280, 900, &[], async |page| {
        page.open("?fig=bptt&lang=en").await;
        // By the button, then by keyboard alone.
        page.click("[data-key='learns'] [data-value='translate']").await;
        assert_eq!(page.script("return document.querySelectorAll('.hand-over.bridge').length").await, json!(1));
        assert_eq!(to_the_end(page).await, 6 * 5 + 2, "6 words by 5 moves, the update, the second reading");
        let crossed = page.number("return +document.querySelector('.hand-over.bridge.done').dataset.factor").await;
        let lengths = page
            .script(
                "return [...document.querySelectorAll('.moment .length [data-value]')].map((n) => +n.dataset.value)",
            )
            .await;
        let length = |t: usize| lengths[t].as_f64().expect("a length");
        assert!((crossed - length(1) / length(2)).abs() < 1e-6, "{crossed} {lengths}");
        // What its encoder's last state received opens to the decoder's first step.
        page.click(".moment:nth-child(2) .coming button.cell").await;
        let group = page.text("return document.querySelector('#detail .group').textContent").await;
        assert!(group.contains("from the next step"), "{group}");
        // With attention the looks go past the bridge; all of it by messages.
        page.script("window.postMessage({unrolled: 1, type: 'set', state: 'fig=bptt&ex=translate&attend=1&pass=bwd&t=1&op=1'}, '*')").await;
        page.wait(
            "return document.querySelectorAll('.looks-back [data-value]').length === 8",
            "four looks at two words",
        )
        .await;
        page.script(
            "window.postMessage({unrolled: 1, type: 'set', state: 'fig=bptt&ex=trees&pass=bwd&t=2&op=1'}, '*')",
        )
        .await;
        page.wait("return document.querySelectorAll('.passing').length === 2", "two directions").await;
        page.script("window.postMessage({unrolled: 1, type: 'step', by: 1}, '*')").await;
        page.wait("return document.querySelector('#go').textContent.includes('split it')", "a step by message").await;
        to_the_end(page).await;
        assert_eq!(
            page.script("return document.querySelectorAll('.rightward .hand-over.done').length").await,
            json!(2)
        );
    });
}
