//! What the relay passes on, and what it leaves out: either way, and in what it writes down.

use crate::on_both_servers;
use crate::raw::Answer;
use crate::recipe::Server;
use crate::site::{CONSOLE, Site};
use crate::upstream::{OTHER_AUTHORITY, PAGE};

on_both_servers! {
    a_call_arrives_as_it_was_signed
    an_answer_is_the_providers_and_no_page
    nothing_of_a_call_is_written_down
    files_have_types_caching_and_headers
}

const HOST: &str = "demo-250.oss-cn-hangzhou.aliyuncs.com";

/// What somebody would look for in a log.
const SECRET: &str = "zzSecretOfTheCallzz";

async fn a_call_arrives_as_it_was_signed(server: Server) {
    let site = Site::start(server).await;
    let query =
        "inventory&inventoryId=a%2Bb%2F%25c+d&x=%41%2b&x=2&x&y==&z=/?:@;,'%3B%20~&%E4%B8%AD=1&inventory=";
    let sent = [
        "Authorization: OSS4-HMAC-SHA256 Credential=x",
        "x-oss-date: 20261201T000000Z",
        "x-oss-security-token: token+/=",
        "x-oss-content-sha256: UNSIGNED-PAYLOAD",
        "Content-Type: application/xml",
        "Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==",
        "Cookie: session=1",
        "Referer: https://console.example.com/",
        "Origin: https://console.example.com",
        "X-Forwarded-For: 1.2.3.4",
        "X-Forwarded-Access-Token: of-the-sign-in",
        "Sec-Fetch-Mode: cors",
    ];
    site.relay(&format!("PUT {HOST}/?{query}"), &sent, b"<x/>");
    assert_eq!(site.upstream.asked(), [format!("{HOST} PUT /?{query} HTTP/1.1")]);
    let requests = site.upstream.sandbox.requests();
    let request = requests.last().expect("it came through");
    for header in &sent[..6] {
        let (name, value) = header.split_once(": ").expect("a header");
        assert_eq!(request.header(&name.to_ascii_lowercase()), Some(value), "{name}");
    }
    assert_eq!(request.header("host"), Some(HOST));
    assert_eq!(request.body_len, 4);
    let sign_ins = |(name, _): &&(String, String)| {
        ["cookie", "referer", "origin", "via", "forwarded"].contains(&name.as_str())
            || name.starts_with("x-forwarded")
            || name.starts_with("sec-")
    };
    assert_eq!(request.headers.iter().find(sign_ins), None);
    for method in ["GET", "POST", "DELETE"] {
        site.relay(&format!("{method} {HOST}/?inventory&inventoryId=x"), &[], b"");
    }
    let methods: Vec<String> =
        site.upstream.sandbox.requests().iter().map(|request| request.method.clone()).collect();
    assert_eq!(methods, ["PUT", "GET", "POST", "DELETE"]);
    // COS's headers, and its host.
    let cos = "demo-250-1250000000.cos.ap-guangzhou.myqcloud.com";
    site.relay(&format!("GET {cos}/?inventory"), &["x-cos-security-token: token"], b"");
    let requests = site.upstream.sandbox.requests();
    let request = requests.last().expect("it came through");
    assert_eq!((request.header("host"), request.header("x-cos-security-token")), (Some(cos), Some("token")));
}

async fn an_answer_is_the_providers_and_no_page(server: Server) {
    let site = Site::start(server).await;
    // An hour and a day: its `Date` is nobody else's.
    site.upstream.sandbox.set_clock_offset(90_000);
    let answer = site.relay(&format!("GET {HOST}/?inventory"), &[], b"");
    assert!(answer.status == 403 && answer.body.contains("<Code>"), "{answer:?}");
    assert!(answer.header("x-oss-request-id").is_some(), "{answer:?}");
    let today = site.ask(&format!("GET /{CONSOLE}/"), &[], b"");
    assert_ne!(answer.header("date").map(|date| &date[..16]), today.header("date").map(|date| &date[..16]));
    assert_harmless(&answer);

    let page = site.relay(&format!("GET {PAGE}/?inventory"), &[], b"");
    assert!(page.status == 200 && page.body.contains("<script>"), "{page:?}");
    assert_harmless(&page);
}

