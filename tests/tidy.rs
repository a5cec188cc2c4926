//! The house rules, checked: who may import whom, which forms a kernel has, how a room opens, how long a file may be,
//! what the page's policy says. Fails with file, line and rule.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};
use unrolled::kernels::ALL;
use unrolled::kernels::contract::Twins;

/// Room, and the rooms it may import. In the order of ARCHITECTURE.md.
const ROOMS: &[(&str, &[&str])] = &[
    ("math", &[]),
    ("text", &[]),
    ("platform", &[]),
    ("words", &[]),
    ("kernels", &["math"]),
    ("model", &["math", "kernels", "text"]),
    ("engine", &["math", "text", "kernels", "model"]),
    ("device", &["math", "kernels", "model", "engine", "platform"]),
    ("tasks", &["math", "text", "kernels", "model", "engine", "device"]),
    ("scene", &["math", "text", "model", "engine", "words"]),
    ("shell", &["platform", "words", "model", "engine", "scene"]),
    ("player", &["math", "text", "platform", "words", "model", "engine", "tasks", "device", "scene", "shell"]),
    ("run", &["math", "text", "platform", "words", "kernels", "model", "engine", "tasks", "device", "scene", "shell"]),
    ("ui", &["shell", "player", "run", "scene", "words", "platform", "model", "engine"]),
    (
        "screens",
        &[
            "math", "text", "platform", "words", "kernels", "model", "engine", "tasks", "device", "scene", "shell",
            "player", "run", "ui",
        ],
    ),
];

/// Crates that belong to certain rooms only.
const CRATES: &[(&str, &[&str])] = &[
    ("yew", &["ui", "screens"]),
    ("web_sys", &["platform", "ui", "screens"]),
    ("js_sys", &["platform", "ui"]),
    ("wasm_bindgen", &["platform", "ui", "screens"]),
    ("safetensors", &["model"]),
    ("postcard", &["run"]),
    ("serde", &["model", "engine", "tasks", "device", "run"]),
    ("serde_json", &["model", "engine", "shell", "player", "run", "ui", "screens"]),
    ("rand_pcg", &["math"]),
    ("wgpu", &["device"]),
    ("wasm_bindgen_futures", &["platform"]),
];

/// Words that must not stand in code, and why.
const FORBIDDEN: &[(&str, &str)] = &[
    ("super::super", "name the room: crate::room::thing"),
    (".mul_add(", "rounds once: other machines would show other bits"),
    ("f32::exp(", "std's exp differs between platforms: use math::real"),
    ("f32::tanh(", "std's tanh differs between platforms: use math::real"),
    ("f64::exp(", "std's exp differs between platforms: use libm"),
    ("f64::tanh(", "std's tanh differs between platforms: use libm"),
    ("todo!(", "finish it"),
    ("unimplemented!(", "finish it"),
    ("dbg!(", "left over"),
];

/// On a concrete float these are std's, whose bits differ between machines. Generic code (`math`, the judges) calls the
/// trait's; everything else names `Real::exp` or `libm::exp`.
const STD_FUNCTIONS: &[&str] = &[".exp()", ".tanh()", ".ln()", ".powf(", ".powi(", ".sin()", ".cos()", ".exp2("];

const MAX_LINES: usize = 500;
/// A function is read on one screen.
const MAX_FUNCTION: usize = 80;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())).flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(files(&path, ending));
        } else if path.extension().is_some_and(|found| found == ending) {
            out.push(path);
        }
    }
    out.sort();
    out
}

