//! A browser on the built site: starts the server and chromedriver on free ports, and ends both.

pub use xtask::server::Faults;

use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The folder of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the project's folder")
}

/// The built site. Panics with what to do if it is not there.
pub fn site() -> PathBuf {
    let dist = root().join("dist");
    assert!(
        dist.join("index.html").is_file(),
        "dist/ is not built: run `cargo xtask test`, or `cargo xtask dist` first"
    );
    dist
}

/// A running chromedriver; ended when dropped.
pub struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    pub fn start() -> Driver {
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a free port")
            .port();
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".into());
        let child =
            Command::new(&program).arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = child
            .unwrap_or_else(|error| panic!("{program} cannot be started ({error}): `cargo xtask test` installs it"));
        let start = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(start.elapsed() < Duration::from_secs(20), "chromedriver does not answer");
            std::thread::sleep(Duration::from_millis(30));
        }
        Driver { child, port }
    }

    /// A fresh browser with a window of this size.
    pub async fn browser(&self, width: u32, height: u32, more: &[&str]) -> Client {
        let mut args = vec![
            "--headless=new".to_string(),
            "--no-sandbox".into(),
            "--disable-dev-shm-usage".into(),
            "--disable-background-networking".into(),
            "--disable-component-update".into(),
            "--no-first-run".into(),
            "--lang=en-US".into(),
            format!("--window-size={width},{height}"),
        ];
        args.extend(more.iter().map(|arg| arg.to_string()));
        let mut options = json!({"args": args});
        // A window is never narrower than 500 px: a phone is emulated.
        if width < 500 {
            options["mobileEmulation"] =
                json!({"deviceMetrics": {"width": width, "height": height, "pixelRatio": 2, "touch": true}});
        }
        let capabilities = json!({
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL"},
        });
        let connector = hyper_util::client::legacy::connect::HttpConnector::new();
        ClientBuilder::new(connector)
            .capabilities(capabilities.as_object().expect("an object").clone())
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .expect("a browser session")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A page of the site in a browser.
pub struct Page {
    pub client: Client,
    pub base: String,
}

impl Page {
    pub fn new(client: Client, port: u16) -> Page {
        Page { client, base: format!("http://127.0.0.1:{port}/") }
    }
    /// Opens an address and waits until the program has taken over.
    pub async fn open(&self, query: &str) {
        self.client.goto(&format!("{}{query}", self.base)).await.expect("the page opens");
        self.wait("return document.querySelector('#app > .page') !== null", "the program to take over").await;
    }
    /// As the page itself would: the driver's own command may go from an entry that the page has left already.
    pub async fn back(&self) {
        self.script("history.back()").await;
    }
    pub async fn forward(&self) {
        self.script("history.forward()").await;
    }
    pub async fn script(&self, code: &str) -> Value {
        self.client.execute(code, vec![]).await.unwrap_or_else(|error| panic!("{code}: {error}"))
    }
    pub async fn text(&self, code: &str) -> String {
        self.script(code).await.as_str().unwrap_or_default().to_string()
    }
    pub async fn number(&self, code: &str) -> f64 {
        let value = self.script(code).await;
        value.as_f64().or_else(|| value.as_str()?.parse().ok()).unwrap_or_else(|| panic!("{code} is {value}"))
    }
    /// Waits until the script says true.
    pub async fn wait(&self, code: &str, what: &str) {
        let start = Instant::now();
        while self.script(code).await != Value::Bool(true) {
            // Only what never comes takes so long, on whatever machine.
            assert!(start.elapsed() < Duration::from_secs(180), "waited in vain for {what}");
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }
    pub async fn click(&self, css: &str) {
        // WebDriver clicks what is on the screen even where the fixed bar covers it; a person scrolls first.
        self.script(&format!("document.querySelector({css:?})?.scrollIntoView({{block: 'center'}})")).await;
        let element = self.client.find(Locator::Css(css)).await.unwrap_or_else(|error| panic!("{css}: {error}"));
        element.click().await.unwrap_or_else(|error| panic!("{css}: {error}"));
        self.settle().await;
    }
    /// The number that an element shows, in full precision.
    pub async fn value(&self, css: &str) -> f64 {
        self.number(&format!("return document.querySelector({css:?}).dataset.value")).await
    }
    /// Presses keys, one after the other, wherever the focus is.
    pub async fn press(&self, keys: &[char]) {
        use fantoccini::actions::{InputSource, KeyAction, KeyActions};
        for &value in keys {
            let actions =
                KeyActions::new("keyboard".into()).then(KeyAction::Down { value }).then(KeyAction::Up { value });
            self.client.perform_actions(actions).await.expect("a key press");
            self.settle().await;
        }
    }
    /// Two frames: the virtual document has been drawn.
    pub async fn settle(&self) {
        let code = "const done = arguments[arguments.length - 1]; requestAnimationFrame(() => requestAnimationFrame(() => done(1)))";
        let _ = self.client.execute_async(code, vec![]).await;
    }
    /// Shows a page of somebody else's, served from another origin; `html` may name our site as `SITE`.
    pub async fn host(&self, name: &str, html: &str) {
        let folder = root().join("target/hosts");
        std::fs::create_dir_all(&folder).expect("target can be written");
        let html = format!(
            "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><body>{}",
            html.replace("SITE", &self.base)
        );
        std::fs::write(folder.join(name), html).expect("target can be written");
        let port = xtask::server::start(&folder, "127.0.0.1:0").expect("a free port");
        self.client.goto(&format!("http://127.0.0.1:{port}/{name}")).await.expect("the host's page opens");
    }
    /// Opens a page of `examples/` from an origin of its own, with the full address of this site where it had `../`.
    pub async fn example(&self, name: &str) {
        let folder = root().join("target/hosts/examples");
        std::fs::create_dir_all(&folder).expect("target can be written");
        let html = std::fs::read_to_string(root().join("examples").join(name)).expect("the example is there");
        let html = html
            .replace("\"../", &format!("\"{}", self.base))
            .replace("<meta charset", "<link rel=icon href=data:,><meta charset");
        std::fs::write(folder.join(name), html).expect("target can be written");
        let installed = folder.join("node_modules");
        if !installed.exists() {
            let _ = std::os::unix::fs::symlink(root().join("examples/node_modules"), installed);
        }
        let port = xtask::server::start(&folder, "127.0.0.1:0").expect("a free port");
        self.client.goto(&format!("http://127.0.0.1:{port}/{name}")).await.expect("the example opens");
    }
    /// Goes into the frame of a host's page, once the program runs there.
    pub async fn enter(&self) {
        self.client.clone().enter_frame(0).await.expect("a frame");
        self.wait("return document.querySelector('#app > .page') !== null", "the program in the frame").await;
    }
    pub async fn leave(&self) {
        self.client.clone().enter_parent_frame().await.expect("the host's page");
    }
    /// The position in the sentence.
    pub async fn t(&self) -> usize {
        self.number("return document.querySelector('.page').dataset.t").await as usize
    }
    /// A command of the browser's own protocol.
    pub async fn cdp(&self, command: &str, parameters: Value) {
        let command = Cdp(json!({"cmd": command, "params": parameters}).to_string());
        self.client.issue_cmd(command).await.expect("the browser's protocol");
    }
    /// Opens a page that measures something and waits for its `<output name="speed">`.
    pub async fn output(&self, query: &str) -> Value {
        self.client.goto(&format!("{}{query}", self.base)).await.expect("the page opens");
        let start = Instant::now();
        loop {
            let text = self.text("return document.querySelector('output[name=speed]')?.textContent ?? ''").await;
            if let Ok(value) = serde_json::from_str(&text) {
                return value;
            }
            assert!(start.elapsed() < Duration::from_secs(600), "{query}: no result");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    /// Everything the console complained about, and requests to other hosts.
    pub async fn complaints(&self) -> Vec<String> {
        let logs = self.client.issue_cmd(Logs).await.expect("the browser's log");
        let entries = logs.as_array().cloned().unwrap_or_default();
        let mut out: Vec<String> = entries
            .iter()
            .filter(|entry| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")))
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_string())
            // What Chromium says by itself where a page asks for a GPU and there is none.
            .filter(|message| !message.ends_with("No available adapters."))
            .collect();
        let foreign = self.script("return performance.getEntriesByType('resource').map(e => e.name).filter(n => new URL(n).host !== location.host && !n.startsWith('data:') && !n.startsWith('blob:'))").await;
        out.extend(foreign.as_array().into_iter().flatten().map(|name| format!("request to another host: {name}")));
        out
    }
}

/// Runs a test in a fresh browser of this size, and demands a silent console and no request elsewhere.
pub fn in_browser(width: u32, height: u32, more: &[&str], test: impl AsyncFnOnce(&Page)) {
    on_host(Faults::default(), width, height, more, test);
}

/// The same on a host with faults; a test reads the console away where it is meant to complain of more than a missing file.
pub fn on_host(faults: Faults, width: u32, height: u32, more: &[&str], test: impl AsyncFnOnce(&Page)) {
    on_site(&site(), Faults { keeps_nothing: true, ..faults }, width, height, more, test);
}

/// The same on a site that lies elsewhere, with its service worker.
pub fn on_site(root: &Path, faults: Faults, width: u32, height: u32, more: &[&str], test: impl AsyncFnOnce(&Page)) {
    // Of the file that is missing the browser complains, at a moment of its own; of nothing else.
    let is_of_missing = |said: &String| faults.missing.is_some_and(|file| said.contains(&format!("/{file}")));
    let port = xtask::server::start_with(root, "127.0.0.1:0", faults).expect("a free port");
    let driver = Driver::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let page = Page::new(driver.browser(width, height, more).await, port);
        test(&page).await;
        let complaints: Vec<String> = page.complaints().await.into_iter().filter(|said| !is_of_missing(said)).collect();
        page.client.clone().close().await.expect("the browser closes");
        assert!(complaints.is_empty(), "the console says:\n{}", complaints.join("\n"));
    });
}

/// chromedriver's way to the browser's own protocol.
#[derive(Debug)]
struct Cdp(String);

impl fantoccini::wd::WebDriverCompatibleCommand for Cdp {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }
    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.0.clone()))
    }
}

