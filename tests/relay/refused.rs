//! What the relay does not pass on.

use stocktake::model::host::{HostKind, ServiceHost};

use crate::on_both_servers;
use crate::raw::Answer;
use crate::recipe::Server;
use crate::site::Site;
use crate::upstream::{OTHER_AUTHORITY, OTHER_NAME};

on_both_servers! {
    other_hosts_are_refused
    other_paths_methods_and_queries_are_refused
    larger_documents_are_refused
    an_upstream_that_proves_no_name_gets_nothing
}

const HOST: &str = "demo-250.oss-cn-hangzhou.aliyuncs.com";

/// The hosts of `model/host.rs` for calls to a bucket over the public network, and no other.
async fn other_hosts_are_refused(server: Server) {
    let site = Site::start(server).await;
    let cos = "demo-250-1250000000";
    let passed = [
        HOST.to_owned(),
        "my-internal.oss-cn-hangzhou.aliyuncs.com".to_owned(),
        "demo.oss-accelerate-overseas.aliyuncs.com".to_owned(),
        "demo.cn-hangzhou.oss.aliyuncs.com".to_owned(),
        format!("{cos}.cos.ap-guangzhou.myqcloud.com"),
        format!("{cos}.cos.ap-guangzhou.tencentcos.cn"),
        format!("{cos}.cos.accelerate.myqcloud.com"),
        format!("{cos}.cn-south.myqcloud.com"),
        format!("{cos}.sg.myqcloud.com"),
    ];
    for host in &passed {
        assert!(is_a_public_bucket(host), "{host}");
        let answer = site.relay(&format!("GET {host}/?inventory"), &[], b"");
        // Most have no certificate here: that they are tried is what counts.
        assert!(answer.status == 502 || answer.body.contains("<Code>"), "{host}: {answer:?}");
    }
    let refused = [
        "demo.oss-cn-hangzhou-internal.aliyuncs.com".to_owned(),
        format!("{cos}.cos-internal.ap-guangzhou.myqcloud.com"),
        format!("{cos}.cos-website.ap-guangzhou.myqcloud.com"),
        "oss-cn-hangzhou.aliyuncs.com".to_owned(),
        "cos.ap-guangzhou.myqcloud.com".to_owned(),
        format!("{HOST}.evil.example"),
        "demo.oss-cn-hangzhou.evilaliyuncs.com".to_owned(),
        "demo.oss-cn-hangzhou.aliyuncs.com.cn".to_owned(),
        "demo.oss-cn-hangzhouxaliyuncs.com".to_owned(),
        "evil.fc.aliyuncs.com".to_owned(),
        "demo.ci.ap-guangzhou.myqcloud.com".to_owned(),
        "demo.cn-south.tencentcos.cn".to_owned(),
        "a.demo.oss-cn-hangzhou.aliyuncs.com".to_owned(),
        "-demo.oss-cn-hangzhou.aliyuncs.com".to_owned(),
        "d.oss-cn-hangzhou.aliyuncs.com".to_owned(),
        "demo.oss-.aliyuncs.com".to_owned(),
        "demo_1.oss-cn-hangzhou.aliyuncs.com".to_owned(),
        "127.0.0.1".to_owned(),
        "localhost".to_owned(),
        "169.254.169.254".to_owned(),
        "100.100.100.200".to_owned(),
        "%5B::1%5D".to_owned(),
        String::new(),
    ];
    for host in &refused {
        assert!(!is_a_public_bucket(host), "{host}");
        assert_refused(&site, &format!("GET {host}/?inventory"));
    }
    // A port, a user, a second host, another case, an end that is none.
    for host in [
        format!("{HOST}:443"),
        format!("{HOST}:80"),
        format!("user@{HOST}"),
        format!("user:password@{HOST}"),
        format!("evil.example%2F@{HOST}"),
        format!("evil.example%23.{HOST}"),
        format!("evil.example/{HOST}"),
        format!("https://{HOST}"),
        format!("{HOST}%2F..%2Fevil.example"),
        format!("{HOST}%0D%0AX-Planted:1"),
        format!("{HOST}%0A"),
        format!("{HOST}."),
        HOST.to_uppercase(),
    ] {
        assert_refused(&site, &format!("GET {host}/?inventory"));
    }
    assert_eq!(
        site.upstream
            .asked()
            .iter()
            .filter(|asked| !asked.contains(".cos.") && !asked.contains(".oss-"))
            .count(),
        0
    );
}

