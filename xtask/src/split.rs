//! Cuts the wasm of a release: into what a first visit needs, and the parts that come later, each named by the
//! `#[loader(NAME)]` of its entries.
//!
//! The work is done by the tool of `wasm_split_cli_support`, which follows the linker's relocations
//! (`build.rs` asks for them) from each entry: what only one part reaches goes into `split_NAME.wasm`, what several
//! reach into a `chunk_N.wasm`. The tool must see the wasm before wasm-bindgen does, so Trunk's bindings of the
//! whole are dropped and made anew for the first part.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::tools::{self, Tool};
use crate::{paths, process};

const LIMIT: Duration = Duration::from_secs(10 * 60);

/// The tool's script, which the bindings import. It has no integrities for what it fetches: ours takes its place.
const LOADERS: &str = "__wasm_split.js";

/// What the tool calls the function that fetches a part, before the part's name.
pub(crate) const LOADER: &str = "__wasm_split_load_";

/// What was cut.
pub(crate) struct Split {
    /// The wasm of the first part, bound.
    pub(crate) first: Vec<u8>,
    /// The bindings of the first part, with their snippets beside them.
    pub(crate) bindings: PathBuf,
    /// The names of the parts that come later.
    pub(crate) parts: Vec<String>,
    /// Their files.
    pub(crate) pieces: Vec<Piece>,
}

impl Split {
    /// Where the script belongs that offers a [`LOADER`] for each part.
    pub(crate) fn loaders(&self) -> PathBuf {
        self.bindings.with_file_name(LOADERS)
    }
}

/// A wasm file that comes later.
pub(crate) struct Piece {
    /// What it is called after: its part, or all parts that share it.
    pub(crate) name: String,
    /// The parts that need it.
    pub(crate) parts: Vec<String>,
    pub(crate) wasm: Vec<u8>,
}

/// Cuts what cargo has built.
pub(crate) fn split(workspace: &Path) -> Result<Split> {
    let whole = paths::target(workspace).join(tools::TARGET).join("web/stocktake.wasm");
    let folder = paths::target(workspace).join("split");
    let bound = folder.join("bound");
    // What an earlier build left must not pass for this one's.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&bound)?;

    let mut split = Command::new(tools::located(&Tool::WasmSplit)?);
    split.arg(&whole).arg(&folder).args(["--out-name", "first"]).env("RUST_LOG", "error");
    process::run_shown(&mut split, LIMIT)?;

    let bindgen = Tool::WasmBindgen(crate::versions::wasm_bindgen(workspace)?);
    let mut bind = Command::new(tools::located(&bindgen)?);
    bind.arg(folder.join("first.wasm"))
        // The later parts share memory, table and stack with the first: they must stay exported.
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "stocktake"])
        .arg("--out-dir")
        .arg(&bound);
    process::run_shown(&mut bind, LIMIT)?;

    let script = fs::read_to_string(folder.join(LOADERS)).context("the wasm was not split")?;
    let parts = parts(&script)?;
    Ok(Split {
        first: fs::read(bound.join("stocktake_bg.wasm"))?,
        bindings: bound.join("stocktake.js"),
        pieces: pieces(&folder, &parts)?,
        parts: parts.into_iter().map(|part| part.name).collect(),
    })
}

/// A part as the tool's script tells it.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    name: String,
    /// Such as `chunk_2`.
    chunks: Vec<String>,
}

/// Reads `export const __wasm_split_load_NAME = …(…, [__chunk_2, …]));`, the only place that tells which part needs
/// which chunk.
fn parts(script: &str) -> Result<Vec<Part>> {
    let mark = format!("export const {LOADER}");
    let part = |text: &str| {
        let (name, rest) = text.split_once(" = ")?;
        let (_, list) = rest.rsplit_once(", [")?;
        let (list, _) = list.split_once(']')?;
        let chunks = list.split(", ").filter_map(|chunk| chunk.strip_prefix("__"));
        Some(Part { name: name.to_owned(), chunks: chunks.map(str::to_owned).collect() })
    };
    let parts = script.split(&mark).skip(1).map(part).collect::<Option<Vec<_>>>();
    parts.context("the script of wasm-split is not as its version wrote it")
}

fn pieces(folder: &Path, parts: &[Part]) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        if path.extension().is_some_and(|end| end == "wasm") && stem != "first" {
            let (name, parts) = needed(&stem, parts)?;
            pieces.push(Piece { name, parts, wasm: fs::read(&path)? });
        }
    }
    pieces.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(pieces)
}

/// What a file of the tool's is called in the bundle, and the parts that need it.
fn needed(stem: &str, parts: &[Part]) -> Result<(String, Vec<String>)> {
    let needs = |part: &&Part| match stem.strip_prefix("split_") {
        Some(name) => part.name == name,
        None => part.chunks.iter().any(|chunk| chunk == stem),
    };
    let mut names: Vec<String> = parts.iter().filter(needs).map(|part| part.name.clone()).collect();
    names.sort();
    if names.is_empty() {
        bail!("the wasm was split into {stem}.wasm, which no part needs");
    }
    // The last word before the hash is never a part's own name: who looks for `later-…` finds one file.
    let name = names.join(".");
    Ok((if stem.starts_with("split_") { name } else { format!("{name}.shared") }, names))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "/* later, table */\nconst __chunk_1 = makeLoad(() => {\n}\n, []);\n\
        export const __wasm_split_load_table = wrapAsyncCb(makeLoad(() => {\n    f([], [1]);\n}\n, [__chunk_1]));\n\
        export const __wasm_split_load_later = wrapAsyncCb(makeLoad(() => {\n}\n, [__chunk_1, __chunk_2]));\n\
        export const __wasm_split_load_help = wrapAsyncCb(makeLoad(() => {\n}\n, []));\n";

    #[test]
    fn the_script_tells_which_part_needs_which_chunk() {
        let part = |name: &str, chunks: &[&str]| Part {
            name: name.to_owned(),
            chunks: chunks.iter().map(|chunk| (*chunk).to_owned()).collect(),
        };
        let told = parts(SCRIPT).expect("it is whole");
        let wanted = [part("table", &["chunk_1"]), part("later", &["chunk_1", "chunk_2"]), part("help", &[])];
        assert_eq!(told, wanted);
        assert!(parts("export const __wasm_split_load_later = other();").is_err());
    }

    #[test]
    fn a_file_is_named_after_the_parts_that_need_it() {
        let parts = parts(SCRIPT).expect("it is whole");
        let name = |stem: &str| needed(stem, &parts).map(|(name, _)| name).ok();
        assert_eq!(name("split_table").as_deref(), Some("table"));
        assert_eq!(name("chunk_1").as_deref(), Some("later.table.shared"));
        assert_eq!(name("chunk_2").as_deref(), Some("later.shared"));
        assert_eq!((name("split_other"), name("chunk_3")), (None, None), "nobody would fetch them");
    }
}
