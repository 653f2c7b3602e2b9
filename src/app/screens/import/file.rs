//! Reading the file that was chosen, or the text that was pasted.

use std::sync::Arc;

use crate::app::services::files::{Given, NoText};
use crate::app::services::open_bucket::OpenBucket;
use crate::export::bundle::{BundleProblem, MAX_BYTES, Note, RefusedRule, read};
use crate::model::Provider;
use crate::provider::StoredRule;

/// Where rules are taken from.
#[derive(Clone)]
pub(super) enum Source {
    /// A file, or several dropped at once.
    Given(Given),
    /// A text that was pasted.
    Text(String),
}

/// What was read: the rules, and what else is to be known of it.
pub(super) struct Contents {
    pub(super) rules: Vec<Arc<StoredRule>>,
    pub(super) refused: Vec<RefusedRule>,
    pub(super) notes: Vec<Note>,
}

/// Why there is nothing to be had.
#[derive(Clone)]
pub(super) enum FileProblem {
    /// The browser does not give its text.
    Unreadable,
    /// There are several: which rule is of which would not be known.
    Several(u32),
    /// Its rules are of the first provider, and the bucket of the second: they speak other languages.
    OtherProvider(Provider, Provider),
    /// It is not one of rules.
    Bundle(BundleProblem),
}

/// Reads what was chosen.
///
/// # Errors
/// [`FileProblem`].
pub(super) async fn contents(bucket: OpenBucket, source: Source) -> Result<Arc<Contents>, FileProblem> {
    let text = match source {
        Source::Text(text) => text,
        Source::Given(given) => given.text(MAX_BYTES).await.map_err(|why| match why {
            NoText::Unreadable => FileProblem::Unreadable,
            NoText::Several(count) => FileProblem::Several(count),
            NoText::TooLarge => FileProblem::Bundle(BundleProblem::TooLarge),
        })?,
    };
    let bundle = read(&text).map_err(FileProblem::Bundle)?;
    let here = bucket.place().provider;
    if bundle.provider != here {
        return Err(FileProblem::OtherProvider(bundle.provider, here));
    }
    let rules = bundle.rules.into_iter().map(Arc::new).collect();
    Ok(Arc::new(Contents { rules, refused: bundle.refused, notes: bundle.notes }))
}
