//! Reads that are made again, and writes that never are.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use stocktake::form::connection::ConnectionDraft;
use stocktake::model::credentials::TimeLeft;
use stocktake::model::{Credentials, Endpoint, Provider, Secret, Timestamp};
use stocktake::provider::client::Client;
use stocktake::provider::error::ErrorKind;
use stocktake::provider::http::{Again, Method, Response, SignedRequest, Transport, TransportError, Waited};
use stocktake::provider::save::{SaveError, Saved};
use stocktake::provider::write::{Created, Seen, WriteError, create, delete, run_once};

use super::memory::journal;
use super::new_rule;
use super::save::{Editing, Fate, Useless};

const EMPTY: &str =
    "<ListInventoryConfigurationsResult><IsTruncated>false</IsTruncated></ListInventoryConfigurationsResult>";
const EMPTY_COS: &str =
    "<ListInventoryConfigurationResult><IsTruncated>false</IsTruncated></ListInventoryConfigurationResult>";

thread_local! {
    static TIME: Cell<i64> = const { Cell::new(1_773_475_750) };
}

/// A clock by which every look takes a second: what is signed anew is signed otherwise.
fn ticking() -> Timestamp {
    TIME.set(TIME.get() + 1);
    Timestamp(TIME.get())
}

type Answer = Result<Response, TransportError>;

/// Answers in this order, and waits for nothing.
struct Scripted {
    answers: RefCell<VecDeque<Answer>>,
    sent: RefCell<Vec<(Method, String, Option<Again>)>>,
    waits: RefCell<Vec<Again>>,
    waited: Cell<Waited>,
}

impl Transport for Scripted {
    async fn send(&self, request: SignedRequest) -> Answer {
        let sent = (request.method(), request.url().to_owned(), request.again());
        self.sent.borrow_mut().push(sent);
        self.answers.borrow_mut().pop_front().expect("no more requests than answers")
    }

    async fn wait(&self, again: Again) -> Waited {
        self.waits.borrow_mut().push(again);
        self.waited.get()
    }
}

fn answer(status: u16, body: &str, headers: &[(&str, &str)]) -> Answer {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Ok(Response { status, headers, body: body.into() })
}

fn refusal(status: u16, code: &str) -> Answer {
    answer(status, &format!("<Error><Code>{code}</Code><Message>Words.</Message></Error>"), &[])
}

fn empty(provider: Provider) -> Answer {
    answer(200, if provider == Provider::Oss { EMPTY } else { EMPTY_COS }, &[])
}

fn client_at(provider: Provider, endpoint: &str, answers: Vec<Answer>) -> Client<Scripted> {
    let draft = ConnectionDraft {
        region: if provider == Provider::Oss { "cn-hangzhou" } else { "ap-guangzhou" }.into(),
        bucket: "demo-1250000000".into(),
        endpoint: endpoint.into(),
        ..ConnectionDraft::new(provider)
    };
    let connection = draft.check().expect("a connection");
    let endpoint = Endpoint::of_connection(&connection).expect("an endpoint");
    let credentials = Credentials {
        access_key_id: "STS.abc".into(),
        access_key_secret: Secret::new("s3cret/key"),
        security_token: Secret::new("CAIS+token=="),
        expires_at: Some(Timestamp(TIME.get() + 900)),
        account: None,
    };
    let transport = Scripted {
        answers: RefCell::new(answers.into()),
        sent: RefCell::default(),
        waits: RefCell::default(),
        waited: Cell::new(Waited::Over),
    };
    Client::new(transport, ticking, connection, endpoint, credentials, None)
}

fn client(provider: Provider, answers: Vec<Answer>) -> Client<Scripted> {
    client_at(provider, "", answers)
}

fn kinds(client: &Client<Scripted>) -> Vec<(ErrorKind, u32, u32)> {
    let waits = client.transport().waits.borrow();
    waits.iter().map(|again| (again.kind, again.attempt, again.of)).collect()
}

