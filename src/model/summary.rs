//! What a rule does, taken together for a sentence or two: typed pieces, whose words are the page's.

use super::capabilities::Capabilities;
use super::rule::{Part, Rule, bucket_name, flag};

/// When a provider runs rules, as far as its documents say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunTimes {
    /// The first run of a new rule.
    pub first: FirstRun,
    /// The weekday of weekly runs.
    pub weekly: WeeklyRun,
    /// The zone in whose early morning later runs begin, in seconds east of UTC; `None` where no document
    /// names one.
    pub zone: Option<i64>,
}

/// When a new rule runs first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstRun {
    /// Right after it was created.
    AtOnce,
    /// Early on the day after.
    NextDay,
}

/// On which day a weekly rule runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeeklyRun {
    /// No document says.
    NotStated,
    /// Usually on the last day of the week; another page of the provider counts seven days each.
    LastDay,
}

/// How often a rule runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cadence<'a> {
    /// Every day.
    Daily,
    /// Once a week.
    Weekly(WeeklyRun),
    /// On this day of each month; `None` when it says no day, or none that is a number.
    Monthly(Option<u64>),
    /// On this day of each month, and on the last day of a month that does not have it.
    MonthlyOrLast(u64),
    /// Every so many days, as a monthly rule without a day.
    EveryDays(u64),
    /// One time only.
    Once {
        /// Whether the rule removes itself after its run.
        removed_after: bool,
    },
    /// A word that this version does not know.
    Unknown(&'a str),
    /// It says nothing, as a job that ran once does.
    Missing,
}

/// Which versions of objects are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Versions<'a> {
    /// The current one of each object.
    Current,
    /// Every version.
    All,
    /// A word that this version does not know.
    Unknown(&'a str),
    /// It says nothing.
    Missing,
}

/// What a rule does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary<'a> {
    /// Whether it is at work; `None` when its status is no flag.
    pub enabled: Option<bool>,
    /// How often it runs.
    pub cadence: Cadence<'a>,
    /// Which versions it lists.
    pub versions: Versions<'a>,
    /// What the listed keys begin with; `None` for the whole bucket.
    pub prefix: Option<&'a str>,
    /// The other parts that leave objects out, in the form's order.
    pub filters: Vec<Part>,
    /// The plain name of the destination bucket.
    pub bucket: &'a str,
    /// What the keys of the reports begin with; `None` for nothing.
    pub destination_prefix: Option<&'a str>,
    /// The reports' format, in the provider's word; empty when it says none.
    pub format: &'a str,
    /// How the reports are encrypted, in the provider's word; `None` when they are not.
    pub encryption: Option<&'a str>,
    /// How many optional fields are recorded, with those from metadata.
    pub fields: usize,
}

impl<'a> Summary<'a> {
    /// What a rule does at the provider of these capabilities.
    #[must_use]
    pub fn of(rule: &'a Rule, capabilities: &Capabilities) -> Self {
        let said = |part: Part| rule.said(part).filter(|text| !text.is_empty());
        Summary {
            enabled: rule.enabled(),
            cadence: cadence(rule, capabilities),
            versions: match rule.text(Part::Versions).trim() {
                "Current" => Versions::Current,
                "All" => Versions::All,
                "" => Versions::Missing,
                word => Versions::Unknown(word),
            },
            prefix: said(Part::Prefix),
            filters: Part::MORE_FILTERS.into_iter().filter(|part| said(*part).is_some()).collect(),
            bucket: bucket_name(rule.text(Part::Bucket)),
            destination_prefix: said(Part::DestinationPrefix),
            format: rule.text(Part::Format).trim(),
            encryption: said(Part::Encryption),
            fields: rule.entries(Part::Fields).chain(rule.entries(Part::MetadataFields)).count(),
        }
    }
}

fn cadence<'a>(rule: &'a Rule, capabilities: &Capabilities) -> Cadence<'a> {
    match rule.text(Part::Frequency).trim() {
        "Daily" => Cadence::Daily,
        "Weekly" => Cadence::Weekly(capabilities.run_times.weekly),
        "Monthly" => monthly(rule, capabilities),
        "Once" => Cadence::Once { removed_after: flag(rule.text(Part::AutoDelete)) == Some(true) },
        "" => Cadence::Missing,
        word => Cadence::Unknown(word),
    }
}

