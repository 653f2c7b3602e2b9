//! Whole conversations over a socket, by the public handle.

use std::time::{Duration, Instant};

use crate::oss::test_signing::{headers, v1_headers, v1_query};
use crate::test_user::{Answer, PAGE, User, origin};
use crate::{Auth, ListOrder, Operation, Options, Provider, PutExisting, SiteConfig, query, start};

#[tokio::test]
async fn a_rule_is_put_read_listed_and_deleted() {
    let user = User::new().await;
    let xml = user.sandbox.rule_xml("demo-every-field", "bare").expect("seeded");
    let one = "inventory&inventoryId=bare";
    assert_eq!(user.call("PUT", "demo-empty", one, &xml).await.status, 200);
    assert_eq!(user.sandbox.rule_xml("demo-empty", "bare"), Some(xml.clone()));
    user.call("PUT", "demo-empty", one, &xml).await.check(409, "InventoryAlreadyExist");
    let read = user.read("demo-empty", one).await;
    read.check(200, "");
    assert!(read.header("last-modified").is_some_and(|date| date.ends_with("gmt")));
    assert!(read.body.contains("<Id>bare</Id>"));
    let list = user.read("demo-empty", "inventory").await;
    assert!(list.body.contains("<IsTruncated>false</IsTruncated>"), "{}", list.body);
    assert_eq!(user.call("DELETE", "demo-empty", one, "").await.status, 204);
    assert!(user.sandbox.rule_ids("demo-empty").is_empty());
    user.read("demo-empty", one).await.check(404, "NoSuchInventory");

    let operations: Vec<_> = user
        .sandbox
        .requests()
        .iter()
        .map(|request| (request.operation, request.auth, request.status))
        .collect();
    let expected = [
        (Some(Operation::Put), Auth::Header, 200),
        (Some(Operation::Put), Auth::Header, 409),
        (Some(Operation::Get), Auth::Query, 200),
        (Some(Operation::List), Auth::Query, 200),
        (Some(Operation::Delete), Auth::Header, 204),
        (Some(Operation::Get), Auth::Query, 404),
    ];
    assert_eq!(operations, expected);
}

#[tokio::test]
async fn every_way_to_address_a_bucket_reaches_it() {
    let user = User::new().await;
    let port = user.sandbox.port();
    let own = format!("127.0.0.1:{port}");
    let ways = [
        (user.host("demo-250"), "/?inventory".to_owned()),
        (format!("demo-250.custom.localhost:{port}"), "/?inventory".into()),
        (own.clone(), "/demo-250/?inventory".into()),
        (own.clone(), "/relay/demo-250.oss-cn-hangzhou.aliyuncs.com/?inventory".into()),
        // As a proxy is asked.
        (own, "http://demo-250.oss-cn-hangzhou.aliyuncs.com/?inventory".into()),
    ];
    for (host, target) in ways {
        let headers = headers(&user.credentials, "GET", "demo-250", "inventory", &[("origin", PAGE)]);
        let answer = user.send("GET", &host, &target, &headers, "").await;
        answer.check(200, "");
        let is_relay = target.starts_with("/relay");
        assert_eq!(answer.header("access-control-allow-origin").is_none(), is_relay, "{target}");
    }
    let elsewhere = format!("demo-250.oss-cn-shanghai.localhost:{port}");
    let headers = headers(&user.credentials, "GET", "demo-250", "inventory", &[]);
    let answer = user.send("GET", &elsewhere, "/?inventory", &headers, "").await;
    answer.check(403, "AccessDenied");
    assert!(answer.body.contains("<Endpoint>oss-cn-hangzhou.aliyuncs.com</Endpoint>"));
}

/// The name of a bucket with COS's account number behind it, or as it is.
fn named(provider: Provider, bucket: &str) -> String {
    match provider {
        Provider::Oss => bucket.into(),
        Provider::Cos => format!("{bucket}-1250000000"),
    }
}

/// Answers to a list: bucket, status, code, and whether the page sees it.
async fn check_visible(user: &User, cases: &[(&str, u16, &str, bool)], exposed: &str) {
    for (bucket, status, code, visible) in cases {
        let bucket = named(user.provider, bucket);
        let answer = user.read(&bucket, "inventory").await;
        answer.check(*status, code);
        let seen = answer.header("access-control-allow-origin").is_some();
        assert_eq!(seen, *visible, "{bucket}");
        if seen {
            assert_eq!(answer.header("access-control-expose-headers"), Some(exposed), "{bucket}");
        }
    }
}

