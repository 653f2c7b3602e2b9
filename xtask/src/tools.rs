//! The tools that a build needs and a bare machine lacks: the wasm32 target, Trunk,
//! wasm-bindgen, wasm-split, wasm-opt, esbuild. They come from the package registries alone and
//! are kept in the per-user cache by name and version, because building three of them
//! takes some 14 minutes that a clean checkout must not pay again.
//!
//! A tool on PATH is used when its version fits. An install goes to a folder beside
//! the final one and is renamed when it is complete, so that an interrupted one never
//! looks finished; a lock keeps two xtasks from installing at once.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process::{output_of, run_logged};
use crate::progress::{Progress, Step};
use crate::versions::NpmSdk;
use crate::{compress, paths, versions};

const BUILD_LIMIT: Duration = Duration::from_secs(45 * 60);
const FETCH_LIMIT: Duration = Duration::from_secs(15 * 60);
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// One thing to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    WasmTarget,
    /// The source of Rust's standard library, which the bundle builds for itself.
    StdSource,
    /// `rustfmt` or `clippy`, which a minimal toolchain lacks.
    Component(&'static str),
    Trunk,
    /// With the version that `Cargo.lock` asks for.
    WasmBindgen(String),
    /// Cuts the wasm in two.
    WasmSplit,
    WasmOpt,
    Esbuild,
    /// A vendor's client for pages; what is found is its script.
    Sdk(NpmSdk),
}

/// Everything that a bundle needs, in the order of installing: what fails soon first.
pub(crate) fn for_bundle(workspace: &Path) -> Result<Vec<Tool>> {
    Ok(vec![
        Tool::WasmTarget,
        Tool::StdSource,
        Tool::WasmOpt,
        Tool::Esbuild,
        Tool::WasmSplit,
        Tool::WasmBindgen(versions::wasm_bindgen(workspace)?),
        Tool::Trunk,
    ])
}

/// Those of `tools` that are not there yet.
pub(crate) fn missing(tools: &[Tool]) -> Result<Vec<Tool>> {
    let mut missing = Vec::new();
    for tool in tools {
        if tool.find()?.is_none() {
            missing.push(tool.clone());
        }
    }
    Ok(missing)
}

/// Installs what `missing` found, one step of `progress` each.
pub(crate) fn install(missing: &[Tool], progress: &mut Progress) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    let _lock = lock()?;
    for tool in missing {
        let mut step = progress.step(&tool.name(), tool.hope());
        // Whoever held the lock before may have installed it.
        if tool.find()?.is_some() {
            step.done("present");
            continue;
        }
        tool.install(&mut step)?;
        if tool.find()?.is_none() {
            bail!("{} was installed but does not run", tool.name());
        }
        step.done("installed");
    }
    Ok(())
}

/// The vendors' clients for pages.
pub(crate) fn npm_sdks() -> Vec<Tool> {
    versions::NPM_SDKS.into_iter().map(Tool::Sdk).collect()
}

/// Where a tool is; an error if it is missing.
pub(crate) fn located(tool: &Tool) -> Result<PathBuf> {
    tool.find()?.with_context(|| format!("{} is not installed; run `cargo xtask dist` once", tool.name()))
}

/// PATH with the folders of these tools before everything else, for programs (Trunk)
/// that look for their helpers there. A tool that PATH already gives changes nothing.
pub(crate) fn path_with(tools: &[Tool]) -> Result<std::ffi::OsString> {
    let mut folders = Vec::new();
    for tool in tools {
        let program = located(tool)?;
        if paths::on_path(tool.program()).as_ref() != Some(&program) {
            folders.extend(program.parent().map(Path::to_owned));
        }
    }
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    Ok(env::join_paths(folders)?)
}

impl Tool {
    fn name(&self) -> String {
        match self {
            Self::WasmTarget => format!("Rust target {TARGET}"),
            Self::StdSource => "Rust component rust-src".to_owned(),
            Self::Component(name) => format!("Rust component {name}"),
            Self::Trunk => format!("Trunk {}", versions::TRUNK),
            Self::WasmBindgen(version) => format!("wasm-bindgen {version}"),
            Self::WasmSplit => format!("wasm-split {}", versions::WASM_SPLIT),
            Self::WasmOpt => format!("wasm-opt (binaryen {})", versions::BINARYEN),
            Self::Esbuild => format!("esbuild {}", versions::ESBUILD),
            Self::Sdk(sdk) => format!("{} {}", sdk.package, sdk.version),
        }
    }

