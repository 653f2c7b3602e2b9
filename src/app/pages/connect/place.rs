//! The fields for a bucket and its region: of the form for a connection, and of the dialog for another bucket.

use crate::app::components::field::Field;
use crate::app::components::inputs::{Typed, suggesting_field, text_field};
use crate::app::dom::{El, el};
use crate::app::signal::Signal;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::form::connection::{ConnectionDraft, ConnectionProblems};
use crate::model::Provider;

/// The ids of the controls.
#[derive(Clone, Copy)]
pub(crate) struct PlaceIds {
    /// Of the bucket's field.
    pub(crate) bucket: &'static str,
    /// Of the region's field.
    pub(crate) region: &'static str,
    /// Of the list of regions that is offered.
    pub(crate) regions: &'static str,
}

/// A field that has been filled in is checked when it is left; an empty one only on Connect.
pub(super) fn leave(
    draft: Signal<ConnectionDraft>,
    problems: Signal<ConnectionProblems>,
    filled: fn(&ConnectionDraft) -> bool,
    take: fn(&mut ConnectionProblems, ConnectionProblems),
) -> Option<Box<dyn Fn()>> {
    Some(Box::new(move || {
        if draft.with_untracked(filled) {
            let found = draft.with_untracked(ConnectionDraft::check).err().unwrap_or_default();
            problems.update(|problems| take(problems, found));
        }
    }))
}

/// The two fields, side by side. A whole address may be pasted into the first; it chooses the provider where that is
/// open: credentials that are there already belong to one.
pub(crate) fn bucket_and_region(
    ids: PlaceIds,
    draft: Signal<ConnectionDraft>,
    problems: Signal<ConnectionProblems>,
    provider_is_open: bool,
) -> El {
    let i18n = language();
    let taken_apart = Signal::new(None::<String>);
    let hint = move || {
        Some(match taken_apart.get() {
            Some(bucket) => fill(td_string!(i18n, connect.bucket_taken_apart), &[("bucket", &bucket)]),
            None => td_string!(i18n, connect.bucket_hint).to_owned(),
        })
    };
    let bucket = Field::new(ids.bucket, td_string!(i18n, connect.bucket))
        .changing_hint(hint)
        .problem(move || problems.with(|p| p.bucket).map(|p| words::bucket_problem(i18n, p)));
    let typed_bucket = Typed {
        value: Box::new(move || draft.with(|draft| draft.bucket.clone())),
        on_input: Box::new(move |text| {
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
        }),
        on_leave: leave(
            draft,
            problems,
            |draft| !draft.bucket.is_empty(),
            |problems, found| problems.bucket = found.bucket,
        ),
    };
    let region = Field::new(ids.region, td_string!(i18n, connect.region))
        .changing_hint(move || {
            let (example, _) = draft.with(|draft| draft.provider.known_regions().next())?;
            Some(fill(td_string!(i18n, connect.region_hint), &[("example", &example)]))
        })
        .problem(move || problems.with(|p| p.region).map(|p| words::region_problem(i18n, p)));
    let typed_region = Typed {
        value: Box::new(move || draft.with(|draft| draft.region.clone())),
        on_input: Box::new(move |text| {
            draft.update(|draft| draft.region = text);
            problems.update(|problems| problems.region = None);
        }),
        on_leave: leave(
            draft,
            problems,
            |draft| !draft.region.is_empty(),
            |problems, found| problems.region = found.region,
        ),
    };
    let provider = move || Some(draft.with(|draft| draft.provider));
    let regions = move |provider: &Provider| {
        let known = provider.known_regions();
        let options = known.map(|(id, name)| el("option").attr("value", id).text(name));
        el("datalist").id(ids.regions).children(options)
    };
    el("div.field-row")
        .child(text_field(bucket, typed_bucket))
        .child(suggesting_field(region, ids.regions, typed_region))
        .bind_one(provider, regions)
}
