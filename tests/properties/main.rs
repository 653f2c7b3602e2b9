//! What holds for every input: signatures against an independent signer, documents that lose nothing,
//! drafts that change nothing by themselves, readers that never panic.
//!
//! A case that once failed is kept in the `*.regressions` file beside its test and tried first.

mod corpus;
mod crossing;
mod documents;
mod drafts;
mod exports;
mod generate;
mod listings;
mod markup;
mod parsers;
mod request_log;
mod schema;
mod signing;
#[path = "../../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "public where it is a crate of its own")]
mod targets;

use proptest::test_runner::{Config, FileFailurePersistence};

/// So many cases, and failures kept beside the test.
fn cases(cases: u32) -> Config {
    let kept = FileFailurePersistence::WithSource("regressions");
    Config { cases, failure_persistence: Some(Box::new(kept)), ..Config::default() }
}

/// What comes back of a value that the device keeps.
fn written_and_read<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    let text = serde_json::to_string(value).expect("JSON");
    serde_json::from_str(&text).expect("what was written")
}