/// No page, whatever it says of itself, and nothing that a browser would keep or follow.
fn assert_harmless(answer: &Answer) {
    assert_eq!(answer.header("content-type"), Some("application/xml"));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(answer.header("content-security-policy"), Some("sandbox; default-src 'none'"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    for name in [
        "set-cookie",
        "location",
        "refresh",
        "clear-site-data",
        "service-worker-allowed",
        "access-control-allow-origin",
        "content-disposition",
    ] {
        assert_eq!(answer.header(name), None, "{name}");
    }
}

async fn nothing_of_a_call_is_written_down(server: Server) {
    let mut site = Site::start(server).await;
    let token = format!("x-oss-security-token: {SECRET}");
    let authorization = format!("Authorization: OSS4-HMAC-SHA256 Signature={SECRET}");
    let cookie = format!("Cookie: session={SECRET}");
    let referrer = format!("Referer: https://console.example.com/?{SECRET}");
    let headers = [token.as_str(), &authorization, &cookie, &referrer];
    let query = format!("inventory&security-token={SECRET}");
    // Answered, refused by the relay in each of its ways, without an answer, and none of its business.
    for host in [HOST, PAGE, "evil.example", OTHER_AUTHORITY] {
        site.relay(&format!("GET {host}/?{query}"), &headers, b"");
    }
    site.relay(&format!("PATCH {HOST}/?{query}"), &headers, b"");
    site.relay(&format!("GET {HOST}/object?{query}"), &headers, b"");
    site.relay(&format!("PUT {HOST}/?{query}"), &headers, &vec![b' '; (256 << 10) + 1]);
    site.relay(&format!("GET {HOST}/?{}{query}", "x".repeat(40_000)), &headers, b"");
    site.ask(&format!("GET /{CONSOLE}/none.js?{query}"), &headers, b"");
    site.ask(&format!("GET /{CONSOLE}/%00?{query}"), &headers, b"");
    site.upstream.sandbox.stop();
    site.relay(&format!("GET {HOST}/?{query}"), &headers, b"");
    let written = site.end();
    for (name, text) in &written {
        assert!(!text.contains(SECRET), "{name} holds what was sent:\n{text}");
    }
    let access = written.iter().find(|(name, _)| name.ends_with("access.log"));
    let (_, access) = access.expect("there is a log");
    assert!(access.lines().count() >= 8 && access.contains(HOST), "who asked for what is there: {access}");
}

async fn files_have_types_caching_and_headers(server: Server) {
    let site = Site::start(server).await;
    let get = |name: &str, accepted: &str| {
        site.ask(&format!("GET /{CONSOLE}/{name}"), &[&format!("Accept-Encoding: {accepted}")], b"")
    };
    for (name, kind, is_kept) in [
        ("", "text/html", false),
        ("index.html", "text/html", false),
        ("config.json", "application/json", false),
        ("licences.txt", "text/plain", false),
        ("app-0123456789abcdef.js", "text/javascript", true),
        ("app-0123456789abcdef.wasm", "application/wasm", true),
        ("style-0123456789abcdef.css", "text/css", true),
    ] {
        let answer = get(name, "identity");
        assert_eq!(answer.status, 200, "{name}");
        let said = answer.header("content-type").unwrap_or_default();
        assert_eq!(said.split(';').next(), Some(kind), "{name}");
        let caching = answer.header("cache-control").unwrap_or_default();
        assert_eq!(caching.contains("immutable"), is_kept, "{name}: {caching}");
        assert_eq!(caching.contains("no-cache"), !is_kept, "{name}: {caching}");
        for (header, value) in [
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "frame-ancestors 'none'"),
            ("cross-origin-opener-policy", "same-origin"),
            ("strict-transport-security", "max-age=63072000"),
        ] {
            assert_eq!(answer.header(header), Some(value), "{name}: {header}");
        }
    }
    let packed = get("app-0123456789abcdef.js", "gzip");
    assert_eq!((packed.header("content-encoding"), packed.body.as_str()), (Some("gzip"), "packed by gzip"));
    assert_eq!(packed.header("vary"), Some("Accept-Encoding"));
    if server == Server::Caddy {
        let packed = get("app-0123456789abcdef.js", "gzip, br");
        assert_eq!(
            (packed.header("content-encoding"), packed.body.as_str()),
            (Some("br"), "packed by brotli")
        );
    }
    assert_eq!(get("none.js", "identity").status, 404, "no page stands in for a missing file");
}
