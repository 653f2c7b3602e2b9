//! CORS as a bucket's rules decide it (wire/oss.md section 8, wire/cos.md
//! section 5): first match
//! wins, a refused preflight is 403 without a single CORS header, and answers
//! to an allowed origin carry the headers whatever their status.

/// One rule of a bucket. `*` in an origin or a header stands for any text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorsRule {
    /// Such as `*`, `https://console.example.com` or `https://*.example.com`.
    pub allowed_origins: Vec<String>,
    /// Out of GET PUT DELETE POST HEAD.
    pub allowed_methods: Vec<String>,
    /// Request headers that a page may send.
    pub allowed_headers: Vec<String>,
    /// Answer headers that a page may read.
    pub expose_headers: Vec<String>,
    /// For how long a browser may remember a preflight.
    pub max_age_seconds: u32,
}

impl CorsRule {
    /// Any origin, these methods, any header; what OSS suggests may be read.
    #[must_use]
    pub fn any_origin(methods: &[&str]) -> Self {
        let list = |items: &[&str]| items.iter().map(ToString::to_string).collect();
        Self {
            allowed_origins: list(&["*"]),
            allowed_methods: list(methods),
            allowed_headers: list(&["*"]),
            expose_headers: list(&["x-oss-request-id", "x-oss-ec"]),
            max_age_seconds: 600,
        }
    }

    /// With other answer headers that a page may read.
    #[must_use]
    pub fn exposing(mut self, headers: &[&str]) -> Self {
        self.expose_headers = headers.iter().map(ToString::to_string).collect();
        self
    }

    fn allows(&self, origin: &str, method: &str, headers: &[&str]) -> bool {
        self.allowed_origins.iter().any(|rule| matches(rule, origin))
            && self.allowed_methods.iter().any(|allowed| allowed == method)
            && headers.iter().all(|header| {
                let header = header.to_ascii_lowercase();
                self.allowed_headers.iter().any(|rule| matches(&rule.to_ascii_lowercase(), &header))
            })
    }

    /// With a lone `*` the answer names no origin.
    fn answered_origin(&self, origin: &str) -> String {
        let any = self.allowed_origins.iter().any(|rule| rule == "*");
        if any { "*".into() } else { origin.into() }
    }
}

/// `*` stands for any text; OSS allows one of them.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, end)) => {
            text.len() >= start.len() + end.len() && text.starts_with(start) && text.ends_with(end)
        }
    }
}

type Headers = Vec<(&'static str, String)>;

/// The headers of an allowed preflight, `None` for a refused one.
/// `requested` is the value of `Access-Control-Request-Headers`.
pub(crate) fn preflight(
    rules: &[CorsRule],
    origin: &str,
    method: &str,
    requested: Option<&str>,
) -> Option<Headers> {
    let headers: Vec<&str> =
        requested.unwrap_or_default().split(',').map(str::trim).filter(|header| !header.is_empty()).collect();
    let rule = rules.iter().find(|rule| rule.allows(origin, method, &headers))?;
    let mut answer = vec![
        ("access-control-allow-origin", rule.answered_origin(origin)),
        ("access-control-allow-methods", rule.allowed_methods.join(", ")),
        ("access-control-max-age", rule.max_age_seconds.to_string()),
        ("vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers".into()),
    ];
    if let Some(requested) = requested {
        answer.push(("access-control-allow-headers", requested.into()));
    }
    push_exposed(&mut answer, rule);
    Some(answer)
}

/// The headers to add to an actual answer; none when no rule allows it.
pub(crate) fn actual(rules: &[CorsRule], origin: Option<&str>, method: &str) -> Headers {
    let Some(origin) = origin else {
        return Vec::new();
    };
    let Some(rule) = rules.iter().find(|rule| rule.allows(origin, method, &[])) else {
        return Vec::new();
    };
    let mut answer =
        vec![("access-control-allow-origin", rule.answered_origin(origin)), ("vary", "Origin".into())];
    push_exposed(&mut answer, rule);
    answer
}

fn push_exposed(answer: &mut Headers, rule: &CorsRule) {
    if !rule.expose_headers.is_empty() {
        answer.push(("access-control-expose-headers", rule.expose_headers.join(", ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(origin: &str, methods: &[&str], headers: &[&str]) -> CorsRule {
        CorsRule {
            allowed_origins: vec![origin.into()],
            allowed_headers: headers.iter().map(ToString::to_string).collect(),
            ..CorsRule::any_origin(methods)
        }
    }

    #[track_caller]
    fn check(rules: &[CorsRule], origin: &str, method: &str, headers: &str, allowed: bool) {
        assert_eq!(
            preflight(rules, origin, method, Some(headers)).is_some(),
            allowed,
            "{origin} {method} {headers}"
        );
    }

    #[test]
    fn preflights_are_decided_by_origin_method_and_every_header() {
        let any = [CorsRule::any_origin(&["GET", "PUT"])];
        check(&any, "http://a.example", "PUT", "authorization, x-oss-date", true);
        check(&any, "http://a.example", "DELETE", "", false);
        check(&[], "http://a.example", "GET", "", false);

        let one = [rule("https://*.example.com", &["GET"], &["x-oss-*", "Authorization"])];
        check(&one, "https://console.example.com", "GET", "authorization,x-oss-date", true);
        check(&one, "https://console.example.com", "GET", "content-md5", false);
        check(&one, "https://example.com", "GET", "", false);
        check(&one, "http://console.example.com", "GET", "", false);
    }

    #[test]
    fn a_later_rule_can_allow_what_an_earlier_one_does_not() {
        let rules = [rule("https://a.example", &["GET"], &["*"]), CorsRule::any_origin(&["PUT"])];
        check(&rules, "https://a.example", "PUT", "", true);
        let answer = actual(&rules, Some("https://a.example"), "GET");
        assert!(answer.contains(&("access-control-allow-origin", "https://a.example".into())));
    }

    #[test]
    fn an_answer_without_an_allowed_origin_has_no_cors_headers() {
        let rules = [CorsRule::any_origin(&["GET"])];
        assert!(actual(&rules, None, "GET").is_empty());
        assert!(actual(&rules, Some("https://a.example"), "PUT").is_empty());
    }
}
