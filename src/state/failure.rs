//! Why something that was sent did not go through, by what is at the provider now.

use crate::provider::error::{Error, ErrorKind};
use crate::provider::save::SaveError;
use crate::provider::write::WriteError;
use crate::state::at_once::Then;

/// Why something was not sent, or did not go through.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// A new rule.
    Create(WriteError),
    /// A run.
    Run(WriteError),
    /// A deletion.
    Delete(WriteError),
    /// A changed rule.
    Save(SaveError),
    /// Another tab is writing the same rule.
    Busy,
    /// This page is working on the same rule: nothing was sent.
    AtWork,
    /// Whether another tab is saving the same rule cannot be known here.
    NoLocks,
}

/// How far a run over rules of many buckets goes after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goes {
    /// To the next rule.
    On,
    /// To the next bucket.
    ToTheNextBucket,
    /// It would be the same everywhere.
    NoFurther,
}

impl Failure {
    /// What the provider said, or came instead.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        match self {
            Failure::Create(error) | Failure::Run(error) | Failure::Delete(error) => Some(error.error()),
            Failure::Save(
                SaveError::NotRead(error)
                | SaveError::Refused(error)
                | SaveError::Pending(error)
                | SaveError::Restored(error)
                | SaveError::Unknown(error)
                | SaveError::Missing { error, .. },
            ) => Some(error),
            Failure::Save(SaveError::Changed(_) | SaveError::Gone | SaveError::NotKept)
            | Failure::Busy
            | Failure::AtWork
            | Failure::NoLocks => None,
        }
    }

    /// Whether the provider has refused for a reason.
    #[must_use]
    pub fn is_refusal(&self, kind: ErrorKind) -> bool {
        matches!(
            self,
            Failure::Create(WriteError::Refused(error)) | Failure::Delete(WriteError::Refused(error))
                if error.kind == kind
        )
    }

    /// Whether a rule may have been created or deleted all the same.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Failure::Create(error) | Failure::Delete(error) if error.is_open())
    }

    /// Whether the rules that are left would fail alike, or should not be touched before this is looked at.
    #[must_use]
    pub fn stops_the_others(&self) -> bool {
        match self {
            Failure::Busy | Failure::AtWork | Failure::Save(SaveError::Changed(_) | SaveError::Gone) => false,
            Failure::Save(
                SaveError::NotRead(error) | SaveError::Refused(error) | SaveError::Restored(error),
            ) => error.meets_every_rule(),
            Failure::Create(error) | Failure::Run(error) | Failure::Delete(error) => error.stops_the_others(),
            Failure::NoLocks
            | Failure::Save(
                SaveError::NotKept
                | SaveError::Pending(_)
                | SaveError::Unknown(_)
                | SaveError::Missing { .. },
            ) => true,
        }
    }

    /// What this says of those rules of a run that have not begun. A bucket that is full is full for all of them.
    #[must_use]
    pub fn then(&self) -> Then {
        match self.error() {
            _ if self.stops_the_others() || self.is_refusal(ErrorKind::LimitReached) => Then::NoFurther,
            Some(error) if error.is_busy() => Then::OneByOne,
            _ => Then::On,
        }
    }

    /// How far a run over many buckets goes after this. Rights are given for each bucket, credentials for all.
    #[must_use]
    pub fn goes(&self) -> Goes {
        let of_all = |error: &Error| {
            matches!(
                error.kind,
                ErrorKind::CredentialsExpired | ErrorKind::CredentialsRefused | ErrorKind::Offline
            )
        };
        match self.error() {
            Some(error) if of_all(error) => Goes::NoFurther,
            _ if self.stops_the_others() || self.is_refusal(ErrorKind::LimitReached) => Goes::ToTheNextBucket,
            _ => Goes::On,
        }
    }

    /// Whether the same may go through the next time: the rule is there, and nobody else has changed it.
    #[must_use]
    pub fn can_be_tried_again(&self) -> bool {
        !matches!(self, Failure::Save(SaveError::Changed(_) | SaveError::Gone | SaveError::Missing { .. }))
    }

    /// Whether both forms of a rule are on the screen, and the device keeps neither.
    #[must_use]
    pub fn is_only_here(&self) -> bool {
        matches!(self, Failure::Save(SaveError::Missing { kept: false, .. }))
    }

    /// Whether the device keeps something of the rule that the list offers, as soon as it looks for it.
    #[must_use]
    pub fn leaves_something(&self) -> bool {
        matches!(self, Failure::Save(SaveError::Missing { .. } | SaveError::Pending(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rule;
    use crate::provider::StoredRule;
    use crate::provider::error::ProviderAnswer;
    use crate::provider::write::Seen;
    use crate::provider::xml::Element;

    fn document() -> Element {
        Element::parse(b"<InventoryConfiguration><Id>a</Id></InventoryConfiguration>").expect("it is XML")
    }

    /// The provider's answer about one rule.
    fn about_the_rule(kind: ErrorKind) -> Error {
        Error { answer: Some(Box::new(ProviderAnswer::default())), status: Some(400), kind }
    }

    fn changed() -> SaveError {
        SaveError::Changed(Box::new(StoredRule { rule: Rule::default(), document: document() }))
    }

    fn missing(kept: bool) -> SaveError {
        let error = about_the_rule(ErrorKind::Invalid);
        SaveError::Missing { error, removed: true, kept, documents: Box::new([document(), document()]) }
    }

    fn open(seen: Seen) -> WriteError {
        WriteError::Open { error: about_the_rule(ErrorKind::Unavailable), seen }
    }

    #[test]
    fn what_came_is_told_and_what_is_no_answer_is_not() {
        let error = about_the_rule(ErrorKind::Denied);
        let refused = WriteError::Refused(error.clone());
        for failure in [
            Failure::Create(refused.clone()),
            Failure::Run(refused.clone()),
            Failure::Delete(refused),
            Failure::Save(SaveError::NotRead(error.clone())),
            Failure::Save(SaveError::Refused(error.clone())),
            Failure::Save(SaveError::Pending(error.clone())),
            Failure::Save(SaveError::Restored(error.clone())),
            Failure::Save(SaveError::Unknown(error.clone())),
        ] {
            assert_eq!(failure.error(), Some(&error), "{failure:?}");
        }
        assert_eq!(Failure::Save(missing(true)).error().map(|error| error.kind), Some(ErrorKind::Invalid));
        for failure in [
            Failure::Save(changed()),
            Failure::Save(SaveError::Gone),
            Failure::Save(SaveError::NotKept),
            Failure::Busy,
            Failure::AtWork,
            Failure::NoLocks,
        ] {
            assert_eq!(failure.error(), None, "{failure:?}");
        }
    }

    #[test]
    fn only_a_refusal_says_for_certain_that_nothing_was_done() {
        let exists = || WriteError::Refused(about_the_rule(ErrorKind::AlreadyExists));
        assert!(Failure::Create(exists()).is_refusal(ErrorKind::AlreadyExists));
        assert!(Failure::Delete(exists()).is_refusal(ErrorKind::AlreadyExists));
        assert!(!Failure::Create(exists()).is_refusal(ErrorKind::LimitReached));
        assert!(!Failure::Create(exists()).is_open());
        // The same words after a write of which nothing is known are no proof.
        let error = about_the_rule(ErrorKind::AlreadyExists);
        let open_write = WriteError::Open { error: error.clone(), seen: Seen::Another };
        assert!(!Failure::Create(open_write.clone()).is_refusal(ErrorKind::AlreadyExists));
        assert!(Failure::Create(open_write.clone()).is_open());
        assert!(Failure::Delete(open_write.clone()).is_open());
        // A run leaves no rule behind, and a save says by itself what is there.
        assert!(!Failure::Run(open_write).is_open());
        assert!(!Failure::Save(SaveError::Unknown(error)).is_open());
    }

    #[test]
    fn the_others_are_left_alone_when_they_would_fare_alike_or_this_is_to_be_looked_at() {
        let (its_own, of_all) =
            (about_the_rule(ErrorKind::Invalid), about_the_rule(ErrorKind::CredentialsExpired));
        let no_answer = Error::of_kind(ErrorKind::NoResponse);
        for (failure, stops) in [
            (Failure::Busy, false),
            (Failure::AtWork, false),
            (Failure::NoLocks, true),
            (Failure::Create(WriteError::Refused(its_own.clone())), false),
            (Failure::Create(WriteError::Refused(of_all.clone())), true),
            (Failure::Create(open(Seen::AsBefore)), true),
            (Failure::Delete(WriteError::Refused(its_own.clone())), false),
            (Failure::Delete(WriteError::Refused(no_answer.clone())), true),
            (Failure::Delete(open(Seen::Nothing)), true),
            (Failure::Run(open(Seen::Nothing)), true),
            (Failure::Save(changed()), false),
            (Failure::Save(SaveError::Gone), false),
            (Failure::Save(SaveError::NotRead(its_own.clone())), false),
            (Failure::Save(SaveError::NotRead(no_answer)), true),
            (Failure::Save(SaveError::Refused(its_own.clone())), false),
            (Failure::Save(SaveError::Restored(of_all)), true),
            (Failure::Save(SaveError::NotKept), true),
            (Failure::Save(SaveError::Pending(its_own.clone())), true),
            (Failure::Save(SaveError::Unknown(its_own)), true),
            (Failure::Save(missing(true)), true),
        ] {
            assert_eq!(failure.stops_the_others(), stops, "{failure:?}");
        }
    }

    #[test]
    fn after_a_failure_a_run_goes_on_goes_slower_or_ends() {
        let refused = |kind| WriteError::Refused(about_the_rule(kind));
        for (failure, then) in [
            (Failure::Create(refused(ErrorKind::Invalid)), Then::On),
            (Failure::Busy, Then::On),
            (Failure::Delete(refused(ErrorKind::Unavailable)), Then::OneByOne),
            (Failure::Create(refused(ErrorKind::Throttled)), Then::OneByOne),
            (Failure::Save(SaveError::NotRead(about_the_rule(ErrorKind::Unavailable))), Then::OneByOne),
            (Failure::Create(refused(ErrorKind::LimitReached)), Then::NoFurther),
            (Failure::Create(refused(ErrorKind::CredentialsExpired)), Then::NoFurther),
            (Failure::Delete(open(Seen::AsBefore)), Then::NoFurther),
        ] {
            assert_eq!(failure.then(), then, "{failure:?}");
        }
    }

    #[test]
    fn a_failure_ends_its_bucket_or_all_of_them_by_what_it_is_about() {
        let refused = |kind| Failure::Create(WriteError::Refused(about_the_rule(kind)));
        for (failure, goes) in [
            (refused(ErrorKind::Invalid), Goes::On),
            (Failure::Save(changed()), Goes::On),
            (Failure::AtWork, Goes::On),
            (refused(ErrorKind::Denied), Goes::ToTheNextBucket),
            (refused(ErrorKind::LimitReached), Goes::ToTheNextBucket),
            (Failure::Create(open(Seen::AsBefore)), Goes::ToTheNextBucket),
            (Failure::Save(missing(true)), Goes::ToTheNextBucket),
            (refused(ErrorKind::CredentialsExpired), Goes::NoFurther),
            (refused(ErrorKind::CredentialsRefused), Goes::NoFurther),
            (Failure::Save(SaveError::NotRead(Error::of_kind(ErrorKind::Offline))), Goes::NoFurther),
        ] {
            assert_eq!(failure.goes(), goes, "{failure:?}");
        }
    }

    #[test]
    fn what_is_tried_again_is_there_and_nobody_elses() {
        let error = about_the_rule(ErrorKind::Unavailable);
        for (failure, again) in [
            (Failure::Save(changed()), false),
            (Failure::Save(SaveError::Gone), false),
            (Failure::Save(missing(false)), false),
            (Failure::Save(SaveError::Pending(error.clone())), true),
            (Failure::Save(SaveError::Restored(error.clone())), true),
            (Failure::Save(SaveError::NotKept), true),
            (Failure::Delete(WriteError::Refused(error)), true),
            (Failure::Busy, true),
            (Failure::AtWork, true),
            (Failure::NoLocks, true),
        ] {
            assert_eq!(failure.can_be_tried_again(), again, "{failure:?}");
        }
    }

    #[test]
    fn it_is_known_where_the_forms_of_a_rule_are() {
        let pending = Failure::Save(SaveError::Pending(about_the_rule(ErrorKind::Unavailable)));
        let told = |failure: &Failure| (failure.is_only_here(), failure.leaves_something());
        assert_eq!(told(&Failure::Save(missing(false))), (true, true));
        assert_eq!(told(&Failure::Save(missing(true))), (false, true));
        assert_eq!(told(&pending), (false, true));
        assert_eq!(told(&Failure::Save(SaveError::Gone)), (false, false));
        assert_eq!(told(&Failure::Busy), (false, false));
    }
}
