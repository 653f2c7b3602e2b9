//! The calls of a connection against the sandbox, over a native transport.
//!
//! The sandbox checks every signature with its own code, so what passes here was understood by two
//! independent readings of the provider's documents.

mod by_relay;
mod copies;
mod crossing;
mod doctor;
mod echoes;
mod exports;
mod ids;
mod memory;
mod open_writes;
mod patience;
mod renewal;
mod save;
mod undo;
mod zeros;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sandbox::{Auth, LoggedRequest, Operation, Options, Sandbox};
use stocktake::form::check::findings;
use stocktake::form::draft::RuleDraft;
use stocktake::form::right_region::corrected;
use stocktake::model::connection::SignatureVersion;
use stocktake::model::rule::Part;
use stocktake::model::{
    BucketName, Connection, Credentials, Endpoint, EndpointTemplate, Provider, ReadSigning, Region, Rule,
    Secret, Timestamp,
};
use stocktake::provider::client::Client;
use stocktake::provider::error::ErrorKind;
use stocktake::provider::http::{Response, SignedRequest, Transport, TransportError};
use stocktake::provider::relay::RelayFault;
use stocktake::provider::service;
use stocktake::provider::write::{self, Created, WriteError};
use stocktake::provider::xml::Element;
use stocktake::state::listing::{Listing, Next, Progress};

/// Sends with an ordinary HTTP client. As in a page, a redirect is no answer.
struct Native(reqwest::Client);

impl Native {
    fn new() -> Self {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build();
        Native(client.expect("no settings that could clash"))
    }
}

impl Transport for Native {
    async fn send(&self, request: SignedRequest) -> Result<Response, TransportError> {
        let method = request.method().as_str().parse().expect("a method");
        let mut builder = self.0.request(method, request.url());
        for (name, value) in request.headers() {
            builder = builder.header(*name, value);
        }
        if let Some(body) = request.body() {
            builder = builder.body(body.to_vec());
        }
        let answer = builder.send().await.map_err(|_| TransportError::NoResponse)?;
        if answer.status().is_redirection() {
            return Err(TransportError::NoResponse);
        }
        let headers = answer.headers().iter();
        Ok(Response {
            status: answer.status().as_u16(),
            headers: headers
                .map(|(n, v)| (n.to_string(), v.to_str().unwrap_or_default().to_owned()))
                .collect(),
            body: answer.bytes().await.map_err(|_| TransportError::NoResponse)?.to_vec(),
        })
    }
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    Timestamp(i64::try_from(since.as_secs()).expect("a time"))
}

async fn sandbox() -> Sandbox {
    sandbox::start(Options::default()).await.expect("a free port")
}

fn credentials(sandbox: &Sandbox, provider: Provider) -> Credentials {
    let life = Duration::from_secs(3_600);
    let issued = match provider {
        Provider::Oss => sandbox.issue_credentials(life),
        Provider::Cos => sandbox.issue_cos_credentials(life),
    };
    Credentials {
        access_key_id: issued.access_key_id,
        access_key_secret: Secret::new(issued.access_key_secret),
        security_token: Secret::new(issued.security_token),
        expires_at: None,
        account: None,
    }
}

/// A seeded bucket by the name that it has at OSS.
fn bucket(provider: Provider, name: &str) -> String {
    match provider {
        Provider::Oss => name.to_owned(),
        Provider::Cos => format!("{name}-1250000000"),
    }
}

/// Addressed by path, COS through the relay: the test's resolver may not know `*.localhost`.
fn connection(sandbox: &Sandbox, provider: Provider, name: &str) -> Connection {
    let (region, path) = match provider {
        Provider::Oss => ("cn-hangzhou", "{bucket}"),
        Provider::Cos => ("ap-guangzhou", "relay/{bucket}.cos.ap-guangzhou.myqcloud.com"),
    };
    let template = EndpointTemplate::parse(&format!("{}/{path}", sandbox.site_origin()));
    Connection {
        provider,
        region: Region::parse(region).expect("a region"),
        bucket: BucketName::parse(&bucket(provider, name)).expect("a bucket"),
        endpoint: Some(template.and_then(|t| t.for_provider(provider)).expect("a template")),
        reads: ReadSigning::Automatic,
        signature: SignatureVersion::Current,
    }
}

