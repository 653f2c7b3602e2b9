//! Rule documents: nothing is lost, and a change changes one thing.

use proptest::collection::vec;
use proptest::prelude::*;
use stocktake::model::rule::Part;
use stocktake::model::{Provider, Rule};
use stocktake::provider::document::Place;
use stocktake::provider::http::Response;
use stocktake::provider::service;
use stocktake::provider::xml::{Element, Node};

use crate::{cases, generate};

/// A document that is told as XML when a case fails.
#[derive(Clone, PartialEq)]
struct Document(Element);

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.to_document())
    }
}

/// Where and how a document is made odd: a place by chance, and what comes there.
type Oddities = Vec<(prop::sample::Index, Oddity)>;

#[derive(Clone, Debug)]
enum Oddity {
    /// An unknown element, at a position by chance, with this text in it.
    Unknown(prop::sample::Index, String),
    /// An unknown attribute with this value.
    Attribute(String),
    /// A namespace prefix.
    Prefix,
    /// What is inside, in another order.
    Shuffled(Vec<u8>),
}

fn oddities() -> impl Strategy<Value = Oddities> {
    let oddity = prop_oneof![
        4 => (any::<prop::sample::Index>(), generate::text(0..4)).prop_map(|(at, text)| Oddity::Unknown(at, text)),
        2 => generate::text(0..4).prop_map(Oddity::Attribute),
        1 => Just(Oddity::Prefix),
        2 => vec(any::<u8>(), 12).prop_map(Oddity::Shuffled),
    ];
    vec((any::<prop::sample::Index>(), oddity), 0..10)
}

/// Every element in a tree, by the way to it.
fn ways(element: &Element, way: &[usize], found: &mut Vec<Vec<usize>>) {
    found.push(way.to_vec());
    for (at, node) in element.nodes.iter().enumerate() {
        if let Node::Element(inner) = node {
            ways(inner, &[way, &[at]].concat(), found);
        }
    }
}

fn element_at<'a>(root: &'a mut Element, way: &[usize]) -> &'a mut Element {
    way.iter().fold(root, |element, at| match &mut element.nodes[*at] {
        Node::Element(inner) => inner,
        Node::Text(_) => unreachable!("a way leads through elements"),
    })
}

/// The document, made odd. Unknown elements are numbered, so that each can be found again.
fn odd(mut root: Element, oddities: Oddities) -> Element {
    for (number, (place, oddity)) in oddities.into_iter().enumerate() {
        let mut all = Vec::new();
        ways(&root, &[], &mut all);
        let way: &Vec<usize> = place.get(&all);
        let element = element_at(&mut root, way);
        match oddity {
            Oddity::Unknown(at, text) => {
                let at = at.index(element.nodes.len() + 1);
                element
                    .nodes
                    .insert(at, Node::Element(Element::with_text(&format!("Unknown{number}"), &text)));
            }
            Oddity::Attribute(value) => element.attributes.push((format!("unknown{number}"), value)),
            Oddity::Prefix if element.name.contains(':') => {}
            Oddity::Prefix => element.name = format!("n:{}", element.name),
            Oddity::Shuffled(keys) => {
                let mut keys = keys.into_iter().cycle();
                element.nodes.sort_by_cached_key(|_| keys.next());
            }
        }
    }
    root
}

/// The forms of COS that its PUT page does not have, but its other pages and SDKs do.
fn cos_oddities(root: &mut Element, (prefix_in_and, tag_outside, bare): (bool, bool, bool)) {
    if let Some(filter) = root.child_mut("Filter") {
        let tagged = filter.child("And").is_some_and(|and| and.child("Tag").is_some());
        if prefix_in_and && !tagged && filter.child("Prefix").is_some() {
            let prefix = filter.take("Prefix");
            filter.child_or_insert(&[], "And").nodes.extend(prefix);
        } else if tag_outside && tagged {
            let tags = filter.child_or_insert(&[], "And").take("Tag");
            let prefix = filter.child_or_insert(&[], "And").take("Prefix");
            filter.nodes.extend([tags, prefix].concat());
            if filter.child("And").is_some_and(|and| and.nodes.is_empty()) {
                filter.remove("And");
            }
        }
    }
    let destination = root.child_mut("Destination").and_then(|d| d.child_mut("COSBucketDestination"));
    if let Some(destination) = destination.filter(|d| bare && d.child("Encryption").is_some()) {
        let encryption = destination.child_or_insert(&[], "Encryption").take("SSE-COS");
        destination.remove("Encryption");
        destination.nodes.extend(encryption);
    }
}