#[tokio::test]
async fn pages_see_errors_of_buckets_that_allow_them_and_nothing_else() {
    let common = [
        ("error-503", 503, "ServiceUnavailable", true),
        ("error-500", 500, "InternalError", true),
        ("error-403", 403, "AccessDenied", true),
        ("error-html", 200, "", true),
        ("demo-cors-none", 200, "", false),
        ("no-such-bucket", 404, "NoSuchBucket", false),
    ];
    let oss = User::new().await;
    let exposed = "x-oss-request-id, x-oss-ec";
    check_visible(&oss, &common, exposed).await;
    let own = [
        ("demo-empty", 404, "NoSuchInventory", true),
        ("error-expired", 403, "SecurityTokenExpired", true),
        ("demo-shanghai", 403, "AccessDenied", true),
    ];
    check_visible(&oss, &own, exposed).await;
    let cos = User::of(Provider::Cos).await;
    let exposed = "x-cos-request-id, x-cos-trace-id, date, content-length, etag";
    check_visible(&cos, &common, exposed).await;
    let own = [
        ("demo-empty", 200, "", true),
        ("error-expired", 400, "ExpiredToken", true),
        ("demo-beijing", 404, "NoSuchBucket", false),
    ];
    check_visible(&cos, &own, exposed).await;
}

#[tokio::test]
async fn preflights_are_allowed_by_the_buckets_rules_alone() {
    for provider in [Provider::Oss, Provider::Cos] {
        let user = User::of(provider).await;
        for (bucket, method, status) in [
            ("demo-250", "PUT", 200),
            ("demo-250", "POST", 200),
            ("demo-250", "DELETE", 200),
            ("error-503", "PUT", 200),
            ("demo-cors-read-only", "GET", 200),
            ("demo-cors-read-only", "PUT", 403),
            ("demo-cors-none", "GET", 403),
            ("no-such-bucket", "GET", 404),
        ] {
            let answer = user.preflight(&named(provider, bucket), method).await;
            assert_eq!(answer.status, status, "{bucket} {method}");
            if status == 403 {
                assert_eq!(answer.code(), "AccessForbidden");
            }
            let allowed = answer.header("access-control-allow-origin").is_some();
            assert_eq!(allowed, status == 200, "{bucket} {method}");
        }
        assert!(user.sandbox.requests().iter().all(|request| request.preflight));
    }
}

#[tokio::test]
async fn each_provider_has_its_own_buckets_and_keys() {
    let mut oss = User::new().await;
    oss.read("demo-250-1250000000", "inventory").await.check(404, "NoSuchBucket");
    let mut cos = User::of(Provider::Cos).await;
    cos.read("demo-250", "inventory").await.check(404, "NoSuchBucket");
    oss.credentials = oss.sandbox.issue_cos_credentials(Duration::from_secs(60));
    oss.read("demo-250", "inventory").await.check(403, "InvalidAccessKeyId");
    cos.credentials = cos.sandbox.issue_credentials(Duration::from_secs(60));
    cos.read("demo-250-1250000000", "inventory").await.check(403, "InvalidAccessKeyId");
}

#[tokio::test]
async fn writes_can_be_refused_alone() {
    for (provider, parameter) in [(Provider::Oss, "inventoryId"), (Provider::Cos, "id")] {
        let user = User::of(provider).await;
        let (kept, unwritten) = (named(provider, "error-delete-403"), named(provider, "error-put-403"));
        let id = user.sandbox.rule_ids(&kept).remove(0);
        let one = format!("inventory&{parameter}={}", query::percent_encode(&id));
        user.call("DELETE", &kept, &one, "").await.check(403, "AccessDenied");
        user.call("PUT", &unwritten, &one, "").await.check(403, "AccessDenied");
        assert_eq!(user.call("DELETE", &unwritten, &one, "").await.status, 204);
    }
}

