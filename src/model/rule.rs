//! An inventory rule, as both providers mean it: its parts, each as the provider's own text.
//!
//! Texts and not types, because a rule must survive a visit to this console whatever is in it: a
//! frequency, a number or a flag that this version does not know stays what it was. What a text
//! means is asked where it is needed ([`flag`], [`Rule::entries`], `form/check.rs`), and everything that goes
//! over all parts (reading, writing, comparing, showing, editing) is one loop over [`Part::all`].

use super::resource::Resource;

/// A part of a rule that is read, shown, edited and compared by itself, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// `Id`, unique in the bucket.
    Id,
    /// `IsEnabled`: a flag.
    Enabled,
    /// The prefix of the keys that are listed.
    Prefix,
    /// Tags that a listed object must have: a list of `key=value`.
    Tags,
    /// Last modified at or after: unix seconds.
    ModifiedFrom,
    /// Last modified at or before: unix seconds.
    ModifiedTo,
    /// At least so many bytes.
    SizeFrom,
    /// At most so many bytes.
    SizeTo,
    /// The provider's storage class names, comma-separated as the provider writes them.
    StorageClass,
    /// `IncludedObjectVersions`.
    Versions,
    /// `OptionalFields`: a list of the provider's names.
    Fields,
    /// Metadata headers among the `OptionalFields`: a list.
    MetadataFields,
    /// Whether changes are written every few minutes beside the full report: a flag.
    Incremental,
    /// Seconds between two such reports.
    IncrementalFrequency,
    /// The optional fields of such a report: a list.
    IncrementalFields,
    /// The destination bucket, as the provider writes it (`acs:oss:::name`).
    Bucket,
    /// The key prefix of the reports.
    DestinationPrefix,
    /// The account that owns the destination bucket.
    AccountId,
    /// The role that the service takes on to write.
    RoleArn,
    /// The reports' file format.
    Format,
    /// How the reports are encrypted: the name of the provider's element.
    Encryption,
    /// The key, for an encryption that names one.
    KmsKeyId,
    /// How often the rule runs.
    Frequency,
    /// The day of a monthly run.
    DayOfMonth,
    /// Whether a one-off rule removes itself after its run: a flag.
    AutoDelete,
}

/// The parts that stand under one title, in the form and on the rule's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What the rule is called, and whether it is at work.
    Basics,
    /// Which objects are listed.
    Scope,
    /// What is written of each.
    Record,
    /// Where the reports go.
    Target,
    /// When the rule runs.
    Schedule,
}

impl Section {
    /// Every section, in the order of the form.
    pub const ALL: [Section; 5] =
        [Section::Basics, Section::Scope, Section::Record, Section::Target, Section::Schedule];

    /// Its parts, in the order of the form.
    pub fn parts(self) -> impl Iterator<Item = Part> {
        Part::all().filter(move |part| part.section() == self)
    }
}

impl Part {
    /// Filters beyond the prefix, which most rules do without.
    pub const MORE_FILTERS: [Part; 6] =
        [Part::Tags, Part::ModifiedFrom, Part::ModifiedTo, Part::SizeFrom, Part::SizeTo, Part::StorageClass];

    /// Where it stands.
    #[must_use]
    pub fn section(self) -> Section {
        match self {
            Part::Id | Part::Enabled => Section::Basics,
            Part::Prefix
            | Part::Tags
            | Part::ModifiedFrom
            | Part::ModifiedTo
            | Part::SizeFrom
            | Part::SizeTo
            | Part::StorageClass
            | Part::Versions => Section::Scope,
            Part::Fields
            | Part::MetadataFields
            | Part::Incremental
            | Part::IncrementalFrequency
            | Part::IncrementalFields => Section::Record,
            Part::Bucket
            | Part::DestinationPrefix
            | Part::AccountId
            | Part::RoleArn
            | Part::Format
            | Part::Encryption
            | Part::KmsKeyId => Section::Target,
            Part::Frequency | Part::DayOfMonth | Part::AutoDelete => Section::Schedule,
        }
    }