fn monthly<'a>(rule: &Rule, capabilities: &Capabilities) -> Cadence<'a> {
    // Every month has so many days.
    const SHORTEST: u64 = 28;
    match (rule.said(Part::DayOfMonth), capabilities.without_day) {
        (None, Some(days)) => Cadence::EveryDays(days),
        (day, _) => match day.and_then(|day| day.trim().parse().ok()) {
            Some(day) if day > SHORTEST && capabilities.last_day_instead => Cadence::MonthlyOrLast(day),
            day => Cadence::Monthly(day),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Provider;
    use crate::provider::service;

    fn cadence_of(provider: Provider, parts: &[(Part, &str)]) -> String {
        let rule = parts.iter().fold(Rule::default(), |rule, (part, text)| rule.with(*part, text));
        format!("{:?}", Summary::of(&rule, service(provider).capabilities()).cadence)
    }

    #[test]
    fn a_rule_is_taken_together() {
        let rule = Rule::default()
            .with(Part::Id, "a")
            .with(Part::Enabled, "True")
            .with(Part::Frequency, "Daily")
            .with(Part::Versions, "All")
            .with(Part::Prefix, "logs/")
            .with(Part::SizeFrom, "1024")
            .with(Part::StorageClass, "IA")
            .with(Part::Bucket, "acs:oss:::reports")
            .with(Part::DestinationPrefix, "daily/")
            .with(Part::Format, "CSV")
            .with(Part::Encryption, "SSE-OSS")
            .with(Part::Fields, "Size\nETag");
        let expected = Summary {
            enabled: Some(true),
            cadence: Cadence::Daily,
            versions: Versions::All,
            prefix: Some("logs/"),
            filters: vec![Part::SizeFrom, Part::StorageClass],
            bucket: "reports",
            destination_prefix: Some("daily/"),
            format: "CSV",
            encryption: Some("SSE-OSS"),
            fields: 2,
        };
        assert_eq!(Summary::of(&rule, service(Provider::Oss).capabilities()), expected);
    }

    #[test]
    fn what_is_not_said_is_told_as_such() {
        let rule = Rule::default().with(Part::MetadataFields, "x-cos-meta-a").with(Part::Prefix, "");
        let summary = Summary::of(&rule, service(Provider::Cos).capabilities());
        assert_eq!(
            (summary.enabled, summary.cadence, summary.versions),
            (None, Cadence::Missing, Versions::Missing)
        );
        assert_eq!((summary.prefix, summary.destination_prefix, summary.encryption), (None, None, None));
        assert_eq!((summary.bucket, summary.format, summary.fields), ("", "", 1));
        assert_eq!(summary.filters, []);
    }

    #[test]
    fn each_cadence_is_known_with_what_belongs_to_it() {
        let frequency = |word| (Part::Frequency, word);
        assert_eq!(cadence_of(Provider::Oss, &[frequency("Weekly")]), "Weekly(NotStated)");
        assert_eq!(cadence_of(Provider::Cos, &[frequency("Weekly")]), "Weekly(LastDay)");
        assert_eq!(
            cadence_of(Provider::Oss, &[frequency("Monthly"), (Part::DayOfMonth, "15")]),
            "Monthly(Some(15))"
        );
        assert_eq!(
            cadence_of(Provider::Oss, &[frequency("Monthly"), (Part::DayOfMonth, "last")]),
            "Monthly(None)"
        );
        let on_31 = [frequency("Monthly"), (Part::DayOfMonth, "31")];
        assert_eq!(cadence_of(Provider::Oss, &on_31), "MonthlyOrLast(31)");
        assert_eq!(cadence_of(Provider::Cos, &on_31), "Monthly(Some(31))");
        assert_eq!(cadence_of(Provider::Oss, &[frequency("Monthly")]), "EveryDays(30)");
        assert_eq!(cadence_of(Provider::Cos, &[frequency("Monthly")]), "Monthly(None)");
        assert_eq!(
            cadence_of(Provider::Oss, &[frequency("Once"), (Part::AutoDelete, "TRUE")]),
            "Once { removed_after: true }"
        );
        assert_eq!(cadence_of(Provider::Oss, &[frequency("Once")]), "Once { removed_after: false }");
        assert_eq!(cadence_of(Provider::Oss, &[frequency(" Hourly")]), "Unknown(\"Hourly\")");
    }
}