/// Blanks alone beside an unknown element would pass for indentation, which is no text.
fn solid(mut rule: Rule) -> Rule {
    for part in Part::all() {
        if rule.get(part).is_some_and(|text| !text.is_empty() && text.trim().is_empty()) {
            rule.set(part, Some("blank".to_owned()));
        }
    }
    rule
}

/// A document as a provider could send it.
fn document(provider: Provider) -> impl Strategy<Value = Document> {
    (generate::rule(provider), any::<(bool, bool, bool)>(), oddities()).prop_map(
        move |(rule, forms, oddities)| {
            let mut document = service(provider).document(&solid(rule), None);
            if provider == Provider::Cos {
                cos_oddities(&mut document, forms);
            }
            let document = odd(document, oddities);
            // As it comes in: what a reader drops is not asked for.
            Document(Element::parse(document.to_document().as_bytes()).expect("XML"))
        },
    )
}

/// One change that the form can make: a part, or a kind of encryption with its key.
fn change(provider: Provider) -> impl Strategy<Value = Vec<(Part, Option<String>)>> {
    let parts = generate::parts(provider);
    proptest::sample::select(parts).prop_flat_map(move |part| {
        let with_key = part == Part::Encryption && provider == Provider::Oss;
        let key = if with_key { generate::part_text(provider, Part::KmsKeyId) } else { Just(None).boxed() };
        (generate::part_text(provider, part), key).prop_map(move |(text, key)| {
            // A kind that is not known can be kept, but not chosen.
            let text = text.map(|text| if text == "SSE-NEW" { "SSE-KMS".to_owned() } else { text });
            let mut changes = vec![(part, text)];
            if with_key {
                changes.push((Part::KmsKeyId, key));
            }
            changes
        })
    })
}

fn changed(rule: &Rule, changes: &[(Part, Option<String>)]) -> Rule {
    let mut rule = rule.clone();
    changes.iter().for_each(|(part, text)| rule.set(*part, text.clone()));
    solid(generate::consistent(rule))
}

/// Lists have no order: entries that stay keep their place, and new ones follow.
fn ordered(mut rule: Rule) -> Rule {
    for part in Part::all().filter(|part| part.is_list()) {
        let mut entries: Vec<&str> = rule.entries(part).collect();
        entries.sort_unstable();
        let entries = entries.join("\n");
        rule.set(part, rule.get(part).map(|_| entries));
    }
    rule
}

/// Where a part stands, without the name of an entry.
fn path(place: &Place) -> Vec<&'static str> {
    let path = match place {
        Place::Text(path)
        | Place::List(path, _)
        | Place::Tags(path)
        | Place::Kind(path, _)
        | Place::Name(path) => path,
    };
    path.split('/').collect()
}

/// What is left of a document without the places of these parts, in an order that does not depend on its
/// own. The containers on the way to those places go when they are empty, and where COS knows two forms
/// there is one.
fn remainder(mut root: Element, provider: Provider, parts: &[Part]) -> Document {
    for place in parts.iter().flat_map(|part| generate::places(provider, *part)) {
        remove(&mut root, &path(place), place);
    }
    if provider == Provider::Cos {
        flatten(&mut root, &["Filter", "And"]);
        flatten(&mut root, &["Destination", "COSBucketDestination", "Encryption"]);
    }
    sort(&mut root);
    Document(root)
}

fn remove(element: &mut Element, path: &[&str], place: &Place) {
    match path {
        [] => {}
        [name] => element.nodes.retain(|node| match (node, place) {
            (Node::Element(inner), Place::List(_, test)) => {
                inner.local_name() != *name || !test(inner.text().trim())
            }
            (Node::Element(inner), _) => inner.local_name() != *name,
            (Node::Text(_), _) => true,
        }),
        [name, rest @ ..] => {
            if let Some(inner) = element.child_mut(name) {
                remove(inner, rest, place);
                if inner.nodes.is_empty() {
                    element.remove(name);
                }
            }
        }
    }
}

fn flatten(element: &mut Element, path: &[&str]) {
    match path {
        [name] => {
            let inner = element.take(name).into_iter();
            element.nodes.extend(inner.flat_map(|node| match node {
                Node::Element(inner) => inner.nodes,
                Node::Text(_) => unreachable!("an element was taken"),
            }));
        }
        [name, rest @ ..] => {
            if let Some(inner) = element.child_mut(name) {
                flatten(inner, rest);
            }
        }
        [] => {}
    }
}

fn sort(element: &mut Element) {
    for node in &mut element.nodes {
        if let Node::Element(inner) = node {
            sort(inner);
        }
    }
    element.nodes.sort_by_cached_key(|node| match node {
        Node::Element(inner) => inner.to_document(),
        Node::Text(text) => text.clone(),
    });
}

