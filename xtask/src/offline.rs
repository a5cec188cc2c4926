//! What works without a network: the service worker's list of the site's files, one HTML file a lecture and language, and the site
//! as one archive.

use crate::run::{Failure, root};
use std::fs;
use std::path::{Path, PathBuf};

#[path = "../../src/platform/zip.rs"]
mod archive;

/// Lectures by their minutes.
const DECKS: [&str; 3] = ["10", "30", "50"];
const LANGUAGES: [&str; 2] = ["en", "th"];
/// What no page needs that is kept.
const BESIDE: [&str; 5] = ["sw.js", "examples/", "offline/", "unrolled-embed.js", "fonts/OFL.txt"];

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure(format!("{} cannot be read ({error}).", path.display())))
}

fn text(path: &Path) -> Result<String, Failure> {
    Ok(String::from_utf8_lossy(&read(path)?).into_owned())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder
        .and_then(|()| fs::write(path, bytes))
        .map_err(|error| Failure(format!("{} cannot be written ({error}).", path.display())))
}

/// Every file below a folder, by its path from there, sorted.
fn files(folder: &Path) -> Vec<String> {
    fn walk(folder: &Path, prefix: &str, out: &mut Vec<String>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                walk(&entry.path(), &format!("{name}/"), out);
            } else {
                out.push(name);
            }
        }
    }
    let mut out = Vec::new();
    walk(folder, "", &mut out);
    out.sort();
    out
}

/// Trunk's last word on a site (its hook after the build): gives boot.js a name that changes with it, and the service worker its list.
pub fn finish() -> Result<(), Failure> {
    let site = std::env::var_os("TRUNK_STAGING_DIR").map_or_else(|| root().join("dist"), PathBuf::from);
    let boot = text(&site.join("boot.js"))?;
    let page = boot.split_once("page = 'page/").and_then(|(_, rest)| rest.split_once("/'"));
    let page = page.map(|(hash, _)| hash.to_string()).ok_or_else(|| Failure("boot.js names no page.".into()))?;
    let index = site.join("index.html");
    let html = text(&index)?.replacen("/boot.js", &format!("/boot.js?{}", crate::page::hash(boot.as_bytes())), 1);
    write(&index, html.as_bytes())?;
    let mut all = Vec::new();
    let mut list = Vec::new();
    for name in files(&site).into_iter().filter(|name| !BESIDE.iter().any(|beside| name.starts_with(beside))) {
        all.extend(name.bytes());
        all.extend(read(&site.join(&name))?);
        let address = match name.as_str() {
            "index.html" => continue,
            "boot.js" => format!("boot.js?{}", crate::page::hash(boot.as_bytes())),
            // As boot.js asks for them.
            "still.js" => format!("still.js?{page}"),
            name if name.ends_with(".bin") || name.starts_with("decks/") => format!("{name}?{page}"),
            name => name.to_string(),
        };
        list.push(format!("'{address}'"));
    }
    let worker = text(&root().join("static/sw.js"))?;
    let worker = worker.replace("BUILD", &crate::page::hash(&all)).replace("/* FILES */", &list.join(", "));
    write(&site.join("sw.js"), worker.as_bytes())
}

/// `dist/offline/`: a file a lecture and language, and the site as an archive.
pub fn build() -> Result<(), Failure> {
    let site = root().join("dist");
    let offline = site.join("offline");
    let _ = fs::remove_dir_all(&offline);
    let names = files(&site);
    let mut members = Vec::new();
    for name in &names {
        members.push((format!("unrolled/{name}"), read(&site.join(name))?));
    }
    write(&offline.join("unrolled-site.zip"), &archive::zip(&members))?;
    let (template, inside) = (template(&site, &names)?, inside(&site, &names)?);
    for deck in DECKS {
        for lang in LANGUAGES {
            let html = template.replace(
                "INSIDE",
                &format!("{{\"query\":\"fig=teach&deck={deck}&lang={lang}\",\"files\":{{{inside}}}}}"),
            );
            write(&offline.join(format!("unrolled-{deck}-{lang}.html")), html.as_bytes())?;
        }
    }
    Ok(())
}

