//! A lecturer in front of a room: the clicker alone, through thirty minutes; the speaker's window; a deck of one's own; hands and
//! codes. And an author who takes a figure away.

use e2e::{Page, in_browser};
use serde_json::json;

const PAGE_DOWN: char = '\u{e00f}';
const PAGE_UP: char = '\u{e00e}';
const ESCAPE: char = '\u{e00c}';

const BEAT: &str = "return new URLSearchParams(location.search).get('beat') ?? ''";

async fn beat(page: &Page) -> String {
    page.text(BEAT).await
}

/// Until the address names that beat, and its screen stands there.
async fn arrive(page: &Page, number: usize) {
    page.wait(
        &format!(
            "return new URLSearchParams(location.search).get('beat') === '{number}' \
            && (document.querySelector('.beats .place')?.textContent ?? '').startsWith('{number}/') && document.querySelector('h1') !== null"
        ),
        "the beat",
    )
    .await;
}

#[test]
fn thirty_minutes_are_given_with_a_clicker_alone() {
    in_browser(1280, 720, &[], async |page| {
        page.open("?fig=teach&deck=30&lang=en&present=1").await;
        page.wait("return document.querySelectorAll('.beat').length === 12", "the beats").await;
        page.press(&[PAGE_DOWN]).await;
        arrive(page, 1).await;
        let mut claims = vec![page.text("return document.querySelector('.beats .claim').textContent").await];
        for number in 2..=12 {
            // What a beat's figure takes, at most.
            for _ in 0..14 {
                page.press(&[PAGE_DOWN]).await;
                if beat(page).await != (number - 1).to_string() {
                    break;
                }
            }
            arrive(page, number).await;
            claims.push(page.text("return document.querySelector('.beats .claim').textContent").await);
            let faults = "return [...document.querySelectorAll('.notices li')].map(e => e.textContent).join('|')";
            assert_eq!(page.text(faults).await, "", "beat {number}");
        }
        claims.dedup();
        assert_eq!(claims.len(), 12, "{claims:?}");
        // Back, and a reload in the middle of a figure.
        page.press(&[PAGE_UP]).await;
        arrive(page, 11).await;
        page.open("?fig=step&ex=apple&t=2&present=1&deck=30&beat=1&lang=en").await;
        arrive(page, 1).await;
        assert_eq!(page.t().await, 2);
        // The claim of the same beat in the other language.
        page.press(&['o']).await;
        page.wait("return document.querySelector('.beat-list .current') !== null", "the overview").await;
        page.press(&['f']).await;
        page.wait("return document.documentElement.dataset.present === '0'", "the whole page").await;
        page.click("[data-lang=th]").await;
        page.wait("return /[ก-๛]/.test(document.querySelector('.beat').textContent)", "the Thai deck").await;
    });
}

#[test]
fn the_speaker_s_window_hears_the_lecture_and_presses_its_clicker() {
    in_browser(1280, 720, &[], async |page| {
        page.open("?ex=apple&deck=10&beat=1&lang=en").await;
        arrive(page, 1).await;
        let t = page.t().await;
        let link = page.text("return document.querySelector('[data-act=notes]').href").await;
        let lecture = page.client.window().await.expect("the window");
        let speaker = page.client.new_window(false).await.expect("another window").handle;
        page.client.switch_to_window(speaker).await.expect("there");
        page.client.goto(&link).await.expect("the notes");
        page.wait("return document.querySelectorAll('.speaker .note').length > 0", "what to say").await;
        page.wait("return document.querySelector('[data-act=darken]') !== null", "the lecture to be heard").await;
        page.click("[data-act=clock]").await;
        page.wait("return document.querySelector('.clock').textContent !== '0:00'", "the clock").await;
        page.click("#go").await;
        page.client.switch_to_window(lecture.clone()).await.expect("back");
        page.wait(&format!("return document.querySelector('.page').dataset.t === '{}'", t + 1), "a step").await;
        // And the speaker sees where it stands, beat and all.
        page.press(&['n']).await;
        arrive(page, 2).await;
        let speaker = page.client.windows().await.expect("windows").into_iter().find(|window| *window != lecture);
        page.client.switch_to_window(speaker.expect("it is open")).await.expect("there");
        page.wait("return document.querySelector('h1').textContent.startsWith('Beat 2 ')", "the second beat").await;
        page.client.close_window().await.expect("closed");
        page.client.switch_to_window(lecture).await.expect("back");
    });
}

