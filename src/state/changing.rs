//! One change asked of several rules, and what was refused of it.

use std::sync::Arc;

use super::failure::Failure;
use crate::form::several::Change;
use crate::model::Rule;
use crate::model::rule::Part;
use crate::provider::StoredRule;

/// What is asked of each rule.
#[derive(Clone, Debug)]
pub enum Asked {
    /// To be switched on or off.
    Enabled(bool),
    /// To be changed, if it still is what the user has seen of it.
    Change(Arc<Change>, Arc<[Rule]>),
}

impl Asked {
    /// A rule as it is to be.
    #[must_use]
    pub fn applied(&self, rule: &Rule) -> Rule {
        match self {
            Asked::Enabled(on) => rule.clone().with(Part::Enabled, if *on { "true" } else { "false" }),
            Asked::Change(change, _) => change.applied(rule),
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
    use crate::model::connection::SignatureVersion;
    use crate::model::{BucketName, Connection, Provider, ReadSigning, Region};
    use crate::provider::save::SaveError;
    use crate::provider::service;
    use crate::state::table::tests::rule;

    /// To record another prefix, seen of these rules.
    fn prefix(seen: &[Rule], prefix: &str) -> Asked {
        let connection = Connection {
            provider: Provider::Oss,
            region: Region::parse("cn-hangzhou").expect("a region"),
            bucket: BucketName::parse("reports").expect("a bucket"),
            endpoint: None,
            reads: ReadSigning::Automatic,
            signature: SignatureVersion::Current,
        };
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
