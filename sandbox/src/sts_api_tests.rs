//! What the calls of STS are read and signed as.

use super::*;

fn pairs(parameters: &[(&str, &str)]) -> Vec<(String, String)> {
    parameters.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect()
}

#[test]
fn the_text_of_the_rpc_style_is_sorted_and_encoded_twice() {
    let parameters =
        pairs(&[("b", "a b*~"), ("Signature", "left out"), ("Action", "AssumeRole"), ("A", "acs:ram::1")]);
    let expected = "POST&%2F&A%3Dacs%253Aram%253A%253A1%26Action%3DAssumeRole%26b%3Da%2520b%252A~";
    assert_eq!(rpc_text("POST", &parameters), expected);
}

#[test]
fn an_authorization_is_taken_apart() {
    let text = "TC3-HMAC-SHA256 Credential=AKID/2026-03-14/sts/tc3_request, SignedHeaders=content-type;host, Signature=ab";
    let read = Tc3::read(text).expect("it is one");
    let parts = (read.id, read.date, read.headers, read.signature);
    assert_eq!(parts, ("AKID", "2026-03-14", "content-type;host", "ab"));
    assert!(Tc3::read(&text.replace("/sts/", "/cvm/")).is_none(), "of another service");
    assert!(Tc3::read("TC3-HMAC-SHA256 ").is_none());
}

#[test]
fn policies_durations_and_times_are_read() {
    assert!(is_policy(r#"{"Version":"1","Statement":[]}"#, "1"));
    assert!(is_policy(r#"{"version":"2.0","statement":[]}"#, "2.0"));
    for other in ["", "{}", r#"{"Version":"1"}"#, r#"{"Version":"2.0","Statement":[]}"#] {
        assert!(!is_policy(other, "1"), "{other}");
    }
    for (text, seconds) in [("", Some(3_600)), ("900", Some(900)), ("899", None), ("x", None)] {
        assert_eq!(duration(text, [900, 43_200], 3_600), seconds, "{text}");
    }
    assert_eq!(iso_seconds("2026-03-14T08:09:10Z"), Some(1_773_475_750));
    assert_eq!(iso_seconds("2026-03-14"), None);
}
