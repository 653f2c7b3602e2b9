//! Saves of this bucket that were cut off, if the device keeps any.

use leptos::prelude::*;
use loader::loader;

use crate::app::lazy::{Lazy, Loaded};
use crate::app::screens::rule::interrupted::InterruptedNotes;
use crate::app::services::journal::{Left, journal_of};
use crate::app::services::open_bucket::OpenBucket;

/// A place for the notes about them.
#[component]
pub(super) fn LeftOver(bucket: OpenBucket) -> impl IntoView {
    let kept = LocalResource::new(move || {
        bucket.rules.track_left_over();
        let journal = journal_of(&bucket.place());
        async move { journal.0.left().await }
    });
    // Looking again draws nothing anew where nothing has changed.
    let kept = Memo::new(move |_| kept.get().filter(|kept| !kept.ids.is_empty()));
    view! {
        <div>{move || kept.get().map(|kept| view! { <Lazy load=interrupted_notes with=(bucket, kept)/> })}</div>
    }
}

/// What draws the notes.
#[loader(later)]
fn interrupted_notes() -> Loaded<(OpenBucket, Left)> {
    Ok(|(bucket, left)| view! { <InterruptedNotes bucket left/> }.into_any())
}
