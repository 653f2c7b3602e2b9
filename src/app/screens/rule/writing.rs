//! Writing a rule: saved, created, deleted or run once, while neither another tab nor anything else on this page does,
//! and shown in the list. Nothing here belongs to a screen: what is begun is carried to its end, whatever is shown
//! meanwhile. Each write of a stored rule takes the claim that keeps this page's other works away.

use crate::app::services::at_work::Claim;
use crate::app::services::change_record::{Did, Noting};
use crate::app::services::journal::{DeviceJournal, Hold, journal_of};
use crate::app::services::open_bucket::OpenBucket;
use crate::model::Rule;
use crate::provider::error::{Error, ErrorKind};
use crate::provider::save::{SaveError, Saved, save};
use crate::provider::undo::{self, NotTakenAway};
use crate::provider::write::{self, Created, WriteError};
use crate::provider::xml::Element;
use crate::provider::{StoredRule, service};
use crate::state::at_work::Deed;
use crate::state::change_record::Act;
use crate::state::failure::Failure;

/// The claim of one rule that is written by hand.
///
/// # Errors
/// When this page is working on it already: nothing may be sent.
pub(crate) fn claim_one(bucket: OpenBucket, id: &str) -> Result<Claim, Failure> {
    Claim::of(&bucket.place(), vec![id.to_owned()], Deed::Write).map_err(|_| Failure::AtWork)
}

/// Whether a claim is for this rule: another one permits nothing.
fn permits(claim: &Claim, bucket: OpenBucket, id: &str) -> Result<(), Failure> {
    if claim.covers(&bucket.place(), id) { Ok(()) } else { Err(Failure::AtWork) }
}

