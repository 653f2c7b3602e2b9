//! The log of requests against everything that the three signers make: of no secret anything is in it, nor in what is made
//! of it.

use std::time::Duration;

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;
use stocktake::export::request_log::{curl, har, json};
use stocktake::model::connection::SignatureVersion;
use stocktake::model::{Connection, Credentials, Endpoint, Provider, Secret, Timestamp};
use stocktake::provider::error::{Error, ErrorKind, ProviderAnswer};
use stocktake::provider::http::{Request, SignedRequest};
use stocktake::provider::xml::Element;
use stocktake::provider::{Placement, SigningContext, service};
use stocktake::state::request_log::{Answered, Begun, Entry, Operation};

use crate::{cases, generate};

/// As long as real ones are at least: a short text is in every address.
fn credentials() -> impl Strategy<Value = Credentials> {
    let secret = || "[!-~]{24,80}";
    ("STS\\.[A-Za-z0-9]{20}", secret(), secret()).prop_map(|(id, key, token)| Credentials {
        access_key_id: id,
        access_key_secret: Secret::new(key),
        security_token: Secret::new(token),
        expires_at: None,
        account: None,
    })
}

fn connection() -> impl Strategy<Value = Connection> {
    let signed = select(
        &[
            (Provider::Oss, SignatureVersion::Current),
            (Provider::Oss, SignatureVersion::Older),
            (Provider::Cos, SignatureVersion::Current),
        ][..],
    );
    signed.prop_flat_map(|(provider, signature)| {
        generate::connection(provider).prop_map(move |connection| Connection { signature, ..connection })
    })
}

/// What somebody may have typed, or got from elsewhere, beside what is his own: perhaps a secret itself.
#[derive(Clone, Copy, Debug)]
enum Typed {
    Plain,
    Token,
    Key,
}

fn typed(typed: Typed, text: &str, credentials: &Credentials) -> String {
    match typed {
        Typed::Plain => text.to_owned(),
        Typed::Token => [text, credentials.security_token.expose(), text].concat(),
        Typed::Key => [text, credentials.access_key_secret.expose(), text].concat(),
    }
}

fn request(provider: Provider, kind: usize, text: &str) -> Request {
    let service = service(provider);
    let document = Element::with_text("InventoryConfiguration", "");
    match kind {
        0 => service.list_request(None),
        1 => service.list_request(Some(text)),
        2 => service.get_request(text),
        3 => service.put_request(text, &document),
        _ => service.delete_request(text),
    }
}

/// Every way in which a text may stand there.
fn forms(text: &str) -> [String; 3] {
    let encode = |upper: bool| {
        let one = |byte: u8| match byte {
            byte if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) => char::from(byte).to_string(),
            byte if upper => format!("%{byte:02X}"),
            byte => format!("%{byte:02x}"),
        };
        text.bytes().map(one).collect::<String>()
    };
    [text.to_owned(), encode(true), encode(false)]
}

/// The signature, wherever it stands.
fn signatures(signed: &SignedRequest) -> Vec<String> {
    let names = ["x-oss-signature=", "Signature=", "q-signature="];
    let query = signed
        .url()
        .split(['?', '&'])
        .filter_map(|pair| names.iter().find_map(|name| pair.strip_prefix(name)));
    let header = signed.headers().iter().find(|(name, _)| *name == "authorization");
    let header = header.map(|(_, value)| value.as_str()).and_then(|value| {
        value.rsplit_once("ignature=").or_else(|| value.rsplit_once(':')).map(|(_, signature)| signature)
    });
    query.chain(header).map(str::to_owned).collect()
}

/// Every text in a JSON, not escaped.
fn texts(value: &Value, into: &mut String) {
    match value {
        Value::String(text) => into.extend([text, "\n"]),
        Value::Array(all) => all.iter().for_each(|one| texts(one, into)),
        Value::Object(members) => members.iter().for_each(|(name, one)| {
            into.extend([name, "\n"]);
            texts(one, into);
        }),
        _ => {}
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn nothing_secret_is_in_the_log_of_whatever_is_signed(
        connection in connection(),
        credentials in credentials(),
        kind in 0_usize..5,
        text in generate::text(0..12),
        holds in select(&[Typed::Plain, Typed::Token, Typed::Key][..]),
        in_query in any::<bool>(),
    ) {
        let text = typed(holds, &text, &credentials);
        let call = request(connection.provider, kind, &text);
        let endpoint = Endpoint::of_connection(&connection).expect("an endpoint");
        let now = Timestamp(1_773_475_750);
        let context = SigningContext { connection: &connection, endpoint: &endpoint, credentials: &credentials, now };
        let placement = if in_query { Placement::Query { life: 300 } } else { Placement::Header };
        let service = service(connection.provider);
        let signed = service.sign(&call, &context, placement);
        let signatures = signatures(&signed);
        prop_assert_eq!(signatures.len(), 1, "it is signed once");

        let (operation, rule) = Operation::of(&call, service.id_parameter());
        let at = Duration::from_secs(1_773_475_750);
        let begun = Begun {
            at, operation, place: None, rule: rule.as_deref(), method: signed.method(), url: signed.url(),
            headers: signed.headers(), bytes: 0, attempt: 1,
        };
        let mut entry = Entry::new(begun, &[&credentials]);
        let answer = ProviderAnswer { code: text.clone(), ..ProviderAnswer::default() };
        let error = Error { kind: ErrorKind::Invalid, status: Some(400), answer: Some(Box::new(answer)) };
        let headers = [("server".to_owned(), text.clone()), ("x-echo".to_owned(), signed.url().to_owned())];
        entry.end(
            &Answered { at, status: Some(400), headers: &headers, bytes: 0, request_id: &text, error: Some(&error) },
            &[&credentials],
        );

        let mut all = format!("{entry:?}\n{}", curl(&entry));
        for file in [json(&[&entry], 0), har(&[&entry], "0.1.0")] {
            texts(&serde_json::from_str(&file.expect("JSON")).expect("JSON"), &mut all);
        }
        let secrets = [credentials.access_key_secret.expose(), credentials.security_token.expose(), &credentials.access_key_id];
        for secret in secrets.into_iter().chain(signatures.iter().map(String::as_str)) {
            for form in forms(secret) {
                prop_assert!(!all.contains(&form), "a secret is in {}", all);
            }
        }
        // What is no secret is still there.
        prop_assert!(entry.said().url.starts_with(&endpoint.origin()));
        prop_assert!(entry.said().url.contains("inventory"));
    }
}
