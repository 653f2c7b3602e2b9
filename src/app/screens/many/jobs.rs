//! What a start writes, bucket by bucket, and how one rule is written.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::planning::Planning;
use super::source::{Documents, Source};
use super::target::{Entry, Fate, Target};
use crate::app::screens::rule::writing;
use crate::app::services::at_work::Claim;
use crate::app::services::journal::journal_of;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::run::RunningMany;
use crate::model::Rule;
use crate::provider::error::{Error, ErrorKind};
use crate::provider::save::{SaveError, unread};
use crate::provider::write::Created;
use crate::provider::{StoredRule, service};
use crate::route::Place;
use crate::state::changing::Back;
use crate::state::failure::Failure;
use crate::state::plan::Planned;

/// What is written in one bucket.
pub(super) struct Work {
    pub(super) target: Target,
    pub(super) bucket: OpenBucket,
    pub(super) place: Place,
    pub(super) jobs: Vec<Job>,
}

/// A rule that is written.
pub(super) struct Job {
    /// Its place among the rules of its bucket.
    pub(super) at: usize,
    pub(super) planned: Arc<Planned>,
    /// Whether an earlier try left it open what became of it.
    pub(super) was_open: bool,
}

impl Job {
    /// The rule's id.
    pub(super) fn id(&self) -> &str {
        self.planned.rule.id()
    }
}

/// What the next start writes, as the plan is now.
pub(super) fn work(planning: Planning) -> Vec<Work> {
    let of_one = |target: &Target| {
        let jobs = untrack(|| {
            target.with(|entries| {
                let next = entries.all.iter().enumerate().filter(|(_, entry)| entry.is_next());
                let job = |(at, entry): (usize, &Entry)| Job {
                    at,
                    planned: Arc::clone(&entry.planned),
                    was_open: matches!(&entry.fate, Fate::Failed(before) if before.is_open()),
                };
                next.map(job).collect::<Vec<_>>()
            })
        });
        let bucket = target.bucket.get_untracked();
        let jobs = jobs.filter(|jobs| !jobs.is_empty())?;
        Some(Work { target: *target, bucket, place: bucket.place(), jobs })
    };
    planning.targets.with_value(|targets| targets.iter().filter_map(of_one).collect())
}

/// The documents of the rules that are created anywhere, read before anything is written. In another provider's bucket a
/// rule is created without one: of this one's it would be refused.
///
/// # Errors
/// The id of the first that could not be read, and why.
pub(super) async fn documents(
    bucket: OpenBucket,
    source: &Source,
    work: &[Work],
    running: &RunningMany,
) -> Result<Documents, (String, Error)> {
    let jobs = work.iter().flat_map(|work| &work.jobs);
    let is_like = |job: &&Job| job.planned.now.is_none() && job.planned.crossing.is_none();
    let ids: BTreeSet<&str> = jobs.filter(is_like).map(Job::id).collect();
    let mut documents = Documents::new();
    for id in ids {
        if !running.goes_on_with(id).await {
            break;
        }
        match source.document(bucket, id).await {
            Ok(stored) => drop(documents.insert(id.to_owned(), stored)),
            Err(error) => return Err((id.to_owned(), error)),
        }
    }
    Ok(documents)
}

/// Writes a rule in a bucket; gives what takes that back, where this page has done it for certain.
pub(super) async fn write(
    bucket: OpenBucket,
    claim: &Claim,
    job: &Job,
    document: Option<&Arc<StoredRule>>,
) -> (Fate, Option<Back>) {
    let Planned { rule, now, .. } = &*job.planned;
    match now {
        Some(now) => overwrite(bucket, claim, now, rule).await,
        None => create(bucket, claim, job, document.map(AsRef::as_ref)).await,
    }
}

async fn create(
    bucket: OpenBucket,
    claim: &Claim,
    job: &Job,
    like: Option<&StoredRule>,
) -> (Fate, Option<Back>) {
    let rule = &job.planned.rule;
    match writing::create(bucket, claim, rule, like).await {
        // The same rule is there by an earlier try of this page, whose answer was lost.
        Ok(Created::Already) if !job.was_open => (Fate::Came, None),
        // Or by somebody else: nobody knows, and it stays.
        Ok(Created::Already) => (Fate::Created, None),
        Ok(Created::Now) => {
            let document = service(bucket.place().provider).document(rule, like.map(|like| &like.document));
            let created = StoredRule { rule: rule.clone(), document };
            (Fate::Created, Some(Back::Created(Arc::new(created))))
        }
        Err(failure) if failure.is_refusal(ErrorKind::AlreadyExists) => (Fate::Came, None),
        Err(failure) => (Fate::Failed(Arc::new(failure)), None),
    }
}

/// Writes a rule in the place of the bucket's own, as safely as any change: only over what was shown.
async fn overwrite(bucket: OpenBucket, claim: &Claim, shown: &Rule, rule: &Rule) -> (Fate, Option<Back>) {
    let failed = |error: SaveError| (Fate::Failed(Arc::new(Failure::Save(error))), None);
    let before = match bucket.client().get_rule(shown.id()).await {
        Ok(before) => before,
        Err(error) => return failed(unread(&journal_of(&bucket.place()), shown.id(), error).await),
    };
    // By an earlier try of this page, perhaps, whose answer was lost.
    let is_done = before.rule.agrees_in_all(rule);
    if !is_done && !before.rule.agrees_in_all(shown) {
        return failed(SaveError::Changed(Box::new(before)));
    }
    match writing::save_held(bucket, claim, &before, rule).await {
        Ok(saved) => {
            let back = Back::of(&before, &saved);
            (Fate::Changed(Arc::new(saved)), back)
        }
        Err(failure) => (Fate::Failed(Arc::new(failure)), None),
    }
}
