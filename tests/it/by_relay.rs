//! The site's relay: an open client goes by it from the next request on, and what it says itself is told apart.

use sandbox::Auth;
use stocktake::model::{Connection, EndpointTemplate, Provider, ReadSigning};
use stocktake::provider::client::Client;
use stocktake::provider::error::ErrorKind;
use stocktake::provider::relay::RelayFault;
use stocktake::provider::write::WriteError;

use super::{Native, connection, create, credentials, list_all, new_rule, now, open, sandbox};

/// The same by the relay.
fn relayed(sandbox: &sandbox::Sandbox, provider: Provider, bucket: &str) -> Connection {
    let template = EndpointTemplate::parse(&format!("{}/relay/{{host}}", sandbox.site_origin()));
    Connection { endpoint: template.ok(), ..connection(sandbox, provider, bucket) }
}

#[tokio::test]
async fn an_open_client_goes_by_the_relay_from_then_on() {
    let sandbox = sandbox().await;
    let client = open(&sandbox, Provider::Oss, "demo-250");
    assert_eq!(list_all(&client).await.len(), 250);
    assert!(sandbox.requests().iter().all(|request| request.auth == Auth::Query));
    sandbox.clear_requests();
    let relayed = relayed(&sandbox, Provider::Oss, "demo-250");
    client.go_by(relayed.clone()).expect("an address");
    assert_eq!(sandbox.requests().len(), 0, "nothing is sent by it again");
    assert_eq!(*client.connection(), relayed);
    assert_eq!(list_all(&client).await.len(), 250);
    for request in sandbox.requests() {
        assert_eq!(request.path, "/relay/demo-250.oss-cn-hangzhou.aliyuncs.com/");
        assert_eq!(request.auth, Auth::Header);
    }
}

/// Also where the site has reads signed in the query: the relay could write the address down.
#[tokio::test]
async fn no_token_stands_in_an_address_of_the_relay() {
    let sandbox = sandbox().await;
    for provider in Provider::ALL {
        let connection =
            Connection { reads: ReadSigning::Query, ..relayed(&sandbox, provider, "demo-every-field") };
        let endpoint = stocktake::model::Endpoint::of_connection(&connection).expect("an endpoint");
        let page = sandbox.site_origin();
        let credentials = credentials(&sandbox, provider);
        let client = Client::new(Native::new(), now, connection, endpoint, credentials, Some(&page));
        client.list_page(None).await.expect("a page");
    }
    assert!(sandbox.requests().iter().all(|request| request.auth == Auth::Header));
}

#[tokio::test]
async fn what_the_relay_says_itself_proves_nothing() {
    let sandbox = sandbox().await;
    for provider in Provider::ALL {
        for (bucket, fault) in [
            ("relay-html", RelayFault::Page),
            ("relay-403", RelayFault::Refused),
            ("relay-502", RelayFault::NoAnswer),
            ("relay-504", RelayFault::NoAnswer),
        ] {
            let client = super::client(relayed(&sandbox, provider, bucket), credentials(&sandbox, provider));
            let error = client.list_page(None).await.expect_err(bucket);
            assert_eq!(error.kind, ErrorKind::Relay(fault), "{provider:?} {bucket}");
        }
        let connection = relayed(&sandbox, provider, "relay-413");
        let client = super::client(connection.clone(), credentials(&sandbox, provider));
        assert_eq!(list_all(&client).await.len(), 12);
        let refused = create(&client, &new_rule(&connection, "large"), None).await.expect_err("too large");
        assert_eq!(refused.error().kind, ErrorKind::Relay(RelayFault::TooLarge));
        assert!(!matches!(refused, WriteError::Refused(_)), "the state was looked at: {refused:?}");
    }
}
