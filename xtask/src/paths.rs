//! Where things are: the workspace, its build results, and the per-user cache that
//! outlives a clean checkout.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::output_of;

/// The workspace's folder. Cargo names the package's folder to what it runs; asking
/// at run time rather than compile time keeps a moved checkout working.
pub(crate) fn workspace() -> Result<PathBuf> {
    let package = env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .context("start this as `cargo xtask`, not by its own path")?;
    let root = package.parent().context("xtask has no parent folder")?;
    Ok(root.to_owned())
}

/// Cargo's target folder.
pub(crate) fn target(workspace: &Path) -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => workspace.join(folder),
        None => workspace.join("target"),
    }
}

/// The bundle that `serve` and `test` use.
pub(crate) fn site(workspace: &Path) -> PathBuf {
    target(workspace).join("site")
}

/// Tools, virtual environments and logs, kept per user.
pub(crate) fn cache() -> Result<PathBuf> {
    let base = match env::var_os("XDG_CACHE_HOME").filter(|folder| !folder.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => home()?.join(".cache"),
    };
    let cache = base.join("stocktake");
    std::fs::create_dir_all(&cache)
        .with_context(|| format!("cannot create the cache folder {}", cache.display()))?;
    Ok(cache)
}

/// The log of a long step, in the cache.
pub(crate) fn log(name: &str) -> Result<PathBuf> {
    let folder = cache()?.join("logs");
    std::fs::create_dir_all(&folder)?;
    Ok(folder.join(format!("{name}.log")))
}

/// The user's home folder.
pub(crate) fn home() -> Result<PathBuf> {
    env::home_dir()
        .filter(|folder| !folder.as_os_str().is_empty())
        .context("no home folder is known: set HOME")
}

/// Cargo's home, with the registry's sources.
pub(crate) fn cargo_home() -> Result<PathBuf> {
    match env::var_os("CARGO_HOME").filter(|folder| !folder.is_empty()) {
        Some(folder) => Ok(PathBuf::from(folder)),
        None => Ok(home()?.join(".cargo")),
    }
}

/// The compiler's folder.
pub(crate) fn sysroot() -> Result<PathBuf> {
    let folder =
        output_of(Command::new("rustc").args(["--print", "sysroot"])).context("there is no rustc")?;
    Ok(PathBuf::from(folder.trim()))
}

/// The first program of this name on PATH.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(&file)).find(|candidate| candidate.is_file())
}
