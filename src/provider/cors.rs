//! The CORS rule that a bucket needs before a page can manage its inventory rules.
//!
//! Source: PutBucketCors of OSS and PUT Bucket cors of COS: the same document; at most one `*` in a
//! value, none in `ExposeHeader`.

use super::xml::Element;

/// What a page must be allowed.
#[derive(Debug)]
pub struct Allowed {
    /// The methods that it sends.
    pub methods: &'static [&'static str],
    /// The headers of an answer that it reads, besides those that every page may.
    pub exposed: &'static [&'static str],
}

/// Seconds for which a browser may remember that a call is allowed.
pub const MAX_AGE: u32 = 600;

/// The rule for a console at `origin`, indented.
#[must_use]
pub fn rule(origin: &str, allowed: &Allowed) -> String {
    let mut rule = Element::new("CORSRule");
    rule.push(Element::with_text("AllowedOrigin", origin));
    allowed.methods.iter().for_each(|method| rule.push(Element::with_text("AllowedMethod", method)));
    rule.push(Element::with_text("AllowedHeader", "*"));
    allowed.exposed.iter().for_each(|header| rule.push(Element::with_text("ExposeHeader", header)));
    rule.push(Element::with_text("MaxAgeSeconds", &MAX_AGE.to_string()));
    let mut root = Element::new("CORSConfiguration");
    root.push(rule);
    root.push(Element::with_text("ResponseVary", "true"));
    root.to_pretty()
}

#[cfg(test)]
mod tests {
    use crate::model::Provider;
    use crate::provider::service;

    #[test]
    fn the_rule_names_the_origin_and_every_method_that_is_sent() {
        for provider in Provider::ALL {
            let rule = service(provider).cors_rule("https://console.example.com");
            assert!(rule.contains("<AllowedOrigin>https://console.example.com</AllowedOrigin>"));
            for method in ["GET", "PUT", "DELETE"] {
                assert!(rule.contains(&format!("<AllowedMethod>{method}</AllowedMethod>")));
            }
            assert_eq!(
                rule.contains("<AllowedMethod>POST</AllowedMethod>"),
                service(provider).capabilities().runs_once
            );
        }
    }
}
