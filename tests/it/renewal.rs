//! Calls of a connection whose credentials are renewed meanwhile, against the sandbox.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use sandbox::{Operation, Sandbox};
use stocktake::model::{Credentials, Endpoint, Provider};
use stocktake::provider::client::Client;
use stocktake::provider::error::ErrorKind;
use stocktake::provider::http::{Response, SignedRequest, Transport, TransportError};
use stocktake::provider::write;

use super::{Native, connection, credentials, now, sandbox};
use crate::memory;

/// Sends, and gives its client other credentials when it hears that those it has are over.
struct Renewing {
    native: Native,
    client: RefCell<Weak<Client<Renewing>>>,
    /// What is given.
    others: RefCell<Option<Credentials>>,
    /// How often it was asked, before calls and after a refusal: of a read, of a write.
    heard: [Cell<u32>; 3],
}

impl Transport for Renewing {
    async fn send(&self, request: SignedRequest) -> Result<Response, TransportError> {
        self.native.send(request).await
    }

    async fn ready(&self) {
        self.heard[0].set(self.heard[0].get() + 1);
    }

    async fn ended(&self, is_read: bool) {
        let heard = &self.heard[if is_read { 1 } else { 2 }];
        heard.set(heard.get() + 1);
        tokio::task::yield_now().await;
        if let (Some(client), Some(others)) = (self.client.borrow().upgrade(), self.others.take()) {
            client.renew(others);
        }
    }
}

fn open(sandbox: &Sandbox, provider: Provider, others: Option<Credentials>) -> Rc<Client<Renewing>> {
    let connection = connection(sandbox, provider, "demo-250");
    let endpoint = Endpoint::of_connection(&connection).expect("an endpoint");
    let heard = [Cell::new(0), Cell::new(0), Cell::new(0)];
    let transport =
        Renewing { native: Native::new(), client: RefCell::default(), others: RefCell::new(others), heard };
    let client =
        Rc::new(Client::new(transport, now, connection, endpoint, credentials(sandbox, provider), None));
    client.transport().client.replace(Rc::downgrade(&client));
    client
}

fn heard(client: &Client<Renewing>) -> [u32; 3] {
    client.transport().heard.each_ref().map(Cell::get)
}

#[tokio::test]
async fn a_refused_read_is_made_again_with_others_and_only_once() {
    let sandbox = sandbox().await;
    for provider in Provider::ALL {
        let client = open(&sandbox, provider, None);
        sandbox.expire_all_credentials();
        let error = client.list_page(None).await.expect_err("nobody has others");
        assert_eq!((error.kind, heard(&client)), (ErrorKind::CredentialsExpired, [1, 1, 0]));

        client.transport().others.replace(Some(credentials(&sandbox, provider)));
        let page = client.list_page(None).await.expect("a page");
        assert_eq!((page.rules.len(), heard(&client)), (100, [3, 2, 0]));

        // Those that have ended as well are not tried for ever.
        let ended = credentials(&sandbox, provider);
        sandbox.expire_all_credentials();
        client.transport().others.replace(Some(ended));
        let error = client.get_rule("a").await.expect_err("both have ended");
        assert_eq!((error.kind, heard(&client)), (ErrorKind::CredentialsExpired, [5, 3, 0]));
    }
}

#[tokio::test]
async fn a_refused_write_is_never_made_again() {
    let sandbox = sandbox().await;
    for provider in Provider::ALL {
        let client = open(&sandbox, provider, None);
        let id = client.list_page(None).await.expect("a page").rules[0].id().to_owned();
        sandbox.expire_all_credentials();
        client.transport().others.replace(Some(credentials(&sandbox, provider)));
        sandbox.clear_requests();
        write::delete(&client, &memory::journal(), &id).await.expect_err("its credentials have ended");
        let requests = sandbox.requests();
        let deletions = requests.iter().filter(|one| one.operation == Some(Operation::Delete)).count();
        assert_eq!((deletions, heard(&client)[2]), (1, 1), "it was heard, for the next call");
        client.get_rule(&id).await.expect("it is there, and the others are used");
    }
}
