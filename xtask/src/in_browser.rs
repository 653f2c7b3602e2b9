//! Tests that drive a browser: the journeys, the pictures that they take, the relay's servers, and the vendors' SDKs for
//! pages.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::browser::Browser;
use crate::process::run_shown;
use crate::progress::Progress;
use crate::stages::{Stage, install};
use crate::tools::{self, Tool};
use crate::{debian, paths, python, versions};

const LIMIT: Duration = Duration::from_secs(45 * 60);

/// The vendors' SDKs for pages.
pub(crate) fn npm_sdks(workspace: &Path) -> Result<()> {
    let sdks = tools::npm_sdks();
    install(&sdks)?;
    let scripts = sdks.iter().map(tools::located).collect::<Result<Vec<_>>>()?;
    let scripts = scripts.iter().map(|script| script.to_string_lossy()).collect::<Vec<_>>().join("\n");
    run_test(workspace, "npm_sdks", &[], &[("STOCKTAKE_SDK_SCRIPTS", scripts.as_ref())])
}

/// The components that have behaviour of their own, in a page: compiled with their tests, bound, and run by
/// `tests/components`.
pub(crate) fn components(workspace: &Path) -> Result<()> {
    let bindgen = Tool::WasmBindgen(versions::wasm_bindgen(workspace)?);
    install(&[Tool::WasmTarget, bindgen.clone()])?;
    let program = component_tests(workspace)?;
    let folder = paths::target(workspace).join("components");
    let mut bind = Command::new(tools::located(&bindgen)?);
    bind.args(["--target", "web", "--no-typescript", "--out-name", "components", "--out-dir"])
        .arg(&folder)
        .arg(program);
    run_shown(&mut bind, LIMIT)?;
    run_test(workspace, "components", &[], &[("STOCKTAKE_COMPONENTS", folder.as_os_str())])
}

/// Compiles the tests of the browser layer; gives their wasm, which cargo names in one of its messages.
fn component_tests(workspace: &Path) -> Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["test", "--locked", "--target", tools::TARGET, "--lib", "--no-run"])
        .arg("--message-format=json-render-diagnostics")
        .current_dir(workspace)
        .stderr(Stdio::inherit());
    let output = cargo.output().context("cannot start cargo")?;
    if !output.status.success() {
        bail!("the components' tests do not compile");
    }
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let program = told.lines().find_map(|line| line.split_once("\"executable\":\"")?.1.split_once('"'));
    program.map(|(program, _)| PathBuf::from(program)).context("cargo named no program")
}

/// The recipes of `deploy/` in real servers, with the console behind them. What passes shows what a request costs.
pub(crate) fn relay(workspace: &Path) -> Result<()> {
    let mut step = Progress::new(1).step("nginx and Caddy", "looking");
    debian::find_or_install_servers(&mut step)?;
    step.done("present");
    let site = paths::site(workspace);
    run_test(workspace, "relay", &["--show-output"], &[("STOCKTAKE_SITE", site.as_os_str())])
}

/// The pictures of the README: name in `docs/`, and name among those that the journeys take.
const PICTURES: [(&str, &str); 3] = [
    ("rules", "oss-table-wide-light"),
    ("details", "details-wide-dark"),
    ("form", "create-filled-wide-light"),
];

/// `cargo xtask pictures`: takes the README's pictures anew, with the journeys that look at every screen.
pub(crate) fn pictures(arguments: Arguments) -> Result<()> {
    arguments.finish()?;
    let workspace = paths::workspace()?;
    Stage::Bundle.run(&workspace)?;
    made_by(&workspace, "mouse", &["pictured"])?;
    for (name, taken) in PICTURES {
        let from = paths::target(&workspace).join("journeys/shots").join(format!("{taken}.png"));
        let to = workspace.join("docs").join(format!("{name}.png"));
        std::fs::copy(&from, &to).with_context(|| format!("{} was not taken", from.display()))?;
    }
    Ok(())
}

/// With what the journeys act, and what the test program is told. Those that are made of keys alone are made once; by keys
/// each is made on one provider, because no kind of control is one provider's own, and both would take four minutes more;
/// and how screens look does not depend on the hand.
const HANDS: [(&str, &[&str]); 2] =
    [("mouse", &["--skip", "without_mouse::"]), ("keys", &["--skip", "::cos", "--skip", "appearance::"])];

/// The console in a real browser: every journey with the mouse, and then without it.
pub(crate) fn journeys(workspace: &Path) -> Result<()> {
    let mut failed = Vec::new();
    for (hand, choice) in HANDS {
        println!("journeys by {hand}");
        // Both are made: what one cannot do tells little about the other.
        if let Err(error) = made_by(workspace, hand, choice) {
            println!("journeys by {hand}: {error:#}");
            failed.push(hand);
        }
    }
    if failed.is_empty() { Ok(()) } else { bail!("journeys failed by {}", failed.join(" and ")) }
}

/// The journeys that are chosen as the test program chooses, with one hand. The vendors' SDKs read back what the console
/// wrote.
fn made_by(workspace: &Path, hand: &str, choice: &[&str]) -> Result<()> {
    let mut step = Progress::new(1).step("Vendors' SDKs", "installing, once per user and version");
    let python = python::python_of(&python::environment(python::SDKS, &mut step)?);
    step.done("present");
    let axe = Tool::Sdk(versions::AXE);
    install(std::slice::from_ref(&axe))?;
    let (site, axe) = (paths::site(workspace), tools::located(&axe)?);
    let told = [
        ("STOCKTAKE_SITE", site.as_os_str()),
        ("STOCKTAKE_PYTHON", python.as_os_str()),
        ("STOCKTAKE_AXE", axe.as_os_str()),
        ("STOCKTAKE_HAND", OsStr::new(hand)),
    ];
    // Each waits for its browser half of the time: twice as many as there are processors.
    let at_once = std::thread::available_parallelism().map_or(2, std::num::NonZero::get) * 2;
    let at_once = format!("--test-threads={at_once}");
    let choice: Vec<&str> = choice.iter().copied().chain([at_once.as_str()]).collect();
    run_test(workspace, "journeys", &choice, &told)
}

/// Runs tests that drive a browser. What they need to know is in their environment.
fn run_test(workspace: &Path, test: &str, choice: &[&str], told: &[(&str, &OsStr)]) -> Result<()> {
    let mut step = Progress::new(1).step("Chromium and ChromeDriver", "looking");
    let browser = Browser::find_or_install(&mut step)?;
    step.done("present");
    let (_driver, address) = browser.start_driver()?;
    let mut command = Command::new("cargo");
    command
        .args(["test", "--locked", "--workspace", "--test", test, "--"])
        .args(choice)
        .current_dir(workspace)
        .envs(told.iter().copied())
        .env("STOCKTAKE_WEBDRIVER", address)
        .env("STOCKTAKE_CHROMIUM", &browser.chromium);
    run_shown(&mut command, LIMIT)
}
