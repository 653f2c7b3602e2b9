//! The words for the parts of a rule: their names, what helps with them, what can be chosen.

use super::Words;
use crate::app::i18n::t_string;
use crate::model::Capabilities;
use crate::model::rule::Part;
use crate::model::summary::FirstRun;

impl Words {
    /// The name of a part.
    pub(crate) fn part(self, part: Part) -> &'static str {
        let i18n = self.i18n;
        match part {
            Part::Id => t_string!(i18n, part.id),
            Part::Enabled => t_string!(i18n, part.status),
            Part::Prefix => t_string!(i18n, part.prefix),
            Part::Tags => t_string!(i18n, part.tags),
            Part::ModifiedFrom => t_string!(i18n, part.modified_from),
            Part::ModifiedTo => t_string!(i18n, part.modified_to),
            Part::SizeFrom => t_string!(i18n, part.size_from),
            Part::SizeTo => t_string!(i18n, part.size_to),
            Part::StorageClass => t_string!(i18n, part.storage_class),
            Part::Versions => t_string!(i18n, part.versions),
            Part::Fields => t_string!(i18n, part.fields),
            Part::MetadataFields => t_string!(i18n, part.metadata_fields),
            Part::Incremental => t_string!(i18n, part.incremental),
            Part::IncrementalFrequency => t_string!(i18n, part.incremental_frequency),
            Part::IncrementalFields => t_string!(i18n, part.incremental_fields),
            Part::Bucket => t_string!(i18n, part.bucket),
            Part::DestinationPrefix => t_string!(i18n, part.destination_prefix),
            Part::AccountId => t_string!(i18n, part.account),
            Part::RoleArn => t_string!(i18n, part.role),
            Part::Format => t_string!(i18n, part.format),
            Part::Encryption => t_string!(i18n, part.encryption),
            Part::KmsKeyId => t_string!(i18n, part.kms_key),
            Part::Frequency => t_string!(i18n, part.frequency),
            Part::DayOfMonth => t_string!(i18n, part.day),
            Part::AutoDelete => t_string!(i18n, part.auto_delete),
        }
    }

    /// The name of a column, where a part's own would be too long.
    pub(crate) fn column(self, column: Part) -> &'static str {
        match column {
            Part::Bucket => t_string!(self.i18n, rules.destination),
            Part::Fields => t_string!(self.i18n, rules.fields),
            column => self.part(column),
        }
    }

    /// What helps with a part, in the form.
    pub(crate) fn hint(self, part: Part, capabilities: &Capabilities) -> Option<String> {
        let i18n = self.i18n;
        let hint = match part {
            Part::Id => t_string!(i18n, hint.id),
            Part::Enabled => match capabilities.run_times.first {
                FirstRun::AtOnce => t_string!(i18n, summary.first_at_once),
                FirstRun::NextDay => t_string!(i18n, summary.first_next_day),
            },
            Part::Prefix => t_string!(i18n, hint.prefix),
            Part::Tags => t_string!(i18n, hint.tags),
            Part::ModifiedFrom => t_string!(i18n, hint.modified_from),
            Part::ModifiedTo => t_string!(i18n, hint.modified_to),
            Part::SizeFrom | Part::SizeTo => t_string!(i18n, hint.size),
            Part::StorageClass => t_string!(i18n, hint.storage_class),
            Part::Fields => t_string!(i18n, hint.fields),
            Part::MetadataFields => t_string!(i18n, hint.metadata_fields),
            Part::Incremental => t_string!(i18n, hint.incremental),
            Part::Bucket => t_string!(i18n, hint.bucket),
            // The provider adds the slash itself.
            Part::DestinationPrefix if capabilities.results.doubles_slash => {
                t_string!(i18n, hint.destination_prefix_bare)
            }
            Part::DestinationPrefix => t_string!(i18n, hint.destination_prefix),
            Part::AccountId => {
                return Some(t_string!(i18n, hint.account, example = capabilities.account_example));
            }
            Part::RoleArn => t_string!(i18n, hint.role),
            Part::Frequency if capabilities.run_times.zone.is_none() => {
                t_string!(i18n, hint.frequency_no_zone)
            }
            Part::Frequency => t_string!(i18n, hint.frequency),
            Part::DayOfMonth => {
                let (from, to) = capabilities.days;
                return Some(match capabilities.without_day {
                    Some(days) => {
                        t_string!(i18n, hint.day_or_none, from, to, days)
                    }
                    None => t_string!(i18n, hint.day, from, to),
                });
            }
            _ => return None,
        };
        Some(hint.to_owned())
    }

    /// A provider's word in plain words; `None` for one that is not known, or is plain enough.
    pub(crate) fn choice(self, part: Part, word: &str) -> Option<&'static str> {
        let i18n = self.i18n;
        Some(match (part, word) {
            (Part::Enabled, "true") => t_string!(i18n, value.enabled),
            (Part::Enabled, "false") => t_string!(i18n, value.disabled),
            (Part::Incremental | Part::AutoDelete, "true") => t_string!(i18n, value.yes),
            (Part::Incremental | Part::AutoDelete, "false") => t_string!(i18n, value.no),
            (Part::Frequency, "Daily") => t_string!(i18n, value.daily),
            (Part::Frequency, "Weekly") => t_string!(i18n, value.weekly),
            (Part::Frequency, "Monthly") => t_string!(i18n, value.monthly),
            (Part::Frequency, "Once") => t_string!(i18n, value.once),
            (Part::Versions, "All") => t_string!(i18n, value.all_versions),
            (Part::Versions, "Current") => t_string!(i18n, value.current_version),
            (Part::Encryption, "") => t_string!(i18n, value.none),
            (Part::Encryption, "SSE-OSS") => t_string!(i18n, value.sse_oss),
            (Part::Encryption, "SSE-COS") => t_string!(i18n, value.sse_cos),
            (Part::Encryption, "SSE-KMS") => t_string!(i18n, value.sse_kms),
            _ => return None,
        })
    }
}
