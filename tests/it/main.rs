//! The calls of a connection against the sandbox, over a native transport.
//!
//! The sandbox checks every signature with its own code, so what passes here was understood by two
//! independent readings of the provider's documents.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sandbox::{Auth, LoggedRequest, Operation, Options, Sandbox};
use stocktake::form::check::check;
use stocktake::form::draft::RuleDraft;
use stocktake::model::{
    BucketName, Connection, Credentials, Endpoint, EndpointTemplate, Provider, ReadSigning, Region, Rule,
    Secret, Timestamp,
};
use stocktake::provider::client::Client;
use stocktake::provider::error::ErrorKind;
use stocktake::provider::http::{Response, SignedRequest, Transport, TransportError};
use stocktake::provider::service;

/// Sends with an ordinary HTTP client.
struct Native(reqwest::Client);

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

fn credentials(sandbox: &Sandbox) -> Credentials {
    let issued = sandbox.issue_credentials(Duration::from_secs(3_600));
    Credentials {
        access_key_id: issued.access_key_id,
        access_key_secret: Secret::new(issued.access_key_secret),
        security_token: Secret::new(issued.security_token),
        expires_at: None,
    }
}

/// Addressed by path: the test's resolver may not know `*.localhost`.
fn client(sandbox: &Sandbox, bucket: &str, reads: ReadSigning, credentials: Credentials) -> Client<Native> {
    let template = format!("{}/{{bucket}}", sandbox.site_origin());
    let connection = Connection {
        provider: Provider::Oss,
        region: Region::parse("cn-hangzhou").expect("a region"),
        bucket: BucketName::parse(bucket).expect("a bucket"),
        endpoint: Some(EndpointTemplate::parse(&template).expect("a template")),
        reads,
    };
    let endpoint = Endpoint::of_connection(&connection).expect("an endpoint");
    Client::new(Native(reqwest::Client::new()), now, connection, endpoint, credentials, None)
}

