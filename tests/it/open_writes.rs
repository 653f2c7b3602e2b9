//! Answers that prove nothing: whatever comes instead of a documented refusal, the state decides, and a rule is
//! never without a place.

use stocktake::model::Provider;
use stocktake::model::rule::Part;
use stocktake::provider::http::Method;
use stocktake::provider::save::{SaveError, write_again};
use stocktake::provider::write::{Created, Seen, WriteError, create, delete, run_once};

use super::save::{Editing, Fate, Useless};

/// A removal that was carried out, whatever its answer said, is followed by the write.
#[tokio::test]
async fn a_removal_that_was_carried_out_goes_on_whatever_its_answer() {
    for answer in Useless::ALL {
        let editing = Editing::begin(Provider::Oss).await;
        let saved = editing.save(&[(Method::Delete, Fate::DoneBut(answer))]).await;
        assert!(saved.is_ok(), "{answer:?}: {saved:?}");
        editing.is_new_and_kept().await;
        assert_eq!(editing.operations(), ["get", "delete", "get", "put", "get"], "{answer:?}");
    }
}

/// One that was not carried out may still be: the rule is as it was, and its copy stays.
#[tokio::test]
async fn a_removal_that_may_still_come_keeps_the_copy() {
    for answer in Useless::ALL {
        let editing = Editing::begin(Provider::Oss).await;
        let outcome = editing.save(&[(Method::Delete, Fate::NotDoneAnd(answer))]).await;
        assert!(matches!(outcome, Err(SaveError::Pending(_))), "{answer:?}: {outcome:?}");
        editing.is_there_in_its_old_form();
        editing.sandbox.remove_rule(&editing.bucket(), "from-the-future");
        editing.is_kept_here();
    }
}

/// A save that follows an open removal, and goes through, does not drop the copy: the removal would take the new
/// form with it.
#[tokio::test]
async fn a_late_removal_never_meets_a_rule_without_a_copy() {
    for provider in Provider::ALL {
        let editing = Editing::begin(provider).await;
        editing.client.transport().plan(&[(Method::Delete, Fate::NotDoneAnd(Useless::GatewayTimeout))]);
        let outcome = delete(&editing.client, &editing.journal, "from-the-future").await;
        assert!(matches!(outcome, Err(WriteError::Open { seen: Seen::AsBefore, .. })), "{outcome:?}");
        editing.save(&[]).await.expect("it is there, and is saved");
        assert!(editing.held().is_some_and(|held| held.contains("elsewhere")));
        editing.sandbox.remove_rule(&editing.bucket(), "from-the-future");
        editing.is_kept_here();
        // And the next save finds the copies instead of nothing.
        let outcome = editing.save(&[]).await;
        assert!(matches!(outcome, Err(SaveError::Missing { removed: true, .. })), "{outcome:?}");
    }
}

/// Two removals without a proof: that the rule is gone does not say which of them took it.
#[tokio::test]
async fn the_answer_to_one_removal_is_no_answer_to_another() {
    let editing = Editing::begin(Provider::Oss).await;
    let outcome = editing.save(&[(Method::Delete, Fate::NotDoneAnd(Useless::GatewayTimeout))]).await;
    assert!(matches!(outcome, Err(SaveError::Pending(_))), "{outcome:?}");
    // The second removal is answered, and its new form gets lost.
    let outcome = editing.save(&[(Method::Put, Fate::NotDoneAnd(Useless::GatewayTimeout))]).await;
    let Err(SaveError::Missing { documents, kept: true, .. }) = outcome else { panic!("{outcome:?}") };
    let [old, _] = &*documents;
    write_again(&editing.client, &editing.journal, "from-the-future", old).await.expect("written");
    editing.is_there_in_its_old_form();
    // Now the first one comes.
    editing.sandbox.remove_rule(&editing.bucket(), "from-the-future");
    editing.is_kept_here();
}