fn client(connection: Connection, credentials: Credentials) -> Client<Native> {
    let endpoint = Endpoint::of_connection(&connection).expect("an endpoint");
    Client::new(Native::new(), now, connection, endpoint, credentials, None)
}

fn open(sandbox: &Sandbox, provider: Provider, name: &str) -> Client<Native> {
    client(connection(sandbox, provider, name), credentials(sandbox, provider))
}

async fn create(client: &Client<Native>, rule: &Rule, like: Option<&Element>) -> Result<Created, WriteError> {
    write::create(client, &memory::journal(), rule, like).await
}

async fn delete(client: &Client<Native>, id: &str) -> Result<(), WriteError> {
    write::delete(client, &memory::journal(), id).await
}

async fn list_all(client: &Client<Native>) -> Vec<Rule> {
    let (mut rules, mut token) = (Vec::new(), None);
    loop {
        let page = client.list_page(token.as_deref()).await.expect("a page");
        rules.extend(page.rules);
        match page.next {
            Some(next) => token = Some(next),
            None => return rules,
        }
    }
}

/// A rule as the form makes it.
fn new_rule(connection: &Connection, id: &str) -> Rule {
    let capabilities = service(connection.provider).capabilities();
    let mut draft = RuleDraft::new(capabilities);
    let destination = bucket(connection.provider, "inventory-reports");
    for (part, text) in [
        (Part::Id, id),
        (Part::Prefix, "a b/清单 & <x>+100%/"),
        (Part::Bucket, &destination),
        (Part::AccountId, "1000000000000000"),
        (Part::RoleArn, "acs:ram::1000000000000000:role/AliyunOSSRole"),
    ] {
        draft.typed.set(part, Some(text.to_owned()));
    }
    assert_eq!(findings(&draft, connection).blocking().count(), 0);
    draft.rule(connection, capabilities)
}

fn auths(requests: &[LoggedRequest], operation: Operation) -> Vec<Auth> {
    requests.iter().filter(|r| r.operation == Some(operation)).map(|r| r.auth).collect()
}

#[tokio::test]
async fn every_rule_is_listed_once_with_signatures_in_the_query() {
    let sandbox = sandbox().await;
    for provider in Provider::ALL {
        sandbox.clear_requests();
        let rules = list_all(&open(&sandbox, provider, "demo-250")).await;
        let ids: Vec<_> = rules.iter().map(|rule| rule.id().to_owned()).collect();
        assert_eq!(ids, sandbox.rule_ids(&bucket(provider, "demo-250")));
        assert_eq!(ids.len(), 250);
        let requests = sandbox.requests();
        assert_eq!(auths(&requests, Operation::List), [Auth::Query; 3]);
        assert!(requests.iter().all(|request| request.header("authorization").is_none()));
    }
}

#[tokio::test]
async fn an_empty_bucket_is_an_empty_list_however_the_provider_says_it() {
    let sandbox = sandbox().await;
    for is_404 in [true, false] {
        sandbox.set_empty_list_is_404(is_404);
        for provider in Provider::ALL {
            assert_eq!(list_all(&open(&sandbox, provider, "demo-empty")).await, []);
        }
    }
}

