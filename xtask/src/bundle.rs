//! Builds the bundle: Trunk with the `web` profile, the seal (Trunk's hook), then the
//! compressed copies.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::process::{Running, run_logged};
use crate::progress::Progress;
use crate::tools::{self, Tool};
use crate::{compress, paths, policy, seal, size};

const LIMIT: Duration = Duration::from_secs(40 * 60);

/// `cargo xtask dist`.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let only = arguments.lists("--only")?;
    let connect = arguments.lists("--connect")?;
    let out = arguments.value("--out")?;
    arguments.finish()?;
    let hosts = policy::hosts(&only, &connect)?;
    let workspace = paths::workspace()?;
    let out = match out {
        // As typed in the caller's folder, which `cargo run` keeps.
        Some(folder) => std::env::current_dir()?.join(folder),
        None => workspace.join("dist"),
    };
    refuse_foreign(&out)?;

    let needed = tools::for_bundle(&workspace)?;
    let missing = tools::missing(&needed)?;
    let mut progress = Progress::new(missing.len() + STEPS);
    let _crates = ready(&workspace, &missing, &mut progress)?;
    build(&workspace, &out, &hosts, &mut progress)?;
    size::show(&out)?;
    println!("{} is ready for any static host, in any folder.", out.display());
    Ok(())
}

/// Installs tools. Where some of them are compiled, the bundle's crates are at the same time: each for itself leaves a
/// processor idle at its end. What it gives is kept until the bundle is built; Trunk's own cargo waits for it.
pub(crate) fn ready(workspace: &Path, missing: &[Tool], progress: &mut Progress) -> Result<Option<Running>> {
    let (compiled, fetched): (Vec<Tool>, Vec<Tool>) = missing.iter().cloned().partition(Tool::is_compiled);
    tools::install(&fetched, progress)?;
    let crates = if compiled.is_empty() { None } else { Some(crates(workspace)?) };
    tools::install(&compiled, progress)?;
    Ok(crates)
}

/// Begins to compile the bundle as Trunk has it compiled. What does not compile is told by Trunk.
fn crates(workspace: &Path) -> Result<Running> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--locked", "--profile", "web", "--target", tools::TARGET]).current_dir(workspace);
    as_shipped(&mut cargo, workspace)?;
    Running::logged(&mut cargo, &paths::log("crates")?)
}

/// How many steps [`build`] takes.
pub(crate) const STEPS: usize = 2;

/// Builds into `out`, replacing an earlier bundle there. The tools must be present. The page may call `hosts`, or the
/// providers' where there are none.
pub(crate) fn build(workspace: &Path, out: &Path, hosts: &[String], progress: &mut Progress) -> Result<()> {
    let built = paths::target(workspace).join("trunk");
    let mut step = progress.step("Bundle", "compiling, some minutes the first time");
    // Trunk runs offline, which it passes on to cargo: the crates must be there before.
    let mut fetch = Command::new("cargo");
    fetch.args(["fetch", "--locked", "--target", tools::TARGET]).current_dir(workspace);
    run_logged(&mut fetch, &paths::log("fetch")?, LIMIT, &mut step)?;
    let mut trunk = trunk(workspace, &built, hosts)?;
    run_logged(&mut trunk, &paths::log("trunk")?, LIMIT, &mut step)?;
    step.done("built");

    let step = progress.step("Compressed copies", "writing");
    replace(&built, out)?;
    compress::all(out)?;
    step.done("written");
    Ok(())
}

