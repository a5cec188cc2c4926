//! `wasm-split <page.wasm> <folder>`: cuts the page's module at its split points, then has wasm-bindgen make the JavaScript.
//! Writes `page.js`, `page_bg.wasm`, `__wasm_split.js`, the chunks, and `chunks.txt`: a line a split point, its name and the
//! files that it needs.

use std::path::Path;
use wasm_split_cli_support::{Options, transform};

fn main() {
    let mut args = std::env::args().skip(1);
    let (Some(input), Some(folder)) = (args.next(), args.next()) else {
        eprintln!("wasm-split <page.wasm> <folder>");
        std::process::exit(2);
    };
    if let Err(error) = split(&input, Path::new(&folder)) {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn split(input: &str, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let bytes = std::fs::read(input)?;
    std::fs::create_dir_all(folder)?;
    let whole = folder.join("page.wasm");
    let mut options = Options::new(&bytes);
    options.output_dir = folder;
    options.main_out_path = &whole;
    options.main_module = "./page.js";
    let split = transform(options).map_err(|error| format!("{error:?}"))?;
    let mut points: Vec<String> =
        split.prefetch_map.iter().map(|(name, files)| format!("{name} {}\n", files.join(" "))).collect();
    points.sort();
    std::fs::write(folder.join("chunks.txt"), points.concat())?;
    let folder = folder.to_string_lossy().into_owned();
    let whole = whole.to_string_lossy().into_owned();
    #[rustfmt::skip]
    let bindgen = [
        "wasm-bindgen", "--target", "web", "--no-typescript", "--keep-lld-exports", "--remove-name-section",
        "--remove-producers-section", "--out-dir", &folder, "--out-name", "page", &whole,
    ];
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(bindgen).map_err(|error| format!("{error:?}"))?;
    if std::env::var_os("KEEP_WHOLE").is_none() {
        std::fs::remove_file(&whole)?;
    }
    Ok(())
}
