//! Whole conversations with COS over a socket, by the public handle.

use std::time::Duration;

use crate::cos::test_signing::{headers, listed_headers};
use crate::test_user::{Answer, PAGE, User};
use crate::{Auth, ListOrder, Operation, Provider, PutExisting};

const EMPTY: &str = "demo-empty-1250000000";

fn ids(answer: &Answer) -> Vec<&str> {
    answer.body.split("<Id>").skip(1).filter_map(|rest| rest.split_once('<')).map(|(id, _)| id).collect()
}

#[tokio::test]
async fn a_rule_is_put_read_listed_replaced_and_deleted() {
    let user = User::of(Provider::Cos).await;
    let xml = user.sandbox.rule_xml("demo-every-field-1250000000", "oddities").expect("seeded");
    // An odd form that a PUT takes; its field is an older page's.
    let xml = xml.replace("IsMultipartUpload<", "ETag<");
    let one = "inventory&id=oddities";
    let put = user.call("PUT", EMPTY, one, &xml).await;
    assert_eq!((put.status, put.body.as_str()), (200, ""));
    assert_eq!(user.sandbox.rule_xml(EMPTY, "oddities"), Some(xml.clone()));
    let read = user.read(EMPTY, one).await;
    read.check(200, "");
    assert!(read.header("last-modified").is_some_and(|date| date.ends_with("gmt")));
    assert_eq!(read.header("server"), Some("tencent-cos"));
    assert_eq!(read.header("x-cos-trace-id"), None);
    let (_, element) = xml.split_once('\n').expect("a declaration");
    assert!(read.body.ends_with(element), "{}", read.body);
    let list = user.read(EMPTY, "inventory&continuation-token=").await;
    assert!(list.body.contains("<ListInventoryConfigurationResult><InventoryConfiguration><Id>oddities"));
    let replaced = xml.replace("True", "false");
    assert_eq!(user.call("PUT", EMPTY, one, &replaced).await.status, 200);
    assert_eq!(user.sandbox.rule_xml(EMPTY, "oddities"), Some(replaced.clone()));
    user.call("POST", EMPTY, one, &replaced).await.check(400, "DuplicateInventoryId");
    assert_eq!(user.call("DELETE", EMPTY, one, "").await.status, 204);
    assert_eq!(user.call("DELETE", EMPTY, one, "").await.status, 204);
    let gone = user.read(EMPTY, one).await;
    gone.check(404, "InventoryConfigurationNotFoundError");
    assert!(gone.header("x-cos-trace-id").is_some());
    let job = user.call("POST", EMPTY, one, &replaced).await;
    assert!(job.body.contains("<JobId>"), "{}", job.body);
    let list = user.read(EMPTY, "inventory").await;
    list.check(200, "");
    assert!(ids(&list).is_empty());

    let requests = user.sandbox.requests();
    assert!(requests.iter().all(|request| request.provider == Some(Provider::Cos)));
    let operations: Vec<_> = requests
        .iter()
        .filter_map(|request| request.operation.map(|operation| (operation, request.auth, request.status)))
        .collect();
    let expected = [
        (Operation::Put, Auth::Header, 200),
        (Operation::Get, Auth::Query, 200),
        (Operation::List, Auth::Query, 200),
        (Operation::Put, Auth::Header, 200),
        (Operation::RunOnce, Auth::Header, 400),
        (Operation::Delete, Auth::Header, 204),
        (Operation::Delete, Auth::Header, 204),
        (Operation::Get, Auth::Query, 404),
        (Operation::RunOnce, Auth::Header, 200),
        (Operation::List, Auth::Query, 200),
    ];
    assert_eq!(operations, expected);
}

