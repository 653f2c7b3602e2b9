//! The words for what a check has found to be in the way.

use super::Words;
use crate::app::i18n::t_string;
use crate::app::services::deployment::own_origin;
use crate::doctor::Step;
use crate::doctor::finding::Finding;
use crate::model::visible::marked;
use crate::model::{Connection, Endpoint};
use crate::provider::error::{Error, ErrorKind};
use crate::provider::service;
use crate::provider::signed::{Difference, Layer, SideBySide, Subject};

impl Words {
    /// What is in the way: what it is, its likely cause, and what to do.
    pub(crate) fn finding(self, step: Step, finding: &Finding, connection: &Connection) -> [String; 3] {
        let i18n = self.i18n;
        let endpoint = Endpoint::of_connection(connection).ok();
        let host = endpoint.map(|endpoint| endpoint.authority).unwrap_or_default();
        let host = marked(&host).into_owned();
        let of_kind = |kind| self.error(&Error::of_kind(kind), connection);
        match finding {
            Finding::NotSecure => three(
                t_string!(i18n, doctor.not_secure_what),
                t_string!(i18n, doctor.not_secure_cause),
                t_string!(i18n, doctor.not_secure_next),
            ),
            Finding::Offline => of_kind(ErrorKind::Offline),
            Finding::Forbidden => of_kind(ErrorKind::BlockedByPolicy),
            Finding::Unreached => three(
                &t_string!(i18n, doctor.unreached_what, host = host),
                t_string!(i18n, doctor.unreached_cause),
                t_string!(i18n, doctor.unreached_next),
            ),
            Finding::TooSlow => three(
                &t_string!(i18n, doctor.slow_what, host = host),
                t_string!(i18n, doctor.slow_cause),
                t_string!(i18n, doctor.slow_next),
            ),
            Finding::NotReadable => {
                let origin = own_origin();
                let region = connection.region.as_str();
                three(
                    t_string!(i18n, doctor.hidden_what),
                    &t_string!(i18n, doctor.hidden_cause, origin = origin, region = region),
                    t_string!(i18n, doctor.hidden_next),
                )
            }
            Finding::QueryBlocked => three(
                t_string!(i18n, doctor.query_what),
                t_string!(i18n, doctor.query_cause),
                t_string!(i18n, doctor.query_next),
            ),
            Finding::PreflightRefused => three(
                t_string!(i18n, doctor.preflight_what),
                t_string!(i18n, doctor.preflight_cause),
                t_string!(i18n, doctor.preflight_next),
            ),
            Finding::NotTheProvider(status) => three(
                &t_string!(i18n, doctor.other_what, status = *status),
                t_string!(i18n, doctor.other_cause),
                t_string!(i18n, doctor.other_next),
            ),
            Finding::ClockOff(ahead) => three(
                &self.clock_off(*ahead),
                t_string!(i18n, doctor.clock_off_cause),
                t_string!(i18n, doctor.clock_next),
            ),
            Finding::ClockRefused(ahead) => {
                let what = match ahead {
                    Some(ahead) => self.clock_off(*ahead),
                    None => t_string!(i18n, doctor.clock_refused_what).to_owned(),
                };
                three(&what, t_string!(i18n, doctor.clock_refused_cause), t_string!(i18n, doctor.clock_next))
            }
            Finding::Mismatch(texts) => self.mismatch(texts.as_deref()),
            Finding::Denied => self.denied(step, connection),
            Finding::Call(error) => self.error(error, connection),
        }
    }

    fn clock_off(self, ahead: i64) -> String {
        let apart = self.apart(ahead);
        match ahead > 0 {
            true => t_string!(self.i18n, doctor.clock_behind_what, apart = apart),
            false => t_string!(self.i18n, doctor.clock_ahead_what, apart = apart),
        }
    }

    fn mismatch(self, texts: Option<&SideBySide>) -> [String; 3] {
        let i18n = self.i18n;
        let difference = texts.map(|texts| texts.difference.as_ref());
        let (cause, next) = match difference {
            None => {
                (t_string!(i18n, doctor.mismatch_unknown).to_owned(), t_string!(i18n, doctor.mismatch_next))
            }
            Some(None) => {
                (t_string!(i18n, doctor.mismatch_same).to_owned(), t_string!(i18n, doctor.mismatch_next))
            }
            Some(Some(difference)) => (
                t_string!(i18n, doctor.mismatch_differs, subject = self.subject(difference)),
                t_string!(i18n, doctor.mismatch_next_differs),
            ),
        };
        three(t_string!(i18n, doctor.mismatch_what), &cause, next)
    }

    fn denied(self, step: Step, connection: &Connection) -> [String; 3] {
        let i18n = self.i18n;
        let rights = service(connection.provider).capabilities().rights;
        let looking = rights.iter().filter(|right| right.contains("Get") || right.contains("List"));
        let rights = looking.copied().collect::<Vec<_>>().join(", ");
        let what = match step {
            Step::Get => t_string!(i18n, doctor.denied_get_what),
            _ => t_string!(i18n, doctor.denied_list_what),
        };
        three(
            what,
            &t_string!(i18n, doctor.denied_cause, rights = rights),
            t_string!(i18n, doctor.denied_next),
        )
    }

    /// What a difference between two texts is about.
    fn subject(self, difference: &Difference) -> String {
        let i18n = self.i18n;
        let name = marked(&difference.name);
        let words = match difference.subject {
            Subject::Query if !name.is_empty() => {
                return t_string!(i18n, doctor.subject_query_named, name = name);
            }
            Subject::Header if !name.is_empty() => {
                return t_string!(i18n, doctor.subject_header_named, name = name);
            }
            Subject::Algorithm => t_string!(i18n, doctor.subject_algorithm),
            Subject::Method => t_string!(i18n, doctor.subject_method),
            Subject::Path => t_string!(i18n, doctor.subject_path),
            Subject::Query => t_string!(i18n, doctor.subject_query),
            Subject::Header => t_string!(i18n, doctor.subject_header),
            Subject::SignedNames => t_string!(i18n, doctor.subject_names),
            Subject::Payload => t_string!(i18n, doctor.subject_payload),
            Subject::ContentMd5 => t_string!(i18n, doctor.subject_md5),
            Subject::ContentType => t_string!(i18n, doctor.subject_type),
            Subject::Date => t_string!(i18n, doctor.subject_date),
            Subject::Scope => t_string!(i18n, doctor.subject_scope),
            Subject::Digest => t_string!(i18n, doctor.subject_digest),
        };
        words.to_owned()
    }

    /// In which form two texts are, and where they differ.
    pub(crate) fn compared(self, texts: &SideBySide) -> [String; 2] {
        let i18n = self.i18n;
        let layer = match texts.layer {
            Layer::Canonical => t_string!(i18n, doctor.layer_canonical),
            Layer::ToSign => t_string!(i18n, doctor.layer_to_sign),
        };
        let difference = match &texts.difference {
            None => t_string!(i18n, doctor.texts_same).to_owned(),
            Some(difference) => {
                let subject = self.subject(difference);
                t_string!(i18n, doctor.texts_differ, line = difference.line + 1, subject = subject)
            }
        };
        [layer.to_owned(), difference]
    }
}

fn three(what: &str, cause: &str, next: &str) -> [String; 3] {
    [what, cause, next].map(str::to_owned)
}
