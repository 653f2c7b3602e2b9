//! Reads XML into a [`Tree`]: quick-xml tells what comes next, and every name and text stays where it is.
//!
//! No document type, no entity beyond the five of XML and character references, and limits on size, depth
//! and number of elements: an answer is data from outside.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::{MAX_BYTES, Malformed, Node, Tree};

/// Nesting; the deepest documented element is the sixth.
const MAX_DEPTH: usize = 32;
/// Elements in one document.
const MAX_ELEMENTS: usize = 200_000;
/// XML 1.0, `S`.
const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];
/// Attributes of one element; none is documented but namespaces.
const MAX_ATTRIBUTES: usize = 64;

/// Reads a document.
///
/// # Errors
/// [`Malformed`] when it is not one well-formed element within the limits.
pub(crate) fn read(bytes: &[u8]) -> Result<Tree<'_>, Malformed> {
    if bytes.len() > MAX_BYTES {
        return Err(Malformed);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Malformed)?.trim_start_matches('\u{feff}');
    let mut reader = Reader::from_str(text);
    reader.config_mut().enable_all_checks(true);
    // A list page has a node for each 20 bytes.
    let tree = Tree { nodes: Vec::with_capacity(text.len() / 20) };
    let mut builder = Builder { text, tree, open: Vec::new(), elements: 0, continues: false };
    loop {
        let event = reader.read_event().map_err(|_| Malformed)?;
        let end = usize::try_from(reader.buffer_position()).map_err(|_| Malformed)?;
        match event {
            Event::Start(tag) => builder.start(&tag, end, ">")?,
            Event::Empty(tag) => {
                builder.start(&tag, end, "/>")?;
                builder.end()?;
            }
            Event::End(_) => builder.end()?,
            Event::Text(text) => builder.add(text.xml10_content())?,
            Event::CData(text) => builder.add(text.xml10_content())?,
            Event::GeneralRef(reference) => {
                let character = referred(&reference)?;
                builder.add(Cow::Owned(character.to_string()))?;
            }
            Event::DocType(_) => return Err(Malformed),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => return builder.finish(),
        }
    }
}

struct Builder<'a> {
    /// All of the document, which names and texts are parts of.
    text: &'a str,
    tree: Tree<'a>,
    /// Where the elements stand that are still open.
    open: Vec<usize>,
    elements: usize,
    /// Whether text that comes now belongs to the text that stands last.
    continues: bool,
}

impl<'a> Builder<'a> {
    /// A tag that ends at `end` with `closing`.
    fn start(&mut self, tag: &BytesStart<'_>, end: usize, closing: &str) -> Result<(), Malformed> {
        self.elements += 1;
        let is_second_root = self.open.is_empty() && self.elements > 1;
        if is_second_root || self.open.len() >= MAX_DEPTH || self.elements > MAX_ELEMENTS {
            return Err(Malformed);
        }
        // The event lends its text for a moment only; the document has the same text for good.
        let end = end.checked_sub(closing.len()).ok_or(Malformed)?;
        let begin = end.checked_sub(tag.len()).ok_or(Malformed)?;
        let content = self.text.get(begin..end).ok_or(Malformed)?;
        let (name, attributes) = content.split_at_checked(tag.name().as_ref().len()).ok_or(Malformed)?;
        if !is_name(name) {
            return Err(Malformed);
        }
        self.continues = false;
        let at = self.tree.open(name);
        self.open.push(at);
        if attributes.is_empty() { Ok(()) } else { self.attributes(at, attributes) }
    }

