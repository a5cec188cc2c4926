//! A static file server for development and tests: right types, right headers, 404 for what is missing, nothing else.
//! Sends `name.br` instead of `name` where it lies beside it and the browser takes brotli.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

const TYPES: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("svg", "image/svg+xml"),
    ("woff2", "font/woff2"),
    ("json", "application/json"),
    ("txt", "text/plain; charset=utf-8"),
    ("png", "image/png"),
];

/// What a host may do wrong, for tests of what the page says then.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faults {
    /// The type that scripts are sent as, instead of the right one; without it, guessing is forbidden (`nosniff`).
    pub script_type: Option<&'static str>,
    /// Files whose name begins like this are not there.
    pub missing: Option<&'static str>,
    /// The service worker is there and does nothing: what a host gives is what a page gets.
    pub keeps_nothing: bool,
    /// While this is set nobody answers.
    pub is_down: Option<&'static AtomicBool>,
}

/// Serves `root` on `address` until the process ends. Returns once it listens, with the port.
pub fn start(root: &Path, address: &str) -> std::io::Result<u16> {
    start_with(root, address, Faults::default())
}

/// The same with faults.
pub fn start_with(root: &Path, address: &str, faults: Faults) -> std::io::Result<u16> {
    let listener = TcpListener::bind(address)?;
    let port = listener.local_addr()?.port();
    let root = root.to_path_buf();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let root = root.clone();
            std::thread::spawn(move || {
                // A browser that hangs up is no error of ours.
                let _ = answer(&root, stream, faults);
            });
        }
    });
    Ok(port)
}

fn answer(root: &Path, mut stream: TcpStream, faults: Faults) -> std::io::Result<()> {
    stream.set_read_timeout(Some(std::time::Duration::from_secs(30)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    loop {
        let (mut request, mut brotli) = (String::new(), false);
        if reader.read_line(&mut request)? == 0 {
            return Ok(());
        }
        let mut header = String::new();
        while reader.read_line(&mut header)? > 2 {
            let line = header.to_ascii_lowercase();
            brotli |= line.starts_with("accept-encoding:") && line.contains("br");
            header.clear();
        }
        if faults.is_down.is_some_and(|is_down| is_down.load(Ordering::SeqCst)) {
            return Ok(());
        }
        let target = request.split_whitespace().nth(1).unwrap_or("/");
        let file = locate(root, target.split(['?', '#']).next().unwrap_or("/"));
        let name = file.as_deref().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
        let file = file.filter(|_| faults.missing.is_none_or(|missing| !name.starts_with(missing)));
        let (status, kind, packed, body) = match file.as_deref().map(|file| read(file, brotli)) {
            Some(Ok((body, packed))) => ("200 OK", content_type(file.as_deref().expect("it was read")), packed, body),
            _ => ("404 Not Found", "text/plain; charset=utf-8", false, b"There is no such file here.\n".to_vec()),
        };
        let body = if faults.keeps_nothing && name == "sw.js" { Vec::new() } else { body };
        let kind = faults.script_type.filter(|_| name.ends_with(".js")).unwrap_or(kind);
        let nosniff = if faults.script_type.is_none() { "X-Content-Type-Options: nosniff\r\n" } else { "" };
        let encoding = if packed { "Content-Encoding: br\r\n" } else { "" };
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n{encoding}Vary: Accept-Encoding\r\n\
             Access-Control-Allow-Origin: *\r\n{nosniff}Cache-Control: no-cache\r\n\r\n",
            body.len()
        )?;
        if !request.starts_with("HEAD") {
            stream.write_all(&body)?;
        }
        stream.flush()?;
    }
}

fn read(file: &Path, brotli: bool) -> std::io::Result<(Vec<u8>, bool)> {
    let mut twin = file.as_os_str().to_owned();
    twin.push(".br");
    if brotli && let Ok(body) = std::fs::read(&twin) {
        return Ok((body, true));
    }
    std::fs::read(file).map(|body| (body, false))
}

fn content_type(file: &Path) -> &'static str {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    TYPES.iter().find(|(known, _)| *known == ending).map_or("application/octet-stream", |(_, kind)| kind)
}

/// The file of a URL path; `None` for anything that would leave the root.
fn locate(root: &Path, path: &str) -> Option<PathBuf> {
    let relative = Path::new(path.trim_start_matches('/'));
    let plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
    let file = plain.then(|| root.join(relative))?;
    Some(if file.is_dir() { file.join("index.html") } else { file })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_root_is_found() {
        let root = Path::new("/srv");
        assert_eq!(locate(root, "/a/b.js"), Some(PathBuf::from("/srv/a/b.js")));
        assert_eq!(locate(root, "/../etc/passwd"), None);
        assert_eq!(locate(root, "//etc/../passwd"), None);
    }
}
