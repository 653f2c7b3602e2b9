//! Changing one rule of those that are asked for, or taking back what was done to it.

use std::sync::Arc;

use super::outcome::saved_words;
use super::writing::{put_back, save_held, take_away, take_back};
use crate::app::i18n::t_string;
use crate::app::services::at_work::Claim;
use crate::app::services::journal::journal_of;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::Words;
use crate::model::Rule;
use crate::model::rule::Part;
use crate::model::visible::marked;
use crate::provider::StoredRule;
use crate::provider::save::{SaveError, Saved, unread};
use crate::provider::write::Created;
use crate::state::changing::{Asked, Back, Refused};
use crate::state::failure::Failure;

/// A rule that was changed.
pub(crate) struct Changed {
    pub(crate) said: String,
    /// Whether that is more than that it was done.
    pub(crate) is_news: bool,
    /// What takes it back.
    pub(crate) back: Option<Back>,
}

impl Changed {
    fn of(words: Words, saved: &Saved, back: Option<Back>) -> Self {
        let is_news = !saved.differing.is_empty() || !saved.read_back;
        Changed { said: saved_words(words, saved), is_news, back }
    }
}

/// Does what is asked of a rule.
pub(crate) async fn change_one(
    words: Words,
    bucket: OpenBucket,
    claim: &Claim,
    id: &str,
    asked: &Asked,
) -> Result<Changed, Refused> {
    match asked.back(id) {
        Some(back) => undo(words, bucket, claim, asked, back).await,
        None => change(words, bucket, claim, id, asked).await,
    }
}

/// Takes back what was done to a rule, or does it again: each is taken back by the other.
async fn undo(
    words: Words,
    bucket: OpenBucket,
    claim: &Claim,
    asked: &Asked,
    back: &Back,
) -> Result<Changed, Refused> {
    let said = undo_words(words, asked, back);
    let done = move |back| Changed { said, is_news: false, back };
    let refused = |before: Option<&StoredRule>, failure| Refused {
        before: before.cloned(),
        rule: back.rule().clone(),
        failure,
    };
    match back {
        Back::Changed { before, written } => match take_back(bucket, claim, written, before).await {
            Ok(saved) if saved.differing.is_empty() && saved.read_back => Ok(done(Back::of(written, &saved))),
            Ok(saved) => Ok(Changed::of(words, &saved, Back::of(written, &saved))),
            Err(failure) => Err(refused(Some(written.as_ref()), failure)),
        },
        Back::Deleted(before) => match put_back(bucket, claim, before).await {
            // What was there already is not this page's to be taken away.
            Ok(created) => Ok(done((created == Created::Now).then(|| Back::Created(Arc::clone(before))))),
            Err(failure) => Err(refused(None, failure)),
        },
        Back::Created(created) => match take_away(bucket, claim, created).await {
            Ok(before) => Ok(done(before.map(Back::of_deleted))),
            Err(failure) => Err(refused(Some(created.as_ref()), failure)),
        },
    }
}

/// What is said when that is done.
fn undo_words(words: Words, asked: &Asked, back: &Back) -> String {
    let (i18n, id) = (words.i18n, marked(back.id()));
    match (asked, back) {
        (Asked::Again(_), _) => t_string!(i18n, undo.redone, id = id),
        (_, Back::Created(_)) => t_string!(i18n, undo.removed, id = id),
        _ => t_string!(i18n, undo.done, id = id),
    }
}

/// Reads a rule, and saves it as it is to be.
async fn change(
    words: Words,
    bucket: OpenBucket,
    claim: &Claim,
    id: &str,
    asked: &Asked,
) -> Result<Changed, Refused> {
    let client = bucket.client();
    let before = match client.get_rule(id).await {
        Ok(before) => before,
        // Nothing is written before it is read.
        Err(error) => {
            let rule = Rule::default().with(Part::Id, id);
            let failure = Failure::Save(unread(&journal_of(&bucket.place()), id, error).await);
            return Err(Refused { before: None, rule, failure });
        }
    };
    let rule = asked.applied(&before.rule);
    // One that says all of it by now may be one's own, whose answer was lost.
    if rule != before.rule && asked.is_of_another(&before.rule) {
        let failure = Failure::Save(SaveError::Changed(Box::new(before)));
        return Err(Refused { before: None, rule, failure });
    }
    match save_held(bucket, claim, &before, &rule).await {
        Ok(saved) => Ok(Changed::of(words, &saved, Back::of(&before, &saved))),
        Err(failure) => Err(Refused { before: Some(before), rule, failure }),
    }
}
