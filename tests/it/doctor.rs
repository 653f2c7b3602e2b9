//! Reads that are made to be looked at, against the sandbox.

use stocktake::provider::examine::ReadForm;
use stocktake::provider::signed::Layer;

use super::*;

const FORMS: [ReadForm; 2] = [ReadForm::Query, ReadForm::Header];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_read_is_sent_as_it_is_said() {
    let sandbox = sandbox().await;
    for provider in Provider::ALL {
        let client = open(&sandbox, provider, "demo-250");
        for (form, auth) in FORMS.into_iter().zip([Auth::Query, Auth::Header]) {
            sandbox.clear_requests();
            let read = client.examine_list(form).await;
            let page = read.outcome.expect("rules");
            assert_eq!((page.rules, page.more, read.status), (100, true, Some(200)));
            assert!(!read.request_id.is_empty(), "{provider:?} {form:?}");
            assert_eq!(read.texts, None);
            let id = page.first.expect("a rule");
            assert_eq!(client.examine_rule(&id, form).await.outcome, Ok(()));
            let requests = sandbox.requests();
            assert_eq!(auths(&requests, Operation::List), [auth], "{provider:?}");
            assert_eq!(auths(&requests, Operation::Get), [auth], "{provider:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_secret_leaves_the_texts_the_same_and_no_secret_in_them() {
    let sandbox = sandbox().await;
    for (provider, name) in
        [(Provider::Oss, "demo-250"), (Provider::Oss, "demo-v1"), (Provider::Cos, "demo-250")]
    {
        let mut credentials = credentials(&sandbox, provider);
        credentials.access_key_secret = Secret::new("not-the-secret");
        let mut connection = connection(&sandbox, provider, name);
        if name == "demo-v1" {
            connection.signature = SignatureVersion::Older;
        }
        let client = client(connection, credentials.clone());
        for form in FORMS {
            let read = client.examine_list(form).await;
            assert_eq!(read.outcome.map_err(|error| error.kind), Err(ErrorKind::SignatureMismatch));
            let texts = read.texts.expect("both texts");
            assert_eq!(texts.difference, None, "{provider:?} {form:?} {texts:#?}");
            let layer = if name == "demo-v1" { Layer::ToSign } else { Layer::Canonical };
            assert_eq!(texts.layer, layer);
            let shown = format!("{texts:?}");
            let token = credentials.security_token.expose();
            for secret in [token, &token[..20], "not-the-secret", &credentials.access_key_id] {
                assert!(!shown.contains(secret), "{provider:?} {form:?}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_is_told_by_the_refusal_and_allowed_for_once() {
    let sandbox = sandbox().await;
    sandbox.set_clock_offset(1_200);
    let client = open(&sandbox, Provider::Oss, "demo-250");
    for form in FORMS {
        let read = client.examine_list(form).await;
        assert!(read.outcome.is_ok(), "{form:?}");
        assert!(read.ahead.is_some_and(|ahead| (ahead - 1_200).abs() <= 2), "{:?}", read.ahead);
    }
    assert_eq!(client.clock_offset(), 0, "what is looked at changes nothing");
    // The signature of COS has ended by then, and its refusal names no time.
    let client = open(&sandbox, Provider::Cos, "demo-250");
    let read = client.examine_list(ReadForm::Header).await;
    assert_eq!(read.outcome.map_err(|error| error.kind), Err(ErrorKind::Clock));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forgotten_credentials_sign_nothing_more() {
    let sandbox = sandbox().await;
    let client = open(&sandbox, Provider::Oss, "demo-250");
    client.close();
    let read = client.examine_list(ReadForm::Query).await;
    assert_eq!(read.outcome.map_err(|error| error.kind), Err(ErrorKind::Cancelled));
    assert_eq!(sandbox.requests().len(), 0);
}
