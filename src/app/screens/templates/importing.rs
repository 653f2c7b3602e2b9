//! Taking templates from a file: where it is chosen or dropped, and what it holds.

use leptos::prelude::*;

use super::file::{FileProblem, contents, file_words};
use super::offers::Offers;
use crate::app::components::alerts::{Alerts, ErrorFrame};
use crate::app::components::file_field::FileField;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::files::{Given, take_dropped};
use crate::app::services::latest::Latest;
use crate::app::services::open_bucket::OpenBucket;
use crate::form::template::Template;

/// The place for a file, and what is in it.
#[component]
pub(super) fn ImportTemplates(
    bucket: OpenBucket,
    /// Those of the device.
    own: RwSignal<Vec<Template>>,
    /// Called with how many were taken.
    on_taken: Callback<usize>,
) -> impl IntoView {
    let i18n = use_i18n();
    let provider = bucket.place().provider;
    let reading = Latest::new(move |given: &Given| contents(given.clone(), provider));
    let over = take_dropped(Signal::stored(false), Callback::new(move |given| reading.begin(given)));
    let read = reading.found();
    let done = Callback::new(move |count: usize| {
        reading.clear();
        on_taken.run(count);
    });
    let problem = move |problem: FileProblem| {
        view! {
            <ErrorFrame what=move || file_words(i18n, &problem)>
                <p class="error-next">{move || t_string!(i18n, import.next)}</p>
            </ErrorFrame>
        }
    };
    view! {
        <section class="card drop" class:over=over>
            <FileField
                id="template-file"
                label=move || t_string!(i18n, template.file)
                hint=move || t_string!(i18n, template.file_hint)
                accept=".json,.txt,application/json,text/plain"
                on_file=move |file| reading.begin(Given::One(file))
            />
            <Alerts>{move || read.get()?.err().map(problem)}</Alerts>
            {move || {
                let contents = read.get()?.ok()?;
                // What each is to those of the device changes with them.
                own.track();
                Some(view! { <Offers bucket own contents on_taken=done/> })
            }}
        </section>
    }
}
