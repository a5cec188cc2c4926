//! `cargo xtask <command>`: everything that is done to the project, with the set-up it needs.

mod offline;
mod page;
mod run;
mod setup;

use run::{Failure, cargo, root};
use std::process::{Command, ExitCode};

const HELP: &str = "cargo xtask <command>

  serve    builds the site and serves it on http://127.0.0.1:8080/ (sets up what is missing)
  test     sets up what is missing and runs every test: native, wasm in the browser, end to end;
           `test --again 10` repeats the end-to-end tests, ten times in a row
  dist     builds the release site into dist/, and into dist/offline/ a file a lecture and language, and the site as an archive
  page     builds and splits the page's program (Trunk calls it before every build)
  finish   gives a build its service worker (Trunk calls it after every build)
  train    makes the shipped weights from corpora and seeds (names limit it: apple-rnn-4)
  bench    measures speed and size, native and in the browser; `bench peers` adds TensorFlow.js and ONNX Runtime
";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let command = args.next().unwrap_or_default();
    let rest: Vec<String> = args.collect();
    let result = match command.as_str() {
        "serve" => serve(&rest),
        "test" => test(&rest),
        "dist" => dist(),
        "page" => page::build(),
        "finish" => offline::finish(),
        "train" => cargo(&["run", "--release", "--bin", "train", "--"], &rest),
        "bench" => bench(&rest),
        _ => {
            print!("{HELP}");
            return if command.is_empty() || command == "help" { ExitCode::SUCCESS } else { ExitCode::FAILURE };
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

/// The release site, brotli twins and all that a static host needs, in `dist/`.
fn dist() -> Result<(), Failure> {
    setup::wasm_target()?;
    setup::wasm_bindgen()?;
    setup::trunk()?;
    run::run(run::tool("trunk").args(["build", "--release"]), "building the site")?;
    offline::build()
}

fn serve(args: &[String]) -> Result<(), Failure> {
    dist()?;
    let port = args.first().map_or("8080", String::as_str);
    let port = xtask::server::start(&root().join("dist"), &format!("127.0.0.1:{port}")).map_err(|error| {
        Failure(format!("127.0.0.1:{port} cannot be used ({error}). Another port: cargo xtask serve 8081"))
    })?;
    println!("\nUnrolled is at http://127.0.0.1:{port}/  (Ctrl+C ends it)");
    loop {
        std::thread::park();
    }
}

fn test(args: &[String]) -> Result<(), Failure> {
    let rounds = match args {
        [] => 1,
        [again, count] if again == "--again" => count.parse().unwrap_or(0),
        _ => 0,
    };
    if rounds == 0 {
        return Err(Failure("cargo xtask test, or cargo xtask test --again 10".into()));
    }
    setup::wasm_target()?;
    setup::browser()?;
    setup::vulkan();
    setup::wasm_bindgen()?;
    setup::trunk()?;
    setup::npm("examples", "reveal.js", "reveal.js, for the deck among the examples")?;
    step("formatting");
    cargo(&["fmt", "--all", "--check"], &[])?;
    // The table of the screens declares them by a macro, which the above does not look into.
    let screens = std::fs::read_dir(root().join("src/screens")).into_iter().flatten().flatten();
    let screens = screens.map(|screen| screen.path().join("mod.rs")).filter(|file| file.is_file());
    run::run(run::tool("rustfmt").args(["--edition", "2024", "--check"]).args(screens), "formatting the screens")?;
    step("lints, native and wasm");
    cargo(
        &["clippy", "--workspace", "--all-targets", "--locked", "--features", "native-gpu", "--", "-D", "warnings"],
        &[],
    )?;
    cargo(
        &[
            "clippy",
            "--target",
            "wasm32-unknown-unknown",
            "--bin",
            "page",
            "--bin",
            "engine",
            "--test",
            "browser",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
        &[],
    )?;
    step("native tests");
    let native = ["test", "--locked", "--features", "native-gpu"];
    cargo(&native, &[])?;
    // Once more, aloud: how many PyTorch cases there were, on which devices.
    let aloud = ["--test", "goldens", "--test", "gpu", "--", "--nocapture", "--test-threads=1", "agrees"];
    cargo(&native, &aloud.map(String::from))?;
    cargo(&["test", "--locked", "--package", "xtask"], &[])?;
    step("the engine in the browser");
    let mut wasm = run::tool("cargo");
    wasm.args(["test", "--locked", "--target", "wasm32-unknown-unknown", "--test", "browser", "--", "--nocapture"]);
    // Full debug information makes the runner three times slower.
    wasm.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CHROMEDRIVER", run::on_path("chromedriver").unwrap_or_default());
    run::run(&mut wasm, "the wasm tests")?;
    step("the site, end to end");
    run::run(run::tool("trunk").args(["build", "--release"]), "building the site")?;
    offline::build()?;
    for round in 1..=rounds {
        if rounds > 1 {
            step(&format!("end to end, {round} of {rounds}"));
        }
        let mut end_to_end = run::tool("cargo");
        end_to_end.args(["test", "--locked", "--package", "e2e", "--", "--test-threads=1"]);
        run::run(&mut end_to_end, "the end-to-end tests")?;
    }
    Ok(())
}

fn bench(args: &[String]) -> Result<(), Failure> {
    step("native");
    setup::vulkan();
    cargo(&["run", "--release", "--locked", "--features", "native-gpu", "--bin", "bench"], &[])?;
    step("in the browser");
    setup::browser()?;
    dist()?;
    if args.iter().any(|arg| arg == "peers") {
        setup::npm("benches/peers", "onnxruntime-web", "TensorFlow.js and ONNX Runtime, for the comparison")?;
    }
    cargo(&["run", "--release", "--locked", "--package", "e2e", "--bin", "browser-bench", "--"], args)
}

fn step(what: &str) {
    println!("\n== {what}");
}

/// For the modules.
fn new_command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}
