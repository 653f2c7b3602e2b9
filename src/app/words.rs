//! From the typed ids of the pure layer to the words of the catalogue. No sentence is put
//! together from pieces here: each id has a whole one.

use std::fmt::Display;

use super::catalogue::i18n::Locale;
pub(crate) use super::catalogue::i18n::td_string;
use super::clock;
use super::deployment::FetchProblem;
use crate::app::app;
use crate::form::credential_text::{CredentialProblem, PastedPlace};
use crate::form::endpoint_answer::AnswerProblem;
use crate::model::connection::NameProblem;
use crate::model::endpoint::EndpointProblem;
use crate::model::problem::Problem;
use crate::model::rule::{Part, Rule, bucket_name, flag};
use crate::model::summary::FirstRun;
use crate::model::visible::marked;
use crate::model::{BucketName, Capabilities, Connection, Endpoint, Provider, Region, Timestamp};
use crate::provider::error::{Error, ErrorKind};
use crate::provider::service;

/// The language of the page: what `td_string!` takes its words from.
pub(crate) type Words = Locale;

/// The language of the page. Read while a screen is drawn, so that a change draws it again.
pub(crate) fn language() -> Words {
    app().language.get()
}

/// A sentence with its places filled: `{name}` becomes the value of that name, with what is not seen in it as numbers.
/// One function for all sentences, because the catalogue's own way compiles one for each.
pub(crate) fn fill(sentence: &str, values: &[(&str, &dyn Display)]) -> String {
    values.iter().fold(sentence.to_owned(), |text, (name, value)| {
        text.replace(&["{", name, "}"].concat(), &marked(&value.to_string()))
    })
}

/// The three sentences of an error: what happened, its likely cause, what to do next.
macro_rules! sentences {
    ($i18n:expr, $what:ident, $cause:ident, $next:ident) => {
        [td_string!($i18n, error.$what), td_string!($i18n, error.$cause), td_string!($i18n, error.$next)]
    };
}

/// The words for an error of a call over `connection`.
pub(crate) fn error(i18n: Words, error: &Error, connection: &Connection) -> [String; 3] {
    let named = error.answer.as_ref().and_then(|answer| answer.endpoint.clone());
    let far_apart = error.far_apart(clock::now()).map(|seconds| span(i18n, seconds)).unwrap_or_default();
    let sentences = match error.kind {
        ErrorKind::NoResponse => sentences!(i18n, no_response_what, no_response_cause, no_response_next),
        ErrorKind::Offline => sentences!(i18n, offline_what, offline_cause, offline_next),
        ErrorKind::BlockedByPolicy => sentences!(i18n, policy_what, policy_cause, policy_next),
        ErrorKind::TimedOut => sentences!(i18n, timeout_what, timeout_cause, timeout_next),
        ErrorKind::Cancelled => sentences!(i18n, cancelled_what, cancelled_cause, cancelled_next),
        ErrorKind::CredentialsExpired => sentences!(i18n, expired_what, expired_cause, expired_next),
        ErrorKind::CredentialsRefused => sentences!(i18n, refused_what, refused_cause, refused_next),
        ErrorKind::SignatureMismatch => sentences!(i18n, signature_what, signature_cause, signature_next),
        ErrorKind::OlderSignature => sentences!(i18n, older_what, older_cause, older_next),
        ErrorKind::Clock if !far_apart.is_empty() => sentences!(i18n, clock_what, clock_far, clock_next),
        ErrorKind::Clock => sentences!(i18n, clock_what, clock_cause, clock_next),
        ErrorKind::Denied => sentences!(i18n, denied_what, denied_cause, denied_next),
        ErrorKind::WrongEndpoint if named.is_some() => {
            sentences!(i18n, endpoint_what, endpoint_cause_named, endpoint_next)
        }
        ErrorKind::WrongEndpoint => sentences!(i18n, endpoint_what, endpoint_cause, endpoint_next),
        ErrorKind::WrongRegion => sentences!(i18n, region_what, region_cause, endpoint_next),
        ErrorKind::NoSuchBucket => sentences!(i18n, no_bucket_what, no_bucket_cause, no_bucket_next),
        ErrorKind::NoSuchRule => sentences!(i18n, no_rule_what, no_rule_cause, no_rule_next),
        ErrorKind::AlreadyExists => sentences!(i18n, exists_what, exists_cause, exists_next),
        ErrorKind::AlreadyRun => sentences!(i18n, run_what, run_cause, run_next),
        ErrorKind::LimitReached => sentences!(i18n, limit_what, limit_cause, limit_next),
        ErrorKind::Invalid => sentences!(i18n, invalid_what, invalid_cause, invalid_next),
        ErrorKind::AccountState => sentences!(i18n, account_what, account_cause, account_next),
        ErrorKind::Unavailable => sentences!(i18n, unavailable_what, unavailable_cause, unavailable_next),
        ErrorKind::Unreadable => sentences!(i18n, unreadable_what, unreadable_cause, unreadable_next),
        ErrorKind::RepeatedToken => sentences!(i18n, token_what, token_cause, token_next),
        ErrorKind::RepeatedPage => sentences!(i18n, again_what, again_cause, token_next),
        ErrorKind::EndlessList => sentences!(i18n, endless_what, endless_cause, token_next),
        ErrorKind::Unexpected => sentences!(i18n, unexpected_what, unexpected_cause, unexpected_next),
    };
    let origin = Endpoint::of_connection(connection).map(|endpoint| endpoint.origin()).unwrap_or_default();
    let capabilities = service(connection.provider).capabilities();
    let places: [(&str, &dyn Display); 6] = [
        ("origin", &origin),
        ("endpoint", &named.unwrap_or_default()),
        ("provider", &connection.provider.service_name()),
        ("rights", &capabilities.rights.join(", ")),
        ("limit", &capabilities.rules_per_bucket),
        ("apart", &far_apart),
    ];
    sentences.map(|sentence| fill(sentence, &places))
}

