//! Templates: what a new rule can begin with, under a name. The device keeps them, and a site's `config.json` gives them, in one
//! format. They hold what the form shows, without an id, and the document of the rule that they are of, where that says what
//! the form does not show; a rule says no secret, so they hold none.

use std::fmt;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::draft::RuleDraft;
use crate::formats;
use crate::formats::Understood;
use crate::model::rule::{Part, Rule, bucket_name};
use crate::model::{Capabilities, Connection, Provider};
use crate::provider::xml::Element;
use crate::provider::{StoredRule, service};

/// Characters of the longest text of the device that is read.
pub const MAX_BYTES: usize = 1 << 20;

/// `{"name": "…", "provider": "oss", "rule": {"frequency": "Daily", "fields": ["Size", "ETag"]}}`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// What people know it by.
    pub name: String,
    /// Whose rules begin with it.
    pub provider: Provider,
    rule: Texts,
    /// The document of a rule, with the template's name for an id: what the form does not show is taken from it. It is read when
    /// it is wanted, because a site's templates come before what reads documents.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "formats::said")]
    document: Option<String>,
}

/// What a template of a file is to those of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is none of its name.
    New,
    /// There is one that says the same.
    Same,
    /// There is another one of its name.
    Differs,
}

/// What stands for a document in a template is none of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoilt;

impl Template {
    /// What a form says, and the document that its rule is written into. A part that it leaves empty is empty in the
    /// template, and not what a new rule has there.
    #[must_use]
    pub fn of(name: &str, provider: Provider, draft: &RuleDraft, document: Option<&Element>) -> Self {
        let capabilities = service(provider).capabilities();
        let mut rule = Rule::default();
        for part in Part::all().filter(|part| *part != Part::Id && capabilities.has(*part)) {
            let text = draft.typed.text(part);
            // In another region the same name is written otherwise.
            let text = if part == Part::Bucket { bucket_name(text) } else { text };
            if !text.is_empty() || !draft.depends_on_choice(part) {
                rule.put(part, Some(text));
            }
        }
        let name = name.trim();
        let document = document.and_then(|document| kept(provider, name, document));
        Template { name: name.to_owned(), provider, rule: Texts(rule), document }
    }

    /// The rule that a new one is made like: its document holds what the form does not show. Nothing where there is nothing of
    /// that kind.
    ///
    /// # Errors
    /// [`Spoilt`] when the document is none of a rule of the provider.
    pub fn like(&self) -> Result<Option<StoredRule>, Spoilt> {
        let Some(text) = &self.document else { return Ok(None) };
        let document = Element::parse(text.as_bytes()).map_err(|_| Spoilt)?;
        let rule = service(self.provider).layout().read(&document).map_err(|_| Spoilt)?;
        Ok(Some(StoredRule { rule, document }))
    }

    /// What a form for a new rule begins with: what the template does not say is what every new rule has there.
    #[must_use]
    pub fn typed(&self, capabilities: &Capabilities) -> Rule {
        let mut typed = RuleDraft::new(capabilities).typed;
        for part in Part::all().filter(|part| capabilities.has(*part)) {
            if let Some(text) = self.rule.0.get(part) {
                typed.put(part, Some(text));
            }
        }
        typed
    }

    /// The document of a rule that says all that the template says, with its name for an id: a rule file has no other.
    #[must_use]
    pub fn document(&self, connection: &Connection) -> Element {
        let service = service(connection.provider);
        let mut draft = RuleDraft::new(service.capabilities());
        draft.typed = self.typed(service.capabilities()).with(Part::Id, &self.name);
        let mut rule = draft.rule(connection, service.capabilities());
        let like = self.like().ok().flatten();
        if let Some(like) = &like {
            add_besides(&mut rule, &like.rule, service.capabilities());
        }
        service.document(&rule, like.as_ref().map(|like| &like.document))
    }

    /// What it is to those of a device, by its name.
    #[must_use]
    pub fn standing(&self, own: &[Template], connection: &Connection) -> Standing {
        match own.iter().find(|own| own.is_called(&self.name, self.provider)) {
            None => Standing::New,
            // Whatever is typed for it: the rules that are made of them are the same.
            Some(own) if own.document(connection) == self.document(connection) => Standing::Same,
            Some(_) => Standing::Differs,
        }
    }