fn open(sandbox: &Sandbox, bucket: &str) -> Client<Native> {
    client(sandbox, bucket, ReadSigning::Automatic, credentials(sandbox))
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

fn new_rule(id: &str) -> Rule {
    let capabilities = service(Provider::Oss).capabilities();
    let draft = RuleDraft {
        id: id.to_owned(),
        prefix: "a b/清单 & <x>+100%/".to_owned(),
        destination_bucket: "inventory-reports".to_owned(),
        account_id: "1000000000000000".to_owned(),
        role_arn: "acs:ram::1000000000000000:role/AliyunOSSRole".to_owned(),
        ..RuleDraft::new(capabilities)
    };
    check(&draft, capabilities).expect("no problem")
}

fn auths(requests: &[LoggedRequest], operation: Operation) -> Vec<Auth> {
    requests.iter().filter(|r| r.operation == Some(operation)).map(|r| r.auth).collect()
}

#[tokio::test]
async fn every_rule_is_listed_once_with_signatures_in_the_query() {
    let sandbox = sandbox().await;
    let rules = list_all(&open(&sandbox, "demo-250")).await;
    assert_eq!(rules.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>(), sandbox.rule_ids("demo-250"));
    let requests = sandbox.requests();
    assert_eq!(auths(&requests, Operation::List), [Auth::Query; 3]);
    assert!(requests.iter().all(|request| request.header("authorization").is_none()));
}

#[tokio::test]
async fn an_empty_bucket_is_an_empty_list_however_the_provider_says_it() {
    let sandbox = sandbox().await;
    for is_404 in [true, false] {
        sandbox.set_empty_list_is_404(is_404);
        assert_eq!(list_all(&open(&sandbox, "demo-empty")).await, []);
    }
}

#[tokio::test]
async fn a_rule_is_created_read_and_deleted_and_never_replaced() {
    let sandbox = sandbox().await;
    let client = open(&sandbox, "demo-empty");
    for id in ["report1", "a/b 清 %?&+=#", "Report.A_b-c"] {
        let rule = new_rule(id);
        client.create_rule(&rule).await.expect("created");
        assert_eq!(client.get_rule(id).await.expect("read").rule, rule);
        let stored = sandbox.rule_xml("demo-empty", id);
        let again = client.create_rule(&rule).await.expect_err("a taken id");
        assert_eq!(again.kind, ErrorKind::AlreadyExists);
        assert_eq!(sandbox.rule_xml("demo-empty", id), stored);
        client.delete_rule(id).await.expect("deleted");
        assert_eq!(sandbox.rule_xml("demo-empty", id), None);
        assert_eq!(client.get_rule(id).await.expect_err("gone").kind, ErrorKind::NoSuchRule);
    }
}

#[tokio::test]
async fn deleting_what_is_gone_succeeds_however_the_provider_answers() {
    let sandbox = sandbox().await;
    for is_404 in [true, false] {
        sandbox.set_delete_missing_is_404(is_404);
        assert_eq!(open(&sandbox, "demo-empty").delete_rule("nothing").await, Ok(()));
    }
}

#[tokio::test]
async fn every_seeded_rule_is_written_back_as_it_was_read() {
    let sandbox = sandbox().await;
    let client = open(&sandbox, "demo-every-field");
    for id in sandbox.rule_ids("demo-every-field") {
        let stored = client.get_rule(&id).await.expect("a rule");
        let service = service(Provider::Oss);
        let written = service.document(&stored.rule, Some(&stored.document));
        let mut ordered = stored.document.clone();
        // Only the order of the documented elements may differ: PUT has another than GET.
        let order = service.document(&stored.rule, None);
        let names: Vec<_> = order.elements().map(|element| element.local_name().to_owned()).collect();
        ordered.arrange(&names.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(written, ordered, "{id}");
    }
}

#[tokio::test]
async fn a_refused_query_signature_falls_back_to_headers_for_good() {
    let sandbox = sandbox().await;
    sandbox.set_reads_by_query_refused(true);
    let client = open(&sandbox, "demo-250");
    assert_eq!(list_all(&client).await.len(), 250);
    client.get_rule(&sandbox.rule_ids("demo-250")[0]).await.expect("a rule");
    let requests = sandbox.requests();
    let mut expected = vec![Auth::Query];
    expected.extend([Auth::Header; 3]);
    assert_eq!(auths(&requests, Operation::List), expected);
    assert_eq!(auths(&requests, Operation::Get), [Auth::Header]);
}

#[tokio::test]
async fn a_refusal_that_means_something_else_is_not_tried_again() {
    let sandbox = sandbox().await;
    let client = open(&sandbox, "demo-250");
    sandbox.expire_all_credentials();
    assert_eq!(client.list_page(None).await.expect_err("expired").kind, ErrorKind::CredentialsExpired);
    assert_eq!(auths(&sandbox.requests(), Operation::List), [Auth::Query]);
}

#[tokio::test]
async fn reads_go_where_the_connection_says() {
    let sandbox = sandbox().await;
    for (reads, expected) in [(ReadSigning::Query, Auth::Query), (ReadSigning::Header, Auth::Header)] {
        sandbox.clear_requests();
        let client = client(&sandbox, "demo-250", reads, credentials(&sandbox));
        client.list_page(None).await.expect("a page");
        assert_eq!(auths(&sandbox.requests(), Operation::List), [expected]);
    }
}

#[tokio::test]
async fn a_wrong_clock_is_found_once_and_then_allowed_for() {
    let sandbox = sandbox().await;
    for offset in [5 * 3_600, -5 * 3_600] {
        sandbox.set_clock_offset(offset);
        sandbox.clear_requests();
        let client = open(&sandbox, "demo-empty");
        client.create_rule(&new_rule("report1")).await.expect("created with the provider's time");
        client.delete_rule("report1").await.expect("deleted");
        assert!((client.clock_offset() - offset).abs() <= 2, "{}", client.clock_offset());
        let statuses: Vec<u16> = sandbox.requests().iter().map(|request| request.status).collect();
        assert_eq!(statuses, [403, 200, 204]);
        let bodies: Vec<usize> = sandbox.requests().iter().map(|request| request.body_len).collect();
        assert!(bodies[0] > 0 && bodies[0] == bodies[1], "a write is never repeated without its body");
    }
}

#[tokio::test]
async fn wrong_keys_are_told_apart_and_no_secret_is_in_the_error() {
    let sandbox = sandbox().await;
    let good = credentials(&sandbox);
    let wrong_secret = Credentials { access_key_secret: Secret::new("wrong"), ..good.clone() };
    let wrong_token = Credentials { security_token: Secret::new("wrong"), ..good.clone() };
    let unknown = Credentials { access_key_id: "STS.unknown".to_owned(), ..good.clone() };
    for (credentials, kind) in [
        (wrong_secret, ErrorKind::SignatureMismatch),
        (wrong_token, ErrorKind::CredentialsRefused),
        (unknown, ErrorKind::CredentialsRefused),
    ] {
        let secrets = [good.access_key_secret.clone(), good.security_token.clone()];
        let client = client(&sandbox, "demo-250", ReadSigning::Header, credentials);
        let error = client.list_page(None).await.expect_err("a refusal");
        assert_eq!(error.kind, kind);
        assert!(!error.answer.as_ref().expect("an answer").request_id.is_empty());
        let printed = format!("{error:?}");
        assert!(secrets.iter().all(|secret| !printed.contains(secret.expose())), "{printed}");
    }
}

#[tokio::test]
async fn every_fault_has_its_kind() {
    let sandbox = sandbox().await;
    for (bucket, kind) in [
        ("error-503", ErrorKind::Unavailable),
        ("error-500", ErrorKind::Unavailable),
        ("error-403", ErrorKind::Denied),
        ("error-html", ErrorKind::Unreadable),
        ("error-cut-off", ErrorKind::Unreadable),
        ("error-expired", ErrorKind::CredentialsExpired),
        ("no-such-bucket", ErrorKind::NoSuchBucket),
    ] {
        let error = open(&sandbox, bucket).list_page(None).await.expect_err(bucket);
        assert_eq!(error.kind, kind, "{bucket}");
    }
}

#[tokio::test]
async fn the_thousandth_rule_is_the_last() {
    let sandbox = sandbox().await;
    let error = open(&sandbox, "demo-1000").create_rule(&new_rule("one-more")).await.expect_err("full");
    assert_eq!(error.kind, ErrorKind::LimitReached);
}
