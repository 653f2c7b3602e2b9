//! Texts between double quotes, as HCL and Python both write them.
//!
//! Sources: the HCL native syntax specification ("Template Expressions", "Quoted String Literals") and
//! the Python language reference ("String and Bytes literals"). They share their escapes.

use crate::model::visible::has_unseen;

/// A language with such literals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// Where `${` and `%{` begin a template.
    Hcl,
    Python,
}

/// The literal of a text.
pub(super) fn literal(text: &str, language: Language) -> String {
    let mut out = String::from("\"");
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' | '%' if language == Language::Hcl && rest.peek() == Some(&'{') => out.extend([c, c]),
            c if is_seen(c) => out.push(c),
            c if c > '\u{ffff}' => out.push_str(&format!("\\U{:08x}", c as u32)),
            c => out.push_str(&format!("\\u{:04x}", c as u32)),
        }
    }
    out.push('"');
    out
}

/// Whether a character can be shown as it is: what is not seen, or changes how a line looks, would be copied without
/// being read.
fn is_seen(c: char) -> bool {
    !has_unseen(c.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_a_literal_is_escaped() {
        let python = |text| literal(text, Language::Python);
        assert_eq!(python("a \"b\" \\ 清单'"), "\"a \\\"b\\\" \\\\ 清单'\"");
        assert_eq!(python("\r\n\t\0\u{7f}\u{202e}"), "\"\\r\\n\\t\\u0000\\u007f\\u202e\"");
        assert_eq!(python("a\u{e0041}\u{a0}\u{fe0f}😀"), "\"a\\U000e0041\\u00a0\\ufe0f😀\"");
        assert_eq!(python("${a} %{b}"), "\"${a} %{b}\"");
    }

    #[test]
    fn templates_of_hcl_are_not_begun() {
        let hcl = |text| literal(text, Language::Hcl);
        assert_eq!(hcl("${a} %{b} $ {} $$"), "\"$${a} %%{b} $ {} $$\"");
        assert_eq!(hcl("$${a"), "\"$$${a\"");
    }
}
