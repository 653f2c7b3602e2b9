//! The file of a site: what is taken, what is refused, and how that is named.

use super::*;

/// As the page reads it.
fn parse(text: &str) -> Result<Config, ConfigProblem> {
    Config::parse(text)
        .map_err(|problem| if problem == ConfigProblem::Format { explained(text) } else { problem })
}

/// Whatever is not the file must not pass for a file without settings.
#[test]
fn only_an_answer_with_settings_is_taken() {
    let answered = Config::answered;
    assert_eq!(answered(200, r#"{"reads": "header"}"#).map(|config| config.reads), Ok(ReadSigning::Header));
    for page in
        ["<!doctype html><title>Sign in</title>", "\n <html></html>", "<?xml version=\"1.0\"?><Error/>"]
    {
        assert_eq!(answered(200, page), Err(ConfigProblem::Page), "{page}");
    }
    for status in [204, 206, 301, 401, 403, 404, 500] {
        assert_eq!(answered(status, "{}"), Err(ConfigProblem::Status(status)));
    }
    for text in ["", " ", "null", "true", "\"<\"", "not found", "[]"] {
        assert!(answered(200, text).is_err(), "{text}");
    }
}

#[test]
fn an_empty_object_means_the_defaults() {
    assert_eq!(parse("{}"), Ok(Config::default()));
}

#[test]
fn a_full_file_is_read() {
    let config = parse(
        r#"{"title": "Ours", "reads": "header", "language": "en",
            "connections": [{"name": "Logs", "provider": "oss", "region": "cn-hangzhou", "bucket": "logs-1",
                             "endpoint": "https://{bucket}.example.com"}],
            "credential_endpoints": {"oss": {"url": "sts/oss", "credentials": "include"}}}"#,
    )
    .expect("accepted");
    assert_eq!(config.connections[0].connection.reads, ReadSigning::Header);
    assert_eq!(
        config.credential_endpoint(Provider::Oss),
        Some(&CredentialEndpoint { url: "sts/oss".into(), include_cookies: true })
    );
    assert_eq!(config.credential_endpoint(Provider::Cos), None);
}

#[test]
fn a_relay_is_of_the_pages_own_origin() {
    let page = "https://console.example.com/tools/#/";
    assert_eq!(Config::default().relay_of(page), Ok(None));
    let config = parse(r#"{"relay": "relay/"}"#).expect("accepted");
    let template = config.relay_of(page).expect("a folder beside the page").expect("a relay");
    assert_eq!(template.as_str(), "https://console.example.com/tools/relay/{host}");
    let elsewhere = parse(r#"{"relay": "https://relay.example.net/"}"#).expect("accepted");
    let refused = Err(ConfigProblem::Relay("https://relay.example.net/".into()));
    assert_eq!(elsewhere.relay_of(page), refused);
    for wrong in ["1", "null", "{}"] {
        let text = format!(r#"{{"relay": {wrong}}}"#);
        assert_eq!(parse(&text), Err(ConfigProblem::Value("relay".into())), "{wrong}");
    }
}

#[test]
fn the_sample_that_is_shipped_is_accepted() {
    let config = parse(include_str!("../boot/config.sample.json")).expect("accepted");
    assert!(config.relay_of("https://console.example.com/").is_ok_and(|relay| relay.is_some()));
    assert!(Provider::ALL.into_iter().all(|provider| {
        config.credential_endpoint(provider).is_some()
            && config.connections.iter().any(|preset| preset.connection.provider == provider)
            && config.templates.iter().any(|template| template.provider == provider)
    }));
}

#[test]
fn what_is_wrong_is_named() {
    let problem = |text: &str| parse(text).expect_err(text);
    for broken in ["{", "<!doctype html>", "{\"a\": 1,}"] {
        assert!(
            matches!(problem(broken), ConfigProblem::Form(words) if words.contains("line 1")),
            "{broken}"
        );
    }
    let deep = "[".repeat(100_000);
    assert!(matches!(problem(&deep), ConfigProblem::Form(_)));
    assert_eq!(problem("[]"), ConfigProblem::NotAnObject);
    assert_eq!(problem(r#"{"titel": "x"}"#), ConfigProblem::UnknownKey("titel".into()));
    let value = |key: &str| ConfigProblem::Value(key.into());
    assert_eq!(problem(r#"{"title": 1}"#), value("title"));
    assert_eq!(problem(r#"{"title": null}"#), value("title"));
    assert_eq!(problem(r#"{"language": {}}"#), value("language"));
    for reads in ["cookies", "automatic", ""] {
        assert_eq!(problem(&format!(r#"{{"reads": "{reads}"}}"#)), value("reads"));
    }
    assert_eq!(problem(r#"{"connections": {}}"#), value("connections"));
    assert_eq!(problem(r#"{"connections": [[]]}"#), value("connections[0]"));
    let endpoints =
        |endpoints: &str| problem(&format!(r#"{{"credential_endpoints": {{"oss": {endpoints}}}}}"#));
    assert_eq!(endpoints("{}"), ConfigProblem::Missing("credential_endpoints.oss.url".into()));
    assert_eq!(endpoints("null"), value("credential_endpoints.oss"));
    assert_eq!(endpoints("\"/sts\""), value("credential_endpoints.oss"));
    assert_eq!(
        endpoints(r#"{"url": "/sts", "credentials": "omit"}"#),
        value("credential_endpoints.oss.credentials")
    );
    let s3 = problem(r#"{"credential_endpoints": {"s3": {"url": "/sts"}}}"#);
    assert_eq!(s3, ConfigProblem::UnknownKey("credential_endpoints.s3".into()));
}

/// A file whose second connection has these members beside its name.
fn second(members: &str) -> Result<Config, ConfigProblem> {
    let first = r#"{"name": "A", "provider": "oss", "region": "cn-hangzhou", "bucket": "logs-1"}"#;
    parse(&format!(r#"{{"connections": [{first}, {{"name": "B", {members}}}]}}"#))
}

#[test]
fn what_is_wrong_with_a_connection_is_named_by_its_place() {
    let missing = ConfigProblem::Missing("connections[1].region".into());
    assert_eq!(second(r#""provider": "oss", "bucket": "logs-1""#), Err(missing));
    let unknown = ConfigProblem::UnknownKey("connections[1].regoin".into());
    assert_eq!(second(r#""provider": "oss", "regoin": "cn-hangzhou""#), Err(unknown));
    for provider in ["s3", "OSS", ""] {
        let value = ConfigProblem::Value("connections[1].provider".into());
        assert_eq!(second(&format!(r#""provider": "{provider}""#)), Err(value));
    }
    for (members, key) in [
        (r#""provider": "oss", "region": "cn hangzhou", "bucket": "logs-1""#, "region"),
        (r#""provider": "oss", "region": "x", "bucket": "B!""#, "bucket"),
        (r#""provider": "oss", "region": "x", "bucket": "logs-1", "endpoint": "ftp://a""#, "endpoint"),
        (r#""provider": "cos", "region": "x", "bucket": "b-1250000000", "signature": "v1""#, "signature"),
        (r#""provider": "cos", "region": "x", "bucket": "b-1250000000", "signature": "v4""#, "signature"),
    ] {
        let key = format!("connections[1].{key}");
        assert_eq!(second(members), Err(ConfigProblem::Connection { name: "B".into(), key }), "{members}");
    }
    let older = second(r#""provider": "oss", "region": "x", "bucket": "logs-1", "signature": "v1""#);
    assert_eq!(older.expect("accepted").connections[1].connection.signature, SignatureVersion::Older);
}

#[test]
fn what_is_wrong_with_a_template_is_named_by_its_place() {
    let of = |members: &str| {
        let first = r#"{"name": "A", "provider": "cos", "rule": {}}"#;
        parse(&format!(r#"{{"templates": [{first}, {{{members}}}]}}"#))
    };
    let good =
        of(r#""name": "B", "provider": "oss", "rule": {"fields": ["Size"], "status": true, "prefix": "a/"}"#);
    assert_eq!(good.expect("accepted").templates.len(), 2);
    let missing = |key: &str| Err(ConfigProblem::Missing(format!("templates[1].{key}")));
    let unknown = |key: &str| Err(ConfigProblem::UnknownKey(format!("templates[1].{key}")));
    let value = |key: &str| Err(ConfigProblem::Value(format!("templates[1].{key}")));
    assert_eq!(of(r#""name": "B", "provider": "oss""#), missing("rule"));
    assert_eq!(of(r#""provider": "oss", "rule": {}"#), missing("name"));
    assert_eq!(of(r#""name": " ", "provider": "oss", "rule": {}"#), value("name"));
    assert_eq!(of(r#""name": "B", "provider": "s3", "rule": {}"#), value("provider"));
    assert_eq!(of(r#""name": "B", "provider": "oss", "rule": {}, "xml": "a""#), unknown("xml"));
    let rule = |rule: &str| of(&format!(r#""name": "B", "provider": "oss", "rule": {rule}"#));
    assert_eq!(rule("[]"), value("rule"));
    assert_eq!(rule(r#"{"frequncy": "Daily"}"#), unknown("rule.frequncy"));
    // A rule of a template gets its id when it is made.
    assert_eq!(rule(r#"{"id": "a"}"#), unknown("rule.id"));
    assert_eq!(rule(r#"{"prefix": 1}"#), value("rule.prefix"));
    assert_eq!(rule(r#"{"fields": ["Size", 1]}"#), value("rule.fields[1]"));
}

/// It is no place for credentials, but somebody may have put them there.
#[test]
fn no_problem_says_a_value_of_the_file() {
    let file = r#"{"title": "S3CRET", "connections": [{"name": 1, "provider": "S3CRET", "region": ["S3CRET"]}],
        "credential_endpoints": {"oss": "S3CRET"}, "reads": "S3CRET"}"#;
    for end in (0..=file.len()).filter(|end| file.is_char_boundary(*end)) {
        for text in [file[..end].to_owned(), format!("{} {}", &file[..end], &file[end..])] {
            if let Err(problem) = parse(&text) {
                assert!(!format!("{problem:?}").contains("S3C"), "{problem:?}");
            }
        }
    }
}
