//! The same connection at the region where its bucket really is, as a refusal names it.

use super::connection::foreign_host;
use crate::model::host::{ServiceHost, without_default_port};
use crate::model::{BucketName, Connection, Endpoint, EndpointTemplate, Provider, Region};
use crate::provider::error::{Error, ErrorKind};

/// The connection with the region that a refusal names, where it names another one. Whether the host that it leads
/// to is the provider's own is for the caller to ask ([`foreign_host`](super::connection::foreign_host)).
///
/// `Endpoint` and `Region` say where the bucket is; `HostId` is the host that was asked, which for a signature of
/// another region is the right one (OSS, page on EC 0002-00000226: host and signature must name one region).
#[must_use]
pub fn corrected(connection: &Connection, error: &Error) -> Option<Connection> {
    let answer = error.answer.as_deref()?;
    let of_host =
        |host: &Option<String>| region_of(connection.provider, &connection.bucket, host.as_deref()?);
    let of_text = |text: &Option<String>| Region::parse(text.as_deref()?).ok();
    let region = match error.kind {
        ErrorKind::WrongEndpoint => of_host(&answer.endpoint).or_else(|| of_text(&answer.region)),
        ErrorKind::WrongRegion => {
            of_host(&answer.endpoint).or_else(|| of_text(&answer.region)).or_else(|| of_host(&answer.host))
        }
        _ => return None,
    }?;
    if region == connection.region {
        return None;
    }
    let endpoint = connection.endpoint.as_ref();
    let moved = match endpoint {
        None => None,
        Some(template) => Some(moved(template, connection, &region)?),
    };
    // A template that stands for any host of the provider goes where the region says. Another one
    // that does not name the region leads to the wrong place still, whatever is signed. The provider's own
    // for another region makes room for the right one; a relay or an own domain is never left without a word.
    let stays = moved.as_ref().is_some_and(|moved| Some(moved) == endpoint && !moved.names_host())
        && error.kind == ErrorKind::WrongEndpoint;
    if stays && foreign_host(connection).is_some() {
        return None;
    }
    let endpoint = moved.filter(|_| !stays);
    let corrected = Connection { region, endpoint, ..connection.clone() };
    Endpoint::of_connection(&corrected).is_ok().then_some(corrected)
}

/// The region in a host of the provider, with or without this bucket, a scheme and the port of https.
fn region_of(provider: Provider, bucket: &BucketName, host: &str) -> Option<Region> {
    let (scheme, host) = host.split_once("://").unwrap_or(("https", host));
    let host = ServiceHost::read(without_default_port(scheme, host.trim_end_matches('/')))?;
    let is_ours = host.provider == provider && host.bucket.is_none_or(|named| named == *bucket);
    host.region.filter(|_| is_ours)
}

/// The template with another region in the place of the connection's, where it stands there as the providers write
/// it; `None` when that gives no template.
fn moved(template: &EndpointTemplate, connection: &Connection, to: &Region) -> Option<EndpointTemplate> {
    let before = match connection.provider {
        Provider::Oss => "oss-",
        Provider::Cos => "cos.",
    };
    let named = |region: &Region| [before, region.as_str(), "."].concat();
    let text = template.as_str().replace(&named(&connection.region), &named(to));
    EndpointTemplate::parse(&text).ok()?.for_provider(connection.provider).ok()
}

#[cfg(test)]
#[path = "right_region_tests.rs"]
mod tests;
