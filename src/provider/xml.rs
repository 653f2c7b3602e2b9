//! A small element tree that keeps what it does not know.
//!
//! Documents are read by quick-xml's events and written by hand. Names keep their prefix and
//! attributes are kept, but elements are looked up by local name, since both providers appear
//! with and without a namespace. Indentation between elements is dropped; any other text stays.
//! No document type, no entity beyond the five of XML and character references, and limits on
//! size, depth and number of elements: an answer is data from outside.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Bytes of the largest document read; a full list page is a tenth of it.
pub const MAX_BYTES: usize = 4 << 20;
/// Nesting; the deepest documented element is the sixth.
const MAX_DEPTH: usize = 32;
/// Elements in one document.
const MAX_ELEMENTS: usize = 200_000;
/// Attributes of one element; none is documented but namespaces.
const MAX_ATTRIBUTES: usize = 64;

/// One element with everything in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// The name as written, with its prefix.
    pub name: String,
    /// Names and unescaped values, as written.
    pub attributes: Vec<(String, String)>,
    /// What is inside, in order.
    pub nodes: Vec<Node>,
}

/// Something inside an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text, unescaped.
    Text(String),
}

/// The document is not well-formed, forbidden or too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

impl Element {
    /// An empty element.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Element { name: name.to_owned(), attributes: Vec::new(), nodes: Vec::new() }
    }

    /// An element with text in it.
    #[must_use]
    pub fn with_text(name: &str, text: &str) -> Self {
        let mut element = Element::new(name);
        element.set_text(text);
        element
    }

    /// Reads a document.
    ///
    /// # Errors
    /// [`Malformed`] when it is not one well-formed element within the limits.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        if bytes.len() > MAX_BYTES {
            return Err(Malformed);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| Malformed)?;
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        reader.config_mut().enable_all_checks(true);
        let mut builder = Builder::default();
        loop {
            match reader.read_event().map_err(|_| Malformed)? {
                Event::Eof => return builder.finish(),
                event => builder.take(event)?,
            }
        }
    }

    /// The name without its prefix.
    #[must_use]
    pub fn local_name(&self) -> &str {
        self.name.rsplit_once(':').map_or(self.name.as_str(), |(_, local)| local)
    }

    /// The elements directly inside.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element directly inside that has this local name.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.local_name() == name)
    }

    /// The text directly inside, as it stands.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self.nodes.as_slice() {
            [] => Cow::Borrowed(""),
            [Node::Text(text)] => Cow::Borrowed(text),
            nodes => nodes
                .iter()
                .filter_map(|node| match node {
                    Node::Text(text) => Some(text.as_str()),
                    Node::Element(_) => None,
                })
                .collect(),
        }
    }

    /// The text of a child, as it stands; `None` when there is no such child.
    #[must_use]
    pub fn child_text(&self, name: &str) -> Option<String> {
        self.child(name).map(|child| child.text().into_owned())
    }

    /// Replaces the text inside. Elements, which have no business beside it, are kept behind it.
    pub fn set_text(&mut self, text: &str) {
        self.nodes.retain(|node| matches!(node, Node::Element(_)));
        if !text.is_empty() {
            self.nodes.insert(0, Node::Text(text.to_owned()));
        }
    }

    /// Adds an element at the end.
    pub fn push(&mut self, element: Element) {
        self.nodes.push(Node::Element(element));
    }

    /// The first child with this local name, added in its place in `order` if there is none.
    pub fn child_or_insert(&mut self, order: &[&str], name: &str) -> &mut Element {
        let at = self.position(name).unwrap_or_else(|| {
            let at = self.place_for(order, name);
            self.nodes.insert(at, Node::Element(Element::new(name)));
            at
        });
        match &mut self.nodes[at] {
            Node::Element(element) => element,
            Node::Text(_) => unreachable!("`position` and the insertion both give an element"),
        }
    }

    /// [`Element::child`], to be changed.
    pub fn child_mut(&mut self, name: &str) -> Option<&mut Element> {
        self.nodes.iter_mut().find_map(|node| match node {
            Node::Element(element) if element.local_name() == name => Some(element),
            _ => None,
        })
    }

    /// Removes every child with this local name.
    pub fn remove(&mut self, name: &str) {
        drop(self.take(name));
    }

    /// Takes every child with this local name out.
    pub fn take(&mut self, name: &str) -> Vec<Node> {
        let wanted = |node: &Node| matches!(node, Node::Element(element) if element.local_name() == name);
        let (taken, rest) = std::mem::take(&mut self.nodes).into_iter().partition(wanted);
        self.nodes = rest;
        taken
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.nodes
            .iter()
            .position(|node| matches!(node, Node::Element(element) if element.local_name() == name))
    }

    /// Behind the last child that stands before `name` in `order`, and behind what follows it.
    fn place_for(&self, order: &[&str], name: &str) -> usize {
        let rank = |name: &str| order.iter().position(|known| *known == name);
        let later = |node: &Node| match node {
            Node::Element(element) => rank(element.local_name()) > rank(name),
            Node::Text(_) => false,
        };
        self.nodes.iter().position(later).unwrap_or(self.nodes.len())
    }

    /// Puts known children into the given order. An unknown one stays behind the known sibling
    /// that it followed; what stood first stays first.
    pub fn arrange(&mut self, order: &[&str]) {
        let mut rank = None;
        let mut by_rank: Vec<Vec<Node>> = Vec::new();
        by_rank.resize_with(order.len() + 1, Vec::new);
        for node in std::mem::take(&mut self.nodes) {
            if let Node::Element(element) = &node {
                rank = order.iter().position(|name| *name == element.local_name()).or(rank);
            }
            by_rank[rank.map_or(0, |rank| rank + 1)].push(node);
        }
        self.nodes = by_rank.into_iter().flatten().collect();
    }

    /// The document as it is sent: one line, with a declaration.
    #[must_use]
    pub fn to_document(&self) -> String {
        let mut out = String::from(r#"<?xml version="1.0" encoding="UTF-8"?>"#);
        self.write(&mut out, None);
        out
    }

    /// The element for people: indented by two blanks.
    #[must_use]
    pub fn to_pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0));
        out
    }

    fn write(&self, out: &mut String, indent: Option<usize>) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(value, out);
            out.push('"');
        }
        out.push('>');
        // Text is never indented: blanks could be part of it.
        let inner = indent.filter(|_| self.nodes.iter().all(|node| matches!(node, Node::Element(_))));
        for node in &self.nodes {
            match node {
                Node::Text(text) => escape(text, out),
                Node::Element(element) => {
                    new_line(out, inner.map(|depth| depth + 1));
                    element.write(out, inner.map(|depth| depth + 1));
                }
            }
        }
        if !self.nodes.is_empty() {
            new_line(out, inner);
        }
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }
}

