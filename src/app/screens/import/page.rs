//! The screen.

use std::sync::Arc;

use leptos::prelude::*;

use super::file::{Contents, FileProblem, Source, contents};
use super::list::List;
use super::words::{file_words, note_words};
use crate::app::components::alerts::{Alerts, ErrorFrame};
use crate::app::components::button::Button;
use crate::app::components::field::{Field, Tied};
use crate::app::components::file_field::FileField;
use crate::app::components::fold::Fold;
use crate::app::components::inputs::TextLines;
use crate::app::frame::back::Back;
use crate::app::frame::heading::Heading;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::files::{Given, take_dropped};
use crate::app::services::latest::Latest;
use crate::app::services::navigation::use_navigation;
use crate::app::services::open_bucket::OpenBucket;
use crate::export::bundle::Note;

/// The reading of what is chosen: the rules of an earlier file are gone at once, and none is created of them any more.
type Reading = Latest<Source, Result<Arc<Contents>, FileProblem>>;

/// Bringing rules back from a file: what is in it, what each would do, and what became of each.
#[component]
pub(crate) fn ImportPage(bucket: OpenBucket) -> impl IntoView {
    let i18n = use_i18n();
    // No other file is taken, and leaving is asked about, while rules are being created.
    let acting = RwSignal::new(false);
    let leaving = use_navigation().ask_before(move || acting.get_untracked());
    let reading = Reading::new(move |source: &Source| contents(bucket, source.clone()));
    let read = reading.found();
    let name = bucket.place().bucket.as_str().to_owned();
    let note = move |note: &Note| view! { <p class="note">{note_words(i18n, note)}</p> };
    let notes = move || match &*read.read() {
        Some(Ok(file)) => file.notes.iter().map(note).collect_view(),
        _ => Vec::new(),
    };
    view! {
        <section class="page">
            <Back bucket/>
            <div class="page-head">
                <Heading text=move || t_string!(i18n, import.title)/>
            </div>
            <p class="lead">{move || t_string!(i18n, import.lead, bucket = name.as_str())}</p>
            <Sources reading acting/>
            <Alerts>
                {move || read.get()?.err().map(|problem| view! { <Problem problem/> })}
            </Alerts>
            <div role="status">
                <div class="fields">{notes}</div>
            </div>
            {move || read.get()?.ok().map(|file| view! { <List bucket file acting leaving/> })}
        </section>
    }
}

/// Where the file is chosen or dropped, or its text pasted.
#[component]
fn Sources(reading: Reading, acting: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let begin = Callback::new(move |given| reading.begin(Source::Given(given)));
    let over = take_dropped(acting.into(), begin);
    view! {
        <section class="card drop" class:over=over>
            <FileField
                id="import-file"
                label=move || t_string!(i18n, import.file)
                hint=move || t_string!(i18n, import.hint)
                accept=".json,.xml,.txt,application/json,application/xml,text/plain"
                inert=acting
                on_file=move |file| begin.run(Given::One(file))
            />
            <Fold label=move || t_string!(i18n, import.paste) needed=false>
                <Pasted reading acting/>
            </Fold>
        </section>
    }
}

/// A text in the place of a file.
#[component]
fn Pasted(reading: Reading, acting: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let text = RwSignal::new(String::new());
    let tied = Tied::new("import-text", Signal::stored(None));
    let is_blank = Memo::new(move |_| text.with(|text| text.trim().is_empty()));
    let read = move || reading.begin(Source::Text(text.get_untracked()));
    view! {
        <div class="fields">
            <Field tied=tied.clone() label=move || t_string!(i18n, import.text)>
                <TextLines tied value=text on_input=move |typed: String| text.set(typed)/>
            </Field>
            <div class="form-actions">
                <Button inert=move || acting.get() || is_blank.get() on_click=read>
                    {move || t_string!(i18n, import.read)}
                </Button>
            </div>
        </div>
    }
}

/// Why there is nothing in the file.
#[component]
fn Problem(problem: FileProblem) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <ErrorFrame what=move || file_words(i18n, &problem)>
            <p class="error-next">{move || t_string!(i18n, import.next)}</p>
        </ErrorFrame>
    }
}
