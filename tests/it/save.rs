//! Saving a changed rule, and each way in which it can break: afterwards the rule is at the provider
//! exactly once, or both forms of it are in the journal.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::time::Duration;

use sandbox::{Operation, Sandbox};
use stocktake::model::rule::Part;
use stocktake::model::{Endpoint, Provider, Rule};
use stocktake::provider::StoredRule;
use stocktake::provider::client::Client;
use stocktake::provider::error::ErrorKind;
use stocktake::provider::http::{Again, Method, Response, SignedRequest, Transport, TransportError, Waited};
use stocktake::provider::journal::{Journal, MAY_BE_REMOVED};
use stocktake::provider::save::{SaveError, Saved, save, write_again};

use super::memory::{Memory, journal};
use super::{Native, bucket, connection, credentials, now, sandbox};

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is sent and its answer is lost.
    AnswerLost,
    /// It never arrives.
    NeverSent,
    /// It arrives, after the provider has ended the credentials' rights for it: a refusal.
    Refused,
    /// It is sent twice, and the second answer comes: what a browser does when a connection breaks.
    SentTwice,
    /// It is sent and carried out, and this comes instead of its answer.
    DoneBut(Useless),
    /// It is not carried out, and this comes instead of its answer.
    NotDoneAnd(Useless),
}

/// An answer that proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Useless {
    /// The provider's own InternalError.
    Internal,
    /// A gateway's page.
    BadGateway,
    /// Nothing at all.
    GatewayTimeout,
    /// A refusal without the provider's document.
    EmptyDenial,
    /// A well-formed error that no document names.
    UnknownCode,
    /// A documented code under a status that is not a refusal's.
    DeniedAs500,
    /// A page under 200.
    Page,
    /// An error document under 200.
    ErrorAs200,
    /// More than any answer holds.
    TooLarge,
    /// The documented answer to a write that was carried out.
    Done,
}

impl Useless {
    pub(crate) const ALL: [Useless; 9] = [
        Useless::Internal,
        Useless::BadGateway,
        Useless::GatewayTimeout,
        Useless::EmptyDenial,
        Useless::UnknownCode,
        Useless::DeniedAs500,
        Useless::Page,
        Useless::ErrorAs200,
        Useless::TooLarge,
    ];

    fn answer(self) -> Result<Response, TransportError> {
        let error = |code: &str| format!("<Error><Code>{code}</Code><Message>Words.</Message></Error>");
        let page = "<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>".to_owned();
        let (status, body) = match self {
            Useless::Internal => (500, error("InternalError")),
            Useless::BadGateway => (502, page),
            Useless::GatewayTimeout => (504, String::new()),
            Useless::EmptyDenial => (403, String::new()),
            Useless::UnknownCode => (400, error("SomethingNew")),
            Useless::DeniedAs500 => (500, error("AccessDenied")),
            Useless::Page => (200, page),
            Useless::ErrorAs200 => (200, error("AccessDenied")),
            Useless::Done => (200, String::new()),
            Useless::TooLarge => return Err(TransportError::TooLarge),
        };
        Ok(Response { status, headers: Vec::new(), body: body.into_bytes() })
    }
}

/// Sends, but for the next requests of a method that have another fate.
pub(crate) struct Fated {
    native: Native,
    plan: RefCell<VecDeque<(Method, Fate)>>,
    /// Whether reads that fail are made again, without waiting.
    pub(crate) patient: Cell<bool>,
}

impl Fated {
    /// What happens to the next requests.
    pub(crate) fn plan(&self, plan: &[(Method, Fate)]) {
        self.plan.borrow_mut().extend(plan.iter().copied());
    }
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
            Some(Fate::Refused) => {
                let body = "<Error><Code>AccessDenied</Code><Message>No.</Message></Error>";
                Ok(Response { status: 403, headers: Vec::new(), body: body.into() })
            }
            Some(Fate::SentTwice) => {
                self.native.send(request.clone()).await?;
                self.native.send(request).await
            }
            Some(Fate::NotDoneAnd(answer)) => answer.answer(),
            Some(Fate::DoneBut(answer)) => {
                self.native.send(request).await?;
                answer.answer()
            }
        }
    }

    async fn wait(&self, _: Again) -> Waited {
        if self.patient.get() { Waited::Over } else { Waited::GivenUp }
    }
}

