//! Finds a secret in a text that somebody else has written: as it is, or escaped for an address, for JSON, for XML,
//! twice over or only in part, or as Base64.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// Stands for what was taken out.
const GONE: &str = "…";
/// Escapes within escapes that are undone at one place.
const MOST_ESCAPES: usize = 4;
/// Bytes of the longest escape, `&#x0000;` and the like.
const LONGEST_ESCAPE: usize = 12;
/// Characters of the shortest signature: 20 bytes as Base64.
const SHORTEST_SIGNATURE: usize = 27;

/// The text without a secret, in whatever form it stands there.
pub(super) fn without(text: &str, secret: &str) -> String {
    if secret.is_empty() {
        return text.to_owned();
    }
    let codes = [STANDARD_NO_PAD.encode(secret), URL_SAFE_NO_PAD.encode(secret)];
    let mut left = text;
    let mut kept = String::with_capacity(text.len());
    while let Some(c) = left.chars().next() {
        let found = [secret, &codes[0], &codes[1]].into_iter().find_map(|form| echoed(left, form));
        match found {
            Some(length) => {
                kept.push_str(GONE);
                left = &left[length..];
            }
            None => {
                kept.push(c);
                left = &left[c.len_utf8()..];
            }
        }
    }
    kept
}

/// How many bytes of the beginning of a text say a secret.
fn echoed(text: &str, secret: &str) -> Option<usize> {
    if text.starts_with(secret) {
        return Some(secret.len());
    }
    let first = secret.chars().next()?;
    behind(text, first, MOST_ESCAPES)?;
    // What comes out of one escape may begin another one by accident, so fewer are tried as well.
    (1..=MOST_ESCAPES).rev().find_map(|most| {
        let mut left = text;
        for wanted in secret.chars() {
            left = behind(left, wanted, most)?;
        }
        Some(text.len() - left.len())
    })
}

/// What is behind a character at the beginning of a text, escaped there so many times at most.
fn behind(text: &str, wanted: char, most: usize) -> Option<&str> {
    // In the query of an address a blank is written as a plus.
    let plain = text.strip_prefix(wanted).or_else(|| text.strip_prefix('+').filter(|_| wanted == ' '));
    let mut found = plain;
    let mut next = unescaped(text);
    for _ in 0..most {
        let Some((c, left)) = next else { break };
        if c == wanted {
            found = Some(left);
        }
        // `%252B` is `%2B` escaped: what comes out begins the next escape.
        let mut again = String::from(c);
        again.push_str(beginning(left, LONGEST_ESCAPE));
        let taken = |rest: &str| again.len() - rest.len() - c.len_utf8();
        next = unescaped(&again).map(|(c, rest)| (c, &left[taken(rest)..]));
    }
    found
}

/// The beginning of a text, of so many bytes at most.
pub(crate) fn beginning(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or_default()]
}

/// One escape at the beginning of a text: `%2B`, `\u002b`, `\/`, `&#43;`, `&#x2b;`, `&amp;`.
fn unescaped(text: &str) -> Option<(char, &str)> {
    let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    if let Some(code) = text.strip_prefix('%') {
        return Some((hex(code.get(..2)?)?, &code[2..]));
    }
    if let Some(code) = text.strip_prefix("\\u") {
        return Some((hex(code.get(..4)?)?, &code[4..]));
    }
    if let Some(behind) = text.strip_prefix('\\') {
        let c = behind.chars().next()?;
        return Some((c, &behind[c.len_utf8()..]));
    }
    // No further than an escape is long, lest every `&` have the whole rest searched.
    let end = beginning(text, LONGEST_ESCAPE).find(';')?;
    let (name, behind) = text.strip_prefix('&')?.split_at_checked(end.checked_sub(1)?)?;
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        name => match name.strip_prefix("#x").or_else(|| name.strip_prefix("#X")) {
            Some(digits) => hex(digits)?,
            None => char::from_u32(name.strip_prefix('#')?.parse().ok()?)?,
        },
    };
    Some((c, &behind[1..]))
}

