//! The page's program, cut into what is loaded at once and what is loaded on demand; and boot.js, which knows where it lies.

use crate::run::{Failure, cargo, root, run, tool};
use std::fmt::Write;
use std::fs;
use std::path::Path;

const WASM: &str = "target/wasm32-unknown-unknown/release/page.wasm";

/// Builds `target/page/<hash>/` and what stands in `target/prerender/`. Trunk copies both into the site.
pub fn build() -> Result<(), Failure> {
    cargo(&["run", "--quiet", "--locked", "--bin", "prerender"], &[])?;
    let target = ["--target", "wasm32-unknown-unknown", "--bin", "page"].map(String::from);
    cargo(&["build", "--release", "--locked", "--quiet"], &target)?;
    let folder = root().join("target/page");
    let _ = fs::remove_dir_all(&folder);
    let fresh = folder.join("new");
    run(tool("wasm-split").arg(root().join(WASM)).arg(&fresh), "splitting the page")?;
    let read =
        |path: &Path| fs::read(path).map_err(|error| Failure(format!("{} cannot be read ({error}).", path.display())));
    // Of everything that lies there, and of the networks beside it, which are asked for by the same name.
    let mut files: Vec<_> = fs::read_dir(&fresh).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.push(root().join("target/prerender/networks.bin"));
    for folder in ["static/networks", "static/decks"] {
        let beside = fs::read_dir(root().join(folder));
        files.extend(beside.into_iter().flatten().flatten().map(|entry| entry.path()));
    }
    files.sort();
    let mut all = Vec::new();
    for file in &files {
        all.extend(read(file)?);
    }
    let hash = hash(&all);
    let chunks = String::from_utf8_lossy(&read(&fresh.join("chunks.txt"))?).into_owned();
    let screens = String::from_utf8_lossy(&read(&root().join("target/prerender/screens.txt"))?).into_owned();
    let boot = String::from_utf8_lossy(&read(&root().join("static/boot.js"))?).into_owned();
    let write = |path: &Path, text: &str| {
        fs::write(path, text).map_err(|error| Failure(format!("{} cannot be written ({error}).", path.display())))
    };
    let table = table(&screens, &chunks);
    // What is said to its readers stays here.
    let boot = boot.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<&str>>().join("\n");
    let boot = boot.replace("'PAGE'", &format!("'page/{hash}/'")).replace("{ /* SCREENS */ }", &table);
    write(&root().join("target/prerender/boot.js"), &boot)?;
    let _ = fs::remove_file(fresh.join("chunks.txt"));
    fs::rename(&fresh, folder.join(&hash))
        .map_err(|error| Failure(format!("the page cannot be put in place ({error}).")))
}

/// `{step: [['chunk.wasm'], ['networks']], …}`: the files of a screen's bundle, and its archives of trained networks.
fn table(screens: &str, chunks: &str) -> String {
    let files = |bundle: &str| -> Vec<String> {
        let line = chunks.lines().find(|line| line.split(' ').next() == Some(bundle));
        line.map_or_else(Vec::new, |line| line.split(' ').skip(1).map(|file| format!("'{file}.wasm'")).collect())
    };
    let mut out = String::from("{");
    for line in screens.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let [fig, bundle, networks] = words[..] else { continue };
        let archives: Vec<String> =
            networks.split(',').filter(|name| *name != "-").map(|name| format!("'{name}'")).collect();
        let _ = write!(out, "\n  {fig}: [[{}], [{}]],", files(bundle).join(", "), archives.join(", "));
    }
    out + "\n}"
}

/// FNV-1a, 64 bits: a name that changes with the content.
pub fn hash(bytes: &[u8]) -> String {
    let fold = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", bytes.iter().fold(0xcbf2_9ce4_8422_2325, fold))
}
