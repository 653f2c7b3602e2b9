//! `cargo xtask serve`: the release bundle and the sandbox on one address.

use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::process::{Running, run_logged, start_until};
use crate::progress::{Progress, Step};
use crate::{bundle, paths, tools};

const PORT: u16 = 8417;
const BUILD_LIMIT: Duration = Duration::from_secs(30 * 60);
const START_LIMIT: Duration = Duration::from_secs(30);

/// How the sandbox is started for a person.
pub(crate) struct Options {
    port: u16,
    latency: u64,
}

impl Options {
    /// Takes `--port` and `--latency`.
    pub(crate) fn taken(arguments: &mut Arguments) -> Result<Self> {
        let port = number(arguments.value("--port")?, "--port")?.unwrap_or(PORT);
        let latency = number(arguments.value("--latency")?, "--latency")?.unwrap_or(0);
        Ok(Self { port, latency })
    }
}

/// `cargo xtask serve`.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let options = Options::taken(&mut arguments)?;
    arguments.finish()?;
    let workspace = paths::workspace()?;

    let missing = tools::missing(&tools::for_bundle(&workspace)?)?;
    let mut progress = Progress::new(missing.len() + bundle::STEPS + 1);
    let _crates = bundle::ready(&workspace, &missing, &mut progress)?;
    let site = paths::site(&workspace);
    bundle::build(&workspace, &site, &[], &mut progress)?;
    let mut step = progress.step("Sandbox", "building");
    build_sandbox(&workspace, &mut step)?;
    step.done("built");

    let status = start(&workspace, &site, &options)?.wait()?;
    bail!("the sandbox ended by itself ({status})");
}

/// Starts the sandbox with a site. It says itself where it is, what it offers and what to click.
pub(crate) fn start(workspace: &Path, site: &Path, options: &Options) -> Result<Running> {
    let mut command = sandbox(workspace, free_port(options.port)?);
    command.arg("--site").arg(site).args(["--latency", &options.latency.to_string()]);
    println!();
    let (sandbox, _) = start_until(&mut command, START_LIMIT, std::io::stdout(), sandbox_address)?;
    Ok(sandbox)
}

/// Compiles the sandbox with the features that the workspace's tests use, so that both
/// share their dependencies.
pub(crate) fn build_sandbox(workspace: &Path, step: &mut Step) -> Result<()> {
    let mut command = Command::new("cargo");
    command.args(["build", "--locked", "--workspace", "--bin", "sandbox"]).current_dir(workspace);
    run_logged(&mut command, &paths::log("sandbox-build")?, BUILD_LIMIT, step)
}

/// Starts the sandbox without a site on any free port; gives its address.
pub(crate) fn start_sandbox(workspace: &Path) -> Result<(Running, String)> {
    let log = File::create(paths::log("sandbox")?)?;
    start_until(&mut sandbox(workspace, 0), START_LIMIT, log, sandbox_address)
}

fn sandbox(workspace: &Path, port: u16) -> Command {
    let mut command = Command::new(sandbox_program(workspace));
    command.args(["--port", &port.to_string()]).current_dir(workspace);
    command
}

fn sandbox_program(workspace: &Path) -> PathBuf {
    let file = format!("sandbox{}", std::env::consts::EXE_SUFFIX);
    paths::target(workspace).join("debug").join(file)
}

/// `Stocktake sandbox: http://127.0.0.1:8417/`
fn sandbox_address(line: &str) -> Option<String> {
    let (_, address) = line.split_once("Stocktake sandbox: ")?;
    Some(address.trim().to_owned())
}

fn number<N: std::str::FromStr>(text: Option<String>, name: &str) -> Result<Option<N>> {
    text.map(|text| text.parse().ok().with_context(|| format!("{name} {text}: expected a number")))
        .transpose()
}

fn free_port(wanted: u16) -> Result<u16> {
    let free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    let found = (wanted..=u16::MAX).take(50).find(free);
    let port = found.with_context(|| format!("no port from {wanted} on is free"))?;
    if port != wanted {
        println!("Port {wanted} is taken by another program, so this uses {port}.");
    }
    Ok(port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_the_sandbox_line() {
        let line = "Stocktake sandbox: http://127.0.0.1:4242/";
        assert_eq!(sandbox_address(line).as_deref(), Some("http://127.0.0.1:4242/"));
        assert_eq!(sandbox_address("listening"), None);
    }

    #[test]
    fn a_taken_port_gives_way_to_the_next_free_one() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).expect("any port will do");
        let port = taken.local_addr().expect("it is bound").port();
        assert_ne!(free_port(port).expect("another is free"), port);
    }
}
