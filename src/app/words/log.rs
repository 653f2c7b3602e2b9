//! The words for what the page has sent and changed.

use std::time::Duration;

use super::Words;
use crate::app::i18n::t_string;
use crate::export::request_log::milliseconds;
use crate::provider::error::ErrorKind;
use crate::route::Place;
use crate::state::change_record::{Act, Outcome, PartOf};
use crate::state::request_log::{Entry, Operation};

impl Words {
    /// What a request is for.
    pub(crate) fn operation(self, operation: Operation) -> &'static str {
        let i18n = self.i18n;
        match operation {
            Operation::List => t_string!(i18n, log.list),
            Operation::Get => t_string!(i18n, log.get),
            Operation::Put => t_string!(i18n, log.put),
            Operation::Run => t_string!(i18n, log.run),
            Operation::Delete => t_string!(i18n, log.delete),
            Operation::Site => t_string!(i18n, log.site),
            Operation::Credentials => t_string!(i18n, log.credentials),
            Operation::Other => t_string!(i18n, log.other),
        }
    }

    /// How a request was answered: the status, or why there is none.
    pub(crate) fn request_status(self, entry: &Entry) -> String {
        let i18n = self.i18n;
        let Some(end) = entry.ended() else { return t_string!(i18n, log.under_way).to_owned() };
        if let Some(status) = end.status {
            return status.to_string();
        }
        let words = match end.kind {
            Some(ErrorKind::Cancelled) => t_string!(i18n, log.stopped),
            Some(ErrorKind::NotAwaited) => t_string!(i18n, log.not_awaited),
            Some(ErrorKind::TimedOut) => t_string!(i18n, log.timed_out),
            Some(ErrorKind::Offline) => t_string!(i18n, log.offline),
            Some(ErrorKind::BlockedByPolicy | ErrorKind::WrongEndpoint) => t_string!(i18n, log.not_sent),
            Some(ErrorKind::Unreadable) => t_string!(i18n, log.too_large),
            _ => t_string!(i18n, log.no_answer),
        };
        words.to_owned()
    }

    /// A duration in milliseconds.
    pub(crate) fn milliseconds(self, took: Duration) -> String {
        let count = usize::try_from(took.as_millis()).unwrap_or(usize::MAX);
        t_string!(self.i18n, log.milliseconds, count = count)
    }

    /// A time to the millisecond, in UTC, as in the files: it is for who looks for it elsewhere.
    pub(crate) fn moment(self, at: Duration) -> String {
        milliseconds(at).replace('T', " ").replace('Z', " UTC")
    }

    /// A bucket with its provider and region.
    pub(crate) fn place(self, place: &Place) -> String {
        format!("{} · {} · {}", place.bucket.as_str(), place.provider.service_name(), place.region.as_str())
    }

    /// What was done to a rule.
    pub(crate) fn act(self, act: Act) -> &'static str {
        let i18n = self.i18n;
        match act {
            Act::Create => t_string!(i18n, log.act_create),
            Act::Change => t_string!(i18n, log.act_change),
            Act::Enable => t_string!(i18n, log.act_enable),
            Act::Disable => t_string!(i18n, log.act_disable),
            Act::Delete => t_string!(i18n, log.act_delete),
            Act::Run => t_string!(i18n, log.act_run),
            Act::Restore => t_string!(i18n, log.act_restore),
        }
    }

    /// Of what a change is a part.
    pub(crate) fn part_of(self, part_of: PartOf) -> &'static str {
        let i18n = self.i18n;
        match part_of {
            PartOf::Undo => t_string!(i18n, log.of_undo),
            PartOf::Import => t_string!(i18n, log.of_import),
            PartOf::ManyBuckets => t_string!(i18n, log.of_many),
            PartOf::SeveralRules => t_string!(i18n, log.of_several),
        }
    }

    /// What became of a change.
    pub(crate) fn change_outcome(self, outcome: Outcome) -> &'static str {
        let i18n = self.i18n;
        match outcome {
            Outcome::Done => t_string!(i18n, log.done),
            Outcome::Refused => t_string!(i18n, log.refused),
            Outcome::Unknown => t_string!(i18n, log.unknown),
            Outcome::Missing => t_string!(i18n, log.missing),
        }
    }
}