#[tokio::test]
async fn each_attempt_is_signed_anew_and_says_which_it_is() {
    for provider in Provider::ALL {
        let answers =
            vec![refusal(503, "ServiceUnavailable"), refusal(500, "InternalError"), empty(provider)];
        let client = client(provider, answers);
        client.list_page(Some("token")).await.expect("the third attempt is answered");
        let sent = client.transport().sent.borrow();
        let urls: Vec<&str> = sent.iter().map(|(_, url, _)| url.as_str()).collect();
        assert_eq!(urls.len(), 3);
        assert!(urls[0] != urls[1] && urls[1] != urls[2] && urls[0] != urls[2], "{urls:#?}");
        let attempts: Vec<u32> =
            sent.iter().map(|(_, _, again)| again.map_or(1, |again| again.attempt)).collect();
        assert_eq!(attempts, [1, 2, 3]);
        assert_eq!(kinds(&client), [(ErrorKind::Unavailable, 2, 3), (ErrorKind::Unavailable, 3, 3)]);
    }
}

#[tokio::test]
async fn an_attempt_after_a_renewal_has_the_new_credentials() {
    let client = client(
        Provider::Oss,
        vec![refusal(503, "ServiceUnavailable"), refusal(503, "ServiceUnavailable"), empty(Provider::Oss)],
    );
    // As somebody does while it waits.
    let other = Credentials { security_token: Secret::new("CAIS+second=="), ..client.credentials() };
    client.renew(other);
    client.list_page(None).await.expect("answered");
    let sent = client.transport().sent.borrow();
    assert!(sent.iter().all(|(_, url, _)| url.contains("second") && !url.contains("CAIS%2Btoken")));
}

#[tokio::test]
async fn what_came_last_stands() {
    for provider in Provider::ALL {
        let denied = || refusal(403, "AccessDenied");
        for (answers, sent, kind) in [
            (vec![refusal(503, "ServiceUnavailable"); 3], 3, ErrorKind::Unavailable),
            (vec![refusal(503, "SlowDown"); 4], 4, ErrorKind::Throttled),
            (vec![answer(429, "", &[]); 4], 4, ErrorKind::Throttled),
            // Never answered: a page cannot tell that from a refusal by the browser.
            (vec![Err(TransportError::NoResponse)], 1, ErrorKind::NoResponse),
            (vec![Err(TransportError::TimedOut)], 1, ErrorKind::TimedOut),
            (vec![refusal(503, "ServiceUnavailable"), Err(TransportError::TimedOut)], 2, ErrorKind::TimedOut),
            // The form of the signature is tried as well, once.
            (vec![refusal(503, "ServiceUnavailable"), denied(), denied()], 3, ErrorKind::Denied),
            (vec![answer(200, "<html>", &[])], 1, ErrorKind::Unreadable),
        ] {
            let client = client(provider, answers);
            assert_eq!(client.list_page(None).await.expect_err("a failure").kind, kind, "{provider:?}");
            assert_eq!(client.transport().sent.borrow().len(), sent, "{provider:?} {kind:?}");
        }
    }
}

#[tokio::test]
async fn a_connection_that_was_answered_and_is_lost_is_tried_again() {
    let lost = || Err(TransportError::NoResponse);
    let answers = vec![empty(Provider::Oss), lost(), lost(), empty(Provider::Oss), lost(), lost(), lost()];
    let client = client(Provider::Oss, answers);
    client.list_page(None).await.expect("answered");
    client.list_page(None).await.expect("answered in the end");
    assert_eq!(client.list_page(None).await.expect_err("lost").kind, ErrorKind::NoResponse);
}

#[tokio::test]
async fn a_missing_network_is_no_attempt() {
    let mut answers = vec![Err(TransportError::Offline); 9];
    answers.push(empty(Provider::Cos));
    let client = client(Provider::Cos, answers);
    client.list_page(None).await.expect("the network came back");
    assert!(client.transport().waits.borrow().iter().all(|again| again.wait.is_none() && again.attempt == 1));
}

#[tokio::test]
async fn who_gives_up_sees_what_went_wrong_and_who_stops_has_stopped() {
    for (waited, kind) in [(Waited::GivenUp, ErrorKind::Unavailable), (Waited::Stopped, ErrorKind::Cancelled)]
    {
        let client = client(Provider::Oss, vec![refusal(503, "ServiceUnavailable")]);
        client.transport().waited.set(waited);
        assert_eq!(client.list_page(None).await.expect_err("no more").kind, kind);
    }
}

