//! The calls of one connection over a [`Transport`]: signs each attempt anew, decides where the
//! signature stands, and sees to it that no secret is in an error.
//!
//! Cross-origin reads are signed in the query, which spares the preflight that a header costs for
//! every page of a list. No vendor documents `?inventory` with a query signature by name, so the
//! first such read of a connection that is refused is made once more, signed in headers; if that
//! succeeds the connection stays with headers. A missing response never falls back by itself.

use std::cell::Cell;

use super::error::{Error, ErrorKind};
use super::http::{Method, Request, Response, Transport};
use super::xml::Element;
use super::{Placement, RulePage, Service, SigningContext, StoredRule, service};
use crate::model::{Connection, Credentials, Endpoint, ReadSigning, Rule, Timestamp};

/// Seconds for which a signature in a query is good.
const READ_LIFE: u32 = 300;

/// Where reads of a connection carry their signature, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reads {
    /// In the query; nothing has been answered yet.
    TryQuery,
    /// In the query: it worked, or it was asked for.
    Query,
    /// In headers.
    Header,
}

/// The calls of one connection with one set of credentials.
#[derive(Debug)]
pub struct Client<T> {
    transport: T,
    now: fn() -> Timestamp,
    connection: Connection,
    endpoint: Endpoint,
    credentials: Credentials,
    reads: Cell<Reads>,
    /// Seconds by which the provider's clock is ahead of the device's.
    clock_offset: Cell<i64>,
}

impl<T: Transport> Client<T> {
    /// A client of a connection. `page_origin` is where the console itself was loaded from: to the
    /// same origin a header costs no preflight. `now` is the device's clock.
    pub fn new(
        transport: T,
        now: fn() -> Timestamp,
        connection: Connection,
        endpoint: Endpoint,
        credentials: Credentials,
        page_origin: Option<&str>,
    ) -> Self {
        let reads = match connection.reads {
            ReadSigning::Query => Reads::Query,
            ReadSigning::Header => Reads::Header,
            ReadSigning::Automatic if page_origin == Some(endpoint.origin().as_str()) => Reads::Header,
            ReadSigning::Automatic => Reads::TryQuery,
        };
        Client {
            transport,
            now,
            connection,
            endpoint,
            credentials,
            reads: Cell::new(reads),
            clock_offset: Cell::new(0),
        }
    }

    /// What the client talks to.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Seconds by which the provider's clock was found to be ahead of the device's; signatures use
    /// the provider's time.
    pub fn clock_offset(&self) -> i64 {
        self.clock_offset.get()
    }

    /// One page of the rules.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub async fn list_page(&self, token: Option<&str>) -> Result<RulePage, Error> {
        self.read(&self.service().list_request(token), |response| self.service().read_list(response)).await
    }

    /// One rule, fresh.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub async fn get_rule(&self, id: &str) -> Result<StoredRule, Error> {
        self.read(&self.service().get_request(id), |response| self.service().read_get(response)).await
    }

    /// Writes a new rule. Never replaces one: the provider refuses an id that is taken.
    ///
    /// # Errors
    /// See [`ErrorKind`]; [`ErrorKind::AlreadyExists`] for a taken id.
    pub async fn create_rule(&self, rule: &Rule) -> Result<(), Error> {
        let document: Element = self.service().document(rule, None);
        let request = self.service().put_request(&rule.id, &document);
        let response = self.send(&request, Placement::Header).await?;
        self.clean(self.service().read_put(&response))
    }

    /// Removes a rule; one that is gone already counts as removed.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub async fn delete_rule(&self, id: &str) -> Result<(), Error> {
        let response = self.send(&self.service().delete_request(id), Placement::Header).await?;
        self.clean(self.service().read_delete(&response))
    }

    fn service(&self) -> &'static dyn Service {
        service(self.connection.provider)
    }

    async fn read<R>(
        &self,
        request: &Request,
        reader: impl Fn(&Response) -> Result<R, Error>,
    ) -> Result<R, Error> {
        debug_assert_eq!(request.method, Method::Get);
        let in_query = Placement::Query { life: READ_LIFE };
        if self.reads.get() == Reads::Header {
            return self.clean(reader(&self.send(request, Placement::Header).await?));
        }
        let first = reader(&self.send(request, in_query).await?);
        if self.reads.get() == Reads::TryQuery {
            match &first {
                Err(error) if may_be_the_form(error) => {
                    let second = reader(&self.send(request, Placement::Header).await?);
                    if second.is_ok() {
                        self.reads.set(Reads::Header);
                    }
                    return self.clean(second);
                }
                Err(_) => {}
                Ok(_) => self.reads.set(Reads::Query),
            }
        }
        self.clean(first)
    }

    /// Signs and sends. If the provider says that the clock is wrong and what time it is, the
    /// request is made once more with that time: it was refused before anything was done, and it
    /// is signed anew with its whole body.
    async fn send(&self, request: &Request, placement: Placement) -> Result<Response, Error> {
        let response = self.send_once(request, placement).await?;
        match self.provider_time(&response) {
            Some(time) => {
                self.clock_offset.set(time.since((self.now)()));
                self.send_once(request, placement).await
            }
            None => Ok(response),
        }
    }

    async fn send_once(&self, request: &Request, placement: Placement) -> Result<Response, Error> {
        let context = SigningContext {
            connection: &self.connection,
            endpoint: &self.endpoint,
            credentials: &self.credentials,
            now: (self.now)().plus(self.clock_offset.get()),
        };
        let signed = self.service().sign(request, &context, placement);
        Ok(self.transport.send(signed).await?)
    }

    /// The provider's time, if an answer complains about ours.
    fn provider_time(&self, response: &Response) -> Option<Timestamp> {
        if response.ok() {
            return None;
        }
        let error = self.service().read_put(response).err()?;
        (error.kind == ErrorKind::Clock).then_some(error.answer?.server_time).flatten()
    }

    /// Takes every secret out of the provider's words.
    fn clean<R>(&self, result: Result<R, Error>) -> Result<R, Error> {
        result.map_err(|mut error| {
            if let Some(answer) = &mut error.answer {
                let endpoint = answer.endpoint.iter_mut();
                let texts = [&mut answer.code, &mut answer.message, &mut answer.request_id, &mut answer.ec];
                for text in texts.into_iter().chain(endpoint) {
                    *text = self.credentials.redact(text);
                }
            }
            error
        })
    }
}

/// Whether a refusal could mean that the query form of the signature is not served. What surely
/// means something else is not tried again.
fn may_be_the_form(error: &Error) -> bool {
    matches!(error.status, Some(400 | 403 | 405 | 414))
        && !matches!(
            error.kind,
            ErrorKind::CredentialsExpired
                | ErrorKind::CredentialsRefused
                | ErrorKind::Clock
                | ErrorKind::NoSuchBucket
                | ErrorKind::NoSuchRule
        )
}
