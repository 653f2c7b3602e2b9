//! Reading the file that was chosen.

use leptos::prelude::WithUntracked as _;
use leptos::web_sys;
use wasm_bindgen_futures::JsFuture;

use super::importing::{Entry, Fate};
use super::words::problem_words;
use crate::app::i18n::{I18n, t_string};
use crate::app::services::open_bucket::OpenBucket;
use crate::export::bundle::{BundleProblem, MAX_BYTES, Note, read};
use crate::provider::StoredRule;

/// What was read of a file: its rules, and what else is to be known of it.
pub(super) struct Contents {
    pub(super) rules: Vec<Entry>,
    pub(super) notes: Vec<Note>,
}

/// Reads a file, or gives the words for why there is nothing in it.
pub(super) async fn contents(
    bucket: OpenBucket,
    file: &web_sys::File,
    i18n: I18n,
) -> Result<Contents, String> {
    // Nothing larger is read into memory at all.
    if file.size() > MAX_BYTES as f64 {
        return Err(problem_words(i18n, &BundleProblem::TooLarge));
    }
    let text = text_of(file).await.ok_or_else(|| t_string!(i18n, import.unreadable).to_owned())?;
    let bundle = read(&text).map_err(|problem| problem_words(i18n, &problem))?;
    let here = bucket.place().provider;
    if bundle.provider != here {
        // They speak another language.
        let (theirs, ours) = (bundle.provider.service_name(), here.service_name());
        return Err(t_string!(i18n, import.other_provider, theirs = theirs, ours = ours));
    }
    let rules = bucket.rules.listing().with_untracked(|listing| {
        let exists = |id: &str| listing.rules().iter().any(|rule| rule.id() == id);
        let entry = |stored: StoredRule| {
            let fate = if exists(stored.rule.id()) { Fate::Exists } else { Fate::New };
            Entry { stored, fate, wanted: true }
        };
        bundle.rules.into_iter().map(entry).collect()
    });
    Ok(Contents { rules, notes: bundle.notes })
}

/// The text of a file; `None` when it cannot be read.
async fn text_of(file: &web_sys::File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}
