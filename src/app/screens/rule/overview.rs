//! What a rule says: in sentences, and part by part.

use leptos::prelude::*;

use super::summary::Summary;
use crate::app::components::shown::Shown;
use crate::app::i18n::t_string;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::{Words, use_words};
use crate::model::Rule;
use crate::model::rule::Part;

/// A summary and a card for each section of the form.
#[component]
pub(super) fn Overview(bucket: OpenBucket, rule: Signal<Rule>) -> impl IntoView {
    let words = use_words();
    let cards = move || rule.with(|rule| sections(words, rule)).map(|section| view! { <Card section/> });
    view! {
        <div class="overview">
            <Summary rule capabilities=bucket.capabilities()/>
            <div class="cards">{move || cards().into_iter().collect_view()}</div>
        </div>
    }
}

/// A section of a rule: its title, and what its parts say.
struct Section {
    title: &'static str,
    facts: Vec<(&'static str, String)>,
}

/// What a rule says, in the order of the form. What is not set is left out where that is usual.
fn sections(words: Words, rule: &Rule) -> [Section; 4] {
    let i18n = words.i18n;
    let section = |title, first: Part, last: Part| {
        let parts = Part::all().filter(|part| (first..=last).contains(part) && *part != Part::DayOfMonth);
        let fact = |part: Part| Some((words.part(part), words.value(rule, part)?));
        Section { title, facts: parts.filter_map(fact).collect() }
    };
    [
        section(t_string!(i18n, rule.section_scope), Part::Prefix, Part::Versions),
        section(t_string!(i18n, rule.section_record), Part::Fields, Part::IncrementalFields),
        section(t_string!(i18n, rule.section_target), Part::Bucket, Part::KmsKeyId),
        section(t_string!(i18n, rule.section_schedule), Part::Frequency, Part::AutoDelete),
    ]
}

#[component]
fn Card(section: Section) -> impl IntoView {
    let fact = |(name, value): (&'static str, String)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>
                    <Shown name=value/>
                </dd>
            </div>
        }
    };
    view! {
        <section class="card">
            <h2>{section.title}</h2>
            <dl>{section.facts.into_iter().map(fact).collect_view()}</dl>
        </section>
    }
}