    /// Whether another one stands in its place.
    #[must_use]
    pub fn is_called(&self, name: &str, provider: Provider) -> bool {
        self.name == name.trim() && self.provider == provider
    }
}

/// The parts that a rule says and the form has no control for: documents of a provider have them, and its documentation has not.
pub fn without_control(rule: &Rule, capabilities: &Capabilities) -> impl Iterator<Item = Part> {
    Part::all().filter(|part| !capabilities.has(*part) && rule.said(*part).is_some())
}

/// Whether a rule says what the form does not show.
#[must_use]
pub fn says_more(rule: &Rule, capabilities: &Capabilities) -> bool {
    rule.unknown().next().is_some() || without_control(rule, capabilities).next().is_some()
}

/// Lets a new rule say what the one of its template says and the form does not show.
pub fn add_besides(rule: &mut Rule, of: &Rule, capabilities: &Capabilities) {
    for part in without_control(of, capabilities) {
        rule.put(part, of.get(part));
    }
    rule.set_unknown(&of.unknown().map(str::to_owned).collect::<Vec<_>>());
}

/// The text of a document, if it says what the form does not show.
fn kept(provider: Provider, name: &str, document: &Element) -> Option<String> {
    let (layout, capabilities) = (service(provider).layout(), service(provider).capabilities());
    let rule = layout.read(document).ok().filter(|rule| says_more(rule, capabilities))?;
    Some(layout.write(&rule.with(Part::Id, name), Some(document)).to_document())
}

/// The texts of a rule by the short names of their parts, as they stand in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Texts(Rule);

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut texts = to.serialize_map(None)?;
        for (part, text) in Part::all().filter_map(|part| Some((part, self.0.get(part)?))) {
            texts.serialize_entry(part.slug(), text)?;
        }
        texts.end()
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(ByPart)
    }
}

struct ByPart;

impl<'de> Visitor<'de> for ByPart {
    type Value = Texts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("texts by the names of their parts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut texts: A) -> Result<Texts, A::Error> {
        let mut rule = Rule::default();
        while let Some(Named(part)) = texts.next_key()? {
            let Said(text) = texts.next_value()?;
            rule.put(part, Some(&text));
        }
        Ok(Texts(rule))
    }
}

/// A part by its short name. A template has no id.
struct Named(Part);

impl<'de> Deserialize<'de> for Named {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        let part = Part::from_slug(&name).filter(|part| *part != Part::Id);
        part.map(Named).ok_or_else(|| D::Error::unknown_field(&name, &[]))
    }
}

/// A text, a yes or no, or entries one after another.
struct Said(String);

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(OneOrMany)
    }
}

struct OneOrMany;

impl<'de> Visitor<'de> for OneOrMany {
    type Value = Said;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, true or false, or a list of texts")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Said, E> {
        Ok(Said(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, on: bool) -> Result<Said, E> {
        Ok(Said(on.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Said, A::Error> {
        let mut texts: Vec<String> = Vec::new();
        while let Some(entry) = entries.next_element()? {
            texts.push(entry);
        }
        Ok(Said(texts.join("\n")))
    }
}

/// What the device keeps: `{"templates": [{…}]}`. One that another version has written, or that is spoilt, spoils no other.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    templates: Understood<Vec<Understood<Template>>>,
}

/// The templates of a text that the device has kept.
#[must_use]
pub fn read(text: &str) -> Vec<Template> {
    if text.len() > MAX_BYTES {
        return Vec::new();
    }
    let kept: Kept = serde_json::from_str(text).unwrap_or_default();
    kept.templates.0.into_iter().flatten().filter_map(|template| template.0).collect()
}

/// The text for templates.
///
/// # Errors
/// serde_json's; texts have none.
pub fn written(templates: &[Template]) -> serde_json::Result<String> {
    let templates = templates.iter().cloned().map(|template| Understood(Some(template))).collect();
    serde_json::to_string(&Kept { templates: Understood(Some(templates)) })
}

#[cfg(test)]
#[path = "template_tests.rs"]
mod tests;
