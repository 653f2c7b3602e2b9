//! What the rule documents of both providers have in common: elements by local
//! name, the places where they may stand, and the values a bucket knows.

use roxmltree::{Document, Node};

use crate::error::Error;

/// The documented children of each documented element.
pub(crate) type Schema = [(&'static str, &'static [&'static str])];

/// The values a bucket knows. A service may know newer ones than its
/// documents: what a bucket was seeded with counts as known.
#[derive(Debug, Clone)]
pub(crate) struct Vocabulary {
    pub(crate) frequencies: Vec<String>,
    pub(crate) formats: Vec<String>,
    pub(crate) fields: Vec<String>,
}

impl Vocabulary {
    pub(crate) fn new(frequencies: &[&str], fields: &[&str]) -> Self {
        let list = |values: &[&str]| values.iter().map(ToString::to_string).collect();
        Self { frequencies: list(frequencies), formats: list(&["CSV"]), fields: list(fields) }
    }

    /// Learns the frequency, the format and the optional fields of a seeded
    /// rule.
    pub(crate) fn learn(&mut self, xml: &str) {
        let Ok(document) = Document::parse(xml) else {
            return;
        };
        let root = document.root_element();
        if let Some(frequency) = child(root, "Schedule").and_then(|node| child(node, "Frequency")) {
            add(&mut self.frequencies, text(frequency));
        }
        let destination = child(root, "Destination").and_then(|node| node.first_element_child());
        if let Some(format) = destination.and_then(|node| child(node, "Format")) {
            add(&mut self.formats, text(format));
        }
        if let Some(fields) = child(root, "OptionalFields") {
            for field in fields.children().filter(Node::is_element) {
                add(&mut self.fields, text(field));
            }
        }
    }
}

fn add(values: &mut Vec<String>, value: String) {
    if !values.contains(&value) {
        values.push(value);
    }
}

pub(crate) fn known_children(schema: &Schema, name: &str) -> Option<&'static [&'static str]> {
    schema.iter().find(|(parent, _)| *parent == name).map(|(_, children)| *children)
}

pub(crate) fn local<'a>(node: Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

pub(crate) fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| child.is_element() && local(*child) == name)
}

pub(crate) fn text(node: Node<'_, '_>) -> String {
    node.children().filter_map(|child| child.text()).collect()
}

/// The `Id` of a document that can be read.
pub(crate) fn read_id(xml: &str) -> Option<String> {
    let document = Document::parse(xml).ok()?;
    child(document.root_element(), "Id").map(text)
}

/// The body of a PUT or POST as a document with the right root.
pub(crate) fn parse(body: &[u8]) -> Result<Document<'_>, Error> {
    let xml = std::str::from_utf8(body).map_err(|_| Error::malformed_xml("(not UTF-8)"))?;
    let document =
        Document::parse(xml).map_err(|error| Error::malformed_xml(&format!("(not XML: {error})")))?;
    match local(document.root_element()) {
        "InventoryConfiguration" => Ok(document),
        other => Err(Error::malformed_xml(other)),
    }
}

/// A documented element may stand only where it is documented, and only
/// `repeatable` ones may repeat. What no document names is let through, with
/// all it holds.
pub(crate) fn check_places(node: Node<'_, '_>, schema: &Schema, repeatable: &[&str]) -> Result<(), Error> {
    let Some(allowed) = known_children(schema, local(node)) else {
        return Ok(());
    };
    let mut seen: Vec<&str> = Vec::new();
    for element in node.children().filter(Node::is_element) {
        let name = local(element);
        let documented = schema.iter().any(|(_, children)| children.contains(&name));
        if (documented && !allowed.contains(&name)) || (seen.contains(&name) && !repeatable.contains(&name)) {
            return Err(Error::malformed_xml(name));
        }
        seen.push(name);
        if documented {
            check_places(element, schema, repeatable)?;
        }
    }
    Ok(())
}

pub(crate) fn required<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Result<Node<'a, 'input>, Error> {
    child(node, name).ok_or_else(|| Error::malformed_xml(name))
}

/// `True` and `False`, as both vendors' Python SDKs send them, are taken.
pub(crate) fn is_boolean(node: Node<'_, '_>) -> bool {
    let value = text(node).to_ascii_lowercase();
    value == "true" || value == "false"
}