/// A form that is written again is dropped when it was seen there, and not because an answer says so.
#[tokio::test]
async fn what_was_put_back_is_looked_at_before_its_copy_goes() {
    let editing = Editing::begin(Provider::Oss).await;
    let plan = [(Method::Put, Fate::Refused), (Method::Put, Fate::NotDoneAnd(Useless::Done))];
    let outcome = editing.save(&plan).await;
    let Err(SaveError::Missing { documents, .. }) = outcome else { panic!("{outcome:?}") };
    editing.is_kept_here();
    let [old, _] = &*documents;
    editing.client.transport().plan(&[(Method::Put, Fate::NotDoneAnd(Useless::Done))]);
    let outcome = write_again(&editing.client, &editing.journal, "from-the-future", old).await;
    assert!(outcome.is_err_and(|error| error.is_absence()));
    editing.is_kept_here();
    write_again(&editing.client, &editing.journal, "from-the-future", old).await.expect("written");
    editing.is_as_it_was();
}

/// A removal that was answered as done and was not: the new form is refused because of the old one.
#[tokio::test]
async fn a_removal_that_only_says_so_is_open() {
    let editing = Editing::begin(Provider::Oss).await;
    let outcome = editing.save(&[(Method::Delete, Fate::NotDoneAnd(Useless::Done))]).await;
    assert!(matches!(outcome, Err(SaveError::Pending(_))), "{outcome:?}");
    editing.is_there_in_its_old_form();
    editing.sandbox.remove_rule(&editing.bucket(), "from-the-future");
    editing.is_kept_here();
}

/// A rule that is made anew while both forms of an older one are on the device only, and is refused, leaves them.
#[tokio::test]
async fn a_refused_creation_leaves_what_is_kept() {
    let editing = Editing::begin(Provider::Oss).await;
    let outcome = editing.save(&[(Method::Put, Fate::NotDoneAnd(Useless::BadGateway))]).await;
    assert!(matches!(outcome, Err(SaveError::Missing { .. })), "{outcome:?}");
    let other = editing.rule.clone().with(Part::Prefix, "other");
    editing.client.transport().plan(&[(Method::Put, Fate::Refused)]);
    let outcome = create(&editing.client, &editing.journal, &other, None).await;
    assert!(matches!(outcome, Err(WriteError::Refused(_))), "{outcome:?}");
    editing.is_kept_here();
}

#[tokio::test]
async fn a_write_that_was_carried_out_is_found_whatever_its_answer() {
    for provider in Provider::ALL {
        for answer in Useless::ALL {
            let editing = Editing::begin(provider).await;
            let saved = editing.save(&[(Method::Put, Fate::DoneBut(answer))]).await;
            assert!(saved.is_ok_and(|saved| saved.differing.is_empty()), "{provider:?} {answer:?}");
            editing.is_new();
        }
    }
}

/// Never put back: it may still come, and would be refused then, or replace what was put back.
#[tokio::test]
async fn a_write_that_was_not_carried_out_is_held() {
    for answer in Useless::ALL {
        let editing = Editing::begin(Provider::Oss).await;
        let outcome = editing.save(&[(Method::Put, Fate::NotDoneAnd(answer))]).await;
        assert!(matches!(outcome, Err(SaveError::Missing { removed: true, .. })), "{answer:?}: {outcome:?}");
        editing.is_kept_here();
    }
    let editing = Editing::begin(Provider::Cos).await;
    let outcome = editing.save(&[(Method::Put, Fate::NotDoneAnd(Useless::Internal))]).await;
    assert!(matches!(outcome, Err(SaveError::Pending(_))), "{outcome:?}");
    editing.is_as_it_was();
}

/// A browser sends a write again when the connection breaks: the second one is refused because of the first.
#[tokio::test]
async fn a_write_that_is_refused_because_of_itself_is_saved() {
    let editing = Editing::begin(Provider::Oss).await;
    editing.save(&[(Method::Put, Fate::SentTwice)]).await.expect("it is there");
    editing.is_new();
    let new = editing.rule.clone().with(Part::Id, "sent-twice");
    editing.client.transport().plan(&[(Method::Put, Fate::SentTwice)]);
    assert_eq!(create(&editing.client, &editing.journal, &new, None).await, Ok(Created::Already));
}

/// An old form that is put back with a useless answer is looked for.
#[tokio::test]
async fn an_old_form_that_was_put_back_is_found_whatever_its_answer() {
    for answer in Useless::ALL {
        let editing = Editing::begin(Provider::Oss).await;
        let plan = [(Method::Put, Fate::Refused), (Method::Put, Fate::DoneBut(answer))];
        let outcome = editing.save(&plan).await;
        assert!(matches!(outcome, Err(SaveError::Restored(_))), "{answer:?}: {outcome:?}");
        editing.is_as_it_was();
    }
}

