//! A rule in whole sentences: when it runs, what it lists, where the reports go.

use crate::app::dom::{El, el};
use crate::app::words::{Words, fill, kept, language, td_string};
use crate::model::Rule;
use crate::model::rule::{Part, bucket_name};

/// The sentences.
pub(super) fn summary(rule: &Rule) -> El {
    let i18n = language();
    let off = (rule.enabled() == Some(false)).then(|| td_string!(i18n, summary.disabled).to_owned());
    let sentences = [Some(schedule(i18n, rule)), Some(scope(i18n, rule)), filters(i18n, rule), Some(target(i18n, rule)), off];
    el("p.summary").text(&sentences.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

fn schedule(i18n: Words, rule: &Rule) -> String {
    match (rule.text(Part::Frequency).trim(), rule.text(Part::DayOfMonth).trim()) {
        ("Daily", _) => td_string!(i18n, summary.daily).to_owned(),
        ("Weekly", _) => td_string!(i18n, summary.weekly).to_owned(),
        ("Monthly", "") => td_string!(i18n, summary.monthly).to_owned(),
        ("Monthly", day) => fill(td_string!(i18n, summary.monthly_on), &[("day", &day)]),
        ("Once", _) => td_string!(i18n, summary.once).to_owned(),
        (other, _) => fill(td_string!(i18n, summary.other), &[("frequency", &kept(i18n, other))]),
    }
}

fn scope(i18n: Words, rule: &Rule) -> String {
    let (prefix, all) = (rule.text(Part::Prefix), rule.text(Part::Versions).trim() == "All");
    match (prefix, all) {
        ("", true) => td_string!(i18n, summary.all_of_bucket).to_owned(),
        ("", false) => td_string!(i18n, summary.current_of_bucket).to_owned(),
        (prefix, true) => fill(td_string!(i18n, summary.all_under), &[("prefix", &prefix)]),
        (prefix, false) => fill(td_string!(i18n, summary.current_under), &[("prefix", &prefix)]),
    }
}

/// Filters beside the prefix, if there are any.
fn filters(i18n: Words, rule: &Rule) -> Option<String> {
    let more = [
        Part::Tags,
        Part::ModifiedFrom,
        Part::ModifiedTo,
        Part::SizeFrom,
        Part::SizeTo,
        Part::StorageClass,
    ];
    more.into_iter()
        .any(|part| !rule.text(part).is_empty())
        .then(|| td_string!(i18n, summary.filtered).to_owned())
}

fn target(i18n: Words, rule: &Rule) -> String {
    let (format, bucket) = (rule.text(Part::Format), bucket_name(rule.text(Part::Bucket)));
    match rule.text(Part::DestinationPrefix) {
        "" => fill(td_string!(i18n, summary.target), &[("format", &format), ("bucket", &bucket)]),
        prefix => fill(
            td_string!(i18n, summary.target_under),
            &[("format", &format), ("bucket", &bucket), ("prefix", &prefix)],
        ),
    }
}
