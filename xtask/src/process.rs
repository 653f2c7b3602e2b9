//! Runs other programs with a time limit, so that a hanging tool fails a CI run
//! instead of holding it.
//!
//! Children stay in our process group: a Ctrl-C in the terminal then reaches them
//! without any signal handling here.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::progress::{self, Step};

const POLL: Duration = Duration::from_millis(50);

/// Runs a command whose output goes to the terminal as it comes.
pub(crate) fn run_shown(command: &mut Command, limit: Duration) -> Result<()> {
    let status = wait(Running::started(command)?, limit, || ())?;
    if !status.success() {
        bail!("`{}` failed ({status})", spelled(command));
    }
    Ok(())
}

/// Runs a command whose output goes to `log`; shows the log's end when it fails.
pub(crate) fn run_logged(command: &mut Command, log: &Path, limit: Duration, step: &mut Step) -> Result<()> {
    let outcome = wait(Running::logged(command, log)?, limit, || step.tick(&last_line(log)));
    let trouble = match outcome {
        Ok(status) if status.success() => return Ok(()),
        Ok(status) => status.to_string(),
        Err(error) => error.to_string(),
    };
    bail!(
        "`{}` failed ({trouble}). The end of {}:\n{}",
        spelled(command),
        log.display(),
        tail(log, 16 * 1024)
    );
}

/// What a quick command prints, or `None` if it is missing or fails.
pub(crate) fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A child that does not outlive its owner.
pub(crate) struct Running(Child);

impl Running {
    /// Starts a command whose output goes to the terminal as it comes.
    pub(crate) fn started(command: &mut Command) -> Result<Self> {
        Ok(Self(command.spawn().with_context(|| cannot_start(command))?))
    }

    /// Starts a command whose output goes to `log`.
    pub(crate) fn logged(command: &mut Command, log: &Path) -> Result<Self> {
        let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        let command = command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        Ok(Self(command.spawn().with_context(|| cannot_start(command))?))
    }

    /// How it ended, if it has.
    pub(crate) fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.0.try_wait()?)
    }

    /// Waits for its end, however long that takes.
    pub(crate) fn wait(&mut self) -> Result<ExitStatus> {
        Ok(self.0.wait()?)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !matches!(self.0.try_wait(), Ok(Some(_))) {
            end_descendants(self.0.id());
            // Both fail only when it has ended meanwhile.
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }
}

/// Starts a server and waits until one of its lines says what `find` looks for. Its
/// lines go on to `echo`.
pub(crate) fn start_until<T: Send + 'static>(
    command: &mut Command,
    limit: Duration,
    mut echo: impl Write + Send + 'static,
    find: impl Fn(&str) -> Option<T> + Send + 'static,
) -> Result<(Running, T)> {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().with_context(|| cannot_start(command))?;
    let stdout = child.stdout.take().context("a piped output is there")?;
    let running = Running(child);
    let (found, finding) = mpsc::channel();
    // The thread reads on after the find: a full pipe would stop the server.
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            let _ = writeln!(echo, "{line}");
            if let Some(value) = find(&line) {
                let _ = found.send(value);
            }
        }
    });
    match finding.recv_timeout(limit) {
        Ok(value) => Ok((running, value)),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            bail!("`{}` ended without saying its address", spelled(command))
        }
        Err(mpsc::RecvTimeoutError::Timeout) => {
            let waited = progress::spoken(limit);
            bail!("`{}` did not say its address within {waited}", spelled(command))
        }
    }
}

fn wait(mut running: Running, limit: Duration, mut tick: impl FnMut()) -> Result<ExitStatus> {
    let started = Instant::now();
    loop {
        if let Some(status) = running.ended()? {
            return Ok(status);
        }
        if started.elapsed() > limit {
            // Dropping `running` ends it.
            bail!("no end after {}, so it was stopped", progress::spoken(limit));
        }
        tick();
        thread::sleep(POLL);
    }
}

/// Ends what a child started, deepest first: killing cargo alone would leave its
/// compilers, and killing ChromeDriver alone its browsers. Linux only; elsewhere the
/// direct child alone is ended.
fn end_descendants(parent: u32) {
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return;
    };
    for entry in entries.flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else {
            continue;
        };
        if parent_in_stat(&stat) == Some(parent) {
            end_descendants(id);
            let _ = Command::new("kill").arg("-KILL").arg(id.to_string()).status();
        }
    }
}

/// The parent's id in a `/proc/ID/stat` line, `12 (name) S 1 …`. The name may itself
/// hold blanks and brackets, so the fields are counted from the last bracket.
fn parent_in_stat(stat: &str) -> Option<u32> {
    let (_, fields) = stat.rsplit_once(')')?;
    fields.split_whitespace().nth(1)?.parse().ok()
}

fn last_line(log: &Path) -> String {
    let text = tail(log, 400);
    let line = text.trim_end().rsplit(['\n', '\r']).next().unwrap_or("");
    line.trim().chars().filter(|c| !c.is_control()).collect()
}

fn tail(log: &Path, bytes: u64) -> String {
    let read = || -> Result<String> {
        let mut file = File::open(log)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(bytes)))?;
        let mut text = Vec::new();
        file.read_to_end(&mut text)?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    };
    read().unwrap_or_default()
}

fn spelled(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy()];
    words.extend(command.get_args().map(|word| word.to_string_lossy()));
    words.join(" ")
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`", command.get_program().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parent_is_read_from_behind_any_name() {
        assert_eq!(parent_in_stat("12 (plain) S 7 12 12 0"), Some(7));
        assert_eq!(parent_in_stat("12 (a ) S 9 (b) R 8 1"), Some(8));
        assert_eq!(parent_in_stat("nothing"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_command_over_its_limit_is_stopped() {
        let started = Instant::now();
        let error = run_shown(Command::new("sleep").arg("30"), Duration::from_millis(100))
            .expect_err("30 s are over the limit");
        assert!(error.to_string().contains("stopped"), "{error}");
        assert!(started.elapsed() < Duration::from_secs(10));
    }
}
