//! Reads a text into sections: lines of variables, INI, YAML, HCL, and literals of JSON, Python and JavaScript, alone
//! or within each other. One reader for all of them, because texts are pasted with what stood around them: a
//! literal in a line of code, an answer behind its headers, a block of HCL behind its name.
//!
//! It never fails: what it does not understand has no names with values. Every character is taken once, and what is
//! looked for ahead of it (the end of a line, of a text in quotes, of a comment) is looked for once, so that its time
//! grows with the text alone.

use super::grammar::{LONGEST_NAME, Place, SETTERS, bare_name, closes_in, has_value, heading, words};
use super::scan::Reader;
use super::section::{MAX_DEPTH, Section};
use crate::model::echo::beginning;

/// Reads a whole text.
pub(super) fn read(text: &str) -> Section {
    Reader::new(text, 0).lines()
}

/// A section that is open, and how far its opening line is from the margin.
struct Open {
    indent: usize,
    is_entry: bool,
    section: Section,
}

impl Reader<'_> {
    /// Line after line: a heading or an entry of a list opens a section, and so does a name with nothing but deeper
    /// lines behind it.
    fn lines(mut self) -> Section {
        let mut whole = Section::default();
        // What stands before the first heading belongs to the whole.
        let mut profile: Option<Section> = None;
        let mut open: Vec<Open> = Vec::new();
        while self.next().is_some() {
            let mut indent = self.blanks();
            let line = self.line();
            // The fences of Markdown are no text.
            if line.starts_with("```") {
                self.at += line.len();
            }
            if self.comment(Place::Line, true) {
                continue;
            }
            let line = self.line();
            if let Some(name) = heading(line) {
                close(&mut open, 0, false, profile.as_mut().unwrap_or(&mut whole));
                whole.inner.extend(profile.replace(Section::new(name)));
                self.at += line.len();
                continue;
            }
            let is_entry = line.starts_with("- ");
            if !line.trim().is_empty() {
                close(&mut open, indent, is_entry, profile.as_mut().unwrap_or(&mut whole));
            }
            if is_entry && open.len() < MAX_DEPTH {
                let name = open.last().map(|open| open.section.name.clone()).unwrap_or_default();
                open.push(Open { indent, is_entry, section: Section::new(&name) });
                self.skip('-');
                indent += 1 + self.blanks();
            }
            let into = open.last_mut().map(|open| &mut open.section);
            let into = into.unwrap_or_else(|| profile.as_mut().unwrap_or(&mut whole));
            if let Some(name) = self.statements(into)
                && open.len() < MAX_DEPTH
            {
                open.push(Open { indent, is_entry: false, section: Section::new(&name) });
            }
        }
        close(&mut open, 0, false, profile.as_mut().unwrap_or(&mut whole));
        whole.inner.extend(profile);
        whole
    }

    /// The statements of a line. Gives the name that opens a section, if the line ends with one and a colon.
    fn statements(&mut self, into: &mut Section) -> Option<String> {
        loop {
            self.skip_while(|c| {
                matches!(c, ' ' | '\t' | '\r' | ',' | ';' | '&' | '|' | '\\' | '}' | ']' | ')')
            });
            match self.next() {
                None => return None,
                Some('\n') => {
                    self.skip('\n');
                    return None;
                }
                Some(_) => {}
            }
            let opens = self.statement(into, Place::Line);
            if opens.is_some() {
                return opens;
            }
        }
    }

    /// What stands between brackets, behind the first of them.
    fn block(&mut self, name: &str) -> Section {
        let mut section = Section::new(name.trim());
        self.depth += 1;
        loop {
            self.skip_while(|c| c.is_whitespace() || matches!(c, ',' | ';' | '&' | '|'));
            match self.next() {
                None => break,
                Some(c @ ('}' | ']' | ')')) => {
                    self.skip(c);
                    break;
                }
                Some(_) => {
                    self.statement(&mut section, Place::Block);
                }
            }
        }
        self.depth -= 1;
        section
    }

    /// A name with a value, a name with a block, or neither. Takes at least one character. Gives the name of
    /// a section that the lines behind it may belong to.
    fn statement(&mut self, into: &mut Section, place: Place) -> Option<String> {
        let mut name = String::new();
        if self.comment(place, true) {
            return None;
        }
        while let Some(c) = self.next() {
            match c {
                '\n' if place == Place::Block && self.rest().trim_start().starts_with([':', '=']) => {
                    self.skip_while(char::is_whitespace);
                }
                '\n' | ',' | ';' | '}' | ']' | ')' => break,
                '[' if self.is_index(&name) => {
                    self.skip(c);
                    name.push_str(&self.string().unwrap_or_default());
                    self.skip_while(|c| c == ']');
                }
                '{' | '[' | '(' => {
                    self.enter(c, &name, into);
                    name.clear();
                }
                '"' | '\'' | '`' if closes_in(&self.line()[1..], c) => {
                    let text = self.string().unwrap_or_default();
                    if let Some((name, value)) = text.split_once('=')
                        && !self.rest().trim_start().starts_with([':', '='])
                    {
                        // An assignment that is in quotes as a whole.
                        into.add(bare_name(name), value);
                        return None;
                    }
                    name.push_str(&text);
                }
                ' ' | '\t' => {
                    self.blanks();
                    if self.comment(place, false) {
                        break;
                    }
                    name.push(' ');
                }
                '=' if place == Place::Line && self.is_padding(&name) => {
                    let from = self.at;
                    self.skip_while(|c| c == '=');
                    name.push_str(&self.text[from..self.at]);
                }
                '=' | ':' | '：' if c == ':' && name.trim().eq_ignore_ascii_case("$env") => {
                    self.skip(c);
                    name.clear();
                }
                '=' | ':' | '：' => {
                    self.skip(c);
                    self.skip_while(|c| matches!(c, '=' | '>'));
                    return self.value(bare_name(&name), c == ':', into, place);
                }
                _ => {
                    self.skip(c);
                    name.push(c);
                }
            }
        }
        words(&name, into);
        None
    }

    /// The value of a name, into a section.
    fn value(&mut self, name: &str, may_open: bool, into: &mut Section, place: Place) -> Option<String> {
        match place {
            Place::Line => {
                self.blanks();
            }
            Place::Block => self.skip_while(char::is_whitespace),
        }
        let prefix = self.rest().bytes().take_while(u8::is_ascii_alphabetic).count();
        let behind = self.rest()[prefix..].chars().next();
        match self.next() {
            None | Some('\n') => {
                return (may_open && place == Place::Line && !name.is_empty()).then(|| name.to_owned());
            }
            Some(c @ ('{' | '[' | '(')) => self.enter(c, name, into),
            // `b'…'` and `u'…'` are texts of Python.
            Some(_) if prefix < 3 && matches!(behind, Some('"' | '\'' | '`')) => {
                self.at += prefix;
                if let Some(text) = self.string() {
                    self.take(name, &text, into);
                }
            }
            Some(_) => {
                let word = self.word(place);
                if self.next() == Some('(') {
                    self.enter('(', name, into);
                } else if has_value(word) {
                    into.add(name, word);
                }
            }
        }
        None
    }

    /// A block inside, from its bracket on.
    fn enter(&mut self, bracket: char, name: &str, into: &mut Section) {
        self.skip(bracket);
        if self.depth >= MAX_DEPTH {
            return;
        }
        let name = bare_name(name).trim_end_matches([':', '=']).trim().to_owned();
        let mut section = self.block(&name);
        if bracket == '[' {
            // The entries of a list are called as the list is.
            for entry in section.inner.iter_mut().filter(|entry| entry.name.is_empty()) {
                entry.name.clone_from(&section.name);
            }
        }
        into.put(section);
    }

    /// A text as a value. Some answers hold another one as a text.
    fn take(&mut self, name: &str, text: &str, into: &mut Section) {
        if text.trim_start().starts_with(['{', '[']) && self.depth < MAX_DEPTH {
            let mut inner = Reader::new(text, MAX_DEPTH - 4).lines();
            inner.name = Section::new(name).name;
            into.put(inner);
        } else {
            into.add(name, text);
        }
    }

    /// Whether `[` at this place is an index: `os.environ['NAME'] = …`.
    fn is_index(&self, name: &str) -> bool {
        name.ends_with(|c: char| c.is_alphanumeric()) && self.rest()[1..].starts_with(['"', '\''])
    }

    /// Whether `=` at this place ends a value of Base64 in a command: `--sts-token CAIS==`.
    fn is_padding(&self, name: &str) -> bool {
        // Only the ends of the name are looked at: it may be as long as the text.
        if name.ends_with([' ', '\t']) {
            return false;
        }
        let mut last = name.rsplit([' ', '\t']).filter(|word| !word.is_empty()).skip(1);
        let is_of_flag = last.next().is_some_and(|flag| flag.starts_with("--"));
        let mut first = beginning(name, LONGEST_NAME).split_whitespace();
        let sets =
            first.next().is_some_and(|word| SETTERS.iter().any(|setter| word.eq_ignore_ascii_case(setter)))
                && first.nth(1).is_some();
        let behind = || self.rest().trim_start_matches('=').chars().next();
        (is_of_flag || sets) && behind().is_none_or(char::is_whitespace)
    }
}

/// Closes the sections that a line so far from the margin does not belong to.
fn close(open: &mut Vec<Open>, indent: usize, is_entry: bool, whole: &mut Section) {
    // The entries of a list may stand as far out as its name.
    let belongs = |open: &Open| open.indent < indent || (is_entry && !open.is_entry && open.indent == indent);
    while let Some(last) = open.pop_if(|open| !belongs(open)) {
        let mut section = last.section;
        if last.is_entry && section.pairs.len() == 1 && section.inner.is_empty() {
            section.name.clear();
        }
        open.last_mut().map_or(&mut *whole, |open| &mut open.section).put(section);
    }
}
