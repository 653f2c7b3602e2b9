//! What a provider can do: the one table that screens and checks read.

use super::results::ResultForm;
use super::rule::Part;
use super::summary::RunTimes;

/// Limits and choices of one provider. Each value names its source where it is defined
/// (`provider/*/capabilities.rs`).
#[derive(Debug)]
pub struct Capabilities {
    /// Rules that one bucket can have.
    pub rules_per_bucket: usize,
    /// Rules in one answer to a list request.
    pub rules_per_page: usize,
    /// The parts that can be set here, in the form's order.
    pub parts: &'static [Part],
    /// Those of them without which the provider takes no rule.
    pub required: &'static [Part],
    /// The provider's words for parts that are chosen and not typed.
    pub choices: &'static [(Part, &'static [&'static str])],
    /// The optional fields that a new rule starts with, one a line.
    pub default_fields: &'static str,
    /// The days on which a monthly run can fall: from and to.
    pub days: (u64, u64),
    /// After how many days a monthly rule without a day runs again; `None` where it must have one.
    pub without_day: Option<u64>,
    /// Whether the last day of a month stands for a day that it does not have; where not, no document says.
    pub last_day_instead: bool,
    /// What the name of a metadata field begins with.
    pub metadata_prefix: &'static str,
    /// How a destination bucket is written, with `{region}` and `{bucket}` in their places.
    pub bucket_form: &'static str,
    /// An account id as the provider's people know it, for hints.
    pub account_example: &'static str,
    /// Whether a write over an existing id replaces the rule without a word.
    pub overwrites: bool,
    /// Whether a read may show for some seconds what was there before a write.
    pub reads_lag: bool,
    /// Whether a rule can be run at once, without being kept.
    pub runs_once: bool,
    /// When rules run.
    pub run_times: RunTimes,
    /// Where their reports are written.
    pub results: ResultForm,
    /// Whether old buckets take an older form of signature.
    pub older_signature: bool,
    /// The rights behind reading, writing and deleting, as a policy names them.
    pub rights: &'static [&'static str],
}

impl Capabilities {
    /// Whether the provider knows a part.
    #[must_use]
    pub fn has(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    /// What there is to choose from.
    #[must_use]
    pub fn choices(&self, part: Part) -> &'static [&'static str] {
        self.choices.iter().find(|(known, _)| *known == part).map_or(&[], |(_, choices)| *choices)
    }

    /// A destination bucket as the provider writes it. A text with a colon is in some such form already.
    #[must_use]
    pub fn written_bucket(&self, region: &str, bucket: &str) -> String {
        if bucket.contains(':') || bucket.is_empty() {
            return bucket.to_owned();
        }
        self.bucket_form.replace("{region}", region).replace("{bucket}", bucket)
    }
}
