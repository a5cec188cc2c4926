//! What a fresh machine lacks: the wasm target, wasm-bindgen, Trunk, a browser with its driver.

use crate::run::{Failure, on_path, output, root, run, tool, tools};

const TRUNK: &str = "0.21.14";
const TARGET: &str = "wasm32-unknown-unknown";

/// rust-toolchain.toml names the target; rustup may be told not to install by itself.
pub fn wasm_target() -> Result<(), Failure> {
    let installed = output(tool("rustup").args(["target", "list", "--installed"]));
    if installed.is_some_and(|list| list.lines().any(|line| line.trim() == TARGET)) {
        return Ok(());
    }
    run(tool("rustup").args(["target", "add", TARGET]), "installing the wasm target")
        .map_err(|_| Failure(format!("The Rust target {TARGET} is missing. Install it: rustup target add {TARGET}")))
}

/// wasm-bindgen's command line and test runner, from xtask/wasm-bindgen and its lock file.
pub fn wasm_bindgen() -> Result<(), Failure> {
    let manifest = root().join("xtask/wasm-bindgen/Cargo.toml");
    let mut build = tool("cargo");
    build.args(["build", "--quiet", "--locked", "--manifest-path"]).arg(manifest).arg("--target-dir").arg(tools());
    run(&mut build, "building wasm-bindgen")
}

/// Trunk, unoptimised and without its downloader: a third of the time, and as fast for us.
pub fn trunk() -> Result<(), Failure> {
    let ready = |text: Option<String>| text.is_some_and(|text| text.ends_with(TRUNK));
    if ready(output(tool("trunk").arg("--version"))) {
        return Ok(());
    }
    println!("Installing Trunk {TRUNK} into target/tools (two minutes, once)");
    let mut install = tool("cargo");
    install
        .args([
            "install",
            "trunk",
            "--version",
            TRUNK,
            "--locked",
            "--debug",
            "--no-default-features",
            "--quiet",
            "--root",
        ])
        .arg(tools())
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_DEV_INCREMENTAL", "false");
    run(&mut install, "installing Trunk")
}

/// Chromium and its driver, by apt-get where that is possible.
pub fn browser() -> Result<(), Failure> {
    let found = || on_path("chromium").is_some() && on_path("chromedriver").is_some();
    if !found() {
        apt_get(&["chromium", "chromium-driver", "fonts-dejavu-core"]);
    }
    let asked = "The tests need Chromium and its driver. Install the packages `chromium` and `chromium-driver` \
                 (Debian, Ubuntu: apt-get install chromium chromium-driver), then run this again.";
    if found() { Ok(()) } else { Err(Failure(asked.into())) }
}

/// A software Vulkan adapter, so that the WGSL runs natively. Without one those tests say that they were skipped.
pub fn vulkan() {
    let folders = ["/usr/share/vulkan/icd.d", "/etc/vulkan/icd.d"];
    let found =
        || folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten().next().is_some();
    if !found() {
        apt_get(&["libvulkan1", "mesa-vulkan-drivers"]);
    }
    if !found() {
        println!("No Vulkan driver (Debian: mesa-vulkan-drivers): the WGSL is tested in the browser only.");
    }
}

/// Installs Debian packages where that is possible; whoever asked looks whether it helped.
fn apt_get(packages: &[&str]) {
    let Some(apt) = on_path("apt-get") else { return };
    println!("Installing {}", packages.join(", "));
    let sudo = output(tool("id").arg("-u")).is_some_and(|id| id != "0");
    let command = || {
        let mut command = tool(if sudo { "sudo" } else { apt.to_str().unwrap_or("apt-get") });
        if sudo {
            command.arg("-n").arg(&apt);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    let _ = run(command().args(["update", "-qq"]), "apt-get update");
    let _ = run(command().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages), "apt-get install");
}

/// What a folder's `package.json` names, from the npm registry; `witness` is one of them.
pub fn npm(folder: &str, witness: &str, what: &str) -> Result<(), Failure> {
    let folder = root().join(folder);
    if folder.join("node_modules").join(witness).is_dir() {
        return Ok(());
    }
    if on_path("npm").is_none() {
        apt_get(&["nodejs", "npm"]);
    }
    run(
        tool("npm").args(["install", "--no-audit", "--no-fund", "--no-package-lock"]).current_dir(folder),
        &format!("npm install ({what})"),
    )
    .map_err(|failure| Failure(format!("{failure} It needs Node.js with npm.")))
}
