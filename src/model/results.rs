//! Where the reports of a rule are written, as a provider's documents say.

use super::capabilities::Capabilities;
use super::connection::BucketName;
use super::rule::{Part, Rule};

/// How a provider names the keys of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResultForm {
    /// The folder of a rule's reports, after the rule's own prefix: `{bucket}` is the bucket that is listed,
    /// `{name}` and `{number}` are what stands before and after its last hyphen, `{id}` is the rule.
    pub folder: &'static str,
    /// The folder of one run inside it, with letters in the places of digits.
    pub run: &'static str,
    /// The folder of the lists inside it, with its slash; empty when they stand in the rule's own.
    pub data: &'static str,
    /// Whether the provider adds a slash to a prefix that ends with one already.
    pub doubles_slash: bool,
}

/// The keys of a rule's reports in its destination bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultKeys {
    /// What they all begin with.
    pub folder: String,
    /// The file that names the lists of one run, with letters in the places of the digits of its time.
    pub manifest: String,
    /// What the keys of the lists begin with.
    pub data: String,
}

/// Where the reports of `rule` about the bucket `source` are written.
#[must_use]
pub fn result_keys(rule: &Rule, source: &BucketName, capabilities: &Capabilities) -> ResultKeys {
    let form = &capabilities.results;
    let prefix = rule.text(Part::DestinationPrefix);
    let slash = if prefix.is_empty() || (prefix.ends_with('/') && !form.doubles_slash) { "" } else { "/" };
    let bucket = source.as_str();
    let (name, number) = bucket.rsplit_once('-').unwrap_or((bucket, ""));
    // The id comes last: it may hold anything, even what looks like a place.
    let folder = form.folder.replace("{bucket}", bucket).replace("{name}", name).replace("{number}", number);
    let folder = format!("{prefix}{slash}{}", folder.replace("{id}", rule.id()));
    ResultKeys {
        manifest: format!("{folder}{}/manifest.json", form.run),
        data: format!("{folder}{}", form.data),
        folder,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Provider;
    use crate::provider::service;

    #[track_caller]
    fn check(provider: Provider, prefix: &str, expected: [&str; 3]) {
        let rule = Rule::default().with(Part::Id, "{name}-1").with(Part::DestinationPrefix, prefix);
        let source = BucketName::parse("my-data-1250000000").expect("a bucket");
        let keys = result_keys(&rule, &source, service(provider).capabilities());
        assert_eq!([keys.folder, keys.manifest, keys.data], expected);
    }

    #[test]
    fn oss_writes_a_folder_for_each_run_and_one_for_the_lists() {
        let folder = "daily/my-data-1250000000/{name}-1/";
        let expected = [
            folder,
            "daily/my-data-1250000000/{name}-1/YYYY-MM-DDTHH-MMZ/manifest.json",
            "daily/my-data-1250000000/{name}-1/data/",
        ];
        check(Provider::Oss, "daily/", expected);
        check(Provider::Oss, "daily", expected);
        check(
            Provider::Oss,
            "",
            [
                "my-data-1250000000/{name}-1/",
                "my-data-1250000000/{name}-1/YYYY-MM-DDTHH-MMZ/manifest.json",
                "my-data-1250000000/{name}-1/data/",
            ],
        );
    }

    #[test]
    fn cos_names_the_account_first_and_adds_its_own_slash() {
        let folder = "daily/1250000000/my-data/{name}-1/";
        check(
            Provider::Cos,
            "daily",
            [folder, "daily/1250000000/my-data/{name}-1/YYYYMMDD/manifest.json", folder],
        );
        let doubled = "daily//1250000000/my-data/{name}-1/";
        check(
            Provider::Cos,
            "daily/",
            [doubled, "daily//1250000000/my-data/{name}-1/YYYYMMDD/manifest.json", doubled],
        );
    }
}
