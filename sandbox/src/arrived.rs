//! A request as it came in, before it is known who is asked.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Limited};
use hyper::Request;
use hyper::body::Incoming;

/// More than any rule document; a larger body is refused.
const LARGEST_BODY: usize = 1 << 20;

/// A request with its body read.
pub(crate) struct Arrived {
    pub(crate) method: String,
    /// With the port, if one was sent.
    pub(crate) host: String,
    pub(crate) path: String,
    pub(crate) raw_query: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
}

impl Arrived {
    /// `None` when the body is too large or breaks off.
    pub(crate) async fn read(request: Request<Incoming>) -> Option<Self> {
        let (parts, body) = request.into_parts();
        let headers: Vec<(String, String)> = parts
            .headers
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes());
                (name.as_str().into(), value.into_owned())
            })
            .collect();
        let named_host = headers.iter().find(|(name, _)| name == "host");
        let host = match parts.uri.authority() {
            Some(authority) => authority.as_str().into(),
            None => named_host.map(|(_, host)| host.clone()).unwrap_or_default(),
        };
        let body = Limited::new(body, LARGEST_BODY).collect().await.ok()?;
        Some(Self {
            method: parts.method.as_str().into(),
            host,
            path: parts.uri.path().into(),
            raw_query: parts.uri.query().unwrap_or_default().into(),
            headers,
            body: body.to_bytes(),
        })
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}