#[tokio::test]
async fn credentials_that_are_forgotten_meanwhile_sign_nothing() {
    let client = client(Provider::Oss, vec![Err(TransportError::Offline)]);
    client.close();
    assert_eq!(client.get_rule("a").await.expect_err("closed").kind, ErrorKind::Cancelled);
    assert!(client.transport().sent.borrow().is_empty());
}

#[tokio::test]
async fn a_write_is_sent_once_whatever_comes_of_it() {
    for provider in Provider::ALL {
        for failure in [
            refusal(503, "ServiceUnavailable"),
            refusal(503, "SlowDown"),
            answer(429, "", &[]),
            Err(TransportError::NoResponse),
            Err(TransportError::Offline),
            Err(TransportError::TimedOut),
            Err(TransportError::Cancelled),
        ] {
            let absent = || {
                refusal(
                    404,
                    if provider == Provider::Oss { "NoSuchInventory" } else { "NoSuchConfiguration" },
                )
            };
            let mut answers = vec![failure.clone()];
            answers.extend(vec![absent(); 6]);
            let deleting = client(provider, answers.clone());
            assert_eq!(delete(&deleting, &journal(), "a").await, Ok(()));
            // COS is asked first whether the id is free.
            if provider == Provider::Cos {
                answers.insert(0, absent());
            }
            let creating = client(provider, answers);
            let rule = new_rule(creating.connection(), "a");
            let created = create(&creating, &journal(), &rule, None).await;
            assert!(matches!(created, Err(WriteError::Open { seen: Seen::AsBefore, .. })), "{created:?}");
            for client in [&deleting, &creating] {
                let sent = client.transport().sent.borrow();
                assert_eq!(
                    sent.iter().filter(|(method, ..)| *method != Method::Get).count(),
                    1,
                    "{failure:?}"
                );
            }
        }
    }
    let running = client(Provider::Cos, vec![refusal(503, "SlowDown")]);
    let rule = new_rule(running.connection(), "a");
    assert!(matches!(run_once(&running, &rule, None).await, Err(WriteError::Open { .. })));
    assert_eq!(running.transport().sent.borrow().len(), 1);
}

/// Whatever becomes of the reads of a save, and of the write between them: what is said afterwards is what is said when
/// the same reads are answered at once, and no write is sent that would not be sent then.
#[tokio::test]
async fn a_read_that_is_made_again_changes_nothing_in_what_a_save_proves() {
    let faults = [
        Fate::NeverSent,
        Fate::AnswerLost,
        Fate::NotDoneAnd(Useless::Internal),
        Fate::DoneBut(Useless::BadGateway),
    ];
    let writes = [
        None,
        Some((Method::Put, Fate::DoneBut(Useless::GatewayTimeout))),
        Some((Method::Put, Fate::NotDoneAnd(Useless::GatewayTimeout))),
        Some((Method::Put, Fate::Refused)),
        Some((Method::Delete, Fate::DoneBut(Useless::BadGateway))),
        Some((Method::Delete, Fate::NotDoneAnd(Useless::BadGateway))),
    ];
    for provider in Provider::ALL {
        for write in writes
            .into_iter()
            .filter(|write| provider == Provider::Oss || !matches!(write, Some((Method::Delete, _))))
        {
            let plain = outcome(provider, &write.into_iter().collect::<Vec<_>>(), false).await;
            for fault in faults {
                let before = [(Method::Get, fault); 2].into_iter().chain(write).collect::<Vec<_>>();
                assert_eq!(
                    outcome(provider, &before, true).await,
                    plain,
                    "{provider:?} {fault:?} then {write:?}"
                );
                let after = write.into_iter().chain([(Method::Get, fault); 2]).collect::<Vec<_>>();
                if write.is_some() {
                    assert_eq!(outcome(provider, &after, true).await, plain, "{write:?} then {fault:?}");
                }
            }
        }
    }
}

/// What a save comes to: its outcome without the words, what is held then, and which writes were sent.
async fn outcome(
    provider: Provider,
    plan: &[(Method, Fate)],
    patient: bool,
) -> (String, Option<String>, Vec<&'static str>) {
    let editing = Editing::begin(provider).await;
    editing.client.transport().patient.set(patient);
    let ended = match editing.save(plan).await {
        Ok(Saved { differing, read_back, written, .. }) => {
            format!("saved {differing:?} {read_back} {written}")
        }
        Err(SaveError::Missing { removed, kept, .. }) => format!("missing {removed} {kept}"),
        Err(SaveError::Pending(_)) => "pending".to_owned(),
        Err(SaveError::Restored(_)) => "restored".to_owned(),
        Err(SaveError::Refused(_)) => "refused".to_owned(),
        Err(other) => format!("{other:?}"),
    };
    let writes = editing.operations().into_iter().filter(|operation| *operation != "get").collect();
    (ended, editing.held(), writes)
}

