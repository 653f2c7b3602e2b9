//! Reading the file that was chosen.

use std::sync::Arc;

use leptos::prelude::WithUntracked as _;
use leptos::web_sys;
use wasm_bindgen_futures::JsFuture;

use crate::app::services::open_bucket::OpenBucket;
use crate::export::bundle::{BundleProblem, MAX_BYTES, Note, read};
use crate::model::Provider;
use crate::provider::StoredRule;

/// What was read of a file: its rules, and what else is to be known of it.
pub(super) struct Contents {
    pub(super) rules: Vec<InFile>,
    pub(super) notes: Vec<Note>,
}

/// A rule of a file.
pub(super) struct InFile {
    pub(super) stored: Arc<StoredRule>,
    /// Whether the bucket has a rule with its id.
    pub(super) exists: bool,
}

/// Why there is nothing in a file.
#[derive(Clone)]
pub(super) enum FileProblem {
    /// The browser does not give its text.
    Unreadable,
    /// Its rules are of the first provider, and the bucket of the second: they speak other languages.
    OtherProvider(Provider, Provider),
    /// It is not one of rules.
    Bundle(BundleProblem),
}

/// Reads a file.
///
/// # Errors
/// [`FileProblem`].
pub(super) async fn contents(bucket: OpenBucket, file: &web_sys::File) -> Result<Arc<Contents>, FileProblem> {
    // Nothing larger is read into memory at all.
    if file.size() > MAX_BYTES as f64 {
        return Err(FileProblem::Bundle(BundleProblem::TooLarge));
    }
    let text = text_of(file).await.ok_or(FileProblem::Unreadable)?;
    let bundle = read(&text).map_err(FileProblem::Bundle)?;
    let here = bucket.place().provider;
    if bundle.provider != here {
        return Err(FileProblem::OtherProvider(bundle.provider, here));
    }
    let rules = bucket.rules.listing().with_untracked(|listing| {
        let exists = |id: &str| listing.rules().iter().any(|rule| rule.id() == id);
        let in_file = |stored: StoredRule| {
            let exists = exists(stored.rule.id());
            InFile { stored: Arc::new(stored), exists }
        };
        bundle.rules.into_iter().map(in_file).collect()
    });
    Ok(Arc::new(Contents { rules, notes: bundle.notes }))
}

/// The text of a file; `None` when it cannot be read.
async fn text_of(file: &web_sys::File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}
