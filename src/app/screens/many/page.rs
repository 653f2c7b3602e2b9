//! The screen.

use leptos::prelude::*;

use super::fields::Fields;
use super::form::Form;
use super::plan::{Plan, View};
use super::running::Progress;
use super::source::Source;
use crate::app::components::leave_run::LeaveRun;
use crate::app::components::names::Names;
use crate::app::frame::back::Back;
use crate::app::frame::heading::Heading;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::connections::use_connections;
use crate::app::services::navigation::use_navigation;
use crate::app::services::open_bucket::OpenBucket;

/// Taking rules to other buckets.
#[component]
pub(super) fn ManyPage(bucket: OpenBucket) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::new(bucket);
    let progress = Progress::new(bucket, form.acting);
    let beside = use_connections().keep_beside();
    on_cleanup(move || drop(beside));
    let leaving = use_navigation()
        .ask_before(move || form.acting.get_untracked() || untrack(|| form.holds_only_copy()));
    let place = bucket.place();
    let name = place.bucket.as_str().to_owned();
    let lead = move || {
        let provider = form.side.provider.get().service_name();
        match form.side.crosses() {
            true => t_string!(i18n, many.lead_across, bucket = name.as_str(), provider = provider),
            false => t_string!(i18n, many.lead, bucket = name.as_str(), provider = provider),
        }
    };
    let view = View::new();
    let plan = move || form.asked.get().map(|asked| view! { <Plan form progress view asked/> });
    // What is on the screen alone is nothing to stop.
    let asked = move || match form.acting.get() {
        true => t_string!(i18n, many.leave).to_owned(),
        false => t_string!(i18n, many.leave_copy).to_owned(),
    };
    view! {
        <section class="page">
            <Back bucket/>
            <div class="page-head">
                <Heading text=move || t_string!(i18n, many.title)/>
            </div>
            <p class="lead">{lead}</p>
            <Rules form/>
            <Fields form/>
            {plan}
            <LeaveRun title=asked run=progress.run leaving/>
        </section>
    }
}

/// Which rules are taken.
#[component]
fn Rules(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let Form { bucket, rules, source, resumed, .. } = form;
    let name = bucket.place().bucket.as_str().to_owned();
    let is_file = source.with_value(|source| matches!(source, Source::File(_)));
    let is_all = source.with_value(Source::is_all);
    let count = Memo::new(move |_| rules.with(Vec::len));
    let is_partial = Memo::new(move |_| form.is_partial());
    let words = move || match (count.get(), is_file) {
        (0, false) if bucket.rules.is_reading() => t_string!(i18n, many.listing).to_owned(),
        _ if is_partial.get() && bucket.rules.is_reading() => t_string!(i18n, many.listing).to_owned(),
        _ if is_partial.get() => t_string!(i18n, many.not_all_read).to_owned(),
        (0, _) => t_string!(i18n, many.none).to_owned(),
        (count, true) => t_string!(i18n, many.from_file, count = count),
        (count, false) if is_all => t_string!(i18n, many.all_rules, bucket = name.as_str(), count = count),
        (count, false) => t_string!(i18n, many.from_list, bucket = name.as_str(), count = count),
    };
    let ids = move || rules.with(|rules| rules.iter().map(|rule| rule.id().to_owned()).collect::<Vec<_>>());
    view! {
        <section class="card">
            {resumed.then(|| view! { <p class="note">{move || t_string!(i18n, many.resumed)}</p> })}
            <details class="advanced">
                <summary>{words}</summary>
                {move || view! { <Names names=ids()/> }}
            </details>
        </section>
    }
}
