//! Choices where a service's behaviour is unconfirmed, or where a client must
//! cope with more than one.

use std::time::Duration;

/// How one provider answers what its documents leave open. Codes and statuses
/// are plain data, so that any alternative can be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switches {
    /// A PUT over an id that exists.
    pub put_existing: PutExisting,
    /// The code of the 400 for a rule beyond the limit of 1,000. COS:
    /// `TooManyConfigurations` or `InventoryFull`.
    pub full_code: &'static str,
    /// Status and code for a token that has expired. COS: 400 `ExpiredToken`
    /// or 403 `InvalidToken`.
    pub expired_token: (u16, &'static str),
    /// The status of COS's `DuplicateInventoryId`.
    pub duplicate_id_status: u16,
    /// Whether listing a bucket without rules is 404 or an empty list.
    pub empty_list_is_404: bool,
    /// Whether deleting a missing rule is 404 or 204.
    pub delete_missing_is_404: bool,
    /// The order of a list.
    pub list_order: ListOrder,
    /// Whether COS shows one-time jobs among the rules.
    pub one_time_jobs_listed: bool,
    /// Whether COS refuses a signature that does not cover Host.
    pub host_signature_required: bool,
    /// Whether reads signed in the query are 403 `AccessDenied`.
    pub reads_by_query_refused: bool,
    /// For how long reads show the rules as they were before a PUT or DELETE.
    pub read_lag: Duration,
}

/// What a PUT over an existing id does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutExisting {
    /// The new rule takes the old one's place.
    Replaces,
    /// 409 with this code.
    Refused(&'static str),
}

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListOrder {
    /// Oldest first.
    Creation,
    /// By the bytes of the id.
    Id,
}

impl Switches {
    /// What wire/oss.md thinks most likely.
    #[must_use]
    pub fn oss() -> Self {
        Self {
            put_existing: PutExisting::Refused("InventoryAlreadyExist"),
            full_code: "InventoryExceedLimit",
            expired_token: (403, "SecurityTokenExpired"),
            duplicate_id_status: 400,
            empty_list_is_404: true,
            delete_missing_is_404: false,
            list_order: ListOrder::Creation,
            one_time_jobs_listed: false,
            host_signature_required: false,
            reads_by_query_refused: false,
            read_lag: Duration::ZERO,
        }
    }

    /// What wire/cos.md thinks most likely.
    #[must_use]
    pub fn cos() -> Self {
        Self {
            put_existing: PutExisting::Replaces,
            full_code: "TooManyConfigurations",
            expired_token: (400, "ExpiredToken"),
            empty_list_is_404: false,
            ..Self::oss()
        }
    }
}
