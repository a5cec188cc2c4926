//! The pages of `examples/`, from another origin than the site, as a course author has them.

use e2e::{Page, in_browser, root};
use serde_json::json;

/// Once a figure of the host's page has said that it is ready.
async fn ready(page: &Page, figure: &str) {
    // What stood there for a page without scripts goes away when the figure is ready.
    page.wait(
        &format!(
            "return [...document.querySelector('{figure}').childNodes].every((node) => node.tagName === 'IFRAME')"
        ),
        figure,
    )
    .await;
}

/// What the figure says of itself.
async fn state(page: &Page, figure: &str) -> String {
    page.script(&format!(
        "window.got = null; const figure = document.querySelector('{figure}'); \
            figure.addEventListener('got', (e) => window.got = e.detail.value, {{once: true}}); figure.send('get', {{what: 'state', nonce: 1}})"
    ))
    .await;
    page.wait("return window.got !== null", "its state").await;
    page.text("return window.got").await
}

#[test]
fn the_helper_is_small() {
    let helper = std::fs::read(root().join("static/unrolled-embed.js")).expect("it is there");
    assert!(helper.len() > 500 && helper.len() <= 2048, "{} bytes", helper.len());
}

#[test]
fn figures_on_a_page_fit_are_set_by_attributes_and_say_what_was_answered() {
    in_browser(1000, 800, &[], async |page| {
        page.example("plain.html").await;
        for figure in ["#words", "#cell", "#back"] {
            // Frames load when they come near.
            page.script(&format!("document.querySelector('{figure}').scrollIntoView()")).await;
            ready(page, figure).await;
        }
        page.script("scrollTo(0, 0)").await;
        assert!(state(page, "#back").await.contains("lang=th"));
        assert!(state(page, "#words").await.contains("id=words"));
        // As high as it needs to be.
        page.wait(
            "return [...document.querySelectorAll('iframe')].every((frame) => frame.style.height !== '460px')",
            "the heights",
        )
        .await;
        page.enter().await;
        let (needed, given) = (
            page.number("return document.documentElement.scrollHeight").await,
            page.number("return innerHeight").await,
        );
        assert_eq!(
            (
                needed,
                page.script("return document.documentElement.clientHeight < document.documentElement.scrollHeight")
                    .await
            ),
            (given, json!(false))
        );
        page.leave().await;
        // An attribute sets it; another that is no key leaves it as it was.
        page.script("document.querySelector('#kept').click()").await;
        page.wait("return document.querySelector('#cell').getAttribute('op') === '4'", "the attribute").await;
        let set = state(page, "#cell").await;
        assert!(set.contains("op=4") && set.contains("t=3"), "{set}");
        page.script("document.querySelector('#words').send('goto', {t: 2}); document.querySelector('#words').className = 'wide'").await;
        assert!(state(page, "#words").await.contains("t=2"), "a class is no key, and nothing is set");
        // The guess is told to the page around.
        page.script("document.querySelector('#words').send('goto', {t: 3})").await;
        page.enter().await;
        page.wait("return document.querySelector('[data-option]') !== null", "the question").await;
        page.script("document.querySelector('[data-option]').click()").await;
        page.leave().await;
        page.wait("return document.querySelector('#said').textContent !== ''", "the answer").await;
        page.open("").await;
    });
}

#[test]
fn an_answer_becomes_a_statement() {
    in_browser(1000, 900, &[], async |page| {
        page.example("xapi.html").await;
        ready(page, "#figure").await;
        page.script("document.querySelector('#figure').send('goto', {t: 3})").await;
        page.enter().await;
        page.wait("return document.querySelector('[data-option]') !== null", "the question").await;
        page.script("document.querySelector('[data-option]').click()").await;
        page.leave().await;
        page.wait("return document.querySelector('#statements').textContent !== ''", "the statement").await;
        let said = page.script("return JSON.parse(document.querySelector('#statements').textContent)").await;
        assert_eq!(said["verb"]["id"], "http://adlnet.gov/expapi/verbs/answered");
        assert!(
            said["result"]["success"].is_boolean()
                && said["object"]["id"].as_str().is_some_and(|id| id.ends_with("/step")),
            "{said}"
        );
        page.open("").await;
    });
}

#[test]
fn a_deck_drives_a_figure_and_the_figure_hands_its_keys_to_the_deck() {
    in_browser(1280, 800, &[], async |page| {
        page.example("reveal.html").await;
        page.wait("return document.querySelector('.reveal.ready') !== null", "the deck").await;
        let key = "document.dispatchEvent(new KeyboardEvent('keydown', {key: KEY, keyCode: CODE, bubbles: true}))";
        let next = key.replace("KEY", "'PageDown'").replace("CODE", "34");
        page.script(&next).await;
        ready(page, "#figure").await;
        for t in 1..=3 {
            page.script(&next).await;
            page.wait(&format!("return document.querySelectorAll('.fragment.visible').length === {t}"), "the fragment")
                .await;
            assert!(state(page, "#figure").await.contains(&format!("t={t}")));
        }
        page.script(&key.replace("KEY", "'PageUp'").replace("CODE", "33")).await;
        page.wait("return document.querySelectorAll('.fragment.visible').length === 2", "one back").await;
        assert!(state(page, "#figure").await.contains("t=2"));
        // A key that is pressed in the figure is the deck's.
        page.enter().await;
        page.script("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'PageDown', bubbles: true}))")
            .await;
        page.leave().await;
        page.wait("return document.querySelectorAll('.fragment.visible').length === 3", "the deck").await;
        page.open("").await;
    });
}
