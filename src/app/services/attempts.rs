//! The requests of one connection that are under way, and the waiting before a read is made again: for who shows them, and
//! the ways to end them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::web_sys::AbortController;

use super::wake::{Wake, Waker};
use super::{clock, network};
use crate::provider::http::{Again, Method, SignedRequest, Waited};

/// How long an answer may take before it is said that it is waited for; with the second after which that is looked at it
/// makes two.
const SLOW: Duration = Duration::from_secs(1);

/// What a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A page of the list.
    List,
    /// One rule, or a page for a copy.
    Read,
    /// Writes a rule.
    Put,
    /// Removes one.
    Delete,
    /// Runs one once.
    Run,
}

/// How far an attempt is; the times are the device's, since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// It was sent then, and is not answered.
    Sent(Duration),
    /// It is made then.
    Waits(Duration),
    /// It is made when there is a network.
    WaitsForNetwork,
}

/// An attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attempt {
    number: u32,
    /// What it is for.
    pub(crate) what: What,
    again: Option<Again>,
    /// How far it is.
    pub(crate) stage: Stage,
}

impl Attempt {
    /// Whether it is a write: it cannot be taken back.
    pub(crate) fn is_write(self) -> bool {
        !matches!(self.what, What::List | What::Read)
    }

    /// What came before it, as long as that is why it is made: a network that is back is over.
    pub(crate) fn reason(self) -> Option<Again> {
        self.again.filter(|again| again.attempt > 1 || self.stage == Stage::WaitsForNetwork)
    }

    /// Whether the person is to be told of it.
    fn is_told(self, now: Duration) -> bool {
        match self.stage {
            Stage::Waits(_) | Stage::WaitsForNetwork => true,
            Stage::Sent(at) => self.reason().is_some() || now.saturating_sub(at) >= SLOW,
        }
    }
}

/// What ends an attempt.
enum End {
    Sent(AbortController),
    Waits(Waker),
}

/// The attempts of one connection. Cheap to copy.
#[derive(Clone, Default)]
pub(crate) struct Attempts {
    all: ArcRwSignal<Vec<Attempt>>,
    ends: Rc<RefCell<BTreeMap<u32, End>>>,
    count: Rc<Cell<u32>>,
    not_awaited: Rc<RefCell<Vec<AbortController>>>,
    closed: Rc<Cell<bool>>,
}

/// An attempt under way; it is over when this is dropped.
pub(super) struct UnderWay {
    attempts: Attempts,
    number: u32,
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.attempts.ends.borrow_mut().remove(&self.number);
        self.attempts.all.update(|all| all.retain(|attempt| attempt.number != self.number));
    }
}

impl Attempts {
    /// Those of which the person is to be told. Follows them; that time passes is for who asks.
    pub(crate) fn told(&self) -> Vec<Attempt> {
        let now = clock::moment();
        self.all.with(|all| all.iter().copied().filter(|attempt| attempt.is_told(now)).collect())
    }

    /// Makes an attempt now that is waited for.
    pub(crate) fn try_now(&self, attempt: Attempt) {
        if let Some(End::Waits(waker)) = self.ends.borrow().get(&attempt.number) {
            waker.wake(Waited::Over);
        }
    }

    /// Gives an attempt up. A write may be carried out all the same.
    pub(crate) fn give_up(&self, attempt: Attempt) {
        match self.ends.borrow().get(&attempt.number) {
            Some(End::Waits(waker)) => waker.wake(Waited::GivenUp),
            Some(End::Sent(controller)) => {
                if attempt.is_write() {
                    self.not_awaited.borrow_mut().push(controller.clone());
                }
                controller.abort();
            }
            None => {}
        }
    }

    /// Whether the person did not wait for the answer to a write.
    pub(super) fn was_not_awaited(&self, controller: &AbortController) -> bool {
        let mut all = self.not_awaited.borrow_mut();
        let before = all.len();
        all.retain(|one| one != controller);
        all.len() < before
    }

    /// Begins with a request.
    pub(super) fn sent(&self, request: &SignedRequest, controller: &AbortController) -> UnderWay {
        let what = match request.method() {
            Method::Get if request.can_be_stopped() => What::List,
            Method::Get => What::Read,
            Method::Put => What::Put,
            Method::Delete => What::Delete,
            Method::Post => What::Run,
        };
        self.begin(what, request.again(), Stage::Sent(clock::moment()), End::Sent(controller.clone()))
    }

    /// Waits before a read is made again.
    pub(super) async fn wait(&self, again: Again) -> Waited {
        if again.wait.is_none() && !network::is_awaited() {
            return Waited::GivenUp;
        }
        if again.wait.is_none() && self.closed.get() {
            return Waited::Stopped;
        }
        let wake = Wake::new();
        let stage = match again.wait {
            Some(time) => {
                wake.waker().wake_after(time);
                Stage::Waits(clock::moment().saturating_add(time))
            }
            None => {
                network::wake_when_back(wake.waker());
                Stage::WaitsForNetwork
            }
        };
        let what = if again.can_be_stopped { What::List } else { What::Read };
        let _under_way = self.begin(what, Some(again), stage, End::Waits(wake.waker()));
        wake.wait().await
    }

    /// Ends the waiting of lists.
    pub(super) fn stop_lists(&self) {
        self.stop(|attempt| attempt.what == What::List);
    }

    /// Waits for no network any more: the credentials are forgotten, and what they have begun is not done hours later.
    pub(super) fn close(&self) {
        self.closed.set(true);
        self.stop(|attempt| attempt.stage == Stage::WaitsForNetwork);
    }

    fn stop(&self, which: impl Fn(&Attempt) -> bool) {
        let waits: Vec<u32> = self.all.with_untracked(|all| {
            all.iter().filter(|one| which(one)).map(|attempt| attempt.number).collect()
        });
        for number in waits {
            if let Some(End::Waits(waker)) = self.ends.borrow().get(&number) {
                waker.wake(Waited::Stopped);
            }
        }
    }

    fn begin(&self, what: What, again: Option<Again>, stage: Stage, end: End) -> UnderWay {
        let number = self.count.get().wrapping_add(1);
        self.count.set(number);
        self.ends.borrow_mut().insert(number, end);
        self.all.update(|all| all.push(Attempt { number, what, again, stage }));
        UnderWay { attempts: self.clone(), number }
    }
}
