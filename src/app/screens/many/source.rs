//! Which rules are taken to other buckets, and where their documents come from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::taken::{FileRules, Taken, kept};
use crate::export::bundle::{read, written};
use crate::model::Rule;
use crate::provider::StoredRule;
use crate::provider::error::Error;
use crate::state::kept_plan::KeptPlan;

/// The rules' documents by their ids.
pub(super) type Documents = BTreeMap<String, Arc<StoredRule>>;

/// Where the rules come from.
#[derive(Clone)]
pub(super) enum Source {
    /// The list of the bucket has those with these ids; without any, all that it has.
    Listed(Arc<BTreeSet<String>>),
    /// They came in a file.
    File(FileRules),
}

impl Source {
    /// What was handed on, what is chosen in the table, or what the tab has kept; with that what is kept, and whether the
    /// rules are those that it names.
    pub(super) fn found(bucket: OpenBucket, taken: Taken) -> (Self, KeptPlan, bool) {
        let place = bucket.place();
        let (plan, anew) = (kept(&place), taken.begins_anew(&place));
        if let Some(file) = taken.take(&place).filter(|file| !file.is_empty()) {
            return (Source::File(file), plan.unwrap_or_default(), false);
        }
        // Also those that are still to be read: they are waited for, and nobody who has chosen wants all.
        let chosen: BTreeSet<String> =
            bucket.rules.selection().with_untracked(|chosen| chosen.ids().map(str::to_owned).collect());
        match plan {
            Some(plan) if chosen.is_empty() && !anew => (Source::of_kept(&plan), plan, true),
            plan => (Source::Listed(Arc::new(chosen)), plan.unwrap_or_default(), false),
        }
    }

    fn of_kept(plan: &KeptPlan) -> Self {
        if plan.file.is_empty() {
            return Source::Listed(Arc::new(plan.ids.iter().cloned().collect()));
        }
        // Of a file that cannot be read again nothing is taken, and not all that the bucket has.
        let rules = read(&plan.file).map(|bundle| bundle.rules).unwrap_or_default();
        Source::File(rules.into_iter().map(Arc::new).collect())
    }

    /// Whether nobody has chosen: every rule of the bucket is compared.
    pub(super) fn is_all(&self) -> bool {
        matches!(self, Source::Listed(ids) if ids.is_empty())
    }

    /// Whether some of the rules may still be to come, as the list of the bucket is not read to its end.
    pub(super) fn is_partial(&self, bucket: OpenBucket) -> bool {
        let Source::Listed(ids) = self else { return false };
        bucket.rules.listing().with(|listing| {
            let has_come =
                || listing.rules().iter().filter(|rule| ids.contains(rule.id())).count() == ids.len();
            !listing.is_complete() && (ids.is_empty() || !has_come())
        })
    }

    /// The rules as they are now, but for those that cannot be read.
    pub(super) fn rules(&self, bucket: OpenBucket) -> Vec<Rule> {
        match self {
            Source::File(rules) => rules.iter().map(|stored| stored.rule.clone()).collect(),
            Source::Listed(ids) => bucket.rules.listing().with(|listing| {
                let is_named = |rule: &Rule| ids.is_empty() || ids.contains(rule.id());
                let wanted = |rule: &&Rule| is_named(rule) && rule.unreadable().is_none();
                listing.rules().iter().filter(wanted).cloned().collect()
            }),
        }
    }

    /// What the tab keeps of them.
    pub(super) fn keep_in(&self, bucket: OpenBucket, plan: &mut KeptPlan) {
        match self {
            Source::Listed(ids) => plan.ids = ids.iter().cloned().collect(),
            Source::File(rules) => {
                let rule = |stored: &Arc<StoredRule>| (stored.rule.id().to_owned(), stored.document.clone());
                let rules: Vec<_> = rules.iter().map(rule).collect();
                plan.file = serde_json::to_string(&written(&bucket.connection(), &rules)).unwrap_or_default();
            }
        }
    }

    /// The document of a rule: a new rule is written like it, with what this version does not know.
    ///
    /// # Errors
    /// Why it could not be read.
    pub(super) async fn document(&self, bucket: OpenBucket, id: &str) -> Result<Arc<StoredRule>, Error> {
        let in_file = match self {
            Source::File(rules) => rules.iter().find(|stored| stored.rule.id() == id).cloned(),
            Source::Listed(_) => None,
        };
        match in_file {
            Some(stored) => Ok(stored),
            None => bucket.client().get_rule(id).await.map(Arc::new),
        }
    }
}
