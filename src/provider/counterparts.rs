//! What both providers can say, each in its own words.

use super::service;
use crate::model::Provider;
use crate::model::rule::Part;

/// Words that are not the same and mean the same: of OSS and of COS. PutBucketInventory and PUT Bucket inventory, for the
/// keys that each service keeps itself; the one storage class that a document about rules of COS names (cos-go-sdk-v5).
const WORDS: [(Part, &str, &str); 2] =
    [(Part::Encryption, "SSE-OSS", "SSE-COS"), (Part::StorageClass, "Standard", "STANDARD")];

/// A provider's word in the words of another one; `None` where one of them does not know it. What both call alike means
/// the same: the tables of capabilities name no word twice with two meanings.
#[must_use]
pub fn counterpart(part: Part, word: &str, from: Provider, to: Provider) -> Option<&'static str> {
    let choices = |provider| service(provider).capabilities().choices(part);
    let mut pairs = WORDS.iter().filter(|(of, ..)| *of == part);
    let own = |provider, (_, oss, cos): &(Part, &'static str, &'static str)| match provider {
        Provider::Oss => *oss,
        Provider::Cos => *cos,
    };
    let pair = pairs.find(|pair| own(from, pair) == word);
    let known = pair
        .map(|pair| own(to, pair))
        .or_else(|| choices(from).iter().copied().find(|known| *known == word))?;
    choices(to).iter().copied().find(|choice| *choice == known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_the_same_is_found_both_ways_and_nothing_else() {
        let (oss, cos) = (Provider::Oss, Provider::Cos);
        let other = |provider| if provider == oss { cos } else { oss };
        for (part, word, to, expected) in [
            (Part::Frequency, "Daily", cos, Some("Daily")),
            (Part::Frequency, "Once", cos, None),
            (Part::Frequency, "Hourly", oss, None),
            (Part::Encryption, "SSE-OSS", cos, Some("SSE-COS")),
            (Part::Encryption, "SSE-COS", oss, Some("SSE-OSS")),
            (Part::Encryption, "SSE-KMS", cos, None),
            // Nothing of COS, whatever somebody wrote.
            (Part::Encryption, "SSE-KMS", oss, None),
            (Part::Encryption, "SSE-OSS", oss, None),
            (Part::StorageClass, "STANDARD", oss, Some("Standard")),
            (Part::StorageClass, "MAZ_STANDARD", oss, None),
            // COS has no such part in its documents.
            (Part::StorageClass, "Standard", cos, None),
            (Part::Fields, "Crc64", cos, Some("Crc64")),
            (Part::Fields, "EncryptionStatus", cos, None),
            (Part::Fields, "Tag", oss, None),
            (Part::Fields, "ReplicationStatus", oss, None),
        ] {
            assert_eq!(counterpart(part, word, other(to), to), expected, "{part:?} {word} {to:?}");
        }
    }
}