    /// Every part with its short name in addresses, drafts and ids of controls.
    const SLUGS: [(Part, &'static str); 25] = [
        (Part::Id, "id"),
        (Part::Enabled, "status"),
        (Part::Prefix, "prefix"),
        (Part::Tags, "tags"),
        (Part::ModifiedFrom, "modified-from"),
        (Part::ModifiedTo, "modified-to"),
        (Part::SizeFrom, "size-from"),
        (Part::SizeTo, "size-to"),
        (Part::StorageClass, "storage-class"),
        (Part::Versions, "versions"),
        (Part::Fields, "fields"),
        (Part::MetadataFields, "metadata-fields"),
        (Part::Incremental, "incremental"),
        (Part::IncrementalFrequency, "incremental-frequency"),
        (Part::IncrementalFields, "incremental-fields"),
        (Part::Bucket, "destination"),
        (Part::DestinationPrefix, "destination-prefix"),
        (Part::AccountId, "account"),
        (Part::RoleArn, "role"),
        (Part::Format, "format"),
        (Part::Encryption, "encryption"),
        (Part::KmsKeyId, "kms-key"),
        (Part::Frequency, "frequency"),
        (Part::DayOfMonth, "day"),
        (Part::AutoDelete, "auto-delete"),
    ];

    /// How many parts there are.
    pub const COUNT: usize = Part::SLUGS.len();

    /// Every part, in the order of the form.
    pub fn all() -> impl Iterator<Item = Part> {
        Part::SLUGS.iter().map(|(part, _)| *part)
    }

    /// The short name.
    #[must_use]
    pub fn slug(self) -> &'static str {
        Part::SLUGS[self as usize].1
    }

    /// Its place among [`Part::COUNT`] bits.
    fn bit(self) -> u32 {
        1 << self as u32
    }

    /// The inverse of [`Part::slug`].
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Part::SLUGS.iter().find(|(_, known)| *known == slug).map(|(part, _)| *part)
    }

    /// Whether the text is a flag, whose case means nothing.
    #[must_use]
    pub fn is_flag(self) -> bool {
        matches!(self, Part::Enabled | Part::Incremental | Part::AutoDelete)
    }

    /// Whether the text is a list, one entry a line, whose order means nothing.
    #[must_use]
    pub fn is_list(self) -> bool {
        matches!(self, Part::Tags | Part::Fields | Part::MetadataFields | Part::IncrementalFields)
    }

    /// Whether a text of this part says nothing: what a provider answers for what was never set. OSS gives a rule
    /// without a filter back with a filter of empty texts and zeros (Read of `alicloud_oss_bucket_inventory` in
    /// terraform-provider-alicloud), and refuses the same zeros when they are sent. `All` is the documented default
    /// of the storage classes. Of parts that have no such default even an empty text is the provider's business.
    #[must_use]
    pub fn is_unset(self, text: &str) -> bool {
        match self {
            // A blank can be the beginning of a key.
            Part::Prefix | Part::DestinationPrefix => text.is_empty(),
            Part::ModifiedFrom
            | Part::ModifiedTo
            | Part::SizeFrom
            | Part::SizeTo
            | Part::IncrementalFrequency
            | Part::DayOfMonth => text.trim().bytes().all(|byte| byte == b'0'),
            Part::StorageClass => matches!(text.trim(), "" | "All"),
            Part::Incremental | Part::AutoDelete => text.trim().is_empty(),
            _ => false,
        }
    }

    /// What a flag means that is not there; `None` for one without a default.
    fn default_flag(self) -> Option<bool> {
        matches!(self, Part::Incremental | Part::AutoDelete).then_some(false)
    }

    /// Whether the text names several things whose order means nothing: a list, or storage classes.
    #[must_use]
    pub fn is_set(self) -> bool {
        self.is_list() || self == Part::StorageClass
    }

    /// What stands between the entries of such a text.
    #[must_use]
    pub fn separators(self) -> &'static [char] {
        // Storage classes are told apart by commas where they are stored, and by line ends where chosen.
        if self == Part::StorageClass { &[',', '\n'] } else { &['\n'] }
    }
}

/// One inventory rule of one bucket. A part that is missing and one that is empty are different.
///
/// A listing holds a thousand: the texts stand in one, in the order of the parts. With a text for each part a page of 100
/// rules took a tenth longer to read (1.25 ms became 1.42 for OSS, 0.77 became 0.85 for COS), below the bar.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Rule {
    texts: String,
    /// Where in `texts` each part ends, which is where the next one begins.
    ends: [u32; Part::COUNT],
    /// A bit for each part that is there.
    there: u32,
    odd: Oddity,
}

