//! The rules that are chosen in the table.

use leptos::prelude::*;

use crate::app::services::open_bucket::OpenBucket;
use crate::model::Rule;
use crate::state::table::hidden;

/// How many of these rules the filters of the list hide.
pub(crate) fn hidden_among(bucket: OpenBucket, rules: &[Rule]) -> usize {
    let ids = rules.iter().map(Rule::id);
    let query = bucket.rules.query();
    bucket.rules.listing().with_untracked(|listing| hidden(listing.rules(), &query, ids))
}

/// The rules that are chosen, in the order in which they were.
pub(crate) fn chosen_rules(bucket: OpenBucket) -> Vec<Rule> {
    bucket.rules.listing().with_untracked(|listing| {
        bucket
            .rules
            .selection()
            .with_untracked(|chosen| chosen.rules(listing.rules()).into_iter().cloned().collect())
    })
}