#[tokio::test]
async fn a_rule_is_created_read_and_deleted_and_never_replaced() {
    let sandbox = sandbox().await;
    for (provider, id) in [
        (Provider::Oss, "report1"),
        (Provider::Oss, "a/b 清 %?&+=#"),
        (Provider::Oss, "Report.A_b-c"),
        (Provider::Cos, "report1"),
        (Provider::Cos, "Report.A_b-c"),
    ] {
        let name = bucket(provider, "demo-empty");
        let client = open(&sandbox, provider, "demo-empty");
        let rule = new_rule(client.connection(), id);
        create(&client, &rule, None).await.expect("created");
        assert_eq!(client.get_rule(id).await.expect("read").rule, rule);
        let stored = sandbox.rule_xml(&name, id);
        let again = create(&client, &rule.clone().with(Part::Prefix, "other"), None).await;
        assert_eq!(again.expect_err("a taken id").error().kind, ErrorKind::AlreadyExists);
        assert_eq!(sandbox.rule_xml(&name, id), stored);
        delete(&client, id).await.expect("deleted");
        assert_eq!(sandbox.rule_xml(&name, id), None);
        assert_eq!(client.get_rule(id).await.expect_err("gone").kind, ErrorKind::NoSuchRule);
    }
}

#[tokio::test]
async fn deleting_what_is_gone_succeeds_however_the_provider_answers() {
    let sandbox = sandbox().await;
    for is_404 in [true, false] {
        sandbox.set_delete_missing_is_404(is_404);
        for provider in Provider::ALL {
            assert_eq!(delete(&open(&sandbox, provider, "demo-empty"), "nothing").await, Ok(()));
        }
    }
}

#[tokio::test]
async fn every_seeded_rule_is_written_back_as_it_was_read() {
    let sandbox = sandbox().await;
    for provider in Provider::ALL {
        let client = open(&sandbox, provider, "demo-every-field");
        let ids = sandbox.rule_ids(&bucket(provider, "demo-every-field"));
        assert!(ids.len() > 5, "{ids:?}");
        for id in ids {
            let stored = client.get_rule(&id).await.expect("a rule");
            let service = service(provider);
            let written = service.document(&stored.rule, Some(&stored.document));
            let mut ordered = stored.document.clone();
            // Only the order of the documented elements may differ: PUT has another than GET.
            let order = service.document(&stored.rule, None);
            let names: Vec<_> = order.elements().map(|element| element.local_name().to_owned()).collect();
            ordered.arrange(&names.iter().map(String::as_str).collect::<Vec<_>>());
            assert_eq!(written, service.layout().without_unset(&ordered), "{id}");
        }
    }
}

#[tokio::test]
async fn a_rule_is_duplicated_with_all_that_it_holds() {
    let sandbox = sandbox().await;
    for provider in Provider::ALL {
        let client = open(&sandbox, provider, "demo-every-field");
        for id in sandbox.rule_ids(&bucket(provider, "demo-every-field")) {
            let stored = client.get_rule(&id).await.expect("a rule");
            let copy = stored.rule.clone().with(Part::Id, "copy");
            create(&client, &copy, Some(&stored.document)).await.unwrap_or_else(|e| panic!("{id}: {e:?}"));
            assert_eq!(client.get_rule("copy").await.expect("a rule").rule, copy, "{id}");
            delete(&client, "copy").await.expect("deleted");
        }
    }
}

#[tokio::test]
async fn a_refused_query_signature_falls_back_to_headers_for_good() {
    let sandbox = sandbox().await;
    sandbox.set_reads_by_query_refused(true);
    for provider in Provider::ALL {
        sandbox.clear_requests();
        let client = open(&sandbox, provider, "demo-250");
        assert_eq!(list_all(&client).await.len(), 250);
        client.get_rule(&sandbox.rule_ids(&bucket(provider, "demo-250"))[0]).await.expect("a rule");
        let requests = sandbox.requests();
        let mut expected = vec![Auth::Query];
        expected.extend([Auth::Header; 3]);
        assert_eq!(auths(&requests, Operation::List), expected);
        assert_eq!(auths(&requests, Operation::Get), [Auth::Header]);
    }
}

#[tokio::test]
async fn a_refusal_that_means_something_else_is_not_tried_again() {
    let sandbox = sandbox().await;
    for provider in Provider::ALL {
        sandbox.clear_requests();
        let client = open(&sandbox, provider, "demo-250");
        sandbox.expire_all_credentials();
        assert_eq!(client.list_page(None).await.expect_err("expired").kind, ErrorKind::CredentialsExpired);
        assert_eq!(auths(&sandbox.requests(), Operation::List), [Auth::Query]);
    }
}

