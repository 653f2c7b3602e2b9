//! From the typed ids of the pure layer to the words of the catalogue. No sentence is put
//! together from pieces here: each id has a whole one.

use std::fmt::Display;

use leptos::prelude::*;

use super::catalogue::i18n::Locale;
pub(crate) use super::catalogue::i18n::td_string;
use super::deployment::FetchProblem;
use crate::config::ConfigProblem;
use crate::form::check::Problem;
use crate::form::credential_text::CredentialProblem;
use crate::model::connection::NameProblem;
use crate::model::endpoint::EndpointProblem;
use crate::model::rule::{Encryption, Frequency, Rule, Schedule, Value, Versions};
use crate::provider::error::{Error, ErrorKind};

/// The language of the page: what `td_string!` takes its words from.
pub(crate) type Words = Locale;

#[derive(Clone, Copy)]
struct Chosen(RwSignal<Locale>);

/// Starts with the first language of the catalogue.
pub(crate) fn provide() {
    provide_context(Chosen(RwSignal::new(Locale::default())));
}

/// The language of the page. Read while a screen is drawn, so that a change draws it again.
pub(crate) fn language() -> Words {
    expect_context::<Chosen>().0.get()
}

/// The language of dates and numbers.
pub(crate) const LANGUAGE: &str = "en";

/// A sentence with its places filled: `{name}` becomes the value of that name. One function for
/// all sentences, because the catalogue's own way compiles one for each.
pub(crate) fn fill(sentence: &str, values: &[(&str, &dyn Display)]) -> String {
    values.iter().fold(sentence.to_owned(), |text, (name, value)| {
        text.replace(&["{", name, "}"].concat(), &value.to_string())
    })
}

/// What happened, its likely cause, and what to do next.
pub(crate) struct ErrorWords {
    /// What happened.
    pub(crate) what: String,
    /// The likely cause.
    pub(crate) cause: String,
    /// The next step.
    pub(crate) next: String,
}

/// The three sentences of an error.
macro_rules! sentences {
    ($i18n:expr, $what:ident, $cause:ident, $next:ident) => {
        ErrorWords {
            what: td_string!($i18n, error.$what).to_string(),
            cause: td_string!($i18n, error.$cause).to_string(),
            next: td_string!($i18n, error.$next).to_string(),
        }
    };
}

/// The words for an error. `origin` is where the request went.
pub(crate) fn error(i18n: Words, error: &Error, origin: &str) -> ErrorWords {
    match error.kind {
        ErrorKind::NoResponse => {
            sentences!(i18n, no_response_what, no_response_cause, no_response_next)
        }
        ErrorKind::BlockedByPolicy => ErrorWords {
            what: fill(td_string!(i18n, error.policy_what), &[("origin", &origin)]),
            cause: td_string!(i18n, error.policy_cause).to_owned(),
            next: fill(td_string!(i18n, error.policy_next), &[("origin", &origin)]),
        },
        ErrorKind::TimedOut => sentences!(i18n, timeout_what, timeout_cause, timeout_next),
        ErrorKind::Cancelled => sentences!(i18n, cancelled_what, cancelled_cause, cancelled_next),
        ErrorKind::CredentialsExpired => {
            sentences!(i18n, expired_what, expired_cause, expired_next)
        }
        ErrorKind::CredentialsRefused => {
            sentences!(i18n, refused_what, refused_cause, refused_next)
        }
        ErrorKind::SignatureMismatch => {
            sentences!(i18n, signature_what, signature_cause, signature_next)
        }
        ErrorKind::Clock => sentences!(i18n, clock_what, clock_cause, clock_next),
        ErrorKind::Denied => sentences!(i18n, denied_what, denied_cause, denied_next),
        ErrorKind::WrongEndpoint => wrong_endpoint(i18n, error),
        ErrorKind::NoSuchBucket => {
            sentences!(i18n, no_bucket_what, no_bucket_cause, no_bucket_next)
        }
        ErrorKind::NoSuchRule => sentences!(i18n, no_rule_what, no_rule_cause, no_rule_next),
        ErrorKind::AlreadyExists => sentences!(i18n, exists_what, exists_cause, exists_next),
        ErrorKind::LimitReached => sentences!(i18n, limit_what, limit_cause, limit_next),
        ErrorKind::Invalid => sentences!(i18n, invalid_what, invalid_cause, invalid_next),
        ErrorKind::AccountState => sentences!(i18n, account_what, account_cause, account_next),
        ErrorKind::Unavailable => {
            sentences!(i18n, unavailable_what, unavailable_cause, unavailable_next)
        }
        ErrorKind::Unreadable => {
            sentences!(i18n, unreadable_what, unreadable_cause, unreadable_next)
        }
        ErrorKind::RepeatedToken => sentences!(i18n, token_what, token_cause, token_next),
        ErrorKind::Unexpected => {
            sentences!(i18n, unexpected_what, unexpected_cause, unexpected_next)
        }
    }
}

