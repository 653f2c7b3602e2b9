//! What every known text comes down to: sections of names with values, one in another.

use super::grammar::LONGEST_NAME;
use crate::model::echo::beginning;
use crate::provider::xml::Element;

/// Sections in sections of the deepest text that is looked into.
pub(super) const MAX_DEPTH: usize = 32;

/// An object, a block, a profile, an element: names with values that belong together.
#[derive(Clone, Default)]
pub(super) struct Section {
    /// What it is called where it stands; empty for an entry of a list, say.
    pub(super) name: String,
    /// Names and values, both as written, in their order.
    pub(super) pairs: Vec<(String, String)>,
    /// What is inside.
    pub(super) inner: Vec<Section>,
    /// Whether it says that it is of a cloud that is not known here.
    pub(super) is_foreign: bool,
}

impl Section {
    /// An empty section. Of an endless name the beginning tells it apart as well: each entry of a list has a copy.
    pub(super) fn new(name: &str) -> Self {
        Section { name: beginning(name, LONGEST_NAME).to_owned(), ..Section::default() }
    }

    /// Adds a name with a value, unless one is missing.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        if !name.is_empty() && !value.is_empty() {
            self.pairs.push((name.to_owned(), value.to_owned()));
        }
    }

    /// The value of a name, which is compared as [`plain`] has it.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| plain(known) == name).map(|(_, value)| value.as_str())
    }

    /// Puts a section inside. Two forms say with a section what others say with a pair: a name and a value under
    /// these names (Hadoop's `<property>`, the environment of a container), and a list with a pair in each entry.
    pub(super) fn put(&mut self, section: Section) {
        let entry = match section.pairs.as_slice() {
            [one, other] => named(one, other).or_else(|| named(other, one)),
            [_] if section.name.is_empty() => section.pairs.first().cloned(),
            _ => None,
        };
        match entry {
            Some((name, value)) if section.inner.is_empty() => self.add(&name, &value),
            _ if section.pairs.is_empty() && section.inner.is_empty() => {}
            _ => self.inner.push(section),
        }
    }

    /// An XML document.
    pub(super) fn of_xml(text: &str) -> Option<Self> {
        let root = Element::parse(text.as_bytes()).ok()?;
        let mut whole = Section::default();
        whole.put(of_element(&root));
        // MinIO and others answer under this name as well.
        let namespace = root.attributes.iter().any(|(_, value)| value.contains("amazonaws.com"));
        whole.mark(namespace);
        Some(whole)
    }

    fn mark(&mut self, is_foreign: bool) {
        self.is_foreign = is_foreign;
        self.inner.iter_mut().for_each(|inner| inner.mark(is_foreign));
    }
}

/// Calls `each` with every section and those that it is in, the nearest last.
pub(super) fn visit<'a>(
    section: &'a Section,
    above: &mut Vec<&'a Section>,
    each: &mut impl FnMut(&'a Section, &[&'a Section]),
) {
    each(section, above);
    above.push(section);
    section.inner.iter().for_each(|inner| visit(inner, above, each));
    above.pop();
}

fn of_element(element: &Element) -> Section {
    let mut section = Section::new(element.local_name());
    for child in element.elements() {
        if child.elements().next().is_none() {
            section.add(child.local_name(), child.text().trim());
        } else {
            section.put(of_element(child));
        }
    }
    section
}

/// `name: X` and `value: Y` as the pair X with Y.
fn named(name: &(String, String), value: &(String, String)) -> Option<(String, String)> {
    let is = |pair: &(String, String), names: &[&str]| names.contains(&plain(&pair.0).as_str());
    (is(name, &["name", "key"]) && is(value, &["value"])).then(|| (name.1.clone(), value.1.clone()))
}

/// A name without case and punctuation: `OSS_ACCESS_KEY_ID` and `ossAccessKeyId` are one.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
