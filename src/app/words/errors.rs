//! The words for a call that failed.

use super::Words;
use crate::app::i18n::t_string;
use crate::app::services::clock;
use crate::model::visible::marked;
use crate::model::{Connection, Endpoint};
use crate::provider::error::{Error, ErrorKind};
use crate::provider::relay::RelayFault;
use crate::provider::service;

/// The three sentences of an error: what happened, its likely cause, what to do next. They are keys of the group
/// `error`, each with what fills its places in braces.
macro_rules! sentences {
    ($i18n:expr, $($key:ident $({ $($place:ident $(= $value:expr)?),* })?),*) => {
        [$(t_string!($i18n, error.$key $(, $($place $(= $value)?),*)?).to_string()),*]
    };
}

impl Words {
    /// The words for an error of a call over `connection`.
    pub(crate) fn error(self, error: &Error, connection: &Connection) -> [String; 3] {
        let i18n = self.i18n;
        let capabilities = service(connection.provider).capabilities();
        let limit = capabilities.rules_per_bucket;
        match error.kind {
            ErrorKind::NoResponse => {
                sentences!(i18n, no_response_what, no_response_cause, no_response_next)
            }
            ErrorKind::Offline => sentences!(i18n, offline_what, offline_cause, offline_next),
            ErrorKind::BlockedByPolicy => {
                let endpoint = Endpoint::of_connection(connection);
                let origin = endpoint.map(|endpoint| endpoint.origin()).unwrap_or_default();
                sentences!(
                    i18n,
                    policy_what { origin = marked(&origin) },
                    policy_cause,
                    policy_next { origin = marked(&origin) }
                )
            }
            ErrorKind::TimedOut => sentences!(i18n, timeout_what, timeout_cause, timeout_next),
            ErrorKind::Cancelled => sentences!(i18n, cancelled_what, cancelled_cause, cancelled_next),
            ErrorKind::NotAwaited => {
                sentences!(i18n, not_awaited_what, not_awaited_cause, not_awaited_next)
            }
            ErrorKind::CredentialsExpired => sentences!(i18n, expired_what, expired_cause, expired_next),
            ErrorKind::CredentialsRefused => sentences!(i18n, refused_what, refused_cause, refused_next),
            ErrorKind::SignatureMismatch => sentences!(i18n, signature_what, signature_cause, signature_next),
            ErrorKind::OlderSignature => sentences!(i18n, older_what, older_cause, older_next),
            ErrorKind::Clock => match error.far_apart(clock::now()) {
                Some(seconds) => {
                    sentences!(i18n, clock_what, clock_far { apart = self.apart(seconds) }, clock_next)
                }
                None => sentences!(i18n, clock_what, clock_cause, clock_next),
            },
            ErrorKind::Denied => {
                let rights = capabilities.rights.join(", ");
                sentences!(i18n, denied_what, denied_cause { rights }, denied_next)
            }
            ErrorKind::WrongEndpoint => {
                match error.answer.as_ref().and_then(|answer| answer.endpoint.as_deref()) {
                    Some(named) => {
                        sentences!(
                            i18n,
                            endpoint_what,
                            endpoint_cause_named { endpoint = marked(named) },
                            endpoint_next
                        )
                    }
                    None => sentences!(i18n, endpoint_what, endpoint_cause, endpoint_next),
                }
            }
            ErrorKind::WrongRegion => sentences!(i18n, region_what, region_cause, endpoint_next),
            ErrorKind::NoSuchBucket => sentences!(i18n, no_bucket_what, no_bucket_cause, no_bucket_next),
            ErrorKind::NoSuchRule => sentences!(i18n, no_rule_what, no_rule_cause, no_rule_next),
            ErrorKind::AlreadyExists => sentences!(i18n, exists_what, exists_cause, exists_next),
            ErrorKind::AlreadyRun => sentences!(i18n, run_what, run_cause, run_next),
            ErrorKind::LimitReached => {
                let provider = connection.provider.service_name();
                sentences!(i18n, limit_what, limit_cause { provider, limit }, limit_next)
            }
            ErrorKind::Invalid => sentences!(i18n, invalid_what, invalid_cause, invalid_next),
            ErrorKind::AccountState => sentences!(i18n, account_what, account_cause, account_next),
            ErrorKind::Unavailable => {
                sentences!(i18n, unavailable_what, unavailable_cause, unavailable_next)
            }
            ErrorKind::Throttled => sentences!(i18n, throttled_what, throttled_cause, unavailable_next),
            ErrorKind::Unreadable => sentences!(i18n, unreadable_what, unreadable_cause, unreadable_next),
            ErrorKind::RepeatedToken => sentences!(i18n, token_what, token_cause, token_next),
            ErrorKind::RepeatedPage => sentences!(i18n, again_what, again_cause, token_next),
            ErrorKind::EndlessList => {
                sentences!(i18n, endless_what, endless_cause { limit }, token_next)
            }
            ErrorKind::Relay(fault) => self.relay_error(fault, connection),
            ErrorKind::Unexpected => sentences!(i18n, unexpected_what, unexpected_cause, unexpected_next),
        }
    }

    /// The words for what a relay did in place of passing a call on.
    fn relay_error(self, fault: RelayFault, connection: &Connection) -> [String; 3] {
        let i18n = self.i18n;
        let relay = Endpoint::of_connection(connection).ok().and_then(|endpoint| endpoint.relay());
        let relay = relay.unwrap_or_default();
        let relay = marked(&relay);
        match fault {
            RelayFault::Page => {
                sentences!(i18n, relay_page_what { relay }, relay_page_cause, relay_page_next)
            }
            RelayFault::Refused => {
                sentences!(i18n, relay_refused_what { relay }, relay_refused_cause, relay_refused_next)
            }
            RelayFault::TooLarge => {
                sentences!(i18n, relay_large_what { relay }, relay_large_cause, relay_large_next)
            }
            RelayFault::NoAnswer => {
                sentences!(i18n, relay_silent_what { relay }, relay_silent_cause, relay_silent_next)
            }
        }
    }
}