fn new_line(out: &mut String, depth: Option<usize>) {
    if let Some(depth) = depth {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    }
}

/// A carriage return is written as a reference, because a reader would turn it into something else.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
}

/// Whether a text can stand in an XML 1.0 document at all.
#[must_use]
pub fn can_be_written(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && c != '\u{fffe}' && c != '\u{ffff}'))
}

#[derive(Default)]
struct Builder {
    open: Vec<Element>,
    root: Option<Element>,
    elements: usize,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) -> Result<(), Malformed> {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::Empty(tag) => {
                self.start(&tag)?;
                self.end()
            }
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let c = match reference.resolve_char_ref().map_err(|_| Malformed)? {
                    Some(c) => c,
                    None => predefined(&reference)?,
                };
                self.text(c.encode_utf8(&mut [0; 4]))
            }
            Event::DocType(_) => Err(Malformed),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Malformed> {
        self.elements += 1;
        let fits = self.root.is_none() && self.open.len() < MAX_DEPTH && self.elements <= MAX_ELEMENTS;
        if !fits || !is_name(tag.name().as_ref()) {
            return Err(Malformed);
        }
        let mut element = Element::new(tag.name().as_ref());
        // The reader's own search for names that stand twice brings a hash table along.
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| Malformed)?;
            let name = attribute.key.as_ref();
            let twice = element.attributes.iter().any(|(known, _)| known == name);
            if twice || element.attributes.len() >= MAX_ATTRIBUTES || !is_name(name) {
                return Err(Malformed);
            }
            let value = quick_xml::escape::unescape(&attribute.value).map_err(|_| Malformed)?;
            element.attributes.push((name.to_owned(), value.into_owned()));
        }
        self.open.push(element);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Malformed> {
        let mut element = self.open.pop().ok_or(Malformed)?;
        drop_indentation(&mut element);
        match self.open.last_mut() {
            Some(parent) => parent.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Malformed> {
        let Some(element) = self.open.last_mut() else {
            return if text.trim().is_empty() { Ok(()) } else { Err(Malformed) };
        };
        match element.nodes.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => element.nodes.push(Node::Text(text.to_owned())),
        }
        Ok(())
    }

    fn finish(self) -> Result<Element, Malformed> {
        if self.open.is_empty() { self.root.ok_or(Malformed) } else { Err(Malformed) }
    }
}