/// What the console's own table of hosts says.
fn is_a_public_bucket(host: &str) -> bool {
    ServiceHost::read(host).is_some_and(|read| {
        read.bucket.is_some() && matches!(read.kind, HostKind::Public | HostKind::Accelerated)
    })
}

async fn other_paths_methods_and_queries_are_refused(server: Server) {
    let site = Site::start(server).await;
    for asked in [
        format!("GET {HOST}/"),
        format!("GET {HOST}/?"),
        format!("GET {HOST}/?acl"),
        format!("GET {HOST}/?inventoryId=x"),
        format!("GET {HOST}/?xinventory"),
        format!("GET {HOST}/?x=inventory"),
        format!("GET {HOST}/?x=?inventory"),
        format!("DELETE {HOST}/?lifecycle"),
        format!("GET {HOST}?inventory"),
        format!("GET {HOST}/object?inventory"),
        format!("PUT {HOST}/object/?inventory"),
        format!("GET {HOST}/%0A?inventory"),
        format!("GET {HOST}/index.html%3Finventory"),
        "GET ?inventory".to_owned(),
        format!("HEAD {HOST}/?inventory"),
        format!("OPTIONS {HOST}/?inventory"),
        format!("PATCH {HOST}/?inventory"),
        format!("PROPFIND {HOST}/?inventory"),
        format!("get {HOST}/?inventory"),
    ] {
        assert_refused(&site, &asked);
    }
    assert_eq!(site.upstream.asked(), [] as [&str; 0]);
    for parameter in ["inventory", "inventory=", "inventory&inventoryId=x", "x-oss-a=b&inventory"] {
        let answer = site.relay(&format!("GET {HOST}/?{parameter}"), &[], b"");
        assert!(answer.body.contains("<Code>"), "{parameter}: {answer:?}");
    }
}

async fn larger_documents_are_refused(server: Server) {
    const LIMIT: usize = 256 << 10;
    let site = Site::start(server).await;
    let put = format!("PUT {HOST}/?inventory&inventoryId=large");
    let most = vec![b' '; LIMIT];
    let answer = site.relay(&put, &[], &most);
    assert!(answer.body.contains("<Code>"), "{answer:?}");
    let arrived = site.upstream.sandbox.requests();
    assert_eq!(arrived.last().map(|request| request.body_len), Some(LIMIT));

    let answer = site.relay(&put, &[], &vec![b' '; LIMIT + 1]);
    assert!(answer.status == 413 && answer.is_the_relays(), "{answer:?}");
    // What does not say how long it is.
    let mut chunked = format!("{:x}\r\n", LIMIT + 1).into_bytes();
    chunked.extend(vec![b' '; LIMIT + 1]);
    chunked.extend(b"\r\n0\r\n\r\n");
    let answer = site.relay(&put, &["Transfer-Encoding: chunked"], &chunked);
    assert!(answer.status == 413 && answer.is_the_relays(), "{answer:?}");
    assert_eq!(site.upstream.sandbox.requests().len(), arrived.len(), "neither came to the provider whole");
}

async fn an_upstream_that_proves_no_name_gets_nothing(server: Server) {
    let site = Site::start(server).await;
    for host in [OTHER_AUTHORITY, OTHER_NAME] {
        let answer = site.relay(&format!("GET {host}/?inventory"), &[], b"");
        assert!(answer.status == 502 && answer.is_the_relays(), "{host}: {answer:?}");
    }
    assert_eq!(site.upstream.asked(), [] as [&str; 0]);
}

fn assert_refused(site: &Site, asked: &str) {
    let answer = site.relay(asked, &[], b"");
    assert!(is_refusal(&answer), "{asked}: {answer:?}");
    // Where the relay says it, it says it as harmlessly as anything that it passes on.
    if answer.is_the_relays() {
        assert_eq!(answer.header("content-type"), Some("application/xml"), "{asked}");
        assert_eq!(answer.header("content-security-policy"), Some("sandbox; default-src 'none'"), "{asked}");
    }
}

/// Said by the relay, or by the server before it looks at any path.
fn is_refusal(answer: &Answer) -> bool {
    answer.status == 403 && (answer.is_the_relays() || answer.body.is_empty()) || answer.status == 400
}