fn trunk(workspace: &Path, built: &Path, hosts: &[String]) -> Result<Command> {
    let needed = tools::for_bundle(workspace)?;
    // Trunk copies this folder whole, with what an earlier version of the code left.
    let stale = paths::target(workspace).join("wasm-bindgen/release/snippets");
    let _ = fs::remove_dir_all(stale);
    let mut command = Command::new(tools::located(&Tool::Trunk)?);
    command
        .args(["build", "--release", "--cargo-profile", "web", "--locked"])
        // Everything that it would download is on its PATH.
        .args(["--offline=true", "--skip-version-check", "--color=never", "--dist"])
        .arg(built)
        .current_dir(workspace)
        // All but the one that lives with the compiler.
        .env("PATH", tools::path_with(&needed[1..])?)
        .env(seal::HOSTS, hosts.join(" "))
        // Trunk reads it as its colour switch and refuses every value but true and false.
        .env_remove("NO_COLOR")
        // The tools' own backtraces would push the reason out of the log's end.
        .env("RUST_BACKTRACE", "0");
    as_shipped(&mut command, workspace)?;
    Ok(command)
}

/// Lets a command that runs cargo compile wasm as it is published.
pub(crate) fn as_shipped(command: &mut Command, workspace: &Path) -> Result<()> {
    command
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", remaps(workspace)?)
        // Either would silence the variable above.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    Ok(())
}

/// Flags that keep this machine's folders out of panic messages. They are given for the
/// wasm32 target alone: native builds (this program, by the hook) must not change.
fn remaps(workspace: &Path) -> Result<String> {
    let cargo_home = paths::cargo_home()?;
    let mut pairs =
        vec![(workspace.to_owned(), "stocktake"), (cargo_home.clone(), "cargo"), (paths::sysroot()?, "rust")];
    // The last match wins, so the narrower folders come last.
    if let Ok(registries) = fs::read_dir(cargo_home.join("registry/src")) {
        let mut folders: Vec<_> = registries.flatten().map(|entry| entry.path()).collect();
        folders.sort();
        pairs.extend(folders.into_iter().map(|folder| (folder, "crates")));
    }
    let flags: Vec<String> = pairs
        .iter()
        .map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display()))
        .collect();
    if flags.iter().any(|flag| flag.contains(' ')) {
        bail!("cargo cannot pass on a folder with a blank in its name: move the checkout or CARGO_HOME");
    }
    Ok(flags.join(" "))
}

/// A folder with other people's files is not ours to empty.
fn refuse_foreign(out: &Path) -> Result<()> {
    let Ok(mut entries) = fs::read_dir(out) else {
        return Ok(());
    };
    if entries.next().is_some() && !out.join("config.sample.json").is_file() {
        bail!("{} holds something else than an earlier bundle", out.display());
    }
    Ok(())
}

/// Puts the new bundle in the place of the old one, but keeps the `config.json` that
/// somebody wrote there.
fn replace(built: &Path, out: &Path) -> Result<()> {
    let config = out.join("config.json");
    let kept = fs::read(&config).ok();
    if out.exists() {
        fs::remove_dir_all(out).with_context(|| format!("cannot empty {}", out.display()))?;
    }
    fs::create_dir_all(out)?;
    for entry in fs::read_dir(built)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), out.join(entry.file_name()))?;
        }
    }
    if let Some(text) = kept {
        fs::write(config, text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_bundle_keeps_the_configuration_and_nothing_else() {
        let folder = std::env::temp_dir().join(format!("stocktake-replace-{}", std::process::id()));
        let (built, out) = (folder.join("built"), folder.join("out"));
        for (file, text) in [
            (built.join("index.html"), "new"),
            (built.join("config.json"), "{}"),
            (built.join("config.sample.json"), "{}"),
            (out.join("old.js"), "old"),
            (out.join("config.json"), "mine"),
        ] {
            fs::create_dir_all(file.parent().expect("it has a folder")).expect("writable");
            fs::write(file, text).expect("writable");
        }
        assert!(refuse_foreign(&out).is_err(), "no sign of a bundle there yet");
        replace(&built, &out).expect("writable");
        assert!(refuse_foreign(&out).is_ok());
        assert!(!out.join("old.js").exists());
        assert_eq!(fs::read_to_string(out.join("config.json")).expect("kept"), "mine");
        assert_eq!(fs::read_to_string(out.join("index.html")).expect("new"), "new");
        fs::remove_dir_all(folder).expect("removable");
    }
}
