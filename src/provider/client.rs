//! The calls of one connection over a [`Transport`]: decides where the signature stands, and sees to it that no
//! secret is in an error. `sending.rs` signs and sends.
//!
//! Cross-origin reads are signed in the query, which spares the preflight that a header costs for
//! every page of a list. No vendor documents `?inventory` with a query signature by name, so the
//! first such read of a connection that is refused is made once more, signed in headers; if that
//! succeeds the connection stays with headers. A missing response never falls back by itself: whoever
//! is asked may have the client go by the site's relay from then on.

use std::cell::{Cell, OnceCell, RefCell};
use std::pin::Pin;
use std::rc::Rc;

use super::attempt::Observer;
use super::clock::ProviderClock;
use super::error::{Error, ErrorKind};
use super::http::{Method, Request, Response, Transport};
use super::sending::Progress;
use super::xml::Element;
use super::{Placement, RulePage, Service, StoredPage, StoredRule, service};
use crate::model::credentials::TimeLeft;
use crate::model::endpoint::EndpointProblem;
use crate::model::{Capabilities, Connection, Credentials, Endpoint, ReadSigning, Rule, Timestamp};

/// Seconds for which a signature in a query is good.
pub(super) const READ_LIFE: u32 = 300;

/// How many credentials before those of now may still be echoed.
const ECHOED: usize = 4;

/// A call under way. Boxed, so that its machinery exists once and not in each of its callers: 3 KB.
pub type Call<'a, R> = Pin<Box<dyn Future<Output = Result<R, Error>> + 'a>>;

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
    pub(super) transport: T,
    now: fn() -> Timestamp,
    connection: Connection,
    endpoint: Endpoint,
    /// The way that is taken instead, since somebody has said so.
    relayed: OnceCell<(Connection, Endpoint)>,
    pub(super) credentials: RefCell<Credentials>,
    /// The last ones before: what was under way when they were renewed may still echo them.
    renewed: RefCell<Vec<Credentials>>,
    /// How often they were renewed.
    pub(super) renewals: Cell<u32>,
    reads: Cell<Reads>,
    /// Whether it goes by a relay of the page's own origin from the beginning.
    begins_by_relay: bool,
    pub(super) clock: Cell<ProviderClock>,
    /// Whether anything was ever answered.
    pub(super) answered: Cell<bool>,
    /// The device's time at which the provider last took these very credentials.
    taken_at: Cell<Option<Timestamp>>,
    /// Whether the credentials are forgotten: then only work that has begun goes on.
    pub(super) closed: Cell<bool>,
    pub(super) works: Cell<u32>,
    pub(super) observer: Option<Rc<dyn Observer>>,
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
        let begins_by_relay = is_at_home && endpoint.relay().is_some();
        let reads = match connection.reads {
            // Nothing is gained by a token in an address there, and the relay could write it down.
            _ if begins_by_relay => Reads::Header,
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
            renewed: RefCell::default(),
            renewals: Cell::new(0),
            reads: Cell::new(reads),
            begins_by_relay,
            clock: Cell::default(),
            answered: Cell::new(false),
            taken_at: Cell::new(None),
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

    /// Whether it goes by a relay of the page's own origin, where no token stands in an address.
    pub fn goes_by_own_relay(&self) -> bool {
        self.begins_by_relay || self.relayed.get().is_some()
    }

    /// Whether something is being written: that is carried to its end on the way on which it has begun.
    pub fn is_at_work(&self) -> bool {
        self.works.get() > 0
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
        if *self.credentials.borrow() == credentials {
            return;
        }
        let before = self.credentials.replace(credentials);
        let mut renewed = self.renewed.borrow_mut();
        renewed.insert(0, before);
        renewed.truncate(ECHOED);
        self.renewals.set(self.renewals.get().wrapping_add(1));
        self.taken_at.set(None);
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
        self.clock.get().ahead().unwrap_or_default()
    }

    /// The provider's time now, once it has told it.
    pub fn provider_now(&self) -> Option<Timestamp> {
        self.clock.get().ahead().map(|ahead| (self.now)().plus(ahead))
    }

    /// What is known of the end of the credentials, at a time of the device.
    pub fn time_left(&self, now: Timestamp) -> TimeLeft {
        let end = self.credentials.borrow().expires_at;
        TimeLeft::of(end, now, self.clock.get().ahead(), self.taken_at.get())
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

    /// The same for who looks again by itself: nothing but a missing network is waited for.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub(super) fn glance<'a>(&'a self, id: &str) -> Call<'a, StoredRule> {
        let request = self.service().get_request(id);
        Box::pin(async move {
            let response = self.read_by(&request, true).await?;
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

    pub(super) fn service(&self) -> &'static dyn Service {
        service(self.connection().provider)
    }

    /// One attempt to read, signed where it is best.
    pub(super) fn attempt<'a>(&'a self, request: &'a Request, progress: &'a Progress) -> Call<'a, Response> {
        debug_assert_eq!(request.method, Method::Get);
        // That a rule is missing was answered, and is no refusal.
        let refusal = |response: &Response| {
            let error = self.service().dialect().check(response).err();
            error.filter(|error| error.kind != ErrorKind::NoSuchRule)
        };
        Box::pin(async move {
            if self.reads.get() == Reads::Header {
                return self.send_on(request, Placement::Header, progress).await;
            }
            let in_query = Placement::Query { life: READ_LIFE };
            let first = self.send_on(request, in_query, progress).await?;
            if self.reads.get() == Reads::Query {
                return Ok(first);
            }
            match refusal(&first) {
                Some(error) if may_be_the_form(&error) => {
                    let second = self.send_on(request, Placement::Header, progress).await?;
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

    /// The device's time.
    pub(super) fn device_now(&self) -> Timestamp {
        (self.now)()
    }

    /// Takes every secret out of the provider's words. What was answered as documented was answered to somebody whose
    /// credentials have not ended.
    pub(super) fn clean<R>(&self, result: Result<R, Error>) -> Result<R, Error> {
        if result.is_ok() {
            self.taken_at.set(Some((self.now)()));
        }
        result.map_err(|error| self.redacted(error))
    }

    /// An error without secrets.
    pub(super) fn redacted(&self, mut error: Error) -> Error {
        let (current, renewed) = (self.credentials.borrow(), self.renewed.borrow());
        if let Some(answer) = &mut error.answer {
            let places = [&mut answer.endpoint, &mut answer.host, &mut answer.region].into_iter().flatten();
            let arguments = [&mut answer.argument, &mut answer.argument_value];
            let texts = [&mut answer.code, &mut answer.message, &mut answer.request_id, &mut answer.ec];
            let texts = texts.into_iter().chain(arguments);
            for text in texts.chain(places) {
                for credentials in renewed.iter().chain([&*current]) {
                    *text = credentials.redact(text);
                }
            }
        }
        error
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
