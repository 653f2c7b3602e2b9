//! The calls of one connection over a [`Transport`]: signs each attempt anew, decides where the
//! signature stands, and sees to it that no secret is in an error.
//!
//! Cross-origin reads are signed in the query, which spares the preflight that a header costs for
//! every page of a list. No vendor documents `?inventory` with a query signature by name, so the
//! first such read of a connection that is refused is made once more, signed in headers; if that
//! succeeds the connection stays with headers. A missing response never falls back by itself: whoever
//! is asked may have the client go by the site's relay from then on.

use std::cell::{Cell, OnceCell, RefCell};
use std::pin::Pin;
use std::rc::Rc;

use super::attempt::{Attempt, Ended, Observer};
use super::error::{Error, ErrorKind, MOST_CORRECTED};
use super::http::{Method, Request, Response, SignedRequest, Transport};
use super::xml::Element;
use super::{
    Placement, RulePage, Service, SignedText, SigningContext, StoredPage, StoredRule, relay, service,
};
use crate::model::endpoint::EndpointProblem;
use crate::model::{Capabilities, Connection, Credentials, Endpoint, ReadSigning, Rule, Timestamp};

/// Seconds for which a signature in a query is good.
pub(super) const READ_LIFE: u32 = 300;

/// A call under way. Boxed, so that its machinery exists once and not in each of its callers: 3 KB.
pub type Call<'a, R> = Pin<Box<dyn Future<Output = Result<R, Error>> + 'a>>;

/// A request that is sent once, with the text under its signature.
pub(super) type Once<'a> = Pin<Box<dyn Future<Output = (SignedText, Result<Response, Error>)> + 'a>>;

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

