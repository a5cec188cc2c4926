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
    // wasm-bindgen takes the names out of the main module alone.
    for file in split.prefetch_map.values().flatten() {
        let file = Path::new(&folder).join(format!("{file}.wasm"));
        std::fs::write(&file, without_names(&std::fs::read(&file)?).ok_or("a chunk that is no module")?)?;
    }
    Ok(())
}

/// A module without the names of its functions, which are a quarter of it. `None` where it is none.
/// Source: WebAssembly core specification 2.0, §5.5 (sections) and §5.2.2 (LEB128).
fn without_names(module: &[u8]) -> Option<Vec<u8>> {
    let (head, mut rest) = module.split_at_checked(8)?;
    let mut out = head.to_vec();
    while let Some((&id, after)) = rest.split_first() {
        let (size, body) = number(after)?;
        let (section, next) = body.split_at_checked(size)?;
        let is_names = id == 0 && {
            let (length, name) = number(section)?;
            name.get(..length)? == b"name"
        };
        if !is_names {
            out.extend(&rest[..rest.len() - next.len()]);
        }
        rest = next;
    }
    Some(out)
}

/// An unsigned number and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let len = bytes.iter().position(|byte| byte & 0x80 == 0)? + 1;
    let value = bytes[..len].iter().rev().fold(0, |value, byte| value << 7 | usize::from(byte & 0x7f));
    (len <= 5).then_some((value, &bytes[len..]))
}
