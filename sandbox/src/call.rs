//! A request to a bucket, however it was addressed.

use crate::log::Operation;
use crate::provider::Provider;
use crate::query;

#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) provider: Provider,
    pub(crate) method: String,
    pub(crate) bucket: String,
    /// The region in the host's name; `None` where a host names none.
    pub(crate) region: Option<String>,
    pub(crate) raw_query: String,
    /// Names in lower case; `host` is the provider's, also on the relay.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: bytes::Bytes,
    /// The origin of a page elsewhere; `None` on the relay, whose pages are at
    /// home.
    pub(crate) origin: Option<String>,
}

impl Call {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The host that was addressed, without a port.
    pub(crate) fn host_name(&self) -> &str {
        host_name(self.header("host").unwrap_or_default())
    }

    /// A browser asking for leave: unsigned, and not yet the call itself.
    pub(crate) fn is_preflight(&self) -> bool {
        self.method == "OPTIONS" && self.header("access-control-request-method").is_some()
    }

    /// What the call is for; of a preflight, what it asks leave for.
    pub(crate) fn operation(&self) -> Option<Operation> {
        let query = query::decode(&self.raw_query);
        query::value(&query, "inventory")?;
        let has_id = query::value(&query, self.id_parameter()).is_some_and(|id| !id.is_empty());
        let method = self
            .header("access-control-request-method")
            .filter(|_| self.is_preflight())
            .unwrap_or(&self.method);
        match method {
            "GET" | "HEAD" if has_id => Some(Operation::Get),
            "GET" | "HEAD" => Some(Operation::List),
            "PUT" => Some(Operation::Put),
            "DELETE" => Some(Operation::Delete),
            "POST" if self.provider == Provider::Cos => Some(Operation::RunOnce),
            _ => None,
        }
    }

    /// The query parameter that names a rule.
    pub(crate) fn id_parameter(&self) -> &'static str {
        match self.provider {
            Provider::Oss => "inventoryId",
            Provider::Cos => "id",
        }
    }
}

#[cfg(test)]
impl Call {
    /// One without a body, as the verifiers see it.
    pub(crate) fn bare(
        provider: Provider,
        method: &str,
        bucket: &str,
        raw_query: &str,
        headers: &[(String, String)],
    ) -> Self {
        Self {
            provider,
            method: method.into(),
            bucket: bucket.into(),
            region: None,
            raw_query: raw_query.into(),
            headers: headers.to_vec(),
            body: bytes::Bytes::new(),
            origin: None,
        }
    }
}

/// A host without its port.
pub(crate) fn host_name(host: &str) -> &str {
    host.rsplit_once(':').map_or(host, |(name, _)| name)
}