/// The words for credentials that are not accepted.
pub(crate) fn credential_problem(i18n: Words, problem: CredentialProblem, provider: Provider) -> String {
    match problem {
        CredentialProblem::Empty => td_string!(i18n, credential.empty),
        CredentialProblem::TooLong => td_string!(i18n, credential.too_long),
        CredentialProblem::Unrecognised => td_string!(i18n, credential.unrecognised),
        CredentialProblem::Failure => td_string!(i18n, credential.failure),
        CredentialProblem::OtherProvider => {
            return fill(
                td_string!(i18n, credential.other_provider),
                &[("provider", &provider.service_name())],
            );
        }
        CredentialProblem::OtherCloud => td_string!(i18n, credential.other_cloud),
        CredentialProblem::Several => td_string!(i18n, credential.several),
        CredentialProblem::NoKeyId => td_string!(i18n, credential.no_key_id),
        CredentialProblem::NoSecret => td_string!(i18n, credential.no_secret),
        CredentialProblem::NoToken => td_string!(i18n, credential.no_token),
        CredentialProblem::LongTerm => {
            let command = provider.credentials_command();
            return fill(td_string!(i18n, credential.long_term), &[("command", &command)]);
        }
        CredentialProblem::Expired => td_string!(i18n, credential.expired),
        CredentialProblem::Characters => td_string!(i18n, credential.characters),
    }
    .to_string()
}

/// A place that a pasted text names.
pub(crate) fn pasted_place(i18n: Words, place: &PastedPlace) -> String {
    let bucket = place.bucket.as_ref().map(BucketName::as_str);
    let region = place.region.as_ref().map(Region::as_str);
    let words = match (bucket, region) {
        (Some(bucket), Some(region)) => {
            Some(fill(td_string!(i18n, connect.offer_bucket_in), &[("bucket", &bucket), ("region", &region)]))
        }
        (Some(bucket), None) => Some(fill(td_string!(i18n, connect.offer_bucket), &[("bucket", &bucket)])),
        (None, Some(region)) => Some(fill(td_string!(i18n, connect.offer_region), &[("region", &region)])),
        (None, None) => None,
    };
    let endpoint = place.endpoint.as_deref();
    let endpoint =
        endpoint.map(|endpoint| fill(td_string!(i18n, connect.offer_endpoint), &[("endpoint", &endpoint)]));
    words.into_iter().chain(endpoint).collect::<Vec<_>>().join(", ")
}

/// The words for a credential endpoint that gave nothing usable.
pub(crate) fn fetch_problem(i18n: Words, problem: &FetchProblem, provider: Provider) -> String {
    match problem {
        FetchProblem::NoAnswer => td_string!(i18n, connect.fetch_no_answer).to_string(),
        FetchProblem::Answer(problem) => answer_problem(i18n, problem, provider),
    }
}