fn wrong_endpoint(i18n: Words, error: &Error) -> ErrorWords {
    let words = sentences!(i18n, endpoint_what, endpoint_cause, endpoint_next);
    match error.answer.as_ref().and_then(|answer| answer.endpoint.clone()) {
        Some(endpoint) => ErrorWords {
            cause: fill(td_string!(i18n, error.endpoint_cause_named), &[("endpoint", &endpoint)]),
            ..words
        },
        None => words,
    }
}

/// The words for credentials that are not accepted.
pub(crate) fn credential_problem(i18n: Words, problem: CredentialProblem) -> String {
    match problem {
        CredentialProblem::Empty => td_string!(i18n, credential.empty),
        CredentialProblem::TooLong => td_string!(i18n, credential.too_long),
        CredentialProblem::Unrecognised => td_string!(i18n, credential.unrecognised),
        CredentialProblem::Failure => td_string!(i18n, credential.failure),
        CredentialProblem::OtherProvider => td_string!(i18n, credential.other_provider),
        CredentialProblem::NoKeyId => td_string!(i18n, credential.no_key_id),
        CredentialProblem::NoSecret => td_string!(i18n, credential.no_secret),
        CredentialProblem::NoToken => td_string!(i18n, credential.no_token),
        CredentialProblem::LongTerm => td_string!(i18n, credential.long_term),
        CredentialProblem::Expired => td_string!(i18n, credential.expired),
        CredentialProblem::Characters => td_string!(i18n, credential.characters),
    }
    .to_string()
}

/// The words for a credential endpoint that gave nothing usable.
pub(crate) fn fetch_problem(i18n: Words, problem: FetchProblem) -> String {
    match problem {
        FetchProblem::NoAnswer => td_string!(i18n, connect.fetch_no_answer).to_string(),
        FetchProblem::Status(status) => fill(td_string!(i18n, connect.fetch_status), &[("status", &status)]),
        FetchProblem::Credentials(problem) => credential_problem(i18n, problem),
    }
}

/// The words for a region that is not accepted.
pub(crate) fn region_problem(i18n: Words, problem: NameProblem) -> String {
    match problem {
        NameProblem::Empty => td_string!(i18n, name.empty_region),
        NameProblem::Region | NameProblem::Bucket => td_string!(i18n, name.region),
    }
    .to_string()
}

/// The words for a bucket name that is not accepted.
pub(crate) fn bucket_problem(i18n: Words, problem: NameProblem) -> String {
    match problem {
        NameProblem::Empty => td_string!(i18n, name.empty_bucket),
        NameProblem::Region | NameProblem::Bucket => td_string!(i18n, name.bucket),
    }
    .to_string()
}

/// The words for an endpoint template that is not accepted.
pub(crate) fn endpoint_problem(i18n: Words, problem: EndpointProblem) -> String {
    match problem {
        EndpointProblem::Scheme => td_string!(i18n, endpoint.scheme),
        EndpointProblem::NotEncrypted => td_string!(i18n, endpoint.not_encrypted),
        EndpointProblem::Characters => td_string!(i18n, endpoint.characters),
        EndpointProblem::Host => td_string!(i18n, endpoint.host),
    }
    .to_string()
}

/// The words for a `config.json` that is not accepted.
pub(crate) fn config_problem(i18n: Words, problem: &ConfigProblem) -> String {
    match problem {
        ConfigProblem::TooLarge => td_string!(i18n, connect.config_too_large).to_string(),
        ConfigProblem::Form(words) => fill(td_string!(i18n, connect.config_form), &[("words", words)]),
        ConfigProblem::NotAnObject => td_string!(i18n, connect.config_object).to_owned(),
        ConfigProblem::UnknownKey(key) => fill(td_string!(i18n, connect.config_unknown), &[("key", key)]),
        ConfigProblem::Value(key) => fill(td_string!(i18n, connect.config_value), &[("key", key)]),
        ConfigProblem::Missing(key) => fill(td_string!(i18n, connect.config_missing), &[("key", key)]),
        ConfigProblem::Connection { name, key } => {
            fill(td_string!(i18n, connect.config_connection), &[("name", &name), ("key", key)])
        }
    }
}

