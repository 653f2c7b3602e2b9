use super::super::{BucketName, Provider, ReadSigning, Region, SignatureVersion};
use super::*;

#[track_caller]
fn check(template: &str, origin: &str, path: &str) {
    let endpoint = EndpointTemplate::parse(template)
        .and_then(|t| t.resolve(&Connection::to(Provider::Oss, "cn-hangzhou", "demo-250")))
        .unwrap_or_else(|problem| panic!("{template}: {problem:?}"));
    assert_eq!((endpoint.origin().as_str(), endpoint.path.as_str()), (origin, path));
}

#[test]
fn the_four_documented_forms_resolve() {
    check(
        "https://{bucket}.oss-cn-hangzhou.aliyuncs.com",
        "https://demo-250.oss-cn-hangzhou.aliyuncs.com",
        "/",
    );
    check("https://oss.example.net/{bucket}", "https://oss.example.net", "/demo-250/");
    check("https://inv.example.com/", "https://inv.example.com", "/");
    check(
        "https://console.example.com/relay/{bucket}.oss-cn-hangzhou.aliyuncs.com",
        "https://console.example.com",
        "/relay/demo-250.oss-cn-hangzhou.aliyuncs.com/",
    );
}

#[test]
fn a_relay_is_told_the_host_of_the_connection() {
    let relay = "https://console.example.com/folder/relay/{host}";
    check(relay, "https://console.example.com", "/folder/relay/demo-250.oss-cn-hangzhou.aliyuncs.com/");
    let template = EndpointTemplate::parse(relay).expect("a template");
    assert!(template.names_bucket() && template.names_host());
    assert_eq!(template.relay(), Some("https://console.example.com/folder/relay/"));
    let cos = Connection {
        endpoint: template.for_provider(Provider::Cos).ok(),
        ..Connection::to(Provider::Cos, "ap-guangzhou", "demo-1250000000")
    };
    let endpoint = Endpoint::of_connection(&cos).expect("an endpoint");
    assert_eq!(endpoint.path, "/folder/relay/demo-1250000000.cos.ap-guangzhou.myqcloud.com/");
    assert_eq!(endpoint.relay().as_deref(), Some("https://console.example.com/folder/relay/"));
    assert!(!endpoint.is_own_of(&cos));
    for direct in [None, Some("https://inv.example.com/deep/er"), Some("https://oss.example.net/{bucket}")] {
        let endpoint = Endpoint::of_connection(&connection(Provider::Oss, "cn-hangzhou", "demo", direct));
        assert_eq!(endpoint.expect("an endpoint").relay(), None, "{direct:?}");
    }
    // It stands for a whole segment at the end and nothing else.
    for (text, problem) in [
        ("https://{host}", EndpointProblem::Scheme),
        ("https://relay.example/{host}/x", EndpointProblem::Characters),
        ("https://relay.example/x{host}", EndpointProblem::Characters),
        ("https://relay.example/{host}/{host}", EndpointProblem::Characters),
        ("http://relay.example/{host}", EndpointProblem::NotEncrypted),
    ] {
        assert_eq!(EndpointTemplate::parse(text), Err(problem), "{text}");
    }
}

#[test]
fn plain_http_is_for_this_machine_only() {
    check(
        "http://{bucket}.oss-cn-hangzhou.localhost:8417",
        "http://demo-250.oss-cn-hangzhou.localhost:8417",
        "/",
    );
    check("http://127.0.0.1:80/{bucket}", "http://127.0.0.1", "/demo-250/");
    check("http://[::1]:8417", "http://[::1]:8417", "/");
    for remote in [
        "http://oss.example.net",
        "http://127.0.0.1.example.net",
        "http://localhost.example.net",
        "http://127.1",
    ] {
        assert_eq!(EndpointTemplate::parse(remote), Err(EndpointProblem::NotEncrypted), "{remote}");
    }
}

