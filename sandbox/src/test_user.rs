//! A user for the conversation tests: signs and sends over a socket.
//!
//! Requests are signed here by the verifier's own arithmetic: that the
//! arithmetic is right is what the recorded vectors show, not these tests.

use std::time::Duration;

use time::OffsetDateTime;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::oss::signature::{Claim, Request};
use crate::{IssuedCredentials, Options, Sandbox, query, start};

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

    pub(crate) fn code(&self) -> &str {
        let code = self.body.split_once("<Code>").map(|(_, rest)| rest);
        code.and_then(|rest| rest.split_once('<')).map_or("", |(code, _)| code)
    }

    #[track_caller]
    pub(crate) fn check(&self, status: u16, code: &str) {
        assert_eq!((self.status, self.code()), (status, code), "{}", self.body);
    }
}

pub(crate) struct User {
    pub(crate) sandbox: Sandbox,
    pub(crate) credentials: IssuedCredentials,
}

impl User {
    pub(crate) async fn new() -> Self {
        let sandbox = start(Options::default()).await.expect("a free port");
        let credentials = sandbox.issue_credentials(Duration::from_secs(3600));
        Self { sandbox, credentials }
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

    pub(crate) fn host(&self, bucket: &str) -> String {
        format!("{bucket}.oss-cn-hangzhou.localhost:{}", self.sandbox.port())
    }

    pub(crate) fn scope(&self) -> (String, String) {
        let now = OffsetDateTime::now_utc();
        let date = format!(
            "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
            now.year(),
            u8::from(now.month()),
            now.day(),
            now.hour(),
            now.minute(),
            now.second()
        );
        let scope = format!("{}/cn-hangzhou/oss/aliyun_v4_request", &date[..8]);
        (date, format!("{}/{scope}", self.credentials.access_key_id))
    }

    pub(crate) fn signature(
        &self,
        method: &str,
        bucket: &str,
        query: &str,
        headers: &[(String, String)],
    ) -> String {
        let request = Request { method, bucket, raw_query: query, headers };
        let claim = Claim::read(&request).expect("readable").expect("signed");
        let text = claim.string_to_sign(&claim.canonical_request(&request));
        claim.expected_signature(&self.credentials.access_key_secret, &text)
    }

    pub(crate) fn signed(
        &self,
        method: &str,
        bucket: &str,
        query: &str,
        extra: &[(&str, &str)],
    ) -> Vec<(String, String)> {
        let (date, credential) = self.scope();
        let mut headers: Vec<(String, String)> = [
            ("x-oss-date", date.as_str()),
            ("x-oss-content-sha256", "UNSIGNED-PAYLOAD"),
            ("x-oss-security-token", &self.credentials.security_token),
        ]
        .iter()
        .chain(extra)
        .map(|(name, value)| ((*name).into(), (*value).into()))
        .collect();
        let authorization = format!("OSS4-HMAC-SHA256 Credential={credential},Signature=");
        headers.push(("authorization".into(), authorization.clone()));
        let signature = self.signature(method, bucket, query, &headers);
        headers.pop();
        headers.push(("authorization".into(), authorization + &signature));
        headers
    }

    /// Signed in the headers, from a page.
    pub(crate) async fn call(&self, method: &str, bucket: &str, query: &str, body: &str) -> Answer {
        let headers = self.signed(method, bucket, query, &[("origin", PAGE)]);
        self.send(method, &self.host(bucket), &format!("/?{query}"), &headers, body).await
    }

    /// Signed in the query, from a page.
    pub(crate) async fn read(&self, bucket: &str, query: &str) -> Answer {
        let (date, credential) = self.scope();
        let query = format!(
            "{query}&x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential={}&x-oss-date={date}&x-oss-expires=300&x-oss-security-token={}&x-oss-signature=",
            query::percent_encode(&credential),
            query::percent_encode(&self.credentials.security_token)
        );
        let signature = self.signature("GET", bucket, &query, &[]);
        let target = format!("/?{query}{signature}");
        self.send("GET", &self.host(bucket), &target, &origin(), "").await
    }

    pub(crate) async fn preflight(&self, bucket: &str, method: &str) -> Answer {
        let mut headers = origin();
        headers.push(("access-control-request-method".into(), method.into()));
        headers.push(("access-control-request-headers".into(), "authorization".into()));
        self.send("OPTIONS", &self.host(bucket), "/?inventory", &headers, "").await
    }
}

pub(crate) fn origin() -> Vec<(String, String)> {
    vec![("origin".into(), PAGE.into())]
}
