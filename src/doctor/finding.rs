//! What can be in the way of a connection, and what leads out of it.

use crate::form::right_region::corrected;
use crate::model::Connection;
use crate::provider::error::Error;
use crate::provider::signed::SideBySide;

/// What is in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The page is not in a secure context.
    NotSecure,
    /// There is no network.
    Offline,
    /// Nothing answers at the host. Which of several reasons, the browser does not say.
    Unreached,
    /// Nothing answers there in time.
    TooSlow,
    /// The page's own content policy forbids the host.
    Forbidden,
    /// Something answers, and no page may read it. Which of several reasons, the browser does not say.
    NotReadable,
    /// Only what is signed in the query gets no answer.
    QueryBlocked,
    /// Only what the browser asks about first gets no answer.
    PreflightRefused,
    /// Somebody else has answered, with this status.
    NotTheProvider(u16),
    /// The clocks differ by so many seconds more than they may, which calls allow for.
    ClockOff(i64),
    /// Calls are refused because of the time; the clocks differ by so many seconds, if it is known.
    ClockRefused(Option<i64>),
    /// The signature does not match; the texts, if the provider shows its own.
    Mismatch(Option<Box<SideBySide>>),
    /// The credentials do not allow it.
    Denied,
    /// Anything that has words of its own.
    Call(Error),
}

/// What leads out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// The CORS rule of the bucket.
    Cors,
    /// A call that says whether the bucket is there.
    Whereabouts,
    /// The smallest policies.
    Policies,
    /// Other credentials.
    Renew,
    /// The same bucket in the region that the refusal names.
    Region(Connection),
    /// Another connection.
    Elsewhere,
}

impl Finding {
    /// What leads out of it, the likeliest first.
    #[must_use]
    pub fn remedies(&self, connection: &Connection) -> Vec<Remedy> {
        match self {
            Finding::NotReadable => vec![Remedy::Whereabouts, Remedy::Cors],
            Finding::PreflightRefused => vec![Remedy::Cors],
            Finding::QueryBlocked | Finding::Unreached => vec![Remedy::Elsewhere],
            Finding::Mismatch(_) => vec![Remedy::Renew],
            Finding::Denied => vec![Remedy::Policies, Remedy::Renew],
            Finding::Call(error) => match corrected(connection, error) {
                Some(right) => vec![Remedy::Region(right)],
                None if error.kind.is_about_credentials() => vec![Remedy::Renew],
                None if error.kind.is_about_the_connection() => vec![Remedy::Elsewhere],
                None => Vec::new(),
            },
            Finding::NotSecure
            | Finding::Offline
            | Finding::TooSlow
            | Finding::Forbidden
            | Finding::NotTheProvider(_)
            | Finding::ClockOff(_)
            | Finding::ClockRefused(_) => Vec::new(),
        }
    }

    /// Whether calls go on all the same.
    #[must_use]
    pub fn is_mild(&self) -> bool {
        matches!(self, Finding::ClockOff(_))
    }
}