#[test]
fn a_deck_of_one_s_own_is_checked_line_by_line_and_travels_with_its_link() {
    in_browser(1280, 800, &[], async |page| {
        page.open("?fig=teach&lang=en").await;
        page.click("[data-deck=own]").await;
        let type_in = async |text: &str| {
            page.script(&format!(
                "const field = document.querySelector('#deck-text'); field.value = {}; field.dispatchEvent(new InputEvent('input', {{bubbles: true}}))",
                json!(text)
            ))
            .await;
        };
        type_in("Nothing to see\n").await;
        page.wait("return document.querySelector('#deck-lint').textContent.includes('Line 1')", "the fault").await;
        page.click("[data-act=use]").await;
        page.wait("return document.querySelector('.refusal') !== null", "why it is not taken").await;
        type_in("One | fig=step&ex=apple&t=1\n# ถามก่อน\nTwo | fig=cell&ex=tom&embeded=1\n").await;
        page.wait("return document.querySelector('#deck-lint').textContent.includes('Line 3')", "the key").await;
        page.click("[data-act=use]").await;
        page.wait("return location.hash.startsWith('#deck=') && document.querySelectorAll('.beat').length === 2", "it")
            .await;
        page.wait("return location.search.includes('deck=own')", "the address").await;
        let link = page.text("return location.search + location.hash").await;
        // As whoever gets the link.
        page.open("?t=1").await;
        page.open(&link).await;
        page.wait("return document.querySelectorAll('.beat').length === 2", "the deck of the link").await;
        page.click("#go").await;
        arrive(page, 1).await;
        assert_eq!(page.t().await, 1);
        // A reload in its middle; then the text is still behind the address.
        page.client.refresh().await.expect("a reload");
        arrive(page, 1).await;
        page.press(&['n']).await;
        arrive(page, 2).await;
        // A link that was cut says so, and the figure stands.
        page.open("?ex=apple&t=2&deck=own&beat=1#deck=AAAA").await;
        page.wait("return document.querySelector('[data-note=no-deck]') !== null", "the notice").await;
        assert_eq!(page.t().await, 2);
    });
}

#[test]
fn hands_are_counted_the_answer_is_revealed_and_a_code_is_the_student_s_link() {
    in_browser(1280, 720, &[], async |page| {
        page.open("?ex=apple&t=3&present=1&theme=projector&lang=en&predict=on").await;
        page.press(&['h']).await;
        page.wait("return document.querySelectorAll('.hands tr').length === 4", "four answers").await;
        for (at, count) in [(0, "12"), (1, "3")] {
            let field = page.client.find(fantoccini::Locator::Css(&format!("#hands-{at}"))).await.expect("a field");
            field.send_keys(&format!("\u{e003}\u{e017}{count}")).await.expect("typed");
        }
        page.wait("return document.querySelectorAll('.hands rect')[1].getAttribute('width') === '25.0%'", "bars").await;
        assert_eq!(page.text("return document.querySelector('.answer .word')?.textContent ?? ''").await, "");
        page.click("#go").await;
        page.wait("return document.querySelector('.answer .word').textContent === 'red'", "the reveal").await;
        assert_eq!(page.number("return document.querySelectorAll('.hands tr').length").await, 4.0, "the hands stay");
        page.script("document.querySelector('#aid').focus()").await;
        page.press(&[ESCAPE]).await;
        page.wait("return document.querySelector('#aid') === null", "it to close").await;
        page.press(&['q']).await;
        page.wait("return document.querySelector('#aid .qr path') !== null", "the code").await;
        let link = page.text("return document.querySelector('.code-link').textContent").await;
        assert!(link.contains("?ex=apple&t=4") && link.contains("lang=en"), "{link}");
        assert!(["present", "theme", "deck"].iter().all(|key| !link.contains(key)), "{link}");
        page.press(&[ESCAPE]).await;
        page.wait(
            "return document.querySelector('#aid') === null && location.search.includes('present=1')",
            "the page",
        )
        .await;
        page.press(&['s']).await;
        page.wait("return document.documentElement.dataset.spot === '1'", "the spotlight").await;
    });
}

#[test]
fn an_author_takes_lines_that_follow_the_live_figure_and_a_picture_of_it() {
    in_browser(1280, 900, &[], async |page| {
        page.open("?fig=teach&look=frame&lang=en").await;
        page.wait("return document.querySelector('#live').contentDocument?.querySelector('#go') != null", "the figure")
            .await;
        let snippet = "return document.querySelector('#snippet').textContent";
        page.script("document.querySelector('#live').contentDocument.querySelector('#go').click()").await;
        page.wait(&format!("return (() => {{ {snippet} }})().includes('t=1')"), "the lines to follow").await;
        page.click("#show-card").await;
        page.wait(
            "return document.querySelector('#live').contentDocument?.querySelector('#go') != null \
            && document.querySelector('#live').contentDocument.querySelector('.card') === null",
            "the figure without its card",
        )
        .await;
        assert!(page.text(snippet).await.contains("t=1&amp;embed=1&amp;hide=card"));
        let lint = async |query: &str| {
            let field = "document.querySelector('#build-state')";
            page.script(&format!(
                "{field}.value = {}; {field}.dispatchEvent(new InputEvent('input', {{bubbles: true}}))",
                json!(query)
            ))
            .await;
            page.click("[data-act=state]").await;
        };
        lint("fig=cell&embeded=1").await;
        page.wait("return document.querySelector('#build-lint').textContent.includes('did you mean')", "the linter")
            .await;
        page.wait(
            "return document.querySelector('#live').contentDocument?.querySelector('.on-cell') != null",
            "the cell",
        )
        .await;
        // The picture for print.
        page.script(
            "window.svg = null; addEventListener('message', (e) => { if (e.data.nonce === 'mine') window.svg = e.data.value; }); \
            document.querySelector('#live').contentWindow.postMessage({unrolled: 1, type: 'get', what: 'still', nonce: 'mine'}, '*')",
        )
        .await;
        page.wait("return window.svg !== null", "the picture").await;
        let drawn = page
            .script(
                "const picture = new DOMParser().parseFromString(window.svg, 'image/svg+xml'); \
                return [picture.querySelector('parsererror') === null, picture.querySelectorAll('text').length > 20, \
                    window.svg.includes('fig=cell'), /\\shref=\"http|<script|foreignObject/.test(window.svg)]",
            )
            .await;
        assert_eq!(drawn, json!([true, true, true, false]));
    });
}
