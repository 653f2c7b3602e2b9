//! Saving a changed rule, and each way in which it can break: afterwards the rule is at the provider
//! exactly once, or both forms of it are in the journal.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use sandbox::{Operation, Sandbox};
use stocktake::model::rule::Part;
use stocktake::model::{Endpoint, Provider, Rule};
use stocktake::provider::StoredRule;
use stocktake::provider::client::Client;
use stocktake::provider::error::ErrorKind;
use stocktake::provider::http::{Method, Response, SignedRequest, Transport, TransportError};
use stocktake::provider::save::{Journal, SaveError, Saved, save, write_again};

use super::{Native, bucket, connection, credentials, now, sandbox};

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is sent and its answer is lost.
    AnswerLost,
    /// It never arrives.
    NeverSent,
    /// It arrives, after the provider has ended the credentials' rights for it: a refusal.
    Refused,
}

/// Sends, but for the next requests of a method that have another fate.
struct Fated {
    native: Native,
    plan: RefCell<VecDeque<(Method, Fate)>>,
}

impl Transport for Fated {
    async fn send(&self, request: SignedRequest) -> Result<Response, TransportError> {
        let next = self.plan.borrow().front().copied();
        let fate = next.filter(|(method, _)| *method == request.method()).map(|(_, fate)| fate);
        if fate.is_some() {
            self.plan.borrow_mut().pop_front();
        }
        match fate {
            None => self.native.send(request).await,
            Some(Fate::NeverSent) => Err(TransportError::NoResponse),
            Some(Fate::AnswerLost) => {
                self.native.send(request).await?;
                Err(TransportError::NoResponse)
            }
            Some(Fate::Refused) => Ok(Response { status: 403, headers: Vec::new(), body: Vec::new() }),
        }
    }
}

/// A journal in memory.
#[derive(Default)]
struct Memory {
    kept: RefCell<BTreeMap<String, [String; 2]>>,
    refuses: Cell<bool>,
    pauses: Cell<u32>,
}

impl Journal for Memory {
    async fn keep(&self, id: &str, before: &str, after: &str) -> bool {
        if !self.refuses.get() {
            self.kept.borrow_mut().insert(id.to_owned(), [before.to_owned(), after.to_owned()]);
        }
        !self.refuses.get()
    }

    async fn settled(&self, id: &str) {
        self.kept.borrow_mut().remove(id);
    }

