//! The fields for a bucket and its region: of the form for a connection, and of the dialog for another bucket.

use leptos::prelude::*;

use crate::app::components::field::blocking;
use crate::app::components::inputs::TextField;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::press::after_press;
use crate::app::words::use_words;
use crate::form::connection::{ConnectionDraft, ConnectionProblems};

/// The ids of the controls.
#[derive(Clone, Copy)]
pub(super) struct PlaceIds {
    /// Of the bucket's field.
    pub(super) bucket: &'static str,
    /// Of the region's field.
    pub(super) region: &'static str,
    /// Of the list of regions that is offered.
    pub(super) regions: &'static str,
}

/// A field that has been filled in is checked when it is left; an empty one only on Connect.
pub(super) fn check_on_leave(
    draft: RwSignal<ConnectionDraft>,
    problems: RwSignal<ConnectionProblems>,
    filled: fn(&ConnectionDraft) -> bool,
    take: fn(&mut ConnectionProblems, ConnectionProblems),
) -> Callback<()> {
    let check = move || {
        if draft.try_with_untracked(filled).unwrap_or_default() {
            let found = draft.with_untracked(ConnectionDraft::check).err().unwrap_or_default();
            problems.update(|problems| take(problems, found));
        }
    };
    Callback::new(move |()| after_press(check))
}

/// The two fields, side by side.
#[component]
pub(super) fn BucketAndRegion(
    ids: PlaceIds,
    draft: RwSignal<ConnectionDraft>,
    problems: RwSignal<ConnectionProblems>,
    /// Whether the address of a bucket may choose the provider: credentials that are there already belong to one.
    provider_is_open: bool,
) -> impl IntoView {
    let provider = Memo::new(move |_| draft.with(|draft| draft.provider));
    view! {
        <div class="field-row">
            <BucketField id=ids.bucket draft problems provider_is_open/>
            <RegionField id=ids.region list=ids.regions draft problems/>
            <datalist id=ids.regions>
                {move || {
                    let known = provider.get().known_regions();
                    known.map(|(id, name)| view! { <option value=id>{name}</option> }).collect_view()
                }}
            </datalist>
        </div>
    }
}

/// The bucket. A whole address may be pasted into it.
#[component]
fn BucketField(
    id: &'static str,
    draft: RwSignal<ConnectionDraft>,
    problems: RwSignal<ConnectionProblems>,
    provider_is_open: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = use_words();
    let taken_apart = RwSignal::new(None::<String>);
    let hint = move || match taken_apart.get() {
        Some(bucket) => t_string!(i18n, connect.bucket_taken_apart, bucket = bucket),
        None => t_string!(i18n, connect.bucket_hint).to_owned(),
    };
    let problem = move || problems.with(|found| found.bucket).map(|found| words.bucket_problem(found));
    let type_in = move |text: String| {
        let pasted = draft.with_untracked(|draft| {
            let pasted = draft.with_pasted_bucket(&text);
            pasted.filter(|pasted| provider_is_open || pasted.provider == draft.provider)
        });
        taken_apart.set(pasted.as_ref().map(|draft| draft.bucket.clone()));
        draft.update(|draft| match pasted {
            Some(pasted) => *draft = pasted,
            None => draft.bucket = text,
        });
        problems.update(|problems| problems.bucket = None);
    };
    view! {
        <TextField
            id
            label=move || t_string!(i18n, connect.bucket)
            hint
            finding=blocking(Signal::derive(problem))
            value=move || draft.with(|draft| draft.bucket.clone())
            on_input=type_in
            on_leave=check_on_leave(
                draft,
                problems,
                |draft| !draft.bucket.is_empty(),
                |problems, found| problems.bucket = found.bucket,
            )
        />
    }
}

/// The region, with those that are known on offer.
#[component]
fn RegionField(
    id: &'static str,
    /// The id of the list of regions.
    list: &'static str,
    draft: RwSignal<ConnectionDraft>,
    problems: RwSignal<ConnectionProblems>,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = use_words();
    let hint = move || {
        let (example, _) = draft.with(|draft| draft.provider.known_regions().next())?;
        Some(t_string!(i18n, connect.region_hint, example = example))
    };
    let problem = move || problems.with(|found| found.region).map(|found| words.region_problem(found));
    let type_in = move |text| {
        draft.update(|draft| draft.region = text);
        problems.update(|problems| problems.region = None);
    };
    view! {
        <TextField
            id
            list
            label=move || t_string!(i18n, connect.region)
            hint
            finding=blocking(Signal::derive(problem))
            value=move || draft.with(|draft| draft.region.clone())
            on_input=type_in
            on_leave=check_on_leave(
                draft,
                problems,
                |draft| !draft.region.is_empty(),
                |problems, found| problems.region = found.region,
            )
        />
    }
}