/// A rule opened for editing in a seeded bucket, with its form changed.
pub(crate) struct Editing {
    pub(crate) sandbox: Sandbox,
    pub(crate) provider: Provider,
    pub(crate) client: Client<Fated>,
    pub(crate) journal: Journal<Memory>,
    pub(crate) before: StoredRule,
    pub(crate) rule: Rule,
}

impl Editing {
    pub(crate) async fn begin(provider: Provider) -> Self {
        let sandbox = sandbox().await;
        let connection = connection(&sandbox, provider, "demo-every-field");
        let endpoint = Endpoint::of_connection(&connection).expect("an endpoint");
        let transport = Fated { native: Native::new(), plan: RefCell::default(), patient: Cell::new(false) };
        let keys = credentials(&sandbox, provider);
        let client = Client::new(transport, now, connection, endpoint, keys, None);
        let before = client.get_rule("from-the-future").await.expect("it is seeded");
        let rule = before.rule.clone().with(Part::DestinationPrefix, "elsewhere");
        sandbox.clear_requests();
        Editing { sandbox, provider, client, journal: journal(), before, rule }
    }

    pub(crate) async fn save(&self, plan: &[(Method, Fate)]) -> Result<Saved, SaveError> {
        self.client.transport().plan(plan);
        save(&self.client, &self.journal, &self.before, &self.rule).await
    }

    pub(crate) fn bucket(&self) -> String {
        bucket(self.provider, "demo-every-field")
    }

    /// What the provider holds, if it holds the rule exactly once.
    pub(crate) fn held(&self) -> Option<String> {
        let ids = self.sandbox.rule_ids(&self.bucket());
        let times = ids.iter().filter(|id| *id == "from-the-future").count();
        assert!(times <= 1, "{times} times");
        self.sandbox.rule_xml(&self.bucket(), "from-the-future")
    }

    #[track_caller]
    pub(crate) fn is_new(&self) {
        let held = self.held().expect("it is there");
        assert!(held.contains("elsewhere") && held.contains("<NewOption>"), "{held}");
        assert!(self.journal.0.is_empty());
    }

    /// The new form is there, and has a copy while a removal may still be carried out; then no more.
    pub(crate) async fn is_new_and_kept(&self) {
        let held = self.held().expect("it is there");
        assert!(held.contains("elsewhere") && held.contains("<NewOption>"), "{held}");
        let [_, after] = self.journal.0.documents("from-the-future").expect("it is kept");
        assert!(after.contains("elsewhere") && after.contains("<NewOption>"));
        self.journal.0.ahead.set(MAY_BE_REMOVED + 1);
        self.journal.settled("from-the-future").await;
        assert!(self.journal.0.is_empty());
    }

    #[track_caller]
    pub(crate) fn is_as_it_was(&self) {
        self.is_there_in_its_old_form();
        assert!(self.journal.0.is_empty());
    }

    #[track_caller]
    pub(crate) fn is_there_in_its_old_form(&self) {
        let held = self.held().expect("it is there");
        assert!(!held.contains("elsewhere") && held.contains("<NewOption>"), "{held}");
    }

    /// Not at the provider: both forms are on the device.
    #[track_caller]
    pub(crate) fn is_kept_here(&self) {
        assert_eq!(self.held(), None);
        let [before, after] = self.journal.0.documents("from-the-future").expect("it is kept");
        assert!(!before.contains("elsewhere") && after.contains("elsewhere"));
        assert!(before.contains("<NewOption>") && after.contains("<NewOption>"));
    }

    pub(crate) fn operations(&self) -> Vec<&'static str> {
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
    editing.journal.0.refuses.set(true);
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
    editing.is_new_and_kept().await;

    let editing = Editing::begin(Provider::Oss).await;
    let outcome = editing.save(&[(Method::Delete, Fate::NeverSent)]).await;
    assert!(matches!(outcome, Err(SaveError::Pending(error)) if error.kind == ErrorKind::NoResponse));
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
        // A second try that cannot even look does not say that nothing was changed.
        let outcome = editing.save(&[(Method::Get, Fate::NeverSent)]).await;
        assert!(matches!(outcome, Err(SaveError::NotRead(_))), "{outcome:?}");
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
    let Err(SaveError::Missing { error, removed: true, documents, .. }) = outcome else {
        panic!("{outcome:?}")
    };
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
    assert!(matches!(outcome, Err(SaveError::Pending(error)) if error.kind == ErrorKind::NoResponse));
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
    assert!(editing.journal.0.pauses.get() >= 2);
}