/// The calls of one connection. Its credentials can be renewed while it is open.
#[derive(Debug)]
pub struct Client<T> {
    transport: T,
    now: fn() -> Timestamp,
    connection: Connection,
    endpoint: Endpoint,
    /// The way that is taken instead, since somebody has said so.
    relayed: OnceCell<(Connection, Endpoint)>,
    credentials: RefCell<Credentials>,
    /// The ones before: what was under way when they were renewed may still echo them.
    renewed: RefCell<Option<Credentials>>,
    /// How often they were renewed.
    renewals: Cell<u32>,
    reads: Cell<Reads>,
    /// Seconds by which the provider's clock is ahead of the device's, once the provider has told its time.
    clock_offset: Cell<Option<i64>>,
    /// Whether the credentials are forgotten: then only work that has begun goes on.
    closed: Cell<bool>,
    works: Cell<u32>,
    observer: Option<Rc<dyn Observer>>,
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
        let is_at_home = page_origin == Some(endpoint.origin().as_str());
        let reads = match connection.reads {
            // Nothing is gained by a token in an address there, and the relay could write it down.
            _ if is_at_home && endpoint.relay().is_some() => Reads::Header,
            ReadSigning::Query => Reads::Query,
            ReadSigning::Header => Reads::Header,
            ReadSigning::Automatic if is_at_home => Reads::Header,
            ReadSigning::Automatic => Reads::TryQuery,
        };
        Client {
            transport,
            now,
            connection,
            endpoint,
            relayed: OnceCell::new(),
            credentials: RefCell::new(credentials),
            renewed: RefCell::new(None),
            renewals: Cell::new(0),
            reads: Cell::new(reads),
            clock_offset: Cell::new(None),
            closed: Cell::new(false),
            works: Cell::new(0),
            observer: None,
        }
    }

    /// The same, and each of its attempts is told.
    #[must_use]
    pub fn observed_by(self, observer: Rc<dyn Observer>) -> Self {
        Client { observer: Some(observer), ..self }
    }

    /// What it sends with.
    pub fn transport(&self) -> &T {
        &self.transport
    }

    /// What the client talks to.
    pub fn connection(&self) -> &Connection {
        self.relayed.get().map_or(&self.connection, |(connection, _)| connection)
    }

    /// Where it sends.
    pub fn endpoint(&self) -> &Endpoint {
        self.relayed.get().map_or(&self.endpoint, |(_, endpoint)| endpoint)
    }

    /// Goes by a relay of the page's own origin from the next request on, to the same bucket and with the same
    /// credentials. Nothing is sent by it again. It is taken once: a second one changes nothing.
    ///
    /// # Errors
    /// When the connection's endpoint gives no address.
    pub fn go_by(&self, relayed: Connection) -> Result<(), EndpointProblem> {
        let endpoint = Endpoint::of_connection(&relayed)?;
        if self.relayed.set((relayed, endpoint)).is_ok() {
            self.reads.set(Reads::Header);
        }
        Ok(())
    }

    /// What the provider can do.
    pub fn capabilities(&self) -> &'static Capabilities {
        self.service().capabilities()
    }

    /// The credentials, for another bucket of the same owner. They do not print.
    pub fn credentials(&self) -> Credentials {
        self.credentials.borrow().clone()
    }

    /// Goes on with other credentials. What is under way was signed with the ones before.
    pub fn renew(&self, credentials: Credentials) {
        let before = self.credentials.replace(credentials);
        self.renewed.replace(Some(before));
        self.renewals.set(self.renewals.get().wrapping_add(1));
    }

    /// Signs nothing from now on, but for the work that has begun.
    pub fn close(&self) {
        self.closed.set(true);
    }

    /// Begins a piece of work of several requests, which is carried to its end also when the client is closed.
    pub fn begin_work(&self) {
        self.works.set(self.works.get().saturating_add(1));
    }

    /// Ends a piece of work.
    pub fn end_work(&self) {
        self.works.set(self.works.get().saturating_sub(1));
    }

    /// Seconds by which the provider's clock was found to be ahead of the device's; signatures use
    /// the provider's time.
    pub fn clock_offset(&self) -> i64 {
        self.clock_offset.get().unwrap_or_default()
    }

    /// The provider's time now, once it has told it.
    pub fn provider_now(&self) -> Option<Timestamp> {
        self.clock_offset.get().map(|offset| (self.now)().plus(offset))
    }

    /// One page of the rules.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub fn list_page<'a>(&'a self, token: Option<&str>) -> Call<'a, RulePage> {
        let request = self.service().list_request(token);
        Box::pin(async move {
            let response = self.read(&request).await?;
            self.clean(self.service().read_list(&response))
        })
    }

    /// One page of the rules with their documents: each is what [`Client::get_any`] gives. Who stops the listing does not
    /// stop it.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub fn stored_page<'a>(&'a self, token: Option<&str>) -> Call<'a, StoredPage> {
        let request = Request { can_be_stopped: false, ..self.service().list_request(token) };
        Box::pin(async move {
            let response = self.read(&request).await?;
            self.clean(self.service().read_stored(&response))
        })
    }

    /// One rule, fresh.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub fn get_rule<'a>(&'a self, id: &str) -> Call<'a, StoredRule> {
        let request = self.service().get_request(id);
        Box::pin(async move {
            let response = self.read(&request).await?;
            self.clean(self.service().read_get(&response))
        })
    }

    /// One rule, fresh, and also one that cannot be read as one ([`Rule::unreadable`]): to be looked at, never to be
    /// changed.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub fn get_any<'a>(&'a self, id: &str) -> Call<'a, StoredRule> {
        let request = self.service().get_request(id);
        Box::pin(async move {
            let response = self.read(&request).await?;
            self.clean(self.service().read_any(&response))
        })
    }

    /// Writes a document under its id, over whatever is there if the provider does that. What a failure proves
    /// is asked in `write.rs`.
    pub(super) fn put_document<'a>(&'a self, id: &str, document: &Element) -> Call<'a, ()> {
        let request = self.service().put_request(id, document);
        Box::pin(async move {
            let response = self.send(&request, Placement::Header).await?;
            self.clean(self.service().read_put(&response))
        })
    }

    /// Runs a rule's document once, now, under an id of its own, and gives the number of the job. Nothing
    /// is kept at the provider. See [`runs_once`](crate::model::Capabilities::runs_once).
    ///
    /// # Errors
    /// See [`ErrorKind`]; [`ErrorKind::AlreadyRun`] for an id that cannot be run now. What a failure proves says
    /// [`Client::refused`].
    pub fn run_once<'a>(&'a self, rule: &Rule, like: Option<&Element>) -> Call<'a, String> {
        let mut document = self.service().document(rule, like);
        ["IsEnabled", "Schedule"].into_iter().for_each(|name| document.remove(name));
        let request = self.service().run_request(rule.id(), &document);
        Box::pin(async move {
            let response = self.send(&request, Placement::Header).await?;
            self.clean(self.service().read_run(&response))
        })
    }

    /// Whether a failure proves that a call was not carried out; see [`Dialect::proves_refusal`].
    ///
    /// [`Dialect::proves_refusal`]: super::error::Dialect::proves_refusal
    pub fn refused(&self, call: Method, error: &Error) -> bool {
        self.service().dialect().proves_refusal(call, error)
    }

    /// Removes a rule; one that is gone already counts as removed. What a failure proves is asked in `write.rs`.
    pub(super) fn delete_document<'a>(&'a self, id: &str) -> Call<'a, ()> {
        let request = self.service().delete_request(id);
        Box::pin(async move {
            let response = self.send(&request, Placement::Header).await?;
            self.clean(self.service().read_delete(&response))
        })
    }

    fn service(&self) -> &'static dyn Service {
        service(self.connection().provider)
    }

    /// Reads, signed where it is best.
    fn read<'a>(&'a self, request: &'a Request) -> Call<'a, Response> {
        debug_assert_eq!(request.method, Method::Get);
        // That a rule is missing was answered, and is no refusal.
        let refusal = |response: &Response| {
            let error = self.service().dialect().check(response).err();
            error.filter(|error| error.kind != ErrorKind::NoSuchRule)
        };
        Box::pin(async move {
            let attempts = Cell::new(0);
            if self.reads.get() == Reads::Header {
                return self.send_counted(request, Placement::Header, &attempts).await;
            }
            let in_query = Placement::Query { life: READ_LIFE };
            let first = self.send_counted(request, in_query, &attempts).await?;
            if self.reads.get() == Reads::Query {
                return Ok(first);
            }
            match refusal(&first) {
                Some(error) if may_be_the_form(&error) => {
                    let second = self.send_counted(request, Placement::Header, &attempts).await?;
                    if refusal(&second).is_none() {
                        self.reads.set(Reads::Header);
                    }
                    return Ok(second);
                }
                Some(_) => {}
                // One that was under way when a relay was taken says nothing of it.
                None if self.relayed.get().is_none() => self.reads.set(Reads::Query),
                None => {}
            }
            Ok(first)
        })
    }

    /// Signs and sends what is not sent in another form before.
    fn send<'a>(&'a self, request: &'a Request, placement: Placement) -> Call<'a, Response> {
        Box::pin(async move { self.send_counted(request, placement, &Cell::new(0)).await })
    }

    /// Signs and sends. If the provider says that the clock is wrong and what time it is, the
    /// request is made once more with that time: it was refused before anything was done, and it
    /// is signed anew with its whole body. A time that is more than a day off is not believed
    /// ([`MOST_CORRECTED`]): the refusal stands. `attempts` counts those of the call.
    ///
    /// A read that was refused because its credentials have ended is made once more when there are others. A write
    /// never is: who has made it looks first.
    fn send_counted<'a>(
        &'a self,
        request: &'a Request,
        placement: Placement,
        attempts: &'a Cell<u32>,
    ) -> Call<'a, Response> {
        Box::pin(async move {
            let (mut again, mut renewed) = (false, false);
            loop {
                self.transport.ready().await;
                if self.closed.get() && self.works.get() == 0 {
                    return Err(Error::of_kind(ErrorKind::Cancelled));
                }
                attempts.set(attempts.get().saturating_add(1));
                let with = self.renewals.get();
                let response = self.attempt(request, placement, attempts.get()).await?;
                match self.believed_offset(request.method, &response) {
                    Some(ahead) if !again => {
                        self.clock_offset.set(Some(ahead));
                        again = true;
                    }
                    None if !renewed && self.others_came(request.method, &response, with).await => {
                        renewed = true
                    }
                    _ => return Ok(response),
                }
            }
        })
    }

    /// Whether a read was refused because its credentials have ended, and there are others by now. `with` is how often
    /// they were renewed when it was signed.
    async fn others_came(&self, method: Method, response: &Response, with: u32) -> bool {
        let refusal = self.service().dialect().check(response).err();
        if refusal.is_none_or(|error| error.kind != ErrorKind::CredentialsExpired) {
            return false;
        }
        let is_read = method == Method::Get;
        if self.renewals.get() == with {
            self.transport.ended(is_read).await;
        }
        is_read && self.renewals.get() != with
    }

    /// Signs and sends once, and tells of it.
    async fn attempt(&self, request: &Request, placement: Placement, number: u32) -> Result<Response, Error> {
        let signed = self.signed(request, placement);
        let Some(observer) = &self.observer else { return Ok(self.transport.send(signed).await?) };
        let credentials = self.credentials();
        let credentials = [&credentials];
        let connection = &self.connection;
        let call = request;
        let told = observer.begins(&Attempt {
            connection,
            call,
            signed: &signed,
            number,
            credentials: &credentials,
        });
        let answer = self.transport.send(signed).await.map_err(Error::from);
        self.tell_end(observer.as_ref(), told, &answer, &credentials);
        answer
    }

    fn tell_end(
        &self,
        observer: &dyn Observer,
        told: u32,
        answer: &Result<Response, Error>,
        credentials: &[&Credentials],
    ) {
        let dialect = self.service().dialect();
        let response = answer.as_ref().ok();
        let checked = answer.as_ref().map_err(Clone::clone).and_then(|response| dialect.check(response));
        let error = self.clean(checked).err();
        let said = error.as_ref().and_then(|error| error.answer.as_deref());
        let in_header = response.and_then(|response| response.header(dialect.request_id));
        observer.ends(
            told,
            &Ended {
                status: response.map(|response| response.status),
                headers: response.map_or(&[], |response| &response.headers),
                bytes: response.map_or(0, |response| response.body.len()),
                request_id: said.map(|said| said.request_id.as_str()).or(in_header).unwrap_or_default(),
                error: error.as_ref(),
                credentials,
            },
        );
    }

    /// The request with a signature of now.
    fn signed(&self, request: &Request, placement: Placement) -> SignedRequest {
        let context = SigningContext {
            connection: self.connection(),
            endpoint: self.endpoint(),
            credentials: &self.credentials.borrow(),
            now: (self.now)().plus(self.clock_offset()),
        };
        self.service().sign(request, &context, placement)
    }

    /// Seconds by which the provider's clock is ahead, if it has refused a call because of ours and that can be.
    fn believed_offset(&self, call: Method, response: &Response) -> Option<i64> {
        let error = self.service().dialect().check(response).err()?;
        let about_time = error.kind == ErrorKind::Clock && self.refused(call, &error);
        let ahead = error.answer?.server_time?.since((self.now)());
        (about_time && ahead.saturating_abs() <= MOST_CORRECTED).then_some(ahead)
    }

    /// Signs and sends a request once, whatever comes of it, as if the provider's clock were so many seconds ahead. Beside
    /// what came stands the text under the signature.
    pub(super) fn send_once<'a>(
        &'a self,
        request: &'a Request,
        placement: Placement,
        ahead: i64,
    ) -> Once<'a> {
        Box::pin(async move {
            let (signed, text) = {
                let context = SigningContext {
                    connection: &self.connection,
                    endpoint: &self.endpoint,
                    credentials: &self.credentials.borrow(),
                    now: (self.now)().plus(ahead),
                };
                let service = self.service();
                (
                    service.sign(request, &context, placement),
                    service.signed_text(request, &context, placement),
                )
            };
            if self.closed.get() && self.works.get() == 0 {
                return (text, Err(Error::of_kind(ErrorKind::Cancelled)));
            }
            (text, self.transport.send(signed).await.map_err(Error::from))
        })
    }

    /// The device's time.
    pub(super) fn device_now(&self) -> Timestamp {
        (self.now)()
    }

    /// Takes every secret out of the provider's words.
    pub(super) fn clean<R>(&self, result: Result<R, Error>) -> Result<R, Error> {
        result.map_err(|mut error| {
            let (current, renewed) = (self.credentials.borrow(), self.renewed.borrow());
            if let Some(answer) = &mut error.answer {
                let places =
                    [&mut answer.endpoint, &mut answer.host, &mut answer.region].into_iter().flatten();
                let arguments = [&mut answer.argument, &mut answer.argument_value];
                let texts = [&mut answer.code, &mut answer.message, &mut answer.request_id, &mut answer.ec];
                let texts = texts.into_iter().chain(arguments);
                for text in texts.chain(places) {
                    for credentials in renewed.iter().chain([&*current]) {
                        *text = credentials.redact(text);
                    }
                }
            }
            if self.endpoint().relay().is_some() { relay::told(error) } else { error }
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
        )
}
