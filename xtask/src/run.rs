//! Running other programs, with our tools first on the path.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Why a command stopped, in words.
pub struct Failure(pub String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The folder of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the project").to_path_buf()
}

/// Where tools that we build ourselves are kept.
pub fn tools() -> PathBuf {
    root().join("target/tools")
}

/// A program from our tools or from the path, in the project's folder, with the flags that every build of ours has.
pub fn tool(program: &str) -> Command {
    let mut command = crate::new_command(program);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let ours = [tools().join("debug"), tools().join("bin")];
    if let Ok(joined) = std::env::join_paths(ours.into_iter().chain(std::env::split_paths(&path))) {
        command.env("PATH", joined);
    }
    // Trunk refuses to read NO_COLOR=1.
    command.env_remove("NO_COLOR");
    // It would replace the flags of .cargo/config.toml and silently lose SIMD.
    command.env_remove("RUSTFLAGS");
    let home = |variable: &str, fallback: &str| {
        std::env::var_os(variable)
            .map(PathBuf::from)
            .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(fallback)))
    };
    let places =
        [(home("CARGO_HOME", ".cargo"), "cargo"), (home("RUSTUP_HOME", ".rustup"), "rustup"), (Some(root()), ".")];
    let remap: Vec<String> = places
        .into_iter()
        .filter_map(|(from, to)| Some(format!("--remap-path-prefix={}={to}", from?.display())))
        // The flags are separated by spaces: a path with one inside would break every build.
        .filter(|flag| !flag.contains(char::is_whitespace))
        .collect();
    // No path of the machine that built it in the file that is served. Merged with the file's flags.
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", remap.join(" "));
    command
}

pub fn run(command: &mut Command, what: &str) -> Result<(), Failure> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure(format!("{what} failed ({status})."))),
        Err(error) => Err(Failure(format!("{what}: {:?} cannot be started ({error}).", command.get_program()))),
    }
}

pub fn cargo(args: &[&str], more: &[String]) -> Result<(), Failure> {
    run(tool("cargo").args(args).args(more), &format!("cargo {}", args.join(" ")))
}

/// The full path of a program, if it is on the path.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// What a program prints, if it runs.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_string())
}
