//! What a set lacks, from the sections inside its own and around it, the nearest first: never where another key has
//! its home, and never the part of another cloud.

use super::group::{Group, Part, parts};
use super::names::{Kind, cloud, cloud_called, is_called_another_cloud};
use super::section::{Section, plain};

/// A section with its parts of credentials, found out once.
pub(super) struct Node<'a> {
    pub(super) section: &'a Section,
    pub(super) parts: Vec<Part<'a>>,
    inner: Vec<Node<'a>>,
}

impl<'a> Node<'a> {
    pub(super) fn of(section: &'a Section) -> Self {
        Node { section, parts: parts(section), inner: section.inner.iter().map(Node::of).collect() }
    }

    /// Calls `each` with every section and those that it is in, the nearest last.
    pub(super) fn visit<'n>(
        &'n self,
        above: &mut Vec<&'n Node<'a>>,
        each: &mut impl FnMut(&'n Node<'a>, &[&'n Node<'a>]),
    ) {
        each(self, above);
        above.push(self);
        self.inner.iter().for_each(|inner| inner.visit(above, each));
        above.pop();
    }

    /// Whether a key stands here.
    fn is_home(&self) -> bool {
        self.parts.iter().any(|part| part.meaning.kind == Kind::KeyId)
    }

    /// Its parts of a kind that can be of a set. Only a name that is certain is believed outside the set's own section.
    /// Of two with the same name the later one counts.
    fn for_group(&self, kind: Kind, group: &Group<'_>) -> Vec<&Part<'a>> {
        let mut found: Vec<&Part<'a>> = Vec::new();
        for part in &self.parts {
            if part.meaning.kind == kind && part.meaning.is_certain && group.agrees(&part.meaning.before) {
                found.retain(|known| known.plain != part.plain);
                found.push(part);
            }
        }
        // Answers say the end twice, as a number and as text.
        found.truncate(if kind == Kind::End { 1 } else { found.len() });
        found
    }

    /// Whether what it is called is the name of another cloud than a set's.
    fn is_of_another(&self, group: &Group<'_>) -> bool {
        let name = plain(&self.section.name);
        is_called_another_cloud(&name) || cloud_called(&name).is_some_and(|called| !group.may_be_of(called))
    }
}

/// A part of a set from outside its section.
pub(super) fn lent<'n, 'a>(
    kind: Kind,
    group: &Group<'_>,
    node: &'n Node<'a>,
    above: &[&'n Node<'a>],
) -> Option<&'n Part<'a>> {
    match inside(kind, group, node) {
        Found::None => around(kind, group, node, above),
        Found::One(part) => Some(part),
        Found::Several => None,
    }
}

/// What one depth has to lend.
enum Found<'n, 'a> {
    None,
    One(&'n Part<'a>),
    /// Which of them is not said, so it is none.
    Several,
}

/// The only one of some parts, however often it is said.
fn only<'n, 'a>(parts: &[&'n Part<'a>]) -> Found<'n, 'a> {
    match parts {
        [] => Found::None,
        [first, others @ ..] if others.iter().all(|part| part.value == first.value) => Found::One(first),
        _ => Found::Several,
    }
}

/// A part from the sections inside, the outermost of them first.
fn inside<'n, 'a>(kind: Kind, group: &Group<'_>, node: &'n Node<'a>) -> Found<'n, 'a> {
    let mut level: Vec<&Node<'a>> = node.inner.iter().collect();
    while !level.is_empty() {
        level.retain(|node| !node.is_home() && !node.is_of_another(group));
        let parts: Vec<&Part<'a>> = level.iter().flat_map(|node| node.for_group(kind, group)).collect();
        match only(&parts) {
            Found::None => {}
            found => return found,
        }
        level = level.into_iter().flat_map(|node| &node.inner).collect();
    }
    Found::None
}

/// A part from the sections around, the nearest first.
fn around<'n, 'a>(
    kind: Kind,
    group: &Group<'_>,
    node: &Node<'a>,
    above: &[&'n Node<'a>],
) -> Option<&'n Part<'a>> {
    // What the sections on the way are called says whose the set is, where nothing nearer does.
    let mut names = vec![plain(&node.section.name)];
    for around in above.iter().rev() {
        if around.is_home() {
            return None;
        }
        let parts = around.for_group(kind, group);
        let called = names.iter().find_map(|name| cloud_called(name));
        let of_other = |part: &&&Part<'a>| match (called, cloud(&part.meaning.before)) {
            (Some(called), Some(other)) => called != other,
            _ => false,
        };
        let parts: Vec<&Part<'a>> = parts.iter().filter(|part| !of_other(part)).copied().collect();
        match only(&parts) {
            Found::None => names.push(plain(&around.section.name)),
            Found::One(part) => return Some(part),
            Found::Several => return None,
        }
    }
    None
}
