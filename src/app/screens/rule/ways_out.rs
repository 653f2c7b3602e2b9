//! Out of a save that left its rule on this device only: both forms of it, and what writes one of them again.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::outcome::{own_words, say_not_done};
use super::writing::{claim_one, hold, look_again_at_kept};
use crate::app::components::alerts::Alerts;
use crate::app::components::button::{Button, Look};
use crate::app::components::shown::ShownCode;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::failed_call::FailedCall;
use crate::app::services::change_record::{Did, Noting};
use crate::app::services::download::give;
use crate::app::services::here::use_here;
use crate::app::services::journal::journal_of;
use crate::app::services::notices::{Notices, Way, use_notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::{Words, use_words};
use crate::model::visible::marked;
use crate::provider::error::{Error, ErrorKind};
use crate::provider::http::Method;
use crate::provider::save::write_again;
use crate::provider::service;
use crate::provider::write::{Seen, WriteError};
use crate::provider::xml::Element;
use crate::state::change_record::Act;
use crate::state::failure::Failure;

/// A rule whose save was cut off.
#[derive(Clone, PartialEq)]
pub(super) struct LeftOver {
    /// Its id.
    pub(super) id: String,
    /// Its document before and after the change.
    pub(super) documents: [Element; 2],
    /// What is known of the provider's side.
    pub(super) state: State,
}

/// What is known of a rule whose save was cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// The old form was removed for certain.
    Removed,
    /// Nobody knows whether it was removed.
    Unknown,
    /// Somebody else's rule is there.
    Replaced,
}

impl State {
    /// What is known after a save, which says whether the old form was removed for certain.
    pub(super) fn after(removed: bool) -> Self {
        if removed { State::Removed } else { State::Unknown }
    }

    /// What is known of the provider's side, in words.
    pub(super) fn words(self, words: Words) -> &'static str {
        let i18n = words.i18n;
        match self {
            State::Removed => t_string!(i18n, edit.missing),
            State::Unknown => t_string!(i18n, edit.perhaps_missing),
            State::Replaced => t_string!(i18n, edit.replaced),
        }
    }
}

/// Its documents, by their places.
const OLD: usize = 0;
const NEW: usize = 1;

/// The document, and a button for each of its forms.
#[component]
pub(super) fn WaysOut(
    bucket: OpenBucket,
    /// The rule.
    save: LeftOver,
    /// Without it another tab may be in the middle of the save, and there are only copies to be had.
    can_write: bool,
    /// Called when the provider holds one of the forms.
    on_done: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let save = Arc::new(save);
    let replaced = save.state == State::Replaced;
    let xml = save.documents[NEW].to_pretty();
    let discard = (replaced && can_write).then(|| {
        let id = save.id.clone();
        view! { <Discard bucket id/> }
    });
    let download = view! { <DownloadOld bucket save=Arc::clone(&save)/> };
    let write = rewriting(bucket, save, on_done);
    let (pending, value) = (write.pending(), write.value());
    let failed = move || value.get().flatten().filter(|_| !pending.get());
    let start = move |which| {
        Callback::new(move |()| {
            // Once at a time, however often it is pressed before the button shows it.
            if !pending.get_untracked() {
                write.dispatch_local(which);
            }
        })
    };
    let both = (can_write && !replaced).then(|| {
        view! {
            <Button inert=pending on_click=start(NEW)>
                {move || t_string!(i18n, edit.write_new)}
            </Button>
            <Button inert=pending on_click=start(OLD)>
                {move || t_string!(i18n, edit.write_old)}
            </Button>
        }
    });
    view! {
        <div class="fields">
            <p class="hint">{move || t_string!(i18n, edit.kept_how_long)}</p>
            {(!can_write).then(|| view! { <p class="note">{move || t_string!(i18n, edit.no_locks_copies)}</p> })}
            <div class="error-actions">{both} {download} {discard}</div>
            <Alerts>
                {move || failed().map(|error| view! { <FailedCall error bucket/> })}
            </Alerts>
            <pre tabindex="0">
                <ShownCode code=xml/>
            </pre>
        </div>
    }
}

/// What came of writing a form again.
enum Written {
    /// The provider holds it.
    Done,
    /// Nothing: the credentials were forgotten.
    Forgotten,
    /// Nothing: another tab or this page writes the rule, or nobody knows.
    NotHeld(Failure),
    /// The provider did not take it, or nobody knows.
    NotTaken(Error),
}