/// What is odd about a rule's document. Few have any, so that a rule is no larger for it.
#[derive(Clone, Default)]
struct Oddity(Option<Box<Odd>>);

#[derive(Clone)]
enum Odd {
    /// The document, where nothing but the id was read of it.
    Unreadable(Box<str>),
    /// The ways to elements of it that no part stands for, one a line.
    Unknown(Box<str>),
}

impl Oddity {
    fn unreadable(&self) -> Option<&str> {
        match self.0.as_deref() {
            Some(Odd::Unreadable(document)) => Some(document),
            _ => None,
        }
    }

    fn unknown(&self) -> Option<&str> {
        match self.0.as_deref() {
            Some(Odd::Unknown(ways)) => Some(ways),
            _ => None,
        }
    }
}

/// What no part stands for is not what a rule says as far as it is known: rules that differ in it alone are alike.
impl PartialEq for Oddity {
    fn eq(&self, other: &Self) -> bool {
        self.unreadable() == other.unreadable()
    }
}

impl Eq for Oddity {}

impl Rule {
    /// A part, if it is there.
    #[must_use]
    pub fn get(&self, part: Part) -> Option<&str> {
        let is_there = self.there & part.bit() != 0;
        is_there.then(|| &self.texts[self.start(part)..self.ends[part as usize] as usize])
    }

    fn start(&self, part: Part) -> usize {
        (part as usize).checked_sub(1).map_or(0, |before| self.ends[before] as usize)
    }

    /// A part, empty when it is missing.
    #[must_use]
    pub fn text(&self, part: Part) -> &str {
        self.get(part).unwrap_or_default()
    }

    /// A part, if it says something.
    #[must_use]
    pub fn said(&self, part: Part) -> Option<&str> {
        self.get(part).filter(|text| !part.is_unset(text))
    }

    /// Sets a part, or takes it away.
    #[allow(clippy::needless_pass_by_value, reason = "whoever changes a part has made its text")]
    pub fn set(&mut self, part: Part, text: Option<String>) {
        self.put(part, text.as_deref());
    }

    /// [`Rule::set`] with a text that is copied. Cheap for a part behind all others.
    pub fn put(&mut self, part: Part, text: Option<&str>) {
        let (start, end) = (self.start(part), self.ends[part as usize] as usize);
        let behind = if end < self.texts.len() { self.texts.split_off(end) } else { String::new() };
        self.texts.truncate(start);
        self.texts.push_str(text.unwrap_or_default());
        let grown = self.texts.len().wrapping_sub(end);
        self.texts.push_str(&behind);
        for end in &mut self.ends[part as usize..] {
            *end = end.wrapping_add(grown as u32);
        }
        match text {
            Some(_) => self.there |= part.bit(),
            None => self.there &= !part.bit(),
        }
    }

    /// A rule of which only the id is known, which may be empty: its document lacks what a rule must have. It can be
    /// shown and removed, and nothing else.
    #[must_use]
    pub fn of_unreadable(id: &str, document: String) -> Self {
        let odd = Oddity(Some(Box::new(Odd::Unreadable(document.into()))));
        Rule { odd, ..Rule::default() }.with(Part::Id, id)
    }

