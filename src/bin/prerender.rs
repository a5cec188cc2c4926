//! Writes what is served beside the program: the first state of the page in both languages, the archive of the shipped
//! networks, and the table of screens. Run before each build of the site (`cargo xtask page`).

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    use unrolled::platform::Preferences;
    use unrolled::screens::{CATALOGUE, MENU};
    use unrolled::shell::settings::{Bundle, Facts};
    use unrolled::ui::page::{First, Page, Props};
    use unrolled::words::Lang;
    let render = |lang: Lang| {
        let preferences = Preferences { languages: vec![lang.id().into()], ..Preferences::default() };
        let first = move || {
            let shell = CATALOGUE.begin("", preferences.into());
            let open = pollster::block_on((CATALOGUE.load)(shell.facts)).expect("natively every screen is there");
            Props { first: First(open(shell).into()), catalogue: CATALOGUE }
        };
        let html = pollster::block_on(yew::ServerRenderer::<Page>::with_props(first).hydratable(false).render());
        // Each id once: the Thai twin keeps none.
        let html = if lang == Lang::Th { without_ids(&html) } else { html };
        format!("<div class=\"first\" lang=\"{}\">{html}</div>", lang.id())
    };
    let html = Lang::ALL.map(render).concat();
    write("app.html", html.as_bytes());
    write("networks.bin", &unrolled::tasks::examples::archive());
    // For boot.js: what each screen needs beside the page itself.
    let line = |facts: &&Facts| {
        let bundle = match facts.bundle {
            Bundle::Core => "-",
            Bundle::Walk => "walk",
            Bundle::Back => "back",
            Bundle::Lab => "lab",
            Bundle::Gradient => "gradient",
            Bundle::Tasks => "tasks",
            Bundle::Attention => "attention",
            Bundle::Compare => "compare",
            Bundle::Own => "own",
            Bundle::Teach => "teach",
        };
        let networks = if facts.networks.is_empty() { "-".to_string() } else { facts.networks.join(",") };
        format!("{} {bundle} {networks}\n", facts.fig)
    };
    write("screens.txt", MENU.iter().map(line).collect::<String>().as_bytes());
}

/// Writes only what changed: `trunk serve` watches.
#[cfg(not(target_arch = "wasm32"))]
fn write(name: &str, content: &[u8]) {
    let path = std::path::Path::new("target/prerender").join(name);
    if std::fs::read(&path).ok().as_deref() != Some(content) {
        std::fs::create_dir_all(path.parent().expect("it has one")).expect("target can be written");
        std::fs::write(path, content).expect("target can be written");
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn without_ids(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) =
        [" id=\"", " for=\"", " aria-labelledby=\"", " aria-describedby=\""].iter().filter_map(|a| rest.find(a)).min()
    {
        out.push_str(&rest[..at]);
        let open = at + rest[at..].find('"').expect("the attribute opens") + 1;
        rest = &rest[open + rest[open..].find('"').expect("the attribute closes") + 1..];
    }
    out + rest
}
