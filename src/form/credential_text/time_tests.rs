//! The time of reading grows with the text and no faster, whatever is pasted.

use super::tests::{BOTH, NOW};
use super::*;

/// Seconds of reading a text of many pieces.
fn seconds(piece: &str, bytes: usize) -> f64 {
    let text = piece.repeat(bytes / piece.len());
    // Of several runs the quickest: what else the machine does only makes them slower.
    let run = || {
        let begun = std::time::Instant::now();
        assert!(offers(&text, &BOTH, NOW).is_err(), "{piece}");
        begun.elapsed().as_secs_f64()
    };
    run().min(run())
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
        let (few, many) = (seconds(piece, MAX_BYTES / 8), seconds(piece, MAX_BYTES));
        // Eight times as long a text takes eight times as long, and one of a quadratic loop 64 times.
        assert!(many < few * 24.0 + 0.1, "{piece}: {few} s, eight times as much {many} s");
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
        let seconds = |bytes: usize| {
            let text = first.to_owned() + &run.repeat((bytes - first.len()) / run.len());
            let read = || {
                let begun = std::time::Instant::now();
                let _ = offers(&text, &BOTH, NOW);
                begun.elapsed().as_secs_f64()
            };
            read().min(read())
        };
        let (few, many) = (seconds(MAX_BYTES / 8), seconds(MAX_BYTES));
        assert!(many < few * 24.0 + 0.1, "{first}: {few} s, eight times as much {many} s");
    }
}
