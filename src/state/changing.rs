//! One change asked of several rules, what was refused of it, and what takes it back.

use std::sync::Arc;

use super::at_work::Deed;
use super::failure::Failure;
use crate::form::several::Change;
use crate::model::Rule;
use crate::model::rule::Part;
use crate::provider::StoredRule;
use crate::provider::save::Saved;

/// What is asked of each rule.
#[derive(Clone, Debug)]
pub enum Asked {
    /// To be switched on or off.
    Enabled(bool),
    /// To be changed, if it still is what the user has seen of it.
    Change(Arc<Change>, Arc<[Rule]>),
    /// To be as it was before one of these was done.
    Back(Arc<[Back]>),
    /// To be as it was before that was taken back: the same once more.
    Again(Arc<[Back]>),
}

/// What takes back what was done to a rule. It is kept in memory alone, for as long as it is offered.
#[derive(Clone, Debug, PartialEq)]
pub enum Back {
    /// It was changed.
    Changed {
        /// The rule as it was.
        before: Arc<StoredRule>,
        /// The rule as it was left: whatever else is there is somebody else's.
        written: Arc<StoredRule>,
    },
    /// It was deleted, and was this.
    Deleted(Arc<StoredRule>),
    /// It was created as this.
    Created(Arc<StoredRule>),
}

impl Back {
    /// What takes a save back. `None` where nothing was written, and where the provider did not show what was: nobody
    /// could tell it from somebody else's.
    #[must_use]
    pub fn of(before: &StoredRule, saved: &Saved) -> Option<Self> {
        let can_be = saved.written && saved.read_back && saved.stored.document != before.document;
        can_be.then(|| Back::Changed {
            before: Arc::new(before.clone()),
            written: Arc::new(saved.stored.clone()),
        })
    }

    /// What puts a rule back that was deleted.
    #[must_use]
    pub fn of_deleted(before: StoredRule) -> Self {
        Back::Deleted(Arc::new(before))
    }

    /// The rule as it was, or of one that was created as it was written.
    #[must_use]
    pub fn rule(&self) -> &Rule {
        match self {
            Back::Changed { before, .. } => &before.rule,
            Back::Deleted(stored) | Back::Created(stored) => &stored.rule,
        }
    }

    /// The id of its rule.
    #[must_use]
    pub fn id(&self) -> &str {
        self.rule().id()
    }
}

impl Asked {
    /// A rule as it is to be.
    #[must_use]
    pub fn applied(&self, rule: &Rule) -> Rule {
        match self {
            Asked::Enabled(on) => rule.clone().with(Part::Enabled, if *on { "true" } else { "false" }),
            Asked::Change(change, _) => change.applied(rule),
            Asked::Back(_) | Asked::Again(_) => self.back(rule.id()).map_or(rule, Back::rule).clone(),
        }
    }

    /// What takes back what was done to a rule, if that is asked.
    #[must_use]
    pub fn back(&self, id: &str) -> Option<&Back> {
        let (Asked::Back(all) | Asked::Again(all)) = self else { return None };
        all.iter().find(|back| back.id() == id)
    }

    /// What is asked to take back what was done of this.
    #[must_use]
    pub fn opposite(&self, done: Vec<Back>) -> Self {
        match self {
            Asked::Back(_) => Asked::Again(done.into()),
            Asked::Enabled(_) | Asked::Change(..) | Asked::Again(_) => Asked::Back(done.into()),
        }
    }

    /// The same, of those alone that can be tried again; `None` where it takes nothing back, or nothing is left.
    #[must_use]
    pub fn left(&self, again: &[String]) -> Option<Self> {
        let (Asked::Back(all) | Asked::Again(all)) = self else { return None };
        let is_left = |back: &&Back| again.iter().any(|id| id == back.id());
        let left: Arc<[Back]> = all.iter().filter(is_left).cloned().collect();
        match self {
            _ if left.is_empty() => None,
            Asked::Again(_) => Some(Asked::Again(left)),
            _ => Some(Asked::Back(left)),
        }
    }

    /// What is done with the rules meanwhile. The same value, asked twice, is the same deed.
    #[must_use]
    pub fn deed(&self) -> Deed {
        match self {
            Asked::Enabled(on) => Deed::Switch(*on),
            Asked::Change(change, _) => Deed::Change(Arc::as_ptr(change).addr()),
            Asked::Back(all) | Asked::Again(all) => Deed::Back(Arc::as_ptr(all).addr()),
        }
    }

    /// Whether the user has seen another version of a rule. A switch says nothing of the rest.
    #[must_use]
    pub fn is_of_another(&self, rule: &Rule) -> bool {
        let Asked::Change(_, seen) = self else { return false };
        seen.iter().any(|seen| seen.id() == rule.id() && !seen.agrees_in_all(rule))
    }
}

/// A rule that was not changed: what was read, what was to be saved, and why it was not.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The rule as it was read.
    pub before: Option<StoredRule>,
    /// The rule as it was to be.
    pub rule: Rule,
    /// Why it is not.
    pub failure: Failure,
}

