//! The static site: the release files as they are, but for two. `config.json`
//! is the sandbox's own (that is the demo), and `index.html` gets the sources
//! of its `connect-src` replaced, every other byte unchanged, because a release
//! may call the real providers only.

use std::path::{Path, PathBuf};

use crate::arrived::Arrived;
use crate::presets;
use crate::provider::Provider;
use crate::query::percent_decode;
use crate::reply::Reply;
use crate::state::State;

pub(crate) fn answer(state: &State, arrived: &Arrived) -> Reply {
    if !matches!(arrived.method.as_str(), "GET" | "HEAD") {
        return Reply::text(405, "Files are read with GET.");
    }
    if arrived.path == "/config.json" {
        return presets::answer(state);
    }
    let Some(folder) = &state.site else {
        return Reply::text(404, "The sandbox was started without --site: only the API is here.");
    };
    let Some(path) = file_path(folder, &arrived.path) else {
        return Reply::text(404, "There is no such file.");
    };
    let accepted = arrived.header("accept-encoding").unwrap_or_default();
    file(&path, accepted, state.port).unwrap_or_else(|| Reply::text(404, "There is no such file."))
}

/// The file behind a path, `None` for one that leaves the folder. Judged by
/// its decoded segments, before the file system is asked.
fn file_path(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = percent_decode(path, false);
    let mut file = folder.to_path_buf();
    for segment in path.strip_prefix('/')?.split('/') {
        if segment.starts_with('.') || segment.contains(['\\', '\0', ':']) {
            return None;
        }
        file.push(segment);
    }
    if path.ends_with('/') {
        file.push("index.html");
    }
    Some(file)
}

fn file(path: &Path, accepted: &str, port: u16) -> Option<Reply> {
    let name = path.file_name()?.to_str()?;
    let mut reply = Reply::empty(200);
    reply.headers.push(("content-type", content_type(path).into()));
    reply.headers.push(("cache-control", caching(name).into()));
    reply.headers.push(("x-content-type-options", "nosniff".into()));
    if name == "index.html" {
        // Changed on the fly, so a precompressed sibling would be another page.
        let html = std::fs::read_to_string(path).ok()?;
        reply.body = with_connect_sources(&html, &connect_sources(port)).into_bytes();
        return Some(reply);
    }
    reply.body = std::fs::read(path).ok()?;
    reply.headers.push(("vary", "Accept-Encoding".into()));
    for (encoding, extension) in [("br", "br"), ("gzip", "gz")] {
        if accepts(accepted, encoding)
            && let Ok(body) = std::fs::read(path.with_file_name(format!("{name}.{extension}")))
        {
            reply.headers.push(("content-encoding", encoding.into()));
            reply.body = body;
            break;
        }
    }
    Some(reply)
}

/// `;q=0` is a refusal.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|part| {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        let weight = weight.trim().strip_prefix("q=").map(str::parse::<f32>);
        name.trim() == encoding && !matches!(weight, Some(Ok(weight)) if weight <= 0.0)
    })
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A name with a hash in it never changes its content; all others are asked
/// for again, so that a rebuild is seen at once.
fn caching(name: &str) -> &'static str {
    let hashed = name.split(['-', '.', '_']).any(|part| {
        part.len() >= 8
            && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            && part.bytes().any(|byte| byte.is_ascii_digit())
    });
    if hashed { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// What the page may call in the sandbox. In a content policy `*.localhost`
/// stands for names of any depth below it.
fn connect_sources(port: u16) -> String {
    let (oss, cos) = (Provider::Oss.region(), Provider::Cos.region());
    format!(
        "'self' http://*.localhost:{port} http://127.0.0.1:{port} http://*.oss-{oss}.localhost:{port} http://*.cos.{cos}.localhost:{port}"
    )
}

/// The page with the source list of its policy's `connect-src` replaced. A
/// page without such a policy comes back unchanged.
fn with_connect_sources(html: &str, sources: &str) -> String {
    match connect_src_list(html) {
        Some(list) => format!("{} {sources}{}", &html[..list.start], &html[list.end..]),
        None => html.into(),
    }
}

/// Where the list stands: behind the directive's name, up to `;` or the end of
/// the attribute.
fn connect_src_list(html: &str) -> Option<std::ops::Range<usize>> {
    // ASCII lower case keeps every byte's place.
    let lower = html.to_ascii_lowercase();
    let mut from = 0;
    let tag = loop {
        let start = from + lower[from..].find("<meta")?;
        let end = start + tag_length(&lower[start..])?;
        if lower[start..end].contains("content-security-policy") {
            break start..end;
        }
        from = end;
    };
    let content = tag.start + lower[tag.start..tag.end].find("content=")? + "content=".len();
    let quote = lower[content..].chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let start = content + 1;
    let end = start + lower[start..].find(quote)?;
    let mut at = start;
    for directive in lower[start..end].split(';') {
        let indent = directive.len() - directive.trim_start().len();
        let rest = directive[indent..].strip_prefix("connect-src");
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace)) {
            return Some(at + indent + "connect-src".len()..at + directive.len());
        }
        at += directive.len() + 1;
    }
    None
}

/// Up to the `>` that is not inside a quoted value.
fn tag_length(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, character) in tag.char_indices() {
        match (quote, character) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
#[path = "site_tests.rs"]
mod tests;
