//! The CORS rule that a bucket needs before a page can manage its inventory rules.
//!
//! Source: PutBucketCors (methods, at most one `*`, none in `ExposeHeader`).

use crate::provider::xml::Element;

/// What the console sends, and what it reads beyond the body.
const METHODS: [&str; 3] = ["GET", "PUT", "DELETE"];
const EXPOSED: [&str; 2] = ["x-oss-request-id", "x-oss-ec"];

/// The rule for a console at `origin`, indented.
pub(super) fn rule(origin: &str) -> String {
    let mut rule = Element::new("CORSRule");
    rule.push(Element::with_text("AllowedOrigin", origin));
    METHODS.iter().for_each(|method| rule.push(Element::with_text("AllowedMethod", method)));
    rule.push(Element::with_text("AllowedHeader", "*"));
    EXPOSED.iter().for_each(|header| rule.push(Element::with_text("ExposeHeader", header)));
    rule.push(Element::with_text("MaxAgeSeconds", "600"));
    let mut root = Element::new("CORSConfiguration");
    root.push(rule);
    root.push(Element::with_text("ResponseVary", "true"));
    root.to_pretty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_names_the_origin_and_every_method_that_is_sent() {
        let rule = rule("https://console.example.com");
        assert!(rule.contains("<AllowedOrigin>https://console.example.com</AllowedOrigin>"));
        for method in METHODS {
            assert!(rule.contains(&format!("<AllowedMethod>{method}</AllowedMethod>")));
        }
    }
}