/// The page with its style and its start inside, a policy that asks nobody for anything, and a place for the rest.
fn template(site: &Path, names: &[String]) -> Result<String, Failure> {
    let policy = "default-src 'none'; script-src 'nonce-unrolled' blob: 'wasm-unsafe-eval'; worker-src blob:; connect-src blob:; \
        style-src 'nonce-unrolled'; font-src data:; img-src blob: data:; base-uri 'none'; form-action 'none'";
    let mut html = text(&site.join("index.html"))?;
    let policy = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    html = instead(&html, "default-src 'none'", &policy)?;
    for name in names.iter().filter(|name| name.ends_with(".css")) {
        let mut css = text(&site.join(name))?;
        for font in names.iter().filter(|name| name.ends_with(".woff2")) {
            css = css.replace(font, &format!("data:font/woff2;base64,{}", base64(&read(&site.join(font))?)));
        }
        html = instead(&html, name, &format!("<style nonce=\"unrolled\">{css}</style>"))?;
    }
    let find = |begin: &str, end: &str| names.iter().find(|name| name.starts_with(begin) && name.ends_with(end));
    let [icon, js, wasm] = [("icon", ".svg"), ("engine", ".js"), ("engine", ".wasm")]
        .map(|(begin, end)| find(begin, end).cloned().unwrap_or_default());
    let picture = base64(&read(&site.join(&icon))?);
    html = instead(&html, &icon, &format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{picture}\">"))?;
    html = instead(&html, "/boot.js", "")?;
    let boot = text(&site.join("boot.js"))?;
    let scripts = format!(
        "<script nonce=\"unrolled\" type=\"application/json\" id=\"inside\">INSIDE</script>\n\
         <script nonce=\"unrolled\" data-js=\"{js}\" data-wasm=\"{wasm}\">{boot}</script>\n</body>"
    );
    Ok(html.replacen("</body>", &scripts, 1))
}

/// The tag in which something stands, and the end of it where it is a script, replaced.
fn instead(html: &str, what: &str, with: &str) -> Result<String, Failure> {
    let at = html.find(what).ok_or_else(|| Failure(format!("index.html lacks {what}.")))?;
    let from = html[..at].rfind('<').unwrap_or(at);
    let to = at + html[at..].find('>').unwrap_or(0) + 1;
    let rest = html[to..].strip_prefix("</script>").unwrap_or(&html[to..]);
    Ok(format!("{}{with}{rest}", &html[..from]))
}

/// `"name":"base64"` of every file that the page fetches, by its name without folders.
fn inside(site: &Path, names: &[String]) -> Result<String, Failure> {
    let mut out = Vec::new();
    let is_fetched = |name: &&String| {
        [".wasm", ".js", ".bin", ".txt", ".woff2"].iter().any(|end| name.ends_with(end))
            && !["boot.js", "__wasm_split.js", "fonts/OFL.txt"].iter().any(|other| name.ends_with(other))
            && !BESIDE.iter().any(|beside| name.starts_with(beside))
    };
    for name in names.iter().filter(is_fetched) {
        let short = name.rsplit('/').next().unwrap_or(name);
        let bytes = if short == "page.js" { joined(site, name)?.into_bytes() } else { read(&site.join(name))? };
        out.push(format!("\"{short}\":\"{}\"", base64(&bytes)));
    }
    Ok(out.join(","))
}

/// The page's two modules, which import each other, as one: a module that comes from memory has no neighbours. Chunks are asked for
/// by their names alone.
fn joined(site: &Path, page: &str) -> Result<String, Failure> {
    let (page, split) = (text(&site.join(page))?, text(&site.join(page.replace("page.js", "__wasm_split.js")))?);
    let mut names = Vec::new();
    let mut out = String::new();
    for line in split.lines().filter(|line| !line.starts_with("import ")) {
        let plain = line.strip_prefix("export ").unwrap_or(line);
        if let Some(name) =
            plain.strip_prefix("const ").filter(|_| plain != line).and_then(|rest| rest.split([' ', '=']).next())
        {
            names.push(name.to_string());
        }
        out.push_str(&plain.replace("new URL(\"./", "globalThis.unrolledAt(\"").replace(", import.meta.url)", ")"));
        out.push('\n');
    }
    for line in page.lines() {
        match line.strip_prefix("import * as ").and_then(|rest| rest.split_once(" from ")) {
            Some((name, _)) => out.push_str(&format!("const {name} = {{ {} }};\n", names.join(", "))),
            None => out.push_str(&format!("{line}\n")),
        }
    }
    Ok(out)
}

/// RFC 4648, with its padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let word = group.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for at in 0..4 {
            let letter = LETTERS[(word >> (18 - 6 * at)) as usize & 63] as char;
            out.push(if at <= group.len() { letter } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn bytes_are_written_as_the_standard_has_them() {
        let words = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|word| super::base64(word.as_bytes()));
        assert_eq!(words, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }
}
