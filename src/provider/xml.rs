//! A small element tree that keeps what it does not know.
//!
//! Names keep their prefix and attributes are kept, but elements are looked up by local name, since
//! both providers appear with and without a namespace. Indentation between elements is dropped; any
//! other text stays. The crate `markup` reads them.

use std::borrow::Cow;

use markup::{Branch, Inner, Tree};

pub use markup::{MAX_BYTES, Malformed};

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
        Ok(Element::of(Tree::parse(bytes)?.root()))
    }

    /// An element of a tree, to keep.
    pub(super) fn of(branch: Branch<'_>) -> Self {
        let mut element = Element::new(branch.name());
        for inner in branch.inside() {
            match inner {
                Inner::Attribute(name, value) => element.attributes.push((name.to_owned(), value.to_owned())),
                // Indentation stood there.
                Inner::Text("") => {}
                Inner::Text(text) => element.nodes.push(Node::Text(text.to_owned())),
                Inner::Element(branch) => element.push(Element::of(branch)),
            }
        }
        element
    }

    /// Its tree, so that rules are read in one way.
    pub(super) fn tree(&self) -> Tree<'_> {
        let mut tree = Tree::default();
        self.add_to(&mut tree);
        tree
    }

    fn add_to<'a>(&'a self, tree: &mut Tree<'a>) {
        let at = tree.open(&self.name);
        self.attributes.iter().for_each(|(name, value)| tree.add_attribute(name, value));
        for node in &self.nodes {
            match node {
                Node::Element(element) => element.add_to(tree),
                Node::Text(text) => tree.add_text(text),
            }
        }
        tree.close(at);
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

#[cfg(test)]
mod tests {
    use super::*;
    use markup::MAX_BYTES;

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
