//! What taking rules to another bucket does there, rule by rule, read from the bucket's own list.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::form::check::findings;
use crate::form::draft::RuleDraft;
use crate::model::Connection;
use crate::model::problem::Problem;
use crate::model::rule::{Part, Rule};
use crate::provider::service;

/// Where the reports of rules go in each bucket, with names in braces in the place of what differs. What is empty is
/// left to each rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Patterns {
    /// The destination bucket's name.
    pub bucket: String,
    /// The destination prefix.
    pub prefix: String,
}

/// The names that can stand in braces.
pub const NAMES: [&str; 3] = ["bucket", "id", "region"];

/// What becomes of one rule in one bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There is none with its id: it is created.
    Create,
    /// The bucket's own says the same, as far as this version knows.
    Same,
    /// The bucket's own says something else. It is overwritten only if that is chosen.
    Differs,
    /// Nothing is sent.
    Cannot(Cannot),
}

/// Why nothing can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cannot {
    /// The bucket has as many rules as it can have, with those that are created before.
    Full,
    /// The bucket's own with this id cannot be read, and is never changed.
    Unreadable,
    /// It would be refused.
    Refused(Part, Problem),
}

/// One rule in one bucket.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// As it is to be there.
    pub rule: Rule,
    /// As it is there.
    pub now: Option<Rule>,
    /// What becomes of it.
    pub step: Step,
}

impl Patterns {
    /// The first name in braces that means nothing here.
    #[must_use]
    pub fn unknown(&self) -> Option<String> {
        let names = [&self.bucket, &self.prefix].into_iter().flat_map(|text| pieces(text));
        let unknown = |piece| match piece {
            Piece::Name(name) if !NAMES.contains(&name) => Some(name.to_owned()),
            _ => None,
        };
        names.filter_map(unknown).next()
    }

    /// A rule with its destination in the place of the one that it names.
    #[must_use]
    pub fn applied(&self, rule: &Rule, to: &Connection) -> Rule {
        let mut placed = rule.clone();
        let filled = |pattern: &str| filled(pattern, rule, to);
        if !self.bucket.trim().is_empty() {
            let capabilities = service(to.provider).capabilities();
            let bucket = capabilities.written_bucket(to.region.as_str(), &filled(self.bucket.trim()));
            placed.put(Part::Bucket, Some(&bucket));
        }
        if !self.prefix.is_empty() {
            placed.put(Part::DestinationPrefix, Some(&filled(&self.prefix)));
        }
        placed
    }
}

/// A piece of a pattern.
enum Piece<'a> {
    Text(&'a str),
    /// What stands between braces.
    Name(&'a str),
}

fn pieces(pattern: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = pattern;
    std::iter::from_fn(move || {
        let open = rest.find('{').filter(|open| rest[*open..].contains('}'));
        let (piece, behind) = match open {
            _ if rest.is_empty() => return None,
            Some(0) => {
                let (name, behind) = rest[1..].split_once('}')?;
                (Piece::Name(name), behind)
            }
            Some(open) => (Piece::Text(&rest[..open]), &rest[open..]),
            None => (Piece::Text(rest), ""),
        };
        rest = behind;
        Some(piece)
    })
}

/// A pattern with what its names mean. What is filled in is not looked through again: an id can have braces.
fn filled(pattern: &str, rule: &Rule, to: &Connection) -> String {
    let text = |piece| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Name("bucket") => to.bucket.as_str().to_owned(),
        Piece::Name("id") => rule.id().to_owned(),
        Piece::Name("region") => to.region.as_str().to_owned(),
        Piece::Name(name) => ["{", name, "}"].concat(),
    };
    pieces(pattern).map(text).collect()
}

/// What becomes of each of the rules in a bucket that has these ones.
#[must_use]
pub fn plan(wanted: &[Rule], patterns: &Patterns, to: &Connection, there: &[Rule]) -> Vec<Planned> {
    let known: BTreeMap<&str, &Rule> = there.iter().map(|rule| (rule.id(), rule)).collect();
    let mut room = service(to.provider).capabilities().rules_per_bucket.saturating_sub(there.len());
    let one = |source: &Rule| {
        let rule = patterns.applied(source, to);
        let now = known.get(rule.id()).map(|now| (*now).clone());
        let step = match &now {
            Some(now) if now.unreadable().is_some() => Step::Cannot(Cannot::Unreadable),
            Some(now) if now.agrees_in_all(&rule) => Step::Same,
            now => match refused(source, &rule, to) {
                Some((part, problem)) => Step::Cannot(Cannot::Refused(part, problem)),
                None if now.is_some() => Step::Differs,
                None if room == 0 => Step::Cannot(Cannot::Full),
                None => {
                    room -= 1;
                    Step::Create
                }
            },
        };
        Planned { rule, now, step }
    };
    wanted.iter().map(one).collect()
}

/// The ids of the rules that a bucket has beside those that are wanted there.
#[must_use]
pub fn only_there(wanted: &[Rule], there: &[Rule]) -> BTreeSet<String> {
    let wanted: BTreeSet<&str> = wanted.iter().map(Rule::id).collect();
    there.iter().map(Rule::id).filter(|id| !wanted.contains(id)).map(str::to_owned).collect()
}

/// What the provider would refuse of a rule that another bucket of its has taken: what a pattern has made of it, and the
/// destination, which must suit the bucket.
fn refused(source: &Rule, rule: &Rule, to: &Connection) -> Option<(Part, Problem)> {
    let mut draft = RuleDraft::of(rule);
    draft.stored = Some(source.clone());
    let found = findings(&draft, to);
    let changed = found.blocking().find_map(|part| Some((part, found.of(part)?)));
    changed.or_else(|| {
        let problem = service(to.provider).problem(Part::Bucket, rule, to)?;
        problem.blocks().then_some((Part::Bucket, problem))
    })
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
