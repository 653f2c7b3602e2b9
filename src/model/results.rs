//! Where the reports of a rule are written, as a provider's documents say.

use super::capabilities::Capabilities;
use super::connection::BucketName;
use super::rule::{Part, Rule, flag};

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
    /// Where incremental reports lie; `None` where there are none.
    pub incremental: Option<IncrementalForm>,
}

/// How a provider names the keys of incremental reports, in the folder of the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncrementalForm {
    /// Their folder, with its slash.
    pub folder: &'static str,
    /// The folder of one report inside it, with letters in the places of digits.
    pub run: &'static str,
    /// The folder of the lists inside it, with its slash.
    pub data: &'static str,
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
    /// The same two of incremental reports, where the rule writes them.
    pub incremental: Option<[String; 2]>,
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
    let writes_changes = flag(rule.text(Part::Incremental)) == Some(true);
    let incremental = form.incremental.filter(|_| writes_changes).map(|form| {
        let inside = format!("{folder}{}", form.folder);
        [format!("{inside}{}/manifest.json", form.run), format!("{inside}{}", form.data)]
    });
    ResultKeys {
        incremental,
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
    fn incremental_reports_have_a_folder_beside_the_full_ones() {
        let source = BucketName::parse("src").expect("a bucket");
        let keys = |provider, flag| {
            let rule = Rule::default()
                .with(Part::Id, "report1")
                .with(Part::DestinationPrefix, "p")
                .with(Part::Incremental, flag);
            result_keys(&rule, &source, service(provider).capabilities()).incremental
        };
        let expected = [
            "p/src/report1/incremental_inventory/YYYY-MM-DDTHH-MMSSZ/manifest.json",
            "p/src/report1/incremental_inventory/data/",
        ];
        assert_eq!(keys(Provider::Oss, "True"), Some(expected.map(str::to_owned)));
        for flag in ["false", "", "perhaps"] {
            assert_eq!(keys(Provider::Oss, flag), None, "{flag}");
        }
        assert_eq!(keys(Provider::Cos, "true"), None);
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

    /// The path that a COS Batch test of tencentcloudstack/terraform-provider-tencentcloud names.
    #[test]
    fn a_manifest_of_cos_is_where_the_service_was_seen_to_write_it() {
        let rule =
            Rule::default().with(Part::Id, "test").with(Part::DestinationPrefix, "cos_bucket_inventory");
        let source = BucketName::parse("keep-test-1250000000").expect("a bucket");
        let keys = result_keys(&rule, &source, service(Provider::Cos).capabilities());
        assert_eq!(keys.manifest, "cos_bucket_inventory/1250000000/keep-test/test/YYYYMMDD/manifest.json");
    }
}
