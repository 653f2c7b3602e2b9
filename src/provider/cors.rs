//! The CORS rule that a bucket needs before a page can manage its inventory rules.
//!
//! Source: PutBucketCors of OSS and PUT Bucket cors of COS: the same document; at most one `*` in a
//! value, none in `ExposeHeader`.

use super::xml::Element;

/// The rule for a console at `origin` that sends these methods and reads these headers, indented.
#[must_use]
pub fn rule(origin: &str, methods: &[&str], exposed: &[&str]) -> String {
    let mut rule = Element::new("CORSRule");
    rule.push(Element::with_text("AllowedOrigin", origin));
    methods.iter().for_each(|method| rule.push(Element::with_text("AllowedMethod", method)));
    rule.push(Element::with_text("AllowedHeader", "*"));
    exposed.iter().for_each(|header| rule.push(Element::with_text("ExposeHeader", header)));
    rule.push(Element::with_text("MaxAgeSeconds", "600"));
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
