//! The time of reading grows with the text and no faster, whatever is pasted.

use std::time::Instant;

use super::tests::{BOTH, NOW};
use super::*;
use crate::worked::worked;

/// Checks that a text eight times as long, which works only where it has a token, takes some eight times as long; with a quadratic loop it is 64 times.
#[track_caller]
fn check(what: &str, text: impl Fn(usize) -> String) {
    let texts = [text(MAX_BYTES / 8), text(MAX_BYTES)];
    let mut seconds = [f64::MAX; 2];
    // Of several runs the quickest counts: what else the machine does only makes them slower.
    for _ in 0..4 {
        for (text, least) in texts.iter().zip(&mut seconds) {
            let start = Instant::now();
            let begun = worked(start);
            let works = offers(text, &BOTH, NOW).is_ok();
            assert_eq!(works, text.contains("sessionToken"), "{what}");
            *least = least.min(worked(start) - begun);
        }
        if seconds[1] < seconds[0] * 24.0 + 0.1 {
            return;
        }
    }
    panic!("{what}: {} s, eight times as much {} s", seconds[0], seconds[1]);
}

#[test]
fn the_time_of_reading_grows_with_the_text_alone() {
    let long_name = format!("{}:\n", "n".repeat(2_000));
    let inner = "{\"id\":\"a\",\"secret\":\"b\",\"x\":[".to_owned() + &"{\"stsToken\":\"\"},".repeat(20);
    for piece in [
        "{",
        "[",
        "(",
        "a=b ",
        "a=b(",
        "a:",
        "'",
        "\"",
        "`",
        "{'",
        "a='''\n",
        "=",
        "- ",
        " -",
        "\n ",
        "a=b {",
        "{a:{",
        "id=1\nsecret=2\n",
        "[a]\nid=1\nsecret=2\n",
        "{a:b,",
        "{\"id\":1,\"secret\":2},",
        "\\'\\'\n",
        "\\\"\\\"\n",
        "{\\'\\'\n",
        "a='\\'\\'\n",
        "/*\n",
        "a=b /*\n",
        "--a b= ",
        "--a b=",
        "env a b= ",
        "- a\n",
        "{a:b} ",
        "token=a\n[b]\n",
        "[a]\ntoken=1\n",
        long_name.as_str(),
        inner.as_str(),
    ] {
        check(piece, |bytes| piece.repeat(bytes / piece.len()));
    }
}

#[test]
fn what_stands_once_before_a_long_run_is_read_once() {
    let long_name = format!("{}:\n", "n".repeat(MAX_BYTES / 16));
    for (first, run) in [
        // Each entry of a list is called as the list is.
        (long_name.as_str(), "- a: b\n  c: d\n"),
        ("--a b", "="),
        ("env a b", "="),
        ("a: '", "\\'"),
        ("sessionToken=t\nsecretKey=k\n", "[a]\nid=1\nsecret=2\n"),
        ("sessionToken: t\na:\n", "  - id: 1\n    secret: 2\n"),
    ] {
        check(first, |bytes| first.to_owned() + &run.repeat((bytes - first.len()) / run.len()));
    }
}
