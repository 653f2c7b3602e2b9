//! The components that have behaviour of their own, each by itself in a page: the tests stand beside them in `src/app`.
//! `cargo xtask test --only components` compiles them for the page and runs this.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use sandbox::Options;

#[allow(dead_code, reason = "the journeys also look at downloads")]
#[path = "../journeys/browser.rs"]
mod browser;

use browser::{Leaving, Profile, told};

const FILES: [(&str, &str); 2] =
    [("index.html", include_str!("index.html")), ("run.js", include_str!("run.js"))];
/// For all of them.
const LIMIT: Duration = Duration::from_secs(60);
/// So that a build without them is no success.
const AT_LEAST: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_component_does_what_its_tests_say() {
    let folder = PathBuf::from(told("STOCKTAKE_COMPONENTS"));
    for (name, text) in FILES {
        std::fs::write(folder.join(name), text).expect("target/ can be written");
    }
    let options = Options { site: Some(folder), ..Options::default() };
    let sandbox = sandbox::start(options).await.expect("a port is free on this machine");
    let profile = Profile::new();
    let driver = browser::start(&profile, Leaving::Agreed, &[]).await;
    driver.set_script_timeout(LIMIT).await.expect("a driver takes a limit");
    driver.goto(sandbox.site_origin()).await.expect("the sandbox serves the page");
    let script = "const [done] = arguments; components.then(done)";
    let outcomes = driver.execute_async(script, vec![]).await.expect("the page runs its tests");
    let outcomes: BTreeMap<String, bool> = outcomes.convert().expect("names with outcomes");
    let said = driver.execute("return document.getElementById('output').textContent", vec![]).await;
    let said: String = said.and_then(|said| said.convert()).expect("the tests write there");
    let lines = driver.browser_log().await.expect("ChromeDriver keeps the browser's log");
    let lines: String = lines.into_iter().map(|line| line.message + "\n").collect();
    driver.quit().await.expect("the browser ends when asked");
    let failed: Vec<_> = outcomes.iter().filter(|(_, passed)| !**passed).collect();
    assert!(failed.is_empty(), "{failed:?}\n{said}\n{lines}");
    assert!(outcomes.len() >= AT_LEAST, "{} tests ran:\n{said}", outcomes.len());
}
