//! Ids with characters that addresses, forms and signatures escape in different ways.

use sandbox::{Auth, Operation};
use stocktake::model::{Connection, Provider, ReadSigning};
use stocktake::provider::error::ErrorKind;

use super::{auths, client, connection, create, credentials, delete, new_rule, sandbox};

const IDS: [&str; 14] =
    ["*", "!", "'", "()", "~", "+", "/", "=", "&", "%2F", "a b", "%", "?#", "* ! ' ( ) ~ + / = & %2F"];

/// What is sent is what was signed: the sandbox reads both by itself.
#[tokio::test]
async fn every_id_is_sent_and_signed_alike() {
    let sandbox = sandbox().await;
    for provider in Provider::ALL {
        for (reads, auth) in [(ReadSigning::Query, Auth::Query), (ReadSigning::Header, Auth::Header)] {
            let connection = Connection { reads, ..connection(&sandbox, provider, "demo-empty") };
            let client = client(connection, credentials(&sandbox, provider));
            for id in IDS {
                sandbox.clear_requests();
                let error = client.get_rule(id).await.expect_err("not there");
                assert_eq!(error.kind, ErrorKind::NoSuchRule, "{provider:?} {id}: {error:?}");
                assert_eq!(auths(&sandbox.requests(), Operation::Get), [auth], "{id}");
                delete(&client, id).await.unwrap_or_else(|error| panic!("{provider:?} {id}: {error:?}"));
            }
        }
    }
}

/// OSS takes any id, so there the rule comes back under the one that was meant.
#[tokio::test]
async fn every_id_of_oss_is_the_one_that_was_meant() {
    let sandbox = sandbox().await;
    let connection = connection(&sandbox, Provider::Oss, "demo-empty");
    let client = client(connection, credentials(&sandbox, Provider::Oss));
    for id in IDS {
        let rule = new_rule(client.connection(), id);
        create(&client, &rule, None).await.unwrap_or_else(|error| panic!("{id}: {error:?}"));
        assert_eq!(sandbox.rule_ids("demo-empty"), [id]);
        assert_eq!(client.get_rule(id).await.expect("read").rule, rule);
        delete(&client, id).await.expect("deleted");
        assert!(sandbox.rule_ids("demo-empty").is_empty(), "{id}");
    }
}
