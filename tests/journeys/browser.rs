//! A Chromium of one's own: headless, with a fresh profile that is deleted afterwards.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;
use thirtyfour::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;

/// How long a command may take.
const LIMIT: Duration = Duration::from_secs(120);

const ARGUMENTS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // A process for each blank page between two documents, one in reserve, and two for each window's address bar, which
    // nobody types into, take as long as the console's start.
    "--disable-site-isolation-trials",
    "--disable-features=SpareRendererForSitePerProcess,WebUIOmniboxPopup,WebUIOmniboxAimPopup",
    "--window-size=1280,900",
];

/// What `cargo xtask test` tells: a missing variable is a failure, never a skip.
pub(crate) fn told(variable: &str) -> String {
    match std::env::var(variable) {
        Ok(value) if !value.is_empty() => value,
        _ => panic!(
            "{variable} is not set: the journeys need a built site and a browser. Run them with: cargo xtask test --only journeys"
        ),
    }
}

/// Folders of one browser; deleted when dropped.
pub(crate) struct Profile {
    folder: PathBuf,
}

impl Profile {
    /// Empty folders with a name of their own.
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("stocktake-journeys-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let profile = Profile { folder };
        for folder in [profile.user_data(), profile.downloads()] {
            std::fs::create_dir_all(folder).expect("the folder for temporary files can be written");
        }
        profile
    }

    /// Where the browser keeps what is its own.
    pub(crate) fn user_data(&self) -> PathBuf {
        self.folder.join("profile")
    }

    /// Where the browser puts files that a page saves.
    pub(crate) fn downloads(&self) -> PathBuf {
        self.folder.join("downloads")
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // A leftover costs space in a folder that the system empties.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// What becomes of the browser's own question whether to leave a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leaving {
    /// ChromeDriver says yes, and the journey does not see it.
    Agreed,
    /// It stays open until the journey answers.
    Asked,
}

/// Starts a browser through the ChromeDriver that the environment names, with some arguments more.
pub(crate) async fn start(profile: &Profile, leaving: Leaving, more: &[&str]) -> WebDriver {
    let capabilities = capabilities(profile, leaving, more).expect("the capabilities are valid JSON");
    // Each request on a connection of its own: one that is kept belongs to the runtime of the test that opened it, and
    // ends with it, while the browser goes on to the next.
    let client = reqwest::Client::builder().pool_max_idle_per_host(0).timeout(LIMIT).build();
    WebDriver::builder(told("STOCKTAKE_WEBDRIVER"), capabilities)
        .client(client.expect("a client needs nothing"))
        .connect()
        .await
        .unwrap_or_else(|error| panic!("ChromeDriver started no Chromium: {error}"))
}

fn capabilities(
    profile: &Profile,
    leaving: Leaving,
    more: &[&str],
) -> WebDriverResult<thirtyfour::ChromeCapabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.set_binary(&told("STOCKTAKE_CHROMIUM"))?;
    for argument in ARGUMENTS.iter().chain(more) {
        capabilities.add_arg(argument)?;
    }
    capabilities.add_arg(&format!("--user-data-dir={}", text(&profile.user_data())))?;
    let preferences = json!({
        "download.default_directory": text(&profile.downloads()),
        "download.prompt_for_download": false,
        // Without this the first tab loads a page full of offers, in every browser anew.
        "session.restore_on_startup": 4,
        "session.startup_urls": ["about:blank"],
    });
    capabilities.add_experimental_option("prefs", preferences)?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    if leaving == Leaving::Asked {
        // Without the newer protocol ChromeDriver answers the question itself, whatever it is told.
        capabilities.set("webSocketUrl", true)?;
        capabilities.set("unhandledPromptBehavior", json!({ "beforeUnload": "ignore" }))?;
    }
    Ok(capabilities)
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
