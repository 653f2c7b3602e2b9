//! The table for a spreadsheet and for a page of text, read back: by a reader of RFC 4180, and by one of cells of
//! Markdown.

use proptest::collection::vec;
use proptest::prelude::*;
use stocktake::export::listing::Listing;

use crate::cases;

/// Reads CSV by RFC 4180. Panics at what is none.
fn read(csv: &str) -> Vec<Vec<String>> {
    let mut rest = csv.strip_prefix('\u{feff}').expect("a byte order mark").chars().peekable();
    let (mut lines, mut line) = (Vec::new(), Vec::new());
    while rest.peek().is_some() {
        let mut cell = String::new();
        if rest.next_if_eq(&'"').is_some() {
            loop {
                match rest.next().expect("a quote at the end") {
                    '"' if rest.next_if_eq(&'"').is_some() => cell.push('"'),
                    '"' => break,
                    c => cell.push(c),
                }
            }
        } else {
            while let Some(c) = rest.next_if(|c| !matches!(c, ',' | '\r' | '\n' | '"')) {
                cell.push(c);
            }
        }
        line.push(cell);
        match rest.next() {
            Some(',') => {}
            Some('\r') => {
                assert_eq!(rest.next(), Some('\n'), "CR and LF together");
                lines.push(std::mem::take(&mut line));
            }
            other => panic!("{other:?} behind a cell"),
        }
    }
    assert_eq!(line, [] as [String; 0], "a line end at the end");
    lines
}

/// Reads a line of a table of Markdown: cells part at bars that have no backslash before them, and each is the text that
/// is shown. Panics at what would be markup.
fn read_markdown(line: &str) -> Vec<String> {
    let inner = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |")).expect("a row");
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let mut rest = inner;
    while let Some(c) = rest.chars().next() {
        let known = [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("<br>", "\n")];
        let found = known.iter().find(|(written, _)| rest.starts_with(written));
        let (taken, shown) = match (c, found) {
            (_, Some((written, shown))) => (written.len(), *shown),
            ('\\', None) => {
                let escaped = rest[1..].chars().next().expect("something is escaped");
                assert!(escaped.is_ascii_punctuation(), "a backslash before {escaped:?} would be shown");
                (2, &rest[1..2])
            }
            (' ', None) if rest.starts_with(" | ") => {
                cells.push(std::mem::take(&mut cell));
                rest = &rest[3..];
                continue;
            }
            (c, None) => {
                assert!(!"|`*_~[]<>&$\n\r".contains(c), "{c:?} in {line:?} would be markup");
                (c.len_utf8(), &rest[..c.len_utf8()])
            }
        };
        cell.push_str(shown);
        rest = &rest[taken..];
    }
    cells.push(cell);
    cells
}

/// Texts in which what matters here is frequent.
fn text() -> impl Strategy<Value = String> {
    let odd = "[-=+@\"',;|`\\\\<>&*_~\\[\\]$:/.w \t\r\n0-9a＝＋－＠\u{200b}\u{feff}日]{0,12}";
    prop_oneof![odd.prop_map(|text: String| text), any::<String>()]
}

/// Tables of up to four columns and five rows.
fn tables() -> impl Strategy<Value = Listing> {
    (1_usize..5).prop_flat_map(|width| {
        let line = || vec(text(), width..=width);
        (line(), vec(line(), 0..6)).prop_map(|(columns, rows)| Listing { columns, rows })
    })
}

/// The head and the rows.
fn all_lines(listing: &Listing) -> Vec<Vec<String>> {
    std::iter::once(&listing.columns).chain(&listing.rows).cloned().collect()
}

const FORMULA_OR_BREAK: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet takes a cell for something to be run.
fn is_run(cell: &str) -> bool {
    let signed_number = cell.starts_with(['+', '-']) && cell.parse::<f64>().is_ok();
    !signed_number && cell.starts_with(FORMULA_OR_BREAK)
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn csv_reads_back_as_the_values_and_runs_nothing(listing in tables()) {
        let cells = read(&listing.csv());
        let given = all_lines(&listing);
        prop_assert_eq!(
            cells.iter().map(Vec::len).collect::<Vec<_>>(),
            given.iter().map(Vec::len).collect::<Vec<_>>()
        );
        for (cell, value) in cells.concat().iter().zip(given.concat()) {
            prop_assert!(!is_run(cell), "{:?}", cell);
            // An apostrophe stands before what would be run, perhaps behind blanks, and before nothing else.
            let is_guarded = *cell == ["'", &value].concat() && value.contains(FORMULA_OR_BREAK);
            prop_assert!(*cell == value || is_guarded, "{:?} of {:?}", cell, value);
        }
    }

    #[test]
    fn markdown_reads_back_as_the_values(listing in tables()) {
        let written = listing.markdown();
        let mut lines: Vec<&str> = written.split_terminator('\n').collect();
        let rule = lines.remove(1);
        prop_assert_eq!(rule.matches("---").count(), listing.columns.len());
        let ends = |text: &String| text.replace("\r\n", "\n").replace('\r', "\n");
        let given: Vec<Vec<String>> =
            all_lines(&listing).iter().map(|line| line.iter().map(ends).collect()).collect();
        prop_assert_eq!(lines.into_iter().map(read_markdown).collect::<Vec<_>>(), given);
    }
}
