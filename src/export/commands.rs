//! Commands for a POSIX shell.
//!
//! Source: POSIX.1-2024, Shell Command Language, "Quoting" and "Here-Document". The document goes into
//! a file beside, because both tools read it from one (`file://`).

use super::Source;
use crate::provider::xml::Element;

/// The file that the document is written to.
pub(super) const FILE: &str = "inventory-rule.xml";

/// An option with any text as its value. One that begins with a hyphen would be read as the next option, so it is tied
/// to the name.
pub(super) fn option(name: &str, value: &str) -> String {
    let tie = if value.starts_with('-') { '=' } else { ' ' };
    format!("{name}{tie}{}", quoted(value))
}

/// What stands above the commands of several rules: the first that fails ends the script.
const SCRIPT: &str = "#!/bin/sh\nset -e\n";

/// What stands above all rules, and for this one a here-document that writes its document, and the command behind it with
/// one option a line, each as the shell reads it.
pub(super) fn texts(
    source: &Source<'_>,
    document: &Element,
    command: &str,
    options: &[String],
) -> [String; 2] {
    let head = if source.among.is_some() { SCRIPT } else { "" };
    let document = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", document.to_pretty());
    let end = end_of(&document);
    let mut out = format!("cat > {FILE} <<'{end}'\n{document}\n{end}\n{command}");
    for option in options {
        out.push_str(" \\\n  ");
        out.push_str(option);
    }
    out.push('\n');
    [head.to_owned(), out]
}

/// What ends the here-document: a line that is not in it. No line begins like it either, where that can be had:
/// dash 0.5.12 loses a byte of a letter beyond ASCII that follows a beginning of it.
fn end_of(document: &str) -> String {
    let begins = |letter: char| document.split('\n').any(|line| line.starts_with(letter));
    let letter = ['E'].into_iter().chain('A'..='Z').find(|letter| !begins(*letter)).unwrap_or('E');
    let mut end = format!("{letter}ND");
    while document.split('\n').any(|line| line == end) {
        end.push('_');
    }
    end
}

/// One word of a command. Between single quotes nothing means anything but the quote itself.
pub(super) fn quoted(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:@%+,".contains(&byte);
    if !text.is_empty() && text.bytes().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}
