//! The endpoint template of a connection: where signed requests go.
//!
//! A template is a URL in which `{bucket}` may stand, in the host or in the path:
//! `https://{bucket}.oss-cn-hangzhou.aliyuncs.com`, `https://oss.example.net/{bucket}`,
//! `https://inv.example.com`, `https://console.example.com/relay/{bucket}.oss-cn-hangzhou.aliyuncs.com`.
//! `{host}` as the last segment of the path is the provider's own host for bucket and region, which is what a relay
//! passes calls on to: `https://console.example.com/relay/{host}`.
//! It is parsed by hand, strictly, because a URL library weighs more than the rest of this crate;
//! the browser's own reading of the result is compared before anything is sent (`app/services/transport.rs`).

use super::connection::{Connection, Provider};
use super::host::{HostKind, ServiceHost, without_default_port};

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
    /// A host for web pages, where no call of the API is answered.
    Website,
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
const RELAYED: &str = "/{host}";

impl EndpointTemplate {
    /// Reads what was typed or configured.
    ///
    /// # Errors
    /// [`EndpointProblem`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, EndpointProblem> {
        let text = text.trim().trim_end_matches('/');
        // Any valid bucket name stands for all of them: they share one character set.
        let probe = split(&text.strip_suffix(RELAYED).unwrap_or(text).replace(PLACEHOLDER, "bucket"))?;
        if probe.scheme == "http" && !is_loopback(probe.host()) {
            return Err(EndpointProblem::NotEncrypted);
        }
        Ok(EndpointTemplate(text.to_owned()))
    }

    /// Reads what was typed for a bucket of a provider. What is certain is put right: the provider's own endpoint
    /// without the bucket, or with it in the path, which is refused there (403 `SecondLevelDomainForbidden`),
    /// gets it into the host, and the provider's own hosts are called by https.
    ///
    /// # Errors
    /// [`EndpointProblem`] says what is wrong with it.
    pub fn read(text: &str, provider: Provider, bucket: &str) -> Result<Self, EndpointProblem> {
        let text = text.trim().trim_end_matches('/');
        let (scheme, address) = text.split_once("://").unwrap_or(("https", text));
        let (host, path) = address.split_once('/').unwrap_or((address, ""));
        let host = without_default_port(scheme, host);
        let own = ServiceHost::read(&host.replace(PLACEHOLDER, "bucket"));
        let Some(own) = own.filter(|own| own.provider == provider) else {
            return EndpointTemplate::parse(text)?.for_provider(provider);
        };
        match own {
            ServiceHost { kind: HostKind::Website, .. } => Err(EndpointProblem::Website),
            ServiceHost { bucket: None, .. } if ["", PLACEHOLDER, bucket.trim()].contains(&path) => {
                EndpointTemplate::parse(&format!("https://{PLACEHOLDER}.{host}"))
            }
            _ if path.is_empty() => EndpointTemplate::parse(&format!("https://{host}")),
            _ => EndpointTemplate::parse(text)?.for_provider(provider),
        }
    }

    /// The template as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it leads to more than one bucket.
    #[must_use]
    pub fn names_bucket(&self) -> bool {
        self.0.contains(PLACEHOLDER) || self.names_host()
    }

    /// Whether it ends with the provider's own host, whatever bucket and region are.
    #[must_use]
    pub fn names_host(&self) -> bool {
        self.0.ends_with(RELAYED)
    }

    /// The address in front of that host, as a relay is named to people.
    #[must_use]
    pub fn relay(&self) -> Option<&str> {
        let relay = self.0.strip_suffix(RELAYED)?;
        Some(&self.0[..=relay.len()])
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

    fn resolve(&self, connection: &Connection) -> Result<Endpoint, EndpointProblem> {
        let Connection { provider, region, bucket, .. } = connection;
        let template = match self.relay() {
            Some(relay) => [relay, &provider.default_host(region, bucket)].concat(),
            None => self.0.clone(),
        };
        split(&template.replace(PLACEHOLDER, bucket.as_str()))
    }
}

impl Endpoint {
    /// The endpoint of a connection: by its template, else the provider's default host.
    ///
    /// # Errors
    /// [`EndpointProblem`] when the template does not give a URL with this bucket.
    pub fn of_connection(connection: &Connection) -> Result<Self, EndpointProblem> {
        match &connection.endpoint {
            Some(template) => template.resolve(connection),
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

    /// The address in front of the provider's host that the path ends with: of a relay, which passes calls on to that
    /// host. `None` where requests do not go by one.
    #[must_use]
    pub fn relay(&self) -> Option<String> {
        let path = self.path.strip_suffix('/')?;
        let (folder, host) = path.rsplit_once('/')?;
        ServiceHost::read(host)?;
        Some(format!("{}{folder}/", self.origin()))
    }

    /// Whether requests go to the provider itself, and to the bucket of the connection: an exact host of it, by
    /// https. Anything else is somebody's, also under the provider's domain.
    #[must_use]
    pub fn is_own_of(&self, connection: &Connection) -> bool {
        self.scheme == "https"
            && ServiceHost::read(&self.authority).is_some_and(|own| {
                own.provider == connection.provider
                    && own.bucket.as_ref() == Some(&connection.bucket)
                    && own.kind != HostKind::Website
            })
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
    Ok(Endpoint { scheme, authority: without_default_port(scheme, &authority).to_owned(), path })
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

#[cfg(test)]
#[path = "endpoint_tests.rs"]
mod tests;