/// What a save writes.
#[derive(Clone, Copy)]
enum Form<'a> {
    /// What was read, with the differences to this rule written into it.
    Patched(&'a Rule),
    /// The document of another reading.
    Before(&'a StoredRule),
}

/// Saves a changed rule while nobody else does, and shows it in the list.
///
/// # Errors
/// [`Failure`] says what is at the provider now.
pub(crate) async fn save_held(
    bucket: OpenBucket,
    claim: &Claim,
    before: &StoredRule,
    rule: &Rule,
) -> Result<Saved, Failure> {
    save_form(bucket, claim, before, Form::Patched(rule)).await
}

/// Puts a rule that this page has changed back into its form before, unless it is another one by now than what was
/// written, and shows it in the list.
///
/// # Errors
/// [`Failure`] says what is at the provider now.
pub(crate) async fn take_back(
    bucket: OpenBucket,
    claim: &Claim,
    written: &StoredRule,
    before: &StoredRule,
) -> Result<Saved, Failure> {
    save_form(bucket, claim, written, Form::Before(before)).await
}

async fn save_form(
    bucket: OpenBucket,
    claim: &Claim,
    before: &StoredRule,
    form: Form<'_>,
) -> Result<Saved, Failure> {
    let (client, journal) = (bucket.client(), journal_of(&bucket.place()));
    let id = before.rule.id();
    permits(claim, bucket, id)?;
    let Some(_working) = bucket.begin_work().await else {
        return Err(Failure::Save(SaveError::NotRead(Error::of_kind(ErrorKind::Cancelled))));
    };
    // Held until the save is over, so that two tabs never write one rule at once.
    let held = hold(bucket, &journal, id).await?;
    let noting = Noting::begin(bucket, id);
    let saved = match form {
        Form::Patched(rule) => save(&client, &journal, before, rule).await,
        Form::Before(form) => undo::take_back(&client, &journal, before, form).await,
    };
    drop(held);
    let saved = saved.map_err(Failure::Save);
    let after = match (&saved, form) {
        (Ok(saved), _) => saved.stored.document.clone(),
        (Err(_), Form::Patched(rule)) => document_of(bucket, rule, Some(before)),
        (Err(_), Form::Before(form)) => form.document.clone(),
    };
    let act = match claim.deed() {
        Deed::Switch(true) => Act::Enable,
        Deed::Switch(false) => Act::Disable,
        _ => Act::Change,
    };
    noting.end(&Did { act, deed: claim.deed(), before: Some(&before.document), after: Some(&after) }, &saved);
    // From now on the list looks whether a removal comes that may still be carried out.
    if journal.may_be_removed(id).await {
        look_again_at_kept(bucket);
    }
    match saved {
        Ok(saved) => {
            show_written(bucket, saved.stored.rule.clone());
            Ok(saved)
        }
        Err(failure) => {
            if let (Failure::Save(SaveError::Missing { .. }), Some(now)) = (&failure, bucket.now()) {
                now.rules.held(id);
            }
            Err(failure)
        }
    }
}

/// Keeps other tabs from writing a rule until what it gives is dropped.
///
/// # Errors
/// When one of them is writing it, or nobody knows and the rule would be removed first: another tab would take that
/// for a save that was cut off.
pub(crate) async fn hold(bucket: OpenBucket, journal: &DeviceJournal, id: &str) -> Result<Hold, Failure> {
    match hold_if_known(journal, id).await? {
        Hold::Unknown if !bucket.capabilities().overwrites => Err(Failure::NoLocks),
        held => Ok(held),
    }
}

/// The same for what is not removed first: where nobody knows, it goes on.
async fn hold_if_known(journal: &DeviceJournal, id: &str) -> Result<Hold, Failure> {
    match journal.0.hold(id).await {
        Hold::Busy => Err(Failure::Busy),
        held => Ok(held),
    }
}

/// Creates a rule like another one, and shows it in the list.
///
/// # Errors
/// [`Failure`] says what is known of it.
pub(crate) async fn create(
    bucket: OpenBucket,
    claim: &Claim,
    rule: &Rule,
    like: Option<&StoredRule>,
) -> Result<Created, Failure> {
    let (client, journal) = (bucket.client(), journal_of(&bucket.place()));
    permits(claim, bucket, rule.id())?;
    let Some(_working) = bucket.begin_work().await else {
        return Err(Failure::Create(forgotten()));
    };
    let _held = hold_if_known(&journal, rule.id()).await?;
    let noting = Noting::begin(bucket, rule.id());
    let document = like.map(|like| &like.document);
    let created = write::create(&client, &journal, rule, document).await.map_err(Failure::Create);
    let after = document_of(bucket, rule, like);
    noting.end(&Did { act: Act::Create, deed: claim.deed(), before: None, after: Some(&after) }, &created);
    let created = created?;
    show_written(bucket, rule.clone());
    Ok(created)
}

/// Creates a rule that this page has deleted again, as it was, and shows it in the list.
///
/// # Errors
/// [`Failure`] says what is known of it.
pub(crate) async fn put_back(
    bucket: OpenBucket,
    claim: &Claim,
    deleted: &StoredRule,
) -> Result<Created, Failure> {
    let (client, journal) = (bucket.client(), journal_of(&bucket.place()));
    permits(claim, bucket, deleted.rule.id())?;
    let Some(_working) = bucket.begin_work().await else {
        return Err(Failure::Create(forgotten()));
    };
    let _held = hold_if_known(&journal, deleted.rule.id()).await?;
    let noting = Noting::begin(bucket, deleted.rule.id());
    let created = undo::put_back(&client, &journal, deleted).await.map_err(Failure::Create);
    let after = Some(&deleted.document);
    noting.end(&Did { act: Act::Create, deed: claim.deed(), before: None, after }, &created);
    let created = created?;
    show_written(bucket, deleted.rule.clone());
    Ok(created)
}

/// Deletes a rule, and takes it out of the list: only now, when the provider has confirmed. Gives what its reading before that
/// has brought.
///
/// # Errors
/// [`Failure`] says what is known of it.
pub(crate) async fn delete(
    bucket: OpenBucket,
    claim: &Claim,
    id: &str,
) -> Result<Result<StoredRule, Error>, Failure> {
    let (client, journal) = (bucket.client(), journal_of(&bucket.place()));
    permits(claim, bucket, id)?;
    let Some(_working) = bucket.begin_work().await else {
        return Err(Failure::Delete(forgotten()));
    };
    let _held = hold_if_known(&journal, id).await?;
    // To be put back, if it is wanted. Who deletes has agreed to it, whether it can be read or not; but what was not
    // answered, or given up, is not deleted without a copy.
    let noting = Noting::begin(bucket, id);
    let before = client.get_rule(id).await;
    if let Some(error) = before.as_ref().err().filter(|error| error.is_no_word_of_the_rule()) {
        return Err(Failure::Delete(WriteError::Refused(error.clone())));
    }
    let deleted = write::delete(&client, &journal, id).await.map_err(Failure::Delete);
    let document = before.as_ref().ok().map(|before| &before.document);
    noting.end(&Did { act: Act::Delete, deed: claim.deed(), before: document, after: None }, &deleted);
    deleted?;
    if let Some(now) = bucket.now() {
        now.rules.deleted(id);
    }
    Ok(before)
}

/// Deletes a rule that this page has created again, if it still is what was written, and takes it out of the list. Gives it
/// as it was; nothing of one that was gone already.
///
/// # Errors
/// [`Failure`] says what is known of it.
pub(crate) async fn take_away(
    bucket: OpenBucket,
    claim: &Claim,
    created: &StoredRule,
) -> Result<Option<StoredRule>, Failure> {
    let (client, journal) = (bucket.client(), journal_of(&bucket.place()));
    let id = created.rule.id();
    permits(claim, bucket, id)?;
    let Some(_working) = bucket.begin_work().await else {
        return Err(Failure::Delete(forgotten()));
    };
    let _held = hold_if_known(&journal, id).await?;
    let noting = Noting::begin(bucket, id);
    let taken = undo::take_away(&client, &journal, created).await.map_err(|why| match why {
        NotTakenAway::Unread(why) => Failure::Save(why),
        NotTakenAway::Undeleted(why) => Failure::Delete(why),
    });
    let seen = taken.as_ref().ok().and_then(Option::as_ref);
    let before = Some(&seen.unwrap_or(created).document);
    noting.end(&Did { act: Act::Delete, deed: claim.deed(), before, after: None }, &taken);
    let before = taken?;
    if let Some(now) = bucket.now() {
        now.rules.deleted(id);
    }
    Ok(before)
}

/// Runs a rule's document once; gives the number of the job.
///
/// # Errors
/// [`Failure`] says what is known of it.
pub(crate) async fn run_once(
    bucket: OpenBucket,
    rule: &Rule,
    like: Option<&StoredRule>,
) -> Result<String, Failure> {
    let client = bucket.client();
    let Some(_working) = bucket.begin_work().await else {
        return Err(Failure::Run(forgotten()));
    };
    let noting = Noting::begin(bucket, rule.id());
    let document = like.map(|like| &like.document);
    let run = write::run_once(&client, rule, document).await.map_err(Failure::Run);
    let after = document_of(bucket, rule, like);
    noting.end(&Did { act: Act::Run, deed: Deed::Write, before: None, after: Some(&after) }, &run);
    run
}

/// The document that a rule is written as, over another one or by itself.
fn document_of(bucket: OpenBucket, rule: &Rule, like: Option<&StoredRule>) -> Element {
    service(bucket.place().provider).document(rule, like.map(|like| &like.document))
}

/// The credentials were forgotten before anything was sent.
fn forgotten() -> WriteError {
    WriteError::Refused(Error::of_kind(ErrorKind::Cancelled))
}

/// Shows a rule that was written in the list of its bucket.
fn show_written(bucket: OpenBucket, rule: Rule) {
    if let Some(now) = bucket.now() {
        now.rules.written(rule);
    }
}

/// Lets the list of the bucket look again at what the device keeps.
pub(crate) fn look_again_at_kept(bucket: OpenBucket) {
    if let Some(now) = bucket.now() {
        now.rules.look_at_left_over();
    }
}
