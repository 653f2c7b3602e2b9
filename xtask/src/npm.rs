//! Packages from npm. Each has a folder in `tools/npm` with a lock file, so that what is installed is what the lock's
//! hashes say, from whichever registry it comes. No install script of any package is run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{paths, seal};

const FILES: [&str; 2] = ["package.json", LOCK];
const LOCK: &str = "package-lock.json";

/// The name of the folder that a package is kept in: another lock file is another install.
///
/// # Errors
/// Where the lock file cannot be read.
pub(crate) fn folder(package: &str, version: &str) -> Result<String> {
    let lock = file(&paths::workspace()?, package, LOCK);
    Ok(format!("{package}-{version}-{}", seal::short_of_file(&lock)?))
}

/// The command that installs a package into `folder`, which is empty.
///
/// # Errors
/// Where npm is missing or the lock file cannot be copied.
pub(crate) fn install(package: &str, folder: &Path) -> Result<Command> {
    let npm = paths::on_path("npm").with_context(|| {
        format!("npm is missing and {package} comes from it: install Node.js 20 or newer")
    })?;
    let workspace = paths::workspace()?;
    for name in FILES {
        fs::copy(file(&workspace, package, name), folder.join(name))
            .with_context(|| format!("cannot copy {name} of {package}"))?;
    }
    let mut command = Command::new(npm);
    command.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder);
    Ok(command)
}

fn file(workspace: &Path, package: &str, name: &str) -> PathBuf {
    workspace.join("tools/npm").join(package).join(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::versions;

    /// Name and version of every package that is installed from npm.
    fn packages() -> Vec<(&'static str, &'static str)> {
        let pages = versions::NPM_SDKS.into_iter().chain([versions::AXE]);
        let pages = pages.map(|sdk| (sdk.package, sdk.version));
        [("binaryen", versions::BINARYEN), ("esbuild", versions::ESBUILD)].into_iter().chain(pages).collect()
    }

    fn text(package: &str, name: &str) -> String {
        let file = file(&paths::workspace().expect("run by cargo"), package, name);
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    }

    #[test]
    fn every_package_has_a_lock_of_the_version_that_is_used() {
        for (package, version) in packages() {
            let wanted = format!("\"{package}\": \"{version}\"");
            for name in FILES {
                assert!(text(package, name).contains(&wanted), "{name} of {package} says otherwise");
            }
        }
    }

    #[test]
    fn every_locked_package_has_a_hash_and_no_address() {
        for (package, _) in packages() {
            let lock = text(package, LOCK);
            let entries: Vec<&str> = lock.split("\n    \"node_modules/").skip(1).collect();
            assert!(!entries.is_empty(), "{package}");
            for entry in entries {
                let name = entry.split('"').next().unwrap_or_default();
                assert!(entry.contains("\n      \"integrity\": \"sha512-"), "{package}: {name} has no hash");
                assert!(!entry.contains("\"resolved\""), "{package}: {name} names a registry");
            }
        }
    }

    #[test]
    fn no_lock_is_left_over() {
        let folder = paths::workspace().expect("run by cargo").join("tools/npm");
        let mut found: Vec<_> = fs::read_dir(folder)
            .expect("it is there")
            .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
            .collect();
        found.sort();
        let mut used: Vec<_> = packages().into_iter().map(|(package, _)| package.to_owned()).collect();
        used.sort();
        assert_eq!(found, used);
    }
}
