//! Reads that are made more than once: each attempt is signed anew, and what is done after one is decided in `retry.rs`.

use std::time::Duration;

use super::client::{Call, Client};
use super::error::{Error, ErrorKind};
use super::http::{Again, Request, Response, Transport, Waited};
use super::retry::{Failed, Next, retry_after};
use super::sending::Progress;

impl<T: Transport> Client<T> {
    /// Reads, again and again where that may help. What came last stands, also a refusal.
    pub(super) fn read<'a>(&'a self, request: &'a Request) -> Call<'a, Response> {
        self.read_by(request, false)
    }

    /// The same; who `looks_again` by itself waits for nothing here but a network.
    pub(super) fn read_by<'a>(&'a self, request: &'a Request, looks_again: bool) -> Call<'a, Response> {
        Box::pin(async move {
            let (mut attempt, mut waited) = (1, Duration::ZERO);
            let progress = Progress::default();
            loop {
                let outcome = self.attempt(request, &progress).await;
                let Some(error) = self.failure(&outcome) else { return outcome };
                let told = outcome.as_ref().ok().and_then(|response| response.header("retry-after"));
                let failed = Failed {
                    method: request.method,
                    error: &error,
                    retry_after: told.and_then(|text| retry_after(text, self.provider_now())),
                    answered: self.answered.get(),
                    looks_again,
                    attempt,
                    waited,
                };
                let wait = match failed.next(self.transport().chance()) {
                    Next::GiveUp => return outcome,
                    Next::WhenOnline => None,
                    Next::After(wait) => Some(wait),
                };
                if let Some(wait) = wait {
                    attempt += 1;
                    waited += wait;
                }
                let of = failed.attempts();
                let next =
                    Again { kind: error.kind, attempt, of, wait, can_be_stopped: request.can_be_stopped };
                match self.transport().wait(next).await {
                    Waited::Over => progress.again.set(Some(next)),
                    Waited::GivenUp => return outcome,
                    Waited::Stopped => return Err(Error::of_kind(ErrorKind::Cancelled)),
                }
            }
        })
    }

    fn failure(&self, outcome: &Result<Response, Error>) -> Option<Error> {
        match outcome {
            Ok(response) => self.service().dialect().check(response).err(),
            Err(error) => Some(error.clone()),
        }
    }
}