/// The ids that can be tried again: those that may go through the next time, then those that were not tried at all.
#[must_use]
pub fn again(refused: &[Refused], untried: &[String]) -> Vec<String> {
    let refused = refused.iter().filter(|one| one.failure.can_be_tried_again());
    refused.map(|one| one.rule.id()).chain(untried.iter().map(String::as_str)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::draft::RuleDraft;
    use crate::form::several::Common;
    use crate::model::{Connection, Provider};
    use crate::provider::save::SaveError;
    use crate::provider::service;
    use crate::state::table::tests::rule;

    /// To record another prefix, seen of these rules.
    fn prefix(seen: &[Rule], prefix: &str) -> Asked {
        let connection = Connection::to(Provider::Oss, "cn-hangzhou", "reports");
        let mut draft = RuleDraft::of(&Common::of(seen).rule);
        draft.typed.put(Part::Prefix, Some(prefix));
        let change = Change::of(&draft, &[], &connection, service(Provider::Oss).capabilities());
        Asked::Change(Arc::new(change), seen.into())
    }

    #[test]
    fn a_switch_changes_the_status_and_nothing_else() {
        let before = rule("a").with(Part::Enabled, "True").with(Part::Prefix, "logs/");
        let off = Asked::Enabled(false).applied(&before);
        assert_eq!(off, before.with(Part::Enabled, "false"));
        assert_eq!(Asked::Enabled(true).applied(&off).enabled(), Some(true));
    }

    #[test]
    fn a_switch_is_of_whatever_the_rule_says_else() {
        let seen = [rule("a"), rule("b")];
        let other = rule("a").with(Part::Prefix, "theirs/");
        assert!(!Asked::Enabled(true).is_of_another(&other));
        let change = prefix(&seen, "ours/");
        assert!(change.is_of_another(&other));
        assert!(!change.is_of_another(&seen[0]));
        assert!(!change.is_of_another(&rule("not-seen").with(Part::Prefix, "theirs/")));
        assert_eq!(change.applied(&other).text(Part::Prefix), "ours/");
    }

    fn stored(rule: Rule) -> StoredRule {
        let document = service(Provider::Oss).document(&rule, None);
        StoredRule { rule, document }
    }

    #[test]
    fn what_was_written_and_shown_can_be_taken_back() {
        let (before, after) = (stored(rule("a")), stored(rule("a").with(Part::Prefix, "new/")));
        let saved = |stored: &StoredRule, read_back| Saved {
            stored: stored.clone(),
            differing: Vec::new(),
            read_back,
            written: true,
        };
        let back = Back::Changed { before: Arc::new(before.clone()), written: Arc::new(after.clone()) };
        assert_eq!(Back::of(&before, &saved(&after, true)), Some(back));
        assert_eq!(Back::of(&before, &saved(&after, false)), None);
        assert_eq!(Back::of(&before, &saved(&before, true)), None, "nothing was written");
        let by_another = Saved { written: false, ..saved(&after, true) };
        assert_eq!(Back::of(&before, &by_another), None, "what somebody else has written stays");
    }

    #[test]
    fn each_rule_goes_back_to_its_own_form() {
        let (a, b) = (stored(rule("a").with(Part::Prefix, "old/")), stored(rule("b")));
        let changed = Back::Changed { before: Arc::new(a.clone()), written: Arc::new(stored(rule("a"))) };
        let asked = Asked::Back([changed.clone(), Back::of_deleted(b.clone())].into());
        assert_eq!(asked.back("a"), Some(&changed));
        assert_eq!(asked.back("b"), Some(&Back::Deleted(Arc::new(b))));
        assert_eq!(asked.back("c"), None);
        assert_eq!(asked.applied(&rule("a")), a.rule);
        assert_eq!(asked.applied(&rule("c")), rule("c"));
        assert!(!asked.is_of_another(&rule("a").with(Part::Prefix, "theirs/")));
    }

    #[test]
    fn what_is_taken_back_can_be_done_again_and_taken_back_again() {
        let back = |id: &str| Back::Created(Arc::new(stored(rule(id))));
        let ids = |asked: &Asked| match asked {
            Asked::Back(all) => ("back", all.iter().map(|back| back.id().to_owned()).collect::<Vec<_>>()),
            Asked::Again(all) => ("again", all.iter().map(|back| back.id().to_owned()).collect()),
            Asked::Enabled(_) | Asked::Change(..) => ("first", Vec::new()),
        };
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let first = Asked::Enabled(true).opposite(vec![back("a"), back("b")]);
        assert_eq!(ids(&first), ("back", names(&["a", "b"])));
        let again = first.opposite(vec![back("b")]);
        assert_eq!(ids(&again), ("again", names(&["b"])));
        assert_eq!(ids(&again.opposite(Vec::new())), ("back", names(&[])));
        let left = first.left(&names(&["b", "x"])).map(|left| ids(&left));
        assert_eq!(left, Some(("back", names(&["b"]))));
        assert!(Asked::Enabled(true).left(&names(&["b"])).is_none());
        assert!(first.left(&names(&["x"])).is_none());
        assert_eq!(again.back("b"), Some(&back("b")));
        assert_ne!(first.deed(), again.deed());
    }

    #[test]
    fn what_is_asked_twice_is_one_deed_and_what_is_asked_anew_is_another() {
        let (one, other) = (prefix(&[rule("a")], "a/"), prefix(&[rule("a")], "a/"));
        assert_eq!(one.deed(), one.deed());
        assert_ne!(one.deed(), other.deed());
        let back = Asked::Back([Back::of_deleted(stored(rule("a")))].into());
        assert_eq!(back.deed(), back.deed());
        assert_ne!(Asked::Enabled(true).deed(), Asked::Enabled(false).deed());
    }

    #[test]
    fn those_that_may_go_through_are_tried_again_before_those_that_were_not_tried() {
        let refused = |id: &str, failure| Refused { before: None, rule: rule(id), failure };
        let refused = [
            refused("gone", Failure::Save(SaveError::Gone)),
            refused("busy", Failure::Busy),
            refused("not-kept", Failure::Save(SaveError::NotKept)),
        ];
        assert_eq!(again(&refused, &["left".to_owned()]), ["busy", "not-kept", "left"]);
        assert_eq!(again(&refused[..1], &[]), [""; 0]);
    }
}
