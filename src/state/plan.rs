//! What taking rules to another bucket does there, rule by rule, read from the bucket's own list.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::form::check::findings;
use crate::form::crossing::{Crossed, Fate, PLACES, Report, Told, crossed};
use crate::form::draft::RuleDraft;
use crate::model::problem::Problem;
use crate::model::rule::{Part, Rule};
use crate::model::{Connection, Provider};
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
    /// The account that owns the destination bucket, where that is another provider's.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub account: String,
    /// The role that another provider's service takes on to write.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
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
    /// Every rule of the other provider must say this, and has no word for what this one says.
    NoWord(Part),
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
    /// What does not say the same there, where the bucket is another provider's.
    pub crossing: Option<Report>,
}

impl Planned {
    /// In how many parts the rule says less there, or something else, if it may be written.
    #[must_use]
    pub fn losses(&self) -> usize {
        match self.step {
            Step::Cannot(_) => 0,
            Step::Create | Step::Same | Step::Differs => self.crossing.as_ref().map_or(0, Report::losses),
        }
    }

    /// Whether the bucket's own rule says all that the rule says here.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.step == Step::Same && self.losses() == 0
    }
}

impl Patterns {
    /// The parts that have one.
    pub const PARTS: [Part; 4] = PLACES;

    /// Those that are chosen for all rules: account and role are known to each rule within its provider, and another one
    /// knows nothing of them.
    #[must_use]
    pub fn parts(from: Provider, to: Provider) -> Vec<Part> {
        let capabilities = service(to).capabilities();
        let is_chosen = |part: &Part| match part {
            Part::AccountId | Part::RoleArn => from != to && capabilities.has(*part),
            _ => true,
        };
        Patterns::PARTS.into_iter().filter(is_chosen).collect()
    }

    /// Whether a part must be chosen: where it is never that of the rule, and every rule must say it.
    #[must_use]
    pub fn needs(part: Part, from: Provider, to: Provider) -> bool {
        from != to && service(to).capabilities().required.contains(&part)
    }

    /// The pattern of a part.
    #[must_use]
    pub fn of(&self, part: Part) -> &str {
        match part {
            Part::Bucket => &self.bucket,
            Part::DestinationPrefix => &self.prefix,
            Part::AccountId => &self.account,
            Part::RoleArn => &self.role,
            _ => "",
        }
    }

    /// Sets the pattern of a part that has one.
    pub fn set(&mut self, part: Part, pattern: String) {
        match part {
            Part::Bucket => self.bucket = pattern,
            Part::DestinationPrefix => self.prefix = pattern,
            Part::AccountId => self.account = pattern,
            Part::RoleArn => self.role = pattern,
            _ => {}
        }
    }

    /// Those that are of use within one provider: account and role are known to each rule there.
    #[must_use]
    pub fn within_one_provider(self) -> Self {
        Patterns { account: String::new(), role: String::new(), ..self }
    }

    /// The first name in braces in the pattern of a part that means nothing here.
    #[must_use]
    pub fn unknown_in(&self, part: Part) -> Option<String> {
        let unknown = |piece| match piece {
            Piece::Name(name) if !NAMES.contains(&name) => Some(name.to_owned()),
            _ => None,
        };
        pieces(self.of(part)).find_map(unknown)
    }

    /// A rule with its destination in the place of the one that it names.
    #[must_use]
    pub fn applied(&self, rule: &Rule, to: &Connection) -> Rule {
        let capabilities = service(to.provider).capabilities();
        let mut placed = rule.clone();
        for part in Patterns::PARTS.into_iter().filter(|part| capabilities.has(*part)) {
            // A blank can be the beginning of a key.
            let pattern = self.of(part);
            let pattern = if part == Part::DestinationPrefix { pattern } else { pattern.trim() };
            if pattern.is_empty() {
                continue;
            }
            let text = filled(pattern, rule, to);
            let bucket = |name: &str| capabilities.written_bucket(to.region.as_str(), name);
            placed.set(part, Some(if part == Part::Bucket { bucket(&text) } else { text }));
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

/// What becomes of each of the rules of a provider in a bucket that has these ones.
#[must_use]
pub fn plan(
    wanted: &[Rule],
    from: Provider,
    patterns: &Patterns,
    to: &Connection,
    there: &[Rule],
) -> Vec<Planned> {
    let within = patterns.clone().within_one_provider();
    let patterns = if from == to.provider { &within } else { patterns };
    let known: BTreeMap<&str, &Rule> = there.iter().map(|rule| (rule.id(), rule)).collect();
    let mut room = service(to.provider).capabilities().rules_per_bucket.saturating_sub(there.len());
    let one = |source: &Rule| {
        let Placed { rule, crossing, cannot } = placed(source, from, patterns, to);
        let now = known.get(rule.id()).map(|now| (*now).clone());
        let step = match &now {
            Some(now) if now.unreadable().is_some() => Step::Cannot(Cannot::Unreadable),
            Some(now) if now.agrees_in_all(&rule) => Step::Same,
            now => match cannot {
                Some(cannot) => Step::Cannot(cannot),
                None if now.is_some() => Step::Differs,
                None if room == 0 => Step::Cannot(Cannot::Full),
                None => {
                    room -= 1;
                    Step::Create
                }
            },
        };
        Planned { rule, now, step, crossing }
    };
    wanted.iter().map(one).collect()
}

/// A rule as it is to be in another bucket, and why it cannot be written if it cannot.
struct Placed {
    rule: Rule,
    crossing: Option<Report>,
    cannot: Option<Cannot>,
}

fn placed(source: &Rule, from: Provider, patterns: &Patterns, to: &Connection) -> Placed {
    if from == to.provider {
        let rule = patterns.applied(source, to);
        let cannot = refused(source, &rule, to).map(|(part, problem)| Cannot::Refused(part, problem));
        return Placed { rule, crossing: None, cannot };
    }
    let Crossed { rule, mut report } = crossed(source, from, to.provider);
    let rule = patterns.applied(&rule, to);
    report.add_places(source, from, &rule, to.provider);
    let cannot = cross_refused(&rule, &mut report, to);
    Placed { rule, crossing: Some(report), cannot }
}

/// What keeps a rule that comes from another provider from being written: nothing of it has been taken by this one. What
/// is only worth knowing is noted.
fn cross_refused(rule: &Rule, report: &mut Report, to: &Connection) -> Option<Cannot> {
    let mut draft = RuleDraft::of(rule);
    draft.stored = None;
    let found = findings(&draft, to);
    let noted = |part| Some((part, found.of(part).filter(|problem| !problem.blocks())?));
    report.notes = Part::all().filter_map(noted).collect();
    let undecided = report.undecided().map(|Told { part, fate }| match fate {
        Fate::Undecided(said) if !said.is_empty() => Cannot::NoWord(*part),
        _ => Cannot::Refused(*part, Problem::Missing),
    });
    undecided.or_else(|| found.blocking().find_map(|part| Some(Cannot::Refused(part, found.of(part)?))))
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
