//! Taking back what was written: the rule is as it was, to the letter; and what somebody else has written meanwhile is
//! not touched.

use std::time::Duration;

use stocktake::model::Provider;
use stocktake::model::rule::Part;
use stocktake::provider::StoredRule;
use stocktake::provider::error::ErrorKind;
use stocktake::provider::http::Method;
use stocktake::provider::save::{SaveError, Saved};
use stocktake::provider::undo::{NotTakenAway, put_back, take_away, take_back};
use stocktake::provider::write::{Created, Seen, WriteError, create, delete};

use super::save::{Editing, Fate, Useless};

/// A rule opened for editing that this console has written: what says nothing, such as an empty prefix, it never sends.
async fn begin(provider: Provider) -> Editing {
    let mut editing = Editing::begin(provider).await;
    let seeded = editing.held().expect("it is seeded");
    editing.sandbox.put_rule(&editing.bucket(), "from-the-future", &seeded.replace("<Prefix></Prefix>", ""));
    editing.before = editing.client.get_rule("from-the-future").await.expect("it is there");
    editing.rule = editing.before.rule.clone().with(Part::DestinationPrefix, "elsewhere");
    editing.sandbox.clear_requests();
    editing
}

/// A rule that was changed and read back, and the form in which the provider gave it before.
async fn changed(provider: Provider) -> (Editing, Saved, String) {
    let editing = begin(provider).await;
    let before = editing.held().expect("it is seeded");
    let saved = editing.save(&[]).await.expect("saved");
    editing.is_new();
    editing.sandbox.clear_requests();
    (editing, saved, before)
}

async fn back(editing: &Editing, saved: &Saved, plan: &[(Method, Fate)]) -> Result<Saved, SaveError> {
    editing.client.transport().plan(plan);
    take_back(&editing.client, &editing.journal, &saved.stored, &editing.before).await
}

/// Deletes the rule of a form; gives the form in which the provider gave it before.
async fn deleted(provider: Provider) -> (Editing, String) {
    let editing = begin(provider).await;
    let before = editing.held().expect("it is seeded");
    assert_eq!(delete(&editing.client, &editing.journal, "from-the-future").await, Ok(()));
    assert_eq!(editing.held(), None);
    editing.sandbox.clear_requests();
    (editing, before)
}

async fn again(editing: &Editing, plan: &[(Method, Fate)]) -> Result<Created, WriteError> {
    editing.client.transport().plan(plan);
    put_back(&editing.client, &editing.journal, &editing.before).await
}

/// The elements of a document, without the line before them, which is nobody's.
fn body(xml: &str) -> &str {
    xml.split_once("?>").map_or(xml, |(_, body)| body).trim()
}

#[tokio::test]
async fn a_change_is_taken_back_to_the_letter_and_as_safely_as_a_save() {
    for (provider, expected) in
        [(Provider::Oss, &["get", "delete", "put", "get"][..]), (Provider::Cos, &["get", "put", "get"])]
    {
        let (editing, saved, before) = changed(provider).await;
        let undone = back(&editing, &saved, &[]).await.expect("taken back");
        assert_eq!((undone.differing, undone.stored.document), (vec![], editing.before.document.clone()));
        assert_eq!(editing.operations(), expected);
        editing.is_as_it_was();
        assert_eq!(body(&editing.held().expect("it is there")), body(&before));
    }
}

/// A save patches what was read; an undo brings back what a patch could not: what nobody knows, in a part that was emptied.
#[tokio::test]
async fn what_a_change_took_away_with_a_part_comes_back() {
    for provider in Provider::ALL {
        let editing = begin(provider).await;
        let rule = editing.before.rule.clone().with(Part::Fields, "");
        let (client, journal) = (&editing.client, &editing.journal);
        let saved =
            stocktake::provider::save::save(client, journal, &editing.before, &rule).await.expect("saved");
        assert!(!editing.held().expect("it is there").contains("SomeFutureField"));
        take_back(client, journal, &saved.stored, &editing.before).await.expect("taken back");
        assert_eq!(client.get_rule("from-the-future").await.as_ref(), Ok(&editing.before));
    }
}

