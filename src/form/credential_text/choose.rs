//! Which values of a text belong together. Id, secret, token and end are of one section, and there of one beginning of
//! their names, so that two clouds in one environment are two sets. What a section does not have is looked for
//! outside it, the nearest first, but never where another key has its home.

use super::names::{Kind, Meaning, cloud, is_of_another_cloud, meaning};
use super::place::places;
use super::section::{Section, plain};
use super::{CredentialFields, PastedSet};

/// Sets in one text, and parts in one of its sections, that are looked at: nobody has as many.
const MOST_SETS: usize = 32;
const MOST_PARTS: usize = 256;
/// Characters of the longest name that is shown.
const LONGEST_NAME: usize = 60;

/// Every set in a text, whole or not, in the order of the text.
pub(super) fn sets(whole: &Section) -> Vec<PastedSet> {
    let mut found: Vec<PastedSet> = Vec::new();
    visit(whole, &mut Vec::new(), &mut |section, above| {
        if found.len() >= MOST_SETS {
            return;
        }
        let groups = groups(section);
        let several = groups.iter().filter(|group| group.has(Kind::KeyId)).count() > 1;
        for group in groups.into_iter().take(MOST_SETS) {
            let mut set = set(&group, section, above, several);
            let fields = |set: &PastedSet| {
                let CredentialFields { access_key_id, access_key_secret, security_token, .. } = &set.fields;
                [access_key_id.clone(), access_key_secret.clone(), security_token.clone()]
            };
            // The same set, said twice.
            match found.iter_mut().find(|known| fields(known) == fields(&set)) {
                Some(known) if known.fields.expiration.is_empty() => {
                    known.fields.expiration = set.fields.expiration;
                }
                Some(_) => {}
                None => {
                    set.places = places(section, above, whole);
                    found.push(set);
                }
            }
        }
    });
    found
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

/// A value of a section that is a part of credentials.
#[derive(Clone)]
struct Part<'a> {
    meaning: Meaning,
    name: &'a str,
    value: &'a str,
}

/// Parts that belong together.
struct Group<'a> {
    before: String,
    parts: Vec<Part<'a>>,
}

impl<'a> Group<'a> {
    fn has(&self, kind: Kind) -> bool {
        self.part(kind).is_some()
    }

    /// The part of a kind: the one with a certain name, if there are two.
    fn part(&self, kind: Kind) -> Option<&Part<'a>> {
        let of_kind = |part: &&Part<'_>| part.meaning.kind == kind;
        let certain = self.parts.iter().filter(of_kind).find(|part| part.meaning.is_certain);
        certain.or_else(|| self.parts.iter().find(of_kind))
    }

    fn value(&self, kind: Kind) -> &'a str {
        self.part(kind).map_or("", |part| part.value)
    }

    /// Takes the parts of another group, over its own of the same name: what is set later counts.
    fn take(&mut self, other: Group<'a>) {
        for part in other.parts {
            self.parts.retain(|known| plain(known.name) != plain(part.name));
            self.parts.push(part);
        }
    }
}

/// The parts of a section.
fn parts(section: &Section) -> Vec<Part<'_>> {
    let all: Vec<Part<'_>> = section
        .pairs
        .iter()
        .filter_map(|(name, value)| Some(Part { meaning: meaning(name)?, name, value: value.trim() }))
        .take(MOST_PARTS)
        .collect();
    // An `id` is that of a key only beside a secret: every second object has one.
    let has_secret = all.iter().any(|part| part.meaning.kind == Kind::Secret);
    let counts = |part: &Part<'_>| part.meaning.is_certain || part.meaning.kind != Kind::KeyId || has_secret;
    all.into_iter().filter(counts).collect()
}

