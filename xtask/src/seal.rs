//! Seals a bundle that Trunk has just put together (its `post_build` hook).
//!
//! Trunk would start the app by an inline module script and leave the wasm unprotected
//! (it puts the integrity on a preload, which browsers ignore). So its scripts are off,
//! and this writes what protects itself: `index.html` holds the integrity of one script, that script holds
//! the integrity of every other file, and the content policy holds the hashes of what stands inline. A byte
//! changed in any file but `index.html` itself ends in a sentence on the page.
//!
//! Environment: `TRUNK_*` from Trunk, `STOCKTAKE_HOSTS` (origins that the page may call, blank-separated)
//! from `cargo xtask dist`; without it, the providers'.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

use crate::origin::Origin;
use crate::tools::{self, Tool};
use crate::{html, licences, parts, policy, split, wasm};

/// Handed from `dist` through Trunk.
pub(crate) const HOSTS: &str = "STOCKTAKE_HOSTS";

/// Runs as Trunk's hook.
pub(crate) fn run() -> Result<()> {
    let stage = folder("TRUNK_STAGING_DIR")?;
    let source = folder("TRUNK_SOURCE_DIR")?;
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let hosts: Vec<String> =
        env::var(HOSTS).unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    let hosts = policy::hosts(&hosts, &[])?;

    let whole = Whole::of(&stage)?;
    let (first, bindings, looks) = if release {
        let split = split::split(&source)?;
        parts::seal(&stage, &source, &split)?;
        (split.first, split.bindings, "main")
    } else {
        (fs::read(&whole.wasm)?, whole.bindings.clone(), "whole")
    };
    let wasm = wasm(&stage, "stocktake", &first, release)?;
    let style = style(&stage, &source, looks, release)?;
    let boot = boot(&stage, &source, &bindings, [("MAIN_WASM", &wasm), ("MAIN_STYLE", &style)], release)?;
    whole.remove(&stage)?;

    let origin = Origin::of(&source);
    let page = stage.join("index.html");
    let text = fs::read_to_string(&page).context("Trunk left no index.html")?;
    let text = html::fill(&text, "origin", &origin.tags())?;
    let guard = inline(&source.join("boot/guard.js"))?;
    let shell = inline(&style_file(&source, "shell"))?;
    fs::write(page, html::sealed(&text, &guard, &shell, &html::Files { boot, style, wasm }, &hosts)?)?;
    fs::write(stage.join("version.json"), origin.json())?;
    licences::write(&source, &stage)?;
    fs::write(stage.join("config.json"), "{}\n")?;
    let sample = source.join("boot/config.sample.json");
    fs::copy(sample, stage.join("config.sample.json"))?;
    Ok(())
}

/// A file of the bundle as others refer to it.
pub(crate) struct Sealed {
    pub(crate) name: String,
    pub(crate) integrity: String,
}

impl Sealed {
    /// As `boot/files.js` takes it.
    pub(crate) fn json(&self) -> String {
        format!("{{\"name\":\"{}\",\"integrity\":\"{}\"}}", self.name, self.integrity)
    }
}

/// What Trunk has bound. A release binds its first part anew.
struct Whole {
    wasm: PathBuf,
    bindings: PathBuf,
}

impl Whole {
    fn of(stage: &Path) -> Result<Self> {
        Ok(Self { wasm: only(stage, "wasm")?, bindings: only(stage, "js")? })
    }

    /// What is published of it has names of its own.
    fn remove(self, stage: &Path) -> Result<()> {
        fs::remove_file(self.wasm)?;
        fs::remove_file(self.bindings)?;
        let snippets = stage.join("snippets");
        if snippets.exists() {
            fs::remove_dir_all(snippets)?;
        }
        Ok(())
    }
}

/// Writes a wasm file into the bundle.
pub(crate) fn wasm(stage: &Path, name: &str, bytes: &[u8], release: bool) -> Result<Sealed> {
    if !release {
        return write(stage, name, "wasm", bytes);
    }
    let bytes = wasm::optimised(bytes)?;
    wasm::refuse_build_paths(&bytes)?;
    write(stage, name, "wasm", &bytes)
}

/// Joins a stylesheet with what it imports, and writes it into the bundle.
pub(crate) fn style(stage: &Path, source: &Path, name: &str, release: bool) -> Result<Sealed> {
    let mut command = Command::new(tools::located(&Tool::Esbuild)?);
    command.arg(style_file(source, name)).args(["--bundle", "--loader:.svg=dataurl"]);
    write(stage, name, "css", &esbuild(&mut command, release)?)
}

pub(crate) fn style_file(source: &Path, name: &str) -> PathBuf {
    source.join("style").join(format!("{name}.css"))
}

/// A script or stylesheet as it stands in the page.
fn inline(file: &Path) -> Result<String> {
    let mut command = Command::new(tools::located(&Tool::Esbuild)?);
    let text = esbuild(command.arg(file).args(["--bundle", "--format=esm"]), true)?;
    Ok(String::from_utf8(text)?.trim_end().to_owned())
}

/// The script that starts the app; `fetched` is what it fetches, by the names that it has for it.
fn boot(
    stage: &Path,
    source: &Path,
    bindings: &Path,
    fetched: [(&str, &Sealed); 2],
    release: bool,
) -> Result<Sealed> {
    let mut command = Command::new(tools::located(&Tool::Esbuild)?);
    command
        .arg(source.join("boot/boot.js"))
        .args(["--bundle", "--format=esm", "--target=es2022"])
        .arg(format!("--alias:bindings={}", bindings.display()))
        .args(fetched.map(|(name, file)| format!("--define:{name}={}", file.json())));
    if !release {
        command.arg(format!("--inject:{}", source.join("boot/reload.js").display()));
    }
    write(stage, "boot", "js", &esbuild(&mut command, release)?)
}

fn esbuild(command: &mut Command, minify: bool) -> Result<Vec<u8>> {
    command.args(["--log-level=warning", "--legal-comments=none", "--charset=utf8"]);
    if minify {
        command.arg("--minify");
    }
    let output = command.output().context("cannot start esbuild")?;
    if !output.status.success() {
        bail!("esbuild failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(output.stdout)
}

fn write(stage: &Path, base: &str, extension: &str, bytes: &[u8]) -> Result<Sealed> {
    let name = format!("{base}-{}.{extension}", short(&Sha256::digest(bytes)));
    fs::write(stage.join(&name), bytes)?;
    Ok(Sealed { name, integrity: integrity(bytes) })
}

fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The first 16 hexadecimal digits: enough to tell two builds apart.
pub(crate) fn short(digest: &[u8]) -> String {
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The same of a file's content.
pub(crate) fn short_of_file(file: &Path) -> Result<String> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(short(&Sha256::digest(bytes)))
}

fn only(stage: &Path, extension: &str) -> Result<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(stage)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == extension) {
            found.push(path);
        }
    }
    match found.as_slice() {
        [one] => Ok(one.clone()),
        several => bail!("expected one .{extension} file from Trunk, found {}", several.len()),
    }
}

fn folder(name: &str) -> Result<PathBuf> {
    let value = env::var_os(name)
        .with_context(|| format!("{name} is not set: `seal` is Trunk's hook, use `cargo xtask dist`"))?;
    Ok(PathBuf::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_integrity_is_the_one_that_browsers_compute() {
        // SHA-384 of nothing, as published with the algorithm.
        assert_eq!(integrity(b""), "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb");
        assert_ne!(integrity(b"\x00asm\x01"), integrity(b"\x00asm\x03"));
    }
}
