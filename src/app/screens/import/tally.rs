//! How many rules of the file there are of each kind, and what is left to be done with them.

use leptos::prelude::*;

use super::entry::{Entry, Fate};
use super::importing::Importing;
use crate::model::Rule;
use crate::state::import::{Counts, Standing};

impl Importing {
    /// What the rule at a place is to the bucket.
    pub(super) fn standing(self, at: usize) -> Standing {
        self.standings.with(|standings| standings.get(at).copied().unwrap_or(Standing::New))
    }

    /// How many there are of each kind.
    pub(super) fn counts(self) -> Counts {
        self.standings.with(|standings| Counts::of(standings))
    }

    /// The rule at a place.
    pub(super) fn entry(self, at: usize) -> Option<Entry> {
        self.entries.with_value(|entries| entries.get(at).cloned())
    }

    /// The rule at a place, and the one with its id in the bucket, as they are now.
    pub(super) fn both(self, at: usize) -> Option<[Rule; 2]> {
        let rule = self.entry(at)?.stored.rule.clone();
        let there = self.bucket.rules.listing().with_untracked(|listing| {
            listing.rules().iter().find(|there| there.id() == rule.id()).cloned()
        })?;
        Some([rule, there])
    }

    /// How many rules the next start creates.
    pub(super) fn next(self) -> usize {
        self.count(Entry::is_next)
    }

    /// Whether any rule can still be created.
    pub(super) fn is_open(self) -> bool {
        self.count(|entry, standing| entry.fate.with_untracked(|fate| fate.is_open(standing))) > 0
    }

    /// The places of those that were not created.
    pub(super) fn failed(self) -> Vec<u32> {
        self.changed.track();
        let is_failed = |entry: &&Entry| entry.fate.with_untracked(|fate| matches!(fate, Fate::Failed(_)));
        self.entries.with_value(|entries| {
            let failed = entries.iter().filter(is_failed);
            failed.filter_map(|entry| u32::try_from(entry.at).ok()).collect()
        })
    }

    /// Counts rules, anew after each change of one: without a subscription to each signal, which would be made anew, too.
    fn count(self, counts: impl Fn(&Entry, Standing) -> bool) -> usize {
        self.changed.track();
        self.standings.with(|standings| {
            self.entries.with_value(|entries| {
                let both = entries.iter().zip(standings);
                both.filter(|(entry, standing)| counts(entry, **standing)).count()
            })
        })
    }
}
