//! Signing and reading of the pure layer, to be called from the page that measures them
//! (`benches/browser`). `cargo xtask bench` builds this as the bundle is built. Empty for the host.

#![cfg(target_arch = "wasm32")]

use stocktake::model::{
    BucketName, Connection, Credentials, Endpoint, Provider, ReadSigning, Region, Secret, SignatureVersion,
    Timestamp,
};
use stocktake::provider::http::{Method, Request, Response};
use stocktake::provider::{Placement, Service, SigningContext, service};
use wasm_bindgen::prelude::wasm_bindgen;

/// One connection with its credentials, as a client of a vendor is.
#[wasm_bindgen]
#[allow(missing_debug_implementations, reason = "it holds secrets and is never printed")]
pub struct Peer {
    service: &'static dyn Service,
    connection: Connection,
    endpoint: Endpoint,
    credentials: Credentials,
}

#[wasm_bindgen]
impl Peer {
    /// `None` for a provider, region or bucket that is none. `older` is OSS's V1.
    #[must_use]
    pub fn of(
        provider: &str,
        older: bool,
        region: &str,
        bucket: &str,
        id: String,
        secret: String,
        token: String,
    ) -> Option<Peer> {
        let provider = Provider::from_slug(provider)?;
        let connection = Connection {
            provider,
            region: Region::parse(region).ok()?,
            bucket: BucketName::parse(bucket).ok()?,
            endpoint: None,
            reads: ReadSigning::Automatic,
            signature: if older { SignatureVersion::Older } else { SignatureVersion::Current },
        };
        let credentials = Credentials {
            access_key_id: id,
            access_key_secret: Secret::new(secret),
            security_token: Secret::new(token),
            expires_at: None,
            account: None,
        };
        let endpoint = Endpoint::of_connection(&connection).ok()?;
        Some(Peer { service: service(provider), connection, endpoint, credentials })
    }

    /// Makes and signs the PUT of a document: its MD5, all headers and the address. Gives the last
    /// header, which is the signature.
    #[must_use]
    pub fn sign(&self, rule_id: &str, body: String, unix_seconds: f64) -> String {
        let id = self.service.id_parameter();
        let request = Request {
            method: Method::Put,
            query: vec![("inventory", String::new()), (id, rule_id.to_owned())],
            body: Some(body),
            can_be_stopped: false,
        };
        #[allow(clippy::cast_possible_truncation, reason = "a clock's seconds")]
        let context = SigningContext {
            connection: &self.connection,
            endpoint: &self.endpoint,
            credentials: &self.credentials,
            now: Timestamp(unix_seconds as i64),
        };
        let signed = self.service.sign(&request, &context, Placement::Header);
        signed.headers().last().map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Reads a page of a list; gives the number of its rules, 0 for what is none.
    #[must_use]
    pub fn read(&self, page: String) -> usize {
        let response = Response { status: 200, headers: Vec::new(), body: page.into_bytes() };
        self.service.read_list(&response).map_or(0, |page| page.rules.len())
    }
}
