//! Seals a bundle that Trunk has just put together (its `post_build` hook).
//!
//! Trunk would start the app by an inline module script and leave the wasm unprotected
//! (it puts the integrity on a preload, which browsers ignore). So its scripts are off,
//! and this writes what protects itself: `index.html` holds the integrity of the
//! stylesheet and of one script, that script holds the integrity of both parts of the wasm, and the
//! content policy holds the hash of the only inline script. A byte changed in any file
//! but `index.html` itself ends in a sentence on the page.
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
use crate::{html, licences, policy, split, wasm};

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

    let (wasm, later, bindings) = seal_wasm(&stage, &source, release)?;
    let style = seal_style(&stage, &source, "main", release)?;
    let later_style = seal_style(&stage, &source, "later", release)?;
    let fetched = [("WASM", &wasm), ("WASM_LATER", &later), ("STYLE_LATER", &later_style)];
    let boot = seal_boot(&stage, &source, &bindings, &fetched, release)?;
    let guard =
        esbuild(Command::new(tools::located(&Tool::Esbuild)?).arg(source.join("boot/guard.js")), true)?;
    let guard = String::from_utf8(guard)?.trim_end().to_owned();

    let origin = Origin::of(&source);
    let page = stage.join("index.html");
    let text = fs::read_to_string(&page).context("Trunk left no index.html")?;
    let text = html::fill(&text, "origin", &origin.tags())?;
    let text = sealed_page(&text, &guard, &style, &boot, &wasm, &hosts)?;
    fs::write(page, text)?;
    fs::write(stage.join("version.json"), origin.json())?;
    licences::write(&source, &stage)?;
    fs::write(stage.join("config.json"), "{}\n")?;
    let sample = source.join("boot/config.sample.json");
    fs::copy(sample, stage.join("config.sample.json"))?;
    Ok(())
}

/// A file of the bundle as the page refers to it.
struct Sealed {
    name: String,
    integrity: String,
}

fn sealed_page(
    page: &str,
    guard: &str,
    style: &Sealed,
    boot: &Sealed,
    wasm: &Sealed,
    hosts: &[String],
) -> Result<String> {
    let hash = format!("sha256-{}", STANDARD.encode(Sha256::digest(guard)));
    let policy = policy::policy(&hash, hosts);
    let marks = [
        ("policy", format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")),
        ("guard", "<script></script>".to_owned()),
        (
            "style",
            format!(
                "<link rel=\"stylesheet\" href=\"./{}\" integrity=\"{}\" crossorigin=\"anonymous\">",
                style.name, style.integrity
            ),
        ),
        // The preload starts the wasm before the script that asks for it is there. It has
        // no integrity, which Chromium would only warn about; the script's fetch does.
        (
            "boot",
            format!(
                "<script type=\"module\" src=\"./{}\" integrity=\"{}\" crossorigin=\"anonymous\"></script>\n\
                 <link rel=\"preload\" as=\"fetch\" href=\"./{}\" crossorigin=\"anonymous\">",
                boot.name, boot.integrity, wasm.name
            ),
        ),
    ];
    let mut page = page.to_owned();
    for (name, content) in marks {
        page = html::fill(&page, name, &content)?;
    }
    // The guard comes last: nothing may touch a byte of it once it is hashed.
    Ok(html::shortened(&page)?.replace("<script></script>", &format!("<script>{guard}</script>")))
}

/// Both parts of the wasm, and the bindings of the first.
fn seal_wasm(stage: &Path, source: &Path, release: bool) -> Result<(Sealed, Sealed, PathBuf)> {
    // Trunk has bound the whole, which is made anew for its first part.
    fs::remove_file(only(stage, "wasm")?)?;
    fs::remove_file(only(stage, "js")?)?;
    let snippets = stage.join("snippets");
    if snippets.exists() {
        fs::remove_dir_all(snippets)?;
    }
    let mut parts = split::split(source, release, &source.join("boot/later.js"))?;
    if release {
        for wasm in [&mut parts.first, &mut parts.later] {
            *wasm = wasm::optimised(wasm)?;
            wasm::refuse_build_paths(wasm)?;
        }
    }
    let first = write(stage, "stocktake", "wasm", &parts.first)?;
    let later = write(stage, "later", "wasm", &parts.later)?;
    Ok((first, later, parts.bindings))
}

fn seal_style(stage: &Path, source: &Path, name: &str, release: bool) -> Result<Sealed> {
    let mut command = Command::new(tools::located(&Tool::Esbuild)?);
    let file = source.join("style").join(format!("{name}.css"));
    command.arg(file).args(["--bundle", "--loader:.svg=dataurl"]);
    write(stage, name, "css", &esbuild(&mut command, release)?)
}

/// The script that starts the app; `fetched` names what it fetches, each with its integrity.
fn seal_boot(
    stage: &Path,
    source: &Path,
    bindings: &Path,
    fetched: &[(&str, &Sealed)],
    release: bool,
) -> Result<Sealed> {
    let mut command = Command::new(tools::located(&Tool::Esbuild)?);
    command
        .arg(source.join("boot/boot.js"))
        .args(["--bundle", "--format=esm", "--target=es2022"])
        .arg(format!("--alias:bindings={}", bindings.display()));
    for (name, file) in fetched {
        command
            .arg(format!("--define:{name}_FILE=\"{}\"", file.name))
            .arg(format!("--define:{name}_INTEGRITY=\"{}\"", file.integrity));
    }
    let script = esbuild(&mut command, release)?;
    write(stage, "boot", "js", &script)
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

    fn sealed(name: &str, bytes: &[u8]) -> Sealed {
        Sealed { name: name.to_owned(), integrity: integrity(bytes) }
    }

    #[test]
    fn the_integrity_is_the_one_that_browsers_compute() {
        // SHA-384 of nothing, as published with the algorithm.
        assert_eq!(integrity(b""), "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb");
        assert_ne!(integrity(b"\x00asm\x01"), integrity(b"\x00asm\x03"));
    }

    #[test]
    fn the_page_holds_policy_guard_and_both_integrities() {
        let page = "<!-- seal: policy -->\n <!-- seal: guard -->\n<!-- seal: style -->\n\
                    <!-- note -->\n<!-- seal: boot -->\n";
        let style = sealed("main-1.css", b"css");
        let boot = sealed("boot-1.js", b"js");
        let wasm = sealed("stocktake-1.wasm", b"wasm");
        let text = sealed_page(page, "a  <!-- b", &style, &boot, &wasm, &[]).expect("it is whole");
        assert!(text.contains("<script>a  <!-- b</script>"), "{text}");
        let hash = STANDARD.encode(Sha256::digest("a  <!-- b"));
        assert!(text.contains(&format!("'sha256-{hash}'")), "{text}");
        assert!(text.contains(&style.integrity) && text.contains(&boot.integrity), "{text}");
        assert!(!text.contains("note"), "{text}");
    }
}