/// chromedriver's browser log.
#[derive(Debug)]
struct Logs;

impl fantoccini::wd::WebDriverCompatibleCommand for Logs {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }
    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(r#"{"type":"browser"}"#.into()))
    }
}

/// A file after brotli at its best, as a static host serves it.
pub fn brotli(file: &Path) -> Vec<u8> {
    let data = std::fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut out = Vec::new();
    let params = ::brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    ::brotli::BrotliCompress(&mut &data[..], &mut out, &params).expect("memory");
    out
}

/// Every file of the built site with its compressed size.
pub fn sizes() -> Vec<(String, usize)> {
    let mut out = Vec::new();
    let mut folders = vec![site()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("readable").flatten() {
            // What lies there is the site once more.
            if entry.file_name() == "offline" {
                continue;
            }
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else if entry.path().extension().is_none_or(|ending| ending != "br") {
                let name = entry.path().strip_prefix(site()).expect("inside").display().to_string();
                out.push((name, brotli(&entry.path()).len()));
            }
        }
    }
    out.sort();
    out
}

/// What a reader downloads, in bytes after brotli.
pub struct Download {
    /// The page and its first screen.
    pub core: usize,
    /// Everything that a first load can fetch, both Thai fonts included.
    pub first: usize,
    /// What opening a screen as the first of its bundle brings, beside the core and the networks.
    pub screens: Vec<(String, usize)>,
    pub engine: usize,
    pub site: usize,
}

