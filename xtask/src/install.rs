//! How a tool is installed: by rustup, cargo or npm.
//!
//! An install goes to a folder beside the final one and is renamed when it is complete, so that an
//! interrupted one never looks finished; a lock keeps two xtasks from installing at once.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process::run_logged;
use crate::progress::Step;
use crate::tools::{TARGET, Tool};
use crate::{compress, npm, paths, versions};

/// Trunk waits for cargo and for files: it is compiled for being there soon, in 2 minutes in place of 8. So are the programs
/// of `tools/wasm`, in their own way.
const SOON: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

const BUILD_LIMIT: Duration = Duration::from_secs(45 * 60);
const FETCH_LIMIT: Duration = Duration::from_secs(15 * 60);

impl Tool {
    /// Installs it, whether it is there or not.
    pub(crate) fn install(&self, step: &mut Step) -> Result<()> {
        match self {
            Self::WasmTarget => rustup(&["target", "add", TARGET], step),
            Self::Component(name) => rustup(&["component", "add", name], step),
            // Its features are what it fetches by itself, and where it looks for a newer version: here it does neither.
            Self::Trunk => {
                let what = ["trunk", "--version", versions::TRUNK, "--no-default-features"];
                self.cargo_install(&what, &SOON, step)
            }
            Self::WasmBindgen(_) | Self::WasmSplit => {
                let package = versions::wasm_programs(&paths::workspace()?);
                self.cargo_install(&["--path", &package.to_string_lossy()], &[], step)
            }
            Self::WasmOpt | Self::Esbuild | Self::Sdk(_) => self.npm_install(step),
        }
    }

    /// Always with a lock file: the one that the program is published with, or ours.
    fn cargo_install(&self, what: &[&str], profile: &[(&str, &str)], step: &mut Step) -> Result<()> {
        // Kept until the end: an interrupted build goes on where it stopped.
        let build = compress::with_suffix(&self.folder()?, "build");
        self.install_aside(step, BUILD_LIMIT, |aside| {
            let mut cargo = Command::new("cargo");
            cargo
                .args(["install", "--locked", "--root"])
                .arg(aside)
                .args(what)
                // This workspace's settings are not the tool's.
                .current_dir(paths::cache()?)
                .env("CARGO_TARGET_DIR", &build)
                .envs(profile.iter().copied());
            for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET"] {
                cargo.env_remove(name);
            }
            Ok(cargo)
        })?;
        // What cannot be removed costs disk space only.
        let _ = fs::remove_dir_all(build);
        Ok(())
    }

    fn npm_install(&self, step: &mut Step) -> Result<()> {
        let package = self.npm_package().context("it does not come from npm")?;
        self.install_aside(step, FETCH_LIMIT, |aside| npm::install(package, aside))
    }

    fn install_aside(
        &self,
        step: &mut Step,
        limit: Duration,
        command: impl FnOnce(&Path) -> Result<Command>,
    ) -> Result<()> {
        let folder = self.folder()?;
        let aside = compress::with_suffix(&folder, "part");
        let _ = fs::remove_dir_all(&aside);
        fs::create_dir_all(&aside)?;
        let log = paths::log(&format!("install-{}", self.program()))?;
        run_logged(&mut command(&aside)?, &log, limit, step)?;
        // What stands there did not run, or we would not be here.
        let _ = fs::remove_dir_all(&folder);
        fs::rename(&aside, &folder).with_context(|| format!("cannot move {} into place", folder.display()))
    }
}

fn rustup(words: &[&str], step: &mut Step) -> Result<()> {
    let Some(rustup) = paths::on_path("rustup") else {
        bail!(
            "there is no rustup to run `rustup {}`: install rustup, or your distribution's package",
            words.join(" ")
        );
    };
    let mut command = Command::new(rustup);
    command.args(words);
    run_logged(&mut command, &paths::log("rustup")?, FETCH_LIMIT, step)
}

/// The lock that installs hold. The system drops it with the process, however that ends.
pub(crate) fn lock() -> Result<File> {
    let file = File::create(paths::cache()?.join("install.lock"))?;
    if file.try_lock().is_err() {
        println!("Waiting for another xtask that is installing …");
        file.lock().context("cannot take the install lock")?;
    }
    Ok(file)
}
