//! Takes words, texts in quotes and comments off the front of a text.

use std::cell::Cell;

use super::grammar::{Place, begins_comment, escaped, has_another_name};

/// Ends a comment that began with `/*`.
const BLOCK_END: &str = "*/";

/// A text, and how far it is read: only ever forwards.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) depth: usize,
    /// Where the line ends that was asked for last.
    line_end: Cell<Option<usize>>,
    /// What was looked for up to the end of the text and does not come again, so that it is looked for once.
    missing: Vec<&'static str>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, depth: usize) -> Self {
        Reader { text, at: 0, depth, line_end: Cell::new(None), missing: Vec::new() }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn skip(&mut self, c: char) {
        self.at += c.len_utf8();
    }

    pub(super) fn skip_while(&mut self, wanted: impl Fn(char) -> bool) {
        while let Some(c) = self.next().filter(|c| wanted(*c)) {
            self.skip(c);
        }
    }

    /// What is left of the line.
    pub(super) fn line(&self) -> &'a str {
        let known = self.line_end.get().filter(|end| self.at <= *end);
        let end =
            known.unwrap_or_else(|| self.rest().find('\n').map_or(self.text.len(), |end| self.at + end));
        self.line_end.set(Some(end));
        self.text.get(self.at..end).unwrap_or_default()
    }

    /// Blanks within a line, counted.
    pub(super) fn blanks(&mut self) -> usize {
        let from = self.at;
        self.skip_while(|c| c == ' ' || c == '\t' || c == '\r');
        self.at - from
    }

    /// A value without quotes: a word. With other words behind it, it is all of them, unless a comment, the end or
    /// another name begins there: half a value is worse than one with a blank in it, which is refused later.
    pub(super) fn word(&mut self, place: Place) -> &'a str {
        let from = self.at;
        self.bare_word(place);
        let tail = self.line().trim_start();
        let ends = tail.is_empty()
            || tail == "\\"
            || tail.starts_with(['(', ',', ';', ')', '}', ']'])
            || tail.starts_with("&&")
            || tail.starts_with("||")
            || self.comment_follows(place)
            || has_another_name(tail);
        if !ends {
            self.skip_while(|c| !matches!(c, '\n' | ',' | ';' | '}' | ']' | ')'));
        }
        self.text[from..self.at].trim_end()
    }

    pub(super) fn bare_word(&mut self, place: Place) {
        let mut inside = 0_usize;
        while let Some(c) = self.next() {
            match c {
                '{' => inside += 1,
                '}' if inside > 0 => inside -= 1,
                '}' | ']' | ')' if place == Place::Block => break,
                ',' | ';' | '(' => break,
                c if c.is_whitespace() => break,
                _ => {}
            }
            self.skip(c);
        }
    }

    /// A text in quotes, without them; `None` when it has no end. Takes it, or the rest of the line.
    pub(super) fn string(&mut self) -> Option<String> {
        let end = match self.next()? {
            '"' if self.rest().starts_with("\"\"\"") => "\"\"\"",
            '\'' if self.rest().starts_with("'''") => "'''",
            '`' if self.rest().starts_with("```") => "```",
            '"' => "\"",
            '\'' => "'",
            _ => "`",
        };
        if self.missing.contains(&end) {
            self.at += self.line().len();
            return None;
        }
        let start = self.at + end.len();
        let mut text = String::new();
        let mut chars = self.text.get(start..)?.char_indices();
        while let Some((at, c)) = chars.next() {
            if self.text[start + at..].starts_with(end) {
                self.at = start + at + end.len();
                return Some(text);
            }
            match c {
                '\\' => text.extend(chars.next().and_then(|(_, c)| escaped(c, &mut chars))),
                c => text.push(c),
            }
        }
        self.missing.push(end);
        self.at += self.line().len();
        None
    }

    /// Whether a comment begins here or behind blanks.
    pub(super) fn comment_follows(&self, place: Place) -> bool {
        let tail = self.rest().trim_start_matches([' ', '\t']);
        let is_apart = tail.len() < self.rest().len();
        is_apart && begins_comment(tail, place, false)
    }

    /// Takes a comment.
    pub(super) fn comment(&mut self, place: Place, first: bool) -> bool {
        if !begins_comment(self.rest(), place, first) {
            return false;
        }
        let mut end = None;
        if self.rest().starts_with("/*") && !self.missing.contains(&BLOCK_END) {
            end = self.rest().find(BLOCK_END);
            self.missing.extend(end.is_none().then_some(BLOCK_END));
        }
        self.at += end.map_or(self.line().len(), |end| end + BLOCK_END.len());
        true
    }
}
