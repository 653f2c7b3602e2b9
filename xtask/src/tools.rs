//! The tools that a build needs and a bare machine lacks: the wasm32 target, Trunk,
//! wasm-bindgen, wasm-split, wasm-opt, esbuild. They come from the package registries alone and
//! are kept in the per-user cache by name, version and lock file, because building some of them
//! takes minutes that a clean checkout must not pay again. Each is installed by a lock file
//! with hashes: its own for the crates that publish one that works, else the one in `tools/`.
//!
//! A tool on PATH is used when its version fits. How one is installed: `install.rs`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::output_of;
use crate::progress::Progress;
use crate::versions::NpmSdk;
use crate::{install, npm, paths, versions};

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// One thing to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    WasmTarget,
    /// `rustfmt` or `clippy`, which a minimal toolchain lacks.
    Component(&'static str),
    Trunk,
    /// With the version that `Cargo.lock` asks for.
    WasmBindgen(String),
    /// Cuts the wasm into parts.
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
        Tool::WasmOpt,
        Tool::Esbuild,
        Tool::WasmSplit,
        Tool::WasmBindgen(versions::wasm_bindgen(workspace)?),
        Tool::Trunk,
    ])
}

/// Those of them that the development profile needs: it makes nothing small, and has no parts.
pub(crate) fn for_development(workspace: &Path) -> Result<Vec<Tool>> {
    let mut tools = for_bundle(workspace)?;
    tools.retain(|tool| !matches!(tool, Tool::WasmOpt | Tool::WasmSplit));
    Ok(tools)
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
    let _lock = install::lock()?;
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
            Self::Component(name) => format!("Rust component {name}"),
            Self::Trunk => format!("Trunk {}", versions::TRUNK),
            Self::WasmBindgen(version) => format!("wasm-bindgen {version}"),
            Self::WasmSplit => format!("wasm-split {}", versions::WASM_SPLIT),
            Self::WasmOpt => format!("wasm-opt (binaryen {})", versions::BINARYEN),
            Self::Esbuild => format!("esbuild {}", versions::ESBUILD),
            Self::Sdk(sdk) => format!("{} {}", sdk.package, sdk.version),
        }
    }

    /// Whether it is compiled here, which takes minutes, and not fetched.
    pub(crate) fn is_compiled(&self) -> bool {
        matches!(self, Self::Trunk | Self::WasmBindgen(_) | Self::WasmSplit)
    }

    fn hope(&self) -> &'static str {
        match self {
            Self::Trunk => "building, some minutes, once per user",
            Self::WasmBindgen(_) | Self::WasmSplit => {
                "building, less than a minute, once per user and version"
            }
            _ => "fetching, once per user",
        }
    }

    pub(crate) fn program(&self) -> &'static str {
        match self {
            Self::WasmTarget | Self::Component(_) => "rustup",
            Self::Trunk => "trunk",
            Self::WasmBindgen(_) => "wasm-bindgen",
            Self::WasmSplit => "wasm-split-cli",
            Self::WasmOpt => "wasm-opt",
            Self::Esbuild => "esbuild",
            Self::Sdk(sdk) => sdk.package,
        }
    }

    pub(crate) fn folder(&self) -> Result<PathBuf> {
        let name = match self {
            Self::WasmTarget | Self::Component(_) => bail!("it lives with the compiler"),
            Self::Trunk => format!("trunk-{}", versions::TRUNK),
            // One package has both programs.
            Self::WasmBindgen(_) | Self::WasmSplit => {
                format!("wasm-{}", versions::wasm_programs_key(&paths::workspace()?)?)
            }
            Self::WasmOpt => npm::folder("binaryen", versions::BINARYEN)?,
            Self::Esbuild => npm::folder("esbuild", versions::ESBUILD)?,
            Self::Sdk(sdk) => npm::folder(sdk.package, sdk.version)?,
        };
        Ok(paths::cache()?.join(name))
    }

    pub(crate) fn npm_package(&self) -> Option<&'static str> {
        match self {
            Self::WasmOpt => Some("binaryen"),
            Self::Esbuild => Some("esbuild"),
            Self::Sdk(sdk) => Some(sdk.package),
            _ => None,
        }
    }

    fn find(&self) -> Result<Option<PathBuf>> {
        let inside = match self {
            Self::WasmTarget => return Ok(target_folder().filter(|folder| folder.is_dir())),
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
            Self::WasmTarget | Self::Component(_) | Self::WasmSplit | Self::Sdk(_) => true,
            Self::Trunk => versions::trunk_fits(text),
            Self::WasmBindgen(version) => versions::equals(text, version),
            Self::WasmOpt => versions::wasm_opt_fits(text),
            Self::Esbuild => versions::equals(text, versions::ESBUILD),
        }
    }
}

fn target_folder() -> Option<PathBuf> {
    let folder = output_of(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))?;
    Some(PathBuf::from(folder.trim()))
}

/// The program behind `cargo fmt` or `cargo clippy`. A file of that name proves nothing:
/// rustup puts one there for components that are not installed, too.
fn component(name: &str) -> Option<PathBuf> {
    let command = name.strip_prefix("rust").unwrap_or(name);
    output_of(Command::new("cargo").args([command, "--version"]))?;
    paths::on_path(&format!("cargo-{command}"))
}
