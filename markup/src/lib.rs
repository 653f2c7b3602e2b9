//! A document of XML as it was read: flat, and borrowed from the text that it was read from.
//!
//! A page of a list is read into rules and thrown away, and making a value of its own for each of its
//! thousands of names and texts is most of the work. So everything is read into this tree, whose nodes
//! stand in one list, each element before what is inside it. What is kept or changed is copied out of it
//! (`provider/xml.rs` of the console).
//!
//! A crate of its own, because it alone is compiled for speed where all else is compiled for size: half
//! the time for one kilobyte.

mod reader;

use std::borrow::Cow;

/// Bytes of the largest document read; a full list page is a tenth of it.
pub const MAX_BYTES: usize = 4 << 20;

/// The document is not well-formed, forbidden or too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// A document that is only read.
#[derive(Debug, Default)]
pub struct Tree<'a> {
    nodes: Vec<Node<'a>>,
}

/// One place of the list.
#[derive(Debug)]
enum Node<'a> {
    /// An element: its name as written, its name without the prefix, and how many places it takes with
    /// all that is inside it.
    Element { name: &'a str, local_name: &'a str, size: usize },
    /// An attribute of the element before it, with its unescaped value.
    Attribute { name: &'a str, value: Cow<'a, str> },
    /// Text, unescaped.
    Text(Cow<'a, str>),
}

impl Node<'_> {
    /// How many places it takes.
    fn size(&self) -> usize {
        match self {
            Node::Element { size, .. } => *size,
            _ => 1,
        }
    }
}

impl<'a> Tree<'a> {
    /// Reads a document.
    ///
    /// # Errors
    /// [`Malformed`] when it is not one well-formed element within the limits.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Malformed> {
        reader::read(bytes)
    }

    /// Begins an element behind all that is there; gives its place, by which it is closed.
    pub fn open(&mut self, name: &'a str) -> usize {
        let local_name = name.rsplit_once(':').map_or(name, |(_, local_name)| local_name);
        self.add(Node::Element { name, local_name, size: 1 })
    }

    /// Adds an attribute to the element that was opened last.
    pub fn add_attribute(&mut self, name: &'a str, value: &'a str) {
        self.add(Node::Attribute { name, value: Cow::Borrowed(value) });
    }

    /// Adds text, not escaped.
    pub fn add_text(&mut self, text: &'a str) {
        self.add(Node::Text(Cow::Borrowed(text)));
    }

    /// Ends an element: what was added since is inside it.
    pub fn close(&mut self, at: usize) {
        let taken = self.nodes.len() - at;
        if let Some(Node::Element { size, .. }) = self.nodes.get_mut(at) {
            *size = taken;
        }
    }

    fn add(&mut self, node: Node<'a>) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// The one element that holds all others.
    #[must_use]
    pub fn root(&self) -> Branch<'_> {
        Branch(&self.nodes)
    }
}

/// An element of a tree with all that is inside it: the places that it takes, the first for itself.
#[derive(Clone, Copy, Debug)]
pub struct Branch<'t>(&'t [Node<'t>]);

/// An attribute of an element, or something inside it.
#[derive(Clone, Copy, Debug)]
pub enum Inner<'t> {
    /// A name and an unescaped value.
    Attribute(&'t str, &'t str),
    /// Text, unescaped; empty where indentation was.
    Text(&'t str),
    /// An element.
    Element(Branch<'t>),
}

impl<'t> Branch<'t> {
    /// The name as written, with its prefix.
    #[must_use]
    pub fn name(self) -> &'t str {
        match self.0.first() {
            Some(Node::Element { name, .. }) => name,
            _ => "",
        }
    }

    /// The name without its prefix.
    #[must_use]
    pub fn local_name(self) -> &'t str {
        match self.0.first() {
            Some(Node::Element { local_name, .. }) => local_name,
            _ => "",
        }
    }

    /// The attributes, and then what is directly inside, in its order.
    #[must_use]
    pub fn inside(self) -> Inside<'t> {
        Inside(self.0.get(1..).unwrap_or_default())
    }

    /// The elements directly inside.
    pub fn elements(self) -> impl Iterator<Item = Branch<'t>> {
        self.inside().filter_map(|inner| match inner {
            Inner::Element(element) => Some(element),
            _ => None,
        })
    }

    /// The first element directly inside that has this local name.
    #[must_use]
    pub fn child(self, name: &str) -> Option<Branch<'t>> {
        self.elements().find(|element| element.local_name() == name)
    }

    /// Adds the text directly inside to another, as it stands.
    pub fn add_text_to(self, out: &mut String) {
        for inner in self.inside() {
            if let Inner::Text(text) = inner {
                out.push_str(text);
            }
        }
    }

    /// The text directly inside, as it stands.
    #[must_use]
    pub fn text(self) -> String {
        let mut text = String::new();
        self.add_text_to(&mut text);
        text
    }
}

/// See [`Branch::inside`].
#[derive(Clone, Debug)]
pub struct Inside<'t>(&'t [Node<'t>]);

impl<'t> Iterator for Inside<'t> {
    type Item = Inner<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        let first = self.0.first()?;
        let (places, rest) = self.0.split_at_checked(first.size())?;
        self.0 = rest;
        Some(match first {
            Node::Element { .. } => Inner::Element(Branch(places)),
            Node::Attribute { name, value } => Inner::Attribute(name, value),
            Node::Text(text) => Inner::Text(text),
        })
    }
}