#[tokio::test]
async fn what_somebody_else_has_changed_or_deleted_meanwhile_is_left_alone() {
    for provider in Provider::ALL {
        let (editing, saved, _) = changed(provider).await;
        let theirs =
            editing.held().expect("it is there").replace("<NewOption>", "<Theirs></Theirs><NewOption>");
        editing.sandbox.put_rule(&editing.bucket(), "from-the-future", &theirs);
        match back(&editing, &saved, &[]).await {
            Err(SaveError::Changed(now)) => assert!(now.document.to_document().contains("<Theirs>")),
            other => panic!("{other:?}"),
        }
        assert_eq!(editing.held(), Some(theirs));
        assert!(editing.operations().iter().all(|operation| *operation == "get"));

        let (editing, saved, _) = changed(provider).await;
        editing.sandbox.remove_rule(&editing.bucket(), "from-the-future");
        assert_eq!(back(&editing, &saved, &[]).await, Err(SaveError::Gone));
        assert_eq!(editing.held(), None);
        assert!(editing.operations().iter().all(|operation| *operation == "get"));
    }
}

/// Whatever breaks: the rule is there in one of its forms, or both of them are on the device.
#[tokio::test]
async fn an_undo_that_breaks_loses_nothing() {
    let (editing, saved, _) = changed(Provider::Oss).await;
    editing.journal.0.refuses.set(true);
    assert_eq!(back(&editing, &saved, &[]).await, Err(SaveError::NotKept));
    editing.journal.0.refuses.set(false);
    editing.is_new();

    let outcome = back(&editing, &saved, &[(Method::Put, Fate::Refused)]).await;
    assert!(matches!(outcome, Err(SaveError::Restored(_))), "{outcome:?}");
    editing.is_new();

    let outcome = back(&editing, &saved, &[(Method::Put, Fate::NeverSent)]).await;
    assert!(matches!(outcome, Err(SaveError::Missing { removed: true, kept: true, .. })), "{outcome:?}");
    assert_eq!(editing.held(), None);
    let [written, before] = editing.journal.0.documents("from-the-future").expect("both are kept");
    assert!(written.contains("elsewhere") && !before.contains("elsewhere"));
    assert!(written.contains("<NewOption>") && before.contains("<NewOption>"));

    let (editing, saved, _) = changed(Provider::Cos).await;
    let outcome = back(&editing, &saved, &[(Method::Put, Fate::Refused)]).await;
    assert!(matches!(outcome, Err(SaveError::Refused(_))), "{outcome:?}");
    editing.is_new();
    // Pressed again, it is done; and once more, it is found done.
    back(&editing, &saved, &[]).await.expect("taken back");
    editing.is_as_it_was();
    editing.sandbox.clear_requests();
    back(&editing, &saved, &[]).await.expect("it is as it was");
    assert!(editing.operations().iter().all(|operation| *operation == "get"));
}

/// What a reading shows that lags is the form before: that is not taken for an undo that is done already.
#[tokio::test]
async fn an_old_reading_is_not_taken_for_an_undo_that_is_done() {
    let (editing, saved, _) = changed(Provider::Cos).await;
    back(&editing, &saved, &[]).await.expect("taken back");
    // Changed once more, and nothing was seen of it.
    editing.sandbox.set_cos_read_lag(Duration::from_millis(250));
    let outcome = editing.save(&[(Method::Put, Fate::AnswerLost), (Method::Get, Fate::NeverSent)]).await;
    assert!(matches!(outcome, Err(SaveError::Unknown(_))), "{outcome:?}");
    let shown = editing.client.get_rule("from-the-future").await.expect("it is there");
    assert_eq!(shown.document, editing.before.document, "the sandbox shows the form before");
    editing.sandbox.clear_requests();
    back(&editing, &saved, &[]).await.expect("taken back");
    let puts = editing.operations().into_iter().filter(|operation| *operation == "put").count();
    assert_eq!(puts, 1, "it was not done already");
    tokio::time::sleep(Duration::from_millis(300)).await;
    editing.is_as_it_was();
}