/// A write that was taken, after which the rule is not there, is held and not called saved.
#[tokio::test]
async fn a_rule_that_is_gone_after_it_was_written_is_held() {
    for provider in Provider::ALL {
        let editing = Editing::begin(provider).await;
        let outcome = editing.save(&[(Method::Put, Fate::NotDoneAnd(Useless::Done))]).await;
        match provider {
            Provider::Oss => {
                assert!(matches!(outcome, Err(SaveError::Missing { removed: true, .. })), "{outcome:?}");
                editing.is_kept_here();
            }
            // In place the old form is still there: what differs is said.
            Provider::Cos => assert!(outcome.is_ok_and(|saved| saved.differing == [Part::DestinationPrefix])),
        }
    }
}

#[tokio::test]
async fn a_creation_is_looked_for_whatever_its_answer() {
    for provider in Provider::ALL {
        for answer in Useless::ALL {
            let editing = Editing::begin(provider).await;
            let rule = editing.rule.clone().with(Part::Id, "new");
            let plan = |fate| editing.client.transport().plan(&[(Method::Put, fate)]);
            plan(Fate::NotDoneAnd(answer));
            let outcome = create(&editing.client, &editing.journal, &rule, None).await;
            assert!(
                matches!(outcome, Err(WriteError::Open { seen: Seen::AsBefore, .. })),
                "{provider:?} {answer:?}: {outcome:?}"
            );
            plan(Fate::DoneBut(answer));
            assert_eq!(create(&editing.client, &editing.journal, &rule, None).await, Ok(Created::Now));
            // The second try recognises the first one's rule, and never another.
            assert_eq!(create(&editing.client, &editing.journal, &rule, None).await, Ok(Created::Already));
            let other = rule.clone().with(Part::Prefix, "other");
            let outcome = create(&editing.client, &editing.journal, &other, None).await;
            assert!(matches!(outcome, Err(WriteError::Refused(_))), "{outcome:?}");
        }
    }
}

#[tokio::test]
async fn a_deletion_is_looked_for_whatever_its_answer() {
    for provider in Provider::ALL {
        for answer in Useless::ALL {
            let editing = Editing::begin(provider).await;
            let plan = |fate| editing.client.transport().plan(&[(Method::Delete, fate)]);
            plan(Fate::DoneBut(answer));
            assert_eq!(delete(&editing.client, &editing.journal, "from-the-future").await, Ok(()));
            assert_eq!(editing.held(), None);
            // It may have been another's: what is written under the id now has a copy.
            let again = editing.before.rule.clone();
            let created =
                create(&editing.client, &editing.journal, &again, Some(&editing.before.document)).await;
            assert_eq!(created, Ok(Created::Now));
            let kept = editing.journal.0.documents("from-the-future").expect("it is kept");
            assert!(kept[1].contains("<NewOption>"));
        }
    }
    let editing = Editing::begin(Provider::Oss).await;
    let plan = [(Method::Delete, Fate::AnswerLost), (Method::Get, Fate::NeverSent)];
    editing.client.transport().plan(&plan);
    let outcome = delete(&editing.client, &editing.journal, "from-the-future").await;
    assert!(matches!(outcome, Err(WriteError::Open { seen: Seen::Nothing, .. })), "{outcome:?}");
}

/// What a run did cannot be looked at: only a refusal says that it was not started.
#[tokio::test]
async fn a_run_is_open_after_any_answer_but_a_refusal() {
    let editing = Editing::begin(Provider::Cos).await;
    let rule = editing.rule.clone().with(Part::Id, "once");
    for answer in Useless::ALL {
        editing.client.transport().plan(&[(Method::Post, Fate::NotDoneAnd(answer))]);
        let outcome = run_once(&editing.client, &rule, None).await;
        assert!(matches!(outcome, Err(WriteError::Open { .. })), "{answer:?}: {outcome:?}");
    }
    editing.client.transport().plan(&[(Method::Post, Fate::Refused)]);
    let outcome = run_once(&editing.client, &rule, None).await;
    assert!(matches!(outcome, Err(WriteError::Refused(_))), "{outcome:?}");
}
