//! In view together: what changes at a step and the main button, on every screen in several states; and the title before any of it.

use e2e::in_browser;
use serde_json::json;

/// A state, and what of it must be seen at once.
const STATES: [(&str, &str); 23] = [
    ("t=1", "#current-column .cells"),
    ("t=3", "#current-column .cells"),
    ("t=2&open=h_l0.2.1", "#detail .value-title"),
    ("fig=memory&t=1", ".memory-lane .now .cells"),
    (
        "fig=memory&t=14&text=the+apple+is+the+sky+is+the+apple+is+the+sky+is+the+apple+is+red",
        ".memory-lane .now .cells",
    ),
    ("fig=unroll&t=2", ".ghost.current .cells"),
    ("fig=unroll&t=2&rolled=0", ".ghost.current .cells"),
    ("fig=cell&t=4&op=1", ".bands .current"),
    ("fig=cell&t=4&op=3", ".bands .current"),
    ("fig=cell&t=4&op=4", ".bands .current"),
    ("fig=bptt&pass=bwd&t=3&op=2", ".at-work table"),
    ("fig=bptt&pass=bwd&t=1&op=3", ".at-work table"),
    ("fig=train", "#losses svg, #sample"),
    ("fig=gradient&t=1", "#picture svg"),
    ("fig=gradient&look=units&t=3", "#picture svg"),
    ("fig=brnn&t=2", ".rails .now .cells"),
    ("fig=brnn&t=1&cover=past", ".rails .now .cells"),
    ("fig=types&t=3", ".diagram .states .now"),
    ("fig=types&task=translate&t=7", ".diagram .states .now"),
    ("fig=types&task=caption&t=3", ".diagram .states .now"),
    ("fig=attention&t=3&op=4", ".look-rows .now"),
    ("fig=attention&look=order&predict=off", ".order .outputs"),
    ("fig=speed", ".plot svg"),
];

/// What of the selector lies under the bar, above the window or beside it: by so many pixels at most nothing is said.
const HIDDEN: &str = "const bar = document.querySelector('.transport').getBoundingClientRect(); \
    const found = [...document.querySelectorAll(SELECTOR)]; \
    if (!found.length) return 'nothing is there'; \
    const out = found.map((e) => e.getBoundingClientRect()).filter((b) => \
        b.top < -SLACK || b.bottom > bar.top + SLACK || b.left < -SLACK || b.left > innerWidth - 20); \
    const go = document.querySelector('#go').getBoundingClientRect(); \
    if (go.bottom > innerHeight + SLACK || go.top < 0) return 'the main button'; \
    return out.map((b) => [b.left, b.top, b.right, b.bottom].map(Math.round).join(' ')).join('; ')";

fn check(sizes: &[(u32, u32, &[&str])], states: &[(&str, &str)]) {
    in_browser(1280, 900, &[], async |page| {
        let mut wrong = Vec::new();
        for (width, height, looks) in sizes {
            let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": *width < 900});
            page.cdp("Emulation.setDeviceMetricsOverride", size).await;
            for look in *looks {
                for (query, selector) in states {
                    page.open(&format!("?lang=en&{query}{look}")).await;
                    page.settle().await;
                    for part in selector.split(", ") {
                        page.wait(&format!("return document.querySelector('{part}') !== null"), part).await;
                    }
                    if page.number("return document.documentElement.scrollWidth - innerWidth").await > 0.5 {
                        wrong.push(format!("{width}×{height} {query}{look}: the page scrolls sideways"));
                    }
                    let code = HIDDEN.replace("SELECTOR", &format!("{selector:?}")).replace("SLACK", "2");
                    let hidden = page.text(&code).await;
                    if !hidden.is_empty() {
                        wrong.push(format!("{width}×{height} {query}{look}: {selector} at {hidden}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "not in view together:\n{}", wrong.join("\n"));
    });
}

#[test]
fn on_a_desktop_and_a_projector() {
    check(&[(1280, 720, &["", "&theme=projector", "&present=1"]), (1280, 800, &[""])], &STATES);
}

#[test]
fn on_a_phone() {
    check(&[(360, 740, &[""])], &STATES);
}

#[test]
fn on_a_phone_on_its_side() {
    check(&[(740, 360, &[""])], &STATES);
}

#[test]
fn charts_are_drawn_anew_for_another_room() {
    in_browser(1280, 900, &[], async |page| {
        let resize = async |width: u32, height: u32| {
            let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
            page.cdp("Emulation.setDeviceMetricsOverride", size).await;
        };
        // A unit of the drawing is a pixel of the screen but for a scroll bar, so that its type is as large as the page's.
        let fits = |selector: &str| {
            format!(
                "const picture = document.querySelector('{selector}'), wide = picture.getBoundingClientRect().width;
                 return wide > 250 && wide <= innerWidth && Math.abs(picture.viewBox.baseVal.width / wide - 1) < 0.06"
            )
        };
        // A link that presents: what holds the picture is wider than on a desk from the first drawing on.
        resize(1920, 1080).await;
        page.open("?lang=en&fig=gradient&t=1&present=1").await;
        page.wait(&fits("#picture svg"), "the drawing for the hall").await;
        for (query, selector) in [("fig=train", "#losses svg"), ("fig=gradient&t=1", "#picture svg")] {
            resize(360, 740).await;
            page.open(&format!("?lang=en&{query}")).await;
            page.wait(&fits(selector), "a phone's drawing").await;
            for (width, height) in [(740, 360), (360, 740), (640, 800), (900, 700), (1280, 800)] {
                resize(width, height).await;
                page.wait(&fits(selector), &format!("{query}: the drawing for {width} × {height}")).await;
            }
        }
    });
}