#[tokio::test]
async fn a_deleted_rule_is_put_back_to_the_letter() {
    for (provider, expected) in [(Provider::Oss, &["put"][..]), (Provider::Cos, &["get", "get", "put"])] {
        let (editing, before) = deleted(provider).await;
        assert_eq!(again(&editing, &[]).await, Ok(Created::Now));
        assert_eq!(editing.operations(), expected);
        editing.is_as_it_was();
        assert_eq!(body(&editing.held().expect("it is there")), body(&before));
        // Once more, it is there already.
        assert_eq!(again(&editing, &[]).await, Ok(Created::Already));
    }
}

#[tokio::test]
async fn a_rule_that_has_its_id_meanwhile_is_not_written_over() {
    for provider in Provider::ALL {
        let (editing, before) = deleted(provider).await;
        let theirs =
            before.replace("<NewOption>", "<Theirs></Theirs><NewOption>").replace("Hourly", "Weekly");
        editing.sandbox.put_rule(&editing.bucket(), "from-the-future", &theirs);
        let outcome = again(&editing, &[]).await;
        assert!(
            matches!(&outcome, Err(WriteError::Refused(error)) if error.kind == ErrorKind::AlreadyExists),
            "{outcome:?}"
        );
        assert_eq!(editing.held(), Some(theirs));
    }
}

#[tokio::test]
async fn a_deletion_that_is_not_seen_yet_does_not_pass_for_a_rule_that_is_back() {
    let editing = Editing::begin(Provider::Cos).await;
    editing.sandbox.set_cos_read_lag(Duration::from_millis(250));
    assert_eq!(delete(&editing.client, &editing.journal, "from-the-future").await, Ok(()));
    let shown = editing.client.get_rule("from-the-future").await;
    assert!(shown.is_ok(), "the sandbox shows it still: {shown:?}");
    assert_eq!(again(&editing, &[]).await, Ok(Created::Now));
    tokio::time::sleep(Duration::from_millis(300)).await;
    editing.is_as_it_was();
}

#[tokio::test]
async fn a_rule_that_is_not_put_back_for_certain_says_so_and_can_be_put_back_again() {
    for provider in Provider::ALL {
        let (editing, _) = deleted(provider).await;
        let outcome = again(&editing, &[(Method::Put, Fate::Refused)]).await;
        assert!(matches!(outcome, Err(WriteError::Refused(_))), "{outcome:?}");
        assert_eq!(editing.held(), None);
        let outcome = again(&editing, &[(Method::Put, Fate::NotDoneAnd(Useless::BadGateway))]).await;
        assert!(matches!(outcome, Err(WriteError::Open { seen: Seen::AsBefore, .. })), "{outcome:?}");
        assert_eq!(
            again(&editing, &[(Method::Put, Fate::DoneBut(Useless::Internal))]).await,
            Ok(Created::Now)
        );
        editing.is_as_it_was();
    }
}

/// A rule created from its document, as an import does, and what was created.
async fn created(provider: Provider) -> (Editing, StoredRule) {
    let (editing, _) = deleted(provider).await;
    let stored = editing.before.clone();
    let made = create(&editing.client, &editing.journal, &stored.rule, Some(&stored.document)).await;
    assert_eq!(made, Ok(Created::Now));
    editing.sandbox.clear_requests();
    (editing, stored)
}

async fn away(
    editing: &Editing,
    created: &StoredRule,
    plan: &[(Method, Fate)],
) -> Result<Option<StoredRule>, NotTakenAway> {
    editing.client.transport().plan(plan);
    take_away(&editing.client, &editing.journal, created).await
}

