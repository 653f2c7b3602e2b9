//! Makes the wasm small, and keeps this machine's folders out of it.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::tools::{self, Tool};
use crate::{paths, process};

const LIMIT: Duration = Duration::from_secs(10 * 60);

/// A function that is called once stays one unless it is tiny: alike functions side by side, ordered by their names, compress
/// better than what grows when they are put into others (3.0 KB of the first load). More passes (`--flatten`, `-Oz` twice,
/// `--converge`) took 1.2 KB off it, and four times as long.
///
/// The features are what rustc emits for wasm32 by default, named one by one: `--all-features` makes
/// wasm-opt write modules that browsers refuse.
const WASM_OPT: [&str; 13] = [
    "--one-caller-inline-max-function-size=20",
    "-Oz",
    "--reorder-functions-by-name",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Runs wasm-opt.
pub(crate) fn optimised(bytes: &[u8]) -> Result<Vec<u8>> {
    let folder = paths::target(&paths::workspace()?).join("wasm-opt");
    fs::create_dir_all(&folder)?;
    let [input, output] = ["input.wasm", "output.wasm"].map(|name| folder.join(name));
    fs::write(&input, bytes)?;
    let mut command = Command::new(tools::located(&Tool::WasmOpt)?);
    command.arg(&input).arg("-o").arg(&output).args(WASM_OPT);
    process::run_shown(&mut command, LIMIT)?;
    Ok(fs::read(output)?)
}

/// Panic locations name source files. `bundle.rs` remaps them; one that slips through
/// would publish the name of whoever built this.
pub(crate) fn refuse_build_paths(bytes: &[u8]) -> Result<()> {
    for folder in [paths::home()?, paths::cargo_home()?, paths::sysroot()?, paths::workspace()?] {
        if names(bytes, &folder) {
            bail!(
                "the wasm names a folder of this machine, {}: build it by `cargo xtask dist`",
                folder.display()
            );
        }
    }
    Ok(())
}

fn names(bytes: &[u8], folder: &Path) -> bool {
    let text = format!("{}/", folder.display());
    // A short one, such as a container's `/app`, is also part of our own file names.
    let telling = folder.components().count() > 2;
    telling && bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_found_and_a_short_one_is_not_searched() {
        let wasm = b"..panicked at /home/builder/stocktake/src/app/mod.rs..";
        assert!(names(wasm, Path::new("/home/builder")));
        assert!(!names(wasm, Path::new("/home/build")));
        assert!(!names(wasm, Path::new("/app")));
    }
}
