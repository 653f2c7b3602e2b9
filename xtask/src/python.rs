//! The virtual environment with the vendors' SDKs, kept in the cache by the hash of its
//! requirements.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::progress::Step;
use crate::{paths, process, seal, tools};

const LIMIT: Duration = Duration::from_secs(15 * 60);

/// The Python of an environment that has everything in `requirements`.
pub(crate) fn environment(requirements: &Path, step: &mut Step) -> Result<PathBuf> {
    let text = fs::read(requirements).with_context(|| format!("cannot read {}", requirements.display()))?;
    let Some(python) = ["python3", "python"].into_iter().find_map(paths::on_path) else {
        bail!("Python 3 is missing: install it together with its venv module");
    };
    let mut key = Sha256::new_with_prefix(&text);
    key.update(process::output_of(Command::new(&python).arg("--version")).unwrap_or_default());
    let folder = paths::cache()?.join(format!("python-{}", seal::short(&key.finalize())));
    let inside = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
    // An environment cannot be moved, so a last file in it says that it is complete.
    let complete = folder.join("complete");
    if complete.is_file() {
        return Ok(folder.join(inside));
    }

    let _lock = tools::lock()?;
    let _ = fs::remove_dir_all(&folder);
    let log = paths::log("python")?;
    let mut create = Command::new(python);
    create.args(["-m", "venv"]).arg(&folder);
    process::run_logged(&mut create, &log, LIMIT, step)
        .context("Python's venv module is needed (Debian: python3-venv)")?;
    let mut install = Command::new(folder.join(inside));
    install.args(["-m", "pip", "install", "--disable-pip-version-check", "-r"]).arg(requirements);
    process::run_logged(&mut install, &log, LIMIT, step)?;
    fs::write(complete, "")?;
    Ok(folder.join(inside))
}
