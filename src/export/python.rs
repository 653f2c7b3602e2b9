//! Python: calls of an SDK's classes with their arguments, and dictionaries.

use super::literal::{Language, literal};
use super::settings::{Group, Value};
use crate::provider::xml::Element;

/// A text as Python writes it.
pub(super) fn text(text: &str) -> String {
    literal(text, Language::Python)
}

/// The class behind the argument at a path; the empty path is the call itself.
pub(super) type Classes = [(&'static str, &'static str)];

/// A call with one argument a line, closed at the indentation of `depth`.
pub(super) fn call(classes: &Classes, path: &str, arguments: &Group, depth: usize) -> String {
    let class = classes.iter().find(|(known, _)| *known == path).map_or("dict", |(_, class)| class);
    if arguments.is_empty() {
        return format!("{class}()");
    }
    let mut out = format!("{class}(\n");
    for (name, value) in arguments {
        let value = match value {
            Value::Text(value) => text(value),
            Value::Number(digits) => digits.clone(),
            Value::Flag(flag) => if *flag { "True" } else { "False" }.to_owned(),
            Value::List(entries) => list(entries.iter().map(|entry| text(entry)), depth + 1),
            Value::Group(inner) => {
                let path = if path.is_empty() { (*name).to_owned() } else { format!("{path}/{name}") };
                call(classes, &path, inner, depth + 1)
            }
        };
        out.push_str(&format!("{}{name}={value},\n", indent(depth + 1)));
    }
    out + &indent(depth) + ")"
}

/// What is in an element as a dictionary: elements of one name as a list, an empty one as `None`.
pub(super) fn dictionary(element: &Element, depth: usize) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in element.elements().map(Element::local_name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        let inside = element.text();
        return if inside.is_empty() { "None".to_owned() } else { text(&inside) };
    }
    let mut out = String::from("{\n");
    for name in names {
        let mut same = element.elements().filter(|inner| inner.local_name() == name);
        let value = match (same.next(), same.next()) {
            (Some(only), None) => dictionary(only, depth + 1),
            _ => {
                let same = element.elements().filter(|inner| inner.local_name() == name);
                list(same.map(|inner| dictionary(inner, depth + 2)), depth + 1)
            }
        };
        out.push_str(&format!("{}{}: {value},\n", indent(depth + 1), text(name)));
    }
    out + &indent(depth) + "}"
}

fn list(values: impl Iterator<Item = String>, depth: usize) -> String {
    let mut out = String::from("[\n");
    for value in values {
        out.push_str(&format!("{}{value},\n", indent(depth + 1)));
    }
    out + &indent(depth) + "]"
}

fn indent(depth: usize) -> String {
    "    ".repeat(depth)
}
