//! `cargo xtask fuzz`: the fuzz targets of `fuzz/`, each for a while.
//!
//! cargo-fuzz would need a nightly compiler for its sanitizers, which look for faults of memory that safe code
//! does not have. What it does beside that is done here: coverage counters are asked of the compiler, and
//! libfuzzer-sys brings the rest (and compiles it: a C++ compiler is needed). Inputs that reach new code are
//! kept in the target folder from run to run; the committed seeds are only read.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::paths;
use crate::process::{output_of, run_logged};
use crate::progress::{Progress, Step};

const TARGETS: [&str; 4] = ["answers", "credentials", "addresses", "config"];
const SECONDS: u64 = 30;
const BUILD_LIMIT: Duration = Duration::from_secs(30 * 60);
/// Beyond the time that a target is asked to run: a last input and the statistics.
const END_LIMIT: Duration = Duration::from_secs(60);
/// Seconds for one input, which takes a thousandth of that at most.
const INPUT_LIMIT: u64 = 10;
/// Bytes of the largest input; a document with everything in it has half of that.
const INPUT_SIZE: u64 = 4_096;

/// As cargo-fuzz asks for them without a sanitizer.
const COVERAGE: &str = "-Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Cllvm-args=-simplifycfg-branch-fold-threshold=0 \
    -Ccodegen-units=1 --cfg fuzzing";

/// `cargo xtask fuzz`.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let seconds = match arguments.value("--seconds")? {
        Some(text) => text.parse().with_context(|| format!("--seconds {text}: expected a number"))?,
        None => SECONDS,
    };
    let only = arguments.values("--target")?;
    arguments.finish()?;
    if let Some(unknown) = only.iter().find(|name| !TARGETS.contains(&name.as_str())) {
        bail!("there is no target `{unknown}`; the targets are {}", TARGETS.join(", "));
    }
    let targets: Vec<&str> =
        TARGETS.into_iter().filter(|name| only.is_empty() || only.iter().any(|o| o == name)).collect();
    let workspace = paths::workspace()?;

    let mut progress = Progress::new(targets.len() + 1);
    let mut step = progress.step("Fuzz targets", "building");
    let host = host()?;
    build(&workspace, &host, &targets, &mut step)?;
    step.done("built");
    for target in targets {
        let mut step = progress.step(target, &format!("running for {seconds} s"));
        let inputs = fuzz(&workspace, &host, target, seconds, &mut step)?;
        step.done(&format!("{inputs} inputs, no finding"));
    }
    Ok(())
}

fn build(workspace: &Path, host: &str, targets: &[&str], step: &mut Step) -> Result<()> {
    let mut command = Command::new("cargo");
    // With a target named, build scripts are compiled without the counters, which nothing would read there.
    command.args(["build", "--locked", "--target", host]);
    command.args(targets.iter().flat_map(|target| ["--bin", *target]));
    command
        .current_dir(workspace.join("fuzz"))
        .env("CARGO_TARGET_DIR", paths::target(workspace))
        .env("RUSTFLAGS", COVERAGE)
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    run_logged(&mut command, &paths::log("fuzz-build")?, BUILD_LIMIT, step)
}

/// Runs one target and gives the number of inputs it was tried with.
fn fuzz(workspace: &Path, host: &str, target: &str, seconds: u64, step: &mut Step) -> Result<String> {
    let built = paths::target(workspace);
    let folder = built.join("fuzz").join(target);
    let (kept, findings) = (folder.join("corpus"), folder.join("findings"));
    fs::create_dir_all(&kept)?;
    fs::create_dir_all(&findings)?;
    let program = format!("{target}{}", std::env::consts::EXE_SUFFIX);
    let mut command = Command::new(built.join(host).join("debug").join(program));
    command
        .args([
            format!("-max_total_time={seconds}"),
            format!("-timeout={INPUT_LIMIT}"),
            format!("-max_len={INPUT_SIZE}"),
            "-print_final_stats=1".to_owned(),
            // A folder, by the slash at its end.
            format!("-artifact_prefix={}/", findings.display()),
        ])
        .arg(kept)
        .arg(workspace.join("fuzz/corpus").join(target))
        .current_dir(workspace);
    let log = paths::log(&format!("fuzz-{target}"))?;
    let limit = Duration::from_secs(seconds) + END_LIMIT;
    run_logged(&mut command, &log, limit, step).with_context(|| {
        format!("{target}: the input is in {}; put it into fuzz/corpus/{target}/", findings.display())
    })?;
    executed(&fs::read_to_string(&log)?).context("the target did not say how many inputs it tried")
}

/// `stat::number_of_executed_units: 229698`.
fn executed(log: &str) -> Option<String> {
    let line = log.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))?;
    Some(line.trim().to_owned())
}

/// The compiler's own platform.
fn host() -> Result<String> {
    let version = output_of(Command::new("rustc").arg("-vV")).context("rustc does not run")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say its host")?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_inputs_is_read_from_the_statistics() {
        let log = "Done 7 runs\nstat::number_of_executed_units: 7\nstat::average_exec_per_sec:     1\n";
        assert_eq!(executed(log).as_deref(), Some("7"));
        assert_eq!(executed("==1== ERROR: libFuzzer"), None);
    }

    #[test]
    fn every_target_is_a_program_of_the_fuzz_workspace_with_seeds() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("the manifest");
        assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
        for target in TARGETS {
            assert!(manifest.contains(&format!("name = \"{target}\"")), "{target}");
            let seeds = fs::read_dir(folder.join("corpus").join(target)).expect("a folder").count();
            assert!(seeds > 0, "{target}");
        }
    }
}
