//! A rule or a list of rules in the JSON of the vendors' tools, as the document that it stands for.
//!
//! ossutil 2 takes and gives rules so ("put-bucket-inventory": XML or JSON), coscli and COS's Python SDK as well: members
//! have the names of the elements, what stands there several times is a list, flags and numbers are JSON's own or texts. It
//! is turned into elements name by name, so that nothing is lost that this version does not know.

use serde_json::{Number, Value};

use crate::model::Provider;
use crate::provider::document::ROOT;
use crate::provider::service;
use crate::provider::xml::{Element, can_be_written};

/// A document that was JSON.
pub(super) struct Configuration {
    /// The document: a rule, or an answer to a list request.
    pub(super) root: Element,
    /// The ways to what can be no element or no text of one.
    pub(super) no_elements: Vec<String>,
}

/// The document for a file, if the file is one: a rule by itself or under its root's name, or a list.
pub(super) fn of(file: &Value) -> Option<Configuration> {
    let lists = Provider::ALL.map(|provider| service(provider).layout().list);
    let named = lists.into_iter().chain([ROOT]).find_map(|name| Some((name, file.get(name)?)));
    let (name, value) = match named {
        // A list without its root: the rules tell whose it is.
        Some((ROOT, Value::Array(_))) => (list_root(file), file),
        Some((ROOT, _)) if file.get("IsTruncated").is_some() => (list_root(file), file),
        Some(named) => named,
        None if file.get("Id").is_some() && file.get("Destination").is_some() => (ROOT, file),
        None => return None,
    };
    let mut root = Element::new(name);
    let mut no_elements = Vec::new();
    fill(&mut root, value, "", &mut no_elements);
    Some(Configuration { root, no_elements })
}

/// The root of a list by the rules in it; of one without any that can be read, the first provider's.
fn list_root(file: &Value) -> &'static str {
    let mut list = Element::new("");
    fill(&mut list, file, "", &mut Vec::new());
    let rules = || list.elements().filter(|element| element.local_name() == ROOT);
    let reads = |provider: &Provider| rules().any(|rule| service(*provider).layout().read(rule).is_ok());
    let provider = Provider::ALL.into_iter().find(reads).unwrap_or(Provider::ALL[0]);
    service(provider).layout().list
}

fn fill(element: &mut Element, value: &Value, way: &str, no_elements: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| member(element, name, value, way, no_elements));
        }
        Value::String(text) if can_be_written(text) => element.set_text(text),
        Value::Number(number) => element.set_text(&digits(number)),
        Value::Bool(on) => element.set_text(if *on { "true" } else { "false" }),
        // What makes JSON of XML writes an empty element so.
        Value::Null => {}
        Value::String(_) | Value::Array(_) => no_elements.push(way.to_owned()),
    }
}

/// A number as the providers write it: a whole one has no point, also where a tool has given it one.
fn digits(number: &Number) -> String {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match number.as_f64().filter(|_| number.is_f64()) {
        Some(whole) if whole.fract() == 0.0 && whole.abs() <= EXACT => (whole as i64).to_string(),
        _ => number.to_string(),
    }
}

fn member(element: &mut Element, name: &str, value: &Value, way: &str, no_elements: &mut Vec<String>) {
    let way = if way.is_empty() { name.to_owned() } else { format!("{way}/{name}") };
    if !is_name(name) {
        return no_elements.push(way);
    }
    let one = std::slice::from_ref(value);
    let values = if let Value::Array(values) = value { values.as_slice() } else { one };
    for value in values {
        let mut inner = Element::new(name);
        fill(&mut inner, value, &way, no_elements);
        element.push(inner);
    }
}

/// Whether it can be an element's name; the names of both providers are such.
fn is_name(text: &str) -> bool {
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    begins && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}
