//! What of rules does not say the same at another provider, in words: of one rule, and of all in a bucket.

use leptos::prelude::*;

use super::target::{Entries, Entry, Target};
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::{Words, use_words};
use crate::form::crossing::{Fate, Report, Told};
use crate::model::Rule;
use crate::model::problem::Problem;
use crate::model::rule::Part;
use crate::model::visible::marked;

/// A report, a sentence for each thing in it.
pub(super) fn report_words(words: Words, bucket: OpenBucket, report: &Report) -> Vec<String> {
    let i18n = words.i18n;
    let connection = bucket.connection();
    let elements = (!report.elements.is_empty()).then(|| {
        let elements = marked(&report.elements.join(", ")).into_owned();
        t_string!(i18n, many.elements_left_out, elements = elements)
    });
    let note = |(part, problem): &(Part, Problem)| {
        let problem = words.problem(*problem, &connection);
        t_string!(i18n, many.worth_knowing, part = words.part(*part), problem = problem)
    };
    let parts = report.parts.iter().map(|told| told_words(words, told));
    parts.chain(elements).chain(report.notes.iter().map(note)).collect()
}

fn told_words(words: Words, told: &Told) -> String {
    let i18n = words.i18n;
    let part = words.part(told.part);
    let said = |text: &str| match text {
        "" => t_string!(i18n, value.none).to_owned(),
        text => marked(&words.said(&Rule::default().with(told.part, text), told.part)).into_owned(),
    };
    match &told.fate {
        Fate::Reworded { from, to } => {
            // Both may have one name in plain words, and a bucket one without its provider's form.
            t_string!(i18n, many.reworded, part = part, from = marked(from), to = marked(to))
        }
        Fate::Changed { from, to } => {
            t_string!(i18n, many.becomes, part = part, from = said(from), to = said(to))
        }
        Fate::LeftOut(text) if told.lists_more() => {
            t_string!(i18n, many.filter_left_out, part = part, value = said(text))
        }
        Fate::LeftOut(text) => t_string!(i18n, many.left_out, part = part, value = said(text)),
        Fate::Undecided(text) => t_string!(i18n, many.undecided, part = part, value = said(text)),
    }
}

/// Whether a rule says less there, or something else, and may be written.
pub(super) fn loses(entry: &Entry) -> bool {
    entry.planned.losses() > 0
}

/// What is told of a rule.
#[component]
pub(super) fn RuleReport(bucket: OpenBucket, report: Report) -> impl IntoView {
    let words = use_words();
    let line = |said: String| view! { <li>{said}</li> };
    let lines = move || report_words(words, bucket, &report).into_iter().map(line).collect_view();
    view! { <ul class="crossed hint">{lines}</ul> }
}

/// What is lost in a bucket, by part: in sight before anything is written, even where the rules are folded away.
#[component]
pub(super) fn Losses(target: Target) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let provider = move || target.bucket.get().place().provider.service_name();
    let lost = Memo::new(move |_| target.with(counted).unwrap_or_default());
    let parts = move || {
        let (parts, elements) = lost.get();
        let part = |(part, count): &(Part, usize)| {
            t_string!(i18n, many.lost_part, part = words.part(*part), count = *count)
        };
        let elements = (elements > 0).then(|| t_string!(i18n, many.lost_elements, count = elements));
        parts.iter().map(part).chain(elements).collect::<Vec<_>>().join(" · ")
    };
    let any = move || lost.with(|(parts, elements)| !parts.is_empty() || *elements > 0);
    view! {
        <When when=any>
            <p class="note">{move || t_string!(i18n, many.lost, provider = provider(), parts = parts())}</p>
        </When>
    }
}

/// In how many rules each part is lost, and in how many what no part stands for.
fn counted(entries: &Entries) -> (Vec<(Part, usize)>, usize) {
    let is_lost = |report: &Report, part| report.parts.iter().any(|told| told.part == part && told.is_loss());
    let of = |look: &dyn Fn(&Report) -> bool| {
        entries.count(|entry| loses(entry) && entry.planned.crossing.as_ref().is_some_and(look))
    };
    let parts = Part::all().map(|part| (part, of(&|report| is_lost(report, part))));
    (parts.filter(|(_, count)| *count > 0).collect(), of(&|report| !report.elements.is_empty()))
}
