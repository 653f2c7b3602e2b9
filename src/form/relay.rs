//! From a direct way that the browser refuses to the site's relay.

use crate::model::{Connection, Endpoint, EndpointTemplate};
use crate::provider::error::{Error, ErrorKind};

/// The same connection by the site's relay, where the browser has let nobody read an answer on the direct way. The
/// relay passes calls on to the provider's own host for bucket and region.
#[must_use]
pub fn offered(connection: &Connection, error: &Error, relay: &EndpointTemplate) -> Option<Connection> {
    let is_refused = matches!(error.kind, ErrorKind::NoResponse | ErrorKind::BlockedByPolicy);
    let goes_by_one = Endpoint::of_connection(connection).is_ok_and(|endpoint| endpoint.relay().is_some());
    if !is_refused || goes_by_one {
        return None;
    }
    let relayed = Connection { endpoint: Some(relay.clone()), ..connection.clone() };
    Endpoint::of_connection(&relayed).is_ok().then_some(relayed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Provider;

    #[test]
    fn a_relay_is_offered_where_the_browser_hides_the_answer() {
        let relay = EndpointTemplate::parse("https://console.example.com/relay/{host}").expect("a template");
        let direct = Connection::to(Provider::Oss, "cn-hangzhou", "demo");
        for (kind, is_offered) in [
            (ErrorKind::NoResponse, true),
            (ErrorKind::BlockedByPolicy, true),
            (ErrorKind::Offline, false),
            (ErrorKind::TimedOut, false),
            (ErrorKind::Denied, false),
            (ErrorKind::Cancelled, false),
        ] {
            let relayed = offered(&direct, &Error::of_kind(kind), &relay);
            assert_eq!(relayed.is_some(), is_offered, "{kind:?}");
            let Some(relayed) = relayed else { continue };
            assert_eq!(relayed.endpoint.as_ref(), Some(&relay));
            assert!(relayed.same_bucket(direct.provider, &direct.region, &direct.bucket));
            // By a relay already, there is no other one.
            assert_eq!(offered(&relayed, &Error::of_kind(kind), &relay), None);
        }
    }
}
