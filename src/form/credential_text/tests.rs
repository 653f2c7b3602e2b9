//! Texts that people have in hand, and what is read out of them.

use super::*;

pub(super) const NOW: Timestamp = Timestamp(1_773_475_750);
const TOKEN: &str = "CAIS+token/with+plus/and=equals==";

#[track_caller]
fn check(text: &str, expires_at: Option<i64>) {
    let credentials = read(text, Provider::Oss, NOW).unwrap_or_else(|problem| panic!("{problem:?}: {text}"));
    assert_eq!(credentials.access_key_id, "STS.abc");
    assert_eq!(credentials.access_key_secret.expose(), "s3cret");
    assert_eq!(credentials.security_token.expose(), TOKEN);
    assert_eq!(credentials.expires_at, expires_at.map(Timestamp), "{text}");
}

#[test]
fn every_known_shape_is_recognised() {
    let end = Some(1_773_479_350);
    let flat = format!(
        r#""AccessKeyId":"STS.abc","AccessKeySecret":"s3cret","SecurityToken":"{TOKEN}","Expiration":"2026-03-14T09:09:10Z""#
    );
    check(&format!(r#"{{"RequestId":"R","AssumedRoleUser":{{"Arn":"a"}},"Credentials":{{{flat}}}}}"#), end);
    check(&format!(r#"{{{flat},"LastUpdated":"x","Code":"Success"}}"#), end);
    check(&format!(r#"{{"statusCode":200,"body":{{"Credentials":{{{flat}}}}}}}"#), end);
    check(&format!(r#"{{"body":{}}}"#, serde_json::to_string(&format!("{{{flat}}}")).expect("JSON")), end);
    check(
        &format!(
            r#"{{"accessKeyId":"STS.abc","accessKeySecret":"s3cret","stsToken":"{TOKEN}","expiration":"2026-03-14T09:09:10Z"}}"#
        ),
        end,
    );
    check(
        &format!(
            r#"{{"current":"ci","profiles":[{{"name":"old","access_key_id":"LTAI1","access_key_secret":"x"}},
                {{"name":"ci","mode":"StsToken","access_key_id":"STS.abc","access_key_secret":"s3cret",
                  "sts_token":"{TOKEN}","sts_expiration":1773479350}}]}}"#
        ),
        end,
    );
    check(
        &format!(
            "<AssumeRoleResponse><Credentials><AccessKeyId>STS.abc</AccessKeyId><AccessKeySecret>s3cret</AccessKeySecret><SecurityToken>{TOKEN}</SecurityToken><Expiration>2026-03-14T09:09:10Z</Expiration></Credentials></AssumeRoleResponse>"
        ),
        end,
    );
    check(
        &format!(
            "export OSS_ACCESS_KEY_ID='STS.abc'\nexport OSS_ACCESS_KEY_SECRET=\"s3cret\"\nexport OSS_SESSION_TOKEN={TOKEN}\n"
        ),
        None,
    );
    check(
        &format!(
            "$env:ALIBABA_CLOUD_ACCESS_KEY_ID = \"STS.abc\"\n$env:ALIBABA_CLOUD_ACCESS_KEY_SECRET=\"s3cret\"\n$env:ALIBABA_CLOUD_SECURITY_TOKEN=\"{TOKEN}\""
        ),
        None,
    );
    check(
        &format!(
            "set ALICLOUD_ACCESS_KEY_ID=STS.abc\nset ALICLOUD_ACCESS_KEY_SECRET=s3cret\nset ALICLOUD_SECURITY_TOKEN={TOKEN}"
        ),
        None,
    );
    check(
        &format!(
            "[Credentials]\nendpoint=oss-cn-hangzhou.aliyuncs.com\naccessKeyID=STS.abc\naccessKeySecret=s3cret\nstsToken={TOKEN}\n"
        ),
        None,
    );
}

#[test]
fn every_known_shape_of_tencent_cloud_is_recognised() {
    let check = |text: &str, end: Option<i64>| {
        let credentials =
            read(text, Provider::Cos, NOW).unwrap_or_else(|problem| panic!("{problem:?}: {text}"));
        assert_eq!(credentials.access_key_id, "AKIDabc");
        assert_eq!(credentials.access_key_secret.expose(), "s3cret");
        assert_eq!(credentials.security_token.expose(), TOKEN);
        assert_eq!(credentials.expires_at, end.map(Timestamp), "{text}");
    };
    let end = Some(1_773_479_350);
    let keys = format!(r#""TmpSecretId":"AKIDabc","TmpSecretKey":"s3cret","Token":"{TOKEN}""#);
    check(
        &format!(
            r#"{{"Response":{{"Credentials":{{{keys}}},"ExpiredTime":1773479350,"Expiration":null,"RequestId":"R"}}}}"#
        ),
        end,
    );
    check(&format!(r#"{{{keys},"ExpiredTime":1773479350,"Code":"Success"}}"#), end);
    check(
        &format!(
            r#"{{"credentials":{{"tmpSecretId":"AKIDabc","tmpSecretKey":"s3cret","sessionToken":"{TOKEN}"}},
                "startTime":1,"expiredTime":1773479350}}"#
        ),
        end,
    );
    check(
        &format!(
            r#"{{"TmpSecretId":"AKIDabc","TmpSecretKey":"s3cret","XCosSecurityToken":"{TOKEN}","ExpiredTime":1773479350}}"#
        ),
        end,
    );
    check(
        &format!(
            "export TENCENTCLOUD_SECRET_ID=AKIDabc\nexport TENCENTCLOUD_SECRET_KEY=s3cret\nexport TENCENTCLOUD_SECURITY_TOKEN={TOKEN}"
        ),
        None,
    );
}

#[test]
fn a_key_of_the_other_cloud_and_a_long_term_key_are_refused_for_cos_too() {
    let read = |id: &str, token: &str| {
        let fields = CredentialFields {
            access_key_id: id.into(),
            access_key_secret: "k".into(),
            security_token: token.into(),
            expiration: String::new(),
            account: String::new(),
        };
        fields.credentials(Provider::Cos, NOW).err()
    };
    let long_term = format!("AKID{}", "x".repeat(32));
    assert_eq!(read("STS.abc", "t"), Some(CredentialProblem::OtherProvider));
    assert_eq!(read(&long_term, ""), Some(CredentialProblem::LongTerm));
    assert_eq!(read("AKIDshort", ""), Some(CredentialProblem::NoToken));
    assert_eq!(read(&long_term, "t"), None);
}

#[test]
fn blanks_around_a_text_change_nothing() {
    let text = format!(r#"{{"AccessKeyId":"STS.abc","AccessKeySecret":"s3cret","SecurityToken":"{TOKEN}"}}"#);
    for around in [format!("\n {text}\n"), format!("\u{feff}{text}")] {
        check(&around, None);
        assert_eq!(
            offers(&around, &[Provider::Oss], NOW).map(|offers| offers[0].set.fields.access_key_id.clone()),
            Ok("STS.abc".to_owned())
        );
    }
}

#[track_caller]
pub(super) fn check_problem(text: &str, expected: CredentialProblem) {
    assert_eq!(read(text, Provider::Oss, NOW).err(), Some(expected), "{text}");
}

#[test]
fn what_cannot_work_is_refused_with_its_reason() {
    check_problem("  ", CredentialProblem::Empty);
    check_problem("hello", CredentialProblem::Unrecognised);
    check_problem("{\"a\":", CredentialProblem::Unrecognised);
    check_problem("<html><body>Sign in</body></html>", CredentialProblem::Unrecognised);
    check_problem(r#"{"Code":"NoPermission","Message":"m"}"#, CredentialProblem::Failure);
    check_problem(
        r#"{"Response":{"Credentials":{"TmpSecretId":"AKIDx","TmpSecretKey":"k","Token":"t"}}}"#,
        CredentialProblem::OtherProvider,
    );
    check_problem(r#"{"AccessKeyId":"LTAI5t","AccessKeySecret":"k"}"#, CredentialProblem::LongTerm);
    check_problem(r#"{"AccessKeyId":"STS.a","AccessKeySecret":"k"}"#, CredentialProblem::NoToken);
    check_problem(r#"{"AccessKeyId":"STS.a","SecurityToken":"k"}"#, CredentialProblem::NoSecret);
    check_problem(r#"{"AccessKeySecret":"STS.a","SecurityToken":"k"}"#, CredentialProblem::NoKeyId);
    check_problem(
        r#"{"AccessKeyId":"STS.a","AccessKeySecret":"k","SecurityToken":"a\nb"}"#,
        CredentialProblem::Characters,
    );
    check_problem(
        r#"{"AccessKeyId":"STS.a","AccessKeySecret":"k","SecurityToken":"t","Expiration":"2026-03-14T08:09:10Z"}"#,
        CredentialProblem::Expired,
    );
    check_problem(&"x".repeat(MAX_BYTES + 1), CredentialProblem::TooLong);
}

pub(super) const END: Option<Timestamp> = Some(Timestamp(1_773_479_350));
pub(super) const BOTH: [Provider; 2] = Provider::ALL;

/// Id, secret and token of a set.
pub(super) fn parts(set: &PastedSet) -> [&str; 3] {
    let CredentialFields { access_key_id, access_key_secret, security_token, .. } = &set.fields;
    [access_key_id, access_key_secret, security_token]
}

#[track_caller]
pub(super) fn check_one(text: &str, expected: [&str; 3], end: Option<Timestamp>) -> Offer {
    let offers = offers(text, &BOTH, NOW).unwrap_or_else(|problem| panic!("{problem:?}: {text}"));
    let [offer] = offers.as_slice() else { panic!("{} sets in {text}", offers.len()) };
    assert_eq!(parts(&offer.set), expected, "{text}");
    let credentials = offer.set.credentials(offer.provider, Some(NOW)).expect("they work");
    assert_eq!(credentials.expires_at, end, "{text}");
    offer.clone()
}

/// The one set of OSS that most texts here hold.
#[track_caller]
pub(super) fn check_oss(text: &str) -> Offer {
    check_one(text, ["STS.abc", "s3cret", "CAIStok"], None)
}

macro_rules! case {
    ($name:literal) => {
        include_str!(concat!("../../../tests/cases/", $name))
    };
}
pub(super) use case;

#[test]
fn every_reported_text_is_read() {
    check_one(case!("two-profiles.ini"), ["STS.new", "newsecret", "newtoken"], None);
    check_oss(case!("commented-key.ini"));
    check_oss(&case!("commented-key.ini").replace("# ", "; "));
    check_one(case!("comment-after-value.env"), ["STS.abc", "s3cret", "CAIStok=="], None);
    check_one(case!("cosfs.env"), ["AKIDabc", "s3cret", "tok"], END);
    check_oss(case!("terraform.env"));
    check_oss(case!("terraform-provider.tf"));
    check_oss(case!("oss-sts-token.env"));
    check_one(case!("python-dict.txt"), ["STS.abc", "s3cret", "CAIStok"], END);
    check_oss(case!("one-line-export.sh"));
    check_one(case!("ossbrowser-code.json"), ["STS.abc", "s3cret", "CAIStok"], END);
    check_problem(case!("expiry-in-milliseconds.json"), CredentialProblem::Expired);
    // 2026-03-14T07:56:40Z.
    let before =
        offers(case!("expiry-in-milliseconds.json"), &BOTH, Timestamp(1_773_475_000 - 1)).expect("an offer");
    assert_eq!(
        before.iter().map(|offer| expiry(&offer.set.fields.expiration)).collect::<Vec<_>>(),
        [Some(Timestamp(1_773_475_000))]
    );
    check_problem(case!("ossutil2-rule.json"), CredentialProblem::Unrecognised);
}

#[test]
fn any_known_text_is_read_out_of_base64() {
    use base64::engine::general_purpose::{STANDARD, URL_SAFE};
    let code = STANDARD.encode(case!("ossbrowser-code.json"));
    check_one(&code, ["STS.abc", "s3cret", "CAIStok"], END);
    check_one(&format!("\"{}\"\n", code.trim_end_matches('=')), ["STS.abc", "s3cret", "CAIStok"], END);
    let (lines, _) = code.as_bytes().as_chunks::<76>();
    let broken: String = lines.iter().map(|line| String::from_utf8_lossy(line).into_owned() + "\n").collect();
    check_one(&(broken + &code[lines.len() * 76..]), ["STS.abc", "s3cret", "CAIStok"], END);
    check_oss(&URL_SAFE.encode(case!("terraform.env")));
    check_oss(&STANDARD.encode(case!("commented-key.ini")));
}

#[test]
fn the_end_is_counted_in_what_its_size_says() {
    for (end, seconds) in [
        ("1773479350", 1_773_479_350),
        ("1773479350000", 1_773_479_350),
        ("1773479350123456", 1_773_479_350),
        ("1773479350123456789", 1_773_479_350),
        ("1773479350.75", 1_773_479_350),
        ("2026-03-14T17:09:10.5+08:00", 1_773_479_350),
    ] {
        for name in [
            "expiration",
            "expiredTime",
            "expiresAt",
            "expires_at",
            "ExpireTime",
            "STS_EXPIRATION",
            "expires",
        ] {
            let text = format!("id=STS.abc\nsecret=s3cret\nstoken=CAIStok\n{name}={end}");
            check_one(&text, ["STS.abc", "s3cret", "CAIStok"], Some(Timestamp(seconds)));
            let json = format!(
                r#"{{"accessKeyId":"STS.abc","accessKeySecret":"s3cret","stsToken":"CAIStok","{name}":"{end}"}}"#
            );
            check_one(&json, ["STS.abc", "s3cret", "CAIStok"], Some(Timestamp(seconds)));
        }
    }
}

#[test]
fn names_are_known_by_their_end() {
    for [id, secret, token] in [
        ["ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"],
        ["ALICLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY_SECRET", "ALICLOUD_STS_TOKEN"],
        ["OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_STS_TOKEN"],
        ["COS_SECRET_ID", "COS_SECRET_KEY", "COS_SESSION_TOKEN"],
        ["COSAccessKeyId", "COSSecretKey", "COSAccessToken"],
        ["fs.cosn.userinfo.secretId", "fs.cosn.userinfo.secretKey", "fs.cosn.userinfo.sessionToken"],
        ["fs.oss.accessKeyId", "fs.oss.accessKeySecret", "fs.oss.securityToken"],
        ["id", "secret", "stoken"],
        ["ak", "sk", "token"],
        ["tmpSecretId", "tmpSecretKey", "sessionToken"],
        ["TmpSecretId", "TmpSecretKey", "XCosSecurityToken"],
        ["access-key-id", "access-key-secret", "security-token"],
        ["AccessKey ID", "AccessKey Secret", "STS Token"],
        ["PROD_OSS_ACCESS_KEY_ID", "PROD_OSS_ACCESS_KEY_SECRET", "PROD_OSS_SECURITY_TOKEN"],
    ] {
        for text in [
            format!("{id}=STS.abc\n{secret}=s3cret\n{token}=CAIStok"),
            format!("{id} : STS.abc\r\n{secret} : s3cret\r\n{token} : CAIStok\r\n"),
            format!("{token} = 'CAIStok'\n{secret} = \"s3cret\"\n{id} = STS.abc"),
            format!("{{\"{id}\":\"STS.abc\",\"{secret}\":\"s3cret\",\"{token}\":\"CAIStok\"}}"),
        ] {
            check_oss(&text);
        }
    }
}

#[test]
fn names_of_other_things_are_no_names_of_credentials() {
    for text in [
        "ACCESS_KEY_ID=STS.abc\nACCESS_KEY_SECRET=s3cret\nGITHUB_TOKEN=ghp",
        "ACCESS_KEY_ID=STS.abc\nACCESS_KEY_SECRET=s3cret\naccess_token=eyJ",
        "ALICLOUD_ACCESS_KEY=STS.abc\nALICLOUD_SECRET_KEY=s3cret\nAWS_SESSION_TOKEN=IQoJ",
        "ALICLOUD_ACCESS_KEY=STS.abc\nALICLOUD_SECRET_KEY=s3cret\nTENCENTCLOUD_TOKEN=tok",
        r#"{"token":"eyJ","credentials":{"accessKeyId":"STS.abc","accessKeySecret":"s3cret"}}"#,
    ] {
        check_problem(text, CredentialProblem::NoToken);
    }
    check_problem(r#"{"id":"report1","token":"t"}"#, CredentialProblem::NoKeyId);
    check_problem(r#"{"RequestId":"R","id":"report1"}"#, CredentialProblem::Unrecognised);
}

#[test]
fn a_text_is_read_by_its_own_grammar() {
    for text in [
        // Shells.
        "export A_ACCESS_KEY_ID=STS.abc A_ACCESS_KEY_SECRET=s3cret && export A_SECURITY_TOKEN=CAIStok",
        "OSS_ACCESS_KEY_ID=STS.abc; OSS_ACCESS_KEY_SECRET=s3cret; OSS_STS_TOKEN=CAIStok; export OSS_STS_TOKEN",
        "export OSS_ACCESS_KEY_ID=STS.abc \\\n  OSS_ACCESS_KEY_SECRET=s3cret \\\n  OSS_STS_TOKEN=CAIStok\n",
        "docker run -e OSS_ACCESS_KEY_ID=STS.abc -e \"OSS_ACCESS_KEY_SECRET=s3cret\" -e OSS_STS_TOKEN='CAIStok' image",
        "set \"OSS_ACCESS_KEY_ID=STS.abc\"\r\nset OSS_ACCESS_KEY_SECRET=s3cret\r\nREM set OSS_STS_TOKEN=old\r\nset OSS_STS_TOKEN=CAIStok\r\n",
        "setx OSS_ACCESS_KEY_ID STS.abc\nsetx OSS_ACCESS_KEY_SECRET \"s3cret\"\nsetx OSS_STS_TOKEN CAIStok",
        "set -x OSS_ACCESS_KEY_ID STS.abc\nset -gx OSS_ACCESS_KEY_SECRET s3cret\nset -x OSS_STS_TOKEN 'CAIStok'",
        "$Env:OSS_ACCESS_KEY_ID = 'STS.abc'; $Env:OSS_ACCESS_KEY_SECRET = 's3cret'; $Env:OSS_STS_TOKEN = 'CAIStok'",
        "aliyun oss ls --access-key-id STS.abc --access-key-secret s3cret --sts-token CAIStok --region cn-hangzhou",
        "aliyun oss ls --access-key-id=STS.abc --access-key-secret=s3cret --sts-token=CAIStok",
        "CODE=abc\nACCESS_KEY_ID=STS.abc\nACCESS_KEY_SECRET=s3cret\nSTS_TOKEN=CAIStok",
        "# c\r\n[default]\r\naccessKeyID = STS.abc ; old: LTAI1\r\naccessKeySecret = s3cret // it's\r\nstsToken = \"CAIStok\" # x\r\n",
        "[default]\naccessKeyID=STS.abc\naccessKeySecret=s3cret\nstsToken=CAIStok\n\n[old]\naccessKeyID=LTAI1\naccessKeySecret=k\n",
        // Set twice: the later one counts.
        "ID=x\nACCESS_KEY_ID=STS.abc\nACCESS_KEY_SECRET=s3cret\nSTS_TOKEN=old\nSTS_TOKEN=CAIStok",
        // Python.
        "creds = {\"access_key_id\": 'STS.abc', 'access_key_secret': 's3cret', 'sts_token': 'CAIStok', 'x': None,}",
        "{b'AccessKeyId': b'STS.abc', u'AccessKeySecret': u's3cret', u'SecurityToken': u'CAIStok'}",
        "auth = oss2.StsAuth(access_key_id='STS.abc', access_key_secret='s3cret', security_token='CAIStok')  # it's",
        "{'AccessKeyId': 'STS.abc', 'Expiration': datetime.datetime(2026, 3, 14, 9, 9, tzinfo=tzutc()), 'AccessKeySecret': 's3cret', 'SecurityToken': 'CAIStok'}",
        // JavaScript.
        "const client = new OSS({\n  region: 'oss-cn-hangzhou', // near\n  accessKeyId: 'STS.abc',\n  accessKeySecret: `s3cret`,\n  /* stsToken: 'old', */\n  stsToken: \"CAIStok\",\n  refreshSTSToken: async () => { return {} },\n  bucket: 'demo',\n});",
        "{ accessKeyId: 'STS.abc', accessKeySecret: 's3cret', stsToken: 'CAIStok' }",
        // JSON.
        "[{\"accessKeyId\":\"STS.abc\",\"accessKeySecret\":\"s3cret\",\"securityToken\":\"CAIStok\"}]",
        "{\"code\":0,\"data\":{\"accessKeyId\":\"STS.abc\",\"accessKeySecret\":\"s3cret\",\"securityToken\":\"CAIStok\"}}",
        "{\"success\":true,\"result\":\"{\\\"accessKeyId\\\":\\\"STS.abc\\\",\\\"accessKeySecret\\\":\\\"s3cret\\\",\\\"securityToken\\\":\\\"CAIS\\\\u0074ok\\\"}\"}",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"AccessKeyId\":\"STS.abc\",\"AccessKeySecret\":\"s3cret\",\"SecurityToken\":\"CAIStok\"}",
        "```json\n{\n  \"AccessKeyId\" : \"STS.abc\",\n  \"AccessKeySecret\" : \"s3cret\",\n  \"SecurityToken\" : \"CAIStok\"\n}\n```\nDon't share it: it's mine.",
        "{\"ret\":{\"body\":\"{\\\"Credentials\\\":\\\"{\\\\\\\"AccessKeyId\\\\\\\":\\\\\\\"STS.abc\\\\\\\",\\\\\\\"AccessKeySecret\\\\\\\":\\\\\\\"s3cret\\\\\\\",\\\\\\\"SecurityToken\\\\\\\":\\\\\\\"CAIStok\\\\\\\"}\\\"}\"}}",
        "{\"Id\":\"x\",\"Env\":[\"PATH=/bin\",\"OSS_ACCESS_KEY_ID=STS.abc\",\"OSS_ACCESS_KEY_SECRET=s3cret\",\"OSS_STS_TOKEN=CAIStok\"]}",
        "{\"accessKeyId\":\"STS.abc\",\n\"accessKeySecret\":\"s3cret\",\n\"securityToken\":\"CAIStok\"}\n{\"next\":true}",
        "services:\n  app:\n    environment:\n      - OSS_ACCESS_KEY_ID=STS.abc\n      - OSS_ACCESS_KEY_SECRET=s3cret\n      - OSS_STS_TOKEN=CAIStok\n",
        "spring:\n  cloud:\n    alicloud:\n      access-key: STS.abc\n      secret-key: s3cret\n      security-token: CAIStok\n      oss:\n        endpoint: oss-cn-hangzhou.aliyuncs.com\n",
        "AccessKeyId: STS.abc, AccessKeySecret: s3cret, SecurityToken: CAIStok",
        "config.access_key_id = \"STS.abc\"\nconfig.access_key_secret = \"s3cret\"\nconfig.security_token = \"CAIStok\"",
        "os.environ['OSS_ACCESS_KEY_ID'] = 'STS.abc'\nos.environ['OSS_ACCESS_KEY_SECRET'] = 's3cret'\nos.environ['OSS_STS_TOKEN'] = 'CAIStok'",
        // YAML, TOML, HCL.
        "- name: ci\n  access_key_id: STS.abc\n  access_key_secret: s3cret # until noon\n  sts_token: CAIStok\n- name: old\n  access_key_id: LTAI1\n",
        "- AccessKeyId: STS.abc\n- AccessKeySecret: s3cret\n- SecurityToken: CAIStok\n",
        "oss: {accessKeyId: STS.abc, accessKeySecret: s3cret, stsToken: CAIStok}",
        "[[profiles]]\naccess_key_id = \"STS.abc\"\naccess_key_secret = \"s3cret\"\nsts_token = \"CAIStok\"",
        "env:\n  - name: OSS_ACCESS_KEY_ID\n    value: STS.abc\n  - name: OSS_ACCESS_KEY_SECRET\n    value: \"s3cret\"\n  - name: OSS_STS_TOKEN\n    value: CAIStok\n",
        "provider \"alicloud\" {\n  # access_key = \"LTAI1\"\n  access_key = \"STS.abc\"\n  secret_key = \"s3cret\"\n  security_token = \"CAIStok\"\n  assume_role { session_name = \"x\" }\n}",
        // XML.
        "<configuration><property><name>fs.oss.accessKeyId</name><value>STS.abc</value></property><property><name>fs.oss.accessKeySecret</name><value>s3cret</value></property><property><name>fs.oss.securityToken</name><value>CAIStok</value></property></configuration>",
        "HTTP/1.1 200 OK\n\n<AssumeRoleResponse><Credentials><AccessKeyId>STS.abc</AccessKeyId><AccessKeySecret>s3cret</AccessKeySecret><SecurityToken>CAIStok</SecurityToken></Credentials></AssumeRoleResponse>\n0.2(s) elapsed",
        // Full-width colons.
        "AccessKey ID：STS.abc\nAccessKey Secret：s3cret\nSecurityToken：CAIStok",
    ] {
        check_oss(text);
    }
    let padded = "aliyun oss ls --access-key-id STS.abc --access-key-secret s3cret --sts-token CAIStok==";
    check_one(padded, ["STS.abc", "s3cret", "CAIStok=="], None);
    check_one(
        "setx ACCESS_KEY_ID STS.abc\nsetx ACCESS_KEY_SECRET s3cret\nsetx STS_TOKEN CAIStok==",
        ["STS.abc", "s3cret", "CAIStok=="],
        None,
    );
}

#[test]
fn half_a_value_is_never_taken() {
    for (text, problem) in [
        ("accessKeyID=STS.abc\naccessKeySecret=s3cret\nstsToken=CAIS tok", CredentialProblem::Characters),
        ("accessKeyID=STS.abc\naccessKeySecret=s3cret\nstsToken=CAIS tok==", CredentialProblem::Characters),
        (
            "accessKeyID=STS.abc\naccessKeySecret=s3cret\nstsToken=CAIS tok OTHER=1",
            CredentialProblem::Characters,
        ),
        (
            "accessKeyID=STS.abc\naccessKeySecret=s3cret\nstsToken=\"CAIS\ntok\"",
            CredentialProblem::Characters,
        ),
        (
            "{\"accessKeyId\":\"STS.abc\",\"accessKeySecret\":\"s3cret\",\"securityToken\":\"CAIS\ntok\"}",
            CredentialProblem::Characters,
        ),
        (
            "{\"accessKeyId\":\"STS.abc\",\"accessKeySecret\":\"s3cret\",\"securityToken\":\"CAIS",
            CredentialProblem::NoToken,
        ),
        ("accessKeyID=STS.abc\naccessKeySecret=s3cret\nstsToken='CAIS", CredentialProblem::NoToken),
        (
            "{accessKeyId: process.env.OSS_ID, accessKeySecret: 's', stsToken: 't'}",
            CredentialProblem::NoKeyId,
        ),
        ("accessKeyID=$ID\naccessKeySecret=s3cret\nstsToken=CAIStok", CredentialProblem::NoKeyId),
    ] {
        check_problem(text, problem);
    }
}

#[test]
fn a_duration_is_no_end() {
    for (name, value) in [
        ("expiration", "3600"),
        ("expire", "7200"),
        ("expires", "43200"),
        ("expiredTime", "129600"),
        ("expiresAt", "1"),
    ] {
        let text = format!(
            r#"{{"accessKeyId":"STS.abc","accessKeySecret":"s3cret","stsToken":"CAIStok","{name}":{value}}}"#
        );
        check_oss(&text);
    }
    assert_eq!(expiry("99999999"), None);
    assert_eq!(expiry("100000000"), Some(Timestamp(100_000_000)));
}

#[test]
fn ended_credentials_are_refused_by_the_providers_time_alone() {
    let fields = CredentialFields {
        access_key_id: "STS.abc".into(),
        access_key_secret: "s3cret".into(),
        security_token: TOKEN.into(),
        expiration: "2026-03-14T08:04:10Z".into(),
        account: String::new(),
    };
    let with = |now: Option<Timestamp>| fields.credentials(Provider::Oss, now).map(|taken| taken.expires_at);
    // The device is 20 minutes ahead: what has a quarter of an hour left looks ended.
    assert_eq!(with(None), Ok(Some(Timestamp(1_773_475_450))));
    assert!(fields.looks_ended(NOW));
    assert_eq!(with(Some(NOW.plus(-1_200))), Ok(Some(Timestamp(1_773_475_450))));
    assert!(!fields.looks_ended(NOW.plus(-1_200)));
    assert_eq!(with(Some(NOW)), Err(CredentialProblem::Expired));
    assert!(!CredentialFields::default().looks_ended(NOW));
}

#[test]
fn the_account_is_the_one_that_is_named_beside_the_credentials() {
    let of = |arn: &str| {
        let flat = format!(r#""AccessKeyId":"STS.abc","AccessKeySecret":"s3cret","SecurityToken":"{TOKEN}""#);
        let text = format!(r#"{{"AssumedRoleUser":{{"Arn":"{arn}"}},"Credentials":{{{flat}}}}}"#);
        read(&text, Provider::Oss, NOW).expect("credentials").account
    };
    let account = Some("1000000000000000".to_owned());
    assert_eq!(of("acs:ram::1000000000000000:role/reader/stocktake"), account);
    assert_eq!(of("qcs::cam::uin/1000000000000000:roleName/reader"), account);
    assert_eq!(of("acs:ram::1000000000000000:role/a acs:ram::1000000000000000:role/b"), account);
    for none in
        ["a", "acs:ram::*:role/a", "acs:ram:::role/a", "acs:ram::1:role/a acs:ram::2:role/b", "acs:ram::1"]
    {
        assert_eq!(of(none), None, "{none}");
    }
}
