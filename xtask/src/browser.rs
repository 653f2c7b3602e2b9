//! Chromium and ChromeDriver for the journeys: found on PATH, or installed from Debian
//! when that is possible. Browsers that test tools download come from outside the
//! package registries, so they are no way.

use std::fs::File;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::process::{Running, start_until};
use crate::progress::Step;
use crate::{debian, paths};

const START_LIMIT: Duration = Duration::from_secs(60);
/// Fonts too: pictures of the Chinese screens show boxes without them.
const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];

/// A browser and the program that drives it.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    driver: PathBuf,
}

impl Browser {
    /// Finds both, installing them where the system lets us.
    pub(crate) fn find_or_install(step: &mut Step) -> Result<Self> {
        if let Some(browser) = Self::find() {
            return Ok(browser);
        }
        let needed = "the journeys need Chromium and ChromeDriver of one version on PATH";
        debian::install(needed, &PACKAGES, step)?;
        match Self::find() {
            Some(browser) => Ok(browser),
            None => bail!("apt-get installed {} but they are not on PATH", PACKAGES.join(", ")),
        }
    }

    fn find() -> Option<Self> {
        let names = ["chromium", "chromium-browser", "google-chrome"];
        Some(Self {
            chromium: names.into_iter().find_map(paths::on_path)?,
            driver: paths::on_path("chromedriver")?,
        })
    }

    /// Starts ChromeDriver on any free port; gives its address. Dropping it ends it
    /// and its browsers.
    pub(crate) fn start_driver(&self) -> Result<(Running, String)> {
        let log = File::create(paths::log("chromedriver")?)?;
        let mut command = Command::new(&self.driver);
        command.arg("--port=0");
        start_until(&mut command, START_LIMIT, log, driver_address)
    }
}

/// `ChromeDriver was started successfully on port 43121.`
fn driver_address(line: &str) -> Option<String> {
    let (_, port) = line.split_once("started successfully on port ")?;
    let port: u16 = port.trim().trim_end_matches('.').parse().ok()?;
    Some(format!("http://127.0.0.1:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_the_driver_line() {
        let line = "ChromeDriver was started successfully on port 43121.";
        assert_eq!(driver_address(line).as_deref(), Some("http://127.0.0.1:43121"));
        assert_eq!(driver_address("Starting ChromeDriver 1.2 on port 0"), None);
    }
}
