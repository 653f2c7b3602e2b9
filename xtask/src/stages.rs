//! `cargo xtask test`: everything that CI checks, stage after stage. A stage that cannot
//! run fails; nothing is skipped unless it was asked for.

use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::arguments::Arguments;
use crate::process::run_shown;
use crate::progress::{self, Progress};
use crate::tools::{self, Tool};
use crate::{bundle, deny, in_browser, paths, python, serve, size};

const CARGO_LIMIT: Duration = Duration::from_secs(40 * 60);
const SDK_LIMIT: Duration = Duration::from_secs(10 * 60);

/// A part of what CI checks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Format,
    Deny,
    LintHost,
    LintWeb,
    Native,
    Sdks,
    NpmSdks,
    Components,
    Bundle,
    Size,
    Relay,
    Journeys,
}

/// In the order of running: what fails soonest first.
const STAGES: [Stage; 12] = [
    Stage::Format,
    Stage::Deny,
    Stage::LintHost,
    Stage::LintWeb,
    Stage::Native,
    Stage::Sdks,
    Stage::NpmSdks,
    Stage::Components,
    Stage::Bundle,
    Stage::Size,
    Stage::Relay,
    Stage::Journeys,
];

/// `cargo xtask test`; gives whether everything passed.
pub(crate) fn run(mut arguments: Arguments) -> Result<bool> {
    let only = arguments.values("--only")?;
    let skip = arguments.values("--skip")?;
    let keep_going = arguments.flag("--keep-going");
    arguments.finish()?;
    let stages = chosen(&only, &skip)?;
    let workspace = paths::workspace()?;

    let mut results = Vec::new();
    for stage in stages {
        println!("\n── {} ──", stage.name());
        let started = Instant::now();
        let outcome = stage.run(&workspace);
        if let Err(error) = &outcome {
            println!("{}: {error:#}", stage.name());
        }
        let failed = outcome.is_err();
        results.push((stage, failed, started.elapsed()));
        if failed && !keep_going {
            break;
        }
    }
    Ok(report(&results))
}

fn report(results: &[(Stage, bool, Duration)]) -> bool {
    println!();
    for (stage, failed, elapsed) in results {
        let verdict = if *failed { "failed" } else { "passed" };
        println!("{:<12}{verdict:<10}{:>12}", stage.name(), progress::spoken(*elapsed));
    }
    let sum = results.iter().map(|(_, _, elapsed)| *elapsed).sum();
    println!("{:<22}{:>12}", "sum", progress::spoken(sum));
    let failed = results.iter().filter(|(_, failed, _)| *failed).count();
    println!("{} passed, {failed} failed", results.len() - failed);
    failed == 0
}

/// The stages that were asked for, with the bundle before those that look at it: an old
/// one would give an answer about other code.
fn chosen(only: &[String], skip: &[String]) -> Result<Vec<Stage>> {
    let [only, skip] = [only, skip].map(|words| {
        let names = words.iter().flat_map(|word| word.split(','));
        names.map(Stage::named).collect::<Result<Vec<_>>>()
    });
    let (only, skip) = (only?, skip?);
    let asked = |stage: &Stage| (only.is_empty() || only.contains(stage)) && !skip.contains(stage);
    let needs_bundle = [Stage::Size, Stage::Relay, Stage::Journeys].iter().any(asked);
    let stages: Vec<Stage> = STAGES
        .into_iter()
        .filter(|stage| asked(stage) || (*stage == Stage::Bundle && needs_bundle))
        .collect();
    if stages.is_empty() {
        bail!("no stage is left to run");
    }
    Ok(stages)
}

