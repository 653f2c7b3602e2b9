//! How one request goes out: signed with the credentials and the provider's time of this moment, told to the observer, and
//! made once more where the provider's answer proves that it was refused for a reason that is gone by now.

use std::cell::Cell;
use std::pin::Pin;

use super::attempt::{Attempt, Ended, Observer};
use super::client::{Call, Client};
use super::error::{Error, ErrorKind};
use super::http::{Again, Method, Request, Response, SignedRequest, Transport};
use super::{Placement, SignedText, SigningContext, relay};
use crate::model::{Credentials, Timestamp};

/// A request that is sent once, with the text under its signature.
pub(super) type Once<'a> = Pin<Box<dyn Future<Output = (SignedText, Result<Response, Error>)> + 'a>>;

/// How far a call is.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// Why it is made once more, if it is.
    pub(super) again: Cell<Option<Again>>,
    /// How many requests it has taken.
    sent: Cell<u32>,
}

impl<T: Transport> Client<T> {
    /// Signs and sends a write: again only where the answer proves that it was refused because of the time.
    pub(super) fn send<'a>(&'a self, request: &'a Request, placement: Placement) -> Call<'a, Response> {
        Box::pin(async move { self.send_on(request, placement, &Progress::default()).await })
    }

    /// Signs and sends. If the provider says that the clock is wrong and what time it is, the
    /// request is made once more with that time: it was refused before anything was done, and it
    /// is signed anew with its whole body.
    ///
    /// A read that was refused because its credentials have ended is made once more when there are others. A write
    /// never is: who has made it looks first.
    pub(super) fn send_on<'a>(
        &'a self,
        request: &'a Request,
        placement: Placement,
        progress: &'a Progress,
    ) -> Call<'a, Response> {
        Box::pin(async move {
            let (mut corrected, mut renewed) = (false, false);
            loop {
                // A write has begun with credentials that last: nothing may come between a look and what is done upon it.
                if request.method == Method::Get {
                    self.transport.ready().await;
                }
                self.may_sign()?;
                let (with, sent) = (self.renewals.get(), self.device_now());
                let again = progress.again.get();
                let signed = SignedRequest { again, ..self.signed(request, placement) };
                progress.sent.set(progress.sent.get().saturating_add(1));
                let by_relay = self.endpoint().relay().is_some();
                let response = self.exchange(request, signed, progress.sent.get()).await?;
                let response = by_the_relay(by_relay, response)?;
                self.answered.set(true);
                let is_corrected = self.hear_time(request.method, &response, sent);
                if is_corrected && !corrected {
                    corrected = true;
                } else if !renewed && self.others_came(request.method, &response, with).await {
                    renewed = true;
                } else {
                    return Ok(response);
                }
            }
        })
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
            let (signed, text) = self.with_context(ahead, |context| {
                let service = self.service();
                let placement = self.placed(placement);
                let signed = service.sign(request, context, placement);
                (signed, service.signed_text(request, context, placement))
            });
            if let Err(error) = self.may_sign() {
                return (text, Err(error));
            }
            let by_relay = self.endpoint().relay().is_some();
            let outcome = self.exchange(request, signed, 1).await;
            (text, outcome.and_then(|response| by_the_relay(by_relay, response)))
        })
    }

    /// Once the credentials are forgotten only work that has begun goes on.
    fn may_sign(&self) -> Result<(), Error> {
        match self.closed.get() && self.works.get() == 0 {
            true => Err(Error::of_kind(ErrorKind::Cancelled)),
            false => Ok(()),
        }
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

    /// Sends once, and tells of it. `number` counts the requests of the call.
    async fn exchange(&self, call: &Request, signed: SignedRequest, number: u32) -> Result<Response, Error> {
        let Some(observer) = &self.observer else { return Ok(self.transport.send(signed).await?) };
        let credentials = self.credentials();
        let credentials = [&credentials];
        let told = observer.begins(&Attempt {
            connection: self.connection(),
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
        let error = checked.err().map(|error| self.redacted(error));
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
        let placement = self.placed(placement);
        self.with_context(self.clock_offset(), |context| self.service().sign(request, context, placement))
    }

    /// Where the signature stands, whatever was thought before a relay was taken.
    fn placed(&self, placement: Placement) -> Placement {
        if self.goes_by_own_relay() { Placement::Header } else { placement }
    }

    /// Signs, as if the provider's clock were so many seconds ahead of the device's.
    fn with_context<R>(&self, ahead: i64, sign: impl FnOnce(&SigningContext<'_>) -> R) -> R {
        sign(&SigningContext {
            connection: self.connection(),
            endpoint: self.endpoint(),
            credentials: &self.credentials.borrow(),
            now: self.device_now().plus(ahead),
        })
    }

    /// Takes in what an answer says of the provider's time. Says whether the call was refused, for certain, because of a
    /// time that is known better by now. `sent` is the device's time at which it went out.
    fn hear_time(&self, call: Method, response: &Response, sent: Timestamp) -> bool {
        let now = self.device_now();
        let error = self.service().dialect().check(response).err();
        let about_time = error.filter(|error| error.kind == ErrorKind::Clock && self.refused(call, error));
        let server_time = about_time.as_ref().and_then(|error| error.answer.as_ref()?.server_time);
        // Behind a relay the time may be the relay's.
        let date = response.header("date").filter(|_| self.endpoint().is_own_of(self.connection()));
        let mut clock = self.clock.get();
        let is_news = match (server_time, date.and_then(Timestamp::parse_http_date)) {
            (Some(told), _) => clock.server_time(told, now),
            (None, Some(told)) => clock.date(told, sent, now),
            (None, None) => false,
        };
        self.clock.set(clock);
        is_news && about_time.is_some()
    }
}

/// The provider's answer; an error where a relay has answered in its place.
fn by_the_relay(by_relay: bool, response: Response) -> Result<Response, Error> {
    match relay::own(&response).filter(|_| by_relay) {
        Some(error) => Err(error),
        None => Ok(response),
    }
}
