//! An inventory rule, as both providers mean it.
//!
//! Provider terms are kept for the provider's own things (`IncludedObjectVersions`), and a value
//! that this version does not know is carried along as it came: see [`Value`].

/// A value of a rule: one that this version knows, or the provider's text, kept as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value<T> {
    /// Understood.
    Known(T),
    /// Not understood; shown as "kept as is" and written back unchanged.
    Other(String),
}

/// One inventory rule of one bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Unique in the bucket.
    pub id: String,
    /// Whether reports are being written.
    pub enabled: Value<bool>,
    /// Which objects are listed.
    pub filter: Filter,
    /// Where reports go.
    pub destination: Destination,
    /// When reports are written.
    pub schedule: Schedule,
    /// `IncludedObjectVersions`.
    pub versions: Value<Versions>,
    /// `OptionalFields`, by the provider's names, in the order of the document.
    pub fields: Vec<String>,
    /// OSS only, for accounts on an allow list.
    pub incremental: Option<Incremental>,
}

/// Which objects a rule lists. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Objects whose key begins so. `None` and the empty text both mean every object.
    pub prefix: Option<String>,
    /// Last modified at or after, unix seconds.
    pub modified_from: Option<Value<i64>>,
    /// Last modified at or before, unix seconds.
    pub modified_to: Option<Value<i64>>,
    /// At least so many bytes.
    pub size_from: Option<Value<u64>>,
    /// At most so many bytes.
    pub size_to: Option<Value<u64>>,
    /// The provider's storage class names, comma-separated as the provider writes them.
    pub storage_class: Option<String>,
}

/// Where a rule's reports are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The report's file format.
    pub format: Value<Format>,
    /// The account that owns the destination bucket.
    pub account_id: Option<String>,
    /// The role that the service takes on to write.
    pub role_arn: Option<String>,
    /// The plain bucket name, or the provider's text if it is not a name in the known form.
    pub bucket: Value<String>,
    /// The key prefix of the reports.
    pub prefix: Option<String>,
    /// How the reports are encrypted.
    pub encryption: Encryption,
}

/// A report file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Comma-separated, gzip.
    Csv,
}

/// Server-side encryption of the reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// Nothing is said.
    None,
    /// The service's own key (`SSE-OSS`).
    ServiceKey,
    /// A key of the key management service (`SSE-KMS`).
    Kms {
        /// `KeyId`.
        key_id: String,
    },
    /// An encryption this version does not know, by its element name.
    Other(String),
}

/// When a rule runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// How often.
    pub frequency: Value<Frequency>,
    /// The day of a monthly run, 1 to 31.
    pub day_of_month: Option<Value<u8>>,
    /// Whether a one-off rule removes itself after its run.
    pub auto_delete: Option<Value<bool>>,
}

/// How often a rule runs. Ordered from often to seldom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frequency {
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month, on a given day.
    Monthly,
    /// One time.
    Once,
}

/// Which versions of an object are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Versions {
    /// All versions.
    All,
    /// The current version only.
    Current,
}

/// The incremental inventory of OSS: changes every few minutes beside the full report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incremental {
    /// Whether it is on.
    pub enabled: Option<Value<bool>>,
    /// `Schedule/Frequency`, in seconds.
    pub frequency_seconds: Option<Value<u32>>,
    /// Its own optional fields.
    pub fields: Vec<String>,
}

/// A type whose values the providers write as fixed words.
pub trait Word: Copy + Sized + 'static {
    /// Every value with its word, in the order in which the console offers them.
    const WORDS: &'static [(Self, &'static str)];

    /// The provider's word for the value.
    fn word(self) -> &'static str;
}

macro_rules! words {
    ($type:ty { $($value:path => $word:literal),+ $(,)? }) => {
        impl Word for $type {
            const WORDS: &'static [(Self, &'static str)] = &[$(($value, $word)),+];

            fn word(self) -> &'static str {
                match self { $($value => $word),+ }
            }
        }
    };
}

// Both providers use the same words for these; `wire/oss.md` section 5, `wire/cos.md` section 3.
words!(Format { Format::Csv => "CSV" });
words!(Frequency {
    Frequency::Daily => "Daily",
    Frequency::Weekly => "Weekly",
    Frequency::Monthly => "Monthly",
    Frequency::Once => "Once",
});
words!(Versions { Versions::All => "All", Versions::Current => "Current" });

impl<T: Word> Value<T> {
    /// Reads a word; surrounding blanks do not count.
    #[must_use]
    pub fn from_word(text: &str) -> Self {
        let word = text.trim();
        T::WORDS
            .iter()
            .find(|(_, known)| *known == word)
            .map_or_else(|| Value::Other(text.to_owned()), |(value, _)| Value::Known(*value))
    }

    /// The provider's text.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Value::Known(value) => value.word(),
            Value::Other(text) => text,
        }
    }
}

impl Value<bool> {
    /// Reads `true` and `false` in any case: oss2 sends and the services return `True`.
    #[must_use]
    pub fn from_flag(text: &str) -> Self {
        match text.trim() {
            flag if flag.eq_ignore_ascii_case("true") => Value::Known(true),
            flag if flag.eq_ignore_ascii_case("false") => Value::Known(false),
            _ => Value::Other(text.to_owned()),
        }
    }

    /// The text for a document.
    #[must_use]
    pub fn flag(&self) -> &str {
        match self {
            Value::Known(true) => "true",
            Value::Known(false) => "false",
            Value::Other(text) => text,
        }
    }
}

impl<T: std::str::FromStr + ToString> Value<T> {
    /// Reads a decimal number; surrounding blanks do not count.
    #[must_use]
    pub fn from_number(text: &str) -> Self {
        text.trim().parse().map_or_else(|_| Value::Other(text.to_owned()), Value::Known)
    }

    /// The text for a document.
    #[must_use]
    pub fn number(&self) -> String {
        match self {
            Value::Known(value) => value.to_string(),
            Value::Other(text) => text.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_words_keep_their_text() {
        assert_eq!(Value::from_word(" Daily\n"), Value::Known(Frequency::Daily));
        assert_eq!(Value::<Frequency>::from_word("Hourly").text(), "Hourly");
        assert_eq!(Value::from_flag("True"), Value::Known(true));
        assert_eq!(Value::from_flag("yes").flag(), "yes");
        assert_eq!(Value::<u64>::from_number("-1").number(), "-1");
    }
}