/// The parts of a section, put together.
fn groups(section: &Section) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for part in parts(section) {
        let same = groups.iter_mut().rev().find(|group| group.before == part.meaning.before);
        match same {
            // A name that comes again begins another set.
            Some(group) if !group.parts.iter().any(|known| plain(known.name) == plain(part.name)) => {
                group.parts.push(part);
            }
            _ => groups.push(Group { before: part.meaning.before.clone(), parts: vec![part] }),
        }
    }
    let (mut whole, mut loose) = (Vec::<Group<'_>>::new(), Vec::new());
    for group in groups {
        if group.has(Kind::KeyId) {
            whole.push(group);
        } else if let Some(known) = whole.iter_mut().rev().find(|known| known.before == group.before) {
            known.take(group);
        } else {
            loose.push(group);
        }
    }
    // Names without a cloud's beginning, or with another spelling of it.
    loose.sort_by_key(|group| group.parts.iter().any(|part| !part.meaning.is_certain));
    for group in loose {
        if whole.is_empty() {
            // Without a key id there is one set at most, and it is not whole.
            whole.push(group);
            continue;
        }
        let lacks = |whole: &Group<'_>| group.parts.iter().all(|part| !whole.has(part.meaning.kind));
        let mut fitting = whole.iter_mut().filter(|whole| agree(whole, &group) && lacks(whole));
        if let (Some(only), None) = (fitting.next(), fitting.next()) {
            only.take(group);
        }
    }
    whole
}

/// Whether names that begin so differently can be of one set.
fn agree(one: &Group<'_>, other: &Group<'_>) -> bool {
    if one.before == other.before {
        return true;
    }
    let foreign = [one, other].into_iter().any(|group| is_of_another_cloud(&group.before));
    let (of_one, of_other) = (cloud(&one.before), cloud(&other.before));
    !foreign && (of_one == of_other || of_one.is_none() || of_other.is_none())
}

fn set(group: &Group<'_>, section: &Section, above: &[&Section], several: bool) -> PastedSet {
    let lent = |kind| lent(kind, section, above);
    let value = |kind| match group.value(kind) {
        "" => lent(kind).unwrap_or_default(),
        own => own.to_owned(),
    };
    let end = match group.part(Kind::End) {
        Some(part) => end_text(part),
        None => lent(Kind::End).unwrap_or_default(),
    };
    let fields = CredentialFields {
        access_key_id: group.value(Kind::KeyId).to_owned(),
        access_key_secret: value(Kind::Secret),
        security_token: value(Kind::Token),
        expiration: end,
    };
    let secret = group.part(Kind::Secret).map(|part| plain(part.name)).unwrap_or_default();
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

/// A part from outside: of the sections around, the nearest first, else of one inside. Only a name that is certain is
/// believed there, and only where no key has its home.
fn lent(kind: Kind, section: &Section, above: &[&Section]) -> Option<String> {
    let of = |section: &Section| {
        let parts = parts(section);
        let home = parts.iter().any(|part| part.meaning.kind == Kind::KeyId);
        let part = parts.iter().find(|part| part.meaning.kind == kind && part.meaning.is_certain);
        (home, part.map(|part| if kind == Kind::End { end_text(part) } else { part.value.to_owned() }))
    };
    for around in above.iter().rev() {
        match of(around) {
            (true, _) => break,
            (false, Some(value)) => return Some(value),
            (false, None) => {}
        }
    }
    let mut inside: Vec<&Section> = section.inner.iter().collect();
    while !inside.is_empty() {
        inside.retain(|section| !of(section).0);
        if let Some(value) = inside.iter().find_map(|section| of(section).1) {
            return Some(value);
        }
        inside = inside.into_iter().flat_map(|section| &section.inner).collect();
    }
    None
}

/// The end as it is read later. cosfs writes Greenwich time without saying so (COSFS FAQ).
fn end_text(part: &Part<'_>) -> String {
    let is_cosfs = plain(part.name).ends_with("accesstokenexpire");
    let has_digits_last = part.value.ends_with(|c: char| c.is_ascii_digit());
    if is_cosfs && has_digits_last && part.value.contains('T') {
        format!("{}Z", part.value)
    } else {
        part.value.to_owned()
    }
}

/// What tells a section from others: its name as it says it, or as it is called where it stands.
fn name_of(section: &Section, above: &[&Section]) -> String {
    let said = ["name", "profile", "alias", "desc"].into_iter().find_map(|name| section.value(name));
    let around = [section].into_iter().chain(above.iter().rev().copied());
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