#[tokio::test]
async fn reads_go_where_the_connection_says() {
    let sandbox = sandbox().await;
    for provider in Provider::ALL {
        for (reads, expected) in [(ReadSigning::Query, Auth::Query), (ReadSigning::Header, Auth::Header)] {
            sandbox.clear_requests();
            let connection = Connection { reads, ..connection(&sandbox, provider, "demo-250") };
            let client = client(connection, credentials(&sandbox, provider));
            client.list_page(None).await.expect("a page");
            assert_eq!(auths(&sandbox.requests(), Operation::List), [expected]);
        }
    }
}

#[tokio::test]
async fn the_older_signature_is_taken_by_old_buckets_and_told_apart_by_others() {
    let sandbox = sandbox().await;
    let client = |name: &str, reads| {
        let connection = connection(&sandbox, Provider::Oss, name);
        let connection = Connection { reads, signature: SignatureVersion::Older, ..connection };
        client(connection, credentials(&sandbox, Provider::Oss))
    };
    for reads in [ReadSigning::Query, ReadSigning::Header] {
        let client = client("demo-v1", reads);
        assert_eq!(list_all(&client).await.len(), 250);
        let id = "a/b 清 %?&+=#";
        let rule = new_rule(client.connection(), id);
        create(&client, &rule, None).await.expect("created");
        assert_eq!(client.get_rule(id).await.expect("read").rule, rule);
        delete(&client, id).await.expect("deleted");
    }
    for reads in [ReadSigning::Query, ReadSigning::Header] {
        let error = client("demo-250", reads).list_page(None).await.expect_err("only the current one");
        assert_eq!(error.kind, ErrorKind::OlderSignature);
    }
}

#[tokio::test]
async fn a_wrong_clock_is_found_once_and_then_allowed_for() {
    let sandbox = sandbox().await;
    for offset in [5 * 3_600, -5 * 3_600] {
        sandbox.set_clock_offset(offset);
        sandbox.clear_requests();
        let client = open(&sandbox, Provider::Oss, "demo-empty");
        let rule = new_rule(client.connection(), "report1");
        create(&client, &rule, None).await.expect("created with the provider's time");
        delete(&client, "report1").await.expect("deleted");
        assert!((client.clock_offset() - offset).abs() <= 2, "{}", client.clock_offset());
        let statuses: Vec<u16> = sandbox.requests().iter().map(|request| request.status).collect();
        assert_eq!(statuses, [403, 200, 204]);
        let bodies: Vec<usize> = sandbox.requests().iter().map(|request| request.body_len).collect();
        assert!(bodies[0] > 0 && bodies[0] == bodies[1], "a write is never repeated without its body");
    }
}

#[tokio::test]
async fn a_time_that_is_more_than_a_day_off_is_not_believed() {
    let sandbox = sandbox().await;
    for (offset, believed) in [(86_000, true), (-86_000, true), (3 * 86_400, false), (-3 * 86_400, false)] {
        sandbox.set_clock_offset(offset);
        sandbox.clear_requests();
        let client = open(&sandbox, Provider::Oss, "demo-250");
        let page = client.list_page(None).await;
        assert_eq!(page.is_ok(), believed, "{offset}");
        assert_eq!(client.provider_now().is_some(), believed, "{offset}");
        if let Err(error) = page {
            assert_eq!((error.kind, client.clock_offset()), (ErrorKind::Clock, 0));
            let apart = error.far_apart(now()).expect("the provider has said its time");
            assert!((apart - offset.abs()).abs() <= 2, "{apart}");
        }
    }
}