    async fn pause(&self, _: Duration) {
        self.pauses.set(self.pauses.get() + 1);
        // The real pause is a second; the lag of the sandbox is a tenth of COS's.
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// A rule opened for editing in a seeded bucket, with its form changed.
struct Editing {
    sandbox: Sandbox,
    provider: Provider,
    client: Client<Fated>,
    journal: Memory,
    before: StoredRule,
    rule: Rule,
}

impl Editing {
    async fn begin(provider: Provider) -> Self {
        let sandbox = sandbox().await;
        let connection = connection(&sandbox, provider, "demo-every-field");
        let endpoint = Endpoint::of_connection(&connection).expect("an endpoint");
        let transport = Fated { native: Native(reqwest::Client::new()), plan: RefCell::default() };
        let keys = credentials(&sandbox, provider);
        let client = Client::new(transport, now, connection, endpoint, keys, None);
        let before = client.get_rule("from-the-future").await.expect("it is seeded");
        let rule = before.rule.clone().with(Part::DestinationPrefix, "elsewhere");
        sandbox.clear_requests();
        Editing { sandbox, provider, client, journal: Memory::default(), before, rule }
    }

    async fn save(&self, plan: &[(Method, Fate)]) -> Result<Saved, SaveError> {
        self.client.transport().plan.borrow_mut().extend(plan.iter().copied());
        save(&self.client, &self.journal, &self.before, &self.rule).await
    }

    fn bucket(&self) -> String {
        bucket(self.provider, "demo-every-field")
    }

    /// What the provider holds, if it holds the rule exactly once.
    fn held(&self) -> Option<String> {
        let ids = self.sandbox.rule_ids(&self.bucket());
        let times = ids.iter().filter(|id| *id == "from-the-future").count();
        assert!(times <= 1, "{times} times");
        self.sandbox.rule_xml(&self.bucket(), "from-the-future")
    }

    #[track_caller]
    fn is_new(&self) {
        let held = self.held().expect("it is there");
        assert!(held.contains("elsewhere") && held.contains("<NewOption>"), "{held}");
        assert!(self.journal.kept.borrow().is_empty());
    }

    #[track_caller]
    fn is_as_it_was(&self) {
        self.is_there_in_its_old_form();
        assert!(self.journal.kept.borrow().is_empty());
    }

    #[track_caller]
    fn is_there_in_its_old_form(&self) {
        let held = self.held().expect("it is there");
        assert!(!held.contains("elsewhere") && held.contains("<NewOption>"), "{held}");
    }

    /// Not at the provider: both forms are on the device.
    #[track_caller]
    fn is_kept_here(&self) {
        assert_eq!(self.held(), None);
        let kept = self.journal.kept.borrow();
        let [before, after] = kept.get("from-the-future").expect("it is kept");
        assert!(!before.contains("elsewhere") && after.contains("elsewhere"));
        assert!(before.contains("<NewOption>") && after.contains("<NewOption>"));
    }

    fn operations(&self) -> Vec<&'static str> {
        self.sandbox
            .requests()
            .iter()
            .filter_map(|request| request.operation.map(Operation::as_str))
            .collect()
    }
}

#[tokio::test]
async fn a_save_reads_first_and_reads_back_and_keeps_what_nobody_knows() {
    for (provider, expected) in
        [(Provider::Oss, &["get", "delete", "put", "get"][..]), (Provider::Cos, &["get", "put", "get"])]
    {
        let editing = Editing::begin(provider).await;
        let saved = editing.save(&[]).await.expect("saved");
        assert_eq!(saved.differing, []);
        assert_eq!(saved.stored.rule.text(Part::DestinationPrefix), "elsewhere");
        editing.is_new();
        assert_eq!(editing.operations(), expected);
    }
}

#[tokio::test]
async fn a_save_without_a_change_writes_nothing() {
    for provider in Provider::ALL {
        let editing = Editing::begin(provider).await;
        let saved = save(&editing.client, &editing.journal, &editing.before, &editing.before.rule).await;
        assert_eq!(saved.map(|saved| saved.stored), Ok(editing.before.clone()));
        assert_eq!(editing.operations(), ["get"]);
    }
}

#[tokio::test]
async fn a_rule_that_changed_meanwhile_stops_the_save() {
    for provider in Provider::ALL {
        let editing = Editing::begin(provider).await;
        let theirs = editing.held().expect("seeded").replace("<NewOption>", "<Theirs></Theirs><NewOption>");
        editing.sandbox.put_rule(&editing.bucket(), "from-the-future", &theirs);
        match editing.save(&[]).await {
            Err(SaveError::Changed(now)) => assert!(now.document.to_document().contains("<Theirs>")),
            other => panic!("{other:?}"),
        }
        editing.is_as_it_was();
        assert_eq!(editing.operations(), ["get"]);
    }
}

#[tokio::test]
async fn a_rule_that_vanished_meanwhile_is_not_brought_back() {
    for provider in Provider::ALL {
        let editing = Editing::begin(provider).await;
        editing.sandbox.remove_rule(&editing.bucket(), "from-the-future");
        assert_eq!(editing.save(&[]).await, Err(SaveError::Gone));
        assert_eq!(editing.held(), None);
        assert_eq!(editing.operations(), ["get"]);
    }
}

#[tokio::test]
async fn without_a_copy_on_the_device_nothing_is_removed() {
    let editing = Editing::begin(Provider::Oss).await;
    editing.journal.refuses.set(true);
    assert_eq!(editing.save(&[]).await, Err(SaveError::NotKept));
    editing.is_as_it_was();
    assert_eq!(editing.operations(), ["get"]);
}

#[tokio::test]
async fn a_refused_write_leaves_or_restores_the_rule_as_it_was() {
    let editing = Editing::begin(Provider::Oss).await;
    let outcome = editing.save(&[(Method::Delete, Fate::Refused)]).await;
    assert!(matches!(outcome, Err(SaveError::Refused(error)) if error.kind == ErrorKind::Denied));
    editing.is_as_it_was();

    let outcome = editing.save(&[(Method::Put, Fate::Refused)]).await;
    assert!(matches!(outcome, Err(SaveError::Restored(error)) if error.kind == ErrorKind::Denied));
    editing.is_as_it_was();

    let editing = Editing::begin(Provider::Cos).await;
    let outcome = editing.save(&[(Method::Put, Fate::Refused)]).await;
    assert!(matches!(outcome, Err(SaveError::Refused(_))));
    editing.is_as_it_was();
}

#[tokio::test]
async fn a_lost_answer_to_the_removal_is_looked_up() {
    let editing = Editing::begin(Provider::Oss).await;
    editing.save(&[(Method::Delete, Fate::AnswerLost)]).await.expect("it was removed, so it goes on");
    editing.is_new();

    let editing = Editing::begin(Provider::Oss).await;
    let outcome = editing.save(&[(Method::Delete, Fate::NeverSent)]).await;
    assert!(matches!(outcome, Err(SaveError::Refused(error)) if error.kind == ErrorKind::NoResponse));
    editing.is_there_in_its_old_form();
    // The removal may still be on its way.
    editing.sandbox.remove_rule(&editing.bucket(), "from-the-future");
    editing.is_kept_here();
}

#[tokio::test]
async fn a_removal_of_which_nothing_is_known_keeps_the_copy() {
    let editing = Editing::begin(Provider::Oss).await;
    let outcome = editing.save(&[(Method::Delete, Fate::AnswerLost), (Method::Get, Fate::NeverSent)]).await;
    assert!(matches!(outcome, Err(SaveError::Missing { removed: false, .. })), "{outcome:?}");
    editing.is_kept_here();
}

#[tokio::test]
async fn a_write_in_place_of_which_nothing_is_known_says_so_and_can_be_saved_again() {
    // What was never sent does not reach the sandbox, and is written by the second save.
    for fate in [Fate::AnswerLost, Fate::NeverSent] {
        let editing = Editing::begin(Provider::Cos).await;
        let outcome = editing.save(&[(Method::Put, fate), (Method::Get, Fate::NeverSent)]).await;
        assert!(matches!(outcome, Err(SaveError::Unknown(_))), "{outcome:?}");
        editing.save(&[]).await.expect("saved");
        editing.is_new();
        let puts = editing.operations().into_iter().filter(|operation| *operation == "put").count();
        assert_eq!(puts, 1, "what is there is not written again");
    }
}

#[tokio::test]
async fn a_lost_answer_to_the_write_is_looked_up() {
    for provider in Provider::ALL {
        let editing = Editing::begin(provider).await;
        editing.save(&[(Method::Put, Fate::AnswerLost)]).await.expect("it is there");
        editing.is_new();
    }
    let editing = Editing::begin(Provider::Oss).await;
    let outcome = editing.save(&[(Method::Put, Fate::NeverSent)]).await;
    let Err(SaveError::Missing { error, removed: true, documents }) = outcome else { panic!("{outcome:?}") };
    assert_eq!(error.kind, ErrorKind::NoResponse);
    editing.is_kept_here();

    // The user's way out: one of the two documents is written again, and only where nothing is.
    let [before, after] = &*documents;
    write_again(&editing.client, &editing.journal, "from-the-future", after).await.expect("written");
    editing.is_new();
    editing.sandbox.clear_requests();
    write_again(&editing.client, &editing.journal, "from-the-future", after).await.expect("there already");
    assert_eq!(editing.operations(), ["get"]);
    let other = write_again(&editing.client, &editing.journal, "from-the-future", before).await;
    assert_eq!(other.map_err(|error| error.kind), Err(ErrorKind::AlreadyExists));
}

#[tokio::test]
async fn a_write_that_never_reached_cos_is_told_apart_from_one_that_did() {
    let editing = Editing::begin(Provider::Cos).await;
    let outcome = editing.save(&[(Method::Put, Fate::NeverSent)]).await;
    assert!(matches!(outcome, Err(SaveError::Refused(error)) if error.kind == ErrorKind::NoResponse));
    editing.is_as_it_was();
}

#[tokio::test]
async fn a_refused_restore_keeps_both_forms() {
    let editing = Editing::begin(Provider::Oss).await;
    let outcome = editing.save(&[(Method::Put, Fate::Refused), (Method::Put, Fate::Refused)]).await;
    assert!(matches!(outcome, Err(SaveError::Missing { .. })), "{outcome:?}");
    editing.is_kept_here();
}

#[tokio::test]
async fn an_old_form_that_is_put_back_without_an_answer_is_looked_up() {
    let editing = Editing::begin(Provider::Oss).await;
    let outcome = editing.save(&[(Method::Put, Fate::Refused), (Method::Put, Fate::AnswerLost)]).await;
    assert!(matches!(outcome, Err(SaveError::Restored(error)) if error.kind == ErrorKind::Denied));
    editing.is_as_it_was();

    let editing = Editing::begin(Provider::Oss).await;
    let outcome = editing.save(&[(Method::Put, Fate::Refused), (Method::Put, Fate::NeverSent)]).await;
    assert!(matches!(outcome, Err(SaveError::Missing { removed: true, .. })), "{outcome:?}");
    editing.is_kept_here();
}

#[tokio::test]
async fn reads_that_lag_behind_a_write_are_waited_for() {
    let editing = Editing::begin(Provider::Cos).await;
    editing.sandbox.set_cos_read_lag(Duration::from_millis(300));
    let saved = editing.save(&[]).await.expect("saved");
    assert_eq!(saved.differing, []);
    assert!(editing.journal.pauses.get() >= 2);
}
