//! A rule in whole sentences: when it runs, what it lists, where the reports go.

use leptos::prelude::*;

use crate::app::components::shown::Shown;
use crate::app::i18n::{I18n, t, t_string};
use crate::app::words::{Words, use_words};
use crate::model::summary::{self, Cadence, FirstRun, Versions, WeeklyRun};
use crate::model::visible::marked;
use crate::model::{Capabilities, Rule};

/// The sentences.
#[component]
pub(super) fn Summary(rule: Signal<Rule>, capabilities: &'static Capabilities) -> impl IntoView {
    let words = use_words();
    view! {
        <p class="summary">
            {move || {
                rule.with(|rule| told(words, &summary::Summary::of(rule, capabilities), capabilities))
            }}
        </p>
    }
}

fn told(words: Words, summary: &summary::Summary<'_>, capabilities: &Capabilities) -> AnyView {
    let i18n = words.i18n;
    let filtered =
        (!summary.filters.is_empty()).then(|| view! { {move || t_string!(i18n, summary.filtered)} " " });
    let first = match capabilities.run_times.first {
        _ if summary.enabled == Some(false) => t_string!(i18n, summary.disabled),
        FirstRun::AtOnce => t_string!(i18n, summary.first_at_once),
        FirstRun::NextDay => t_string!(i18n, summary.first_next_day),
    };
    view! {
        {cadence(words, summary.cadence)}
        " "
        {scope(i18n, summary)}
        " "
        {filtered}
        {target(i18n, summary)}
        " "
        {first}
    }
    .into_any()
}

fn cadence(words: Words, cadence: Cadence<'_>) -> String {
    let i18n = words.i18n;
    match cadence {
        Cadence::Daily => t_string!(i18n, summary.daily),
        Cadence::Weekly(WeeklyRun::NotStated) => t_string!(i18n, summary.weekly),
        Cadence::Weekly(WeeklyRun::LastDay) => t_string!(i18n, summary.weekly_last_day),
        Cadence::Monthly(None) => t_string!(i18n, summary.monthly),
        Cadence::Monthly(Some(day)) => return t_string!(i18n, summary.monthly_on, day = day),
        Cadence::MonthlyOrLast(day) => return t_string!(i18n, summary.monthly_or_last, day = day),
        Cadence::EveryDays(days) => return t_string!(i18n, summary.every_days, days = days),
        Cadence::Once { removed_after: false } => t_string!(i18n, summary.once),
        Cadence::Once { removed_after: true } => t_string!(i18n, summary.once_removed),
        Cadence::Unknown(word) => {
            let frequency = words.kept(word);
            return t_string!(i18n, summary.other, frequency = marked(&frequency));
        }
        Cadence::Missing => t_string!(i18n, summary.no_schedule),
    }
    .to_owned()
}

fn scope(i18n: I18n, summary: &summary::Summary<'_>) -> AnyView {
    match (summary.versions, summary.prefix.map(shown)) {
        (Versions::All, None) => t!(i18n, summary.all_of_bucket).into_any(),
        (Versions::Current, None) => t!(i18n, summary.current_of_bucket).into_any(),
        (Versions::All, Some(prefix)) => t!(i18n, summary.all_under, prefix = prefix).into_any(),
        (Versions::Current, Some(prefix)) => t!(i18n, summary.current_under, prefix = prefix).into_any(),
        (Versions::Missing, None) => t!(i18n, summary.some_of_bucket).into_any(),
        (Versions::Missing, Some(prefix)) => t!(i18n, summary.some_under, prefix = prefix).into_any(),
        (Versions::Unknown(word), None) => {
            t!(i18n, summary.other_of_bucket, versions = shown(word)).into_any()
        }
        (Versions::Unknown(word), Some(prefix)) => {
            t!(i18n, summary.other_under, versions = shown(word), prefix = prefix).into_any()
        }
    }
}

fn target(i18n: I18n, summary: &summary::Summary<'_>) -> AnyView {
    let (format, bucket) = (shown(summary.format), shown(summary.bucket));
    match summary.destination_prefix.map(shown) {
        None => t!(i18n, summary.target, format = format, bucket = bucket).into_any(),
        Some(prefix) => {
            t!(i18n, summary.target_under, format = format, bucket = bucket, prefix = prefix).into_any()
        }
    }
}

/// A name in a sentence.
pub(super) fn shown(name: &str) -> impl Fn() -> AnyView + Clone + Send + Sync + use<> {
    let name = name.to_owned();
    move || view! { <Shown name=name.clone()/> }.into_any()
}
