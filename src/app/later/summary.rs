//! A rule in whole sentences: when it runs, what it lists, where the reports go.

use crate::app::dom::{El, el};
use crate::app::words::{Words, fill, kept, language, td_string};
use crate::model::summary::{Cadence, FirstRun, Summary, Versions, WeeklyRun};
use crate::model::{Capabilities, Rule};

/// The sentences.
pub(super) fn summary(rule: &Rule, capabilities: &Capabilities) -> El {
    let i18n = language();
    let summary = Summary::of(rule, capabilities);
    let off = (summary.enabled == Some(false)).then(|| td_string!(i18n, summary.disabled).to_owned());
    let filtered = (!summary.filters.is_empty()).then(|| td_string!(i18n, summary.filtered).to_owned());
    let first = match capabilities.run_times.first {
        FirstRun::AtOnce => td_string!(i18n, summary.first_at_once),
        FirstRun::NextDay => td_string!(i18n, summary.first_next_day),
    };
    let sentences = [
        Some(cadence(i18n, summary.cadence)),
        Some(scope(i18n, &summary)),
        filtered,
        Some(target(i18n, &summary)),
        Some(off.unwrap_or_else(|| first.to_owned())),
    ];
    el("p.summary").text(&sentences.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

fn cadence(i18n: Words, cadence: Cadence<'_>) -> String {
    match cadence {
        Cadence::Daily => td_string!(i18n, summary.daily),
        Cadence::Weekly(WeeklyRun::NotStated) => td_string!(i18n, summary.weekly),
        Cadence::Weekly(WeeklyRun::LastDay) => td_string!(i18n, summary.weekly_last_day),
        Cadence::Monthly(None) => td_string!(i18n, summary.monthly),
        Cadence::Monthly(Some(day)) => return fill(td_string!(i18n, summary.monthly_on), &[("day", &day)]),
        Cadence::Once { removed_after: false } => td_string!(i18n, summary.once),
        Cadence::Once { removed_after: true } => td_string!(i18n, summary.once_removed),
        Cadence::Unknown(word) => {
            return fill(td_string!(i18n, summary.other), &[("frequency", &kept(i18n, word))]);
        }
        Cadence::Missing => td_string!(i18n, summary.no_schedule),
    }
    .to_owned()
}

fn scope(i18n: Words, summary: &Summary<'_>) -> String {
    match (summary.prefix, summary.versions) {
        (None, Versions::All) => td_string!(i18n, summary.all_of_bucket).to_owned(),
        (None, _) => td_string!(i18n, summary.current_of_bucket).to_owned(),
        (Some(prefix), Versions::All) => fill(td_string!(i18n, summary.all_under), &[("prefix", &prefix)]),
        (Some(prefix), _) => fill(td_string!(i18n, summary.current_under), &[("prefix", &prefix)]),
    }
}

fn target(i18n: Words, summary: &Summary<'_>) -> String {
    let Summary { format, bucket, .. } = summary;
    match summary.destination_prefix {
        None => fill(td_string!(i18n, summary.target), &[("format", format), ("bucket", bucket)]),
        Some(prefix) => fill(
            td_string!(i18n, summary.target_under),
            &[("format", format), ("bucket", bucket), ("prefix", &prefix)],
        ),
    }
}