#[tokio::test]
async fn every_way_to_address_a_bucket_reaches_it() {
    let user = User::of(Provider::Cos).await;
    let port = user.sandbox.port();
    let own = format!("127.0.0.1:{port}");
    let bucket = "demo-250-1250000000";
    let real = format!("{bucket}.cos.ap-guangzhou.myqcloud.com");
    let other = format!("{bucket}.cos.ap-guangzhou.tencentcos.cn");
    let local = user.host(bucket);
    let without_port = local.trim_end_matches(|letter| letter != ':').trim_end_matches(':').to_owned();
    let custom = format!("{bucket}.cos-custom.localhost:{port}");
    let ways = [
        (local.clone(), "/?inventory".to_owned(), local.clone()),
        (local.clone(), "/?inventory".into(), without_port),
        (custom.clone(), "/?inventory".into(), custom),
        (own.clone(), format!("/relay/{real}/?inventory"), real.clone()),
        // As a proxy is asked.
        (own.clone(), format!("http://{real}/?inventory"), real.clone()),
        (own.clone(), format!("http://{other}/?inventory"), other),
    ];
    for (host, target, signed_host) in ways {
        let headers = headers(&user.credentials, "GET", &signed_host, "inventory", &[("origin", PAGE)]);
        let answer = user.send("GET", &host, &target, &headers, "").await;
        answer.check(200, "");
        let is_relay = target.starts_with("/relay");
        assert_eq!(answer.header("access-control-allow-origin").is_none(), is_relay, "{target}");
    }
    // Signed for the relay itself, which is not what COS is told.
    let headers = headers(&user.credentials, "GET", &own, "inventory", &[]);
    let target = format!("/relay/{real}/?inventory");
    let answer = user.send("GET", &own, &target, &headers, "").await;
    answer.check(403, "SignatureDoesNotMatch");
}

#[tokio::test]
async fn a_wrong_digest_a_missing_id_and_another_method_are_refused() {
    let user = User::of(Provider::Cos).await;
    let one = "inventory&id=a";
    let host = user.host(EMPTY);
    for (digest, code) in [("1B2M2Y8AsgTpgAmY7PhCfg==", "BadDigest"), ("abc", "InvalidDigest")] {
        let headers = headers(&user.credentials, "PUT", &host, one, &[("content-md5", digest)]);
        let answer = user.send("PUT", &host, &format!("/?{one}"), &headers, "<a/>").await;
        answer.check(400, code);
    }
    user.call("DELETE", EMPTY, "inventory", "").await.check(400, "InvalidArgument");
    user.call("PATCH", EMPTY, one, "").await.check(405, "MethodNotAllowed");
    user.call("GET", EMPTY, "acl", "").await.check(405, "MethodNotAllowed");
    user.call("PUT", EMPTY, one, "").await.check(400, "MissingRequestBodyError");
}

#[tokio::test]
async fn clocks_and_credentials_are_checked_by_the_providers_clock() {
    let user = User::of(Provider::Cos).await;
    let (sandbox, bucket) = (&user.sandbox, "demo-250-1250000000");
    sandbox.set_clock_offset(20 * 60);
    let late = user.read(bucket, "inventory").await;
    late.check(403, "AccessDenied");
    assert!(late.body.contains("<Message>Request has expired</Message>"));
    sandbox.set_clock_offset(-20 * 60);
    let early = user.call("GET", bucket, "inventory", "").await;
    early.check(403, "RequestTimeTooSkewed");
    assert!(early.body.contains("<ServerTime>"));
    sandbox.set_clock_offset(0);
    sandbox.expire_all_credentials();
    user.read(bucket, "inventory").await.check(400, "ExpiredToken");
    sandbox.set_cos_expired_token_code(403, "InvalidToken");
    user.read(bucket, "inventory").await.check(403, "InvalidToken");
    user.read("error-expired-1250000000", "inventory").await.check(403, "InvalidToken");
}

#[tokio::test]
async fn the_switches_change_what_is_answered() {
    let user = User::of(Provider::Cos).await;
    let sandbox = &user.sandbox;
    let switch = |change: fn(&mut crate::Switches)| sandbox.switch(Provider::Cos, change);
    switch(|cos| cos.empty_list_is_404 = true);
    user.read(EMPTY, "inventory").await.check(404, "InventoryConfigurationNotFoundError");
    switch(|cos| cos.delete_missing_is_404 = true);
    let missing = user.call("DELETE", EMPTY, "inventory&id=none", "").await;
    missing.check(404, "InventoryConfigurationNotFoundError");

    let full = "demo-1000-1250000000";
    let id = sandbox.rule_ids(full).remove(3);
    let xml = sandbox.rule_xml(full, &id).expect("seeded");
    let query = format!("inventory&id={id}");
    assert_eq!(user.call("PUT", full, &query, &xml).await.status, 200);
    switch(|cos| cos.put_existing = PutExisting::Refused("InventoryAlreadyExist"));
    user.call("PUT", full, &query, &xml).await.check(409, "InventoryAlreadyExist");
    let new = xml.replace(&id, "new");
    user.call("PUT", full, "inventory&id=new", &new).await.check(400, "TooManyConfigurations");
    switch(|cos| cos.full_code = "InventoryFull");
    user.call("PUT", full, "inventory&id=new", &new).await.check(400, "InventoryFull");

    sandbox.set_reads_by_query_refused(true);
    user.read(full, "inventory").await.check(403, "AccessDenied");
    user.call("GET", full, "inventory", "").await.check(200, "");

    sandbox.set_cos_host_signature_required(true);
    user.call("GET", full, "inventory", "").await.check(200, "");
    let host = user.host(full);
    let headers = listed_headers(&user.credentials, "GET", &host, "inventory", "x-cos-security-token", &[]);
    user.send("GET", &host, "/?inventory", &headers, "").await.check(403, "AccessDenied");
}