/// XML 1.0, `Name`, but for a colon in front. quick-xml takes any characters, and what is not a name would
/// not be read again as it was written.
fn is_name(name: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphabetic() || c == '_' || c >= '\u{80}';
    name.starts_with(letter)
        && name.chars().all(|c| letter(c) || c.is_ascii_digit() || matches!(c, '-' | '.' | ':'))
}

fn predefined(name: &str) -> Result<char, Malformed> {
    Ok(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return Err(Malformed),
    })
}

fn drop_indentation(element: &mut Element) {
    if element.elements().next().is_some() {
        element.nodes.retain(|node| !matches!(node, Node::Text(text) if text.trim().is_empty()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn parse(text: &str) -> Element {
        Element::parse(text.as_bytes()).unwrap_or_else(|_| panic!("not read: {text}"))
    }

    #[test]
    fn unknown_elements_attributes_and_text_survive() {
        let text = r#"<a x="1&quot;2"><b> two  words </b><n:c xmlns:n="urn:n"><d></d></n:c>tail</a>"#;
        let mut out = String::new();
        parse(text).write(&mut out, None);
        assert_eq!(out, text);
    }

    #[test]
    fn references_and_cdata_become_text() {
        let read = parse("<a>&lt;&#x6e05;&#13;<![CDATA[<&>]]>&apos;</a>");
        assert_eq!(read.text(), "<清\r<&>'");
        assert_eq!(parse(&read.to_document()), read);
    }

    #[test]
    fn indentation_is_dropped_and_pretty_printing_brings_it_back() {
        let indented = "<a>\n  <b>1</b>\n  <c>\n    <d></d>\n  </c>\n</a>";
        assert_eq!(parse(indented), parse("<a><b>1</b><c><d/></c></a>"));
        assert_eq!(parse(indented).to_pretty(), indented);
    }

    #[test]
    fn what_is_not_one_plain_document_is_refused() {
        for text in [
            "",
            "text",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "</a>",
            "<a>&unknown;</a>",
            "<a>&#0;</a>",
            "<a b=1/>",
            "<a b='1' b='2'/>",
            "<@/>",
            "<a\0//>",
            "<1/>",
            "<:a/>",
            "<a b@='1'/>",
            "<a 1='1'/>",
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
            "<a>1</a>tail",
            &"<a>".repeat(40),
            &format!("{}{}", "<a>".repeat(33), "</a>".repeat(33)),
            &format!("<a{}/>", (0..65).map(|n| format!(" b{n}=''")).collect::<String>()),
        ] {
            assert_eq!(Element::parse(text.as_bytes()), Err(Malformed), "{text}");
        }
        assert_eq!(Element::parse(b"<a>\xff</a>"), Err(Malformed));
        assert_eq!(Element::parse(&vec![b' '; MAX_BYTES + 1]), Err(Malformed));
    }

    #[test]
    fn arranging_moves_unknown_elements_with_the_known_one_before_them() {
        let mut root = parse("<r><x0/><c/><x1/><a/><x2/><b/></r>");
        root.arrange(&["a", "b", "c"]);
        let names: Vec<_> = root.elements().map(Element::local_name).collect();
        assert_eq!(names, ["x0", "a", "x2", "b", "c", "x1"]);
    }

    #[test]
    fn a_new_child_gets_its_documented_place() {
        let mut root = parse("<r><a/><x/><c/></r>");
        root.child_or_insert(&["a", "b", "c"], "b").set_text("1");
        assert_eq!(root.to_pretty(), "<r>\n  <a></a>\n  <x></x>\n  <b>1</b>\n  <c></c>\n</r>");
    }
}
