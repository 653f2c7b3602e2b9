//! One change to several rules: what they have in common, what is changed of it, and what becomes of each.

use super::check::findings;
use super::draft::RuleDraft;
use super::edits::{BUCKET, Besides, Edit, ID, PATTERNS};
use crate::model::problem::Problem;
use crate::model::rule::{Part, Rule};
use crate::model::{BucketName, Capabilities, Connection};

/// What several rules have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Common {
    /// The parts that say the same in all of them. Without an id.
    pub rule: Rule,
    /// The parts that do not.
    pub differing: Vec<Part>,
}

impl Common {
    /// Compares them as [`Rule::agrees`] does.
    #[must_use]
    pub fn of(rules: &[Rule]) -> Self {
        let mut common = Common::default();
        let Some((first, others)) = rules.split_first() else { return common };
        for part in Part::all().filter(|part| *part != Part::Id) {
            if others.iter().all(|other| first.agrees(other, part)) {
                common.rule.put(part, first.get(part));
            } else {
                common.differing.push(part);
            }
        }
        common
    }
}

/// A draft as one of several rules would have it, for checks: what stands for something gives way to the like of it.
#[must_use]
pub fn sample(draft: &RuleDraft, bucket: &BucketName) -> RuleDraft {
    let mut sample = draft.clone();
    for part in PATTERNS.into_iter().filter(|part| draft.changed(*part)) {
        let text = draft.typed.text(part).replace(BUCKET, bucket.as_str()).replace(ID, "id");
        sample.typed.put(part, Some(&text));
    }
    sample
}

/// What is changed in each of the rules, in the order in which it is done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change(Vec<(Part, Edit)>);

impl Change {
    /// What a form changes that was opened with [`Common::rule`]. Where the rules differ it was empty, and empty there
    /// is no change unless the part is among those that were `chosen` for all.
    #[must_use]
    pub fn of(
        draft: &RuleDraft,
        chosen: &[Part],
        connection: &Connection,
        capabilities: &Capabilities,
    ) -> Self {
        let rule = draft.rule(connection, capabilities);
        let common = draft.stored.as_ref();
        let says_another = |part: Part| rule.get(part) != common.and_then(|common| common.get(part));
        // Also where they differ: a day of the month is of no use to a weekly rule, whichever it was.
        let is_chosen = |part: Part| chosen.contains(&part) || draft.changed(part);
        let changed = Part::all().filter(|part| {
            says_another(*part) || chosen.contains(part) || draft.loses_meaning(*part, is_chosen)
        });
        let text = |part: Part| {
            rule.get(part).map(|text| match PATTERNS.contains(&part) {
                true => text.replace(BUCKET, connection.bucket.as_str()),
                false => text.to_owned(),
            })
        };
        Change(changed.map(|part| (part, Edit::Text(text(part)))).collect())
    }

    /// With what is asked besides, which is done to what the texts for all make of each rule.
    #[must_use]
    pub fn and(mut self, besides: &Besides, bucket: &BucketName) -> Self {
        self.0.extend(besides.edits(bucket));
        self
    }

    /// A rule with the change made to it.
    #[must_use]
    pub fn applied(&self, rule: &Rule) -> Rule {
        let mut rule = rule.clone();
        self.0.iter().for_each(|(part, edit)| edit.apply(*part, &mut rule));
        rule
    }

    /// Whether a rule says all of it already.
    #[must_use]
    pub fn leaves(&self, rule: &Rule) -> bool {
        self.applied(rule).agrees_in_all(rule)
    }

    /// The rules that do not say all of it already.
    pub fn concerns<'a>(&self, rules: &'a [Rule]) -> impl Iterator<Item = &'a Rule> {
        rules.iter().filter(|rule| !self.leaves(rule))
    }

    /// What keeps each rule from being saved with the change, because of something else that it says.
    #[must_use]
    pub fn problems(&self, rules: &[Rule], connection: &Connection) -> Vec<(String, Part, Problem)> {
        let of_one = |rule: &Rule| {
            let mut draft = RuleDraft::of(&self.applied(rule));
            draft.stored = Some(rule.clone());
            let found = findings(&draft, connection);
            let problem = |part: Part| Some((rule.id().to_owned(), part, found.of(part)?));
            found.blocking().filter_map(problem).collect::<Vec<_>>()
        };
        rules.iter().flat_map(of_one).collect()
    }

    /// The parts in which at least one of the rules changes.
    pub fn parts(&self, rules: &[Rule]) -> impl Iterator<Item = Part> {
        let changes = |part: Part| rules.iter().any(|rule| !self.applied(rule).agrees(rule, part));
        let is_asked = |part: Part| self.0.iter().any(|(asked, _)| *asked == part);
        Part::all().filter(move |part| is_asked(*part) && changes(*part))
    }
}

#[cfg(test)]
#[path = "several_tests.rs"]
mod tests;