/// How the site's endpoint failed: it is no fault of what anybody has pasted.
fn answer_problem(i18n: Words, problem: &AnswerProblem, provider: Provider) -> String {
    let sentence = match problem {
        AnswerProblem::SignIn(_) => td_string!(i18n, connect.fetch_sign_in).to_owned(),
        AnswerProblem::Status(status, _) => {
            fill(td_string!(i18n, connect.fetch_status), &[("status", status)])
        }
        AnswerProblem::Html => td_string!(i18n, connect.fetch_html).to_owned(),
        AnswerProblem::Json => td_string!(i18n, connect.fetch_json).to_owned(),
        AnswerProblem::Empty => td_string!(i18n, connect.fetch_empty).to_owned(),
        AnswerProblem::TooLarge | AnswerProblem::Credentials(CredentialProblem::TooLong) => {
            td_string!(i18n, connect.fetch_too_large).to_owned()
        }
        AnswerProblem::Failure(_) => td_string!(i18n, connect.fetch_failure).to_owned(),
        AnswerProblem::Credentials(CredentialProblem::Expired) => {
            td_string!(i18n, connect.fetch_expired).to_owned()
        }
        AnswerProblem::Credentials(CredentialProblem::OtherProvider) => {
            fill(td_string!(i18n, connect.fetch_other), &[("provider", &provider.service_name())])
        }
        AnswerProblem::Credentials(CredentialProblem::LongTerm) => {
            td_string!(i18n, connect.fetch_long_term).to_owned()
        }
        AnswerProblem::Credentials(CredentialProblem::Unrecognised) => {
            td_string!(i18n, connect.fetch_nothing).to_owned()
        }
        AnswerProblem::Credentials(
            problem @ (CredentialProblem::Several | CredentialProblem::OtherCloud),
        ) => credential_problem(i18n, *problem, provider),
        AnswerProblem::Credentials(_) => td_string!(i18n, connect.fetch_incomplete).to_owned(),
    };
    match problem {
        AnswerProblem::SignIn(Some(code))
        | AnswerProblem::Status(_, Some(code))
        | AnswerProblem::Failure(Some(code)) => {
            let code = fill(td_string!(i18n, connect.fetch_code), &[("code", code)]);
            [sentence.as_str(), " ", &code].concat()
        }
        _ => sentence,
    }
}

/// The words for a region that is not accepted.
pub(crate) fn region_problem(i18n: Words, problem: NameProblem) -> String {
    match problem {
        NameProblem::Empty => td_string!(i18n, name.empty_region),
        NameProblem::Endpoint => td_string!(i18n, name.region_endpoint),
        NameProblem::UnknownRegion => td_string!(i18n, name.region_unknown),
        _ => td_string!(i18n, name.region),
    }
    .to_string()
}

/// The words for a bucket name that is not accepted.
pub(crate) fn bucket_problem(i18n: Words, problem: NameProblem) -> String {
    match problem {
        NameProblem::Empty => td_string!(i18n, name.empty_bucket),
        NameProblem::AppId => td_string!(i18n, name.app_id),
        NameProblem::OtherProvider(provider) => {
            return fill(td_string!(i18n, name.other_provider), &[("provider", &provider.service_name())]);
        }
        _ => td_string!(i18n, name.bucket),
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
        EndpointProblem::PathStyle => td_string!(i18n, endpoint.path_style),
        EndpointProblem::Website => td_string!(i18n, endpoint.website),
    }
    .to_string()
}

