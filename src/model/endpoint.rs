//! The endpoint template of a connection: where signed requests go.
//!
//! A template is a URL in which `{bucket}` may stand, in the host or in the path:
//! `https://{bucket}.oss-cn-hangzhou.aliyuncs.com`, `https://oss.example.net/{bucket}`,
//! `https://inv.example.com`, `https://console.example.com/relay/{bucket}.oss-cn-hangzhou.aliyuncs.com`.
//! It is parsed by hand, strictly, because a URL library weighs more than the rest of this crate;
//! the browser's own reading of the result is compared before anything is sent (`app/transport.rs`).

use super::connection::{BucketName, Connection, Provider};

/// A checked template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointTemplate(String);

/// Why a template was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointProblem {
    /// Neither `https://` nor `http://` in front.
    Scheme,
    /// `http://` to a host that is not this machine.
    NotEncrypted,
    /// User name, query, fragment, other placeholders or characters that no host or path has.
    Characters,
    /// No host, an empty label, or a port that is not a number.
    Host,
    /// The bucket in the path, which COS does not serve.
    PathStyle,
}

/// Where the requests of one connection go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// `https` or `http`.
    pub scheme: &'static str,
    /// Host and, if given, port: `demo.oss-cn-hangzhou.aliyuncs.com`, `localhost:8417`.
    pub authority: String,
    /// Begins and ends with `/`.
    pub path: String,
}

const PLACEHOLDER: &str = "{bucket}";

impl EndpointTemplate {
    /// Reads what was typed or configured.
    ///
    /// # Errors
    /// [`EndpointProblem`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, EndpointProblem> {
        let text = text.trim().trim_end_matches('/');
        // Any valid bucket name stands for all of them: they share one character set.
        let probe = split(&text.replace(PLACEHOLDER, "bucket"))?;
        if probe.scheme == "http" && !is_loopback(probe.host()) {
            return Err(EndpointProblem::NotEncrypted);
        }
        Ok(EndpointTemplate(text.to_owned()))
    }

    /// The template as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The template, if the provider can be reached so: COS has no path style, only a relay's path may
    /// name the bucket's host.
    ///
    /// # Errors
    /// [`EndpointProblem::PathStyle`].
    pub fn for_provider(self, provider: Provider) -> Result<Self, EndpointProblem> {
        let last = self.0.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
        let last = last.and_then(|(_, path)| path.rsplit('/').next());
        match last {
            Some(segment)
                if provider == Provider::Cos && segment.contains(PLACEHOLDER) && !segment.contains('.') =>
            {
                Err(EndpointProblem::PathStyle)
            }
            _ => Ok(self),
        }
    }

    fn resolve(&self, bucket: &BucketName) -> Result<Endpoint, EndpointProblem> {
        split(&self.0.replace(PLACEHOLDER, bucket.as_str()))
    }
}

impl Endpoint {
    /// The endpoint of a connection: by its template, else the provider's default host.
    ///
    /// # Errors
    /// [`EndpointProblem`] when the template does not give a URL with this bucket.
    pub fn of_connection(connection: &Connection) -> Result<Self, EndpointProblem> {
        match &connection.endpoint {
            Some(template) => template.resolve(&connection.bucket),
            None => Ok(Endpoint {
                scheme: "https",
                authority: connection.provider.default_host(&connection.region, &connection.bucket),
                path: "/".to_owned(),
            }),
        }
    }

    /// The host without its port.
    #[must_use]
    pub fn host(&self) -> &str {
        host_of(&self.authority)
    }

    /// `https://host:port`, as the browser writes an origin.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("{}://{}", self.scheme, self.authority)
    }

    /// Whether the host belongs to the provider.
    #[must_use]
    pub fn is_of(&self, provider: Provider) -> bool {
        self.scheme == "https"
            && provider
                .domains()
                .iter()
                .any(|domain| self.host().strip_suffix(domain).is_some_and(|rest| rest.ends_with('.')))
    }
}

fn host_of(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(_) => authority.split_once(']').map_or(authority, |(host, _)| {
            // The closing bracket belongs to the host of an IPv6 address.
            &authority[..=host.len()]
        }),
        None => authority.split_once(':').map_or(authority, |(host, _)| host),
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost") || host == "[::1]" || {
        let mut parts = host.split('.');
        parts.next() == Some("127")
            && host.split('.').count() == 4
            && parts.all(|part| part.parse::<u64>().is_ok_and(|number| number <= 255))
    }
}

/// Takes a URL without placeholders apart, refusing whatever a browser might read differently.
fn split(url: &str) -> Result<Endpoint, EndpointProblem> {
    let (scheme, rest) = if let Some(rest) = url.strip_prefix("https://") {
        ("https", rest)
    } else if let Some(rest) = url.strip_prefix("http://") {
        ("http", rest)
    } else {
        return Err(EndpointProblem::Scheme);
    };
    let plain = |b: u8| {
        b.is_ascii_lowercase() || b.is_ascii_digit() || b"-._~/:[]".contains(&b) || b.is_ascii_uppercase()
    };
    if !rest.bytes().all(plain) {
        return Err(EndpointProblem::Characters);
    }
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let authority = authority.to_ascii_lowercase();
    check_authority(&authority)?;
    if path.split('/').any(|segment| segment == "." || segment == "..") || path.contains("//") {
        return Err(EndpointProblem::Characters);
    }
    let path = if path.is_empty() { "/".to_owned() } else { format!("/{}/", path.trim_end_matches('/')) };
    Ok(Endpoint { scheme, authority: without_default_port(scheme, authority), path })
}