/// Adds up the built site; which files a screen needs is read from boot.js.
pub fn download() -> Download {
    let all: Vec<(String, usize)> = sizes().into_iter().filter(|(name, _)| !name.ends_with(".txt")).collect();
    let sum = |fits: &dyn Fn(&str) -> bool| all.iter().filter(|(name, _)| fits(name)).map(|(_, size)| size).sum();
    let file = |name: &str| name.rsplit('/').next().unwrap_or_default().to_string();
    let of_program = |name: &str| ["split_", "chunk_", "engine"].iter().any(|part| file(name).starts_with(part));
    let is_later =
        |name: &str| of_program(name) || name.starts_with("networks/") || ["still.js", "sw.js"].contains(&name);
    let boot = std::fs::read_to_string(site().join("boot.js")).expect("boot.js");
    let screen = |line: &str| {
        let (fig, files) = line.trim().strip_suffix("],").and_then(|line| line.split_once(": [["))?;
        let (files, _) = files.split_once(']')?;
        let files: Vec<&str> = files.split(", ").map(|file| file.trim_matches('\'')).collect();
        Some((fig.to_string(), sum(&|name| files.contains(&file(name).as_str()))))
    };
    Download {
        core: sum(&|name| name.starts_with("page/") && !is_later(name)),
        first: sum(&|name| !is_later(name)),
        screens: boot.lines().filter_map(screen).collect(),
        engine: sum(&|name| file(name).starts_with("engine")),
        site: sum(&|_| true),
    }
}
