//! A rule whose save was cut off between its removal and its new form: both forms are on the device,
//! and one of them is written again.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ways_out::{LeftOver, State, WaysOut};
use crate::app::components::alerts::{Alerts, ErrorFrame};
use crate::app::i18n::t_string;
use crate::app::services::clock;
use crate::app::services::here::{Here, use_here};
use crate::app::services::journal::{DeviceJournal, Hold, Left, journal_of};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::use_words;
use crate::model::visible::marked;
use crate::provider::journal::{NotRead, Standing, Store as _};
use crate::provider::service;
use crate::provider::xml::Element;

/// What there is to do about a save that the device keeps.
enum Due {
    /// To look again: the rule is there, or nothing is kept of it at the moment.
    LookAgain,
    /// To look again later: another tab is at it, or what is there could not be read.
    Wait,
    /// To offer it.
    Offer([Element; 2], State),
}

/// How often a rule that may yet be removed is looked for, and one that is offered or could not be read.
const LOOK_PAUSE: Duration = Duration::from_secs(10);
const LONG_PAUSE: Duration = Duration::from_secs(30);

/// The note of one rule that is not there, for its own page, if the device keeps something of it.
#[component]
pub(super) fn InterruptedNote(
    bucket: OpenBucket,
    id: String,
    /// Called when the rule is there again.
    on_written: Callback<()>,
) -> impl IntoView {
    let kept = LocalResource::new(move || {
        let (journal, id) = (journal_of(&bucket.place()), id.clone());
        async move {
            let mut left = journal.0.left().await;
            left.ids.retain(|one| *one == id);
            left
        }
    });
    let some = move || kept.get().filter(|left| !left.ids.is_empty());
    view! {
        <div>
            {move || some().map(|left| view! { <InterruptedNotes bucket left on_written/> })}
        </div>
    }
}

/// A note for each of the saves that were left over, as the device keeps them, unless the provider holds the
/// rule after all. Where that cannot be found out the note stays away, and the device keeps the save. As long as the
/// notes are in sight each of them is looked at again: its rule may yet be removed by a request of which nothing is
/// known, or be written by another tab.
#[component]
pub(crate) fn InterruptedNotes(
    bucket: OpenBucket,
    /// What the device keeps.
    left: Left,
    /// Called when one of the rules is there again.
    #[prop(optional, into)]
    on_written: Option<Callback<()>>,
) -> impl IntoView {
    let (missing, here) = (RwSignal::new(Vec::<LeftOver>::new()), use_here());
    let can_write = left.locks_are_known;
    for id in left.ids {
        spawn_local(look_after(bucket, id, missing, here));
    }
    let on_done = Callback::new(move |id: String| {
        missing.update(|missing| missing.retain(|other| other.id != id));
        if let Some(on_written) = on_written {
            on_written.run(());
        }
    });
    view! {
        <Alerts>
            <For each=move || missing.get() key=key let:save>
                <Note bucket save can_write on_done/>
            </For>
        </Alerts>
    }
}

/// What tells notes apart: one that says something else is another.
fn key(save: &LeftOver) -> String {
    let [before, after] = save.documents.each_ref().map(Element::to_document);
    format!("{} {:?} {before}{after}", save.id, save.state)
}

#[component]
fn Note(
    bucket: OpenBucket,
    save: LeftOver,
    /// Without it there are only copies to be had.
    can_write: bool,
    /// Called with the id of a rule that is there again.
    on_done: Callback<String>,
) -> impl IntoView {
    let words = use_words();
    let (id, state) = (save.id.clone(), save.state);
    let name = marked(&save.id).into_owned();
    let what = move || t_string!(words.i18n, edit.left_over, id = name.as_str());
    let done = Callback::new(move |()| on_done.run(id.clone()));
    view! {
        <ErrorFrame what>
            <p>{move || state.words(words)}</p>
            <WaysOut bucket save can_write on_done=done/>
        </ErrorFrame>
    }
}

/// Looks at a save again and again, as long as the notes are there.
async fn look_after(bucket: OpenBucket, id: String, missing: RwSignal<Vec<LeftOver>>, here: Here) {
    let journal = journal_of(&bucket.place());
    while bucket.is_still_open() {
        let due = due(bucket, &journal, &id).await;
        let pause = if matches!(due, Due::LookAgain) { LOOK_PAUSE } else { LONG_PAUSE };
        if here.is_gone() {
            return;
        }
        missing.update(|missing| show(missing, &id, due));
        journal.pause(pause).await;
    }
}

/// Offers a save, once, or takes it away when there is no more to it.
fn show(missing: &mut Vec<LeftOver>, id: &str, due: Due) {
    match due {
        Due::Offer(documents, state) => {
            let save = LeftOver { id: id.to_owned(), documents, state };
            if !missing.contains(&save) {
                missing.retain(|known| known.id != id);
                missing.push(save);
            }
        }
        Due::LookAgain => missing.retain(|known| known.id != id),
        Due::Wait => {}
    }
}

/// Looks at the rule, and at what is kept of it. The rule is held only when it was looked at, so that a save does not
/// meet a lock for the time of a request: what is kept must be the same before and after.
async fn due(bucket: OpenBucket, journal: &DeviceJournal, id: &str) -> Due {
    let before = match journal.0.read(id).await {
        Ok(Some(entry)) => entry,
        Ok(None) => return Due::LookAgain,
        Err(NotRead) => return Due::Wait,
    };
    if before.is_mark() {
        // There is nothing to offer, only something to clear away in the end.
        if !before.may_be_removed(clock::now())
            && let Hold::Held(_held) = journal.0.hold(id).await
        {
            journal.settled(id).await;
        }
        return Due::LookAgain;
    }
    let client = bucket.client();
    let now = client.get_rule(id).await;
    let _held = match journal.0.hold(id).await {
        Hold::Busy => return Due::Wait,
        held => held,
    };
    if journal.0.read(id).await != Ok(Some(before.clone())) {
        return Due::Wait;
    }
    // What another version has left there is as good as nothing.
    let Some(documents) = before.parsed() else { return Due::Wait };
    match now {
        Ok(now) => {
            bucket.rules.found(id);
            let layout = service(bucket.place().provider).layout();
            let forms = documents.each_ref().map(|document| layout.read(document).ok());
            match before.standing(clock::now(), &now.rule, forms.each_ref().map(Option::as_ref)) {
                Standing::Settled => {
                    journal.settled(id).await;
                    Due::LookAgain
                }
                Standing::MayBeRemoved => Due::LookAgain,
                Standing::Replaced => Due::Offer(documents, State::Replaced),
            }
        }
        Err(error) if error.is_absence() => Due::Offer(documents, State::Removed),
        Err(_) => Due::Wait,
    }
}
