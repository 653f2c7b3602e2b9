//! The words for what a rule says.

use super::Words;
use crate::app::i18n::t_string;
use crate::model::Timestamp;
use crate::model::rule::{Part, Rule, bucket_name, flag};
use crate::model::size::in_units;
use crate::model::visible::marked;

impl Words {
    /// What a part of a rule says; `None` where it says nothing.
    pub(crate) fn value(self, rule: &Rule, part: Part) -> Option<String> {
        let i18n = self.i18n;
        let text = rule.text(part);
        let word = text.trim();
        Some(match part {
            Part::Prefix if text.is_empty() => t_string!(i18n, rules.whole_bucket).to_owned(),
            Part::Encryption | Part::Fields if text.is_empty() => t_string!(i18n, value.none).to_owned(),
            _ if text.is_empty() => return None,
            Part::Enabled | Part::Incremental | Part::AutoDelete => {
                let plain = flag(text).and_then(|on| self.choice(part, if on { "true" } else { "false" }));
                plain.map_or_else(|| self.kept(text), str::to_owned)
            }
            Part::Frequency if word == "Monthly" && rule.get(Part::DayOfMonth).is_some() => {
                t_string!(i18n, value.monthly_on, day = marked(rule.text(Part::DayOfMonth)))
            }
            Part::Frequency | Part::Versions | Part::Encryption => {
                self.choice(part, word).map_or_else(|| self.kept(text), str::to_owned)
            }
            Part::ModifiedFrom | Part::ModifiedTo => match word.parse() {
                Ok(seconds) => self.time(Timestamp(seconds)),
                Err(_) => self.kept(text),
            },
            Part::SizeFrom | Part::SizeTo => match word.parse() {
                Ok(bytes) => self.size(bytes),
                Err(_) => self.kept(text),
            },
            Part::IncrementalFrequency => t_string!(i18n, value.every, seconds = marked(word)),
            Part::Bucket => bucket_name(text).to_owned(),
            Part::StorageClass => text.replace(',', ", "),
            _ if part.is_list() => text.replace('\n', ", "),
            _ => text.to_owned(),
        })
    }

    /// A number of bytes: as a size, and exactly.
    fn size(self, bytes: u64) -> String {
        match in_units(bytes) {
            Some(size) => t_string!(self.i18n, value.size, size = size, bytes = bytes),
            None => t_string!(self.i18n, value.bytes, bytes = bytes),
        }
    }

    /// What a part of a rule says, or that it says nothing.
    pub(crate) fn said(self, rule: &Rule, part: Part) -> String {
        self.value(rule, part).unwrap_or_else(|| t_string!(self.i18n, value.none).to_owned())
    }

    /// A value that this version does not know.
    pub(crate) fn kept(self, text: &str) -> String {
        t_string!(self.i18n, value.kept, text = marked(text))
    }
}
