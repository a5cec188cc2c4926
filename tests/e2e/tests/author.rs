//! The walk of a course author: a figure is made ready, its lines are taken in every form, and each works in a page of another origin as
//! its host would show it, and in one that is sandboxed.

use e2e::{Page, in_browser};
use serde_json::json;

/// What is asked for: a cell, two words in, the reset locked, a goal, no table.
const STATE: &str = "fig=cell&ex=tom&t=2";

/// What stands between two marks.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("{start} in {text}"));
    rest.split_once(end).unwrap_or_else(|| panic!("{end} in {text}")).0
}

/// A learning platform's sanitiser: of a frame and a link it leaves these attributes, and no script.
fn sanitised(lines: &str) -> String {
    assert!(!lines.contains("<script") && !lines.contains("srcdoc") && !lines.contains(" on"), "{lines}");
    let allowed = ["src", "title", "width", "height", "style", "allowfullscreen"];
    let frame = between(lines, "<iframe ", "></iframe>");
    let mut kept = String::new();
    for part in frame.split("\" ") {
        let (name, value) = part.split_once("=\"").unwrap_or((part, ""));
        assert!(allowed.contains(&name), "{name} would be taken out of {frame}");
        kept += &format!(" {name}=\"{}\"", value.trim_end_matches('"'));
    }
    format!("<iframe{kept}></iframe>")
}

/// The page that a host makes of the lines.
fn hosted(form: &str, lines: &str) -> String {
    match form {
        "MyST, Jupyter Book" => {
            assert!(lines.starts_with("```{iframe} ") && lines.ends_with("```\n"), "{lines}");
            let (source, width) = (between(lines, "```{iframe} ", "\n"), between(lines, ":width: ", "\n"));
            // The theme of a book gives frames the height of their width's share.
            format!("<iframe src=\"{source}\" width=\"{width}\" height=\"600\"></iframe>")
        }
        "Quarto" => between(lines, "```{=html}\n", "```\n").to_string(),
        // What reveal.js does when the slide comes near.
        "reveal.js" => format!(
            "{lines}<script>for (const f of document.querySelectorAll('iframe[data-src]')) f.src = f.dataset.src;</script>"
        ),
        // What IPython prints for it.
        "Jupyter" => {
            let (source, height) = (between(lines, "IFrame(\"", "\""), between(lines, "height=", ")"));
            format!(
                "<iframe width=\"100%\" height=\"{height}\" src=\"{source}\" frameborder=\"0\" allowfullscreen></iframe>"
            )
        }
        "Moodle" | "Canvas" => sanitised(lines),
        _ => lines.to_string(),
    }
}

/// The figure in hand is the one that was made ready, and it steps.
async fn check(page: &Page, form: &str) {
    let facts = "const query = new URLSearchParams(location.search); \
        return [query.get('fig'), query.get('lock'), query.get('goal'), query.get('hide'), document.querySelector('.page').dataset.t, \
            document.querySelector('.tools table') === null]";
    assert_eq!(page.script(facts).await, json!(["cell", "reset", "end", "table", "2", true]), "{form}");
    page.script("document.querySelector('#go').click()").await;
    page.wait("return document.querySelector('.page').dataset.t === '3'", "the next word").await;
    // What is locked does nothing.
    page.script("document.querySelector('[data-act=reset]')?.click()").await;
    page.settle().await;
    assert_eq!(page.t().await, 3, "{form}");
}

#[test]
fn every_form_works_where_it_is_pasted_in_another_origin_and_sandboxed() {
    in_browser(1100, 900, &[], async |page| {
        page.open("?fig=teach&look=frame&lang=en").await;
        page.script(&format!(
            "const field = document.querySelector('#build-state'); field.value = {STATE:?}; \
            field.dispatchEvent(new InputEvent('input', {{bubbles: true}}))"
        ))
        .await;
        for choice in ["[data-act=state]", "#lock-reset", "#show-table", "[data-build=goal] button:nth-child(2)"] {
            page.script(&format!("document.querySelector({choice:?}).click()")).await;
            page.settle().await;
        }
        let snippet = "return document.querySelector('#snippet').textContent";
        page.wait(&format!("return (() => {{ {snippet} }})().includes('goal=end')"), "the lines").await;
        let count = page.number("return document.querySelectorAll('[data-build=form] button').length").await as usize;
        let mut forms = Vec::new();
        for n in 1..=count {
            // Above the lines stands a live frame, which may grow while one aims.
            page.script(&format!("document.querySelector('[data-build=form] button:nth-child({n})').click()")).await;
            page.settle().await;
            let name = page.text("return document.querySelector('[data-build=form] .on').textContent").await;
            forms.push((name, page.text(snippet).await));
        }
        assert_eq!(forms.len(), 9);
        for (form, lines) in &forms {
            if form == "Link" {
                page.client.goto(lines.trim()).await.expect("the link opens");
                page.wait("return document.querySelector('#app > .page') !== null", "the whole page").await;
                assert_eq!(page.t().await, 2);
                continue;
            }
            let html = hosted(form, lines);
            page.host("pasted.html", &html).await;
            page.wait("return document.querySelector('iframe') !== null", form).await;
            page.enter().await;
            check(page, form).await;
            page.leave().await;
            // The host itself is in a sandbox, as some platforms keep what authors paste.
            page.host(
                "outer.html",
                "<iframe sandbox='allow-scripts' src='pasted.html' width=1000 height=800></iframe>",
            )
            .await;
            page.client.clone().enter_frame(0).await.expect("the host's page");
            page.wait("return document.querySelector('iframe') !== null", form).await;
            page.enter().await;
            assert_eq!(page.script("return origin").await, json!("null"), "{form} is in the sandbox");
            check(page, form).await;
        }
        // The console of the last page is read.
        page.open("").await;
    });
}