fn check_authority(authority: &str) -> Result<(), EndpointProblem> {
    let host = host_of(authority);
    let port = &authority[host.len()..];
    let port_ok = match port.strip_prefix(':') {
        Some(number) => !number.starts_with('0') && number.parse::<u64>().is_ok_and(|port| port <= 65_535),
        None => port.is_empty(),
    };
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let host_ok = host == "[::1]" || host.split('.').all(label);
    if port_ok && host_ok { Ok(()) } else { Err(EndpointProblem::Host) }
}

fn without_default_port(scheme: &str, authority: String) -> String {
    let default = if scheme == "https" { ":443" } else { ":80" };
    match authority.strip_suffix(default) {
        Some(host) => host.to_owned(),
        None => authority,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bucket() -> BucketName {
        BucketName::parse("demo-250").expect("a valid name")
    }

    #[track_caller]
    fn check(template: &str, origin: &str, path: &str) {
        let endpoint = EndpointTemplate::parse(template)
            .and_then(|t| t.resolve(&bucket()))
            .unwrap_or_else(|problem| panic!("{template}: {problem:?}"));
        assert_eq!((endpoint.origin().as_str(), endpoint.path.as_str()), (origin, path));
    }

    #[test]
    fn the_four_documented_forms_resolve() {
        check(
            "https://{bucket}.oss-cn-hangzhou.aliyuncs.com",
            "https://demo-250.oss-cn-hangzhou.aliyuncs.com",
            "/",
        );
        check("https://oss.example.net/{bucket}", "https://oss.example.net", "/demo-250/");
        check("https://inv.example.com/", "https://inv.example.com", "/");
        check(
            "https://console.example.com/relay/{bucket}.oss-cn-hangzhou.aliyuncs.com",
            "https://console.example.com",
            "/relay/demo-250.oss-cn-hangzhou.aliyuncs.com/",
        );
    }

    #[test]
    fn plain_http_is_for_this_machine_only() {
        check(
            "http://{bucket}.oss-cn-hangzhou.localhost:8417",
            "http://demo-250.oss-cn-hangzhou.localhost:8417",
            "/",
        );
        check("http://127.0.0.1:80/{bucket}", "http://127.0.0.1", "/demo-250/");
        check("http://[::1]:8417", "http://[::1]:8417", "/");
        for remote in [
            "http://oss.example.net",
            "http://127.0.0.1.example.net",
            "http://localhost.example.net",
            "http://127.1",
        ] {
            assert_eq!(EndpointTemplate::parse(remote), Err(EndpointProblem::NotEncrypted), "{remote}");
        }
    }

    #[test]
    fn what_a_browser_might_read_as_another_host_is_refused() {
        for (text, problem) in [
            ("oss.example.net", EndpointProblem::Scheme),
            ("javascript://x", EndpointProblem::Scheme),
            ("https://", EndpointProblem::Scheme),
            ("https:///x", EndpointProblem::Host),
            ("https://a@b.example", EndpointProblem::Characters),
            ("https://a.example?x=1", EndpointProblem::Characters),
            ("https://a.example#x", EndpointProblem::Characters),
            ("https://a.example\\b", EndpointProblem::Characters),
            ("https://{region}.example", EndpointProblem::Characters),
            ("https://a.example/../b", EndpointProblem::Characters),
            ("https://a..example", EndpointProblem::Host),
            ("https://a.example:99999", EndpointProblem::Host),
            ("https://a.example:x", EndpointProblem::Host),
            ("https://[fe80::1]", EndpointProblem::Host),
            ("https://例え.example", EndpointProblem::Characters),
        ] {
            assert_eq!(EndpointTemplate::parse(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn cos_has_no_path_style() {
        let check = |text: &str, provider| {
            EndpointTemplate::parse(text).and_then(|t| t.for_provider(provider)).map(|_| ())
        };
        let path_style = "https://cos.example.net/{bucket}";
        assert_eq!(check(path_style, Provider::Cos), Err(EndpointProblem::PathStyle));
        assert_eq!(check(path_style, Provider::Oss), Ok(()));
        for good in [
            "https://{bucket}.cos.ap-guangzhou.myqcloud.com",
            "https://inv.example.com",
            "https://console.example.com/relay/{bucket}.cos.ap-guangzhou.myqcloud.com",
        ] {
            assert_eq!(check(good, Provider::Cos), Ok(()), "{good}");
        }
    }

    #[test]
    fn a_host_is_the_providers_only_under_its_domain() {
        let is_of = |template: &str| {
            EndpointTemplate::parse(template)
                .and_then(|t| t.resolve(&bucket()))
                .is_ok_and(|e| e.is_of(Provider::Oss))
        };
        assert!(is_of("https://{bucket}.oss-cn-hangzhou.aliyuncs.com"));
        assert!(!is_of("https://aliyuncs.com.example.net"));
        assert!(!is_of("https://evilaliyuncs.com"));
    }
}