#[tokio::test]
async fn lists_without_end_stop_with_each_rule_once() {
    let sandbox = sandbox().await;
    for provider in Provider::ALL {
        for (bucket, kind, rules) in [
            ("error-repeat-token", ErrorKind::RepeatedToken, 200),
            ("error-endless-token", ErrorKind::RepeatedPage, 250),
        ] {
            let client = open(&sandbox, provider, bucket);
            let mut listing = Listing::of_at_most(client.capabilities().rules_per_bucket);
            let mut token = None;
            loop {
                let page = client.list_page(token.as_deref()).await.expect("a page");
                match listing.page_arrived(page, now()) {
                    Next::Page(next) => token = Some(next),
                    Next::Stop => break,
                }
            }
            let Progress::Stopped(error) = listing.progress() else { panic!("{bucket} is no whole list") };
            assert_eq!(error.kind, kind, "{bucket}");
            let mut ids: Vec<&str> = listing.rules().iter().map(Rule::id).collect();
            assert_eq!(ids.len(), rules, "{bucket}");
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), rules, "{bucket}");
        }
    }
}

#[tokio::test]
async fn odd_rules_are_listed_looked_at_and_removed_and_never_changed() {
    let sandbox = sandbox().await;
    for provider in Provider::ALL {
        let client = open(&sandbox, provider, "demo-odd");
        let rules = client.list_page(None).await.expect("a page").rules;
        let odd: Vec<&str> = rules.iter().filter(|rule| rule.unreadable().is_some()).map(Rule::id).collect();
        assert_eq!((rules.len(), odd), (6, vec!["odd-rule", "", ""]));
        let seen = client.get_any("odd-rule").await.expect("to be looked at");
        assert!(seen.rule.unreadable().is_some_and(|xml| xml.contains("<Id>odd-rule</Id>")));
        assert_eq!(client.get_rule("odd-rule").await.expect_err("never changed").kind, ErrorKind::Unreadable);
        delete(&client, "odd-rule").await.expect("removed");
        let gone = client.get_any("odd-rule").await.expect_err("it is gone");
        assert_eq!(gone.kind, ErrorKind::NoSuchRule);
    }
}

#[tokio::test]
async fn the_region_that_a_refusal_names_is_the_right_one() {
    let sandbox = sandbox().await;
    // Through the relay, which names the provider's own host.
    let relayed = |bucket: &str| {
        let template = format!("{}/relay/{{bucket}}.oss-cn-hangzhou.aliyuncs.com", sandbox.site_origin());
        let endpoint = EndpointTemplate::parse(&template).expect("a template");
        Connection { endpoint: Some(endpoint), ..connection(&sandbox, Provider::Oss, bucket) }
    };
    let open = |connection: Connection| client(connection, credentials(&sandbox, Provider::Oss));
    for bucket in ["demo-shanghai", "moved-shanghai"] {
        let client = open(relayed(bucket));
        let error = client.list_page(None).await.expect_err("another region");
        assert_eq!(error.kind, ErrorKind::WrongEndpoint, "{bucket}");
        let right = corrected(client.connection(), &error).expect("it is named");
        assert_eq!(right.region.as_str(), "cn-shanghai");
        assert_eq!(open(right).list_page(None).await.expect("a page").rules.len(), 12);
    }
    let beijing = Region::parse("cn-beijing").expect("a region");
    let client = open(Connection { region: beijing, ..relayed("demo-250") });
    let error = client.list_page(None).await.expect_err("signed for Beijing");
    assert_eq!(error.kind, ErrorKind::WrongRegion);
    let right = corrected(client.connection(), &error).expect("the host names it");
    assert_eq!(open(right).list_page(None).await.expect("a page").rules.len(), 100);
}

#[tokio::test]
async fn cos_tells_its_time_only_to_a_clock_that_is_ahead() {
    let sandbox = sandbox().await;
    // Behind: a signature from the provider's future is answered with the provider's time.
    sandbox.set_clock_offset(-5 * 3_600);
    let client = open(&sandbox, Provider::Cos, "demo-empty");
    let rule = new_rule(client.connection(), "report1");
    create(&client, &rule, None).await.expect("created with the provider's time");
    delete(&client, "report1").await.expect("deleted");
    assert!((client.clock_offset() + 5 * 3_600).abs() <= 2, "{}", client.clock_offset());
    let statuses: Vec<u16> = sandbox.requests().iter().map(|request| request.status).collect();
    // The id is read first: COS would replace a rule.
    assert_eq!(statuses, [403, 404, 200, 204]);
    // Ahead: one that is over is not, so that the user is told of the clock.
    sandbox.set_clock_offset(5 * 3_600);
    let client = open(&sandbox, Provider::Cos, "demo-empty");
    assert_eq!(client.list_page(None).await.expect_err("over").kind, ErrorKind::Clock);
    assert_eq!(client.clock_offset(), 0);
}