/// The words for a field of the rule form.
pub(crate) fn field_problem(i18n: Words, problem: Problem) -> String {
    match problem {
        Problem::Missing => td_string!(i18n, problem.missing).to_string(),
        Problem::TooLong { max, is } => {
            fill(td_string!(i18n, problem.too_long), &[("max", &max), ("is", &is)])
        }
        Problem::ControlCharacter => td_string!(i18n, problem.control).to_string(),
        Problem::BlanksAround => td_string!(i18n, problem.blanks).to_string(),
        Problem::BucketName => td_string!(i18n, problem.bucket).to_string(),
        Problem::AccountId => td_string!(i18n, problem.account).to_string(),
        Problem::RoleArn => td_string!(i18n, problem.role).to_string(),
        Problem::DayOfMonth => td_string!(i18n, problem.day).to_string(),
    }
}

/// Enabled or not.
pub(crate) fn status(i18n: Words, enabled: &Value<bool>) -> String {
    match enabled {
        Value::Known(true) => td_string!(i18n, value.enabled).to_string(),
        Value::Known(false) => td_string!(i18n, value.disabled).to_string(),
        Value::Other(text) => kept(i18n, text),
    }
}

/// A frequency to choose.
pub(crate) fn frequency(i18n: Words, frequency: Frequency) -> String {
    match frequency {
        Frequency::Daily => td_string!(i18n, value.daily),
        Frequency::Weekly => td_string!(i18n, value.weekly),
        Frequency::Monthly => td_string!(i18n, value.monthly),
        Frequency::Once => td_string!(i18n, value.once),
    }
    .to_string()
}

/// When a rule runs.
pub(crate) fn schedule(i18n: Words, schedule: &Schedule) -> String {
    match (&schedule.frequency, &schedule.day_of_month) {
        (Value::Known(Frequency::Monthly), Some(day)) => {
            fill(td_string!(i18n, value.monthly_on), &[("day", &day.number())])
        }
        (Value::Known(known), _) => frequency(i18n, *known),
        (Value::Other(text), _) => kept(i18n, text),
    }
}

/// A choice of versions.
pub(crate) fn versions(i18n: Words, versions: Versions) -> String {
    match versions {
        Versions::All => td_string!(i18n, value.all_versions),
        Versions::Current => td_string!(i18n, value.current_version),
    }
    .to_string()
}

/// Which versions a rule lists.
pub(crate) fn rule_versions(i18n: Words, value: &Value<Versions>) -> String {
    match value {
        Value::Known(known) => versions(i18n, *known),
        Value::Other(text) => kept(i18n, text),
    }
}

/// The encryption of a rule's reports.
pub(crate) fn encryption(i18n: Words, encryption: &Encryption) -> String {
    match encryption {
        Encryption::None => td_string!(i18n, value.none).to_string(),
        Encryption::ServiceKey => td_string!(i18n, value.sse_oss).to_string(),
        Encryption::Kms { key_id } => fill(td_string!(i18n, value.sse_kms_key), &[("key", &key_id)]),
        Encryption::Other(name) => kept(i18n, name),
    }
}

/// A value that this version does not know.
pub(crate) fn kept(i18n: Words, text: &str) -> String {
    fill(td_string!(i18n, value.kept), &[("text", &text)])
}

/// A span of time, in the two largest units that matter.
pub(crate) fn span(i18n: Words, seconds: i64) -> String {
    match seconds {
        3_600.. => fill(
            td_string!(i18n, frame.hours),
            &[("hours", &(seconds / 3_600)), ("minutes", &(seconds / 60 % 60))],
        ),
        120.. => fill(td_string!(i18n, frame.minutes), &[("minutes", &(seconds / 60))]),
        _ => fill(td_string!(i18n, frame.seconds), &[("seconds", &seconds.max(0))]),
    }
}

/// The destination bucket of a rule, as a name.
pub(crate) fn bucket_text(rule: &Rule) -> &str {
    match &rule.destination.bucket {
        Value::Known(name) | Value::Other(name) => name,
    }
}
