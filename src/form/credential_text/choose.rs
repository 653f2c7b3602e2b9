//! The sets of a text: what of a section belongs together (`group`), with what is lent to it from outside (`lend`).

use super::group::{Group, Part, groups};
use super::lend::{Node, lent};
use super::names::{Kind, is_of_another_cloud};
use super::place::Places;
use super::section::{Section, visit};
use super::{CredentialFields, PastedSet};

/// Sets in one text that are looked at, of those with a key id and of those without: nobody has as many.
const MOST_SETS: usize = 32;
/// Characters of the longest name that is shown.
const LONGEST_NAME: usize = 60;

/// Every set in a text, whole or not, in the order of the text.
pub(super) fn sets(whole: &Section) -> Vec<PastedSet> {
    let mut found: Vec<PastedSet> = Vec::new();
    let (mut keys, mut others) = (0, 0);
    let places = Places::of(whole);
    Node::of(whole).visit(&mut Vec::new(), &mut |node, above| {
        let groups = groups(&node.parts);
        let several = groups.iter().filter(|group| group.has(Kind::KeyId)).count() > 1;
        for group in groups {
            // The same set said again counts as well: what each of them costs is to be bounded.
            let count = if group.has(Kind::KeyId) { &mut keys } else { &mut others };
            *count += 1;
            if *count > MOST_SETS {
                continue;
            }
            let mut set = set(&group, node, above, several);
            match found.iter_mut().find(|known| known.is_same(&set)) {
                Some(known) if known.fields.expiration.is_empty() => {
                    known.fields.expiration = set.fields.expiration;
                }
                Some(_) => {}
                None => {
                    let above: Vec<&Section> = above.iter().map(|node| node.section).collect();
                    set.places = places.near(node.section, &above);
                    found.push(set);
                }
            }
        }
    });
    found
}

fn set(group: &Group<'_>, node: &Node<'_>, above: &[&Node<'_>], several: bool) -> PastedSet {
    let section = node.section;
    let value = |kind| {
        let own = group.part(kind).filter(|part| !part.value.is_empty());
        let part = own.or_else(|| lent(kind, group, node, above));
        part.map(|part| if kind == Kind::End { end_text(part) } else { part.value.to_owned() })
            .unwrap_or_default()
    };
    let fields = CredentialFields {
        access_key_id: group.value(Kind::KeyId).to_owned(),
        access_key_secret: value(Kind::Secret),
        security_token: value(Kind::Token),
        expiration: value(Kind::End),
        account: String::new(),
    };
    let secret = group.part(Kind::Secret).map_or("", |part| &part.plain);
    PastedSet {
        name: match group.part(Kind::KeyId) {
            Some(part) if several => shown(part.name),
            _ => name_of(section, above),
        },
        is_foreign: section.is_foreign
            || is_of_another_cloud(&group.before)
            || secret.ends_with("secretaccesskey"),
        says_failure: says_failure(section),
        is_long_term: is_long_term_code(section),
        places: Vec::new(),
        fields,
    }
}

/// The end as it is read later. cosfs writes Greenwich time without saying so (COSFS FAQ).
fn end_text(part: &Part<'_>) -> String {
    let is_cosfs = part.plain.ends_with("accesstokenexpire");
    let has_digits_last = part.value.ends_with(|c: char| c.is_ascii_digit());
    if is_cosfs && has_digits_last && part.value.contains('T') {
        format!("{}Z", part.value)
    } else {
        part.value.to_owned()
    }
}

/// What tells a section from others: its name as it says it, or as it is called where it stands.
fn name_of(section: &Section, above: &[&Node<'_>]) -> String {
    let said = ["name", "profile", "alias", "desc"].into_iter().find_map(|name| section.value(name));
    let around = [section].into_iter().chain(above.iter().rev().map(|node| node.section));
    said.or_else(|| around.map(|section| section.name.as_str()).find(|name| !name.is_empty()))
        .map(shown)
        .unwrap_or_default()
}

fn shown(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    name.chars().take(LONGEST_NAME).collect()
}

/// Whether an answer with this section in it says that it failed: a code in words that is none of success, beside what
/// only answers have.
fn says_failure(section: &Section) -> bool {
    let is_answer =
        ["message", "lastupdated", "requestid"].into_iter().any(|name| section.value(name).is_some());
    section.value("code").filter(|_| is_answer).is_some_and(|code| {
        code.starts_with(|c: char| c.is_ascii_alphabetic())
            && !["success", "ok"].iter().any(|good| code.eq_ignore_ascii_case(good))
    })
}

/// The hand-over code of ossbrowser for a long-term key (aliyun/oss-browser, `docs/authToken.md`).
fn is_long_term_code(section: &Section) -> bool {
    let has = |name| section.value(name).is_some();
    has("id") && has("secret") && !has("stoken") && (has("osspath") || has("eptpl"))
}

/// Whether an answer without credentials says that it failed.
pub(super) fn is_failure(whole: &Section) -> bool {
    let mut fails = false;
    visit(whole, &mut Vec::new(), &mut |section, _| {
        fails |= ["code", "errorcode", "errcode"].into_iter().any(|name| section.value(name).is_some());
    });
    fails
}
