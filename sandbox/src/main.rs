//! The demo: one sandbox with the built console, until Ctrl-C.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use sandbox::Options;

const USAGE: &str = "\
usage: sandbox [--port N] [--site DIR] [--latency MS] [--clock-offset SECONDS] [--lifetime SECONDS]

  --port N                port on 127.0.0.1 (default: any free one)
  --site DIR              folder of the built console
  --latency MS            added to every answer of the provider (default 0)
  --clock-offset SECONDS  how far the provider's clock is ahead (default 0)
  --lifetime SECONDS      life of the credentials handed out (default 3600)";

#[tokio::main]
async fn main() -> ExitCode {
    let options = match read_options(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(problem) => {
            eprintln!("{problem}\n\n{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    match run(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The sandbox could not start: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> std::io::Result<()> {
    let has_site = options.site.is_some();
    let sandbox = sandbox::start(options).await?;
    // The first line is for scripts; whoever waits for it must see it at once.
    println!("Stocktake sandbox: {}/", sandbox.site_origin());
    if has_site {
        println!("Open it, choose a connection such as demo-250 and click Connect.");
    } else {
        println!("No --site was given: the API is served, the console is not.");
    }
    println!("Credentials to paste: {0}/sts/oss and {0}/sts/cos", sandbox.site_origin());
    println!("Ctrl-C stops it; everything it holds is in memory.");
    std::io::stdout().flush()?;
    tokio::signal::ctrl_c().await?;
    sandbox.stop();
    Ok(())
}

/// The options, or `None` when help was asked for.
fn read_options(mut arguments: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options = Options::default();
    while let Some(flag) = arguments.next() {
        if matches!(flag.as_str(), "--help" | "-h") {
            return Ok(None);
        }
        let mut value = || arguments.next().ok_or(format!("{flag} needs a value"));
        match flag.as_str() {
            "--port" => options.port = number(&flag, &value()?)?,
            "--site" => options.site = Some(value()?.into()),
            "--latency" => options.latency = Duration::from_millis(number(&flag, &value()?)?),
            "--clock-offset" => options.clock_offset_seconds = number(&flag, &value()?)?,
            "--lifetime" => {
                options.credential_lifetime = Duration::from_secs(number(&flag, &value()?)?);
            }
            _ => return Err(format!("unknown argument {flag}")),
        }
    }
    if let Some(site) = &options.site
        && !site.join("index.html").is_file()
    {
        return Err(format!("{} has no index.html", site.display()));
    }
    Ok(Some(options))
}

fn number<T: std::str::FromStr>(flag: &str, text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{flag} needs a number, not {text:?}"))
}
