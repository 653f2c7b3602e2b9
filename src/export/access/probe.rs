//! Calls that need no credentials: whether the browser of a page would be let through, and whether a bucket is where it is
//! thought to be. For curl in a POSIX shell.
//!
//! Sources: "OptionObject" of OSS and "OPTIONS Object" of COS: a preflight carries no signature. That an unsigned call to a
//! bucket that is not there is 404 NoSuchBucket, and 403 AccessDenied otherwise, is in the providers' lists of errors.

use crate::export::commands::quoted;
use crate::model::{Connection, Endpoint, Provider, SignatureVersion};
use crate::provider::http::Method;

/// Asks as the browser does before a write of a page at `origin`: 200 with `Access-Control-Allow-Origin` is a yes, 403
/// `AccessForbidden` a no. Nothing is written, because only the question is sent.
#[must_use]
pub fn preflight(connection: &Connection, endpoint: &Endpoint, origin: &str, method: Method) -> String {
    let id = match connection.provider {
        Provider::Oss => "inventoryId",
        Provider::Cos => "id",
    };
    let address = format!("{}{}?inventory&{id}=x", endpoint.origin(), endpoint.path);
    let headers = headers(connection, method).join(",");
    format!(
        "curl -i -X OPTIONS {} \\\n  -H {} \\\n  -H {} \\\n  -H {}\n",
        quoted(&address),
        quoted(&format!("Origin: {origin}")),
        quoted(&format!("Access-Control-Request-Method: {}", method.as_str())),
        quoted(&format!("Access-Control-Request-Headers: {headers}")),
    )
}

/// The headers that the console sets, as a browser asks about them.
fn headers(connection: &Connection, method: Method) -> Vec<&'static str> {
    let body: &[&str] =
        if matches!(method, Method::Put | Method::Post) { &["content-md5", "content-type"] } else { &[] };
    let own: &[&str] = match (connection.provider, connection.signature) {
        (Provider::Oss, SignatureVersion::Current) => {
            &["x-oss-content-sha256", "x-oss-date", "x-oss-security-token"]
        }
        (Provider::Oss, SignatureVersion::Older) => &["x-oss-date", "x-oss-security-token"],
        (Provider::Cos, _) => &["x-cos-security-token"],
    };
    [&["authorization"], body, own].concat()
}

/// Asks for the rules without a signature: what comes says whether the bucket is there, and outside of a page it can be read.
#[must_use]
pub fn whereabouts(endpoint: &Endpoint) -> String {
    format!("curl -i {}\n", quoted(&format!("{}{}?inventory", endpoint.origin(), endpoint.path)))
}