#[tokio::test]
async fn an_id_that_is_taken_is_found_also_by_a_second_look() {
    let editing = Editing::begin(Provider::Cos).await;
    editing.client.transport().patient.set(true);
    editing
        .client
        .transport()
        .plan(&[(Method::Get, Fate::NotDoneAnd(Useless::Internal)), (Method::Get, Fate::NeverSent)]);
    let other = editing.before.rule.clone().with(stocktake::model::rule::Part::Prefix, "other");
    let outcome = create(&editing.client, &editing.journal, &other, None).await;
    assert!(matches!(outcome, Err(WriteError::Refused(_))), "{outcome:?}");
    assert!(!editing.operations().contains(&"put"));
    let same = create(&editing.client, &editing.journal, &editing.before.rule.clone(), None).await;
    assert_eq!(same, Ok(Created::Already));
}

/// The provider's time as a page may be told it.
mod time {
    use super::*;

    const DATE: &str = "Sat, 14 Mar 2026 08:29:10 GMT";

    fn begin() {
        TIME.set(1_773_475_750);
    }

    fn dated(provider: Provider) -> Answer {
        answer(200, if provider == Provider::Oss { EMPTY } else { EMPTY_COS }, &[("date", DATE)])
    }

    #[tokio::test]
    async fn a_date_of_the_providers_own_host_says_it() {
        for provider in Provider::ALL {
            begin();
            let client = client(provider, vec![dated(provider)]);
            assert_eq!(client.provider_now(), None);
            client.list_page(None).await.expect("answered");
            assert!((1_195..=1_200).contains(&client.clock_offset()), "{}", client.clock_offset());
        }
    }

    #[tokio::test]
    async fn a_date_of_somebody_on_the_way_does_not() {
        for (provider, endpoint) in [
            (Provider::Oss, "https://console.example.com/relay/{bucket}.oss-cn-hangzhou.aliyuncs.com"),
            (Provider::Oss, "https://inventory.example.com"),
            (Provider::Cos, "https://console.example.com/relay/{bucket}.cos.ap-guangzhou.myqcloud.com"),
        ] {
            begin();
            let client = client_at(provider, endpoint, vec![dated(provider)]);
            client.list_page(None).await.expect("answered");
            assert_eq!(client.provider_now(), None, "{endpoint}");
        }
    }

    /// COS says that a signature is over without its own time: `Date` beside it is the way to be right at once.
    #[tokio::test]
    async fn a_refusal_because_of_the_time_is_made_good_by_its_date() {
        begin();
        let body = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
        let answers = vec![answer(403, body, &[("date", DATE)]), empty(Provider::Cos)];
        let client = client(Provider::Cos, answers);
        client.list_page(None).await.expect("answered with the provider's time");
        assert_eq!(client.transport().sent.borrow().len(), 2);
        assert!(client.transport().waits.borrow().is_empty(), "nothing is waited for");
    }

    /// The device is 20 minutes ahead: credentials with a life of 15 look ended from their first second.
    #[tokio::test]
    async fn fresh_credentials_are_not_called_ended_by_a_device_that_is_ahead() {
        begin();
        // The provider does not mind the time of the request, and its own cannot be read.
        let client = client(Provider::Oss, vec![empty(Provider::Oss); 2]);
        let early = Credentials { expires_at: Some(Timestamp(TIME.get() - 300)), ..client.credentials() };
        client.renew(early.clone());
        assert!(matches!(client.time_left(ticking()), TimeLeft::Supposed(..=0)));
        client.list_page(None).await.expect("they are taken");
        assert_eq!(client.time_left(ticking()), TimeLeft::Unknown);
        // That says nothing of the next ones.
        client.renew(Credentials { access_key_id: "STS.next".into(), ..early });
        assert!(matches!(client.time_left(ticking()), TimeLeft::Supposed(..=0)));
    }
}
