//! Which values of one section belong together: those of one beginning of their names, so that two clouds in one
//! environment are two sets. A beginning that names no cloud goes with one that does, unless the key itself is of
//! the other cloud.

use super::names::{Kind, Meaning, cloud, is_of_another_cloud, meaning};
use super::owner;
use super::section::{Section, plain};
use crate::model::Provider;

/// Parts of one section that are looked at: nobody has as many.
const MOST_PARTS: usize = 256;

/// A value of a section that is a part of credentials.
#[derive(Clone)]
pub(super) struct Part<'a> {
    pub(super) meaning: Meaning,
    pub(super) name: &'a str,
    /// The name as names are compared, see [`plain`].
    pub(super) plain: String,
    pub(super) value: &'a str,
}

/// Parts that belong together.
pub(super) struct Group<'a> {
    pub(super) before: String,
    parts: Vec<Part<'a>>,
}

impl<'a> Group<'a> {
    pub(super) fn has(&self, kind: Kind) -> bool {
        self.part(kind).is_some()
    }

    /// The part of a kind: the one with a certain name, if there are two.
    pub(super) fn part(&self, kind: Kind) -> Option<&Part<'a>> {
        let of_kind = |part: &&Part<'_>| part.meaning.kind == kind;
        let certain = self.parts.iter().filter(of_kind).find(|part| part.meaning.is_certain);
        certain.or_else(|| self.parts.iter().find(of_kind))
    }

    pub(super) fn value(&self, kind: Kind) -> &'a str {
        self.part(kind).map_or("", |part| part.value)
    }

    /// Takes the parts of another group, over its own of the same name: what is set later counts.
    fn take(&mut self, other: Group<'a>) {
        for part in other.parts {
            self.parts.retain(|known| known.plain != part.plain);
            self.parts.push(part);
        }
    }

    /// Whether a name that begins so can be of this set: of its cloud, or of none that is known. Whose set it is say
    /// the names, else the key.
    pub(super) fn agrees(&self, before: &str) -> bool {
        if self.before == before {
            return true;
        }
        if is_of_another_cloud(&self.before) || is_of_another_cloud(before) {
            return false;
        }
        cloud(before).is_none_or(|cloud| self.may_be_of(cloud))
    }

    /// Whether the set can be one of a cloud.
    pub(super) fn may_be_of(&self, provider: Provider) -> bool {
        if let Some(own) = cloud(&self.before) {
            return own == provider;
        }
        // Nobody but Tencent Cloud calls it a secret id.
        let is_secret_id = || self.part(Kind::KeyId).is_some_and(|part| part.plain.ends_with("secretid"));
        owner(self.value(Kind::KeyId)).is_none_or(|owner| owner == provider)
            || (provider == Provider::Cos && is_secret_id())
    }
}

/// The parts of a section.
pub(super) fn parts<'a>(section: &'a Section) -> Vec<Part<'a>> {
    let part = |(name, value): &'a (String, String)| {
        Some(Part { meaning: meaning(name)?, name, plain: plain(name), value: value.trim() })
    };
    let all: Vec<Part<'_>> = section.pairs.iter().filter_map(part).take(MOST_PARTS).collect();
    // An `id` is that of a key only beside a secret: every second object has one.
    let has_secret = all.iter().any(|part| part.meaning.kind == Kind::Secret);
    let counts = |part: &Part<'_>| part.meaning.is_certain || part.meaning.kind != Kind::KeyId || has_secret;
    all.into_iter().filter(counts).collect()
}

/// The parts of a section, put together.
pub(super) fn groups<'a>(parts: &[Part<'a>]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for part in parts.iter().cloned() {
        let same = groups.iter_mut().rev().find(|group| group.before == part.meaning.before);
        match same {
            // A name that comes again begins another set.
            Some(group) if !group.parts.iter().any(|known| known.plain == part.plain) => {
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
        let mut fitting = whole.iter_mut().filter(|whole| whole.agrees(&group.before) && lacks(whole));
        if let (Some(only), None) = (fitting.next(), fitting.next()) {
            only.take(group);
        }
    }
    whole
}