/// The text without what is named as a signature: `x-oss-signature=…`, `q-signature%3D…`, `Signature: …`.
pub(super) fn without_signatures(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = lower.get(at..).and_then(|rest| rest.find("signature")) {
        let named = at + found + "signature".len();
        let behind = &lower[named..];
        let value = behind.trim_start_matches(['"', '\'', ' ', '=', ':', '>']);
        let value = value.strip_prefix("%3d").unwrap_or(value);
        let is_assigned = value.len() < behind.len();
        let is_of_it = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '%' | '-' | '_');
        // Only what is taken out is gone through: the next name may stand in it.
        let length = if is_assigned { value.find(|c| !is_of_it(c)).unwrap_or(value.len()) } else { 0 };
        let begins = named + behind.len() - value.len();
        if length >= SHORTEST_SIGNATURE {
            kept.push_str(&text[at..begins]);
            kept.push_str(GONE);
            at = begins + length;
        } else {
            kept.push_str(&text[at..named]);
            at = named;
        }
    }
    kept.push_str(&text[at..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Credentials, Secret};
    use crate::worked::worked;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE};

    const TOKEN: &str = "CAIS+a/b=c& d~é\"<";

    fn percent(text: &str, every: bool, upper: bool, blank: &str) -> String {
        let encoded = text.bytes().map(|byte| match byte {
            b' ' => blank.to_owned(),
            byte if byte.is_ascii_alphanumeric() && !every => char::from(byte).to_string(),
            byte if upper => format!("%{byte:02X}"),
            byte => format!("%{byte:02x}"),
        });
        encoded.collect()
    }

    #[test]
    fn a_secret_is_found_however_it_is_written() {
        let token = TOKEN.replace('é', "e");
        let json = serde_json::to_string(&token).expect("JSON");
        let upper = percent(&token, false, true, "%20");
        let mut forms = vec![
            token.clone(),
            upper.clone(),
            percent(&token, false, false, "%20"),
            percent(&token, false, true, "+"),
            percent(&token, true, true, "%20"),
            percent(&upper, false, true, "%20"),
            percent(&upper, false, false, "%20"),
            token.replace('+', "%2b"),
            token.replace('=', "%3D"),
            json[1..json.len() - 1].to_owned(),
            token.replace('/', "\\/").replace('"', "\\\""),
            token.replace('+', "\\u002B").replace('"', "\\u0022"),
            token
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('"', "&quot;")
                .replace('+', "&#43;")
                .replace('=', "&#x3D;"),
            token.replace('&', "&amp;amp;"),
        ];
        forms.extend([STANDARD.encode(&token), URL_SAFE.encode(&token), STANDARD_NO_PAD.encode(&token)]);
        forms.push(percent(&STANDARD.encode(&token), false, true, "%20"));
        for form in forms {
            let text = format!("The token {form} is invalid; token={form}&x");
            let left = without(&text, &token);
            let left = left.replace(['='], "").replace("%3D", "");
            assert_eq!(left, "The token … is invalid; token…&x", "{form}");
        }
        assert_eq!(
            without("a=x%5C%5Cy%5C&b", "x\\\\y\\"),
            "a=…&b",
            "an escape that another one could begin with"
        );
        assert_eq!(without("nothing here: CAIS+a/b", &token), "nothing here: CAIS+a/b");
        assert_eq!(without("%", &token), "%");
        assert_eq!(without("any", ""), "any");
        assert_eq!(without(&format!("x{TOKEN}y"), TOKEN), "x…y");
    }

    #[test]
    fn a_signature_that_is_named_is_taken_out() {
        let signature = "0123456789abcdef0123456789abcdef01234567";
        for (text, right) in [
            (format!("/?x-oss-signature={signature}&y"), "/?x-oss-signature=…&y"),
            (format!("q-signature%3D{signature}%"), "q-signature%3D…"),
            (
                format!("OSS4-HMAC-SHA256 Credential=a, Signature={signature}"),
                "OSS4-HMAC-SHA256 Credential=a, Signature=…",
            ),
            (format!("SignatureProvided: {signature}"), &format!("SignatureProvided: {signature}")),
            ("The request signature we calculated".to_owned(), "The request signature we calculated"),
            ("signature: not allowed".to_owned(), "signature: not allowed"),
            ("Signature".to_owned(), "Signature"),
        ] {
            assert_eq!(without_signatures(&text), right, "{text}");
        }
    }

    /// An escape is told in the first bytes of a text, so each `&` costs the same however long the rest is.
    #[test]
    fn an_escape_is_looked_for_at_its_place_alone() {
        assert_eq!(unescaped("&#x0002b;x"), Some(('+', "x")));
        assert_eq!(unescaped(&format!("&#x{}2b;", "0".repeat(20))), None);
        let second = |text: &str| {
            let start = std::time::Instant::now();
            let begun = worked(start);
            assert_eq!(without(text, "s3cret").len(), text.len());
            assert_eq!(without_signatures(text), text);
            worked(start) - begun
        };
        for piece in ["&", "signature", "signature=.", "%", "\\u", "&#x"] {
            let texts = [piece.repeat(4_000), piece.repeat(32_000)];
            let mut seconds = [f64::MAX; 2];
            // Of several runs the quickest counts: what else the machine does only makes them slower.
            let is_linear = (0..4).any(|_| {
                seconds = [0, 1].map(|at| second(&texts[at]).min(seconds[at]));
                seconds[1] < seconds[0] * 24.0 + 0.05
            });
            assert!(is_linear, "{piece}: {} s, eight times as much {} s", seconds[0], seconds[1]);
        }
    }

    #[test]
    fn what_is_redacted_holds_neither_token_nor_secret() {
        let credentials = Credentials {
            access_key_id: "STS.id".into(),
            access_key_secret: Secret::new("k+e/y="),
            security_token: Secret::new("CAIS+tok/en=="),
            expires_at: None,
            account: None,
        };
        let text = "token CAIS%2Btok%2fen%3D%3d, key k%2Be%2Fy%3D, again k+e/y=";
        assert_eq!(credentials.redact(text), "token …, key …, again …");
    }
}
