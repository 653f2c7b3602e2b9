//! `cargo xtask`: set-up, serve, test and dist, from a machine that has rustup,
//! Python, Node and package registries. What each part does and why stands at the
//! head of its file.

#![allow(clippy::print_stdout, reason = "a command-line tool talks on its standard output")]

mod arguments;
mod bench;
mod browser;
mod bundle;
mod compress;
mod debian;
mod deny;
mod dev;
mod fuzz;
mod html;
mod in_browser;
mod install;
mod licences;
mod npm;
mod origin;
mod parts;
mod paths;
mod policy;
mod process;
mod progress;
mod python;
mod seal;
mod serve;
mod size;
mod split;
mod stages;
mod tools;
mod versions;
mod wasm;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::arguments::Arguments;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  serve [--port N] [--latency MS]
      Installs what is missing, builds the release bundle, and serves it together
      with the sandbox on http://127.0.0.1:8417/ until Ctrl-C.

  dev [--port N] [--latency MS]
      The same in the development profile: builds anew on each save, and the page reloads.

  test [--only STAGE,...] [--skip STAGE,...] [--keep-going]
      Everything that CI checks, in this order: format, deny, lint-host, lint-web, native,
      sdks, npm-sdks, components, bundle, size, relay, journeys. Stops at the first
      failure unless --keep-going.

  bench [--quick]
      Measures the console beside the vendors' clients in Chromium and writes
      BENCHMARKS.md; --quick measures a little and only prints it.

  dist [--connect ORIGIN...] [--only ORIGIN...] [--out DIR]
      Builds the files to publish into dist/ (or DIR). The page may call the providers'
      hosts; --connect adds origins, such as https://oss.example.net, and --only allows
      exactly those that it names in place of the providers'.

  pictures
      Takes the README's pictures anew, into docs/.

  fuzz [--seconds N] [--target NAME]...
      Feeds what reads answers, credentials, addresses and config.json with inputs that
      search for new paths through it, 30 s each. Needs a C++ compiler.

The tools that a build needs are kept per user, in $XDG_CACHE_HOME/stocktake or
~/.cache/stocktake; the first build of all takes some 3 minutes for them.
";

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Says whether the command's own verdict is good; an error is trouble on the way.
fn run() -> Result<bool> {
    let mut arguments = Arguments::from_environment();
    match arguments.command().as_deref() {
        Some("serve") => serve::run(arguments).map(|()| true),
        Some("dev") => dev::run(arguments).map(|()| true),
        Some("test") => stages::run(arguments),
        Some("dist") => bundle::run(arguments).map(|()| true),
        Some("bench") => bench::run(arguments).map(|()| true),
        Some("pictures") => in_browser::pictures(arguments).map(|()| true),
        Some("fuzz") => fuzz::run(arguments).map(|()| true),
        Some("seal") => seal::run().map(|()| true),
        None | Some("help" | "--help" | "-h") => {
            print!("{HELP}");
            Ok(true)
        }
        Some(other) => bail!("unknown command `{other}`; see `cargo xtask --help`"),
    }
}
