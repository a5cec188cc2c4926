//! `?fig=speed&job=…`: one measured job and nothing else (FORMATS §5). A program of its own, so that nobody else loads it.

use crate::platform;
use crate::run::job::Work;
use crate::shell::json::text;
use crate::ui::listen::answer_speed;

/// Measures what the address asks for and writes it into the page.
pub fn run() {
    let Some(root) =
        web_sys::window().and_then(|window| window.document()).and_then(|document| document.get_element_by_id("app"))
    else {
        return;
    };
    let Some(work) = Work::of(&platform::query()) else { return };
    root.set_inner_html("<main class=\"speed\"><output name=\"speed\"></output></main>");
    // After the first paint, so that the page is at rest.
    platform::after(100, move || {
        platform::spawn(async move {
            let value = work.measure(&platform::now_millis).await;
            if let Ok(Some(output)) = root.query_selector("output") {
                output.set_text_content(Some(&text(&value)));
            }
            answer_speed(value);
        });
    });
}