#[tokio::test]
async fn what_was_created_is_deleted_again_and_put_back_to_the_letter() {
    for provider in Provider::ALL {
        let (editing, stored) = created(provider).await;
        let before = editing.held().expect("it was created");
        let was = away(&editing, &stored, &[]).await.expect("deleted").expect("it was there");
        assert_eq!(editing.operations(), ["get", "delete"]);
        assert_eq!(editing.held(), None);
        assert_eq!(put_back(&editing.client, &editing.journal, &was).await, Ok(Created::Now));
        assert_eq!(body(&editing.held().expect("it is there")), body(&before));
        // And once more: what was put back is what is to be taken away.
        assert!(away(&editing, &was, &[]).await.expect("deleted").is_some());
        // What is gone already is deleted, and nothing is sent.
        editing.sandbox.clear_requests();
        assert_eq!(away(&editing, &stored, &[]).await, Ok(None));
        assert!(editing.operations().iter().all(|operation| *operation == "get"));
    }
}

/// Also where the change is in what this version does not know.
#[tokio::test]
async fn what_somebody_else_has_changed_since_it_was_created_is_not_deleted() {
    for provider in Provider::ALL {
        for (from, to) in [
            ("<NewOption>x<", "<NewOption>theirs<"),
            ("<NewOption>", "<Theirs></Theirs><NewOption>"),
            ("<IsEnabled>true<", "<IsEnabled>false<"),
        ] {
            let (editing, stored) = created(provider).await;
            let held = editing.held().expect("it was created");
            let theirs = held.replace(from, to);
            assert_ne!(theirs, held, "{from}");
            editing.sandbox.put_rule(&editing.bucket(), "from-the-future", &theirs);
            let outcome = away(&editing, &stored, &[]).await;
            assert!(
                matches!(outcome, Err(NotTakenAway::Unread(SaveError::Changed(_)))),
                "{from}: {outcome:?}"
            );
            assert_eq!(editing.held(), Some(theirs));
            assert!(editing.operations().iter().all(|operation| *operation == "get"));
        }
    }
}

#[tokio::test]
async fn a_creation_that_is_not_seen_yet_does_not_pass_for_a_rule_that_is_gone() {
    let (editing, _) = deleted(Provider::Cos).await;
    editing.sandbox.set_cos_read_lag(Duration::from_millis(250));
    let stored = editing.before.clone();
    let made = create(&editing.client, &editing.journal, &stored.rule, Some(&stored.document)).await;
    assert_eq!(made, Ok(Created::Now));
    assert!(editing.client.get_rule("from-the-future").await.is_err(), "the sandbox does not show it yet");
    assert!(away(&editing, &stored, &[]).await.expect("deleted").is_some());
    assert_eq!(editing.held(), None);
}

#[tokio::test]
async fn what_is_not_deleted_for_certain_says_so_and_can_be_deleted_again() {
    for provider in Provider::ALL {
        let (editing, stored) = created(provider).await;
        let outcome = away(&editing, &stored, &[(Method::Get, Fate::NeverSent)]).await;
        assert!(matches!(outcome, Err(NotTakenAway::Unread(SaveError::NotRead(_)))), "{outcome:?}");
        let outcome = away(&editing, &stored, &[(Method::Delete, Fate::Refused)]).await;
        assert!(matches!(outcome, Err(NotTakenAway::Undeleted(WriteError::Refused(_)))), "{outcome:?}");
        let lost = [(Method::Delete, Fate::NotDoneAnd(Useless::BadGateway))];
        let outcome = away(&editing, &stored, &lost).await;
        assert!(matches!(outcome, Err(NotTakenAway::Undeleted(WriteError::Open { .. }))), "{outcome:?}");
        assert!(editing.held().is_some());
        assert!(away(&editing, &stored, &[]).await.expect("deleted").is_some());
        assert_eq!(editing.held(), None);
    }
}
