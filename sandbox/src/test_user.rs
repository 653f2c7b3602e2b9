//! A user of either provider for the conversation tests: signs and sends over
//! a socket.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::{IssuedCredentials, Options, Provider, Sandbox, cos, oss, start};

/// The origin of the page that calls.
pub(crate) const PAGE: &str = "http://page.example";

pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Lower-case names.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// The text of the first element of that name; empty without one.
    pub(crate) fn element(&self, name: &str) -> &str {
        let rest = self.body.split_once(&format!("<{name}>")).map(|(_, rest)| rest);
        rest.and_then(|rest| rest.split_once('<')).map_or("", |(text, _)| text)
    }

    pub(crate) fn code(&self) -> &str {
        self.element("Code")
    }

    #[track_caller]
    pub(crate) fn check(&self, status: u16, code: &str) {
        assert_eq!((self.status, self.code()), (status, code), "{}", self.body);
    }
}

pub(crate) struct User {
    pub(crate) provider: Provider,
    pub(crate) sandbox: Sandbox,
    pub(crate) credentials: IssuedCredentials,
}

impl User {
    /// A user of OSS.
    pub(crate) async fn new() -> Self {
        Self::of(Provider::Oss).await
    }

    pub(crate) async fn of(provider: Provider) -> Self {
        let sandbox = start(Options::default()).await.expect("a free port");
        let credentials = match provider {
            Provider::Oss => sandbox.issue_credentials(Duration::from_secs(3600)),
            Provider::Cos => sandbox.issue_cos_credentials(Duration::from_secs(3600)),
        };
        Self { provider, sandbox, credentials }
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        host: &str,
        target: &str,
        headers: &[(String, String)],
        body: &str,
    ) -> Answer {
        let address = ("127.0.0.1", self.sandbox.port());
        let mut stream = tokio::net::TcpStream::connect(address).await.expect("a connection");
        let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let request = format!(
            "{method} {target} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {}\r\n{lines}\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).await.expect("written");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.expect("read");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let (head, body) = text.split_once("\r\n\r\n").expect("an answer");
        Answer {
            status: head[9..12].parse().expect("a status"),
            head: head.to_lowercase().replace("\r\n", "\n"),
            body: body.into(),
        }
    }

    /// The bucket's host in the provider's usual region.
    pub(crate) fn host(&self, bucket: &str) -> String {
        let template = match self.provider {
            Provider::Oss => self.sandbox.endpoint_template(),
            Provider::Cos => self.sandbox.cos_endpoint_template(),
        };
        template.replace("http://", "").replace("{bucket}", bucket)
    }

    /// Signed in the headers, from a page.
    pub(crate) async fn call(&self, method: &str, bucket: &str, query: &str, body: &str) -> Answer {
        let (host, page) = (self.host(bucket), [("origin", PAGE)]);
        let headers = match self.provider {
            Provider::Oss => oss::test_signing::headers(&self.credentials, method, bucket, query, &page),
            Provider::Cos => cos::test_signing::headers(&self.credentials, method, &host, query, &page),
        };
        self.send(method, &host, &format!("/?{query}"), &headers, body).await
    }

    /// Signed in the query, from a page.
    pub(crate) async fn read(&self, bucket: &str, query: &str) -> Answer {
        let host = self.host(bucket);
        let query = match self.provider {
            Provider::Oss => oss::test_signing::query(&self.credentials, bucket, query),
            Provider::Cos => cos::test_signing::query(&self.credentials, &host, query),
        };
        self.send("GET", &host, &format!("/?{query}"), &origin(), "").await
    }

    /// Asks leave with the headers that the console sends.
    pub(crate) async fn preflight(&self, bucket: &str, method: &str) -> Answer {
        let mut headers = origin();
        headers.push(("access-control-request-method".into(), method.into()));
        let asked = match self.provider {
            Provider::Oss => {
                "authorization, content-type, content-md5, x-oss-date, x-oss-content-sha256, x-oss-security-token"
            }
            Provider::Cos => "authorization, content-type, content-md5, x-cos-security-token",
        };
        headers.push(("access-control-request-headers".into(), asked.into()));
        self.send("OPTIONS", &self.host(bucket), "/?inventory", &headers, "").await
    }
}

pub(crate) fn origin() -> Vec<(String, String)> {
    vec![("origin".into(), PAGE.into())]
}

/// Pairs as the tests write them.
pub(crate) fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect()
}
