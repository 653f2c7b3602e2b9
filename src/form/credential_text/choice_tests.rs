//! What of a text belongs together, which set of several is taken, and where it is for.

use super::tests::{BOTH, END, NOW, case, check_one, check_oss, check_problem, parts};
use super::*;

#[test]
fn what_belongs_to_one_object_stays_together() {
    let inside = r#""accessKeyId":"STS.abc","accessKeySecret":"s3cret","securityToken":"CAIStok""#;
    for text in [
        format!(r#"{{"securityToken":"outside","credentials":{{{inside}}}}}"#),
        format!(r#"{{"credentials":{{{inside}}},"sessionToken":"outside","token":"jwt"}}"#),
        format!(r#"{{"token":"jwt","data":{{{inside},"token":"other"}}}}"#),
        format!(r#"{{"accessKeyId":"LTAI1","accessKeySecret":"long","sts":{{{inside}}}}}"#),
        format!(r#"[{{"accessKeyId":"LTAI1","accessKeySecret":"long"}},{{{inside}}}]"#),
        format!(r#"{{"expiration":"2020-01-01T00:00:00Z","accessKeyId":"LTAI1","sts":{{{inside}}}}}"#),
    ] {
        check_oss(&text);
    }
    // The nearer end counts, and one further out where there is no nearer one.
    check_one(
        &format!(r#"{{"expiration":1000000000,"a":{{"expiration":1773479350,"credentials":{{{inside}}}}}}}"#),
        ["STS.abc", "s3cret", "CAIStok"],
        END,
    );
    check_one(
        r#"{"accessKeyId":"STS.abc","accessKeySecret":"s3cret","session":{"securityToken":"CAIStok"}}"#,
        ["STS.abc", "s3cret", "CAIStok"],
        None,
    );
    // Half a set is not made whole with the half of another.
    for text in [
        "[a]\naccessKeyID=STS.abc\naccessKeySecret=s3cret\n[b]\naccessKeyID=STS.other\nstsToken=CAIStok",
        "a:\n  access_key_id: STS.abc\n  access_key_secret: s3cret\nb:\n  access_key_id: STS.other\n  sts_token: CAIStok\n",
        r#"{"a":{"accessKeyId":"STS.abc","accessKeySecret":"s3cret"},"b":{"accessKeyId":"STS.x","securityToken":"CAIStok"}}"#,
    ] {
        let problem = offers(text, &BOTH, NOW).err();
        assert_eq!(problem, Some(CredentialProblem::NoToken), "{text}");
    }
}

/// Text and the problem that it has: half a set of one cloud is not made whole with the half of another.
#[test]
fn a_set_is_never_put_together_from_two_clouds() {
    let key = r#""accessKeyId":"STS.abc","accessKeySecret":"s""#;
    for text in [
        // Around it.
        format!(r#"{{"AWS_SESSION_TOKEN":"IQoJ","oss":{{{key}}}}}"#),
        format!(r#"{{"AWS_SESSION_TOKEN":"IQoJ",{key}}}"#),
        "TENCENTCLOUD_SESSION_TOKEN=t\n[oss]\naccessKeyID=STS.abc\naccessKeySecret=s".into(),
        "TENCENTCLOUD_SESSION_TOKEN=t\n[default]\naccessKeyID=STS.abc\naccessKeySecret=s".into(),
        r#"{"TENCENTCLOUD_SESSION_TOKEN":"t","oss":{"accessKeyId":"old","accessKeySecret":"s"}}"#.into(),
        r#"{"OSS_SESSION_TOKEN":"t","oss":{"cos":{"accessKeyId":"AKIDabc","accessKeySecret":"s"}}}"#.into(),
        // Inside it.
        format!(r#"{{{key},"session":{{"TENCENTCLOUD_SESSION_TOKEN":"t"}}}}"#),
        format!(r#"{{{key},"tencent":{{"sessionToken":"t"}}}}"#),
        format!(r#"{{{key},"aws":{{"sessionToken":"t"}}}}"#),
        // Beside it.
        "ACCESS_KEY_ID=STS.abc\nACCESS_KEY_SECRET=s\nTENCENTCLOUD_SESSION_TOKEN=t".into(),
        "ACCESS_KEY_ID=AKIDabc\nACCESS_KEY_SECRET=s\nALIBABA_CLOUD_SECURITY_TOKEN=t".into(),
        "ACCESS_KEY_ID=STS.abc\nACCESS_KEY_SECRET=s\nMINIO_SESSION_TOKEN=t".into(),
    ] {
        assert_eq!(offers(&text, &BOTH, NOW).err(), Some(CredentialProblem::NoToken), "{text}");
    }
    // What is of the same cloud, or of none that is said, is lent.
    for text in [
        r#"{"sessionToken":"CAIStok","oss":{"accessKeyId":"STS.abc","accessKeySecret":"s3cret"}}"#,
        r#"{"OSS_SESSION_TOKEN":"CAIStok","aliyun":{"accessKeyId":"STS.abc","accessKeySecret":"s3cret"}}"#,
        r#"{"AWS_SESSION_TOKEN":"IQoJ","sessionToken":"CAIStok","oss":{"accessKeyId":"STS.abc","accessKeySecret":"s3cret"}}"#,
        "ACCESS_KEY_ID=STS.abc\nACCESS_KEY_SECRET=s3cret\nALIBABA_CLOUD_SECURITY_TOKEN=CAIStok",
    ] {
        check_oss(text);
    }
}

#[test]
fn what_is_inside_goes_before_what_is_around_and_one_of_several_is_none() {
    check_one(
        r#"{"sessionToken":"long","creds":{"accessKeyId":"STS.a","accessKeySecret":"s","session":{"securityToken":"sts"}}}"#,
        ["STS.a", "s", "sts"],
        None,
    );
    let key = r#""accessKeyId":"STS.a","accessKeySecret":"s""#;
    for text in [
        format!(r#"{{{key},"one":{{"securityToken":"t1"}},"two":{{"securityToken":"t2"}}}}"#),
        format!(
            r#"{{"sessionToken":"long","creds":{{{key},"one":{{"stsToken":"t1","securityToken":"t2"}}}}}}"#
        ),
        format!(r#"{{"stsToken":"t1","securityToken":"t2","creds":{{{key}}}}}"#),
    ] {
        check_problem(&text, CredentialProblem::NoToken);
    }
    // An end that several sections say differently is unknown; one section says it as a number and as text.
    let ends = |inside: &str| format!(r#"{{{key},"securityToken":"sts",{inside}}}"#);
    check_one(
        &ends(r#""a":{"expiration":1773479350},"b":{"expiration":1773479351}"#),
        ["STS.a", "s", "sts"],
        None,
    );
    check_one(
        &ends(r#""a":{"expiredTime":1773479350,"expiration":"2026-03-14T09:09:10Z"}"#),
        ["STS.a", "s", "sts"],
        END,
    );
    // The same said twice is one, and so is what is nearer to the key.
    for text in [
        format!(r#"{{{key},"one":{{"securityToken":"sts"}},"two":{{"stsToken":"sts"}}}}"#),
        format!(r#"{{{key},"one":{{"securityToken":"sts"}},"two":{{"three":{{"securityToken":"t2"}}}}}}"#),
        format!(r#"{{"securityToken":"t2","more":{{"securityToken":"sts","creds":{{{key}}}}}}}"#),
    ] {
        check_one(&text, ["STS.a", "s", "sts"], None);
    }
}

#[test]
fn many_sections_of_no_key_hide_no_set() {
    let before: String = (0..40).map(|n| format!("{{\"sessionToken\":\"t{n}\",\"at\":{n}}},")).collect();
    let key = r#"{"accessKeyId":"STS.abc","accessKeySecret":"s3cret","securityToken":"CAIStok"}"#;
    check_oss(&format!("[{before}{key}]"));
}

#[test]
fn more_than_one_complete_set_is_for_the_user_to_choose() {
    let two = |one: &str, other: &str| {
        format!(
            "[{one}]\naccessKeyID=STS.one\naccessKeySecret=s1\nstsToken=t1\n[{other}]\naccessKeyID=STS.two\naccessKeySecret=s2\nstsToken=t2"
        )
    };
    let names = |text: &str, providers: &[Provider]| -> Vec<(String, String)> {
        let offers = offers(text, providers, NOW).expect("offers");
        offers.into_iter().map(|offer| (offer.set.name, offer.set.fields.access_key_id)).collect()
    };
    let expected =
        |pairs: [(&str, &str); 2]| pairs.map(|(name, id)| (name.to_owned(), id.to_owned())).to_vec();
    assert_eq!(
        names(&two("default", "profile ci"), &BOTH),
        expected([("default", "STS.one"), ("profile ci", "STS.two")])
    );
    check_problem(&two("a", "b"), CredentialProblem::Several);
    let profiles = r#"{"current":"b","profiles":[
        {"name":"a","access_key_id":"STS.one","access_key_secret":"s1","sts_token":"t1"},
        {"name":"b","access_key_id":"STS.two","access_key_secret":"s2","sts_token":"t2"}]}"#;
    assert_eq!(names(profiles, &BOTH), expected([("a", "STS.one"), ("b", "STS.two")]));
    let clouds = "ALIBABA_CLOUD_ACCESS_KEY_ID=STS.one\nALIBABA_CLOUD_ACCESS_KEY_SECRET=s1\nTENCENTCLOUD_SECRET_ID=AKIDtwo\n\
        TENCENTCLOUD_SECRET_KEY=s2\nTENCENTCLOUD_SESSION_TOKEN=t2\nALIBABA_CLOUD_SECURITY_TOKEN=t1";
    assert_eq!(
        names(clouds, &BOTH),
        expected([("ALIBABA_CLOUD_ACCESS_KEY_ID", "STS.one"), ("TENCENTCLOUD_SECRET_ID", "AKIDtwo")])
    );
    // For a bucket of one cloud there is nothing to choose.
    let only = offers(clouds, &[Provider::Cos], NOW).expect("an offer");
    assert_eq!(only.iter().map(|offer| parts(&offer.set)).collect::<Vec<_>>(), [["AKIDtwo", "s2", "t2"]]);
    let again = "ACCESS_KEY_ID=STS.one\nACCESS_KEY_SECRET=s1\nSTS_TOKEN=t1\n\nSTS_TOKEN=t2\nACCESS_KEY_ID=STS.two\nACCESS_KEY_SECRET=s2\n";
    let found = offers(again, &BOTH, NOW).expect("offers");
    let found: Vec<_> = found.iter().map(|offer| parts(&offer.set)).collect();
    assert_eq!(found, [["STS.one", "s1", "t1"], ["STS.two", "s2", "t2"]]);
    // One that has ended is no choice, and the same one said twice is one.
    let ended = format!("{}\nexpiration=1000000000", two("a", "b"));
    assert_eq!(offers(&ended, &BOTH, NOW).map(|offers| offers.len()), Ok(1));
    let twice = two("a", "b").replace("STS.two", "STS.one").replace("s2", "s1").replace("t2", "t1");
    assert_eq!(offers(&twice, &BOTH, NOW).map(|offers| offers.len()), Ok(1));
}

#[test]
fn keys_of_other_clouds_and_long_term_keys_are_refused_by_name() {
    let minio = "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials><AccessKeyId>Y4RJU1RNFGK48LGO9I2S</AccessKeyId><SecretAccessKey>sYLRKS1Z7hSjluf6gEbb9066hnx315wHTiACPAjg</SecretAccessKey><Expiration>2026-08-08T20:26:12Z</Expiration><SessionToken>eyJ</SessionToken></Credentials></AssumeRoleResult></AssumeRoleResponse>";
    check_problem(minio, CredentialProblem::OtherCloud);
    check_problem(
        "AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE\nAWS_SECRET_ACCESS_KEY=k\nAWS_SESSION_TOKEN=t",
        CredentialProblem::OtherCloud,
    );
    check_problem(
        r#"{"Credentials":{"AccessKeyId":"Y4RJU1RNFGK48LGO9I2S","SecretAccessKey":"k","SessionToken":"t"}}"#,
        CredentialProblem::OtherCloud,
    );
    // Names of AWS with a key of ours: some tools know no others.
    check_oss("AWS_ACCESS_KEY_ID=STS.abc\nAWS_SECRET_ACCESS_KEY=s3cret\nAWS_SESSION_TOKEN=CAIStok");
    let code = r#"{"id":"oldformid0000000","secret":"k","desc":"mine","region":"oss-cn-hangzhou","osspath":"oss://demo/","eptpl":"http://{region}.aliyuncs.com"}"#;
    for id in ["oldformid0000000", "LTAI5tAAAA"] {
        let code = code.replace("oldformid0000000", id);
        check_problem(&code, CredentialProblem::LongTerm);
        check_problem(&base64::engine::general_purpose::STANDARD.encode(code), CredentialProblem::LongTerm);
    }
}

#[test]
fn an_answer_that_says_it_failed_is_a_failure() {
    for text in [
        r#"{"StatusCode":"500","ErrorCode":"InvalidParameter","ErrorMessage":"m"}"#,
        r#"{"Response":{"Error":{"Code":"AuthFailure.SecretIdNotFound","Message":"m"},"RequestId":"R"}}"#,
        r#"{"Code":"Failed","LastUpdated":"x","AccessKeyId":"STS.a","AccessKeySecret":"k","SecurityToken":"t"}"#,
        "<Error><Code>NoPermission</Code><Message>m</Message></Error>",
    ] {
        check_problem(text, CredentialProblem::Failure);
    }
}

#[track_caller]
fn check_place(text: &str, expected: &[(&str, &str, &str)]) {
    let offers = offers(text, &BOTH, NOW).unwrap_or_else(|problem| panic!("{problem:?}: {text}"));
    let places = offers[0].set.places_at(offers[0].provider);
    let texts: Vec<_> = places
        .iter()
        .map(|PastedPlace { bucket, region, endpoint }| {
            (
                bucket.as_ref().map_or("", |bucket| bucket.as_str()),
                region.as_ref().map_or("", |region| region.as_str()),
                endpoint.as_deref().unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(texts, expected, "{text}");
}

#[test]
fn bucket_region_and_endpoint_of_a_text_are_offered() {
    check_place(case!("terraform-provider.tf"), &[("", "cn-beijing", "")]);
    check_place(case!("ossbrowser-code.json"), &[("demo", "cn-hangzhou", "")]);
    check_place(case!("python-dict.txt"), &[]);
    let keys = "accessKeyID=STS.abc\naccessKeySecret=s3cret\nstsToken=CAIStok";
    for (text, expected) in [
        ("endpoint=oss-cn-hangzhou.aliyuncs.com", ("", "cn-hangzhou", "")),
        ("endpoint=https://oss-cn-hangzhou-internal.aliyuncs.com/", ("", "cn-hangzhou", "")),
        ("endpoint=https://oss-cn-hangzhou.aliyuncs.com:443", ("", "cn-hangzhou", "")),
        ("endpoint=https://demo.oss-cn-hangzhou.aliyuncs.com", ("demo", "cn-hangzhou", "")),
        (
            "endpoint=oss-accelerate.aliyuncs.com\nbucket=demo",
            ("demo", "", "https://{bucket}.oss-accelerate.aliyuncs.com"),
        ),
        ("OSS_ENDPOINT=https://oss.example.net/{bucket}", ("", "", "https://oss.example.net/{bucket}")),
        ("endpoint=oss.example.net", ("", "", "https://oss.example.net")),
        ("region=oss-cn-hangzhou\nbucket=demo", ("demo", "cn-hangzhou", "")),
        ("OSS_REGION_ID=cn-hangzhou\nOSS_BUCKET_NAME=oss://demo/a", ("demo", "cn-hangzhou", "")),
    ] {
        check_place(&format!("[a]\n{keys}\n{text}"), &[expected]);
    }
    check_place(&format!("{keys}\nregion=../x\nbucket=B!\nendpoint=ftp://x"), &[]);
    check_place(
        "cos:\n  base:\n    secretid: AKIDabc\n    secretkey: s\n    sessiontoken: t\n  buckets:\n  - name: demo-1250000000\n    alias: a\n    region: ap-shanghai\n    endpoint: cos.ap-shanghai.myqcloud.com\n  - name: logs-1250000000\n    region: ap-beijing\n",
        &[("demo-1250000000", "ap-shanghai", ""), ("logs-1250000000", "ap-beijing", "")],
    );
    let code = r#"{"id":"STS.abc","secret":"s3cret","stoken":"t","region":"oss-cn-hangzhou","osspath":"oss://demo/a/","eptpl":"http://{region}.aliyuncs.com"}"#;
    check_place(code, &[("demo", "cn-hangzhou", "")]);
}

#[test]
fn the_place_of_another_key_is_not_offered_whatever_the_key_is_called() {
    for id in ["secretId", "access_key", "ak", "accessKeyId"] {
        let secret = if id == "ak" { "sk" } else { "secretKey" };
        let text = format!(
            r#"{{"a":{{"accessKeyId":"STS.abc","accessKeySecret":"s","securityToken":"t"}},"b":{{"{id}":"LTAIother","{secret}":"k","bucket":"theirs","region":"cn-beijing"}}}}"#
        );
        check_place(&text, &[]);
    }
}

#[test]
fn what_was_pasted_does_not_print() {
    let text = "[heading]\naccessKeyID=STS.abc\naccessKeySecret=s3cret\nstsToken=CAIStok\nendpoint=https://demo.oss-cn-hangzhou.aliyuncs.com/?Signature=s1gnature";
    let offers = offers(text, &BOTH, NOW).expect("an offer");
    let printed = format!("{offers:?} {:?}", offers[0].set.places);
    for secret in ["STS.abc", "s3cret", "CAIStok", "s1gnature", "hangzhou", "heading"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}