#[tokio::test]
async fn the_switches_change_what_is_answered() {
    let user = User::new().await;
    let sandbox = &user.sandbox;
    sandbox.set_reads_by_query_refused(true);
    user.read("demo-250", "inventory").await.check(403, "AccessDenied");
    user.call("GET", "demo-250", "inventory", "").await.check(200, "");
    sandbox.set_reads_by_query_refused(false);

    sandbox.set_clock_offset(20 * 60);
    user.call("GET", "demo-250", "inventory", "").await.check(403, "RequestTimeTooSkewed");
    user.read("demo-250", "inventory").await.check(403, "AccessDenied");
    sandbox.set_clock_offset(-20 * 60);
    let early = user.read("demo-250", "inventory").await;
    assert_eq!(early.header("x-oss-ec"), Some("0002-00000235"));
    sandbox.set_clock_offset(0);

    sandbox.expire_all_credentials();
    user.call("GET", "demo-250", "inventory", "").await.check(403, "SecurityTokenExpired");
}

#[tokio::test]
async fn the_unconfirmed_points_can_be_answered_otherwise() {
    let user = User::new().await;
    let sandbox = &user.sandbox;
    let id = sandbox.rule_ids("demo-250").remove(3);
    let xml = sandbox.rule_xml("demo-250", &id).expect("seeded");
    let one = format!("inventory&inventoryId={}", query::percent_encode(&id));
    user.call("PUT", "demo-250", &one, &xml).await.check(409, "InventoryAlreadyExist");
    let other = "InventoryConfigurationAlreadyExists";
    sandbox.switch(Provider::Oss, |oss| oss.put_existing = PutExisting::Refused(other));
    user.call("PUT", "demo-250", &one, &xml).await.check(409, other);
    sandbox.switch(Provider::Oss, |oss| oss.list_order = ListOrder::Id);
    let list = user.read("demo-250", "inventory").await;
    let mut ids = sandbox.rule_ids("demo-250");
    ids.sort();
    let start = format!("<ListInventoryConfigurationsResult><InventoryConfiguration><Id>{}</Id>", ids[0]);
    assert!(list.body.contains(&start), "{}", list.body);
    sandbox.switch(Provider::Oss, |oss| oss.expired_token = (403, "InvalidSecurityToken"));
    sandbox.expire_all_credentials();
    user.read("demo-250", "inventory").await.check(403, "InvalidSecurityToken");
}

async fn call_v1(user: &User, method: &str, bucket: &str, query: &str, body: &str) -> Answer {
    let headers = v1_headers(&user.credentials, method, bucket, query, &[("origin", PAGE)]);
    user.send(method, &user.host(bucket), &format!("/?{query}"), &headers, body).await
}

async fn read_v1(user: &User, bucket: &str, query: &str) -> Answer {
    let query = v1_query(&user.credentials, bucket, query);
    user.send("GET", &user.host(bucket), &format!("/?{query}"), &origin(), "").await
}

#[tokio::test]
async fn old_buckets_take_v1_signatures_and_others_do_not() {
    let user = User::new().await;
    let list = "inventory";
    for (bucket, ec) in [("demo-v1", None), ("demo-250", Some("0002-00000080"))] {
        let status = if ec.is_some() { 403 } else { 200 };
        let (header, query) =
            (call_v1(&user, "GET", bucket, list, "").await, read_v1(&user, bucket, list).await);
        for answer in [header, query] {
            assert_eq!((answer.status, answer.header("x-oss-ec")), (status, ec), "{}", answer.body);
            assert!(answer.header("access-control-allow-origin").is_some());
        }
        let auths: Vec<_> = user.sandbox.requests().iter().rev().take(2).map(|one| one.auth).collect();
        assert_eq!(auths, [Auth::Query, Auth::Header]);
    }
    user.read("demo-v1", list).await.check(200, "");
    user.sandbox.set_accepts_v1("demo-250", true);
    read_v1(&user, "demo-250", list).await.check(200, "");
    user.sandbox.set_accepts_v1("demo-v1", false);
    read_v1(&user, "demo-v1", list).await.check(403, "AccessDenied");

    let xml = user.sandbox.rule_xml("demo-v1-every-field", "bare").expect("seeded");
    let one = "inventory&inventoryId=bare";
    assert_eq!(call_v1(&user, "PUT", "demo-v1-empty", one, &xml).await.status, 200);
    assert!(read_v1(&user, "demo-v1-empty", one).await.body.contains("<Id>bare</Id>"));
    assert_eq!(call_v1(&user, "DELETE", "demo-v1-empty", one, "").await.status, 204);

    user.sandbox.set_clock_offset(20 * 60);
    call_v1(&user, "GET", "demo-v1-empty", list, "").await.check(403, "RequestTimeTooSkewed");
    let late = read_v1(&user, "demo-v1-empty", list).await;
    assert_eq!(late.header("x-oss-ec"), Some("0002-00000069"), "{}", late.body);
    user.sandbox.set_clock_offset(0);
    user.sandbox.expire_all_credentials();
    read_v1(&user, "demo-v1-empty", list).await.check(403, "SecurityTokenExpired");
}

