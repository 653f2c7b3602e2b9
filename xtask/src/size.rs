//! The size gate: everything that a first visit loads, compressed by brotli.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{compress, licences};

/// The bar of design.md, 220 KB.
const LIMIT: u64 = 220 * 1024;

struct Row {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints the table and fails above the limit.
pub(crate) fn gate(site: &Path) -> Result<()> {
    let rows = rows(site, is_loaded_first)?;
    let total = total(&rows);
    show(site)?;
    if total > LIMIT {
        bail!(
            "the first load is {} over the limit of {} (brotli)",
            kilobytes(total - LIMIT),
            kilobytes(LIMIT)
        );
    }
    println!("{} of {} used.", kilobytes(total), kilobytes(LIMIT));
    Ok(())
}

/// Prints the tables alone: what a first visit loads, and what is fetched behind it.
pub(crate) fn show(site: &Path) -> Result<()> {
    println!("{}", table("first load, KB", &rows(site, is_loaded_first)?));
    println!("{}", table("fetched later, KB", &rows(site, is_loaded_later)?));
    Ok(())
}

fn rows(site: &Path, wanted: fn(&str) -> bool) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for entry in fs::read_dir(site).context("there is no bundle to measure")? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if wanted(&name) {
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

fn is_loaded_first(name: &str) -> bool {
    !is_copy(name) && !UNLOADED.contains(&name) && !is_loaded_later(name)
}

/// The later part of the program (`xtask/src/split.rs`).
fn is_loaded_later(name: &str) -> bool {
    !is_copy(name) && name.starts_with("later-")
}

fn is_copy(name: &str) -> bool {
    name.ends_with(".br") || name.ends_with(".gz")
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

fn kilobytes(bytes: u64) -> String {
    format!("{} KB", kilo(bytes))
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
        assert_eq!(kilobytes(LIMIT), "220.0 KB");
        assert_eq!(kilobytes(LIMIT + 1), "220.1 KB");
        assert_eq!(kilobytes(0), "0.0 KB");
    }

    #[test]
    fn copies_the_sample_and_the_later_part_are_not_counted() {
        assert!(!is_loaded_first("later-1.wasm"));
        assert!(is_loaded_later("later-1.wasm"));
        assert!(!is_loaded_later("later-1.wasm.br"));
        assert!(is_loaded_first("boot-1.js"));
        assert!(is_loaded_first("config.json"));
        assert!(!is_loaded_first("boot-1.js.br"));
        for beside in ["config.sample.json", "version.json", "licences.txt", "licences-std.html"] {
            assert!(!is_loaded_first(beside), "{beside}");
        }
    }
}
