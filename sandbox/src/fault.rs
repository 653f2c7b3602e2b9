//! Faults that a user picks by the name of a bucket (README.md lists them). A
//! COS bucket has the account's number behind it.

use crate::aftermath::Aftermath;
use crate::provider::without_appid;

/// How a bucket misbehaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// `error-503`: every call.
    Unavailable,
    /// `error-500`: every call.
    Internal,
    /// `error-403`: every call.
    Denied,
    /// `error-html`: 200 with a page, as a captive portal answers.
    Html,
    /// `error-cut-off`: the XML of reads ends in the middle.
    CutOff,
    /// `error-repeat-token`: every list page names the same next token.
    RepeatToken,
    /// `error-endless-token`: every list page names a new next token.
    EndlessToken,
    /// `error-huge`: reads are a gigabyte long.
    Huge,
    /// `error-page-3`: the third page answers 503 but for each fourth time.
    ThirdPage,
    /// `error-put-403`: writes only.
    PutDenied,
    /// `error-delete-403`: deletions only.
    DeleteDenied,
    /// `demo-odd`: among the rules are some that lack what a rule must have.
    OddRules,
    /// `error-expired`: every call says that the token has expired.
    Expired,
    /// `done-...`, `undone-...`, `late-...`: as `aftermath` reads it.
    Aftermath,
    /// `relay-403`, `relay-502` and the like, `relay-html`: pages answer to nobody, and the relay says this itself.
    Relay(u16),
    /// `slow-N`: N milliseconds on top, at most a minute.
    Slow(u64),
}

impl Fault {
    /// The fault that a bucket's name asks for.
    pub(crate) fn of_bucket(name: &str) -> Option<Self> {
        let name = without_appid(name);
        Some(match name {
            "error-503" => Self::Unavailable,
            "error-500" => Self::Internal,
            "error-403" => Self::Denied,
            "error-html" => Self::Html,
            "error-cut-off" => Self::CutOff,
            "error-repeat-token" => Self::RepeatToken,
            "error-endless-token" => Self::EndlessToken,
            "error-huge" => Self::Huge,
            "error-page-3" => Self::ThirdPage,
            "error-put-403" => Self::PutDenied,
            "error-delete-403" => Self::DeleteDenied,
            "demo-odd" => Self::OddRules,
            "error-expired" => Self::Expired,
            "relay-html" => Self::Relay(200),
            "relay-403" => Self::Relay(403),
            "relay-413" => Self::Relay(413),
            "relay-502" => Self::Relay(502),
            "relay-504" => Self::Relay(504),
            _ if Aftermath::of_bucket(name).is_some() => Self::Aftermath,
            _ => Self::Slow(name.strip_prefix("slow-")?.parse().ok()?).capped(),
        })
    }

    /// What the relay answers in place of passing a call on, if it does not: 413 is for what has a document.
    pub(crate) fn of_relay(self, has_document: bool) -> Option<u16> {
        match self {
            Self::Relay(413) if !has_document => None,
            Self::Relay(status) => Some(status),
            _ => None,
        }
    }

    fn capped(self) -> Self {
        match self {
            Self::Slow(milliseconds) => Self::Slow(milliseconds.min(60_000)),
            other => other,
        }
    }

    /// How many rules such a bucket starts with.
    pub(crate) fn seeded_rules(self) -> usize {
        match self {
            Self::RepeatToken | Self::EndlessToken | Self::Slow(_) => 250,
            Self::ThirdPage => 450,
            Self::OddRules => 3,
            Self::Relay(_) => 12,
            Self::CutOff | Self::Huge | Self::PutDenied | Self::DeleteDenied | Self::Aftermath => 5,
            _ => 0,
        }
    }
}

#[cfg(test)]
#[path = "fault_tests.rs"]
mod tests;