fn short(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// Identifiers that follow `crate::` in a line, also inside braces: `crate::{math, text}` is not written here.
fn imports(line: &str) -> Vec<&str> {
    line.match_indices("crate::")
        .filter(|(at, _)| !line[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        .map(|(at, _)| line[at + 7..].split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default())
        .collect()
}

/// Everything wrong with one file of a room.
fn faults(room: &str, name: &str, text: &str) -> Vec<String> {
    let (_, allowed) = ROOMS.iter().find(|(known, _)| *known == room).unwrap_or_else(|| panic!("{room} is no room"));
    let mut faults = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let mut fault = |what: String| faults.push(format!("{name}:{}: {what}", n + 1));
        let code = line.split("//").next().unwrap_or_default();
        for import in imports(code) {
            let is_room = ROOMS.iter().any(|(known, _)| *known == import);
            if import.is_empty() {
                fault("name the room: `crate::{…}` hides who imports whom".into());
            } else if is_room && import != room && !allowed.contains(&import) {
                fault(format!("{room} may not import {import}"));
            }
            if is_room && code.trim_start().starts_with("pub use") {
                fault(format!("a room does not re-export another ({import})"));
            }
        }
        for (word, rooms) in CRATES {
            let used = code
                .match_indices(&format!("{word}::"))
                .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'));
            if used && !rooms.contains(&room) {
                fault(format!("{word} belongs to {}", rooms.join(", ")));
            }
        }
        for (word, why) in FORBIDDEN {
            if code.contains(word) {
                fault(format!("{word} is not written here: {why}"));
            }
        }
        let is_generic = room == "math" || name.ends_with("scalar.rs");
        for function in STD_FUNCTIONS.iter().filter(|function| !is_generic && code.contains(**function)) {
            fault(format!("{function} on a float is std's: name Real:: or libm::"));
        }
        // `screens::cell::…` outside `screens/cell`.
        if let Some(other) = code.split("crate::screens::").nth(1).filter(|_| room == "screens") {
            let other = other.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            if !name.contains(&format!("screens/{other}/")) {
                fault(format!("no screen imports another ({other}): what two share belongs below"));
            }
        }
        if ["ui", "scene", "screens"].contains(&room) && code.contains("style=") {
            fault("style= is blocked by the policy: a class, or an SVG attribute".into());
        }
    }
    faults
}

/// The files of a folder of code by their module names inside it, `kernels::rnn::scalar` as `rnn::scalar`.
fn modules(folder: &Path) -> Vec<(String, String)> {
    let name = |path: &Path| {
        let inside = path.strip_prefix(folder).expect("inside").with_extension("");
        let parts: Vec<&str> = inside.iter().filter_map(|part| part.to_str()).filter(|part| *part != "mod").collect();
        parts.join("::")
    };
    files(folder, "rs").iter().map(|path| (name(path), fs::read_to_string(path).expect("readable"))).collect()
}

/// Files of one room that import each other in a circle, as a chain of names; `prefix` is how code names the room.
fn circle(prefix: &str, modules: &[(String, String)]) -> Option<String> {
    let imports = |text: &str| -> Vec<usize> {
        let code: String = text
            .split("#[cfg(test)]")
            .next()
            .unwrap_or_default()
            .lines()
            .fold(String::new(), |all, line| all + line.split("//").next().unwrap_or_default() + "\n");
        let names = code.split(prefix).skip(1).map(|rest| {
            rest.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).next().unwrap_or_default().to_string()
        });
        let file = |name: String| {
            let fits = |(module, _): &(String, String)| {
                !module.is_empty() && (name == *module || name.starts_with(&format!("{module}::")))
            };
            let found = modules.iter().enumerate().filter(|(_, module)| fits(module));
            found.max_by_key(|(_, (module, _))| module.len()).map(|(n, _)| n)
        };
        names.filter_map(file).collect()
    };
    let graph: Vec<Vec<usize>> = modules.iter().map(|(_, text)| imports(text)).collect();
    // Depth first: an edge to a file that is still open closes a circle. The room's own mod.rs only lists them.
    fn walk(at: usize, graph: &[Vec<usize>], open: &mut Vec<usize>, done: &mut [bool]) -> Option<Vec<usize>> {
        if let Some(from) = open.iter().position(|&other| other == at) {
            return Some(open[from..].to_vec());
        }
        if done[at] {
            return None;
        }
        open.push(at);
        let found = graph[at].iter().filter(|&&next| next != at).find_map(|&next| walk(next, graph, open, done));
        open.pop();
        done[at] = true;
        found
    }
    let mut done = vec![false; graph.len()];
    let found = (0..graph.len())
        .filter(|&n| !modules[n].0.is_empty())
        .find_map(|n| walk(n, &graph, &mut Vec::new(), &mut done))?;
    Some(found.into_iter().map(|n| modules[n].0.as_str()).collect::<Vec<&str>>().join(" → "))
}

#[test]
fn no_room_has_a_circle_of_files() {
    let mut wrong = Vec::new();
    let source = root().join("src");
    for (room, _) in ROOMS.iter().filter(|(room, _)| *room != "screens") {
        let found = circle(&format!("crate::{room}::"), &modules(&source.join(room)));
        wrong.extend(found.map(|chain| format!("{room}: {chain}")));
    }
    for folder in
        fs::read_dir(source.join("screens")).expect("readable").flatten().filter(|entry| entry.path().is_dir())
    {
        let screen = folder.file_name().to_string_lossy().into_owned();
        let found = circle(&format!("crate::screens::{screen}::"), &modules(&folder.path()));
        wrong.extend(found.map(|chain| format!("{screen}: {chain}")));
    }
    assert!(wrong.is_empty(), "files import each other in a circle:\n{}", wrong.join("\n"));
    let planted = |a: &str, b: &str| [("one".to_string(), a.to_string()), ("two".to_string(), b.to_string())];
    assert!(
        circle("crate::x::", &planted("use crate::x::two::B;", "use crate::x::{three}; crate::x::one::a()")).is_some()
    );
    assert!(circle("crate::x::", &planted("use crate::x::two::B;", "// crate::x::one")).is_none());
}

/// Functions of a file with more lines than may be: name and lines.
fn long_functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let Some((_, after)) = code.split_once("fn ").filter(|(before, _)| {
            before
                .split(' ')
                .all(|word| ["", "pub", "pub(super)", "pub(crate)", "const", "async", "unsafe"].contains(&word))
        }) else {
            continue;
        };
        if code.ends_with(';') {
            continue;
        }
        let end = format!("{}}}", &line[..line.len() - code.len()]);
        let length = lines[n..].iter().position(|line| *line == end).map_or(0, |at| at + 1);
        if length > MAX_FUNCTION {
            found.push((after.split(['(', '<']).next().unwrap_or_default().to_string(), length));
        }
    }
    found
}

