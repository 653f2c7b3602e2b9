//! Cells as they are written; `tests/properties/listings.rs` reads them back.

use super::*;

fn listing(columns: &[&str], rows: &[&[&str]]) -> Listing {
    let texts = |line: &&[&str]| line.iter().map(|text| (*text).to_owned()).collect();
    Listing { columns: texts(&columns), rows: rows.iter().map(texts).collect() }
}

/// How one cell is written.
fn csv_cell(text: &str) -> String {
    let csv = listing(&["ID"], &[&[text]]).csv();
    let cell = csv.strip_prefix("\u{feff}ID\r\n").and_then(|rest| rest.strip_suffix("\r\n"));
    cell.expect("a mark, a head and a line").to_owned()
}

#[test]
fn a_file_has_a_mark_a_head_and_lines_with_cr_and_lf() {
    let written = listing(
        &["ID", "Status", "Source prefix"],
        &[
            &["daily-logs", "Enabled", "日志/"],
            &["a,b", "say \"yes\"", ""],
            &["two\r\nlines", "one;two", " blank "],
        ],
    );
    let expected = "\u{feff}ID,Status,Source prefix\r\n\
        daily-logs,Enabled,日志/\r\n\
        \"a,b\",\"say \"\"yes\"\"\",\r\n\
        \"two\r\nlines\",\"one;two\",\" blank \"\r\n";
    assert_eq!(written.csv(), expected);
    assert_eq!(listing(&["ID"], &[]).csv(), "\u{feff}ID\r\n");
}

#[test]
fn nothing_is_run_by_a_spreadsheet() {
    for (text, written) in [
        ("=1+1", "'=1+1"),
        ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("\t=1", "\"'\t=1\""),
        ("\tplain", "\"'\tplain\""),
        ("\rplain", "\"'\rplain\""),
        ("\nplain", "\"'\nplain\""),
        (" =1", "\"' =1\""),
        ("\u{200b}=1", "'\u{200b}=1"),
        ("\u{feff}=1", "'\u{feff}=1"),
        ("\u{7}=1", "'\u{7}=1"),
        ("-", "'-"),
        ("--1", "'--1"),
        ("-1.2.3", "'-1.2.3"),
        ("-.5", "'-.5"),
        ("-1 bytes", "'-1 bytes"),
    ] {
        assert_eq!(csv_cell(text), written, "{text:?}");
    }
}

#[test]
fn what_is_harmless_stays_as_it_is() {
    for text in [
        "",
        "daily-logs",
        "a=b",
        "a@b",
        "12",
        "-12",
        "+0.5",
        "-1.25",
        "1024 bytes",
        "0123",
        "1250000000000000",
        "'quoted'",
        "'=1",
        "logs/a|b",
        "计划",
    ] {
        assert_eq!(csv_cell(text), text);
    }
}

#[test]
fn a_table_of_markdown_has_a_head_a_rule_and_rows() {
    let written =
        listing(&["ID", "Source prefix"], &[&["daily", "Whole bucket"], &["a|b", "logs/"], &["", "`x`"]]);
    let expected = "| ID | Source prefix |\n\
        | --- | --- |\n\
        | daily | Whole bucket |\n\
        | a\\|b | logs/ |\n\
        |  | \\`x\\` |\n";
    assert_eq!(written.markdown(), expected);
}

#[test]
fn the_beginning_of_a_line_becomes_no_markup() {
    for (text, written) in [
        ("# a", "\\# a"),
        ("a #", "a \\#"),
        ("- a", "\\- a"),
        (" + a", "\\+ a"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("1. a", "1\\. a"),
        ("12) a", "12\\) a"),
        ("2026-12-01", "2026-12-01"),
        ("* a", "\\* a"),
        ("> a", "&gt; a"),
        ("", ""),
    ] {
        assert_eq!(markdown_paragraph(text), written, "{text:?}");
    }
}

#[test]
fn no_text_becomes_markup() {
    for (text, written) in [
        ("plain-text_", "plain-text\\_"),
        ("a|b", "a\\|b"),
        ("a\\|b", "a\\\\\\|b"),
        ("a\\", "a\\\\"),
        ("`code`", "\\`code\\`"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("&lt;", "&amp;lt;"),
        ("**bold** ~~gone~~", "\\*\\*bold\\*\\* \\~\\~gone\\~\\~"),
        ("![x](y)", "!\\[x\\](y)"),
        ("[x][y]", "\\[x\\]\\[y\\]"),
        ("$x$", "\\$x\\$"),
        ("https://a.example/b", "https\\://a.example/b"),
        ("see WWW.a.example", "see WWW\\.a.example"),
        ("a:b", "a:b"),
        ("one\ntwo\r\nthree\rfour", "one<br>two<br>three<br>four"),
        ("日志/", "日志/"),
    ] {
        assert_eq!(markdown_text(text), written, "{text:?}");
    }
}