/// The unknown elements, each with the names of those that it stands in.
fn unknown<'a>(element: &'a Element, way: &[&'a str], found: &mut Vec<(String, Vec<&'a str>)>) {
    for inner in element.elements() {
        let name = inner.local_name();
        if name.starts_with("Unknown") {
            found.push((name.to_owned(), way.to_vec()));
        }
        unknown(inner, &[way, &[name]].concat(), found);
    }
}

/// Any provider with a document and a change to its rule.
fn edit() -> impl Strategy<Value = (Provider, Document, Vec<(Part, Option<String>)>)> {
    generate::provider().prop_flat_map(|provider| (Just(provider), document(provider), change(provider)))
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn a_new_document_is_read_back(
        (provider, rule) in generate::provider().prop_flat_map(|p| (Just(p), generate::rule(p))),
    ) {
        let document = service(provider).document(&rule, None);
        let rule = generate::as_said(&rule);
        prop_assert_eq!(service(provider).layout().read(&document), Ok(rule.clone()));
        let response = Response { status: 200, headers: Vec::new(), body: document.to_document().into_bytes() };
        let stored = service(provider).read_get(&response).expect("a rule");
        prop_assert_eq!(stored.rule, rule);
        prop_assert_eq!(stored.document, document);
    }

    #[test]
    fn any_document_is_written_as_it_was_read(
        (provider, Document(document)) in generate::provider().prop_flat_map(|p| (Just(p), document(p))),
    ) {
        let service = service(provider);
        let rule = service.layout().read(&document).expect("a rule");
        let written = service.document(&rule, Some(&document));
        prop_assert_eq!(remainder(written.clone(), provider, &[]), remainder(document, provider, &[]));
        prop_assert_eq!(Element::parse(written.to_document().as_bytes()), Ok(written));
    }

    #[test]
    fn one_change_changes_one_place_and_is_read_back((provider, Document(document), changes) in edit()) {
        let service = service(provider);
        let rule = service.layout().read(&document).expect("a rule");
        let wanted = changed(&rule, &changes);
        let written = service.document(&wanted, Some(&document));
        prop_assert_eq!(service.layout().read(&written).map(ordered), Ok(ordered(generate::as_said(&wanted))));
        let parts: Vec<Part> = changes.iter().map(|(part, _)| *part).collect();
        prop_assert_eq!(
            remainder(written.clone(), provider, &parts),
            remainder(document, provider, &parts),
            "but for {:?}", parts
        );
        prop_assert_eq!(Element::parse(written.to_document().as_bytes()), Ok(written));
    }

    #[test]
    fn what_is_not_known_survives_every_change((provider, Document(document), changes) in edit()) {
        let service = service(provider);
        let rule = service.layout().read(&document).expect("a rule");
        let wanted = changed(&rule, &changes);
        let written = service.document(&wanted, Some(&document));
        let (mut before, mut after) = (Vec::new(), Vec::new());
        unknown(&document, &[], &mut before);
        unknown(&written, &[], &mut after);
        let after: Vec<_> = after.into_iter().map(|(name, _)| name).collect();
        for (name, way) in before {
            // An entry or a kind that goes takes with it what is in it; so does a part that goes.
            let goes = changes.iter().any(|(part, text)| {
                generate::places(provider, *part).any(|place| {
                    let says = text.as_ref().is_some_and(|text| !part.is_unset(text));
                    let whole = !says || !matches!(place, Place::Text(_));
                    whole && way.starts_with(&path(place))
                })
            });
            prop_assert!(goes || after.contains(&name), "{name} of {way:?} is gone");
        }
    }

    #[test]
    fn a_page_has_every_rule_that_was_put_on_it(
        (provider, rules, token) in generate::provider()
            .prop_flat_map(|p| (Just(p), vec(generate::rule(p), 0..5), proptest::option::of(generate::text(1..20)))),
    ) {
        let service = service(provider);
        let mut page = Element::new(service.layout().list);
        rules.iter().for_each(|rule| page.push(service.document(rule, None)));
        page.push(Element::with_text("IsTruncated", if token.is_some() { "true" } else { "false" }));
        token.iter().for_each(|token| page.push(Element::with_text("NextContinuationToken", token)));
        let response = Response { status: 200, headers: Vec::new(), body: page.to_document().into_bytes() };
        let read = service.read_list(&response).expect("a page");
        let rules: Vec<_> = rules.iter().map(generate::as_said).collect();
        prop_assert_eq!((read.rules, read.next), (rules, token));
    }
}