#[tokio::test]
async fn lists_come_in_either_order_page_by_page() {
    let user = User::of(Provider::Cos).await;
    let bucket = "demo-250-1250000000";
    let mut expected = user.sandbox.rule_ids(bucket);
    for order in [ListOrder::Creation, ListOrder::Id] {
        user.sandbox.switch(Provider::Cos, |cos| cos.list_order = order);
        if order == ListOrder::Id {
            expected.sort();
        }
        let (mut seen, mut query) = (Vec::new(), "inventory".to_owned());
        loop {
            let page = user.read(bucket, &query).await;
            seen.extend(ids(&page).into_iter().map(ToOwned::to_owned));
            let next =
                page.body.split_once("<NextContinuationToken>").and_then(|(_, rest)| rest.split_once('<'));
            let Some((token, _)) = next else {
                break;
            };
            assert!(['+', '/', '='].iter().all(|sign| token.contains(*sign)), "{token}");
            query = format!("inventory&continuation-token={}", crate::query::percent_encode(token));
        }
        assert_eq!(seen, expected);
    }
}

#[tokio::test]
async fn reads_lag_behind_writes_when_switched_so() {
    let user = User::of(Provider::Cos).await;
    let bucket = "demo-every-field-1250000000";
    user.sandbox.set_cos_read_lag(Duration::from_millis(600));
    let xml = user.sandbox.rule_xml(bucket, "bare").expect("seeded");
    let changed = xml.replace("<IsEnabled>false", "<IsEnabled>true");
    assert_eq!(user.call("PUT", bucket, "inventory&id=bare", &changed).await.status, 200);
    assert_eq!(user.call("DELETE", bucket, "inventory&id=orc", "").await.status, 204);
    assert_eq!(user.sandbox.rule_xml(bucket, "bare"), Some(changed));
    let old = user.read(bucket, "inventory&id=bare").await;
    assert!(old.body.contains("<IsEnabled>false"));
    assert!(ids(&user.read(bucket, "inventory").await).contains(&"orc"));
    tokio::time::sleep(Duration::from_millis(700)).await;
    let new = user.read(bucket, "inventory&id=bare").await;
    assert!(new.body.contains("<IsEnabled>true"));
    user.read(bucket, "inventory&id=orc").await.check(404, "InventoryConfigurationNotFoundError");
}

#[tokio::test]
async fn credentials_are_fresh_and_look_like_the_real_ones() {
    let user = User::of(Provider::Cos).await;
    let own = format!("127.0.0.1:{}", user.sandbox.port());
    let answer = user.send("GET", &own, "/sts/cos?lifetime=60", &[], "").await;
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let document: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
    let response = &document["Response"];
    let token = response["Credentials"]["Token"].as_str().expect("a token");
    assert!(token.len() > 500 && ['+', '/', '='].iter().all(|sign| token.contains(*sign)));
    assert!(response["Credentials"]["TmpSecretId"].as_str().is_some_and(|id| id.starts_with("AKID")));
    assert!(response["Credentials"]["TmpSecretKey"].is_string() && response["RequestId"].is_string());
    let ends = response["ExpiredTime"].as_i64().expect("seconds");
    let left = ends - time::OffsetDateTime::now_utc().unix_timestamp();
    assert!((50..=60).contains(&left), "{left}");
    assert!(response["Expiration"].as_str().is_some_and(|text| text.ends_with('Z')));
}
