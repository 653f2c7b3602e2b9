//! What a rule says: in sentences, and part by part.

use leptos::prelude::*;

use super::summary::{Summary, shown};
use crate::app::components::shown::Shown;
use crate::app::i18n::{t, t_string, use_i18n};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::{Words, use_words};
use crate::model::Rule;
use crate::model::rule::{Part, Section};

/// What is not known here, a summary, and a card for each section of the form.
#[component]
pub(super) fn Overview(bucket: OpenBucket, rule: Signal<Rule>) -> impl IntoView {
    let words = use_words();
    let cards = move || {
        let facts = |section| (section, rule.with(|rule| facts(words, rule, section)));
        let said = Section::ALL.into_iter().map(facts).filter(|(_, facts)| !facts.is_empty());
        said.map(|(section, facts)| view! { <Card section facts/> }).collect_view()
    };
    let unknown = move || {
        let names = rule.with(|rule| rule.unknown().collect::<Vec<_>>().join(", "));
        (!names.is_empty()).then_some(names)
    };
    view! {
        <div class="overview">
            {move || unknown().map(|names| view! { <p class="note">{t!(words.i18n, summary.unknown, names = shown(&names))}</p> })}
            <Summary rule capabilities=bucket.capabilities()/>
            <div class="cards">{cards}</div>
        </div>
    }
}

/// Name and value of a part.
type Fact = (&'static str, String);

/// What the parts of a section say, but for what stands in the head of the page and with the frequency. What is not set
/// is left out where that is usual.
fn facts(words: Words, rule: &Rule, section: Section) -> Vec<Fact> {
    let parts = section.parts().filter(|part| !matches!(part, Part::Id | Part::Enabled | Part::DayOfMonth));
    parts.filter_map(|part| Some((words.part(part), words.value(rule, part)?))).collect()
}

#[component]
fn Card(section: Section, facts: Vec<Fact>) -> impl IntoView {
    let i18n = use_i18n();
    let title = move || match section {
        Section::Basics => t_string!(i18n, create.basics),
        Section::Scope => t_string!(i18n, rule.section_scope),
        Section::Record => t_string!(i18n, rule.section_record),
        Section::Target => t_string!(i18n, rule.section_target),
        Section::Schedule => t_string!(i18n, rule.section_schedule),
    };
    let fact = |(name, value): Fact| {
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
            <h2>{title}</h2>
            <dl>{facts.into_iter().map(fact).collect_view()}</dl>
        </section>
    }
}
