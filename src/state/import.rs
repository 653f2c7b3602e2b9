//! What the rules of a file are to a bucket: there already, just so or otherwise, or not.

use std::collections::{HashMap, HashSet};

use super::listing::Listing;
use crate::model::Rule;

/// What a rule of a file is to the bucket, as far as its list is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The bucket has no rule with its id.
    New,
    /// Nor has it: this console has deleted the one that was there.
    Deleted,
    /// The bucket has it, and it says the same in every part.
    Same,
    /// The bucket has another one with its id.
    Differs,
    /// The bucket has one with its id that cannot be read.
    Unreadable,
}

impl Standing {
    /// Whether the bucket has no rule with the id.
    #[must_use]
    pub fn is_absent(self) -> bool {
        matches!(self, Standing::New | Standing::Deleted)
    }

    /// The same while rules are being created: what was deleted before is news no more.
    #[must_use]
    pub fn of_begun(self) -> Self {
        if self == Standing::Deleted { Standing::New } else { self }
    }
}

/// What each rule of a file is to the bucket of a list.
#[must_use]
pub fn standings<'a>(file: impl Iterator<Item = &'a Rule>, listing: &Listing) -> Vec<Standing> {
    let there: HashMap<&str, &Rule> = listing.rules().iter().map(|rule| (rule.id(), rule)).collect();
    let deleted: HashSet<&str> = listing.deleted().collect();
    let standing = |rule: &Rule| match there.get(rule.id()) {
        None if deleted.contains(rule.id()) => Standing::Deleted,
        None => Standing::New,
        Some(there) if there.unreadable().is_some() => Standing::Unreadable,
        Some(there) if there.agrees_in_all(rule) => Standing::Same,
        Some(_) => Standing::Differs,
    };
    file.map(standing).collect()
}

/// How many there are of each kind, for what is said above the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that are not there.
    pub new: usize,
    /// Those that are there, just so.
    pub same: usize,
    /// Those that are there otherwise, or of which that is not known.
    pub other: usize,
}

impl Counts {
    /// Counts them.
    #[must_use]
    pub fn of(standings: &[Standing]) -> Self {
        let mut counts = Counts::default();
        for standing in standings {
            *match standing {
                Standing::New | Standing::Deleted => &mut counts.new,
                Standing::Same => &mut counts.same,
                Standing::Differs | Standing::Unreadable => &mut counts.other,
            } += 1;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Timestamp;
    use crate::model::rule::Part;
    use crate::state::table::tests::rule;

    #[test]
    fn each_rule_is_compared_with_the_one_that_has_its_id() {
        let now = Timestamp(0);
        let mut listing = Listing::of_at_most(1_000);
        let there = [
            rule("same").with(Part::Enabled, "True").with(Part::Fields, "Size\nETag"),
            rule("other").with(Part::Prefix, "logs/"),
            Rule::of_unreadable("odd", "<x/>".to_owned()),
            rule("gone"),
        ];
        listing.page_arrived(crate::provider::RulePage { rules: there.to_vec(), next: None }, now);
        listing.remove("gone", now);
        let file = [
            rule("new"),
            rule("same").with(Part::Enabled, "true").with(Part::Fields, "ETag\nSize"),
            rule("other"),
            rule("odd"),
            rule("gone"),
        ];
        let found = standings(file.iter(), &listing);
        use Standing::{Deleted, Differs, New, Same, Unreadable};
        assert_eq!(found, [New, Same, Differs, Unreadable, Deleted]);
        assert_eq!(Counts::of(&found), Counts { new: 2, same: 1, other: 2 });
        assert_eq!(found.iter().filter(|standing| standing.is_absent()).count(), 2);
        let begun: Vec<Standing> = found.iter().map(|standing| standing.of_begun()).collect();
        assert_eq!(begun, [New, Same, Differs, Unreadable, New]);
        assert_eq!(standings(file.iter(), &Listing::default()), [New; 5]);
    }
}
