//! Answers of credential endpoints, and what is told of those that are none.

use super::*;

const GOOD: &str = r#"{"AccessKeyId":"STS.abc","AccessKeySecret":"s3cret","SecurityToken":"CAIStok","Expiration":"2026-03-14T09:09:10Z"}"#;
const NOW: Timestamp = Timestamp(1_773_475_750);

fn answered(status: u16, text: &str) -> Result<Credentials, AnswerProblem> {
    super::read((status, false), text, Provider::Oss, Some(NOW))
}

fn problem(status: u16, text: &str) -> AnswerProblem {
    answered(status, text).expect_err("no credentials")
}

fn failure(code: &str) -> AnswerProblem {
    AnswerProblem::Failure(Some(code.to_owned()))
}

#[test]
fn credentials_are_taken_in_the_wrappers_of_known_endpoints() {
    for text in [
        GOOD.to_owned(),
        format!("\u{feff}{}", GOOD.replacen('{', r#"{"StatusCode":200,"#, 1)),
        GOOD.replacen('{', r#"{"Code":"Success","#, 1),
        format!(r#"{{"code":0,"data":{GOOD}}}"#),
        format!(r#"{{"Credentials":{GOOD}}}"#),
    ] {
        assert_eq!(answered(200, &text).map(|found| found.access_key_id), Ok("STS.abc".into()), "{text}");
    }
}

#[test]
fn what_is_no_answer_of_an_endpoint_is_told_by_its_form() {
    assert_eq!(problem(200, " \n"), AnswerProblem::Empty);
    for page in ["<!DOCTYPE html><p>Sign in", "<HTML><body>", "\n<html lang='en'>"] {
        assert_eq!(problem(200, page), AnswerProblem::Html);
    }
    let typed = super::read((200, true), "<p>Sign in", Provider::Oss, None);
    assert_eq!(typed, Err(AnswerProblem::Html));
    assert_eq!(problem(200, &GOOD[..40]), AnswerProblem::Json);
    assert_eq!(problem(200, "[1,"), AnswerProblem::Json);
    assert_eq!(problem(200, &" ".repeat(MAX_BYTES + 1)), AnswerProblem::TooLarge);
    let nothing_in_it = AnswerProblem::Credentials(CredentialProblem::Unrecognised);
    assert_eq!(problem(200, "{}"), nothing_in_it);
    assert_eq!(problem(200, "hello"), nothing_in_it);
}

#[test]
fn a_status_is_told_with_the_code_of_the_answer() {
    assert_eq!(problem(401, ""), AnswerProblem::SignIn(None));
    assert_eq!(
        problem(401, r#"{"error":"login_required"}"#),
        AnswerProblem::SignIn(Some("login_required".into()))
    );
    // ali-oss's sample answers a bare text, which may be anything.
    assert_eq!(problem(400, r#""NoPermission: secret""#), AnswerProblem::Status(400, None));
    let with_code = AnswerProblem::Status(403, Some("NoPermission".into()));
    assert_eq!(problem(403, r#"{"Code":"NoPermission","Message":"m"}"#), with_code);
    assert_eq!(problem(403, "<Error><Code>NoPermission</Code></Error>"), with_code);
    assert_eq!(problem(502, "<html>"), AnswerProblem::Status(502, None));
    // Credentials under a status that says otherwise are not used.
    assert_eq!(problem(500, GOOD), AnswerProblem::Status(500, None));
}

#[test]
fn a_failure_under_200_is_one_and_its_code_is_shown() {
    for (text, code) in [
        (r#"{"StatusCode":500,"ErrorCode":"NoPermission","ErrorMessage":"m"}"#, "NoPermission"),
        (r#"{"Code":"EntityNotExist.Role","RequestId":"r"}"#, "EntityNotExist.Role"),
        (
            r#"{"Response":{"Error":{"Code":"AuthFailure.SecretIdNotFound","Message":"m"}}}"#,
            "AuthFailure.SecretIdNotFound",
        ),
        (r#"{"code":4001,"data":null}"#, "4001"),
        ("<ErrorResponse><Error><Code>NoPermission</Code></Error></ErrorResponse>", "NoPermission"),
    ] {
        assert_eq!(problem(200, text), failure(code), "{text}");
    }
}

#[test]
fn nothing_but_a_code_is_taken_out_of_an_answer() {
    for code in ["", "a b", "CAIS+tok/en==", "Success", &"x".repeat(65)] {
        let text = serde_json::json!({ "Code": code, "Message": "the-token" }).to_string();
        let printed = format!("{:?}", problem(200, &text));
        assert!(code.is_empty() || !printed.contains(code), "{printed}");
        assert!(!printed.contains("the-token"), "{printed}");
    }
}

/// An answer cut off anywhere, and one with a value of another form in any place, under any status.
#[test]
fn no_problem_says_anything_of_credentials() {
    let whole = GOOD.replace("s3cret", "S3CRETsecret").replace("CAIStok", "T0KENtoken");
    let mut texts: Vec<String> = (0..whole.len()).map(|end| whole[..end].to_owned()).collect();
    for (from, to) in [
        (r#""S3CRETsecret""#, r#"["S3CRETsecret"]"#),
        (r#""T0KENtoken""#, r#"{"value":"T0KENtoken"}"#),
        (r#""STS.abc""#, r#"{"S3CRET":"T0KEN"}"#),
        (r#""STS.abc""#, "null"),
        (r#""STS.abc""#, r#""LTAIabc""#),
        (r#""2026-03-14T09:09:10Z""#, r#""S3CRETsecret"#),
        (r#""S3CRETsecret""#, r#""S3CRETsecret\ud800""#),
        ("{", r#"{"Code":{"S3CRETsecret":["T0KENtoken"]},"#),
        ("{", r#"{"Code":"S3CRET secret/T0KEN+token==","#),
        ("}", r#","Message":"T0KENtoken"}}"#),
    ] {
        assert!(whole.contains(from), "{from}");
        texts.push(whole.replacen(from, to, 1));
    }
    texts.extend([
        format!("[{whole}"),
        format!("\"{whole}"),
        format!("<a>{whole}"),
        "S3CRETsecret T0KEN".into(),
    ]);
    for (status, text) in
        [200, 401, 403, 500].into_iter().flat_map(|status| texts.iter().map(move |text| (status, text)))
    {
        if let Err(problem) = answered(status, text) {
            let printed = format!("{problem:?}");
            assert!(!printed.contains("S3C") && !printed.contains("T0K"), "{printed}: {text}");
        }
    }
}

#[test]
fn credentials_that_cannot_be_used_are_told_apart() {
    let credentials = AnswerProblem::Credentials;
    let ended = GOOD.replace("T09", "T07");
    assert_eq!(problem(200, &ended), credentials(CredentialProblem::Expired));
    let untold = super::read((200, false), &ended, Provider::Oss, None);
    assert!(untold.is_ok(), "the provider's time is not known");
    let theirs = GOOD.replace("STS.abc", "AKIDabc");
    assert_eq!(problem(200, &theirs), credentials(CredentialProblem::OtherProvider));
    assert_eq!(problem(200, &GOOD.replace("CAIStok", "")), credentials(CredentialProblem::NoToken));
}

/// Each shape that is known of endpoints, as far as it is told of them, bare and one level down.
#[test]
fn every_known_shape_is_taken_also_one_level_down() {
    let four = r#""AccessKeyId":"STS.abc","AccessKeySecret":"s3cret","SecurityToken":"CAIStok","Expiration":"2026-03-14T09:09:10Z""#;
    let cos = r#""TmpSecretId":"AKIDabc","TmpSecretKey":"s3cret","Token":"CAIStok""#;
    let oss = [
        format!("{{{four}}}"),
        format!(r#"{{"StatusCode":"200",{four}}}"#),
        format!(r#"{{"Code":"Success","LastUpdated":"2026-03-14T03:09:10Z",{four}}}"#),
        format!(r#"{{"RequestId":"r","AssumedRoleUser":{{"Arn":"acs:ram::1:role/a/b"}},"Credentials":{{{four}}}}}"#),
        r#"{"mode":"StsToken","access_key_id":"STS.abc","access_key_secret":"s3cret","sts_token":"CAIStok"}"#.into(),
        r#"{"accessKeyId":"STS.abc","accessKeySecret":"s3cret","stsToken":"CAIStok","expiration":1773479350}"#.into(),
    ];
    let cos = [
        format!(r#"{{"Credentials":{{{cos}}},"ExpiredTime":1773479350,"Expiration":"2026-03-14T09:09:10Z"}}"#),
        format!(r#"{{"Response":{{"Credentials":{{{cos}}},"ExpiredTime":1773479350,"RequestId":"r"}}}}"#),
        format!(r#"{{{cos},"ExpiredTime":1773479350,"Code":"Success"}}"#),
        r#"{"credentials":{"tmpSecretId":"AKIDabc","tmpSecretKey":"s3cret","sessionToken":"CAIStok"},"startTime":1773475750,"expiredTime":1773479350,"expiration":"2026-03-14T09:09:10Z","requestId":"r"}"#.into(),
    ];
    for (provider, id, texts) in
        [(Provider::Oss, "STS.abc", oss.as_slice()), (Provider::Cos, "AKIDabc", cos.as_slice())]
    {
        for text in texts {
            let wrapped =
                ["data", "result", "body", "Response"].map(|name| format!(r#"{{"{name}":{text}}}"#));
            let others =
                [format!(r#"{{"code":0,"data":{text}}}"#), format!(r#"{{"success":true,"result":{text}}}"#)];
            for text in [text].into_iter().chain(&wrapped).chain(&others) {
                let found = super::read((200, false), text, provider, Some(NOW));
                let found =
                    found.map(|found| (found.access_key_id, found.security_token.expose().to_owned()));
                assert_eq!(found, Ok((id.to_owned(), "CAIStok".to_owned())), "{text}");
            }
        }
    }
}

#[test]
fn codes_of_ossbrowser_are_taken_and_those_of_long_term_keys_refused_by_name() {
    use base64::Engine as _;
    let encoded = |text: &str| base64::engine::general_purpose::STANDARD.encode(text);
    let code = encoded(include_str!("../../tests/cases/ossbrowser-code.json"));
    assert_eq!(answered(200, &code).map(|found| found.access_key_id), Ok("STS.abc".into()));
    let long_term = AnswerProblem::Credentials(CredentialProblem::LongTerm);
    let of = |id: &str| {
        encoded(&format!(
            r#"{{"id":"{id}","secret":"s3cret","desc":"d","region":"oss-cn-hangzhou","osspath":"oss://a/"}}"#
        ))
    };
    assert_eq!(problem(200, &of("LTAI5tAbCdEfGhIjKlMnOpQr")), long_term);
    let json = r#"{"id":"LTAI5tAbCdEfGhIjKlMnOpQr","secret":"s3cret","osspath":"oss://a/"}"#;
    assert_eq!(problem(200, json), long_term);
}

#[test]
fn credentials_of_other_clouds_are_told_as_such() {
    let s3 = "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAABCDEFGHIJKLMNOP</AccessKeyId>\
              <SecretAccessKey>s3cret</SecretAccessKey><SessionToken>tok</SessionToken>\
              <Expiration>2026-03-14T09:09:10Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
    assert_eq!(problem(200, s3), AnswerProblem::Credentials(CredentialProblem::OtherCloud));
}
