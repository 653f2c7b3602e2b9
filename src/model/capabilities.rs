//! What a provider can do: the one table that screens and checks read.

use super::rule::{Format, Frequency, Versions};

/// Limits and choices of one provider. Each value names its source where it is defined
/// (`provider/*/capabilities.rs`).
#[derive(Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Rules that one bucket can have.
    pub rules_per_bucket: usize,
    /// Rules in one answer to a list request.
    pub rules_per_page: usize,
    /// Characters in an id.
    pub id_max_chars: usize,
    /// Characters in a prefix, of the filter and of the destination.
    pub prefix_max_chars: usize,
    /// Schedules, in the order in which they are offered.
    pub frequencies: &'static [Frequency],
    /// Report formats.
    pub formats: &'static [Format],
    /// Choices for `IncludedObjectVersions`.
    pub versions: &'static [Versions],
    /// Encryptions of the reports.
    pub encryptions: &'static [EncryptionKind],
    /// Optional fields by the provider's names.
    pub fields: &'static [&'static str],
    /// Those of [`Capabilities::fields`] that a new rule starts with.
    pub default_fields: &'static [&'static str],
    /// Whether a rule must name the account that owns the destination.
    pub account_required: bool,
    /// Whether a rule must name a role that the service takes on.
    pub role_required: bool,
}

/// A kind of encryption to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncryptionKind {
    /// None is asked for.
    None,
    /// The service's own key.
    ServiceKey,
    /// A key of the key management service.
    Kms,
}
