//! `cargo xtask bench`: how fast the console is beside the vendors' clients. The measuring is in
//! `benches/`; here is what it needs: the bundle, our wasm with a door (`bench/`), the clients, a browser.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::arguments::Arguments;
use crate::browser::Browser;
use crate::process::{run_logged, run_shown};
use crate::progress::{Progress, Step};
use crate::tools::{self, TARGET, Tool};
use crate::{bundle, paths, versions, wasm};

const BUILD_LIMIT: Duration = Duration::from_secs(40 * 60);
const RUN_LIMIT: Duration = Duration::from_secs(60 * 60);

/// `cargo xtask bench`.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let quick = arguments.flag("--quick");
    arguments.finish()?;
    let workspace = paths::workspace()?;

    let sdks = tools::npm_sdks();
    let mut needed = tools::for_bundle(&workspace)?;
    needed.extend(sdks.clone());
    let missing = tools::missing(&needed)?;
    let mut progress = Progress::new(missing.len() + bundle::STEPS + 2);
    tools::install(&missing, &mut progress)?;
    let mut step = progress.step("Chromium and ChromeDriver", "looking");
    let browser = Browser::find_or_install(&mut step)?;
    step.done("present");
    let mut step = progress.step("Our wasm", "compiling");
    let page = page(&workspace, &sdks, &mut step)?;
    step.done("built");
    let site = paths::site(&workspace);
    bundle::build(&workspace, &site, &[], &mut progress)?;

    let quick: &[&str] = if quick { &["--quick"] } else { &[] };
    let mut native = Command::new("cargo");
    native.args(["bench", "--locked", "--bench", "native", "--"]).args(quick).current_dir(&workspace);
    run_shown(&mut native, RUN_LIMIT)?;
    let (_driver, address) = browser.start_driver()?;
    let mut measured = Command::new("cargo");
    measured
        .args(["bench", "--locked", "--bench", "browser", "--"])
        .args(quick)
        .current_dir(&workspace)
        .env("STOCKTAKE_SITE", site)
        .env("STOCKTAKE_BENCH_PAGE", page)
        .env("STOCKTAKE_SDK_VERSIONS", spoken_versions())
        .env("STOCKTAKE_WEBDRIVER", address)
        .env("STOCKTAKE_CHROMIUM", &browser.chromium);
    run_shown(&mut measured, RUN_LIMIT)
}

/// A folder with our wasm, its bindings and the clients' scripts.
fn page(workspace: &Path, sdks: &[Tool], step: &mut Step) -> Result<PathBuf> {
    let page = paths::target(workspace).join("bench/page");
    fs::create_dir_all(&page)?;
    for sdk in sdks {
        let script = tools::located(sdk)?;
        fs::copy(&script, page.join(script.file_name().context("a script has a name")?))?;
    }

    let log = paths::log("bench")?;
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--locked", "--package", "bench", "--profile", "web", "--target", TARGET])
        .current_dir(workspace);
    bundle::as_shipped(&mut cargo, workspace)?;
    run_logged(&mut cargo, &log, BUILD_LIMIT, step)?;
    let bindgen = tools::located(&Tool::WasmBindgen(versions::wasm_bindgen(workspace)?))?;
    let mut bindgen = Command::new(bindgen);
    bindgen
        .args(["--target", "web", "--no-typescript", "--out-dir"])
        .arg(&page)
        .arg(paths::target(workspace).join(TARGET).join("web/bench.wasm"));
    run_logged(&mut bindgen, &log, BUILD_LIMIT, step)?;

    let file = page.join("bench_bg.wasm");
    fs::write(&file, wasm::optimised(&fs::read(&file)?)?)?;
    Ok(page)
}

/// `ali-oss 6.23.0 and cos-js-sdk-v5 1.10.1`.
fn spoken_versions() -> String {
    versions::NPM_SDKS.map(|sdk| format!("{} {}", sdk.package, sdk.version)).join(" and ")
}