#[test]
fn what_a_browser_might_read_as_another_host_is_refused() {
    for (text, problem) in [
        ("oss.example.net", EndpointProblem::Scheme),
        ("javascript://x", EndpointProblem::Scheme),
        ("https://", EndpointProblem::Scheme),
        ("https:///x", EndpointProblem::Host),
        ("https://a@b.example", EndpointProblem::Characters),
        ("https://a.example?x=1", EndpointProblem::Characters),
        ("https://a.example#x", EndpointProblem::Characters),
        ("https://a.example\\b", EndpointProblem::Characters),
        ("https://{region}.example", EndpointProblem::Characters),
        ("https://a.example/../b", EndpointProblem::Characters),
        ("https://a..example", EndpointProblem::Host),
        ("https://a.example:99999", EndpointProblem::Host),
        ("https://a.example:x", EndpointProblem::Host),
        ("https://[fe80::1]", EndpointProblem::Host),
        ("https://例え.example", EndpointProblem::Characters),
    ] {
        assert_eq!(EndpointTemplate::parse(text), Err(problem), "{text}");
    }
}

#[test]
fn cos_has_no_path_style() {
    let check = |text: &str, provider| {
        EndpointTemplate::parse(text).and_then(|t| t.for_provider(provider)).map(|_| ())
    };
    let path_style = "https://cos.example.net/{bucket}";
    assert_eq!(check(path_style, Provider::Cos), Err(EndpointProblem::PathStyle));
    assert_eq!(check(path_style, Provider::Oss), Ok(()));
    for good in [
        "https://{bucket}.cos.ap-guangzhou.myqcloud.com",
        "https://inv.example.com",
        "https://console.example.com/relay/{bucket}.cos.ap-guangzhou.myqcloud.com",
    ] {
        assert_eq!(check(good, Provider::Cos), Ok(()), "{good}");
    }
}

fn connection(provider: Provider, region: &str, bucket: &str, endpoint: Option<&str>) -> Connection {
    Connection {
        provider,
        region: Region::parse(region).expect("a region"),
        bucket: BucketName::parse(bucket).expect("a bucket"),
        endpoint: endpoint.map(|text| EndpointTemplate::parse(text).expect("a template")),
        reads: ReadSigning::Automatic,
        signature: SignatureVersion::Current,
    }
}

#[track_caller]
fn check_owner(connection: &Connection, own: bool) {
    let endpoint = Endpoint::of_connection(connection).expect("an endpoint");
    assert_eq!(endpoint.is_own_of(connection), own, "{}", endpoint.origin());
}

#[test]
fn the_host_of_every_region_is_the_providers_own() {
    for provider in Provider::ALL {
        let older = ["cn-north", "cn-south", "cn-east", "cn-south-2", "cn-southwest", "sg"];
        let older = older.into_iter().filter(|_| provider == Provider::Cos);
        for region in provider.known_regions().map(|(id, _)| id).chain(older) {
            check_owner(&connection(provider, region, "demo-1250000000", None), true);
        }
    }
}

#[test]
fn a_host_is_the_providers_only_in_its_exact_shape_with_this_bucket() {
    for (provider, template, own) in [
        (Provider::Oss, "https://{bucket}.oss-cn-hangzhou.aliyuncs.com", true),
        (Provider::Oss, "https://demo-1250000000.oss-cn-hangzhou-internal.aliyuncs.com:443", true),
        (Provider::Oss, "https://{bucket}.oss-accelerate.aliyuncs.com", true),
        (Provider::Oss, "https://{bucket}.cn-hangzhou.oss.aliyuncs.com", true),
        (Provider::Cos, "https://{bucket}.cos.ap-guangzhou.tencentcos.cn", true),
        (Provider::Cos, "https://{bucket}.cos.accelerate.myqcloud.com", true),
        (Provider::Oss, "https://aliyuncs.com.example.net", false),
        (Provider::Oss, "https://evilaliyuncs.com", false),
        (Provider::Oss, "https://evil.fc.aliyuncs.com/{bucket}", false),
        (Provider::Oss, "https://{bucket}.evil.fc.aliyuncs.com", false),
        (Provider::Oss, "https://other.oss-cn-hangzhou.aliyuncs.com", false),
        (Provider::Oss, "https://oss-cn-hangzhou.aliyuncs.com/{bucket}", false),
        (Provider::Oss, "https://x{bucket}.oss-cn-hangzhou.aliyuncs.com", false),
        (Provider::Oss, "https://{bucket}.oss-cn-hangzhou.aliyuncs.com:8443", false),
        (Provider::Oss, "https://{bucket}.cos.ap-guangzhou.myqcloud.com", false),
        (Provider::Cos, "https://{bucket}.oss-cn-hangzhou.aliyuncs.com", false),
        (Provider::Cos, "https://{bucket}.cos-website.ap-guangzhou.myqcloud.com", false),
        (Provider::Cos, "https://{bucket}.evil.myqcloud.com", false),
    ] {
        check_owner(&connection(provider, "cn-hangzhou", "demo-1250000000", Some(template)), own);
    }
}

