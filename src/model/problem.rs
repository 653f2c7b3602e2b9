//! What can be wrong with a part of a rule, with what the sentence about it needs.

/// A finding about one part. The words for it are the catalogue's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing is there and something must be.
    Missing,
    /// More characters than the provider takes.
    TooLong {
        /// The limit.
        max: usize,
        /// What is there.
        is: usize,
    },
    /// A control character or another one that no XML document can carry.
    ControlCharacter,
    /// Blanks at an end of the id: they would not survive most tools.
    BlanksAround,
    /// An id with characters that the provider refuses.
    IdCharacters,
    /// Not a bucket name.
    BucketName,
    /// A bucket in another region than the one that is listed.
    OtherRegion,
    /// Not digits only.
    AccountId,
    /// Not `acs:ram::{account}:role/{name}`.
    RoleArn,
    /// Not a whole number in this range.
    WholeNumber {
        /// The smallest.
        from: u64,
        /// The largest.
        to: u64,
    },
    /// Not a point in time.
    Time,
    /// The end of a range before its beginning.
    Order,
    /// A tag without a key.
    TagForm,
    /// Tags are filtered by, but the field `Tag` is not recorded.
    TagsNeedField,
    /// Not the name of a metadata header.
    MetadataName,
    /// Warning: the provider has named this part when it refused the rule; it may be sent as it is all the same.
    NamedByProvider,
    /// Warning: at the last attempt there was a rule with this id.
    Taken,
    /// Warning: the API takes it, the vendor's own console does not.
    ConsoleId,
    /// Warning: not every month has this day, and no document says what happens then.
    LateDay,
    /// Warning: not every month has this day, and the last one stands for it.
    LastDay,
    /// Warning: runs of this frequency are not offered in the region.
    FrequencyElsewhere,
    /// Warning: the provider adds another slash.
    EndsWithSlash,
    /// Warning: longer than any key can be.
    LongerThanKeys {
        /// Bytes in the longest key.
        max: usize,
    },
    /// Warning: longer than the provider's page allows beside incremental reports.
    LongForIncremental {
        /// Characters.
        max: usize,
    },
    /// Warning: signs that the provider may refuse; no document lists them.
    SpecialCharacters,
    /// Warning: characters that are not seen, or that change how others are shown.
    Unseen,
    /// Warning: the name of a key as a policy writes it, where the pages show its id.
    KeyResource,
    /// Warning: a folder of the service's own on buckets for HDFS.
    ServiceFolder,
    /// Warning: not served in every region.
    SomeRegions,
    /// Warning: served on request only.
    OnRequest,
}

impl Problem {
    /// Whether the provider's documents say that it refuses such a rule. Anything else is a warning.
    #[must_use]
    pub fn blocks(self) -> bool {
        !matches!(
            self,
            Problem::NamedByProvider
                | Problem::Taken
                | Problem::ConsoleId
                | Problem::LateDay
                | Problem::LastDay
                | Problem::FrequencyElsewhere
                | Problem::EndsWithSlash
                | Problem::LongerThanKeys { .. }
                | Problem::LongForIncremental { .. }
                | Problem::SpecialCharacters
                | Problem::Unseen
                | Problem::KeyResource
                | Problem::ServiceFolder
                | Problem::SomeRegions
                | Problem::OnRequest
        )
    }
}
