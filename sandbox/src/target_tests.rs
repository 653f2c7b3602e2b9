//! Who is asked.

use bytes::Bytes;

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

/// `oss|cos BUCKET REGION cors|same-origin`, or the target's name.
#[track_caller]
fn check(host: &str, path: &str, expected: &str) {
    let described = match of(&arrived(host, path)) {
        Target::Bucket(call) => format!(
            "{} {} {} {}",
            call.provider.as_str(),
            call.bucket,
            call.region.as_deref().unwrap_or("-"),
            if call.origin.is_some() { "cors" } else { "same-origin" }
        ),
        Target::Relay(status) => format!("relay {status}"),
        Target::Sts(provider) => format!("sts {}", provider.as_str()),
        Target::StsApi(provider) => format!("sts api {}", provider.as_str()),
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
    check("sts.aliyuncs.com", "/?Action=AssumeRole", "sts api oss");
    check("sts.cn-hangzhou.aliyuncs.com:80", "/", "sts api oss");
    check("sts.tencentcloudapi.com", "/", "sts api cos");
    check("sts.evil.com", "/", "stranger");
    check("127.0.0.1:80", "/sts/oss", "sts oss");
    check("127.0.0.1:80", "/sts/cos", "sts cos");
    check("127.0.0.1:80", "/_sandbox/requests", "control");
    let relay = "/relay/b.oss-cn-hangzhou.aliyuncs.com/?inventory";
    check("127.0.0.1:80", relay, "oss b cn-hangzhou same-origin");
    let itself = relay.replace("/b.", "/relay-502.");
    check("127.0.0.1:80", &itself, "relay 502");
    check("relay-502.oss-cn-hangzhou.localhost:80", "/?inventory", "oss relay-502 cn-hangzhou cors");
    let reads = relay.replace("/b.", "/relay-413.");
    check("127.0.0.1:80", &reads, "oss relay-413 cn-hangzhou same-origin");
    check("127.0.0.1:80", "/relay/elsewhere.example.com/?inventory", "stranger");
    check("rebound.example.com", "/sts/oss", "stranger");
    check("oss-cn-hangzhou.localhost:80", "/sts/oss", "stranger");

    let bucket = "b-1250000000.cos.ap-guangzhou";
    for domain in ["localhost:80", "myqcloud.com", "tencentcos.cn"] {
        let expected = "cos b-1250000000 ap-guangzhou cors";
        check(&format!("{bucket}.{domain}"), "/?inventory", expected);
    }
    check("b-1250000000.cos-custom.localhost:80", "/?inventory", "cos b-1250000000 - cors");
    let relay = format!("/relay/{bucket}.myqcloud.com/?inventory");
    check("127.0.0.1:80", &relay, "cos b-1250000000 ap-guangzhou same-origin");
    // COS has no path style, and its region's host alone is not served.
    check("cos.ap-guangzhou.localhost:80", "/b-1250000000/?inventory", "stranger");
    check("cos.ap-guangzhou.myqcloud.com", "/b-1250000000/?inventory", "stranger");
    check("b.cos.accelerate.myqcloud.com.example", "/?inventory", "stranger");
}