/// The words for a finding about a part.
pub(crate) fn problem(i18n: Words, problem: Problem, connection: &Connection) -> String {
    let capabilities = service(connection.provider).capabilities();
    match problem {
        Problem::Missing => td_string!(i18n, problem.missing),
        Problem::TooLong { max, is } => {
            return fill(td_string!(i18n, problem.too_long), &[("max", &max), ("is", &is)]);
        }
        Problem::ControlCharacter => td_string!(i18n, problem.control),
        Problem::BlanksAround => td_string!(i18n, problem.blanks),
        Problem::IdCharacters => td_string!(i18n, problem.id_characters),
        Problem::BucketName => {
            let form = capabilities.written_bucket(connection.region.as_str(), connection.bucket.as_str());
            return fill(td_string!(i18n, problem.bucket), &[("form", &form)]);
        }
        Problem::OtherRegion => {
            return fill(td_string!(i18n, problem.other_region), &[("region", &connection.region.as_str())]);
        }
        Problem::AccountId => {
            return fill(td_string!(i18n, problem.account), &[("example", &capabilities.account_example)]);
        }
        Problem::RoleArn => td_string!(i18n, problem.role),
        Problem::WholeNumber { from, to } if from == to => {
            return fill(td_string!(i18n, problem.only), &[("only", &from)]);
        }
        Problem::WholeNumber { from, to } => {
            return fill(td_string!(i18n, problem.number), &[("from", &from), ("to", &to)]);
        }
        Problem::Time => td_string!(i18n, problem.time),
        Problem::Order => td_string!(i18n, problem.order),
        Problem::TagForm => td_string!(i18n, problem.tag_form),
        Problem::TagsNeedField => td_string!(i18n, problem.tags_need_field),
        Problem::MetadataName => td_string!(i18n, problem.metadata_name),
        Problem::NamedByProvider => td_string!(i18n, problem.named),
        Problem::Taken => td_string!(i18n, problem.taken),
        Problem::ConsoleId => td_string!(i18n, problem.console_id),
        Problem::LateDay => td_string!(i18n, problem.late_day),
        Problem::LastDay => td_string!(i18n, problem.last_day),
        Problem::FrequencyElsewhere => td_string!(i18n, problem.frequency_elsewhere),
        Problem::EndsWithSlash => td_string!(i18n, problem.ends_with_slash),
        Problem::LongerThanKeys { max } => {
            return fill(td_string!(i18n, problem.longer_than_keys), &[("max", &max)]);
        }
        Problem::LongForIncremental { max } => {
            return fill(td_string!(i18n, problem.long_for_incremental), &[("max", &max)]);
        }
        Problem::SpecialCharacters => td_string!(i18n, problem.special_characters),
        Problem::Unseen => td_string!(i18n, problem.unseen),
        Problem::KeyResource => td_string!(i18n, problem.key_resource),
        Problem::ServiceFolder => td_string!(i18n, problem.service_folder),
        Problem::SomeRegions => td_string!(i18n, problem.some_regions),
        Problem::OnRequest => td_string!(i18n, problem.on_request),
    }
    .to_owned()
}

/// The name of a part.
pub(crate) fn part(i18n: Words, part: Part) -> &'static str {
    match part {
        Part::Id => td_string!(i18n, part.id),
        Part::Enabled => td_string!(i18n, part.status),
        Part::Prefix => td_string!(i18n, part.prefix),
        Part::Tags => td_string!(i18n, part.tags),
        Part::ModifiedFrom => td_string!(i18n, part.modified_from),
        Part::ModifiedTo => td_string!(i18n, part.modified_to),
        Part::SizeFrom => td_string!(i18n, part.size_from),
        Part::SizeTo => td_string!(i18n, part.size_to),
        Part::StorageClass => td_string!(i18n, part.storage_class),
        Part::Versions => td_string!(i18n, part.versions),
        Part::Fields => td_string!(i18n, part.fields),
        Part::MetadataFields => td_string!(i18n, part.metadata_fields),
        Part::Incremental => td_string!(i18n, part.incremental),
        Part::IncrementalFrequency => td_string!(i18n, part.incremental_frequency),
        Part::IncrementalFields => td_string!(i18n, part.incremental_fields),
        Part::Bucket => td_string!(i18n, part.bucket),
        Part::DestinationPrefix => td_string!(i18n, part.destination_prefix),
        Part::AccountId => td_string!(i18n, part.account),
        Part::RoleArn => td_string!(i18n, part.role),
        Part::Format => td_string!(i18n, part.format),
        Part::Encryption => td_string!(i18n, part.encryption),
        Part::KmsKeyId => td_string!(i18n, part.kms_key),
        Part::Frequency => td_string!(i18n, part.frequency),
        Part::DayOfMonth => td_string!(i18n, part.day),
        Part::AutoDelete => td_string!(i18n, part.auto_delete),
    }
}

/// The name of a column, where a part's own would be too long.
pub(crate) fn column(i18n: Words, column: Part) -> &'static str {
    match column {
        Part::Bucket => td_string!(i18n, rules.destination),
        Part::Fields => td_string!(i18n, rules.fields),
        column => part(i18n, column),
    }
}

