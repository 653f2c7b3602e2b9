//! The size gates: what the page loads, by when it does so, compressed by brotli.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{compress, licences};

/// What is loaded one after another, and how many KB may have come by then.
struct Gate {
    name: &'static str,
    /// What is aimed at.
    bar: u64,
    /// What fails: the bar, or what was reached on the way to it.
    limit: u64,
}

const GATES: [Gate; 3] = [
    Gate { name: "first load", bar: 220, limit: 280 },
    Gate { name: "and the table", bar: 280, limit: 490 },
    Gate { name: "and everything else", bar: 480, limit: 1000 },
];

struct Row {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints the tables and fails above a limit.
pub(crate) fn gate(site: &Path) -> Result<()> {
    let mut over = Vec::new();
    for (Gate { name, bar, limit }, sum) in GATES.into_iter().zip(show(site)?) {
        println!("{name}: {} KB of {limit} used; the bar is {bar}.", kilo(sum));
        if sum > limit * 1024 {
            over.push(name);
        }
    }
    if over.is_empty() { Ok(()) } else { bail!("over the limit: {}", over.join(", ")) }
}

/// Prints the tables alone; gives how much has come by each gate.
pub(crate) fn show(site: &Path) -> Result<Vec<u64>> {
    let mut sum = 0;
    let mut sums = Vec::new();
    for (gate, Gate { name, .. }) in GATES.into_iter().enumerate() {
        let rows = rows(site, gate)?;
        if !rows.is_empty() {
            println!("{}", table(&format!("{name}, KB"), &rows));
        }
        sum += total(&rows);
        sums.push(sum);
    }
    Ok(sums)
}

fn rows(site: &Path, gate: usize) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for entry in fs::read_dir(site).context("there is no bundle to measure")? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if gate_of(&name) == Some(gate) {
            let bytes = fs::read(&path)?;
            rows.push(Row {
                raw: bytes.len() as u64,
                gzip: packed(&path, "gz", || compress::gzip(&bytes))?,
                brotli: packed(&path, "br", || compress::brotli(&bytes))?,
                name,
            });
        }
    }
    rows.sort_by(|a, b| b.raw.cmp(&a.raw).then_with(|| a.name.cmp(&b.name)));
    Ok(rows)
}

/// What the page does not fetch by itself.
const UNLOADED: [&str; 4] = ["config.sample.json", "version.json", licences::FILE, licences::OF_STD];

/// What a first visit loads has other names than the parts that come later (`xtask/src/parts.rs`).
const FIRST: [&str; 3] = ["boot", "main", "stocktake"];

/// The gate by which a file has come. What is not known to come later counts from the beginning.
fn gate_of(name: &str) -> Option<usize> {
    if name.ends_with(".br") || name.ends_with(".gz") || UNLOADED.contains(&name) {
        return None;
    }
    let (stem, rest) = name.rsplit_once('-').unwrap_or((name, ""));
    let is_part = !FIRST.contains(&stem) && (rest.ends_with(".wasm") || rest.ends_with(".css"));
    // `later.table.shared` is needed by both.
    let needed_by = |part: &str| stem.split('.').any(|name| name == part);
    Some(match is_part {
        false => 0,
        // Pasted credentials are read on the way to the table.
        true if needed_by("table") || needed_by("credentials") => 1,
        true => 2,
    })
}

fn packed(path: &Path, suffix: &str, make: impl FnOnce() -> Result<Vec<u8>>) -> Result<u64> {
    match fs::metadata(compress::with_suffix(path, suffix)) {
        Ok(file) => Ok(file.len()),
        Err(_) => Ok(make()?.len() as u64),
    }
}

fn total(rows: &[Row]) -> u64 {
    rows.iter().map(|row| row.brotli).sum()
}

fn table(title: &str, rows: &[Row]) -> String {
    let mut text = format!("{title:<36}{:>10}{:>10}{:>10}\n", "raw", "gzip", "brotli");
    let sums = Row {
        name: "sum".to_owned(),
        raw: rows.iter().map(|row| row.raw).sum(),
        gzip: rows.iter().map(|row| row.gzip).sum(),
        brotli: total(rows),
    };
    for Row { name, raw, gzip, brotli } in rows.iter().chain([&sums]) {
        let [raw, gzip, brotli] = [raw, gzip, brotli].map(|bytes| kilo(*bytes));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name:<36}{raw:>10}{gzip:>10}{brotli:>10}");
    }
    text
}

/// Thousands of 1,024 bytes with one decimal place, rounded up: a gate must not look met.
fn kilo(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_counts_brotli_and_rounds_up() {
        let row = |brotli| Row { name: String::new(), raw: 9, gzip: 9, brotli };
        assert_eq!(total(&[row(100), row(43)]), 143);
        assert_eq!(kilo(220 * 1024), "220.0");
        assert_eq!(kilo(220 * 1024 + 1), "220.1");
        assert_eq!(kilo(0), "0.0");
    }

    #[test]
    fn each_file_counts_from_when_it_is_loaded() {
        let at = |gate, names: &[&str]| {
            for name in names {
                assert_eq!(gate_of(name), gate, "{name}");
            }
        };
        at(
            Some(0),
            &["boot-1.js", "stocktake-1.wasm", "main-1.css", "index.html", "config.json", "odd.wasm"],
        );
        at(Some(1), &["table-1.wasm", "table-1.css", "later.table.shared-1.wasm"]);
        at(Some(2), &["later-1.wasm", "later-1.css", "help.later.shared-1.wasm"]);
        at(None, &["boot-1.js.br", "later-1.wasm.gz", "config.sample.json", "version.json"]);
        at(None, &["licences.txt", "licences-std.html"]);
    }
}
