//! A provider that echoes what it was sent: none of it reaches who reads the error.

use stocktake::form::connection::ConnectionDraft;
use stocktake::model::{Credentials, Endpoint, Provider, Secret};
use stocktake::provider::client::Client;
use stocktake::provider::encode::percent_encode;
use stocktake::provider::http::{Response, SignedRequest, Transport, TransportError};

use super::now;

const TOKEN: &str = "CAIS+first/token==";

/// Refuses everything, with the first token and the address in its words.
struct Echo;

impl Transport for Echo {
    async fn send(&self, request: SignedRequest) -> Result<Response, TransportError> {
        let address = request.url().replace('&', "&amp;");
        let lower = percent_encode(TOKEN).replace("%2B", "%2b").replace("%2F", "%2f").replace("%3D", "%3d");
        let words = format!("{TOKEN}, {} or {lower} in {address}", percent_encode(TOKEN));
        // Every element that is read, and what is too long to be kept: its end is in the middle of a token.
        let others = [
            "RequestId",
            "EC",
            "ArgumentName",
            "ArgumentValue",
            "Endpoint",
            "HostId",
            "Region",
            "SecurityToken",
        ];
        let others: String = others.map(|name| format!("<{name}>{words}</{name}>")).concat();
        let long = format!("<Resource>{words}</Resource>{others}<Code>AccessDenied {TOKEN}</Code>");
        let body = format!("<Error>{long}<Message>{words} {}</Message></Error>", TOKEN.repeat(1_000));
        Ok(Response { status: 403, headers: Vec::new(), body: body.into_bytes() })
    }
}

fn credentials(token: &str) -> Credentials {
    Credentials {
        access_key_id: "STS.abc".into(),
        access_key_secret: Secret::new("s3cret/key"),
        security_token: Secret::new(token),
        expires_at: None,
        account: None,
    }
}

#[tokio::test]
async fn an_echoed_token_is_cut_out_in_every_form_also_after_a_renewal() {
    for provider in Provider::ALL {
        let draft = ConnectionDraft {
            region: "ap-test".into(),
            bucket: "demo-1250000000".into(),
            ..ConnectionDraft::new(provider)
        };
        let connection = draft.check().expect("a connection");
        let endpoint = Endpoint::of_connection(&connection).expect("an endpoint");
        let client = Client::new(Echo, now, connection, endpoint, credentials(TOKEN), None);
        for _ in 0..2 {
            let error = client.get_rule("a").await.expect_err("refused");
            let printed = format!("{error:?}");
            for secret in [TOKEN, "CAIS", "s3cret", &percent_encode(TOKEN)] {
                assert!(!printed.contains(secret), "{printed}");
            }
            let answer = error.answer.expect("an answer");
            assert!(answer.argument_value.starts_with("…, … or … in "), "{printed}");
            let message = answer.message;
            assert!(message.ends_with(" …"), "{message}");
            assert!(message.contains("…, … or … in https://"), "{message}");
            let encoded = percent_encode("CAIS+second/token==");
            for secret in [TOKEN, "CAIS", "s3cret", &encoded, &percent_encode(TOKEN)] {
                assert!(!message.contains(secret), "{message}");
            }
            let signed = message.split("ignature=").skip(1);
            signed.for_each(|value| assert!(value.starts_with('…'), "{message}"));
            // What was under way with the first token is answered after the renewal.
            client.renew(credentials("CAIS+second/token=="));
        }
    }
}