/// What helps with a part, in the form.
pub(crate) fn hint(i18n: Words, part: Part, capabilities: &Capabilities) -> Option<String> {
    let hint = match part {
        Part::Id => td_string!(i18n, hint.id),
        Part::Enabled => match capabilities.run_times.first {
            FirstRun::AtOnce => td_string!(i18n, summary.first_at_once),
            FirstRun::NextDay => td_string!(i18n, summary.first_next_day),
        },
        Part::Prefix => td_string!(i18n, hint.prefix),
        Part::Tags => td_string!(i18n, hint.tags),
        Part::ModifiedFrom => td_string!(i18n, hint.modified_from),
        Part::ModifiedTo => td_string!(i18n, hint.modified_to),
        Part::SizeFrom | Part::SizeTo => td_string!(i18n, hint.size),
        Part::StorageClass => td_string!(i18n, hint.storage_class),
        Part::Fields => td_string!(i18n, hint.fields),
        Part::MetadataFields => td_string!(i18n, hint.metadata_fields),
        Part::Incremental => td_string!(i18n, hint.incremental),
        Part::Bucket => td_string!(i18n, hint.bucket),
        // The provider adds the slash itself.
        Part::DestinationPrefix if capabilities.results.doubles_slash => {
            td_string!(i18n, hint.destination_prefix_bare)
        }
        Part::DestinationPrefix => td_string!(i18n, hint.destination_prefix),
        Part::AccountId => {
            return Some(fill(td_string!(i18n, hint.account), &[("example", &capabilities.account_example)]));
        }
        Part::RoleArn => td_string!(i18n, hint.role),
        Part::Frequency if capabilities.run_times.zone.is_none() => td_string!(i18n, hint.frequency_no_zone),
        Part::Frequency => td_string!(i18n, hint.frequency),
        Part::DayOfMonth => {
            let (from, to) = capabilities.days;
            return Some(match capabilities.without_day {
                Some(days) => {
                    fill(td_string!(i18n, hint.day_or_none), &[("from", &from), ("to", &to), ("days", &days)])
                }
                None => fill(td_string!(i18n, hint.day), &[("from", &from), ("to", &to)]),
            });
        }
        _ => return None,
    };
    Some(hint.to_owned())
}

/// A provider's word in plain words; `None` for one that is not known, or is plain enough.
pub(crate) fn choice(i18n: Words, part: Part, word: &str) -> Option<&'static str> {
    Some(match (part, word) {
        (Part::Enabled, "true") => td_string!(i18n, value.enabled),
        (Part::Enabled, "false") => td_string!(i18n, value.disabled),
        (Part::Incremental | Part::AutoDelete, "true") => td_string!(i18n, value.yes),
        (Part::Incremental | Part::AutoDelete, "false") => td_string!(i18n, value.no),
        (Part::Frequency, "Daily") => td_string!(i18n, value.daily),
        (Part::Frequency, "Weekly") => td_string!(i18n, value.weekly),
        (Part::Frequency, "Monthly") => td_string!(i18n, value.monthly),
        (Part::Frequency, "Once") => td_string!(i18n, value.once),
        (Part::Versions, "All") => td_string!(i18n, value.all_versions),
        (Part::Versions, "Current") => td_string!(i18n, value.current_version),
        (Part::Encryption, "") => td_string!(i18n, value.none),
        (Part::Encryption, "SSE-OSS") => td_string!(i18n, value.sse_oss),
        (Part::Encryption, "SSE-COS") => td_string!(i18n, value.sse_cos),
        (Part::Encryption, "SSE-KMS") => td_string!(i18n, value.sse_kms),
        _ => return None,
    })
}

/// What a part of a rule says; `None` where it says nothing.
pub(crate) fn value(i18n: Words, rule: &Rule, part: Part) -> Option<String> {
    let text = rule.text(part);
    let word = text.trim();
    Some(match part {
        Part::Prefix if text.is_empty() => td_string!(i18n, rules.whole_bucket).to_owned(),
        Part::Encryption | Part::Fields if text.is_empty() => td_string!(i18n, value.none).to_owned(),
        _ if text.is_empty() => return None,
        Part::Enabled | Part::Incremental | Part::AutoDelete => {
            let plain = flag(text).and_then(|on| choice(i18n, part, if on { "true" } else { "false" }));
            plain.map_or_else(|| kept(i18n, text), str::to_owned)
        }
        Part::Frequency if word == "Monthly" && rule.get(Part::DayOfMonth).is_some() => {
            fill(td_string!(i18n, value.monthly_on), &[("day", &rule.text(Part::DayOfMonth))])
        }
        Part::Frequency | Part::Versions | Part::Encryption => {
            choice(i18n, part, word).map_or_else(|| kept(i18n, text), str::to_owned)
        }
        Part::ModifiedFrom | Part::ModifiedTo => match word.parse() {
            Ok(seconds) => clock::local_text(Timestamp(seconds)),
            Err(_) => kept(i18n, text),
        },
        Part::SizeFrom | Part::SizeTo => fill(td_string!(i18n, value.bytes), &[("bytes", &word)]),
        Part::IncrementalFrequency => fill(td_string!(i18n, value.every), &[("seconds", &word)]),
        Part::Bucket => bucket_name(text).to_owned(),
        Part::StorageClass => text.replace(',', ", "),
        _ if part.is_list() => text.replace('\n', ", "),
        _ => text.to_owned(),
    })
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
