//! Without a network: one file that has everything inside, and a site that was visited once.

use e2e::{Faults, Page, in_browser, on_site, root, site};
use serde_json::json;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

const PAGE_DOWN: char = '\u{e00f}';

async fn open_file(page: &Page, name: &str, query: &str) {
    let file = site().join("offline").join(name);
    assert!(file.is_file(), "{name} is made by cargo xtask dist");
    page.client.goto(&format!("file://{}{query}", file.display())).await.expect("the file opens");
    page.wait("return document.querySelector('#app > .page') !== null", "the program inside the file").await;
}

#[test]
fn one_file_gives_its_lecture_and_trains_with_the_network_denied() {
    in_browser(1280, 720, &[], async |page| {
        let denied = json!({"offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0});
        page.cdp("Network.enable", json!({})).await;
        page.cdp("Network.emulateNetworkConditions", denied).await;
        open_file(page, "unrolled-10-th.html", "").await;
        page.wait("return document.querySelectorAll('.beat').length === 6", "the lecture").await;
        assert_eq!(page.text("return document.documentElement.lang").await, "th");
        page.press(&[PAGE_DOWN]).await;
        page.wait("return document.querySelector('.beats') !== null", "the first beat").await;
        let t = page.t().await;
        page.press(&[PAGE_DOWN]).await;
        page.wait(&format!("return document.querySelector('.page').dataset.t === '{}'", t + 1), "a step").await;
        let thai = "return [...document.fonts].some(face => face.family === 'Sarabun' && face.status === 'loaded')";
        page.wait(thai, "the Thai face inside the file").await;
        // A screen of another bundle, with its networks; then the engine.
        open_file(page, "unrolled-10-en.html", "?fig=brnn&lang=en").await;
        page.wait("return document.querySelector('.on-brnn') !== null", "another screen").await;
        open_file(page, "unrolled-10-en.html", "?fig=train&lang=en").await;
        page.wait("return document.querySelector('#go').getAttribute('aria-disabled') !== 'true'", "the engine").await;
        page.click("#go").await;
        page.wait("return +(document.querySelector('[data-fact=updates]')?.dataset.value ?? 0) > 0", "updates").await;
        let asked = "return performance.getEntriesByType('resource').map(e => e.name).filter(name => !/^(blob|data):/.test(name)).join(' ')";
        assert_eq!(page.text(asked).await, "", "something was asked for");
    });
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("readable").flatten() {
        let name = entry.file_name();
        if entry.path().is_dir() && name != "offline" {
            copy(&entry.path(), &to.join(name));
        } else if entry.path().is_file() {
            std::fs::copy(entry.path(), to.join(name)).expect("a copy");
        }
    }
}

#[test]
fn a_site_that_was_visited_once_works_without_its_host_and_a_new_build_is_seen_whole() {
    static IS_DOWN: AtomicBool = AtomicBool::new(false);
    let folder = root().join("target/offline-test");
    let _ = std::fs::remove_dir_all(&folder);
    copy(&site(), &folder);
    on_site(&folder, Faults { is_down: Some(&IS_DOWN), ..Faults::default() }, 1280, 800, &[], async |page| {
        page.open("").await;
        let kept = "return (async () => (await caches.keys()).filter(name => name.startsWith('unrolled-')).join())()";
        page.wait(
            "return (async () => { const all = await navigator.serviceWorker.getRegistration(); return all?.active?.state === 'activated'; })()",
            "the site to be kept",
        )
        .await;
        let first = page.text(kept).await;
        assert!(first.starts_with("unrolled-") && !first.contains(','), "{first}");
        // A screen that was never opened, with its networks, and the engine.
        IS_DOWN.store(true, Ordering::SeqCst);
        page.open("?fig=brnn&lang=en").await;
        page.wait("return document.querySelector('.on-brnn') !== null", "another screen").await;
        page.open("?fig=teach&deck=30&lang=th").await;
        page.wait("return document.querySelectorAll('.beat').length === 12", "a lecture").await;
        page.open("?fig=train&lang=en").await;
        page.wait("return document.querySelector('#go').getAttribute('aria-disabled') !== 'true'", "the engine").await;
        // The next build: another page, another start, another worker.
        IS_DOWN.store(false, Ordering::SeqCst);
        let change = |name: &str, from: &str, to: &str| {
            let text = std::fs::read_to_string(folder.join(name)).expect("readable");
            assert!(text.contains(from), "{name} has no {from}");
            std::fs::write(folder.join(name), text.replace(from, to)).expect("written");
        };
        change("index.html", "<html data-motion=full", "<html data-build=new data-motion=full");
        change("index.html", "boot.js?", "boot.js?new");
        change("sw.js", "boot.js?", "boot.js?new");
        change("sw.js", "const name = 'unrolled-", "const name = 'unrolled-new");
        change("boot.js", "'use strict';", "'use strict'; document.documentElement.dataset.boot = 'new';");
        let both =
            "return [document.documentElement.dataset.build ?? '', document.documentElement.dataset.boot ?? ''].join()";
        page.open("").await;
        assert_eq!(page.text(both).await, "new,new", "an old file was given to a new page");
        page.wait(
            &format!("return (async () => (await (async () => {{ {kept} }})()).startsWith('unrolled-new'))()"),
            "the new build to be kept",
        )
        .await;
        IS_DOWN.store(true, Ordering::SeqCst);
        page.open("?t=2").await;
        assert_eq!(page.text(both).await, "new,new");
        IS_DOWN.store(false, Ordering::SeqCst);
    });
}
