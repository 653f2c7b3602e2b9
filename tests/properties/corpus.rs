//! The committed inputs of the fuzz targets, without the fuzzer.

use std::fs;
use std::path::Path;

use crate::targets;

/// Runs every input of a target.
#[track_caller]
fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut inputs = 0;
    for entry in fs::read_dir(&folder).expect("a corpus") {
        let path = entry.expect("an entry").path();
        let bytes = fs::read(&path).expect("an input");
        // Told only when the test fails.
        eprintln!("{}", path.display());
        run(&bytes);
        inputs += 1;
    }
    assert!(inputs > 0, "{} is empty", folder.display());
}

#[test]
fn answers_hold_for_every_kept_input() {
    replay("answers", targets::answers);
}

#[test]
fn credentials_hold_for_every_kept_input() {
    replay("credentials", targets::credentials);
}

#[test]
fn addresses_hold_for_every_kept_input() {
    replay("addresses", targets::addresses);
}

#[test]
fn config_holds_for_every_kept_input() {
    replay("config", targets::config);
}
