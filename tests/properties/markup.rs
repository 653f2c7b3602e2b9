//! Our flat tree, whose names and texts are parts of the document, beside a tree of owned texts made of the same
//! events of quick-xml: what one takes the other takes, and both see the same in it.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use stocktake::provider::xml::{Element, Node};

use crate::cases;

/// Reads a document with quick-xml and every check that it has, into our tree.
fn by_quick_xml(text: &str) -> Option<Element> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().enable_all_checks(true);
    // The first element is the document, which holds the root.
    let mut open = vec![Element::new("")];
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => open.push(started(&tag)?),
            Event::Empty(tag) => {
                open.push(started(&tag)?);
                end(&mut open)?;
            }
            Event::End(_) => end(&mut open)?,
            Event::Text(text) => add(&mut open, &text.xml10_content()),
            Event::CData(text) => add(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let c = match (reference.resolve_char_ref().ok()?, &*reference) {
                    (Some(c), _) => c,
                    (None, "amp") => '&',
                    (None, "lt") => '<',
                    (None, "gt") => '>',
                    (None, "quot") => '"',
                    (None, "apos") => '\'',
                    (None, _) => return None,
                };
                add(&mut open, c.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => return None,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    let mut document = open.pop().filter(|_| open.is_empty())?;
    drop_indentation(&mut document);
    match <[Node; 1]>::try_from(document.nodes).ok()? {
        [Node::Element(root)] => Some(root),
        [Node::Text(_)] => None,
    }
}

fn started(tag: &BytesStart<'_>) -> Option<Element> {
    let mut element = Element::new(name(tag.name().as_ref())?);
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let value = quick_xml::escape::unescape(&attribute.value).ok()?;
        element.attributes.push((name(attribute.key.as_ref())?.to_owned(), value.into_owned()));
    }
    Some(element)
}

/// quick-xml takes any characters for a name.
fn name(name: &str) -> Option<&str> {
    let letter = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
    let other = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | ':');
    (name.starts_with(letter) && name.chars().all(|c| letter(c) || other(c))).then_some(name)
}

fn end(open: &mut Vec<Element>) -> Option<()> {
    let mut element = open.pop()?;
    drop_indentation(&mut element);
    open.last_mut()?.push(element);
    Some(())
}

fn drop_indentation(element: &mut Element) {
    if element.elements().next().is_some() {
        element.nodes.retain(|node| !matches!(node, Node::Text(text) if text.trim().is_empty()));
    }
}

fn add(open: &mut [Element], text: &str) {
    let Some(element) = open.last_mut().filter(|_| !text.is_empty()) else { return };
    match element.nodes.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => element.nodes.push(Node::Text(text.to_owned())),
    }
}

const TEXTS: &[&str] = &[
    "",
    "text",
    " ",
    "\n  ",
    "\r\n",
    "\r",
    "清单",
    "\u{3000}",
    "&amp;",
    "&lt;&gt;",
    "&quot;&apos;",
    "&#x6e05;",
    "&#13;",
    "&#32;",
    "]",
    "]]>",
    "'\"",
    "/",
    "=",
    "<!-- a - b -->",
    "<!---->",
    "<![CDATA[<&>]]>",
    "<![CDATA[ \r\n]]>",
    "<![CDATA[]]>",
    "<![CDATA[]]]]>",
    "<?a b?>",
    "<?xml version='1.0'?>",
];

const ATTRIBUTES: &[&str] = &[
    "",
    " ",
    "\n",
    " b='1'",
    "\tb = \"2\"",
    "\r\nc='&lt;'",
    " c='>'",
    " c='<'",
    " xmlns:n='u'",
    " n:清='\"'",
    " d=\"'/\"",
    " e='\r\n&#13;\t'",
];

const NAMES: &[&str] = &["a", "b", "n:a", "a.b-c_1", "清", "_", "a:", "a:b:c"];

