//! The table as it is shown, for a spreadsheet and for a page of text.
//!
//! What columns and cells say comes as it stands on the screen; here it is only written, so that each cell arrives as the
//! text that it is: a spreadsheet runs none of it, and none becomes markup.
//!
//! Sources: RFC 4180 (CSV), OWASP's "CSV Injection" (what a spreadsheet runs), CommonMark 0.31 (2.4, backslash escapes)
//! and GitHub Flavored Markdown (4.10, tables; 6.9, autolinks).

use crate::model::visible::has_unseen;

/// Names of columns over rows with a text for each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The names, from the left.
    pub columns: Vec<String>,
    /// The rows, from the top.
    pub rows: Vec<Vec<String>>,
}

/// A line of cells.
type Line = Vec<String>;

/// Tells spreadsheets that the file is UTF-8; without it they read Chinese as another encoding, and a file that begins
/// with `ID` as no CSV at all.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// What begins a formula, in half and full width.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

impl Listing {
    /// A file for spreadsheets: UTF-8 with a byte order mark, lines that end with CR and LF, a head with the columns' names.
    /// A cell that a spreadsheet would run has an apostrophe before it; a number alone stays one.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut out = String::from(BYTE_ORDER_MARK);
        for line in self.lines() {
            for (at, cell) in line.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                push_csv(&mut out, cell);
            }
            out.push_str("\r\n");
        }
        out
    }

    /// A table of GitHub Flavored Markdown. A line end in a cell is `<br>`; what a site makes of addresses of mail, and of
    /// names behind `@` and `#`, is its own.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut lines: Vec<String> = self.lines().map(markdown_line).collect();
        let rule = "| --- ".repeat(self.columns.len()) + "|\n";
        lines.insert(1, rule);
        lines.concat()
    }

    /// The head and the rows.
    fn lines(&self) -> impl Iterator<Item = &Line> {
        std::iter::once(&self.columns).chain(&self.rows)
    }
}

/// Writes a cell of CSV, in quotes where it needs them.
fn push_csv(out: &mut String, cell: &str) {
    let guard = if is_run(cell) { "'" } else { "" };
    // Semicolon and tab part cells where a comma is the decimal sign, and blanks at an end would be lost.
    let needs_quotes = cell.contains([',', '"', '\r', '\n', ';', '\t']) || cell.trim() != cell;
    if needs_quotes {
        out.extend(["\"", guard, &cell.replace('"', "\"\""), "\""]);
    } else {
        out.extend([guard, cell]);
    }
}

/// Whether a spreadsheet may take a cell for something to be run.
fn is_run(cell: &str) -> bool {
    if cell.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    // A spreadsheet may pass over these.
    let is_nothing = |c: char| c.is_whitespace() || has_unseen(c.encode_utf8(&mut [0; 4]));
    cell.trim_start_matches(is_nothing).starts_with(FORMULA) && !is_number(cell)
}

/// Whether a cell is a number and nothing else: `-12`, `+0.5`.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

fn markdown_line(line: &Line) -> String {
    let cells: Vec<String> = line.iter().map(|cell| markdown_text(cell)).collect();
    ["| ", &cells.join(" | "), " |\n"].concat()
}

/// A text that is read as itself in a cell of a table.
pub(super) fn markdown_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    for (at, c) in text.char_indices() {
        match c {
            '\n' if before == Some('\r') => {}
            '\n' | '\r' => out.push_str("<br>"),
            // Neither in HTML nor as an entity.
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '|' | '`' | '*' | '_' | '~' | '[' | ']' | '$' => out.extend(['\\', c]),
            // `https://…` and `www.…` would become links by themselves.
            ':' if text[at..].starts_with("://") => out.push_str("\\:"),
            '.' if ends_with_www(&text[..at]) => out.push_str("\\."),
            c => out.push(c),
        }
        before = Some(c);
    }
    out
}

/// A text that is read as itself where a line begins with it: no heading, list, rule or underlining of the line before.
pub(crate) fn markdown_paragraph(text: &str) -> String {
    // In the middle of a line it means nothing, and at the end of a heading it would be left out.
    let text = markdown_text(text.trim_start()).replace('#', "\\#");
    let number = text.bytes().take_while(u8::is_ascii_digit).count();
    match text[number..].chars().next() {
        Some('-' | '+' | '=') if number == 0 => format!("\\{text}"),
        Some('.' | ')') if number > 0 => format!("{}\\{}", &text[..number], &text[number..]),
        _ => text,
    }
}

fn ends_with_www(text: &str) -> bool {
    let last = text.len().checked_sub(3).and_then(|at| text.get(at..));
    last.is_some_and(|last| last.eq_ignore_ascii_case("www"))
}

#[cfg(test)]
#[path = "listing_tests.rs"]
mod tests;