    /// The ways to the elements of its document that no part stands for, such as `Filter/NewFilter`.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.odd.unknown().into_iter().flat_map(|ways| ways.split('\n'))
    }

    /// Notes those ways.
    pub fn set_unknown(&mut self, ways: &[String]) {
        self.odd = Oddity((!ways.is_empty()).then(|| Box::new(Odd::Unknown(ways.join("\n").into()))));
    }

    /// The document as XML, if it is not one of a rule.
    #[must_use]
    pub fn unreadable(&self) -> Option<&str> {
        self.odd.unreadable()
    }

    /// Takes every part away; the room for their texts stays.
    pub fn clear(&mut self) {
        self.texts.clear();
        (self.ends, self.there, self.odd) = ([0; Part::COUNT], 0, Oddity::default());
    }

    /// The rule with a part set.
    #[must_use]
    pub fn with(mut self, part: Part, text: &str) -> Self {
        self.put(part, Some(text));
        self
    }

    /// `Id`.
    #[must_use]
    pub fn id(&self) -> &str {
        self.text(Part::Id)
    }

    /// Whether reports are being written; `None` when the text is no flag.
    #[must_use]
    pub fn enabled(&self) -> Option<bool> {
        flag(self.text(Part::Enabled))
    }

    /// The entries of a list.
    pub fn entries(&self, part: Part) -> impl Iterator<Item = &str> {
        self.text(part).split('\n').filter(|entry| !entry.is_empty())
    }

    /// Puts an entry into a list or takes it out; the others keep their order.
    pub fn set_entry(&mut self, part: Part, entry: &str, there: bool) {
        let mut entries: Vec<&str> = self.entries(part).filter(|known| *known != entry).collect();
        if there {
            entries.push(entry);
        }
        let text = entries.join("\n");
        self.set(part, (!text.is_empty()).then_some(text));
    }

    /// Where the reports go, as one text: the plain name of the bucket, a slash and the prefix, if there is one.
    #[must_use]
    pub fn destination(&self) -> String {
        let bucket = bucket_name(self.text(Part::Bucket));
        match self.text(Part::DestinationPrefix) {
            "" => bucket.to_owned(),
            prefix => [bucket, "/", prefix].concat(),
        }
    }

    /// Whether both rules say the same in every part. What one that cannot be read says is not known.
    #[must_use]
    pub fn agrees_in_all(&self, other: &Rule) -> bool {
        self.odd == other.odd && Part::all().all(|part| self.agrees(other, part))
    }

    /// Whether a part says the same in both rules: flags without regard to case, lists without
    /// regard to order (both providers answer with another spelling or order than was sent), and a
    /// missing part as one that says nothing ([`Part::is_unset`]).
    #[must_use]
    pub fn agrees(&self, other: &Rule, part: Part) -> bool {
        let (a, b) = (self.said(part).unwrap_or_default(), other.said(part).unwrap_or_default());
        let on = |text: &str| if text.is_empty() { part.default_flag() } else { flag(text) };
        a == b
            || (part.is_flag() && on(a).is_some() && on(a) == on(b))
            || (part.is_set() && same_entries(a, b, part.separators()))
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(Part::all().filter_map(|part| Some((part, self.get(part)?)))).finish()
    }
}

/// Whether two lists hold the same entries, in any order. They are short: no sorting is needed.
fn same_entries(a: &str, b: &str, separators: &[char]) -> bool {
    let entries =
        |text: &str| text.split(separators).map(str::trim).filter(|entry| !entry.is_empty()).count();
    let count =
        |text: &str, wanted: &str| text.split(separators).filter(|entry| entry.trim() == wanted).count();
    entries(a) == entries(b)
        && a.split(separators)
            .map(str::trim)
            .all(|entry| entry.is_empty() || count(a, entry) == count(b, entry))
}