#[test]
fn functions_are_read_on_one_screen() {
    let mut wrong = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let text = fs::read_to_string(&path).expect("readable");
        wrong.extend(
            long_functions(&text).into_iter().map(|(name, lines)| {
                format!("{}: {name} has {lines} lines, {MAX_FUNCTION} is the limit", short(&path))
            }),
        );
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let planted = format!("fn long() {{\n{}}}\n", "    x();\n".repeat(MAX_FUNCTION));
    assert_eq!(long_functions(&planted), [("long".to_string(), MAX_FUNCTION + 2)]);
}

#[test]
fn rooms_import_downward_only() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (room, _) in ROOMS {
        for path in files(&root().join("src").join(room), "rs") {
            seen += 1;
            wrong.extend(faults(room, &short(&path), &fs::read_to_string(&path).expect("readable")));
        }
    }
    assert!(seen > 60, "only {seen} files were read");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_import_rule_catches_planted_faults() {
    for (room, line) in [
        ("kernels", "use crate::engine::plan::Plan;"),
        ("scene", "use yew::prelude::*;"),
        ("engine", "let x = web_sys::window();"),
        ("math", "let y = x.mul_add(a, b);"),
        ("kernels", "*p = (x - max).exp();"),
        ("ui", "html! { <p style=\"color:red\" /> }"),
        ("player", "use super::super::model;"),
        ("shell", "pub use crate::model::Model;"),
        ("run", "use crate::{model, engine};"),
        ("ui", "use crate::screens::step;"),
        ("player", "use crate::run::setup::Setup;"),
    ] {
        assert!(!faults(room, "planted", line).is_empty(), "{room} may not say: {line}");
    }
    assert!(!faults("screens", "src/screens/step/ui.rs", "use crate::screens::cell::scene;").is_empty());
    assert!(faults("engine", "fine", "use crate::model::Model; // crate::ui").is_empty());
}

#[test]
fn every_room_is_listed_and_opens_with_its_purpose() {
    let listed: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    let source = include_str!("../src/lib.rs");
    let room =
        |line: &'static str| line.strip_prefix("pub mod ").or(line.strip_prefix("pub use fast::"))?.strip_suffix(';');
    let declared: Vec<&str> = source.lines().filter_map(room).collect();
    assert_eq!(declared, listed, "src/lib.rs lists the rooms from the ground up, as here");
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    for room in listed {
        let head = fs::read_to_string(root().join(format!("src/{room}/mod.rs"))).expect("readable");
        assert!(head.starts_with("//! "), "src/{room}/mod.rs opens with a sentence of purpose");
        if room != "text" {
            assert!(head.contains("Absent on purpose"), "src/{room}/mod.rs says what is deliberately absent");
        }
        assert!(map.contains(&format!("`{room}`")), "ARCHITECTURE.md does not show the room {room}");
    }
}

