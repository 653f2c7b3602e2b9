//! What taking rules to another bucket does there, rule by rule, read from the bucket's own list.

use std::collections::{BTreeMap, BTreeSet};

use super::patterns::Patterns;
use crate::form::check::findings;
use crate::form::crossing::{Crossed, Fate, Report, Told, crossed};
use crate::form::draft::RuleDraft;
use crate::model::problem::Problem;
use crate::model::rule::{Part, Rule};
use crate::model::{Connection, Provider};
use crate::provider::service;

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