#[test]
fn an_endpoint_of_the_provider_is_put_right() {
    let read = |provider, text: &str| {
        EndpointTemplate::read(text, provider, "demo").map(|template| template.as_str().to_owned())
    };
    let public = "https://{bucket}.oss-cn-hangzhou.aliyuncs.com";
    for text in [
        "https://oss-cn-hangzhou.aliyuncs.com",
        " oss-cn-hangzhou.aliyuncs.com/ ",
        "http://oss-cn-hangzhou.aliyuncs.com",
        "https://oss-cn-hangzhou.aliyuncs.com/demo",
        "https://oss-cn-hangzhou.aliyuncs.com/{bucket}/",
        "{bucket}.oss-cn-hangzhou.aliyuncs.com",
    ] {
        assert_eq!(read(Provider::Oss, text).as_deref(), Ok(public), "{text}");
    }
    for (text, right) in [
        ("https://mybucket.oss-cn-zhongwei.aliyuncs.com", "https://mybucket.oss-cn-zhongwei.aliyuncs.com"),
        ("oss-accelerate.aliyuncs.com", "https://{bucket}.oss-accelerate.aliyuncs.com"),
        ("https://oss.example.net/{bucket}", "https://oss.example.net/{bucket}"),
        ("https://x.fc.aliyuncs.com/{bucket}", "https://x.fc.aliyuncs.com/{bucket}"),
        ("https://oss-cn-hangzhou.aliyuncs.com/relay", "https://oss-cn-hangzhou.aliyuncs.com/relay"),
    ] {
        assert_eq!(read(Provider::Oss, text).as_deref(), Ok(right), "{text}");
    }
    assert_eq!(
        read(Provider::Cos, "cos.ap-guangzhou.myqcloud.com").as_deref(),
        Ok("https://{bucket}.cos.ap-guangzhou.myqcloud.com")
    );
    let website = "https://{bucket}.cos-website.ap-guangzhou.myqcloud.com";
    assert_eq!(read(Provider::Cos, website), Err(EndpointProblem::Website));
    assert_eq!(read(Provider::Oss, "http://oss.example.net"), Err(EndpointProblem::NotEncrypted));
    assert_eq!(read(Provider::Oss, "oss.example.net"), Err(EndpointProblem::Scheme));
    assert_eq!(read(Provider::Oss, "ftp://x"), Err(EndpointProblem::Scheme));
}

#[test]
fn a_port_that_the_scheme_has_anyway_says_nothing() {
    let read = |text: &str| {
        let template = EndpointTemplate::read(text, Provider::Oss, "demo-250").expect("a template");
        template.as_str().to_owned()
    };
    let right = read("https://oss-cn-hangzhou.aliyuncs.com");
    assert_eq!(right, "https://{bucket}.oss-cn-hangzhou.aliyuncs.com");
    for same in [
        "https://oss-cn-hangzhou.aliyuncs.com:443",
        "https://oss-cn-hangzhou.aliyuncs.com:443/{bucket}",
        "https://{bucket}.oss-cn-hangzhou.aliyuncs.com:443/",
        "oss-cn-hangzhou.aliyuncs.com:443",
        "http://oss-cn-hangzhou.aliyuncs.com:80",
    ] {
        assert_eq!(read(same), right, "{same}");
    }
    // Any other port leads somewhere else.
    let other = "https://oss-cn-hangzhou.aliyuncs.com:8443";
    assert_eq!(read(other), other);
}
