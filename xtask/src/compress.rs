//! Precompressed copies beside each file, for hosts that serve them (`gzip_static`,
//! `brotli_static` and their like): better than a host's own, made once.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};

const KINDS: [&str; 6] = ["wasm", "js", "css", "html", "svg", "txt"];

/// Writes `FILE.br` and `FILE.gz` for every file of `folder` that gains from it.
///
/// The configuration is left out: whoever deploys edits it, and an old compressed copy
/// beside it would go on being served.
pub(crate) fn all(folder: &Path) -> Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let kind = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
        if KINDS.contains(&kind) {
            files.push((fs::metadata(&path)?.len(), path));
        }
    }
    // The largest is taken first (popped last in), so that one thread does not start
    // it when the others are done.
    files.sort();
    let queue = Mutex::new(files);
    let workers = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        let work = || -> Result<()> {
            while let Some((_, path)) = next(&queue) {
                write_both(&path).with_context(|| format!("cannot compress {}", path.display()))?;
            }
            Ok(())
        };
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| match thread.join() {
            Ok(outcome) => outcome,
            Err(panic) => std::panic::resume_unwind(panic),
        })
    })
}

/// Brotli at its best, which is what the size gate counts.
pub(crate) fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)?;
    Ok(packed)
}

/// Gzip at its best, without name or time: the same input gives the same bytes.
pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn write_both(path: &Path) -> Result<()> {
    let bytes = fs::read(path)?;
    fs::write(with_suffix(path, "br"), brotli(&bytes)?)?;
    fs::write(with_suffix(path, "gz"), gzip(&bytes)?)?;
    Ok(())
}

/// `app.js` and `br` give `app.js.br`.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

fn next<T>(queue: &Mutex<Vec<T>>) -> Option<T> {
    queue.lock().ok()?.pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compression_is_repeatable_and_whole() {
        let text = "inventory of objects, ".repeat(200);
        let packed = brotli(text.as_bytes()).expect("memory is writable");
        assert_eq!(packed, brotli(text.as_bytes()).expect("memory is writable"));
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &*packed, &mut unpacked).expect("it is whole");
        assert_eq!(unpacked, text.as_bytes());
        assert_eq!(
            gzip(text.as_bytes()).expect("memory is writable"),
            gzip(text.as_bytes()).expect("memory is writable")
        );
    }
}
