//! Programs that tests drive and that come from the system's own packages: found on PATH, or installed from Debian
//! when that is possible.

use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::paths;
use crate::process::{self, run_logged};
use crate::progress::Step;

const LIMIT: Duration = Duration::from_secs(20 * 60);

/// nginx, Caddy and what makes certificates for the test of the relay.
const SERVERS: [(&str, &str); 3] = [("nginx", "nginx"), ("caddy", "caddy"), ("openssl", "openssl")];

/// Sees to it that the servers are there.
pub(crate) fn find_or_install_servers(step: &mut Step) -> Result<()> {
    let missing = || SERVERS.into_iter().filter(|(program, _)| paths::on_path(program).is_none());
    let packages: Vec<&str> = missing().map(|(_, package)| package).collect();
    if packages.is_empty() {
        return Ok(());
    }
    install("the test of the relay needs nginx, Caddy and openssl on PATH", &packages, step)?;
    match missing().next() {
        None => Ok(()),
        Some((program, package)) => bail!("apt-get installed {package} but {program} is not on PATH"),
    }
}

/// Installs packages, where the system lets us; `needed` says what for.
pub(crate) fn install(needed: &str, packages: &[&str], step: &mut Step) -> Result<()> {
    let is_root = process::output_of(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    if !is_root || paths::on_path("apt-get").is_none() {
        bail!("{needed} (Debian: apt-get install {})", packages.join(" "));
    }
    let log = paths::log("install-from-debian")?;
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    run_logged(apt().arg("update"), &log, LIMIT, step)?;
    let mut install = apt();
    install.args(["install", "--yes", "--no-install-recommends"]).args(packages);
    run_logged(&mut install, &log, LIMIT, step)
}
