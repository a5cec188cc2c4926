//! Lists the PyTorch fixtures, so that the same test runs them natively and embedded in the browser.
//! `UNROLLED_GOLDENS` names another folder.

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() {
    // The page is cut at its split points, for which the splitter needs its relocations; the engine is one piece.
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-bin=page=--emit-relocs");
        println!("cargo::rustc-link-arg-bin=engine=--strip-all");
    }
    println!("cargo::rerun-if-env-changed=UNROLLED_GOLDENS");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let folder =
        std::env::var("UNROLLED_GOLDENS").map_or_else(|_| root.join("tests/fixtures/goldens"), |path| root.join(path));
    println!("cargo::rerun-if-changed={}", folder.display());
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    write(&out.join("goldens.rs"), &folder, "safetensors", None);
    // A folder of other cases need not bring models: then ours are used.
    let models =
        [folder.join("models"), root.join("tests/fixtures/goldens/models")].into_iter().find(|folder| folder.is_dir());
    write(&out.join("golden_models.rs"), &models.unwrap_or(folder), "safetensors", Some("json"));
}

/// `&[(name, bytes[, text])]` of every file with the ending; `twin` adds the file of the same name with that ending.
fn write(out: &Path, folder: &Path, ending: &str, twin: Option<&str>) {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    files.retain(|path| path.extension().is_some_and(|found| found == ending));
    files.sort();
    let mut text = String::from("&[\n");
    for path in files {
        let name = path.file_stem().expect("it has an ending").to_string_lossy().into_owned();
        let _ = write!(text, "({name:?}, include_bytes!({path:?}) as &[u8]");
        if let Some(twin) = twin {
            let _ = write!(text, ", include_str!({:?})", path.with_extension(twin));
        }
        text.push_str("),\n");
    }
    text.push(']');
    std::fs::write(out, text).expect("OUT_DIR can be written");
}
