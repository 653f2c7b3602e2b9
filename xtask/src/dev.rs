//! `cargo xtask dev`: the console in the development profile, beside the sandbox. Trunk builds it anew on each save into a
//! folder that the sandbox serves, because the page's `config.json` and what it may call come from the sandbox; then the
//! page loads itself anew (`boot/reload.js`).

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::arguments::Arguments;
use crate::process::{Running, run_shown};
use crate::progress::Progress;
use crate::tools::{self, Tool};
use crate::{paths, serve};

const FETCH_LIMIT: Duration = Duration::from_secs(15 * 60);
const POLL: Duration = Duration::from_millis(100);

/// `cargo xtask dev`.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let options = serve::Options::taken(&mut arguments)?;
    arguments.finish()?;
    let workspace = paths::workspace()?;
    let missing = tools::missing(&tools::for_development(&workspace)?)?;
    let mut progress = Progress::new(missing.len() + 1);
    tools::install(&missing, &mut progress)?;
    let mut step = progress.step("Sandbox", "building");
    serve::build_sandbox(&workspace, &mut step)?;
    step.done("built");

    let site = paths::target(&workspace).join("dev");
    let mut trunk = watch(&workspace, &site)?;
    wait_for_page(&site, &mut trunk)?;
    let mut sandbox = serve::start(&workspace, &site, &options)?;
    loop {
        for (name, program) in [("Trunk", &mut trunk), ("the sandbox", &mut sandbox)] {
            if let Some(status) = program.ended()? {
                bail!("{name} ended by itself ({status})");
            }
        }
        thread::sleep(POLL);
    }
}

/// Starts Trunk, which builds at once and after each save (Trunk.toml says of what).
fn watch(workspace: &Path, site: &Path) -> Result<Running> {
    // Trunk runs offline, which it passes on to cargo: the crates must be there before.
    let mut fetch = Command::new("cargo");
    fetch.args(["fetch", "--locked", "--target", tools::TARGET]).current_dir(workspace);
    run_shown(&mut fetch, FETCH_LIMIT)?;
    std::fs::create_dir_all(site)?;
    let needed = tools::for_development(workspace)?;
    let mut trunk = Command::new(tools::located(&Tool::Trunk)?);
    trunk
        .args(["watch", "--locked", "--offline=true", "--skip-version-check", "--dist"])
        .arg(site)
        .current_dir(workspace)
        // All but the one that lives with the compiler.
        .env("PATH", tools::path_with(&needed[1..])?)
        // Trunk reads it as its colour switch and refuses every value but true and false.
        .env_remove("NO_COLOR");
    Running::started(&mut trunk)
}

/// What does not compile is told by Trunk, which waits for a save that mends it.
fn wait_for_page(site: &Path, trunk: &mut Running) -> Result<()> {
    let page: PathBuf = site.join("index.html");
    while !page.is_file() {
        if let Some(status) = trunk.ended()? {
            bail!("Trunk ended by itself ({status})");
        }
        thread::sleep(POLL);
    }
    Ok(())
}