#[tokio::test]
async fn a_wrong_digest_and_a_missing_id_are_refused() {
    let user = User::new().await;
    let one = "inventory&inventoryId=a";
    let headers =
        headers(&user.credentials, "PUT", "demo-empty", one, &[("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==")]);
    let host = user.host("demo-empty");
    let answer = user.send("PUT", &host, &format!("/?{one}"), &headers, "<a/>").await;
    answer.check(400, "InvalidDigest");
    let answer = user.call("DELETE", "demo-empty", "inventory", "").await;
    assert_eq!(answer.header("x-oss-ec"), Some("0020-00000002"));
    user.call("POST", "demo-empty", "inventory", "").await.check(501, "NotImplemented");
}

#[tokio::test]
async fn latency_is_added_to_the_provider_and_not_to_the_site() {
    let user = User::new().await;
    user.sandbox.set_latency(Duration::from_secs(60));
    let own = format!("127.0.0.1:{}", user.sandbox.port());
    let begin = Instant::now();
    user.send("GET", &own, "/config.json", &[], "").await;
    assert!(begin.elapsed() < Duration::from_secs(60));
    user.sandbox.set_latency(Duration::from_millis(300));
    let begin = Instant::now();
    user.preflight("demo-250", "GET").await;
    assert!(begin.elapsed() >= Duration::from_millis(300));
    user.sandbox.set_latency(Duration::ZERO);
    let begin = Instant::now();
    user.read("slow-300", "inventory").await.check(200, "");
    assert!(begin.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn credentials_are_fresh_and_look_like_the_real_ones() {
    let user = User::new().await;
    let own = format!("127.0.0.1:{}", user.sandbox.port());
    let read = async |target: &str| -> serde_json::Value {
        let answer = user.send("GET", &own, target, &[], "").await;
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        serde_json::from_str(&answer.body).expect("JSON")
    };
    let (one, two) = (read("/sts/oss").await, read("/sts/oss?lifetime=-5").await);
    for name in ["AccessKeyId", "AccessKeySecret", "SecurityToken"] {
        assert_ne!(one["Credentials"][name], two["Credentials"][name], "{name}");
    }
    let token = one["Credentials"]["SecurityToken"].as_str().expect("a token");
    assert!(token.len() > 500 && ['+', '/', '='].iter().all(|sign| token.contains(*sign)));
    let expiration = |issued: &serde_json::Value| issued["Credentials"]["Expiration"].to_string();
    assert!(expiration(&two) < expiration(&one));
}

#[tokio::test]
async fn the_site_answers_for_its_configuration_as_it_is_told() {
    let user = User::new().await;
    let own = format!("127.0.0.1:{}", user.sandbox.port());
    let read = async || user.send("GET", &own, "/config.json", &[], "").await;
    for (told, status, kind) in [
        ("page", 200, Some("text/html; charset=utf-8")),
        ("missing", 404, Some("text/plain; charset=utf-8")),
        ("redirect", 302, None),
        ("demo", 200, Some("application/json")),
    ] {
        user.send("POST", &own, &format!("/_sandbox/config?as={told}"), &[], "").await.check(200, "");
        let answer = read().await;
        assert_eq!((answer.status, answer.header("content-type")), (status, kind), "{told}");
    }
    user.sandbox.set_site_config(SiteConfig::Text("{\"reads\": \"header\"}".into()));
    assert_eq!(read().await.body, "{\"reads\": \"header\"}");
}

#[tokio::test]
async fn the_demo_is_the_sandboxs_own_configuration() {
    let user = User::new().await;
    let own = format!("127.0.0.1:{}", user.sandbox.port());
    let answer = user.send("GET", &own, "/config.json", &[], "").await;
    let config: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!(config["credential_endpoints"]["oss"]["url"], "sts/oss");
    for connection in config["connections"].as_array().expect("connections") {
        let bucket = connection["bucket"].as_str().expect("a bucket");
        let template = connection["endpoint"].as_str().expect("an endpoint");
        let endpoint = template.replace("{bucket}", bucket);
        let host = endpoint.strip_prefix("http://").expect("plain http");
        let answer = user.send("GET", host, "/?inventory", &[], "").await;
        assert!(![421, 404].contains(&answer.status), "{bucket}: {}", answer.body);
        let seen = user.sandbox.requests().pop().and_then(|request| request.provider);
        assert_eq!(seen.map(|provider| provider.as_str()), connection["provider"].as_str(), "{bucket}");
        let is_v1 = connection["signature"] == "v1";
        assert_eq!(is_v1, bucket.starts_with("demo-v1"), "{bucket}");
    }
}

#[tokio::test]
async fn the_control_log_holds_no_secrets_and_other_sites_get_nothing() {
    for (provider, expired) in [(Provider::Oss, 403), (Provider::Cos, 400)] {
        let user = User::of(provider).await;
        let bucket = named(provider, "demo-250");
        user.read(&bucket, "inventory").await.check(200, "");
        user.call("GET", &bucket, "inventory", "").await.check(200, "");
        let own = format!("127.0.0.1:{}", user.sandbox.port());
        let log = user.send("GET", &own, "/_sandbox/requests", &[], "").await;
        assert!(log.body.contains(&format!("\"provider\": \"{}\"", provider.as_str())), "{}", log.body);
        assert!(!log.body.contains(&user.credentials.security_token));
        assert!(!log.body.contains(&user.credentials.access_key_id));
        let expire = user.send("POST", &own, "/_sandbox/expire", &origin(), "").await;
        assert_eq!(expire.status, 403);
        user.read(&bucket, "inventory").await.check(200, "");
        user.send("POST", &own, "/_sandbox/expire", &[], "").await;
        assert_eq!(user.read(&bucket, "inventory").await.status, expired);
    }
}

#[tokio::test]
async fn the_site_is_served_with_the_policy_alone_changed() {
    let folder = std::env::temp_dir().join(format!("sandbox-site-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let page = "<meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'self'\"><p>清单";
    for (name, text) in
        [("index.html", page), ("index.html.br", "stale"), ("a.wasm", "plain"), ("a.wasm.br", "br")]
    {
        std::fs::write(folder.join(name), text).expect("written");
    }
    let options = Options { site: Some(folder.clone()), ..Options::default() };
    let sandbox = start(options).await.expect("a free port");
    let credentials = sandbox.issue_credentials(Duration::ZERO);
    let user = User { provider: Provider::Oss, sandbox, credentials };
    let port = user.sandbox.port();
    let own = format!("127.0.0.1:{port}");
    let accepts = [("accept-encoding".to_owned(), "br".to_owned())];

    let index = user.send("GET", &own, "/", &accepts, "").await;
    let sources = format!("connect-src 'self' http://*.localhost:{port} ");
    assert!(index.body.contains(&sources) && index.body.ends_with("\"><p>清单"), "{}", index.body);
    assert_eq!(index.header("content-encoding"), None);
    let wasm = user.send("GET", &own, "/a.wasm?v=1", &accepts, "").await;
    assert_eq!((wasm.body.as_str(), wasm.header("content-encoding")), ("br", Some("br")));
    assert_eq!(wasm.header("content-type"), Some("application/wasm"));
    let plain = user.send("GET", &own, "/a.wasm", &[], "").await;
    assert_eq!((plain.body.as_str(), plain.header("vary")), ("plain", Some("accept-encoding")));
    for path in ["/none.js", "/..%2F..%2Fetc/passwd", "/%2e%2e/x"] {
        assert_eq!(user.send("GET", &own, path, &[], "").await.status, 404, "{path}");
    }
    std::fs::remove_dir_all(&folder).expect("removed");
}

#[tokio::test]
async fn the_server_ends_with_its_last_handle() {
    let sandbox = start(Options::default()).await.expect("a free port");
    let address = ("127.0.0.1", sandbox.port());
    let clone = sandbox.clone();
    drop(sandbox);
    assert!(tokio::net::TcpStream::connect(address).await.is_ok());
    drop(clone);
    let closed = async {
        while tokio::net::TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    let closed = tokio::time::timeout(Duration::from_secs(5), closed).await;
    assert!(closed.is_ok());
}
