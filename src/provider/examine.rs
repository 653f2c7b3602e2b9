//! Reads that are made to be looked at: each is sent as it is said, whatever the connection has learned, and what came of
//! it stands beside what was signed.

use std::pin::Pin;

use super::client::{Client, READ_LIFE};
use super::error::{Error, ErrorKind, MOST_CORRECTED};
use super::http::{Request, Response, Transport};
use super::signed::{Form, SideBySide, side_by_side};
use super::{Placement, SignedText, service};
use crate::model::Timestamp;

/// Where the signature of such a read stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadForm {
    /// In the query: the browser asks nobody first.
    Query,
    /// In headers: to another origin the browser asks first.
    Header,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined<R> {
    /// What the answer says, or the refusal, or why there is none.
    pub outcome: Result<R, Error>,
    /// The HTTP status, if there was an answer that the page may read.
    pub status: Option<u16>,
    /// The provider's number of the request, as far as the page may read it.
    pub request_id: String,
    /// Seconds by which the provider's clock is ahead of the device's, as the answer says it.
    pub ahead: Option<i64>,
    /// Our text beside the provider's, where it has refused the signature and shows its own.
    pub texts: Option<Box<SideBySide>>,
}

/// What a page of the list says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstPage {
    /// How many rules are on it.
    pub rules: usize,
    /// Whether more follow.
    pub more: bool,
    /// The id of the first rule that has one.
    pub first: Option<String>,
}

/// Such a read under way.
pub type Examination<'a, R> = Pin<Box<dyn Future<Output = Examined<R>> + 'a>>;

impl<T: Transport> Client<T> {
    /// Reads the first page of the list.
    pub fn examine_list(&self, form: ReadForm) -> Examination<'_, FirstPage> {
        let service = service(self.connection().provider);
        let request = Request { can_be_stopped: false, ..service.list_request(None) };
        Box::pin(async move {
            self.examine(&request, form).await.read(self, |response| {
                let page = service.read_list(response)?;
                let first = page.rules.iter().map(|rule| rule.id()).find(|id| !id.is_empty());
                let first = first.map(str::to_owned);
                Ok(FirstPage { rules: page.rules.len(), more: page.next.is_some(), first })
            })
        })
    }

    /// Reads one rule.
    pub fn examine_rule<'a>(&'a self, id: &str, form: ReadForm) -> Examination<'a, ()> {
        let service = service(self.connection().provider);
        let request = service.get_request(id);
        Box::pin(async move {
            self.examine(&request, form).await.read(self, |response| service.read_any(response).map(|_| ()))
        })
    }

    /// Sends it, and once more by the provider's time where the refusal names one that can be. Nothing else is tried again.
    async fn examine(&self, request: &Request, form: ReadForm) -> Sent {
        let placement = match form {
            ReadForm::Query => Placement::Query { life: READ_LIFE },
            ReadForm::Header => Placement::Header,
        };
        let mut ahead = self.clock_offset();
        let mut corrected = None;
        loop {
            let (text, outcome) = self.send_once(request, placement, ahead).await;
            match outcome.as_ref().ok().and_then(|response| self.named_time(response)) {
                Some(told) if corrected.is_none() && told.abs() <= MOST_CORRECTED => {
                    (ahead, corrected) = (told, Some(told));
                }
                told => return Sent { text, outcome, ahead: told.or(corrected) },
            }
        }
    }

    /// Seconds by which the provider's clock is ahead, as a refusal because of the time says it.
    fn named_time(&self, response: &Response) -> Option<i64> {
        let error = service(self.connection().provider).dialect().check(response).err()?;
        let time = error.answer?.server_time.filter(|_| error.kind == ErrorKind::Clock)?;
        Some(time.since(self.device_now()))
    }
}

/// A request that was sent.
struct Sent {
    text: SignedText,
    outcome: Result<Response, Error>,
    /// See [`Examined::ahead`], of a refusal.
    ahead: Option<i64>,
}

impl Sent {
    fn read<R, T: Transport>(
        self,
        client: &Client<T>,
        read: impl FnOnce(&Response) -> Result<R, Error>,
    ) -> Examined<R> {
        let Sent { text, outcome, ahead } = self;
        let response = match outcome {
            Ok(response) => response,
            Err(error) => {
                let request_id = String::new();
                return Examined { outcome: Err(error), status: None, request_id, ahead, texts: None };
            }
        };
        let connection = client.connection();
        let credentials = client.credentials();
        let outcome = client.clean(read(&response));
        let is_mismatch = outcome.as_ref().is_err_and(|error| error.kind == ErrorKind::SignatureMismatch);
        let texts = is_mismatch
            .then(|| side_by_side(Form::of(connection), &text, &response, &credentials))
            .flatten()
            .map(Box::new);
        let header = response.header(service(connection.provider).dialect().request_id).unwrap_or_default();
        let of_answer = outcome.as_ref().err().and_then(|error| error.answer.as_ref());
        let request_id = of_answer.map_or(header, |answer| answer.request_id.as_str());
        let request_id = credentials.redact(request_id);
        // A relay puts a date of its own there; only a relay has a path.
        let date = response.header("date").filter(|_| client.endpoint().path == "/");
        let date = date.and_then(Timestamp::parse_http_date).map(|date| date.since(client.device_now()));
        Examined { outcome, status: Some(response.status), request_id, ahead: ahead.or(date), texts }
    }
}