/// What breaks a document, or does not.
const BREAKS: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "&",
    ";",
    "'",
    "\"",
    "=",
    " ",
    "<a>",
    "</a>",
    "<a/>",
    "<!",
    "<!--",
    "--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<?>",
    "<!-->",
    "<!--->",
    "&unknown;",
    "&amp",
    "&#0;",
    "&#x;",
    "&#+65;",
    "&#X41;",
    "&#x110000;",
    "&#xD800;",
    "&#-0;",
    "&#1;",
    "<!DOCTYPE a>",
    "<!doctype a [<!ENTITY b 'c'>]>",
    "<1/>",
    "<:a/>",
    "<a b/>",
    "<a b=1/>",
    "<a b='1' b='2'/>",
    "<a 1='1'/>",
    "<a /",
    "< a>",
    "</ a>",
    "</a >",
    "<a/ >",
    "\u{feff}",
    "\0",
    "\u{1}",
    "text",
];

fn element() -> impl Strategy<Value = String> {
    let text = || vec(select(TEXTS), 0..4).prop_map(|texts| texts.concat());
    let tag = || (select(NAMES), vec(select(ATTRIBUTES), 0..3).prop_map(|attributes| attributes.concat()));
    let leaf = prop_oneof![
        (tag(), text()).prop_map(|((name, attributes), text)| format!("<{name}{attributes}>{text}</{name}>")),
        tag().prop_map(|(name, attributes)| format!("<{name}{attributes}/>")),
    ];
    leaf.prop_recursive(5, 30, 6, move |inner| {
        (tag(), vec((text(), inner), 0..6), text(), select(&["", " ", "\n"][..])).prop_map(
            |((name, attributes), inside, text, blank)| {
                let inside: String = inside.into_iter().map(|(text, inner)| text + &inner).collect();
                format!("<{name}{attributes}>{inside}{text}</{name}{blank}>")
            },
        )
    })
}

/// A document that is well-formed, mostly.
fn document() -> impl Strategy<Value = String> {
    let around = || {
        select(
            &[
                "",
                "\n",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
                "<!-- a -->",
                "\u{feff}",
                "&#32;",
                "text",
            ][..],
        )
    };
    (around(), element(), around()).prop_map(|(before, root, after)| format!("{before}{root}{after}"))
}

/// Pieces put into a text, over so many of its characters.
fn broken(text: &str, breaks: Vec<(Index, usize, &'static str)>) -> String {
    breaks.into_iter().fold(text.to_owned(), |text, (at, over, piece)| {
        let characters: Vec<char> = text.chars().collect();
        let at = at.index(characters.len() + 1);
        let behind = characters.iter().skip(at + over);
        characters[..at].iter().copied().chain(piece.chars()).chain(behind.copied()).collect()
    })
}

/// Ours refuses two things more that XML forbids: attributes without a blank before them, and instructions
/// without a name.
fn is_refused_by_ours_alone(text: &str) -> bool {
    let attribute = text.match_indices(['"', '\'']).any(|(at, _)| {
        let next = text[at + 1..].chars().next();
        next.is_some_and(|next| !matches!(next, ' ' | '\t' | '\n' | '\r' | '/' | '>' | '?'))
    });
    attribute || text.split("<?").skip(1).any(|instruction| !instruction.starts_with(char::is_alphabetic))
}

fn compare(text: &str) -> Result<(), TestCaseError> {
    match (Element::parse(text.as_bytes()).ok(), by_quick_xml(text)) {
        (None, Some(_)) => prop_assert!(is_refused_by_ours_alone(text), "only quick-xml reads {:?}", text),
        (ours, theirs) => prop_assert_eq!(ours, theirs, "{:?}", text),
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(4_000))]

    #[test]
    fn a_document_is_read_as_quick_xml_reads_it(text in document()) {
        prop_assert_eq!(Element::parse(text.as_bytes()).ok(), by_quick_xml(&text));
    }

    #[test]
    fn a_broken_document_is_refused_where_quick_xml_refuses_it(
        text in document(), breaks in vec((any::<Index>(), 0..4_usize, select(BREAKS)), 1..4),
    ) {
        compare(&broken(&text, breaks))?;
    }
}

#[test]
fn the_kept_answers_are_read_as_quick_xml_reads_them() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/answers");
    for entry in std::fs::read_dir(folder).expect("a corpus") {
        let bytes = std::fs::read(entry.expect("an entry").path()).expect("an input");
        if let Ok(text) = std::str::from_utf8(&bytes) {
            compare(text).unwrap_or_else(|error| panic!("{error}"));
        }
    }
}
