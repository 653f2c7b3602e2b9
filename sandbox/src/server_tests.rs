//! Who is asked, and whole conversations over a socket.

use super::*;

fn arrived(host: &str, target: &str) -> Arrived {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Arrived {
        method: "GET".into(),
        host: host.into(),
        path: path.into(),
        raw_query: query.into(),
        headers: vec![("origin".into(), "http://page.example".into())],
        body: Bytes::new(),
    }
}

/// `oss BUCKET REGION cors|same-origin`, or the target's name.
#[track_caller]
fn check(host: &str, path: &str, expected: &str) {
    let described = match target(&arrived(host, path)) {
        Target::Oss(call) => format!(
            "oss {} {} {}",
            call.bucket,
            call.region.as_deref().unwrap_or("-"),
            if call.origin.is_some() { "cors" } else { "same-origin" }
        ),
        Target::Sts => "sts".into(),
        Target::Control => "control".into(),
        Target::Site => "site".into(),
        Target::Stranger => "stranger".into(),
    };
    assert_eq!(described, expected, "{host}{path}");
}

#[test]
fn the_host_and_the_path_decide_who_is_asked() {
    let bucket = "b.oss-cn-hangzhou";
    check(&format!("{bucket}.localhost:80"), "/?inventory", "oss b cn-hangzhou cors");
    check(&format!("{bucket}.aliyuncs.com"), "/?inventory", "oss b cn-hangzhou cors");
    check("b.oss-cn-hangzhou-internal.aliyuncs.com", "/", "oss b cn-hangzhou cors");
    check("b.custom.localhost:80", "/?inventory", "oss b - cors");
    check("oss-eu-west-1.localhost:80", "/b/?inventory", "oss b eu-west-1 cors");
    check("127.0.0.1:80", "/b/?inventory=", "oss b - cors");
    check("localhost:80", "/b?inventoryId=x&inventory", "oss b - cors");
    check("127.0.0.1:80", "/b/", "site");
    check("127.0.0.1:80", "/b/c/?inventory", "site");
    check("127.0.0.1:80", "/", "site");
    check("127.0.0.1:80", "/sts/oss", "sts");
    check("127.0.0.1:80", "/_sandbox/requests", "control");
    let relay = "/relay/b.oss-cn-hangzhou.aliyuncs.com/?inventory";
    check("127.0.0.1:80", relay, "oss b cn-hangzhou same-origin");
    check("127.0.0.1:80", "/relay/elsewhere.example.com/?inventory", "stranger");
    check("rebound.example.com", "/sts/oss", "stranger");
    check("oss-cn-hangzhou.localhost:80", "/sts/oss", "stranger");
}
