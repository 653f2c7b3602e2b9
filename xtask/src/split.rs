//! Cuts the wasm in two: what a first visit needs, and the later part (`src/app/later`).
//!
//! The work is done by the tool of `wasm_split_cli_support`, which follows the linker's relocations
//! (`build.rs` asks for them) from each entry: what only the later part reaches goes into its file. The tool
//! must see the wasm before wasm-bindgen does, so Trunk's bindings of the whole are dropped and made
//! anew for the first part.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::tools::{self, Tool};
use crate::{paths, process};

const LIMIT: Duration = Duration::from_secs(10 * 60);

/// The name of the later part in `src/app/later/mod.rs`.
const LATER: &str = "later";

/// The two parts.
pub(crate) struct Parts {
    /// The wasm of the first part, bound.
    pub(crate) first: Vec<u8>,
    /// The wasm of the later part.
    pub(crate) later: Vec<u8>,
    /// The bindings, with their snippets beside them.
    pub(crate) bindings: PathBuf,
}

/// Cuts what cargo has built. `link` is the script that fetches the later part.
pub(crate) fn split(workspace: &Path, release: bool, link: &Path) -> Result<Parts> {
    let profile = if release { "web" } else { "debug" };
    let whole = paths::target(workspace).join(tools::TARGET).join(profile).join("stocktake.wasm");
    let folder = paths::target(workspace).join("split");
    let bound = folder.join("bound");
    // What an earlier build left must not pass for this one's.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&bound)?;

    let mut split = Command::new(tools::located(&Tool::WasmSplit)?);
    split.arg(&whole).arg(&folder).args(["--out-name", "first"]).env("RUST_LOG", "error");
    process::run_shown(&mut split, LIMIT)?;
    only_two(&folder)?;

    let bindgen = Tool::WasmBindgen(crate::versions::wasm_bindgen(workspace)?);
    let mut bind = Command::new(tools::located(&bindgen)?);
    bind.arg(folder.join("first.wasm"))
        // The later part shares memory, table and stack with the first: they must stay exported.
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "stocktake"])
        .arg("--out-dir")
        .arg(&bound);
    process::run_shown(&mut bind, LIMIT)?;
    // The tool's own script has no integrity for what it fetches; ours takes its place.
    fs::copy(link, bound.join("__wasm_split.js"))?;
    Ok(Parts {
        first: fs::read(bound.join("stocktake_bg.wasm"))?,
        later: fs::read(folder.join(format!("split_{LATER}.wasm")))?,
        bindings: bound.join("stocktake.js"),
    })
}

/// Another entry would bring files that nobody fetches.
fn only_two(folder: &Path) -> Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).context("the wasm was not split")? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".wasm") {
            files.push(name);
        }
    }
    files.sort();
    if files != ["first.wasm".to_owned(), format!("split_{LATER}.wasm")] {
        bail!("the wasm was split into {files:?}, and the page fetches two parts");
    }
    Ok(())
}