    fn hope(&self) -> &'static str {
        match self {
            Self::Trunk => "building, about 6 minutes, once per user",
            Self::WasmBindgen(_) => "building, about 5 minutes, once per user and version",
            Self::WasmSplit => "building, about 2 minutes, once per user",
            _ => "fetching, once per user",
        }
    }

    fn program(&self) -> &'static str {
        match self {
            Self::WasmTarget | Self::StdSource | Self::Component(_) => "rustup",
            Self::Trunk => "trunk",
            Self::WasmBindgen(_) => "wasm-bindgen",
            Self::WasmSplit => "wasm-split-cli",
            Self::WasmOpt => "wasm-opt",
            Self::Esbuild => "esbuild",
            Self::Sdk(sdk) => sdk.package,
        }
    }

    fn folder(&self) -> Result<PathBuf> {
        let name = match self {
            Self::WasmTarget | Self::StdSource | Self::Component(_) => bail!("it lives with the compiler"),
            Self::Trunk => format!("trunk-{}", versions::TRUNK),
            Self::WasmBindgen(version) => format!("wasm-bindgen-{version}"),
            Self::WasmSplit => format!("wasm-split-{}", versions::WASM_SPLIT),
            Self::WasmOpt => format!("binaryen-{}", versions::BINARYEN),
            Self::Esbuild => format!("esbuild-{}", versions::ESBUILD),
            Self::Sdk(sdk) => format!("{}-{}", sdk.package, sdk.version),
        };
        Ok(paths::cache()?.join(name))
    }

    fn find(&self) -> Result<Option<PathBuf>> {
        let inside = match self {
            Self::WasmTarget => return Ok(target_folder().filter(|folder| folder.is_dir())),
            Self::StdSource => return Ok(std_source().filter(|file| file.is_file())),
            Self::Component(name) => return Ok(component(name)),
            Self::Sdk(sdk) => {
                let script = self.folder()?.join("node_modules").join(sdk.package).join(sdk.script);
                return Ok(Some(script).filter(|file| file.is_file()));
            }
            // It tells no version, so one that PATH gives could be any.
            Self::WasmSplit => {
                let file = format!("bin/{}{}", self.program(), env::consts::EXE_SUFFIX);
                return Ok(Some(self.folder()?.join(file)).filter(|file| file.is_file()));
            }
            Self::WasmOpt | Self::Esbuild => "node_modules/.bin",
            _ => "bin",
        };
        let file = format!("{}{}", self.program(), env::consts::EXE_SUFFIX);
        let cached = self.folder()?.join(inside).join(file);
        let candidates = [paths::on_path(self.program()), Some(cached)];
        Ok(candidates.into_iter().flatten().find(|program| {
            output_of(Command::new(program).arg("--version")).is_some_and(|text| self.fits(&text))
        }))
    }

    fn fits(&self, text: &str) -> bool {
        match self {
            Self::WasmTarget | Self::StdSource | Self::Component(_) | Self::WasmSplit | Self::Sdk(_) => true,
            Self::Trunk => versions::trunk_fits(text),
            Self::WasmBindgen(version) => versions::equals(text, version),
            Self::WasmOpt => versions::wasm_opt_fits(text),
            Self::Esbuild => versions::equals(text, versions::ESBUILD),
        }
    }

    fn install(&self, step: &mut Step) -> Result<()> {
        match self {
            Self::WasmTarget => rustup(&["target", "add", TARGET], step),
            Self::StdSource => rustup(&["component", "add", "rust-src"], step),
            Self::Component(name) => rustup(&["component", "add", name], step),
            // Trunk's own lock file builds; that of wasm-bindgen-cli names a crate
            // version that registries no longer give, so it is resolved anew.
            Self::Trunk => self.cargo_install("trunk", versions::TRUNK, &["--locked"], step),
            Self::WasmBindgen(version) => self.cargo_install("wasm-bindgen-cli", version, &[], step),
            Self::WasmSplit => {
                let options = ["--locked", "--features", "build-binary"];
                self.cargo_install("wasm_split_cli_support", versions::WASM_SPLIT, &options, step)
            }
            Self::WasmOpt => self.npm_install("binaryen", versions::BINARYEN, &[], step),
            Self::Esbuild => self.npm_install("esbuild", versions::ESBUILD, &[], step),
            // Run in a page only: none of its own scripts is needed on this machine.
            Self::Sdk(sdk) => self.npm_install(sdk.package, sdk.version, &["--ignore-scripts"], step),
        }
    }

    fn cargo_install(&self, package: &str, version: &str, options: &[&str], step: &mut Step) -> Result<()> {
        // Kept until the end: an interrupted build goes on where it stopped.
        let build = paths::cache()?.join(format!("build-{package}-{version}"));
        self.install_aside(step, BUILD_LIMIT, |aside| {
            let mut cargo = Command::new("cargo");
            cargo
                .args(["install", package, "--version", version, "--root"])
                .arg(aside)
                .args(options)
                // This workspace's settings are not the tool's.
                .current_dir(paths::cache()?)
                .env("CARGO_TARGET_DIR", &build);
            for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET"] {
                cargo.env_remove(name);
            }
            Ok(cargo)
        })?;
        // What cannot be removed costs disk space only.
        let _ = fs::remove_dir_all(build);
        Ok(())
    }

    fn npm_install(&self, package: &str, version: &str, options: &[&str], step: &mut Step) -> Result<()> {
        let npm = paths::on_path("npm").with_context(|| {
            format!("npm is missing and {package} comes from it: install Node.js 20 or newer")
        })?;
        self.install_aside(step, FETCH_LIMIT, |aside| {
            let mut command = Command::new(npm);
            command
                .args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"])
                .arg(aside)
                .args(options)
                .arg(format!("{package}@{version}"))
                .current_dir(paths::cache()?);
            Ok(command)
        })
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

fn target_folder() -> Option<PathBuf> {
    let folder = output_of(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))?;
    Some(PathBuf::from(folder.trim()))
}

/// The lock file of the standard library's own workspace.
fn std_source() -> Option<PathBuf> {
    let sysroot = output_of(Command::new("rustc").args(["--print", "sysroot"]))?;
    Some(PathBuf::from(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock"))
}

/// The program behind `cargo fmt` or `cargo clippy`. A file of that name proves nothing:
/// rustup puts one there for components that are not installed, too.
fn component(name: &str) -> Option<PathBuf> {
    let command = name.strip_prefix("rust").unwrap_or(name);
    output_of(Command::new("cargo").args([command, "--version"]))?;
    paths::on_path(&format!("cargo-{command}"))
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
