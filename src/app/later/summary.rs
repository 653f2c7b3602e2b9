//! A rule in whole sentences: when it runs, what it lists, where the reports go.

use crate::app::components::shown;
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
    let told = el("p.summary").text(&cadence(i18n, summary.cadence)).text(" ");
    let told = scope(i18n, &summary, told).text(" ");
    let told = filtered.iter().fold(told, |told, sentence| told.text(sentence).text(" "));
    target(i18n, &summary, told).text(" ").text(off.as_deref().unwrap_or(first))
}

fn cadence(i18n: Words, cadence: Cadence<'_>) -> String {
    match cadence {
        Cadence::Daily => td_string!(i18n, summary.daily),
        Cadence::Weekly(WeeklyRun::NotStated) => td_string!(i18n, summary.weekly),
        Cadence::Weekly(WeeklyRun::LastDay) => td_string!(i18n, summary.weekly_last_day),
        Cadence::Monthly(None) => td_string!(i18n, summary.monthly),
        Cadence::Monthly(Some(day)) => return fill(td_string!(i18n, summary.monthly_on), &[("day", &day)]),
        Cadence::MonthlyOrLast(day) => {
            return fill(td_string!(i18n, summary.monthly_or_last), &[("day", &day)]);
        }
        Cadence::EveryDays(days) => return fill(td_string!(i18n, summary.every_days), &[("days", &days)]),
        Cadence::Once { removed_after: false } => td_string!(i18n, summary.once),
        Cadence::Once { removed_after: true } => td_string!(i18n, summary.once_removed),
        Cadence::Unknown(word) => {
            return fill(td_string!(i18n, summary.other), &[("frequency", &kept(i18n, word))]);
        }
        Cadence::Missing => td_string!(i18n, summary.no_schedule),
    }
    .to_owned()
}

fn scope(i18n: Words, summary: &Summary<'_>, told: El) -> El {
    match (summary.prefix, summary.versions) {
        (None, Versions::All) => told.text(td_string!(i18n, summary.all_of_bucket)),
        (None, _) => told.text(td_string!(i18n, summary.current_of_bucket)),
        (Some(prefix), Versions::All) => {
            shown::fill(td_string!(i18n, summary.all_under), &[("prefix", prefix)], told)
        }
        (Some(prefix), _) => {
            shown::fill(td_string!(i18n, summary.current_under), &[("prefix", prefix)], told)
        }
    }
}

fn target(i18n: Words, summary: &Summary<'_>, told: El) -> El {
    let Summary { format, bucket, .. } = *summary;
    match summary.destination_prefix {
        None => {
            shown::fill(td_string!(i18n, summary.target), &[("format", format), ("bucket", bucket)], told)
        }
        Some(prefix) => shown::fill(
            td_string!(i18n, summary.target_under),
            &[("format", format), ("bucket", bucket), ("prefix", prefix)],
            told,
        ),
    }
}
