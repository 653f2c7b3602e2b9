//! Changing one rule of those that are asked for, or taking back what was done to it.

use super::outcome::saved_words;
use super::writing::{put_back, save_held, take_back};
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
use crate::state::changing::{Asked, Back, Refused};
use crate::state::failure::Failure;

/// A rule that was changed.
pub(super) struct Changed {
    pub(super) said: String,
    /// Whether that is more than that it was done.
    pub(super) is_news: bool,
    /// What takes it back.
    pub(super) back: Option<Back>,
}

impl Changed {
    fn of(words: Words, saved: &Saved, back: Option<Back>) -> Self {
        let is_news = !saved.differing.is_empty() || !saved.read_back;
        Changed { said: saved_words(words, saved), is_news, back }
    }
}

/// Does what is asked of a rule.
pub(super) async fn change_one(
    words: Words,
    bucket: OpenBucket,
    claim: &Claim,
    id: &str,
    asked: &Asked,
) -> Result<Changed, Refused> {
    match asked.back(id) {
        Some(back) => undo(words, bucket, claim, back).await,
        None => change(words, bucket, claim, id, asked).await,
    }
}

/// Takes back what was done to a rule. What takes that back again is nobody's wish: it would be one more change.
async fn undo(words: Words, bucket: OpenBucket, claim: &Claim, back: &Back) -> Result<Changed, Refused> {
    let id = marked(back.id());
    let done = || Changed { said: t_string!(words.i18n, undo.done, id = id), is_news: false, back: None };
    let Back { before, written } = back;
    let refused = |before: Option<&StoredRule>, failure| Refused {
        before: before.cloned(),
        rule: back.before.rule.clone(),
        failure,
    };
    match written {
        Some(written) => match take_back(bucket, claim, written, before).await {
            Ok(saved) if saved.differing.is_empty() && saved.read_back => Ok(done()),
            Ok(saved) => Ok(Changed::of(words, &saved, None)),
            Err(failure) => Err(refused(Some(written), failure)),
        },
        None => match put_back(bucket, claim, before).await {
            Ok(_) => Ok(done()),
            Err(failure) => Err(refused(None, failure)),
        },
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