#[tokio::test]
async fn wrong_keys_are_told_apart_and_no_secret_is_in_the_error() {
    let sandbox = sandbox().await;
    for (provider, token_kind) in
        [(Provider::Oss, ErrorKind::CredentialsRefused), (Provider::Cos, ErrorKind::CredentialsExpired)]
    {
        let good = credentials(&sandbox, provider);
        let wrong_secret = Credentials { access_key_secret: Secret::new("wrong"), ..good.clone() };
        let wrong_token = Credentials { security_token: Secret::new("wrong"), ..good.clone() };
        let unknown = Credentials { access_key_id: "unknown".to_owned(), ..good.clone() };
        for (credentials, kind) in [
            (wrong_secret, ErrorKind::SignatureMismatch),
            // COS has one code for a token that is over and one that never was.
            (wrong_token, token_kind),
            (unknown, ErrorKind::CredentialsRefused),
        ] {
            let secrets = [good.access_key_secret.clone(), good.security_token.clone()];
            let connection = connection(&sandbox, provider, "demo-250");
            let client = client(Connection { reads: ReadSigning::Header, ..connection }, credentials);
            let error = client.list_page(None).await.expect_err("a refusal");
            assert_eq!(error.kind, kind, "{provider:?}");
            assert!(!error.answer.as_ref().expect("an answer").request_id.is_empty());
            let printed = format!("{error:?}");
            assert!(secrets.iter().all(|secret| !printed.contains(secret.expose())), "{printed}");
        }
    }
}

#[tokio::test]
async fn every_fault_has_its_kind() {
    let sandbox = sandbox().await;
    for provider in Provider::ALL {
        let page = match provider {
            Provider::Oss => ErrorKind::Unreadable,
            Provider::Cos => ErrorKind::Relay(RelayFault::Page),
        };
        for (name, kind) in [
            ("error-503", ErrorKind::Unavailable),
            ("error-500", ErrorKind::Unavailable),
            ("error-403", ErrorKind::Denied),
            // A page that came by the relay may be the relay's.
            ("error-html", page),
            ("error-cut-off", ErrorKind::Unreadable),
            ("error-expired", ErrorKind::CredentialsExpired),
            ("no-such-bucket", ErrorKind::NoSuchBucket),
        ] {
            let error = open(&sandbox, provider, name).list_page(None).await.expect_err(name);
            assert_eq!(error.kind, kind, "{provider:?} {name}");
        }
    }
}

#[tokio::test]
async fn the_thousandth_rule_is_the_last() {
    let sandbox = sandbox().await;
    for provider in Provider::ALL {
        let client = open(&sandbox, provider, "demo-1000");
        let rule = new_rule(client.connection(), "one-more");
        let error = create(&client, &rule, None).await.expect_err("full");
        assert!(!error.is_open());
        assert_eq!(error.error().kind, ErrorKind::LimitReached);
    }
}

#[tokio::test]
async fn a_rule_runs_once_under_an_id_and_is_not_kept() {
    let sandbox = sandbox().await;
    let client = open(&sandbox, Provider::Cos, "demo-empty");
    let rule = new_rule(client.connection(), "once");
    assert!(!client.run_once(&rule, None).await.expect("started").is_empty());
    assert_eq!(client.run_once(&rule, None).await.expect_err("again").kind, ErrorKind::AlreadyRun);
    assert_eq!(client.get_rule("once").await.expect_err("not kept").kind, ErrorKind::NoSuchRule);
}
