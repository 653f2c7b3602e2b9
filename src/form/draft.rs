//! The values of the rule form, as they stand in its controls.

use crate::model::Capabilities;
use crate::model::capabilities::EncryptionKind;
use crate::model::rule::{Format, Frequency, Versions};

/// What is typed and chosen for one rule. Texts are as typed; nothing is checked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleDraft {
    /// `Id`.
    pub id: String,
    /// `IsEnabled`.
    pub enabled: bool,
    /// `Filter/Prefix`.
    pub prefix: String,
    /// `IncludedObjectVersions`.
    pub versions: Versions,
    /// `OptionalFields`, in the provider's order.
    pub fields: Vec<String>,
    /// `Format`.
    pub format: Format,
    /// The destination bucket: a name, or what was pasted for one.
    pub destination_bucket: String,
    /// The destination prefix.
    pub destination_prefix: String,
    /// `AccountId`.
    pub account_id: String,
    /// `RoleArn`.
    pub role_arn: String,
    /// `Encryption`.
    pub encryption: EncryptionKind,
    /// `SSE-KMS/KeyId`.
    pub kms_key_id: String,
    /// `Schedule/Frequency`.
    pub frequency: Frequency,
    /// `Schedule/DayOfMonth`.
    pub day_of_month: String,
    /// `Schedule/AutoDelete`.
    pub auto_delete: bool,
}

impl RuleDraft {
    /// A new rule with the defaults of a provider: an id and a destination complete it.
    #[must_use]
    pub fn new(capabilities: &Capabilities) -> Self {
        RuleDraft {
            id: String::new(),
            enabled: true,
            prefix: String::new(),
            versions: Versions::Current,
            fields: capabilities.default_fields.iter().map(|&field| field.to_owned()).collect(),
            format: Format::Csv,
            destination_bucket: String::new(),
            destination_prefix: String::new(),
            account_id: String::new(),
            role_arn: String::new(),
            encryption: EncryptionKind::None,
            kms_key_id: String::new(),
            frequency: Frequency::Weekly,
            day_of_month: "1".to_owned(),
            auto_delete: false,
        }
    }

    /// Chooses or drops an optional field, keeping the provider's order.
    pub fn set_field(&mut self, capabilities: &Capabilities, field: &str, chosen: bool) {
        let had = std::mem::take(&mut self.fields);
        let keep = |known: &&str| if *known == field { chosen } else { had.iter().any(|had| had == known) };
        self.fields = capabilities.fields.iter().copied().filter(keep).map(str::to_owned).collect();
    }
}