#[test]
fn files_stay_readable() {
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "xtask/src"] {
        for path in files(&root().join(folder), "rs") {
            let text = fs::read_to_string(&path).expect("readable");
            let lines = text.lines().count();
            if lines > MAX_LINES {
                wrong.push(format!("{} has {lines} lines, {MAX_LINES} is the limit", short(&path)));
            }
            if !text.starts_with("//!") {
                wrong.push(format!("{} does not open with what it is for", short(&path)));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_kernel_has_its_twins() {
    let folders =
        fs::read_dir(root().join("src/kernels")).expect("readable").flatten().filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let mut listed: Vec<String> = ALL.iter().map(|contract| contract.name.to_string()).collect();
    listed.sort();
    assert_eq!(names, listed, "every folder of kernels has a contract in kernels::ALL");
    for contract in ALL {
        let has = |file: &str| root().join("src/kernels").join(contract.name).join(file).is_file();
        assert!(has("scalar.rs"), "{} lacks its judge", contract.name);
        let should = contract.twins == Twins::ScalarSimd;
        assert_eq!(has("simd.rs"), should, "{}: simd.rs and the contract disagree", contract.name);
        assert!(
            !contract.equation.is_empty() && !contract.source.is_empty() && !contract.shapes.is_empty(),
            "{}",
            contract.name
        );
    }
}

/// Naga reads and checks a module as a browser would; `None` if it has nothing against it.
fn shader_fault(source: &str) -> Option<String> {
    let module = match naga::front::wgsl::parse_str(source) {
        Ok(module) => module,
        Err(error) => return Some(error.emit_to_string(source)),
    };
    let capabilities = naga::valid::Capabilities::empty();
    let mut validator = naga::valid::Validator::new(naga::valid::ValidationFlags::all(), capabilities);
    validator.validate(&module).err().map(|error| error.emit_to_string(source))
}

#[test]
fn every_shader_is_listed_and_passes_naga() {
    let mut listed: Vec<&str> = ALL.iter().flat_map(|contract| contract.shaders).map(|shader| shader.name).collect();
    listed.sort();
    listed.dedup();
    let kernels = root().join("src/kernels");
    let name = |path: PathBuf| path.strip_prefix(&kernels).expect("inside").with_extension("").display().to_string();
    let mut found: Vec<String> = files(&kernels, "wgsl").into_iter().map(name).collect();
    // Not a module of its own: the beginning of the recurrent ones.
    found.retain(|name| name != "sequence");
    found.sort();
    assert_eq!(found, listed, "every shader belongs to a contract");
    for contract in ALL {
        assert!(!contract.shaders.is_empty(), "{} has no WGSL twin", contract.name);
        for shader in contract.shaders {
            let source = shader.module();
            assert_eq!(shader_fault(&source), None, "{}", shader.name);
            // The check can fail.
            let planted = source.replacen(": f32,", ": i32,", 1).replacen("f32(", "i32(", 1);
            assert!(shader_fault(&planted).is_some(), "{}: a wrong type passed", shader.name);
            let ends_early = |entry: &str| entry.contains("return;") && entry.contains("workgroupBarrier");
            assert!(!source.split("@compute").any(ends_early), "{}: a thread may miss a barrier", shader.name);
        }
    }
}

#[test]
fn the_policy_is_strict() {
    let page = fs::read_to_string(root().join("index.html")).expect("readable");
    let policy = page.split("Content-Security-Policy\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
    assert_eq!(
        policy.expect("index.html has a policy"),
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self'; \
         style-src 'self'; font-src 'self'; img-src 'self' blob: data:; frame-src 'self'; base-uri 'none'; form-action 'none'"
    );
    let before = page.find("Content-Security-Policy").expect("a policy");
    assert!(page.find("<link").is_none_or(|link| before < link), "the policy stands before anything that loads");
    for (what, text) in [
        ("index.html", &page),
        ("style.css", &fs::read_to_string(root().join("static/style.css")).expect("readable")),
        ("boot.js", &fs::read_to_string(root().join("static/boot.js")).expect("readable")),
    ] {
        assert!(!text.contains("http://") && !text.contains("https://"), "{what} names another host");
        assert!(!text.contains(" style=") && !text.contains("onclick="), "{what} holds what the policy blocks");
    }
}

#[test]
fn the_pinned_tools_are_the_library_s_version() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("readable");
    let tools = fs::read_to_string(root().join("xtask/wasm-bindgen/Cargo.toml")).expect("readable");
    let pin = manifest.split("wasm-bindgen = \"=").nth(1).and_then(|rest| rest.split('"').next()).expect("a pin");
    assert!(tools.contains(&format!("version = \"={pin}\"")), "xtask/wasm-bindgen must pin wasm-bindgen-cli {pin}");
}