impl Stage {
    fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Deny => "deny",
            Self::LintHost => "lint-host",
            Self::LintWeb => "lint-web",
            Self::Native => "native",
            Self::Sdks => "sdks",
            Self::NpmSdks => "npm-sdks",
            Self::Components => "components",
            Self::Bundle => "bundle",
            Self::Size => "size",
            Self::Relay => "relay",
            Self::Journeys => "journeys",
        }
    }

    fn named(name: &str) -> Result<Self> {
        match STAGES.into_iter().find(|stage| stage.name() == name) {
            Some(stage) => Ok(stage),
            None => {
                let names = STAGES.map(Self::name).join(", ");
                bail!("there is no stage `{name}`; the stages are {names}")
            }
        }
    }

    /// Runs it.
    pub(crate) fn run(self, workspace: &Path) -> Result<()> {
        match self {
            Self::Format => {
                install(&[Tool::Component("rustfmt")])?;
                cargo(workspace, "fmt --all --check")
            }
            Self::Deny => deny::run(workspace),
            Self::LintHost => {
                install(&[Tool::Component("clippy")])?;
                cargo(workspace, "clippy --locked --workspace --all-targets -- -D warnings")?;
                // `--all-targets` passes over those that plain `cargo test` leaves out.
                let browser = "--test journeys --test components --test npm_sdks --test relay";
                cargo(workspace, &format!("clippy --locked -p stocktake {browser} -- -D warnings"))
            }
            Self::LintWeb => {
                install(&[Tool::Component("clippy"), Tool::WasmTarget])?;
                // With the bundle's profile, so that the macros and build scripts are compiled once for both.
                let what = "--profile web --target wasm32-unknown-unknown -p stocktake -p bench";
                cargo(workspace, &format!("clippy --locked {what} -- -D warnings"))
            }
            Self::Native => cargo(workspace, "test --locked --workspace"),
            Self::Sdks => sdks(workspace),
            Self::NpmSdks => in_browser::npm_sdks(workspace),
            Self::Components => in_browser::components(workspace),
            Self::Bundle => {
                let missing = tools::missing(&tools::for_bundle(workspace)?)?;
                let mut progress = Progress::new(missing.len() + bundle::STEPS);
                let _crates = bundle::ready(workspace, &missing, &mut progress)?;
                bundle::build(workspace, &paths::site(workspace), &[], &mut progress)
            }
            Self::Size => size::gate(&paths::site(workspace)),
            Self::Relay => in_browser::relay(workspace),
            Self::Journeys => in_browser::journeys(workspace),
        }
    }
}

fn cargo(workspace: &Path, words: &str) -> Result<()> {
    println!("cargo {words}");
    let mut command = Command::new("cargo");
    command.args(words.split(' ')).current_dir(workspace);
    run_shown(&mut command, CARGO_LIMIT)
}

/// Installs what is missing.
pub(crate) fn install(needed: &[Tool]) -> Result<()> {
    let missing = tools::missing(needed)?;
    tools::install(&missing, &mut Progress::new(missing.len()))
}

/// The vendors' own SDKs against the sandbox: what keeps it honest.
fn sdks(workspace: &Path) -> Result<()> {
    let folder = workspace.join("sandbox/sdk");
    let mut step = Progress::new(1).step("Vendors' SDKs", "installing, once per user and version");
    let python = python::python_of(&python::environment(python::SDKS, &mut step)?);
    step.done("present");
    // With the program that writes the code which one of the scripts runs: an example, so that both are built of what the
    // tests have compiled, with the tests' features.
    cargo(workspace, "build --locked --workspace --bin sandbox --example code")?;
    let code = paths::target(workspace).join("debug/examples").join(format!("code{EXE_SUFFIX}"));
    let (_sandbox, address) = serve::start_sandbox(workspace)?;
    for script in sdk_scripts(&folder)? {
        let mut command = Command::new(&python);
        command.arg(script).arg(address.trim_end_matches('/')).current_dir(workspace);
        command.env("STOCKTAKE_CODE", &code);
        run_shown(&mut command, SDK_LIMIT)?;
    }
    Ok(())
}

/// `oss_sdks.py` and its neighbours.
fn sdk_scripts(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut scripts = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with("_sdks.py") {
            scripts.push(path);
        }
    }
    if scripts.is_empty() {
        bail!("{} holds no *_sdks.py", folder.display());
    }
    scripts.sort();
    Ok(scripts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(only: &[&str], skip: &[&str]) -> String {
        let [only, skip] =
            [only, skip].map(|words| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        let stages = chosen(&only, &skip).expect("the names exist");
        stages.into_iter().map(Stage::name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn stages_run_in_their_order_and_bring_the_bundle() {
        assert_eq!(
            names(&[], &[]),
            "format deny lint-host lint-web native sdks npm-sdks components bundle size relay journeys"
        );
        assert_eq!(names(&["native,format"], &[]), "format native");
        assert_eq!(names(&["journeys"], &[]), "bundle journeys");
        assert_eq!(names(&["relay"], &[]), "bundle relay");
        assert_eq!(
            names(&[], &["sdks,npm-sdks,components", "bundle,size,relay,journeys"]),
            "format deny lint-host lint-web native"
        );
    }

    #[test]
    fn an_unknown_stage_is_refused_with_the_list() {
        let error = chosen(&["nativ".to_owned()], &[]).err().map(|error| error.to_string());
        assert!(error.is_some_and(|text| text.contains("native")));
    }
}