/// Reads `true` and `false` in any case: oss2 sends and the services return `True`.
#[must_use]
pub fn flag(text: &str) -> Option<bool> {
    match text.trim() {
        text if text.eq_ignore_ascii_case("true") => Some(true),
        text if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// The plain name in a destination bucket as a provider writes it, see [`Resource`]. Any other text, alike as it may
/// look, stays what it is.
#[must_use]
pub fn bucket_name(text: &str) -> &str {
    let text = text.trim();
    Resource::read(text).filter(|resource| resource.path.is_none()).map_or(text, |resource| resource.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::resource::LOOK_ALIKES;

    #[test]
    fn every_part_is_in_its_place_and_found_by_its_slug() {
        for (at, part) in Part::all().enumerate() {
            assert_eq!(part as usize, at);
            assert_eq!(Part::from_slug(part.slug()), Some(part));
        }
        assert_eq!(Part::from_slug("no"), None);
    }

    #[test]
    fn entries_come_and_go_without_disturbing_others() {
        let mut rule = Rule::default().with(Part::Fields, "Size\nETag");
        rule.set_entry(Part::Fields, "Crc64", true);
        rule.set_entry(Part::Fields, "Size", false);
        assert_eq!(rule.text(Part::Fields), "ETag\nCrc64");
        rule.set_entry(Part::Fields, "ETag", false);
        rule.set_entry(Part::Fields, "Crc64", false);
        assert_eq!(rule.get(Part::Fields), None);
    }

    #[test]
    fn a_rule_is_the_same_in_whatever_order_its_parts_came() {
        let texts = [
            ("id", Some("a")),
            ("prefix", Some("清单/")),
            ("tags", None),
            ("format", Some("")),
            ("day", Some("1")),
        ];
        let texts = texts.map(|(slug, text)| (Part::from_slug(slug).expect("a part"), text));
        let mut forwards = Rule::default();
        texts.iter().for_each(|(part, text)| forwards.put(*part, *text));
        let mut backwards = Rule::default();
        for text in ["something longer", "", "?"] {
            texts.iter().rev().for_each(|(part, _)| backwards.put(*part, Some(text)));
        }
        texts.iter().rev().for_each(|(part, text)| backwards.put(*part, *text));
        assert_eq!(forwards, backwards);
        for part in Part::all() {
            let wanted = texts.iter().find(|(known, _)| *known == part).and_then(|(_, text)| *text);
            assert_eq!(forwards.get(part), wanted);
        }
        forwards.clear();
        assert_eq!(forwards, Rule::default());
    }

    #[test]
    fn spellings_of_the_services_agree() {
        let agree = |part, a: &str, b: &str| {
            Rule::default().with(part, a).agrees(&Rule::default().with(part, b), part)
        };
        assert!(agree(Part::Enabled, "True", "true"));
        assert!(!agree(Part::Enabled, "true", "false"));
        assert!(agree(Part::StorageClass, "Standard,IA", "IA,Standard"));
        assert!(agree(Part::Fields, "Size\nETag", "ETag\nSize"));
        assert!(!agree(Part::Prefix, "a", "b"));
        assert!(Rule::default().agrees(&Rule::default().with(Part::Prefix, ""), Part::Prefix));
    }

    #[test]
    fn what_says_nothing_agrees_with_what_is_missing() {
        let missing = |part, text: &str| Rule::default().agrees(&Rule::default().with(part, text), part);
        for (part, unset, set) in [
            (Part::Prefix, "", " "),
            (Part::DestinationPrefix, "", "0"),
            (Part::ModifiedFrom, "0", "1262275200"),
            (Part::ModifiedTo, " 0 ", "-1"),
            (Part::SizeFrom, "0", "1"),
            (Part::SizeTo, "00", "10"),
            (Part::StorageClass, "All", "IA"),
            (Part::IncrementalFrequency, "", "600"),
            (Part::Incremental, "False", "true"),
            (Part::DayOfMonth, "0", "30"),
            (Part::AutoDelete, "false", "true"),
        ] {
            assert!(missing(part, unset), "{part:?} {unset}");
            assert!(!missing(part, set), "{part:?} {set}");
        }
        // These have no default.
        assert!(!missing(Part::Enabled, "false"));
        assert!(!missing(Part::Versions, "All"));
        assert!(!missing(Part::AccountId, "0"));
    }

    #[test]
    fn a_bucket_is_named_whatever_form_it_has() {
        assert_eq!(bucket_name(" acs:oss:::reports "), "reports");
        assert_eq!(bucket_name("qcs::cos:ap-guangzhou::reports-1250000000"), "reports-1250000000");
        assert_eq!(bucket_name("arn:aws:s3:::reports"), "arn:aws:s3:::reports");
        assert_eq!(bucket_name("reports"), "reports");
        assert_eq!(bucket_name("acs:oss:oss-cn-hangzhou:1000000000000000:reports"), "reports");
        assert_eq!(bucket_name("acs:oss:*:*:reports"), "reports");
        assert_eq!(bucket_name("qcs:0:cos:ap-guangzhou:uid/1250000000:r-1250000000"), "r-1250000000");
    }

    #[test]
    fn what_only_looks_like_a_named_bucket_is_not_taken_apart() {
        let with_keys = ["acs:oss:::reports/prefix", "qcs::cos:ap-guangzhou::reports-1250000000/*"];
        for text in LOOK_ALIKES.into_iter().chain(with_keys) {
            assert_eq!(bucket_name(text), text);
        }
    }
}