/// Writes one of the forms. It runs to its end, whatever is shown meanwhile, and gives what is to be said here.
fn rewriting(bucket: OpenBucket, save: Arc<LeftOver>, on_done: Callback<()>) -> Action<usize, Option<Error>> {
    let (words, notices) = (use_words(), use_notices());
    // Gone with the note.
    let here = use_here();
    Action::new_local(move |which: &usize| {
        let (save, which) = (Arc::clone(&save), *which);
        notices.begin();
        async move {
            let written = write(bucket, &save.id, &save.documents[which]).await;
            let is_here = !here.is_gone();
            match written {
                Written::Done => {
                    let said = t_string!(words.i18n, edit.done, id = marked(&save.id));
                    notices.success(said, None);
                    if let Some(now) = bucket.now() {
                        now.rules.refresh();
                    }
                    if is_here {
                        on_done.run(());
                    }
                    None
                }
                Written::Forgotten => Some(Error::of_kind(ErrorKind::Cancelled)),
                Written::NotHeld(failure) => {
                    notices.failure(own_words(words, &failure).to_owned(), None);
                    None
                }
                Written::NotTaken(error) => {
                    if !is_here {
                        look_again_at_kept(bucket);
                        tell_not_written(words, notices, bucket, &save.id, &error);
                    }
                    Some(error)
                }
            }
        }
    })
}

async fn write(bucket: OpenBucket, id: &str, document: &Element) -> Written {
    let (client, journal) = (bucket.client(), journal_of(&bucket.place()));
    let claim = match claim_one(bucket, id) {
        Ok(claim) => claim,
        Err(failure) => return Written::NotHeld(failure),
    };
    let Some(_working) = bucket.begin_work().await else { return Written::Forgotten };
    // Another tab that writes the same rule at this moment settles it for this one, too.
    let _held = match hold(bucket, &journal, id).await {
        Ok(held) => held,
        Err(failure) => return Written::NotHeld(failure),
    };
    let noting = Noting::begin(bucket, id);
    let written = write_again(&client, &journal, id, document).await;
    let did = Did { act: Act::Restore, deed: claim.deed(), before: None, after: Some(document) };
    let failure = |error: &Error| {
        let (error, is_refused) = (error.clone(), client.refused(Method::Put, error));
        let open = |error| WriteError::Open { error, seen: Seen::Nothing };
        Failure::Create(if is_refused { WriteError::Refused(error) } else { open(error) })
    };
    noting.end(&did, &written.as_ref().map_err(failure));
    match written {
        Ok(()) => Written::Done,
        Err(error) => Written::NotTaken(error),
    }
}

/// Says in a message why a form was not written, when the note is gone: the list shows it again.
fn tell_not_written(words: Words, notices: Notices, bucket: OpenBucket, id: &str, error: &Error) {
    let [what, _, next] = words.error(error, &bucket.connection());
    let to_list = t_string!(words.i18n, rule.to_list).to_owned();
    let way = Way::To(bucket.list().address(), to_list);
    say_not_done(words, notices, id, &[what, next], way);
}

/// Gives the old form as a file, as it can be sent by another tool.
#[component]
fn DownloadOld(bucket: OpenBucket, save: Arc<LeftOver>) -> impl IntoView {
    let i18n = use_i18n();
    let notices = use_notices();
    let download = move || {
        let layout = service(bucket.place().provider).layout();
        let old = layout.without_unset(&save.documents[OLD]).to_document();
        if give(&format!("{}.xml", save.id), "application/xml", &old).is_none() {
            notices.failure(t_string!(i18n, bundle.refused).to_owned(), None);
        }
    };
    view! { <Button on_click=download>{move || t_string!(i18n, edit.download_old)}</Button> }
}

/// Throws both forms away, when somebody else's rule has taken their place; the list shows that they are gone.
#[component]
fn Discard(bucket: OpenBucket, id: String) -> impl IntoView {
    let i18n = use_i18n();
    let discard = move || {
        let id = id.clone();
        spawn_local(async move {
            let journal = journal_of(&bucket.place());
            if let Ok(_held) = hold(bucket, &journal, &id).await {
                journal.discard(&id).await;
            }
            look_again_at_kept(bucket);
        });
    };
    view! {
        <Button look=Look::DangerQuiet on_click=discard>
            {move || t_string!(i18n, edit.discard_both)}
        </Button>
    }
}
