//! `wasm-split <page.wasm> <folder>`: cuts the page's module at its split points, then has wasm-bindgen make the JavaScript.
//! Writes `page.js`, `page_bg.wasm`, `__wasm_split.js`, the chunks, and `chunks.txt`: a line a split point, its name and the
//! files that it needs.

use std::collections::HashSet;
use std::path::Path;
use wasm_split_cli_support::{Options, transform};
use wasmparser::{BlockType, Operator, Parser, Payload, TypeRef};

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
    // wasm-bindgen looks after the main module alone.
    for file in split.prefetch_map.values().flatten() {
        let file = Path::new(&folder).join(format!("{file}.wasm"));
        std::fs::write(&file, slim(&std::fs::read(&file)?)?)?;
    }
    Ok(())
}

/// A chunk without what only tools read (names, producers, features), and with nothing in the place of every type that it does not
/// use: the splitter gives each chunk those of the whole module, which for a small one is most of it. Types keep their numbers.
/// Source: WebAssembly core specification 2.0, §5.5.
fn slim(module: &[u8]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let used = used_types(module)?;
    let mut out = module.get(..8).ok_or("a chunk that is no module")?.to_vec();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::TypeSection(reader) => {
                let (mut types, count, end) = (Vec::<u8>::new(), reader.count(), reader.range().end);
                let starts = reader.into_iter_with_offsets().map(|entry| Ok(entry?.0 as usize));
                let starts = starts.collect::<Result<Vec<usize>, wasmparser::BinaryReaderError>>()?;
                let ends = starts.iter().skip(1).copied().chain([end as usize]);
                for (index, (start, end)) in starts.iter().copied().zip(ends).enumerate() {
                    // A function of nothing to nothing.
                    let entry: &[u8] = if used.contains(&(index as u32)) { &module[start..end] } else { &[0x60, 0, 0] };
                    types.extend(entry);
                }
                let mut body = leb128(count);
                body.extend(types);
                out.push(1);
                out.extend(leb128(body.len() as u32));
                out.extend(body);
            }
            Payload::CustomSection(_) | Payload::Version { .. } | Payload::End(_) | Payload::CodeSectionEntry(_) => {}
            payload => {
                let (id, range) = payload.as_section().ok_or("a section that is none")?;
                out.push(id);
                let content = &module[range.start as usize..range.end as usize];
                out.extend(leb128(content.len() as u32));
                out.extend(content);
            }
        }
    }
    Ok(out)
}

/// Numbers of the types that imports, functions and instructions name.
fn used_types(module: &[u8]) -> Result<HashSet<u32>, Box<dyn std::error::Error>> {
    let mut used = HashSet::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(reader) => {
                for import in reader.into_imports() {
                    if let TypeRef::Func(index) | TypeRef::FuncExact(index) = import?.ty {
                        used.insert(index);
                    }
                }
            }
            Payload::FunctionSection(reader) => {
                for index in reader {
                    used.insert(index?);
                }
            }
            Payload::CodeSectionEntry(body) => {
                for operator in body.get_operators_reader()? {
                    match operator? {
                        Operator::CallIndirect { type_index, .. } | Operator::ReturnCallIndirect { type_index, .. } => {
                            used.insert(type_index);
                        }
                        Operator::Block { blockty: BlockType::FuncType(index) }
                        | Operator::Loop { blockty: BlockType::FuncType(index) }
                        | Operator::If { blockty: BlockType::FuncType(index) } => {
                            used.insert(index);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    Ok(used)
}

fn leb128(mut value: u32) -> Vec<u8> {
    let mut out = Vec::new();
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        out.push(byte | if value > 0 { 0x80 } else { 0 });
        if value == 0 {
            return out;
        }
    }
}
