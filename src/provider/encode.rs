//! Percent-encoding as the signatures of both providers want it.
//!
//! Kept as they are: `A-Z a-z 0-9 - _ . ~`; every other byte of the UTF-8 text becomes `%XX` in
//! upper case (`wire/oss.md` section 3, `wire/cos.md` section 2). The browser's own functions keep
//! `! ' ( ) *` or write `+` for a blank, so they cannot be used. What is encoded here is both
//! sent and signed: nothing is encoded twice.

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Encodes a name or a value of the query.
#[must_use]
pub fn percent_encode(text: &str) -> String {
    let stays = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    let mut encoded = Vec::with_capacity(text.len() + text.len() / 4);
    // A token is hundreds of bytes, most of which stay: they are copied together.
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        let run = rest.iter().position(|byte| !stays(byte)).unwrap_or(rest.len());
        let (stay, other) = rest.split_at(run);
        encoded.extend_from_slice(stay);
        rest = other;
        if let [byte, behind @ ..] = other {
            encoded.push(b'%');
            encoded.extend_from_slice(&digits(*byte, HEX));
            rest = behind;
        }
    }
    ascii(encoded)
}

/// The inverse of [`percent_encode`], which also takes what was not encoded; `None` when an escape is no
/// escape or the bytes are not UTF-8.
#[must_use]
pub fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first == b'%' {
            let [high, low, tail @ ..] = rest else {
                return None;
            };
            let digit = |byte: u8| char::from(byte).to_digit(16);
            bytes.push(u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()?);
            rest = tail;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut encoded = Vec::with_capacity(2 * bytes.len());
    bytes.iter().for_each(|byte| encoded.extend_from_slice(&digits(*byte, b"0123456789abcdef")));
    ascii(encoded)
}

fn digits(byte: u8, of: &[u8; 16]) -> [u8; 2] {
    [of[usize::from(byte >> 4)], of[usize::from(byte & 15)]]
}

/// What was encoded is ASCII alone.
fn ascii(encoded: Vec<u8>) -> String {
    String::from_utf8(encoded).unwrap_or_default()
}

/// Encodes pairs for a URL, in their order, an empty value as the name alone.
#[must_use]
pub fn query_string(pairs: &[(String, String)]) -> String {
    pairs.iter().map(query_pair).collect::<Vec<_>>().join("&")
}

fn query_pair((name, value): &(String, String)) -> String {
    if value.is_empty() { name.clone() } else { format!("{name}={value}") }
}

/// Encoded pairs in the order of their encoded names.
#[must_use]
pub fn sorted_pairs(pairs: &[(&str, String)]) -> Vec<(String, String)> {
    sorted(pairs.iter().map(|(name, value)| (percent_encode(name), percent_encode(value))))
}

/// Pairs in the order of their names, then of their values.
#[must_use]
pub fn sorted(pairs: impl IntoIterator<Item = (String, String)>) -> Vec<(String, String)> {
    // There are a dozen at most: putting each in its place needs no sorting machinery.
    pairs.into_iter().fold(Vec::new(), |mut sorted, pair| {
        let at = sorted.iter().position(|later| *later > pair).unwrap_or(sorted.len());
        sorted.insert(at, pair);
        sorted
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_stay() {
        assert_eq!(percent_encode("AZaz09-_.~"), "AZaz09-_.~");
        assert_eq!(percent_encode("a b/!'()*+&="), "a%20b%2F%21%27%28%29%2A%2B%26%3D");
        assert_eq!(percent_encode("清单"), "%E6%B8%85%E5%8D%95");
    }

    #[test]
    fn decoding_takes_back_what_was_encoded_and_leaves_what_was_not() {
        assert_eq!(percent_decode(&percent_encode("a b/%+清")).as_deref(), Some("a b/%+清"));
        assert_eq!(percent_decode("a+b,清").as_deref(), Some("a+b,清"));
        for broken in ["%", "%2", "%zz", "%ff", "%e6%b8"] {
            assert_eq!(percent_decode(broken), None, "{broken}");
        }
    }

    #[test]
    fn hex_is_lower_case() {
        assert_eq!(hex(&[0, 0xab, 0xff]), "00abff");
    }
}