    fn attributes(&mut self, element: usize, mut content: &'a str) -> Result<(), Malformed> {
        while let Some((name, value, rest)) = next_attribute(content)? {
            content = rest;
            let before = self.tree.nodes.get(element + 1..).unwrap_or_default();
            let is_there =
                |node: &Node<'_>| matches!(node, Node::Attribute { name: known, .. } if *known == name);
            if before.len() >= MAX_ATTRIBUTES || before.iter().any(is_there) || !is_name(name) {
                return Err(Malformed);
            }
            let value = quick_xml::escape::unescape(value).map_err(|_| Malformed)?;
            self.tree.nodes.push(Node::Attribute { name, value });
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Malformed> {
        let at = self.open.pop().ok_or(Malformed)?;
        self.continues = false;
        self.tree.close(at);
        drop_indentation(self.tree.nodes.get_mut(at + 1..).unwrap_or_default());
        Ok(())
    }

    fn add(&mut self, text: Cow<'a, str>) -> Result<(), Malformed> {
        if self.open.is_empty() {
            return if is_blank(&text) { Ok(()) } else { Err(Malformed) };
        }
        match self.tree.nodes.last_mut() {
            Some(Node::Text(before)) if self.continues => before.to_mut().push_str(&text),
            _ => self.tree.nodes.push(Node::Text(text)),
        }
        self.continues = true;
        Ok(())
    }

    fn finish(self) -> Result<Tree<'a>, Malformed> {
        if self.open.is_empty() && self.elements > 0 { Ok(self.tree) } else { Err(Malformed) }
    }
}

/// The first attribute of what is left of a tag, still escaped, and what is behind it. quick-xml's own search weighs
/// a kilobyte more.
fn next_attribute(content: &str) -> Result<Option<(&str, &str, &str)>, Malformed> {
    let tag = content.trim_start_matches(BLANKS);
    if tag.is_empty() {
        return Ok(None);
    }
    let (name, rest) = tag.split_once('=').filter(|_| tag.len() < content.len()).ok_or(Malformed)?;
    let rest = rest.trim_start_matches(BLANKS);
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'')).ok_or(Malformed)?;
    let (value, rest) = rest.get(1..).and_then(|rest| rest.split_once(quote)).ok_or(Malformed)?;
    Ok(Some((name.trim_end_matches(BLANKS), value, rest)))
}

/// XML 1.0, `Name`, but for a colon in front. quick-xml takes any characters, and what is not a name would
/// not be read again as it was written.
fn is_name(name: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80;
    let later = |byte: u8| letter(byte) || byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b':');
    name.bytes().next().is_some_and(letter) && name.bytes().all(later)
}

/// The character that a reference stands for.
fn referred(reference: &BytesRef<'_>) -> Result<char, Malformed> {
    if let Some(character) = reference.resolve_char_ref().map_err(|_| Malformed)? {
        return Ok(character);
    }
    match &**reference {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(Malformed),
    }
}

/// Blanks between elements are for people, and empty what holds them.
fn drop_indentation(inside: &mut [Node<'_>]) {
    if !inside.iter().any(|node| matches!(node, Node::Element { .. })) {
        return;
    }
    let mut at = 0;
    while let Some(node) = inside.get_mut(at) {
        match node {
            Node::Text(text) if is_blank(text) => *text = Cow::Borrowed(""),
            _ => {}
        }
        at += node.size();
    }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use crate::{Branch, Malformed, Tree};

    /// The names and texts of a tree: each element with what is inside it in brackets.
    fn told(branch: Branch<'_>) -> String {
        let inside: Vec<String> = branch.elements().map(told).collect();
        format!("{}={}[{}]", branch.local_name(), branch.text(), inside.join(" "))
    }

    #[test]
    fn elements_are_found_with_the_text_directly_inside_them() {
        let tree =
            Tree::parse(b"<n:a x='1'>1<b>2</b>&lt;<!-- 3 --><![CDATA[4]]>\n<c/></n:a>").expect("a tree");
        assert_eq!(told(tree.root()), "a=1<4\n[b=2[] c=[]]");
        assert_eq!(tree.root().name(), "n:a");
        assert_eq!(tree.root().child("b").map(Branch::text).as_deref(), Some("2"));
        assert_eq!(tree.root().child("x").map(Branch::text), None);
    }

    #[test]
    fn blanks_are_text_where_no_element_is_beside_them() {
        let tree = Tree::parse(b"<a> \r\n <b> \r </b>\t</a>").expect("a tree");
        assert_eq!(told(tree.root()), "a=[b= \n []]");
    }

    #[test]
    fn more_elements_than_any_answer_has_are_refused() {
        let of = |count: usize| format!("<a>{}</a>", "<b/>".repeat(count - 1));
        assert!(Tree::parse(of(super::MAX_ELEMENTS).as_bytes()).is_ok());
        assert_eq!(Tree::parse(of(super::MAX_ELEMENTS + 1).as_bytes()).map(|_| ()), Err(Malformed));
    }

    #[test]
    fn an_answer_that_was_cut_off_is_refused_wherever_it_was() {
        let whole = "<?xml version='1.0'?><a b='1'>清&amp;<c/><!-- 2 --><![CDATA[3]]></a>";
        assert!(Tree::parse(whole.as_bytes()).is_ok());
        for length in 0..whole.len() {
            assert!(Tree::parse(&whole.as_bytes()[..length]).is_err(), "{length} bytes");
        }
    }
}
