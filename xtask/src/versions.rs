//! Which versions of the tools are used, and how their own words about it are read.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::seal;

/// The last Trunk that the workspace's compiler builds.
pub(crate) const TRUNK: &str = "0.21.14";
/// The npm package that carries wasm-opt; Debian's is far too old.
pub(crate) const BINARYEN: &str = "132.0.0";
/// The crate that cuts the wasm into parts; its other half is `wasm_split_helpers` in `Cargo.lock`.
pub(crate) const WASM_SPLIT: &str = "0.2.4";
/// The npm package that joins and shortens scripts and stylesheets.
pub(crate) const ESBUILD: &str = "0.28.2";

/// What checks licences, sources and known vulnerabilities of crates.
pub(crate) const CARGO_DENY: &str = "0.20.2";

/// A script for pages, as npm carries it: a vendor's client, or what checks the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NpmSdk {
    pub(crate) package: &'static str,
    pub(crate) version: &'static str,
    /// The build for browsers, in the package's folder.
    pub(crate) script: &'static str,
}

/// Both vendors' clients for pages.
pub(crate) const NPM_SDKS: [NpmSdk; 2] = [
    NpmSdk { package: "ali-oss", version: "6.23.0", script: "dist/aliyun-oss-sdk.min.js" },
    NpmSdk { package: "cos-js-sdk-v5", version: "1.10.1", script: "dist/cos-js-sdk-v5.min.js" },
];

/// Deque's checks of accessibility, run in the journeys.
pub(crate) const AXE: NpmSdk = NpmSdk { package: "axe-core", version: "4.14.1", script: "axe.min.js" };

/// The version of wasm-bindgen in `Cargo.lock`: its command-line half must be equal.
pub(crate) fn wasm_bindgen(workspace: &Path) -> Result<String> {
    let file = workspace.join("Cargo.lock");
    let lock = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    locked(&lock, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen")
}

/// The package of wasm-bindgen's program and wasm-split's.
pub(crate) fn wasm_programs(workspace: &Path) -> PathBuf {
    workspace.join("tools/wasm")
}

/// What those programs are made of, as a few digits.
pub(crate) fn wasm_programs_key(workspace: &Path) -> Result<String> {
    let mut key = Sha256::new();
    for file in ["Cargo.lock", "Cargo.toml", "src/wasm_bindgen.rs", "src/wasm_split.rs"] {
        let file = wasm_programs(workspace).join(file);
        key.update(std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?);
    }
    Ok(seal::short(&key.finalize()))
}

/// The version of a package in a lock file.
fn locked(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

/// The numbers of the first word that looks like a version: `trunk 0.21.14`,
/// `wasm-opt version 132 (version_132)`.
pub(crate) fn numbers_in(text: &str) -> Option<Vec<u32>> {
    let word = text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    // A pre-release ("0.22.0-beta.1") fits nothing.
    word.split('.').map(|part| part.parse().ok()).collect()
}

/// Trunk: the same series, and at least our patch level.
pub(crate) fn trunk_fits(text: &str) -> bool {
    let (Some(found), Some(wanted)) = (numbers_in(text), numbers_in(TRUNK)) else {
        return false;
    };
    found.len() == 3 && found[..2] == wanted[..2] && found[2] >= wanted[2]
}

/// wasm-bindgen: exactly the library's version.
pub(crate) fn equals(text: &str, wanted: &str) -> bool {
    let found = numbers_in(text);
    found.is_some() && found == numbers_in(wanted)
}

/// wasm-opt: ours or newer.
pub(crate) fn wasm_opt_fits(text: &str) -> bool {
    let (Some(found), Some(wanted)) = (numbers_in(text), numbers_in(BINARYEN)) else {
        return false;
    };
    found[0] >= wanted[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_gives_the_exact_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked(lock, "wasm"), None);
    }

    /// An upgrade of the library alone would end in a program that refuses what cargo has built.
    #[test]
    fn both_halves_of_wasm_bindgen_are_locked_to_one_version() {
        let workspace = crate::paths::workspace().expect("run by cargo");
        let library = wasm_bindgen(&workspace).expect("it is locked");
        let lock =
            std::fs::read_to_string(wasm_programs(&workspace).join("Cargo.lock")).expect("it is committed");
        for package in ["wasm-bindgen-cli-support", "wasm-programs"] {
            assert_eq!(locked(&lock, package).as_ref(), Some(&library), "{package}");
        }
        assert_eq!(locked(&lock, "wasm_split_cli_support").as_deref(), Some(WASM_SPLIT));
    }

    #[test]
    fn fitting_versions_are_told_from_others() {
        assert!(trunk_fits("trunk 0.21.14\n"));
        assert!(trunk_fits("trunk 0.21.15"));
        assert!(!trunk_fits("trunk 0.21.9"));
        assert!(!trunk_fits("trunk 0.22.0-beta.1"));
        assert!(equals("wasm-bindgen 0.2.130", "0.2.130"));
        assert!(!equals("wasm-bindgen 0.2.100", "0.2.130"));
        assert!(!equals("no version", "none either"));
        assert!(wasm_opt_fits("wasm-opt version 132 (version_132)"));
        assert!(!wasm_opt_fits("wasm-opt version 108"));
    }
}
